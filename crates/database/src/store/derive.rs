//! Derives what loads derive, for the rows of a database that an older version filled.

use std::collections::HashMap;

use diesel::prelude::*;
use sanad_model::{NodeKind, OrganizationType};

use super::BULK;
use super::rows::NameKey;
use super::table::Row;
use crate::condition::Conditions;
use crate::conn::Conn;
use crate::error::Result;
use crate::name_key;
use crate::relation::among;
use crate::schema::{name_keys, names, nodes, organizations};

/// Stores the keys of the names of all parties anew.
pub fn name_keys(conn: &mut Conn) -> Result<()> {
    diesel::delete(name_keys::table).execute(conn)?;
    let mut after = 0;
    loop {
        let of_parties = Conditions::default().of_party_kinds(&[]).and("nodes.id > ?", [after]);
        let parties: Vec<(i64, NodeKind, Option<OrganizationType>)> = nodes::table
            .left_join(organizations::table)
            .filter(of_parties)
            .order(nodes::id)
            .limit(BULK as i64)
            .select((nodes::id, nodes::kind, organizations::kind.nullable()))
            .load(conn)?;
        let Some((last, ..)) = parties.last() else { return Ok(()) };
        after = *last;
        let ids: Vec<i64> = parties.iter().map(|(id, ..)| *id).collect();
        let texts: Vec<(i64, String)> =
            names::table.filter(among("names.node_id", &ids)).select((names::node_id, names::text)).load(conn)?;
        let mut of_party: HashMap<i64, Vec<&str>> = HashMap::new();
        for (party, text) in &texts {
            of_party.entry(*party).or_default().push(text);
        }
        let keys = |(id, kind, of_type)| {
            let bearer = name_key::bearer(kind, of_type)?;
            Some(name_key::of_names(id, bearer, of_party.remove(&id).unwrap_or_default()))
        };
        let mut keys: Vec<NameKey> = parties.into_iter().filter_map(keys).flatten().collect();
        // In the order of the table, so that its pages are visited one after the other.
        keys.sort_unstable_by_key(|row| (row.key, row.party_id));
        for rows in keys.chunks(BULK) {
            NameKey::insert(&rows.iter().collect::<Vec<_>>(), conn)?;
        }
    }
}
