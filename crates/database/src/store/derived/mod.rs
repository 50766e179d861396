//! What the store derives from the rows of several nodes or tables: summaries of evidence, links, degrees and the keys
//! of names.

mod degrees;
mod links;
mod name_keys;
mod summaries;

pub use self::degrees::{expect_degrees, recount};
pub use self::links::{links, write_links};
pub use self::name_keys::write_name_keys;
pub use self::summaries::{cited_otherwise, citing, summarize};

use std::collections::{BTreeSet, HashSet};

use diesel::RunQueryDsl;
use diesel::sql_types::BigInt;

use super::LOOKED_UP;
use crate::conn::Conn;
use crate::error::Result;
use crate::fragment::Statement;
use crate::relation::among;

/// The events that participations and figures among these nodes belong to.
pub fn events_of(conn: &mut Conn, nodes: &HashSet<i64>) -> Result<Vec<i64>> {
    Ok(nested_among(conn, nodes.iter().copied().collect())?.into_iter().map(|(_, event)| event).collect())
}

/// These facts; instead of participations and figures, the events that they belong to. Each once.
pub fn with_events(conn: &mut Conn, facts: &BTreeSet<i64>) -> Result<Vec<i64>> {
    let mut all = facts.clone();
    for (nested, event) in nested_among(conn, facts.iter().copied().collect())? {
        all.remove(&nested);
        all.insert(event);
    }
    Ok(all.into_iter().collect())
}

/// The participations and figures among these nodes, each with its event.
fn nested_among(conn: &mut Conn, nodes: Vec<i64>) -> Result<Vec<(i64, i64)>> {
    let mut found = Vec::new();
    for some in nodes.chunks(LOOKED_UP) {
        let of = |table: &str| {
            Statement::<(BigInt, BigInt)>::new(format!("SELECT {table}.id, {table}.event_id FROM {table} WHERE "))
                .meeting(among(&format!("{table}.id"), some))
        };
        found.extend(of("participations").and_all(of("figures")).load::<(i64, i64)>(conn)?);
    }
    Ok(found)
}
