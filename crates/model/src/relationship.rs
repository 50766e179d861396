//! What binds two parties, and parties to places.

use super::vocabulary::vocabulary;

vocabulary! {
    /// What binds the source of a relationship to its target. Read: source, kind, target.
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
        /// The two are allies; the order of the ends means nothing.
        AlliedWith = "ALLIED_WITH",
        /// The two are kin, by blood or by marriage; the order of the ends means nothing.
        Family = "FAMILY",
        /// The two are associates; the order of the ends means nothing.
        Associate = "ASSOCIATE",
        /// The two are linked in a way that no other kind names.
        Linked = "LINKED",
    }
}

impl RelationshipKind {
    /// Whether the order of its ends means nothing.
    pub fn is_symmetric(self) -> bool {
        matches!(self, Self::AlliedWith | Self::Family | Self::Associate)
    }

    /// Which way it leads, seen from its source.
    pub fn direction(self) -> Direction {
        if self.is_symmetric() { Direction::Any } else { Direction::Out }
    }
}

vocabulary! {
    /// Which way relationships are followed, seen from the party asked.
    pub enum Direction {
        /// The party is the source, or either end where the order of the ends means nothing.
        Out = "OUT",
        /// The party is the target, or either end where the order of the ends means nothing.
        In = "IN",
        /// The party is either end.
        Any = "ANY",
    }
}

vocabulary! {
    /// What a party has to do with a place. Read: party, kind, place.
    pub enum PlaceRelationshipKind {
        /// The party holds the place by force or governs it.
        Controls = "CONTROLS",
    }
}

impl Direction {
    /// The same, seen from the other end.
    pub fn reversed(self) -> Self {
        match self {
            Self::Out => Self::In,
            Self::In => Self::Out,
            Self::Any => Self::Any,
        }
    }
}
