//! The number of links that start from each node.

use std::collections::HashMap;

use diesel::RunQueryDsl;
use diesel::sql_types::BigInt;

use crate::conn::Conn;
use crate::error::Result;
use crate::fragment::Statement;
use crate::relation::among;
use crate::store::LOOKED_UP;
use crate::store::rows::{Link, Node};
use crate::store::table::Row;
use crate::store::writing::Effects;

/// Lets stored nodes keep their degree, and gives new ones the number of these links, until they are counted.
pub fn expect_degrees(stored: &[Node], wanted: &mut [Node], links: &[Link]) {
    let stored: HashMap<i64, i64> = stored.iter().map(|node| (node.id, node.degree)).collect();
    let mut new: HashMap<i64, i64> = HashMap::new();
    for link in links {
        *new.entry(link.node_id).or_default() += 1;
    }
    for node in wanted {
        node.degree = stored.get(&node.id).or(new.get(&node.id)).copied().unwrap_or(0);
    }
}

/// Counts the links of the touched nodes again.
pub fn recount(conn: &mut Conn, effects: &mut Effects) -> Result<()> {
    let mut touched: Vec<i64> = effects.touched.iter().copied().collect();
    touched.sort_unstable();
    for some in touched.chunks(LOOKED_UP) {
        let counted = Statement::<(BigInt, BigInt)>::new("SELECT links.node_id, count(*) FROM links WHERE ")
            .meeting(among("links.node_id", some))
            .text(" GROUP BY links.node_id");
        let counted: HashMap<i64, i64> = counted.load::<(i64, i64)>(conn)?.into_iter().collect();
        let mut nodes = Node::of_nodes(conn, some)?;
        nodes.retain_mut(|node| {
            let before = node.degree;
            node.degree = counted.get(&node.id).copied().unwrap_or(0);
            node.degree != before
        });
        if nodes.is_empty() {
            continue;
        }
        Node::update(nodes.iter().collect(), conn)?;
        effects.rows += nodes.len();
        for node in &nodes {
            effects.change(node)?;
        }
    }
    Ok(())
}
