//! The keys of the names of parties.

use std::collections::{HashMap, HashSet};

use sanad_model::{NodeKind, OrganizationType, UnknownWord};

use crate::error::{Error, Result};
use crate::name_key;
use crate::store::rows::{NameKey, Rows};
use crate::store::table::Row;
use crate::store::writing::Writing;

/// Writes the keys of the names of the parties that have been touched.
pub fn write_name_keys(writing: &mut Writing<'_>, rows: &Rows) -> Result<()> {
    let touched: HashSet<i64> = rows.nodes.iter().map(|node| node.id).filter(|id| writing.has_touched(*id)).collect();
    let mut names: HashMap<i64, Vec<&str>> = HashMap::new();
    for name in rows.names.iter().filter(|name| touched.contains(&name.node_id)) {
        names.entry(name.node_id).or_default().push(&name.text);
    }
    let people = rows.actors.iter().map(|actor| Ok((actor.id, NodeKind::Actor, None)));
    let organizations = rows.organizations.iter().map(|organization| {
        let kind = organization.kind.parse::<OrganizationType>();
        let kind = kind.map_err(|unknown: UnknownWord| Error::Internal(unknown.to_string()))?;
        Ok((organization.id, NodeKind::Organization, Some(kind)))
    });
    let assets = rows.assets.iter().map(|asset| Ok((asset.id, NodeKind::Asset, None)));
    let parties: Vec<_> = people.chain(organizations).chain(assets).collect::<Result<_>>()?;
    let (mut wanted, mut before) = (Vec::new(), Vec::new());
    for (id, kind, of_type) in parties.into_iter().filter(|(id, ..)| touched.contains(id)) {
        if writing.was_stored(id) {
            before.push(id);
        }
        if let Some(bearer) = name_key::bearer(kind, of_type) {
            wanted.extend(name_key::of_names(id, bearer, names.remove(&id).unwrap_or_default()));
        }
    }
    // In the order of the table, so that its pages are visited one after the other.
    wanted.sort_unstable_by_key(|row| (row.key, row.party_id));
    let stored = if before.is_empty() { Vec::new() } else { NameKey::of_nodes(writing.conn(), &before)? };
    writing.replace(&stored, &wanted)
}
