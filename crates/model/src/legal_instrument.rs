//! Legal instruments: what sanctions rest on, and what parties accede to.

use super::vocabulary::vocabulary;

vocabulary! {
    /// What sort of legal instrument it is.
    pub enum LegalInstrumentKind {
        /// A resolution of an intergovernmental body, such as the UN Security Council.
        Resolution = "RESOLUTION",
        /// An order of a head of state or government.
        ExecutiveOrder = "EXECUTIVE_ORDER",
        /// An act of a legislature.
        Law = "LAW",
        /// A regulation: a rule that binds directly, such as those of the European Union.
        Regulation = "REGULATION",
        /// A decision of a government, a court or an intergovernmental body.
        Decision = "DECISION",
        /// A treaty or convention between states.
        Treaty = "TREATY",
        /// A protocol to a treaty.
        Protocol = "PROTOCOL",
        /// None of the others.
        Other = "OTHER",
    }
}
