//! The keys of names, by which parties are found.

use std::collections::HashMap;
use std::hash::Hash;

use diesel::sql_types::{BigInt, Nullable, Text};
use sanad_base::work::{few, in_time};
use sanad_model::{NodeKind, OrganizationType};
use sanad_names::{Bearer, Name};

use super::conn::Conn;
use super::fragment::Statement;
use super::store::rows::NameKey;
use crate::error::{Error, Result};
use crate::rows::Rows;

/// The maximum number of parties that are read for one key, those that were entered first.
pub const BEARERS_LIMIT: usize = 2_000;

/// The maximum number of parties that are read for all keys together; if there are many keys, fewer are read for each.
const READ_LIMIT: usize = 4_000_000;

/// How to parse the names of a node of this kind and, if it is an organization, of this type. None for a node that is
/// no party or is only described: it has no names to match.
pub fn bearer(kind: NodeKind, of_type: Option<OrganizationType>) -> Option<Bearer> {
    match kind {
        NodeKind::Actor => Some(Bearer::Person),
        // Vessels have names of any words and with numbers, like organizations; tail numbers are such names, too.
        NodeKind::Asset => Some(Bearer::Organization),
        NodeKind::Organization => of_type.is_none_or(OrganizationType::has_names).then_some(Bearer::Organization),
        _ => None,
    }
}

/// The keys of a party's names, each once, in ascending order.
pub fn of_names<'a>(party_id: i64, bearer: Bearer, names: impl IntoIterator<Item = &'a str>) -> Vec<NameKey> {
    let mut keys: Vec<i64> = names.into_iter().flat_map(|name| Name::new(name, Some(bearer)).keys()).collect();
    keys.sort_unstable();
    keys.dedup();
    keys.into_iter().map(|key| NameKey { key, party_id }).collect()
}

/// The parties with a key or a name.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Bearers {
    /// In order of entry.
    pub parties: Vec<i64>,
    /// Whether there are more.
    pub is_cut: bool,
}

/// The parties with each key, with one statement. Keys that nobody has are left out.
pub(super) fn bearers(conn: &mut Conn, keys: &[i64]) -> Result<HashMap<i64, Bearers>> {
    // The ids of a key come as one text: as rows they would take several times as long.
    let statement: Statement<(BigInt, Nullable<Text>)> = Statement::new(
        "SELECT sought.item, (SELECT string_agg(CAST(bearer.party_id AS TEXT), ',') FROM (\
         SELECT name_keys.party_id FROM name_keys WHERE name_keys.key = sought.item ORDER BY name_keys.party_id ",
    );
    let limit = (READ_LIMIT / keys.len().max(1)).clamp(1, BEARERS_LIMIT);
    let statement = statement.text(format!("LIMIT {}) AS bearer) FROM ", limit + 1)).numbers(keys);
    let rows: Vec<(i64, Option<String>)> = statement.text(" AS sought").rows(conn)?;
    listed(rows, limit)
}

/// The nodes that have a name with exactly these letters, with one statement: at most `limit` for each name, those that
/// were entered first, without groups that are only described. The letters are folded by [`fold`](sanad_names::fold).
pub(super) fn namesakes(conn: &mut Conn, folded: &[&str], limit: usize) -> Result<HashMap<String, Bearers>> {
    let statement: Statement<(Text, Nullable<Text>)> = Statement::new(format!(
        "SELECT sought.item, (SELECT string_agg(CAST(bearer.node_id AS TEXT), ',') FROM (\
         SELECT DISTINCT names.node_id FROM names WHERE names.folded = sought.item \
         AND NOT EXISTS (SELECT 1 FROM organizations WHERE organizations.id = names.node_id \
         AND organizations.kind = '{}') ORDER BY names.node_id ",
        OrganizationType::DescribedGroup,
    ));
    let statement = statement.text(format!("LIMIT {}) AS bearer) FROM ", limit + 1)).texts(folded);
    let rows: Vec<(String, Option<String>)> = statement.text(" AS sought").rows(conn)?;
    listed(rows, limit)
}

/// Parses ids that come as one text, at most `limit` for each key.
pub(super) fn listed<Key: Hash + Eq>(rows: Vec<(Key, Option<String>)>, limit: usize) -> Result<HashMap<Key, Bearers>> {
    let borne = rows.into_iter().filter_map(|(key, parties)| Some((key, parties?)));
    let bearers = in_time(borne).map(|(key, parties)| {
        let mut parties = numbers(&parties)
            .ok_or_else(|| Error::Internal(format!("the bearers of a name are no numbers: {parties}")))?;
        // The order in the text is up to the database.
        parties.sort_unstable();
        let is_cut = parties.len() > limit;
        parties.truncate(limit);
        Ok((key, Bearers { parties, is_cut }))
    });
    bearers.collect()
}

/// Parses non-negative numbers with commas between them. There are tens of thousands for one name: `split` and `parse`
/// take several times as long.
fn numbers(text: &str) -> Option<Vec<i64>> {
    let mut numbers = Vec::with_capacity(text.len() / 7 + 1);
    let (mut number, mut has_digits) = (0_i64, false);
    // The digits of the bearers of one key.
    for byte in few(text.bytes()) {
        match byte {
            b'0'..=b'9' => {
                number = number.checked_mul(10)?.checked_add(i64::from(byte - b'0'))?;
                has_digits = true;
            }
            b',' if has_digits => {
                numbers.push(number);
                (number, has_digits) = (0, false);
            }
            _ => return None,
        }
    }
    numbers.push(Some(number).filter(|_| has_digits)?);
    Some(numbers)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_come_as_one_text() {
        assert_eq!(numbers("7,1200,9223372036854775807"), Some(vec![7, 1200, i64::MAX]));
        for broken in ["", ",", "1,", ",1", "1,,2", "1 2", "-1", "9223372036854775808"] {
            assert_eq!(numbers(broken), None, "{broken}");
        }
    }
}
