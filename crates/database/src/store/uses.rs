//! What data sets share: which sets a set uses, and the records that are referred to across sets.

use std::collections::{HashMap, HashSet};

use diesel::prelude::*;
use diesel::sql_types::{BigInt, Text};
use sanad_model::{Key, NodeKind, Vocabulary};

use super::rows::Node;
use super::{BULK, Set, refused, stored_dataset};
use crate::condition::Conditions;
use crate::conn::Conn;
use crate::error::{Error, Result};
use crate::fragment::Statement;
use crate::node::NodeRef;
use crate::relation::among;
use crate::schema::nodes;

/// The records of a data set to which other sets may refer, by key.
pub type Records = HashMap<Key, NodeKind>;

/// Whether other data sets may refer to records of this kind. Evidence and mentions belong to the set of their article.
fn is_shared(kind: NodeKind) -> bool {
    match kind {
        NodeKind::Actor
        | NodeKind::Organization
        | NodeKind::Asset
        | NodeKind::Place
        | NodeKind::LegalInstrument
        | NodeKind::SanctionEvent => true,
        NodeKind::Dataset
        | NodeKind::Article
        | NodeKind::Relationship
        | NodeKind::Incident
        | NodeKind::Participation
        | NodeKind::Figure
        | NodeKind::PlaceRelationship => false,
    }
}

/// The columns that refer to records of other data sets: table, the column with the node that the row belongs to, and
/// the column that refers.
pub const REFERENCES: [(&str, &str, &str); 15] = [
    ("articles", "id", "publisher_id"),
    ("articles", "id", "republisher_id"),
    ("mentions", "article_id", "party_id"),
    ("evidence", "fact_id", "attributed_to_id"),
    ("relationships", "id", "source_id"),
    ("relationships", "id", "target_id"),
    ("place_relationships", "id", "party_id"),
    ("place_relationships", "id", "place_id"),
    ("places", "id", "within_id"),
    ("legal_instruments", "id", "issuer_id"),
    ("events", "id", "place_id"),
    ("event_instruments", "event_id", "instrument_id"),
    ("sanction_events", "id", "authority_id"),
    ("sanction_events", "id", "follows_id"),
    ("participations", "id", "party_id"),
];

/// The number of references that a refusal lists.
const LISTED: usize = 5;

/// A stored data set that is used, and its records.
pub(super) struct Used {
    pub id: i64,
    pub key: Key,
    pub records: HashMap<Key, NodeRef>,
}

/// The records of a stored data set to which others may refer; `None` if there is no such data set.
///
/// # Errors
/// The database's errors.
pub fn records_of(conn: &mut Conn, dataset: &Key) -> Result<Option<Records>> {
    let Some(id) = stored_dataset(conn, dataset)? else { return Ok(None) };
    Ok(Some(shared_records(conn, id)?.into_iter().map(|(key, node)| (key, node.kind)).collect()))
}

fn shared_records(conn: &mut Conn, dataset_id: i64) -> Result<HashMap<Key, NodeRef>> {
    let shared = NodeKind::ALL.iter().copied().filter(|kind| is_shared(*kind)).map(|kind| kind.to_string());
    let rows: Vec<(String, i64, NodeKind)> = nodes::table
        .filter(nodes::dataset_id.eq(dataset_id))
        .filter(nodes::kind.eq_any(shared.collect::<Vec<String>>()))
        .select((nodes::key, nodes::id, nodes::kind))
        .load(conn)?;
    Ok(rows.into_iter().filter_map(|(key, id, kind)| Some((key.parse().ok()?, NodeRef { id, kind }))).collect())
}

