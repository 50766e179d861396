//! Filters of legal instruments.

use sanad_model::{LegalInstrumentKind, NodeKind, NodeName};

use super::Filter;
use super::prefilter::Prefilter;
use crate::condition::Conditions;
use crate::source::legal_instrument::TABLES;

/// Which legal instruments are asked for.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub struct LegalInstrumentFilter {
    pub keys: Option<Vec<NodeName>>,
    pub kinds: Option<Vec<LegalInstrumentKind>>,
    pub symbols: Option<Vec<String>>,
    /// The parties that adopted it.
    pub issuers: Option<Vec<NodeName>>,
    pub datasets: Option<Vec<NodeName>>,
}

impl Filter for LegalInstrumentFilter {
    const TABLES: &'static str = TABLES;

    fn conditions(&self) -> Conditions {
        Conditions::default()
            // With the kind, an index gives the nodes in this order.
            .and("nodes.kind = ?", [NodeKind::LegalInstrument.to_string()])
            .named(&self.keys)
            .one_of("legal_instruments.kind", &self.kinds)
            .one_of("legal_instruments.symbol", &self.symbols)
            .naming("legal_instruments.issuer_id", &self.issuers)
            .of_datasets(&self.datasets)
    }
}

impl Prefilter for LegalInstrumentFilter {}
