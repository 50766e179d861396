//! Evidence: which article states a fact, where, and on whose word.

use diesel::prelude::*;
use sanad_model::{Localized, NodeKind, Stance};

use super::condition::Conditions;
use super::filter::{EvidenceFilter, Filter};
use super::page::{Order, PageRequest};
use super::per_parent::list_per_parent;
use super::root_list::root_list;
use super::schema::evidence;
use super::source::evidence::{TABLES, source};
use super::text::JsonList;

const ENTERED: Order = Order::entered("evidence", "evidence.id");

/// One citation for one fact.
#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = evidence)]
pub struct EvidenceRow {
    pub id: i64,
    pub fact_id: i64,
    /// Its position among the evidence of the fact, counted from 1.
    pub ordinal: i64,
    pub fact_kind: NodeKind,
    pub article_id: i64,
    pub stance: Stance,
    pub paragraphs: JsonList<i32>,
    pub attributed_to_id: Option<i64>,
    pub attribution: Option<Localized>,
    pub condition: Option<Localized>,
    pub note: Option<Localized>,
}

/// All evidence that meets a filter, in the order of entry.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct AllEvidence {
    pub filter: EvidenceFilter,
    pub page: PageRequest,
}

impl AllEvidence {
    fn order(&self) -> Order {
        ENTERED
    }
}

root_list! { AllEvidence: EvidenceRow = source(), at |row| ("", row.id) }

/// From a fact to its evidence, in the order in which it is numbered: an index on facts has it in this order.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct EvidenceFor {
    pub filter: EvidenceFilter,
    pub page: PageRequest,
}

impl EvidenceFor {
    fn conditions(&self) -> Conditions {
        self.filter.conditions()
    }

    fn order(&self) -> Order {
        Order::entered("evidence of a fact", "evidence.ordinal")
    }
}

list_per_parent! { EvidenceFor of "evidence.fact_id": EvidenceRow = TABLES, at |row| ("", row.ordinal) }

/// From an article to the evidence that it gives.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct EvidenceIn {
    pub filter: EvidenceFilter,
    pub page: PageRequest,
}

impl EvidenceIn {
    fn conditions(&self) -> Conditions {
        self.filter.conditions()
    }

    fn order(&self) -> Order {
        ENTERED
    }
}

list_per_parent! { EvidenceIn of "evidence.article_id": EvidenceRow = TABLES, at |row| ("", row.id) }
