//! Events: steps of sanctions cases and other incidents, and the roles of parties in them.

use super::NodeKind;
use super::vocabulary::vocabulary;

vocabulary! {
    /// A step of a sanctions case.
    pub enum SanctionAction {
        /// Somebody asked for sanctions.
        Proposed = "PROPOSED",
        /// Somebody stopped a proposal.
        Blocked = "BLOCKED",
        /// Sanctions came into force.
        Imposed = "IMPOSED",
        /// Sanctions in force were changed.
        Amended = "AMENDED",
        /// Sanctions in force were partly relaxed.
        Eased = "EASED",
        /// Sanctions ended.
        Lifted = "LIFTED",
    }
}

vocabulary! {
    /// A measure against the targets of sanctions.
    pub enum SanctionMeasure {
        /// Funds and economic resources are frozen.
        AssetFreeze = "ASSET_FREEZE",
        /// Entry and transit are refused.
        TravelBan = "TRAVEL_BAN",
        /// Arms and related goods may not be supplied.
        ArmsEmbargo = "ARMS_EMBARGO",
        /// Trade in certain goods or services is restricted.
        TradeRestriction = "TRADE_RESTRICTION",
        /// The target may not be a director of a company or take part in managing one.
        DirectorDisqualification = "DIRECTOR_DISQUALIFICATION",
        /// Services to trusts for the target are forbidden.
        TrustServices = "TRUST_SERVICES",
        /// Certain loans, payments, securities or banking relations are restricted, without a freeze of assets.
        FinancialRestriction = "FINANCIAL_RESTRICTION",
        /// Investments in the target are forbidden.
        InvestmentBan = "INVESTMENT_BAN",
        /// Business arrangements or representative offices are forbidden.
        BusinessRestriction = "BUSINESS_RESTRICTION",
        /// Internet services and social media may not carry what the target spreads.
        InternetServices = "INTERNET_SERVICES",
        /// Ships are restricted: their flag, registration, charter, crews or services to them.
        Shipping = "SHIPPING",
        /// Ships may not enter ports.
        PortEntry = "PORT_ENTRY",
        /// Aircraft or other transport are restricted, or services to them.
        Transport = "TRANSPORT",
        /// Another measure.
        Other = "OTHER",
    }
}

vocabulary! {
    /// The kind of an incident.
    pub enum IncidentKind {
        /// An offensive, a campaign, or the capture of territory.
        MilitaryOperation = "MILITARY_OPERATION",
        /// Killing, torture, abduction or other abuse of civilians.
        ViolenceAgainstCivilians = "VIOLENCE_AGAINST_CIVILIANS",
        /// The killing of one or several people without trial.
        Execution = "EXECUTION",
        /// An attempt to kill somebody.
        AssassinationAttempt = "ASSASSINATION_ATTEMPT",
        /// Something is found, such as a grave.
        Discovery = "DISCOVERY",
        /// A foreign state or force takes part in a conflict.
        ForeignIntervention = "FOREIGN_INTERVENTION",
        /// Trade, supply or movement is stopped.
        Blockade = "BLOCKADE",
        /// Parties meet.
        Meeting = "MEETING",
        /// Parties talk by phone or video.
        Call = "CALL",
        /// A party travels to another.
        Visit = "VISIT",
        /// Many parties meet formally.
        Conference = "CONFERENCE",
        /// A party seeks ties or an alliance.
        Outreach = "OUTREACH",
        /// A party announces or declares something.
        Statement = "STATEMENT",
        /// A body decides or orders something.
        Decision = "DECISION",
        /// A party accedes to a treaty, or intends to.
        Accession = "ACCESSION",
        /// Any other incident.
        Other = "OTHER",
    }
}

vocabulary! {
    /// The role of a party in an event.
    pub enum Role {
        /// Proposed the sanctions.
        Proposer = "PROPOSER",
        /// Stopped the proposal.
        Blocker = "BLOCKER",
        /// Imposed, amended, eased or lifted the sanctions.
        Imposer = "IMPOSER",
        /// Is under the sanctions, or would be under the proposed ones.
        Target = "TARGET",
        /// Hosted the others.
        Host = "HOST",
        /// Took part.
        Participant = "PARTICIPANT",
        /// Is accused of it.
        Accused = "ACCUSED",
        /// Suffered it.
        Victim = "VICTIM",
        /// Investigated it.
        Investigator = "INVESTIGATOR",
        /// Spoke at it or about it on behalf of somebody.
        Speaker = "SPEAKER",
        /// Is addressed by a statement, a request or an offer.
        Addressee = "ADDRESSEE",
        /// Any other role.
        Other = "OTHER",
    }
}

/// The type of an event, which determines the roles that parties can have in it.
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
