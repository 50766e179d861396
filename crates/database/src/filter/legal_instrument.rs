//! Filters of legal instruments.

use sanad_model::{LegalInstrumentKind, NodeKind, NodeName};

use super::prefilter::Prefilter;
use super::{Combined, Filter};
use crate::condition::Conditions;
use crate::source::legal_instrument::TABLES;

/// Which legal instruments are asked for.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub struct LegalInstrumentFilter {
    /// Ids of legal instruments that were looked up before.
    pub ids: Option<Vec<i64>>,
    pub keys: Option<Vec<NodeName>>,
    pub kinds: Option<Vec<LegalInstrumentKind>>,
    pub symbols: Option<Vec<String>>,
    /// The parties that adopted it.
    pub issuers: Option<Vec<NodeName>>,
    pub datasets: Option<Vec<NodeName>>,
    pub combined: Combined<Self>,
}

impl Filter for LegalInstrumentFilter {
    const TABLES: &'static str = TABLES;
    const ID: &'static str = "legal_instruments.id";

    fn own(&self) -> Conditions {
        Conditions::default()
            // With the kind, an index gives the nodes in this order.
            .and("nodes.kind = ?", [NodeKind::LegalInstrument.to_string()])
            .and_for(&self.ids, |conditions, ids| conditions.in_ids("legal_instruments.id", ids))
            .named(&self.keys)
            .one_of("legal_instruments.kind", &self.kinds)
            .one_of("legal_instruments.symbol", &self.symbols)
            .naming("legal_instruments.issuer_id", &self.issuers)
            .of_datasets(&self.datasets)
    }

    fn combined(&self) -> &Combined<Self> {
        &self.combined
    }
}

impl Prefilter for LegalInstrumentFilter {
    fn ids(&mut self) -> &mut Option<Vec<i64>> {
        &mut self.ids
    }

    fn combined_mut(&mut self) -> &mut Combined<Self> {
        &mut self.combined
    }

    fn is_led_to(&self) -> bool {
        self.ids.is_some() || self.keys.is_some()
    }
}
