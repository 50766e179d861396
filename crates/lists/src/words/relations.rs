//! Relations by OFAC's words.

use sanad_model::RelationshipKind::{self, Associate, Family, HoldsOffice, Leads, Linked, Owns, Represents, Supports};

use super::{Notes, Table};

/// The kind of a relation, and whether the other end is its source.
pub(crate) fn of_ofac(words: &str, notes: &mut Notes) -> (RelationshipKind, bool) {
    const TABLE: [(&str, RelationshipKind, bool); 12] = [
        ("owned or controlled by", Owns, true),
        ("owns, controls, or operates", Owns, false),
        ("owns/controls/operates", Owns, false),
        ("acting for or on behalf of", Represents, false),
        ("associate of", Associate, false),
        ("family member of", Family, false),
        ("leader or official of", HoldsOffice, false),
        ("principal executive officer", Leads, false),
        ("playing a significant role in", Linked, false),
        ("providing support to", Supports, false),
        ("property in the interest of", Linked, false),
        ("linked to", Linked, false),
    ];
    let lower = words.to_lowercase();
    match TABLE.iter().find(|(own, _, _)| *own == lower) {
        Some((_, kind, is_inverse)) => (*kind, *is_inverse),
        None => {
            notes.unknown(Table::Relations, words);
            (Linked, false)
        }
    }
}
