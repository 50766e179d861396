//! The columns of a file, and the query that a row makes with them.

use csv::StringRecord;
use sanad::db::screen::Query;
use sanad::model::{NodeKind, Particulars};
use sanad::visible::quoted;

use super::super::Failure;
use super::super::input::comparable;
use super::particulars::{born, countries, kind};

/// The names of the columns to read.
#[derive(Debug, Clone, clap::Args)]
pub struct ColumnNames {
    /// Column with the names
    ///
    /// Several, such as `--column given --column family`, are joined with spaces in that order.
    #[arg(long = "column", value_name = "NAME", default_value = "name")]
    pub names: Vec<String>,

    /// Column with the year or date of birth: 1979, 1979-03, 1979-03-25
    ///
    /// The same year adds 0.05 to the score, a difference of two years or more subtracts 0.15. If the year comes last, as in
    /// 25/03/1979, only the year is used.
    #[arg(long = "born-column", value_name = "NAME")]
    pub born: Option<String>,

    /// Column with countries, as ISO 3166-1 alpha-2 codes, separated by ; or |
    ///
    /// A party of one of these countries gets 0.02 added to its score, a party of other countries only 0.05 subtracted.
    #[arg(long = "country-column", value_name = "NAME")]
    pub country: Option<String>,

    /// Column with the type of party, person or organization
    ///
    /// Persons: person, individual, natural person, people, human, actor, p, شخص, فرد. Organizations: organization,
    /// organisation, org, entity, legal entity, legal person, company, business, corporate, group, o, كيان, منظمة, شركة.
    /// Case does not matter, and `_` or `-` may replace the space. --type applies to empty cells.
    #[arg(long = "type-column", value_name = "NAME")]
    pub kind: Option<String>,

    /// Column to repeat as `id` in JSON
    #[arg(long = "id-column", value_name = "NAME")]
    pub id: Option<String>,
}

/// The indices of these columns.
#[derive(Debug, Clone)]
pub struct Columns {
    names: Vec<usize>,
    born: Option<usize>,
    country: Option<usize>,
    kind: Option<usize>,
    pub id: Option<usize>,
}

impl ColumnNames {
    fn all(&self) -> impl Iterator<Item = &String> {
        self.names.iter().chain([&self.born, &self.country, &self.kind, &self.id].into_iter().flatten())
    }

    /// How many of them the header has.
    pub fn found_in(&self, header: &StringRecord) -> usize {
        self.all().filter(|name| header.iter().any(|known| known.trim() == name.trim())).count()
    }

    /// Their indices.
    ///
    /// # Errors
    /// When one of them is missing or ambiguous.
    pub fn places(&self, header: &StringRecord, file: &str) -> Result<Columns, Failure> {
        let place = |name: &String, option: &str| {
            let mut places = header.iter().enumerate().filter(|(_, known)| known.trim() == name.trim());
            match (places.next(), places.next()) {
                (Some((place, _)), None) => Ok(place),
                (Some(_), Some(_)) => Err(Failure::Input(format!(
                    "{file} has several columns {}: expected one for --{option}",
                    quoted(name.trim())
                ))),
                (None, _) => {
                    let known: Vec<String> = header.iter().map(quoted).collect();
                    Err(Failure::Input(format!(
                        "{file} has no column {}, only {}: expected one of them for --{option}",
                        quoted(name.trim()),
                        known.join(", ")
                    )))
                }
            }
        };
        let optional = |name: &Option<String>, option: &str| name.as_ref().map(|name| place(name, option)).transpose();
        Ok(Columns {
            names: self.names.iter().map(|name| place(name, "column")).collect::<Result<_, _>>()?,
            born: optional(&self.born, "born-column")?,
            country: optional(&self.country, "country-column")?,
            kind: optional(&self.kind, "type-column")?,
            id: optional(&self.id, "id-column")?,
        })
    }
}

impl Columns {
    /// The name in a row.
    pub fn name(&self, cells: &StringRecord) -> String {
        let parts = self.names.iter().filter_map(|place| cells.get(*place));
        let parts: Vec<&str> = match self.names.len() {
            1 => parts.collect(),
            _ => parts.map(str::trim).filter(|part| !part.is_empty()).collect(),
        };
        parts.join(" ")
    }

    /// The query of a row, with `default_kind` if it has no type, and the problems of cells that it ignores.
    ///
    /// # Errors
    /// When the name cannot be compared.
    pub fn query(&self, cells: &StringRecord, default_kind: Option<NodeKind>) -> Result<(Query, Vec<String>), String> {
        let name = self.name(cells);
        comparable(&name).map_err(|problem| format!("the name {problem}"))?;
        let mut problems = Vec::new();
        let cell = |place: Option<usize>| place.and_then(|place| cells.get(place)).unwrap_or_default();
        let kind = or_problem(kind(cell(self.kind)), &mut problems).or(default_kind);
        let born = or_problem(born(cell(self.born)), &mut problems);
        let countries = or_problem(countries(cell(self.country)), &mut problems);
        Ok((Query { name, kind, particulars: Particulars { born, countries } }, problems))
    }
}

fn or_problem<T: Default>(read: Result<T, String>, problems: &mut Vec<String>) -> T {
    read.unwrap_or_else(|problem| {
        problems.push(format!("{problem}; screened without it"));
        T::default()
    })
}
