//! What is known about parties besides their names.

use std::collections::HashMap;

use chrono::NaiveDate;
use diesel::sql_types::{BigInt, Bool, Date, Nullable, Text};
use sanad_base::work::in_time;
use sanad_model::{BirthRange, CountryCode, DayRange, Particulars};

use super::candidates::distinct;
use super::{Likely, Sought};
use crate::conn::Conn;
use crate::error::Result;
use crate::fragment::Statement;
use crate::identifier::comparable;
use crate::rows::Rows;

/// The columns of a date of birth, or of a country.
type Columns = (BigInt, Nullable<Date>, Nullable<Date>, Nullable<Bool>, Nullable<Text>);
type Particular = (i64, Option<NaiveDate>, Option<NaiveDate>, Option<bool>, Option<CountryCode>);

/// Loads what is known about the likely matches of queries that give more than a name.
pub fn particulars(
    conn: &mut Conn,
    sought: &[Sought],
    likely: &[Vec<Likely<'_>>],
) -> Result<HashMap<i64, Particulars>> {
    let asked = sought.iter().zip(likely).filter(|(sought, _)| sought.particulars != Particulars::default());
    let with_identifiers = sought.iter().any(|sought| !sought.forms.is_empty());
    let parties = distinct(asked.flat_map(|(_, likely)| likely.iter().map(|likely| likely.row.node_id)));
    if parties.is_empty() { Ok(HashMap::new()) } else { known(conn, &parties, with_identifiers) }
}

/// Loads what is known about the parties.
pub fn of_parties(conn: &mut Conn, parties: &[i64]) -> Result<HashMap<i64, Particulars>> {
    known(conn, parties, true)
}

/// Loads what is known about the parties, with one statement, and another for identifiers.
fn known(conn: &mut Conn, parties: &[i64], with_identifiers: bool) -> Result<HashMap<i64, Particulars>> {
    let births: Statement<Columns> =
        Statement::new("SELECT births.actor_id, births.earliest, births.latest, births.is_approximate, NULL FROM ")
            .numbers(parties)
            .text(" AS party JOIN births ON births.actor_id = party.item");
    let countries = Statement::new("SELECT party_countries.party_id, NULL, NULL, NULL, party_countries.country FROM ")
        .numbers(parties)
        .text(" AS party JOIN party_countries ON party_countries.party_id = party.item");
    let rows: Vec<Particular> = births.and_all(countries).rows(conn)?;
    let mut known: HashMap<i64, Particulars> = HashMap::new();
    for (party, earliest, latest, is_approximate, country) in in_time(rows) {
        let particulars = known.entry(party).or_default();
        let birth = |is_approximate| BirthRange { within: DayRange { earliest, latest }, is_approximate };
        particulars.births.extend(is_approximate.map(birth));
        particulars.countries.extend(country);
    }
    if with_identifiers {
        for (party, identifier) in in_time(comparable(conn, parties)?) {
            known.entry(party).or_default().identifiers.push(identifier);
        }
    }
    Ok(known)
}
