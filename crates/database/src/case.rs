//! Cases: sanction events that follow each other.

use std::collections::HashMap;
use std::sync::Arc;

use diesel::prelude::*;
use diesel::query_builder::{AstPass, Query, QueryFragment, QueryId};
use diesel::result::QueryResult;
use diesel::sql_types::Bool;
use sanad_model::NodeName;

use super::condition::{Conditions, ids_of};
use super::conn::{Conn, MultiBackend};
use super::event::{EventRow, position};
use super::filter::FactFilter;
use super::fragment::Fragment;
use super::relation::{Relation, among, gathered};
use super::schema::{events, facts, incidents, nodes, sanction_events};
use super::source::event::source;
use crate::error::Result;
use crate::rows::Rows;

/// The maximum number of events of a case, the oldest.
pub const CASE_LIMIT: usize = 100;

/// From the rows of `asked` up to all events that they follow. `UNION` drops rows that were found before, so a cycle
/// ends.
pub(super) const CLIMBED: &str = "climbed(id, follows_id) AS (SELECT id, follows_id FROM asked UNION \
     SELECT answered.id, answered.follows_id FROM climbed \
     JOIN sanction_events AS answered ON answered.id = climbed.follows_id)";

/// From the first events of the cases down to all their events. A cycle has no first event.
const DESCENDED: &str = "descended(first_id, id) AS (SELECT id, id FROM climbed WHERE follows_id IS NULL UNION \
     SELECT descended.first_id, answer.id FROM descended \
     JOIN sanction_events AS answer ON answer.follows_id = descended.id)";

diesel::table! {
    /// The events of the requested cases, each with the first event of its case.
    case_events (id) {
        first_id -> BigInt,
        id -> BigInt,
    }
}

diesel::allow_tables_to_appear_in_same_query!(case_events, events);
diesel::allow_tables_to_appear_in_same_query!(case_events, facts);
diesel::allow_tables_to_appear_in_same_query!(case_events, nodes);
diesel::allow_tables_to_appear_in_same_query!(case_events, sanction_events);
diesel::allow_tables_to_appear_in_same_query!(case_events, incidents);

impl Conditions {
    /// Adds that the event belongs to the case of one of these sanction events.
    #[must_use]
    pub fn of_cases(self, names: &Option<Vec<NodeName>>) -> Self {
        self.and_for(names, |conditions, names| {
            let (ids, values) = ids_of(names);
            let asked = format!("SELECT id, follows_id FROM sanction_events WHERE id IN ({ids})");
            let walk = format!("WITH RECURSIVE asked(id, follows_id) AS ({asked}), {CLIMBED}, {DESCENDED}");
            conditions.and(format!("events.id IN ({walk} SELECT id FROM descended)"), values)
        })
    }
}

/// From a sanction event to all events of its case, in chronological order.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct ChainOf {
    /// Applies to the events. Events that it leaves out still connect the others.
    pub facts: FactFilter,
}

impl Relation for ChainOf {
    type Value = Vec<Arc<EventRow>>;

    fn load(&self, conn: &mut Conn, parents: &[i64]) -> Result<HashMap<i64, Self::Value>> {
        let is_kept = Conditions::default().of_facts(&self.facts).begun_by("events", self.facts.as_of);
        let statement = source().inner_join(case_events::table.on(walked_to("case_events.id"))).select((
            case_events::first_id,
            EventRow::as_select(),
            is_kept.nullable(),
        ));
        let mut rows: Vec<(i64, EventRow, Option<bool>)> = Walk {
            opening: "WITH RECURSIVE asked(id, follows_id) AS (\
                      SELECT sanction_events.id, sanction_events.follows_id FROM sanction_events WHERE "
                .to_owned(),
            asked: among("sanction_events.id", parents),
            closing: format!(
                "), {CLIMBED}, {DESCENDED}, case_events(first_id, id) AS (SELECT first_id, id FROM (\
                 SELECT descended.first_id, descended.id, row_number() OVER (\
                 PARTITION BY descended.first_id ORDER BY events.sort_day, events.id) AS rank \
                 FROM descended JOIN events ON events.id = descended.id) AS list \
                 WHERE rank <= {CASE_LIMIT} OR id IN (SELECT id FROM asked)) "
            ),
            statement,
        }
        .rows(conn)?;
        rows.sort_by(|(_, one, _), (_, other, _)| position(one).cmp(&position(other)));
        let case_of: HashMap<i64, i64> = rows.iter().map(|(first, event, _)| (event.fact.id, *first)).collect();
        let cases = gathered(rows.into_iter().map(|(first, event, is_kept)| (first, (event, is_kept))))
            .into_iter()
            .map(|(first, events)| {
                let kept = events.into_iter().take(CASE_LIMIT).filter(|(_, is_kept)| *is_kept == Some(true));
                (first, kept.map(|(event, _)| Arc::new(event)).collect())
            })
            .collect::<HashMap<i64, Vec<Arc<EventRow>>>>();
        let chain = |parent: &i64| Some((*parent, cases.get(case_of.get(parent)?)?.clone()));
        Ok(parents.iter().filter_map(chain).collect())
    }
}

/// The condition that the event was found by the walk. The plus sign keeps SQLite from reading all events and looking
/// up each in the result of the walk: it makes SQLite look up the column behind it in the table of events.
pub(super) fn walked_to(column: &str) -> Fragment<Bool> {
    Fragment::new(format!("events.id = +{column}"))
}

/// A statement that reads the result of a walk along cases. It should have no `ORDER BY`: with one, SQLite reads all
/// events and looks up each in the result of the walk.
#[derive(Debug, Clone)]
pub(super) struct Walk<Statement> {
    /// The SQL before the conditions on where the walk starts.
    pub opening: String,
    pub asked: Conditions,
    /// The SQL between those conditions and the statement.
    pub closing: String,
    pub statement: Statement,
}

impl<Statement: QueryFragment<MultiBackend>> QueryFragment<MultiBackend> for Walk<Statement> {
    fn walk_ast<'b>(&'b self, mut out: AstPass<'_, 'b, MultiBackend>) -> QueryResult<()> {
        out.push_sql(&self.opening);
        self.asked.walk_ast(out.reborrow())?;
        out.push_sql(&self.closing);
        self.statement.walk_ast(out)
    }
}

impl<Statement> QueryId for Walk<Statement> {
    type QueryId = ();
    const HAS_STATIC_QUERY_ID: bool = false;
}

impl<Statement: Query> Query for Walk<Statement> {
    type SqlType = Statement::SqlType;
}

impl<Statement> RunQueryDsl<Conn> for Walk<Statement> {}
