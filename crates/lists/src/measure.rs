//! What lists impose.

use sanad_model::{SanctionMeasure, Vocabulary, vocabulary};

vocabulary! {
    /// A measure of a list.
    pub enum Measure {
        /// Funds and economic resources are frozen.
        AssetFreeze = "ASSET_FREEZE",
        /// Entry and transit are refused.
        TravelBan = "TRAVEL_BAN",
        /// Arms and related goods may not be supplied.
        ArmsEmbargo = "ARMS_EMBARGO",
        /// Trade in certain goods or services is restricted.
        TradeRestriction = "TRADE_RESTRICTION",
        /// A person may not direct a company.
        DirectorDisqualification = "DIRECTOR_DISQUALIFICATION",
        /// Trust services are refused.
        TrustServices = "TRUST_SERVICES",
        /// Vessels are restricted: chartering, crewing, registration.
        Shipping = "SHIPPING",
        /// Vessels may not enter ports.
        PortEntry = "PORT_ENTRY",
        /// Loans, accounts, securities or other financial services are restricted.
        FinancialRestriction = "FINANCIAL_RESTRICTION",
        /// Investments are banned.
        InvestmentBan = "INVESTMENT_BAN",
        /// Business arrangements or representative offices are forbidden.
        BusinessRestriction = "BUSINESS_RESTRICTION",
        /// Aircraft or other transport are restricted, or services to them.
        Transport = "TRANSPORT",
        /// Access to web sites, applications and media is prevented.
        InternetServices = "INTERNET_SERVICES",
        /// Another measure.
        Other = "OTHER",
    }
}

impl Measure {
    /// The measure of the domain model with the same word, or `OTHER` where the model has none yet.
    pub fn in_model(self) -> SanctionMeasure {
        self.word().parse().unwrap_or(SanctionMeasure::Other)
    }
}
