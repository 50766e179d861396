//! Evidence: which article states a fact, where, and on whose word.

use chrono::NaiveDate;
use diesel::prelude::*;
use sanad_model::{Localized, NodeKind, Stance};

use super::condition::Conditions;
use super::page::{Order, PageRequest};
use super::per_parent::list_per_parent;
use super::schema::evidence;
use super::text::JsonList;

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

/// From a fact to its evidence.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct EvidenceFor {
    /// Only of articles that had certainly been published by the end of this day.
    pub published_by: Option<NaiveDate>,
    pub stances: Option<Vec<Stance>>,
    pub page: PageRequest,
}

impl EvidenceFor {
    fn conditions(&self) -> Conditions {
        let of_stances = Conditions::default().one_of("evidence.stance", &self.stances);
        of_stances.and_for(&self.published_by, |conditions, day| {
            let cited = Conditions::default().and::<i64>("articles.id = evidence.article_id", []);
            conditions.and_exists("articles", cited.and("articles.published_latest <= ?", [*day]))
        })
    }

    /// The order of entry, in which a fact's evidence is numbered: an index on facts has it in this order.
    fn order(&self) -> Order {
        Order::entered("evidence of a fact", "evidence.ordinal")
    }
}

list_per_parent! { EvidenceFor of "evidence.fact_id": EvidenceRow = "evidence", at |row| ("", row.ordinal) }

/// From an article to the evidence that it gives.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct EvidenceIn {
    pub stances: Option<Vec<Stance>>,
    pub page: PageRequest,
}

impl EvidenceIn {
    fn conditions(&self) -> Conditions {
        Conditions::default().one_of("evidence.stance", &self.stances)
    }

    fn order(&self) -> Order {
        Order::entered("evidence", "evidence.id")
    }
}

list_per_parent! { EvidenceIn of "evidence.article_id": EvidenceRow = "evidence", at |row| ("", row.id) }
