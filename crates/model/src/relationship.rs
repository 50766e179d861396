//! Relationships between parties, and between parties and places.

use super::vocabulary::vocabulary;

vocabulary! {
    /// The kind of a relationship from a source to a target. Read it as a sentence: source, kind, target.
    pub enum RelationshipKind {
        /// The source leads the target.
        Leads = "LEADS",
        /// The source has military command of the target.
        Commands = "COMMANDS",
        /// The source holds an office in the target; the role says which.
        HoldsOffice = "HOLDS_OFFICE",
        /// The source speaks for the target.
        SpokespersonOf = "SPOKESPERSON_OF",
        /// The source is a member of the target.
        MemberOf = "MEMBER_OF",
        /// The source is a part or an organ of the target.
        PartOf = "PART_OF",
        /// The source works for the target.
        EmployedBy = "EMPLOYED_BY",
        /// The source represents the target.
        Represents = "REPRESENTS",
        /// The source owns the target or a share of it.
        Owns = "OWNS",
        /// The source supports the target.
        Supports = "SUPPORTS",
        /// The source opposes the target.
        Opposes = "OPPOSES",
        /// The two are allies. Symmetric: the order of the ends has no meaning.
        AlliedWith = "ALLIED_WITH",
        /// The two are related by blood or marriage. Symmetric: the order of the ends has no meaning.
        Family = "FAMILY",
        /// The two are associates. Symmetric: the order of the ends has no meaning.
        Associate = "ASSOCIATE",
        /// The two are linked in a way that no other kind describes.
        Linked = "LINKED",
    }
}

impl RelationshipKind {
    /// Whether the order of the ends has no meaning.
    pub fn is_symmetric(self) -> bool {
        matches!(self, Self::AlliedWith | Self::Family | Self::Associate)
    }

    /// The direction of the relationship, seen from its source.
    pub fn direction(self) -> Direction {
        if self.is_symmetric() { Direction::Any } else { Direction::Out }
    }
}

vocabulary! {
    /// The direction of relationships, seen from the party.
    pub enum Direction {
        /// The party is the source, or either end of a symmetric relationship.
        Out = "OUT",
        /// The party is the target, or either end of a symmetric relationship.
        In = "IN",
        /// The party is either end.
        Any = "ANY",
    }
}

vocabulary! {
    /// The kind of a relationship from a party to a place. Read it as a sentence: party, kind, place.
    pub enum PlaceRelationshipKind {
        /// The party holds the place by force or governs it.
        Controls = "CONTROLS",
    }
}

impl Direction {
    /// The direction, seen from the other end.
    pub fn reversed(self) -> Self {
        match self {
            Self::Out => Self::In,
            Self::In => Self::Out,
            Self::Any => Self::Any,
        }
    }
}
