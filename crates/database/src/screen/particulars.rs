//! What is known about parties besides their names.

use std::collections::HashMap;

use diesel::sql_types::{BigInt, Nullable, Text};
use sanad_base::work::in_time;
use sanad_model::{CountryCode, PartialDate, Particulars};

use super::candidates::distinct;
use super::{Likely, Sought};
use crate::conn::Conn;
use crate::error::Result;
use crate::fragment::Statement;
use crate::rows::Rows;

/// Loads what is known about the likely matches of queries that give more than a name.
pub fn particulars(
    conn: &mut Conn,
    sought: &[Sought],
    likely: &[Vec<Likely<'_>>],
) -> Result<HashMap<i64, Particulars>> {
    let asked = sought.iter().zip(likely).filter(|(sought, _)| sought.particulars != Particulars::default());
    let parties = distinct(asked.flat_map(|(_, likely)| likely.iter().map(|likely| likely.row.node_id)));
    if parties.is_empty() { Ok(HashMap::new()) } else { of_parties(conn, &parties) }
}

/// Loads what is known about the parties, with one statement.
pub fn of_parties(conn: &mut Conn, parties: &[i64]) -> Result<HashMap<i64, Particulars>> {
    let statement: Statement<(BigInt, Nullable<Text>, Nullable<Text>)> =
        Statement::new("SELECT party.item, actors.born, party_countries.country FROM ").numbers(parties).text(
            " AS party LEFT JOIN actors ON actors.id = party.item \
             LEFT JOIN party_countries ON party_countries.party_id = party.item",
        );
    let rows: Vec<(i64, Option<PartialDate>, Option<CountryCode>)> = statement.rows(conn)?;
    let mut known: HashMap<i64, Particulars> = HashMap::new();
    for (party, born, country) in in_time(rows) {
        let particulars = known.entry(party).or_default();
        particulars.born = born;
        particulars.countries.extend(country);
    }
    Ok(known)
}
