//! What data sets share: which sets a set uses, and the records that are referred to across sets.

use std::collections::{BTreeSet, HashMap, HashSet};

use diesel::prelude::*;
use diesel::sql_types::{BigInt, Text};
use sanad_model::{Key, NodeKind, UnknownWord, Vocabulary};

use super::rows::Node;
use super::{LOOKED_UP, Set, refused};
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
pub(super) fn is_shared(kind: NodeKind) -> bool {
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

/// The columns that refer to records, also to those of other data sets: table, the column with the node that the row
/// belongs to, and the column that refers.
pub const REFERENCES: [(&str, &str, &str); 16] = [
    ("articles", "id", "publisher_id"),
    ("articles", "id", "republisher_id"),
    ("mentions", "article_id", "party_id"),
    ("evidence", "fact_id", "article_id"),
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

/// Those of them that refer to a party of any kind, and have its kind in a column beside them.
const PARTIES: [(&str, &str, &str); 8] = [
    ("mentions", "article_id", "party"),
    ("evidence", "fact_id", "attributed_to"),
    ("relationships", "id", "source"),
    ("relationships", "id", "target"),
    ("place_relationships", "id", "party"),
    ("legal_instruments", "id", "issuer"),
    ("sanction_events", "id", "authority"),
    ("participations", "id", "party"),
];

/// The records of a stored data set to which others may refer; `None` if there is no such data set.
///
/// # Errors
/// The database's errors.
pub fn records_of(conn: &mut Conn, dataset: &Key) -> Result<Option<Records>> {
    let Some(id) = stored_dataset(conn, dataset)? else { return Ok(None) };
    let shared = NodeKind::ALL.iter().copied().filter(|kind| is_shared(*kind)).map(|kind| kind.to_string());
    let rows: Vec<(String, NodeKind)> = nodes::table
        .filter(nodes::dataset_id.eq(id))
        .filter(nodes::kind.eq_any(shared.collect::<Vec<String>>()))
        .select((nodes::key, nodes::kind))
        .load(conn)?;
    Ok(Some(rows.into_iter().filter_map(|(key, kind)| Some((key.parse().ok()?, kind))).collect()))
}

/// The id of the data set with this key, if there is one.
fn stored_dataset(conn: &mut Conn, key: &Key) -> Result<Option<i64>> {
    let found = nodes::table
        .filter(nodes::key.eq(key.as_str()))
        .filter(nodes::kind.eq(NodeKind::Dataset.to_string()))
        .select(nodes::id)
        .first(conn);
    Ok(found.optional()?)
}

/// The ids of the data sets that are used but not loaded now. Fails if one is not there, or if sets use each other.
pub(super) fn check(conn: &mut Conn, sets: &[Set<'_>]) -> Result<HashMap<Key, i64>> {
    let mut used = HashMap::new();
    for set in sets {
        for key in set.uses {
            if sets.iter().any(|loaded| loaded.key == key) || used.contains_key(key) {
                continue;
            }
            let Some(id) = stored_dataset(conn, key)? else {
                let reason = format!("it uses the data set `{key}`, which the database does not have: load that first");
                return Err(refused(set.key, reason));
            };
            used.insert(key.clone(), id);
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

/// A record that has been removed.
#[derive(Debug, Clone)]
pub(super) struct Gone {
    pub key: Key,
    pub kind: NodeKind,
    pub dataset_id: i64,
}

impl Gone {
    pub fn of(node: &Node) -> Result<Self> {
        let key = node.key.parse().map_err(|error| Error::Internal(format!("a stored key: {error}")))?;
        let kind = node.kind.parse().map_err(|error: UnknownWord| Error::Internal(error.to_string()))?;
        Ok(Self { key, kind, dataset_id: node.dataset_id })
    }
}

/// Looks after the references to removed records. Those of the loaded data sets to a party lead to the party of another
/// kind that has its key now, if there is one; any other reference is refused. Returns the facts that refer to other
/// nodes than before.
pub(super) fn settle(conn: &mut Conn, loaded: &[i64], gone: &HashMap<i64, Gone>) -> Result<BTreeSet<i64>> {
    let ids: Vec<i64> = gone.keys().copied().collect();
    let mut moved = BTreeSet::new();
    for some in ids.chunks(LOOKED_UP) {
        let of_parties = some.iter().filter_map(|id| Some((*id, gone.get(id).filter(|gone| gone.kind.is_party())?)));
        let of_parties: HashMap<&str, i64> = of_parties.map(|(id, gone)| (gone.key.as_str(), id)).collect();
        let now: Vec<(String, i64, NodeKind)> = nodes::table
            .filter(nodes::key.eq_any(of_parties.keys().copied().collect::<Vec<_>>()))
            .select((nodes::key, nodes::id, nodes::kind))
            .load(conn)?;
        for (key, id, kind) in now.into_iter().filter(|(.., kind)| kind.is_party()) {
            if let Some(before) = of_parties.get(key.as_str()) {
                moved.extend(lead_to(conn, loaded, *before, NodeRef { id, kind })?);
            }
        }
        refuse_dangling(conn, some, gone)?;
    }
    Ok(moved)
}

/// Lets references of the loaded data sets lead from one party to another. Returns the records that refer.
fn lead_to(conn: &mut Conn, loaded: &[i64], from: i64, to: NodeRef) -> Result<Vec<i64>> {
    let mut owners = Vec::new();
    for (table, owner, column) in PARTIES {
        let referring = || {
            let own = among("own.dataset_id", loaded);
            Conditions::default().and(format!("{table}.{column}_id = ?"), [from]).and_in(
                &format!("{table}.{owner}"),
                "own.id",
                "nodes AS own",
                own,
            )
        };
        let found = Statement::<BigInt>::new(format!("SELECT {table}.{owner} FROM {table} WHERE "));
        let found: Vec<i64> = found.meeting(referring()).load(conn)?;
        if found.is_empty() {
            continue;
        }
        Statement::<()>::new(format!("UPDATE {table} SET {column}_id = "))
            .bind(to.id)
            .text(format!(", {column}_kind = "))
            .bind(to.kind.to_string())
            .text(" WHERE ")
            .meeting(referring())
            .execute(conn)?;
        owners.extend(found);
    }
    Ok(owners)
}

/// Fails if any record refers to a removed one.
fn refuse_dangling(conn: &mut Conn, ids: &[i64], gone: &HashMap<i64, Gone>) -> Result<()> {
    // The removed record, the data set that uses it, and where.
    let mut found: Vec<(i64, String, String)> = Vec::new();
    for (table, owner, column) in REFERENCES {
        let referring = Statement::<(BigInt, Text, Text)>::new(format!(
            "SELECT {table}.{column}, dataset.key, owner.key FROM {table} \
             JOIN nodes AS owner ON owner.id = {table}.{owner} JOIN nodes AS dataset ON dataset.id = owner.dataset_id \
             WHERE "
        ));
        let conditions = among(&format!("{table}.{column}"), ids);
        found.extend(referring.meeting(conditions).load::<(i64, String, String)>(conn)?);
    }
    let mut found: Vec<(&Gone, String, String)> =
        found.into_iter().filter_map(|(id, dataset, owner)| Some((gone.get(&id)?, dataset, owner))).collect();
    found.sort_by(|(one, dataset, owner), (other, of, by)| (&one.key, dataset, owner).cmp(&(&other.key, of, by)));
    let listed: BTreeSet<String> = found
        .iter()
        .map(|(gone, dataset, owner)| {
            format!("`{}` cannot be removed: the data set `{dataset}` uses it in `{owner}`", gone.key)
        })
        .collect();
    let Some((Gone { dataset_id, .. }, ..)) = found.first() else { return Ok(()) };
    let home: String = nodes::table.find(dataset_id).select(nodes::key).first(conn)?;
    Err(Error::Load { dataset: home, reason: abridged(&listed) })
}

/// Fails if a record of a loaded data set refers to one of a data set that it does not use. New records have been
/// checked; those that stay may refer to a data set that was used until now.
pub(super) fn refuse_unused(conn: &mut Conn, dataset: (&Key, i64), unused: &[i64]) -> Result<()> {
    if unused.is_empty() {
        return Ok(());
    }
    let mut found = BTreeSet::new();
    for (table, owner, column) in REFERENCES {
        let referring = Statement::<(Text, Text, Text)>::new(format!(
            "SELECT owner.key, referred.key, home.key FROM {table} JOIN nodes AS owner ON owner.id = {table}.{owner} \
             JOIN nodes AS referred ON referred.id = {table}.{column} JOIN nodes AS home ON home.id = referred.dataset_id \
             WHERE "
        ));
        let conditions = among("referred.dataset_id", unused).and("owner.dataset_id = ?", [dataset.1]);
        for (owner, key, home) in referring.meeting(conditions).load::<(String, String, String)>(conn)? {
            found.insert(format!(
                "it refers to `{key}` of the data set `{home}` in `{owner}`: expected `{home}` in its `uses`"
            ));
        }
    }
    if found.is_empty() { Ok(()) } else { Err(refused(dataset.0, abridged(&found))) }
}

/// The first messages, and how many more there are.
fn abridged(messages: &BTreeSet<String>) -> String {
    let mut text = messages.iter().take(LISTED).map(String::as_str).collect::<Vec<_>>().join("; ");
    if messages.len() > LISTED {
        text.push_str(&format!("; and {} more", messages.len() - LISTED));
    }
    text
}
