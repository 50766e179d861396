//! Which columns of a file say what, and what a row says by them.

use csv::StringRecord;
use sanad::db::screen::Query;
use sanad::model::{NodeKind, Particulars};
use sanad::visible::quoted;

use super::super::Failure;
use super::super::input::comparable;
use super::particulars::{born, countries, kind};

/// The names of the columns that are read.
#[derive(Debug, Clone, clap::Args)]
pub struct ColumnNames {
    /// Column that holds the names
    ///
    /// Several, such as `--column given --column family`, are joined with a space in that order.
    #[arg(long = "column", value_name = "NAME", default_value = "name")]
    pub names: Vec<String>,

    /// Column with the year or the date of birth: 1979, 1979-03, 1979-03-25
    ///
    /// A party born in the same year gains 0.05, one born two years or more before or after loses 0.15. Of a date whose
    /// year comes last, such as 25/03/1979, the year is taken.
    #[arg(long = "born-column", value_name = "NAME")]
    pub born: Option<String>,

    /// Column with countries, as two letters of ISO 3166-1; several are separated by ; or |
    ///
    /// A party that belongs to one of them gains 0.02, one that belongs only to others loses 0.05.
    #[arg(long = "country-column", value_name = "NAME")]
    pub country: Option<String>,

    /// Column that says whether the name is that of a person or of an organization
    ///
    /// Persons: person, individual, natural person, people, human, actor, p, شخص, فرد. Organizations: organization,
    /// organisation, org, entity, legal entity, legal person, company, business, corporate, group, o, كيان, منظمة, شركة.
    /// In either case, with `_` or `-` for the space. Where the cell is empty, --type holds.
    #[arg(long = "type-column", value_name = "NAME")]
    pub kind: Option<String>,

    /// Column whose cells JSON repeats as `id`
    #[arg(long = "id-column", value_name = "NAME")]
    pub id: Option<String>,
}

/// The places of these columns.
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

    /// How many of them a header has.
    pub fn found_in(&self, header: &StringRecord) -> usize {
        self.all().filter(|name| header.iter().any(|known| known.trim() == name.trim())).count()
    }

    /// Where they are.
    ///
    /// # Errors
    /// When one of them is missing, or there twice.
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

    /// Who is looked for, `otherwise` of that kind, and what of the row cannot be read: then it is looked for without that.
    ///
    /// # Errors
    /// When there is no name that can be compared.
    pub fn query(&self, cells: &StringRecord, otherwise: Option<NodeKind>) -> Result<(Query, Vec<String>), String> {
        let name = self.name(cells);
        comparable(&name).map_err(|problem| format!("the name {problem}"))?;
        let mut problems = Vec::new();
        let cell = |place: Option<usize>| place.and_then(|place| cells.get(place)).unwrap_or_default();
        let kind = put_down(kind(cell(self.kind)), &mut problems).or(otherwise);
        let born = put_down(born(cell(self.born)), &mut problems);
        let countries = put_down(countries(cell(self.country)), &mut problems);
        Ok((Query { name, kind, particulars: Particulars { born, countries } }, problems))
    }
}

fn put_down<T: Default>(read: Result<T, String>, problems: &mut Vec<String>) -> T {
    read.unwrap_or_else(|problem| {
        problems.push(format!("{problem}; screened without it"));
        T::default()
    })
}
