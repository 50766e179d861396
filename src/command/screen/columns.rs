//! The columns of a file, and the query that a row makes with them.

use csv::StringRecord;
use sanad::db::screen::Query;
use sanad::model::{BirthRange, IdentifierKind, Identity, Particulars, PartyType, Vocabulary};
use sanad::visible::quoted;

use super::super::Failure;
use super::super::input::comparable;
use super::particulars::{born, countries, party_type};

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
    /// A date that may be the same adds 0.05 to the score. Another day subtracts 0.05, and 0.15 if the years differ by two or
    /// more. If the year comes last, as in 25/03/1979, only the year is used.
    #[arg(long = "born-column", value_name = "NAME")]
    pub born: Option<String>,

    /// Column with countries, as ISO 3166-1 alpha-2 codes, separated by ; or |
    ///
    /// A party of one of these countries gets 0.02 added to its score, a party of other countries only 0.05 subtracted.
    #[arg(long = "country-column", value_name = "NAME")]
    pub country: Option<String>,

    /// Column with the type of party: person, organization, vessel or aircraft
    ///
    /// Persons: person, individual, natural person, people, human, actor, p, شخص, فرد. Organizations: organization,
    /// organisation, org, entity, legal entity, legal person, company, business, corporate, group, o, كيان, منظمة, شركة.
    /// Vessels: vessel, ship, boat, سفينة. Aircraft: aircraft, airplane, aeroplane, plane, helicopter, طائرة. Case does not
    /// matter, and `_` or `-` may replace the space. --type applies to empty cells.
    #[arg(long = "type-column", value_name = "NAME")]
    pub party_type: Option<String>,

    /// Column with identifiers of a kind, as KIND=NAME, such as PASSPORT=passport_no
    ///
    /// The kinds are LIST_ENTRY, PASSPORT, NATIONAL_ID, TAX_NUMBER, REGISTRATION, IMO, MMSI, LEI, SWIFT_BIC, WALLET, WIKIDATA
    /// and OTHER; ANY=NAME compares with all. Several in one cell are separated by ; or |. A party with one of them matches
    /// whatever its name is, with a score of 1. The option can be repeated.
    #[arg(long = "identifier-column", value_name = "KIND=NAME", value_parser = identifier_column)]
    pub identifiers: Vec<IdentifierColumn>,

    /// Column to repeat as `id` in JSON; it is not compared
    #[arg(long = "id-column", value_name = "NAME")]
    pub id: Option<String>,
}

/// A column with identifiers.
#[derive(Debug, Clone)]
pub struct IdentifierColumn {
    /// Any kind when absent.
    kind: Option<IdentifierKind>,
    name: String,
}

fn identifier_column(text: &str) -> Result<IdentifierColumn, String> {
    let expected = || format!("expected KIND=NAME with one of ANY, {}", IdentifierKind::words().join(", "));
    let (kind, name) = text.split_once('=').ok_or_else(expected)?;
    let kind = match kind.trim() {
        "ANY" => None,
        word => Some(word.parse().map_err(|_| expected())?),
    };
    Ok(IdentifierColumn { kind, name: name.to_owned() })
}

/// The indices of these columns.
#[derive(Debug, Clone)]
pub struct Columns {
    names: Vec<usize>,
    born: Option<usize>,
    country: Option<usize>,
    party_type: Option<usize>,
    identifiers: Vec<(Option<IdentifierKind>, usize)>,
    pub id: Option<usize>,
}

impl ColumnNames {
    fn all(&self) -> impl Iterator<Item = &String> {
        let identifiers = self.identifiers.iter().map(|column| &column.name);
        let optional = [&self.born, &self.country, &self.party_type, &self.id].into_iter().flatten();
        self.names.iter().chain(optional).chain(identifiers)
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
            party_type: optional(&self.party_type, "type-column")?,
            identifiers: self
                .identifiers
                .iter()
                .map(|column| Ok((column.kind, place(&column.name, "identifier-column")?)))
                .collect::<Result<_, Failure>>()?,
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

    /// The query of a row, with `default_type` if it has none, and the problems of cells that it ignores.
    ///
    /// # Errors
    /// When the name cannot be compared.
    pub fn query(&self, cells: &StringRecord, default_type: Option<PartyType>) -> Result<(Query, Vec<String>), String> {
        let name = self.name(cells);
        comparable(&name).map_err(|problem| format!("the name {problem}"))?;
        let mut problems = Vec::new();
        let cell = |place: Option<usize>| place.and_then(|place| cells.get(place)).unwrap_or_default();
        let of_type = or_problem(party_type(cell(self.party_type)), &mut problems).or(default_type);
        let born = or_problem(born(cell(self.born)), &mut problems);
        let countries = or_problem(countries(cell(self.country)), &mut problems);
        let identifiers = self.identifiers.iter().flat_map(|(kind, place)| identifiers(*kind, cell(Some(*place))));
        let identifiers: Vec<Identity> = identifiers.collect();
        let births = born.map(|date| BirthRange { within: date.days(), is_approximate: false }).into_iter().collect();
        Ok((Query { name, of_type, particulars: Particulars { births, countries, identifiers } }, problems))
    }
}

/// The identifiers in a cell.
fn identifiers(kind: Option<IdentifierKind>, cell: &str) -> impl Iterator<Item = Identity> {
    let values = cell.split([';', '|']).map(str::trim).filter(|value| !value.is_empty());
    values.map(move |value| Identity { kind, value: value.to_owned(), country: None })
}

fn or_problem<T: Default>(read: Result<T, String>, problems: &mut Vec<String>) -> T {
    read.unwrap_or_else(|problem| {
        problems.push(format!("{problem}; screened without it"));
        T::default()
    })
}
