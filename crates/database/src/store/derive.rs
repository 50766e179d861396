//! Derives what loads derive, for the rows of a database that an older version filled.

use std::collections::HashMap;
use std::time::{Duration, Instant};

use diesel::prelude::*;
use sanad_model::{IdentifierKind, NodeKind, OrganizationType, UnknownWord};

use super::BULK;
use super::rows::{Identifier, NameKey};
use super::table::Row;
use crate::condition::Conditions;
use crate::conn::Conn;
use crate::error::{Error, Result};
use crate::name_key;
use crate::relation::among;
use crate::schema::{name_keys, names, nodes, organizations};

/// A party with its kind, and its type if it is an organization.
type Party = (i64, NodeKind, Option<OrganizationType>);

/// How often the log says how far it has come.
const PROGRESS: Duration = Duration::from_secs(5);

/// Calls `derive` with all parties, some at a time.
fn for_parties(conn: &mut Conn, mut derive: impl FnMut(&mut Conn, Vec<Party>) -> Result<()>) -> Result<()> {
    let (mut after, mut done, mut logged) = (0, 0, Instant::now());
    loop {
        let of_parties = Conditions::default().of_party_kinds(&[]).and("nodes.id > ?", [after]);
        let parties: Vec<Party> = nodes::table
            .left_join(organizations::table)
            .filter(of_parties)
            .order(nodes::id)
            .limit(BULK as i64)
            .select((nodes::id, nodes::kind, organizations::kind.nullable()))
            .load(conn)?;
        let Some((last, ..)) = parties.last() else { return Ok(()) };
        after = *last;
        done += parties.len();
        derive(conn, parties)?;
        if logged.elapsed() >= PROGRESS {
            tracing::info!(parties = done, "deriving again what older rules made");
            logged = Instant::now();
        }
    }
}

/// Stores the keys of the names of all parties anew.
pub fn name_keys(conn: &mut Conn) -> Result<()> {
    diesel::delete(name_keys::table).execute(conn)?;
    for_parties(conn, |conn, parties| {
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
            NameKey::insert(rows.iter().collect(), conn)?;
        }
        Ok(())
    })
}

/// Normalizes all identifiers again. Only differences are written.
pub fn identifiers(conn: &mut Conn) -> Result<()> {
    for_parties(conn, |conn, parties| {
        let ids: Vec<i64> = parties.iter().map(|(id, ..)| *id).collect();
        let mut changed = Vec::new();
        for mut row in Identifier::of_nodes(conn, &ids)? {
            let kind: IdentifierKind =
                row.kind.parse().map_err(|unknown: UnknownWord| Error::Internal(unknown.to_string()))?;
            let normalized = kind.normalized(&row.value);
            // A value that is none by these rules keeps the form that it has.
            if !normalized.is_empty() && normalized != row.normalized {
                row.normalized = normalized;
                changed.push(row);
            }
        }
        for rows in changed.chunks(BULK) {
            Identifier::update(rows.iter().collect(), conn)?;
        }
        Ok(())
    })
}
