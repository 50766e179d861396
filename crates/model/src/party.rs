//! Parties: people, organizations, vessels and aircraft, and their names.

use super::node::NodeKind;
use super::vocabulary::{Vocabulary, vocabulary};

vocabulary! {
    /// The type of a party.
    pub enum PartyType {
        /// A person.
        Person = "PERSON",
        /// An organization.
        Organization = "ORGANIZATION",
        /// A vessel.
        Vessel = "VESSEL",
        /// An aircraft.
        Aircraft = "AIRCRAFT",
    }
}

impl PartyType {
    /// The kind of node that parties of this type are.
    pub fn kind(self) -> NodeKind {
        match self {
            Self::Person => NodeKind::Actor,
            Self::Organization => NodeKind::Organization,
            Self::Vessel | Self::Aircraft => NodeKind::Asset,
        }
    }

    /// The type of asset; `None` for people and organizations.
    pub fn asset_type(self) -> Option<AssetType> {
        match self {
            Self::Person | Self::Organization => None,
            Self::Vessel => Some(AssetType::Vessel),
            Self::Aircraft => Some(AssetType::Aircraft),
        }
    }

    /// The type of a node of this kind and, if it is an asset, of this type. `None` for a node that is no party.
    pub fn of(kind: NodeKind, asset_type: Option<AssetType>) -> Option<Self> {
        Self::ALL.iter().copied().find(|of_type| of_type.kind() == kind && of_type.asset_type() == asset_type)
    }
}

vocabulary! {
    /// The type of an asset.
    pub enum AssetType {
        /// A ship, a boat or another craft that floats.
        Vessel = "VESSEL",
        /// An aeroplane, a helicopter or another craft that flies.
        Aircraft = "AIRCRAFT",
    }
}

vocabulary! {
    /// The type of an organization.
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
        /// A mission of an intergovernmental organization.
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
        /// A party that sources only describe, such as "armed groups in control of Tripoli". Its names are
        /// descriptions: search finds them as text, and screening does not match them as names.
        DescribedGroup = "DESCRIBED_GROUP",
        /// Any other organization.
        Other = "OTHER",
    }
}

impl OrganizationType {
    /// Whether its names can be matched, because they are not descriptions.
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
        /// Another gender.
        Other = "OTHER",
    }
}

vocabulary! {
    /// What a text of a party says of it.
    pub enum PartyTextKind {
        /// A title of a person, such as a rank.
        Title = "TITLE",
        /// An office, a function or an occupation of a person.
        Position = "POSITION",
        /// An address.
        Address = "ADDRESS",
        /// The place of birth of a person.
        Birthplace = "BIRTHPLACE",
    }
}

vocabulary! {
    /// The kind of a name.
    pub enum NameKind {
        /// The usual name in its language.
        Primary = "PRIMARY",
        /// Another name or spelling in use.
        Alias = "ALIAS",
        /// A name that is no longer in use.
        Former = "FORMER",
        /// A name that is too common or too vague to identify its bearer on its own.
        Weak = "WEAK",
    }
}
