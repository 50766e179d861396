//! Who acts: people and organizations, and what they are called.

use super::vocabulary::vocabulary;

vocabulary! {
    /// What sort of organization it is.
    pub enum OrganizationType {
        /// A sovereign state.
        State = "STATE",
        /// The government of a state, or a body that claims to be.
        Government = "GOVERNMENT",
        /// A ministry or department of a government.
        Ministry = "MINISTRY",
        /// Another public body: an authority, a council, a bureau.
        Agency = "AGENCY",
        /// The armed forces of a state, or forces that claim to be, and their commands.
        ArmedForces = "ARMED_FORCES",
        /// An armed group or militia outside the armed forces of a state.
        ArmedGroup = "ARMED_GROUP",
        /// An organization of states, or a principal organ of one.
        Intergovernmental = "INTERGOVERNMENTAL",
        /// A mission that an intergovernmental organization has sent.
        Mission = "MISSION",
        /// A court or tribunal.
        Court = "COURT",
        /// A committee.
        Committee = "COMMITTEE",
        /// A forum, dialogue or negotiating track.
        Forum = "FORUM",
        /// A publisher, broadcaster or news agency.
        Media = "MEDIA",
        /// A commercial company.
        Company = "COMPANY",
        /// A party that sources only describe, such as "armed groups in control of Tripoli". What it is called is a
        /// description: it is found as a text, and never matched as a name.
        DescribedGroup = "DESCRIBED_GROUP",
        /// None of the others.
        Other = "OTHER",
    }
}

impl OrganizationType {
    /// Whether what it is called is a name that it can be matched by, rather than a description.
    pub fn has_names(self) -> bool {
        self != Self::DescribedGroup
    }
}

vocabulary! {
    /// The gender of a person, as the sources refer to them.
    pub enum Gender {
        /// Female.
        Female = "FEMALE",
        /// Male.
        Male = "MALE",
        /// Neither of the two.
        Other = "OTHER",
    }
}

vocabulary! {
    /// How a name belongs to its bearer.
    pub enum NameKind {
        /// The usual name in its language.
        Primary = "PRIMARY",
        /// Another name or spelling in use.
        Alias = "ALIAS",
        /// A name that is no longer in use.
        Former = "FORMER",
        /// A name too common or too vague to identify its bearer alone.
        Weak = "WEAK",
    }
}
