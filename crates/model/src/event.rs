//! What happens: steps of sanctions cases and other incidents, and the part that parties have in them.

use super::NodeKind;
use super::vocabulary::vocabulary;

vocabulary! {
    /// A step in the life of a sanctions case.
    pub enum SanctionAction {
        /// Somebody asked for sanctions.
        Proposed = "PROPOSED",
        /// Somebody stopped a proposal.
        Blocked = "BLOCKED",
        /// Sanctions came into force.
        Imposed = "IMPOSED",
        /// Sanctions in force were changed.
        Amended = "AMENDED",
        /// Sanctions in force were relaxed in part.
        Eased = "EASED",
        /// Sanctions ended.
        Lifted = "LIFTED",
    }
}

vocabulary! {
    /// What a sanction does to its targets.
    pub enum SanctionMeasure {
        /// Funds and economic resources are frozen.
        AssetFreeze = "ASSET_FREEZE",
        /// Entry and transit are refused.
        TravelBan = "TRAVEL_BAN",
        /// Arms and related goods may not be supplied.
        ArmsEmbargo = "ARMS_EMBARGO",
        /// Trade in certain goods or services is restricted.
        TradeRestriction = "TRADE_RESTRICTION",
        /// Another measure.
        Other = "OTHER",
    }
}

vocabulary! {
    /// What sort of incident it is.
    pub enum IncidentKind {
        /// An offensive, a campaign, the taking of territory.
        MilitaryOperation = "MILITARY_OPERATION",
        /// Killing, torture, abduction or other abuse of civilians.
        ViolenceAgainstCivilians = "VIOLENCE_AGAINST_CIVILIANS",
        /// A killing without trial, of one or of several.
        Execution = "EXECUTION",
        /// An attempt on somebody's life.
        AssassinationAttempt = "ASSASSINATION_ATTEMPT",
        /// Something is found, such as a grave.
        Discovery = "DISCOVERY",
        /// A state or foreign force takes part in a conflict that is not its own.
        ForeignIntervention = "FOREIGN_INTERVENTION",
        /// Trade, supply or movement is stopped.
        Blockade = "BLOCKADE",
        /// Parties meet.
        Meeting = "MEETING",
        /// Parties talk at a distance.
        Call = "CALL",
        /// A party travels to another.
        Visit = "VISIT",
        /// Many parties meet formally.
        Conference = "CONFERENCE",
        /// A party seeks ties or an alliance.
        Outreach = "OUTREACH",
        /// A party makes something known.
        Statement = "STATEMENT",
        /// A body decides or orders something.
        Decision = "DECISION",
        /// A party accedes to a treaty, or means to.
        Accession = "ACCESSION",
        /// None of the others.
        Other = "OTHER",
    }
}

vocabulary! {
    /// The part that a party has in an event.
    pub enum Role {
        /// Proposed the sanctions.
        Proposer = "PROPOSER",
        /// Stopped the proposal.
        Blocker = "BLOCKER",
        /// Imposed, amended, eased or lifted the sanctions.
        Imposer = "IMPOSER",
        /// Is the one that the sanctions are, or were to be, imposed on.
        Target = "TARGET",
        /// Received the others.
        Host = "HOST",
        /// Took part.
        Participant = "PARTICIPANT",
        /// Is accused of it.
        Accused = "ACCUSED",
        /// Suffered it.
        Victim = "VICTIM",
        /// Looked into it.
        Investigator = "INVESTIGATOR",
        /// Spoke at it or about it on behalf of somebody.
        Speaker = "SPEAKER",
        /// Is the one that a statement, a request or an offer is addressed to.
        Addressee = "ADDRESSEE",
        /// Another part.
        Other = "OTHER",
    }
}

/// What happens, as far as roles are concerned.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Happening {
    Sanction(SanctionAction),
    Incident(IncidentKind),
}

impl Happening {
    /// The kind of node that records it.
    pub fn node_kind(self) -> NodeKind {
        match self {
            Self::Sanction(_) => NodeKind::SanctionEvent,
            Self::Incident(_) => NodeKind::Incident,
        }
    }

    /// The roles that parties can have in it.
    pub fn roles(self) -> Vec<Role> {
        use Role::*;
        match self {
            Self::Sanction(action) => {
                let doer = match action {
                    SanctionAction::Proposed => Proposer,
                    SanctionAction::Blocked => Blocker,
                    SanctionAction::Imposed
                    | SanctionAction::Amended
                    | SanctionAction::Eased
                    | SanctionAction::Lifted => Imposer,
                };
                vec![doer, Target, Speaker, Other]
            }
            Self::Incident(_) => vec![Host, Participant, Accused, Victim, Investigator, Speaker, Addressee, Other],
        }
    }
}
