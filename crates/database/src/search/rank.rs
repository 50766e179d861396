//! Where something stands among all that is searched: the better connected, the further before. So the index itself has
//! the order in which the best are read first, and the others not at all.

/// How many tiers there are. One goes by the number of times that what is better connected is so doubled; the last has all
/// with 255 connections or more.
pub const TIERS: i64 = 9;

/// How many bits the id of a node takes.
const ID_BITS: u32 = 48;

/// The bits of a rank that are the id of the node.
pub const ID_MASK: i64 = (1 << ID_BITS) - 1;

/// The tier of what has so many connections, from 0.
pub fn tier(connections: i64) -> i64 {
    let doublings = connections.saturating_add(1).max(1).ilog2();
    i64::from(doublings).min(TIERS - 1)
}

/// Where the node of that id stands: by its tier, and in it by its id.
pub fn rank(tier: i64, node_id: i64) -> i64 {
    (TIERS - 1 - tier) << ID_BITS | node_id
}

/// The tier and the id of the node that stands there.
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