/// The data sets that are used but not loaded now. Fails if one is not there, or if sets use each other.
pub(super) fn check(conn: &mut Conn, sets: &[Set<'_>]) -> Result<Vec<Used>> {
    let mut used: Vec<Used> = Vec::new();
    for set in sets {
        for key in set.uses {
            if sets.iter().any(|loaded| loaded.key == key) || used.iter().any(|dataset| dataset.key == *key) {
                continue;
            }
            let Some(id) = stored_dataset(conn, key)? else {
                let reason = format!("it uses the data set `{key}`, which the database does not have: load that first");
                return Err(refused(set.key, reason));
            };
            used.push(Used { id, key: key.clone(), records: shared_records(conn, id)? });
        }
    }
    if sets.iter().any(|set| !set.uses.is_empty()) {
        refuse_cycles(conn, sets)?;
    }
    Ok(used)
}

/// Fails if a data set uses itself, directly or through others: no order of loads would do.
fn refuse_cycles(conn: &mut Conn, sets: &[Set<'_>]) -> Result<()> {
    let stored: Vec<(String, String)> = Statement::<(Text, Text)>::new(
        "SELECT dataset.key, used.key FROM dataset_uses JOIN nodes AS dataset ON dataset.id = dataset_uses.dataset_id \
         JOIN nodes AS used ON used.id = dataset_uses.used_id",
    )
    .load(conn)?;
    let mut uses: HashMap<&str, Vec<&str>> = HashMap::new();
    for (dataset, used) in &stored {
        uses.entry(dataset).or_default().push(used);
    }
    for set in sets {
        uses.insert(set.key.as_str(), set.uses.iter().map(Key::as_str).collect());
    }
    for set in sets {
        let (mut seen, mut waiting) = (HashSet::new(), vec![set.key.as_str()]);
        while let Some(key) = waiting.pop() {
            for used in uses.get(key).into_iter().flatten() {
                if *used == set.key.as_str() {
                    let through = if key == *used { String::new() } else { format!(" through `{key}`") };
                    return Err(refused(set.key, format!("it uses itself{through}")));
                }
                if seen.insert(*used) {
                    waiting.push(used);
                }
            }
        }
    }
    Ok(())
}

/// Fails if a node is no longer wanted to which another data set refers, which is not loaded now.
pub(super) fn refuse_removals(conn: &mut Conn, loaded: &[i64], stored: &[Node], wanted: &[Node]) -> Result<()> {
    let left: HashSet<i64> = wanted.iter().map(|node| node.id).collect();
    let gone: Vec<&Node> = stored.iter().filter(|node| !left.contains(&node.id)).collect();
    if gone.is_empty() || !are_used_by_others(conn, loaded)? {
        return Ok(());
    }
    // The data set that loses a record, the record, the data set that uses it, and where.
    let mut found: Vec<(String, String, String, String)> = Vec::new();
    for some in gone.chunks(BULK) {
        let ids: Vec<i64> = some.iter().map(|node| node.id).collect();
        for (table, owner, column) in REFERENCES {
            let referring = Statement::<(Text, Text, Text, Text)>::new(format!(
                "SELECT home.key, gone.key, dataset.key, owner.key FROM {table} \
                 JOIN nodes AS gone ON gone.id = {table}.{column} JOIN nodes AS home ON home.id = gone.dataset_id \
                 JOIN nodes AS owner ON owner.id = {table}.{owner} JOIN nodes AS dataset ON dataset.id = owner.dataset_id \
                 WHERE "
            ));
            let conditions = among(&format!("{table}.{column}"), &ids).and_all(not_among("owner.dataset_id", loaded));
            found.extend(referring.meeting(conditions).load::<(String, String, String, String)>(conn)?);
        }
    }
    found.sort();
    found.dedup();
    let Some((home, ..)) = found.first() else { return Ok(()) };
    let listed = found.iter().take(LISTED).map(|(_, gone, dataset, owner)| {
        format!("`{gone}` cannot be removed: the data set `{dataset}` uses it in `{owner}`")
    });
    let mut reason = listed.collect::<Vec<_>>().join("; ");
    if found.len() > LISTED {
        reason.push_str(&format!("; and {} more", found.len() - LISTED));
    }
    Err(Error::Load { dataset: home.clone(), reason })
}

fn not_among(column: &str, ids: &[i64]) -> Conditions {
    ids.iter().fold(Conditions::default(), |conditions, id| conditions.and(format!("{column} <> ?"), [*id]))
}

/// Whether a data set that is not among these uses one of them.
fn are_used_by_others(conn: &mut Conn, datasets: &[i64]) -> Result<bool> {
    let count = Statement::<BigInt>::new("SELECT count(*) FROM dataset_uses WHERE ")
        .meeting(among("dataset_uses.used_id", datasets).and_all(not_among("dataset_uses.dataset_id", datasets)));
    Ok(count.get_result::<i64>(conn)? > 0)
}

/// Adds the links that facts of other data sets make to the degrees of these nodes.
pub(super) fn count_links_of_others(conn: &mut Conn, loaded: &[i64], wanted: &mut [Node]) -> Result<()> {
    if !are_used_by_others(conn, loaded)? {
        return Ok(());
    }
    let of_others = among("nodes.dataset_id", loaded).and_all(not_among("links.dataset_id", loaded));
    let counted: HashMap<i64, i64> = Statement::<(BigInt, BigInt)>::new(
        "SELECT links.node_id, count(*) FROM nodes JOIN links ON links.node_id = nodes.id WHERE ",
    )
    .meeting(of_others)
    .text(" GROUP BY links.node_id")
    .load::<(i64, i64)>(conn)?
    .into_iter()
    .collect();
    for node in wanted {
        node.degree += counted.get(&node.id).copied().unwrap_or(0);
    }
    Ok(())
}

/// Counts the links of the parties of used data sets again, after facts of others have changed.
pub(super) fn recount_links(conn: &mut Conn, used: &[i64]) -> Result<()> {
    const LINKS: &str = "(SELECT count(*) FROM links WHERE links.node_id = nodes.id)";
    if used.is_empty() {
        return Ok(());
    }
    let of_parties =
        among("nodes.dataset_id", used).of_party_kinds(&[]).and::<i64>(format!("nodes.degree <> {LINKS}"), []);
    Statement::<()>::new(format!("UPDATE nodes SET degree = {LINKS} WHERE ")).meeting(of_parties).execute(conn)?;
    Ok(())
}
