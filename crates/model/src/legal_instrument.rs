//! Legal instruments: the basis of sanctions, and the treaties that parties accede to.

use super::vocabulary::vocabulary;

vocabulary! {
    /// The kind of a legal instrument.
    pub enum LegalInstrumentKind {
        /// A resolution of an intergovernmental body, such as the UN Security Council.
        Resolution = "RESOLUTION",
        /// An order of a head of state or government.
        ExecutiveOrder = "EXECUTIVE_ORDER",
        /// An act of a legislature.
        Law = "LAW",
        /// A directly binding rule, such as a regulation of the European Union.
        Regulation = "REGULATION",
        /// A decision of a government, a court or an intergovernmental body.
        Decision = "DECISION",
        /// A treaty or convention between states.
        Treaty = "TREATY",
        /// A protocol to a treaty.
        Protocol = "PROTOCOL",
        /// Any other legal instrument.
        Other = "OTHER",
    }
}
