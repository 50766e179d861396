//! The rank of a node in the index: better connected nodes come first. So the best are read first, in the order of the
//! index, and the others not at all.

/// The number of tiers. Each tier doubles the number of connections; the last has all nodes with 255 connections or
/// more.
pub const TIERS: i64 = 9;

/// The number of bits of a node's id.
const ID_BITS: u32 = 48;

/// The bits of a rank that are the id of the node.
pub const ID_MASK: i64 = (1 << ID_BITS) - 1;

/// The tier of a node with this many connections, from 0.
pub fn tier(connections: i64) -> i64 {
    let doublings = connections.saturating_add(1).max(1).ilog2();
    i64::from(doublings).min(TIERS - 1)
}

/// The rank of a node: by tier, and within a tier by id.
pub fn rank(tier: i64, node_id: i64) -> i64 {
    (TIERS - 1 - tier) << ID_BITS | node_id
}

/// The tier and the node's id in a rank.
pub fn stands_at(rank: i64) -> (i64, i64) {
    (TIERS - 1 - (rank >> ID_BITS), rank & ID_MASK)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_better_connected_come_first() {
        assert_eq!([0, 1, 2, 3, 254, 255, i64::MAX, -1].map(tier), [0, 1, 1, 2, 7, 8, 8, 0]);
        let ranks = [rank(8, 7), rank(8, 9), rank(7, 1), rank(0, 1 << 40)];
        assert!(ranks.is_sorted() && ranks[0] == 7);
        assert_eq!(ranks.map(stands_at), [(8, 7), (8, 9), (7, 1), (0, 1 << 40)]);
    }
}
