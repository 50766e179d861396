//! The status of sanctions against parties.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use chrono::NaiveDate;
use diesel::prelude::*;
use diesel::sql_types::{Nullable, Text};
use sanad_base::work::in_time;
use sanad_model::{
    CaseEvent, DayRange, Period, Role, SanctionState, SanctionStatus, Stance, sanction_periods, sanction_status,
};

use super::case::{CLIMBED, Walk, walked_to};
use super::conn::Conn;
use super::event::{EventRow, position};
use super::filter::FactFilter;
use super::fragment::Fragment;
use super::relation::{Relation, among};
use super::schema::{events, facts, incidents, nodes, sanction_events};
use super::source::event::source;
use crate::error::{Error, Result};
use crate::rows::Rows;

/// The maximum number of sanction events that are read for a party, the latest.
pub const TARGETING_LIMIT: usize = 1_000;

/// The stances that say that something happened. Only these count when the client does not choose stances.
const SAYING_SO: [Stance; 3] = [Stance::Reports, Stance::Alleges, Stance::Confirms];

/// The status of one authority's sanctions against a party.
#[derive(Debug)]
pub struct SanctionStatusRow {
    /// Absent when no source names the authority.
    pub authority_id: Option<i64>,
    pub state: SanctionState,
    /// The event that caused the state.
    pub since: Arc<EventRow>,
    /// The events whose measures apply in the state.
    pub measured_by: Vec<i64>,
    /// All states that the dates allow, in the order of the vocabulary.
    pub possible: Vec<SanctionState>,
    /// The authority's events that target the party, in chronological order.
    pub events: Vec<Arc<EventRow>>,
}

diesel::table! {
    /// The requested sanction events, and all events that they follow.
    climbed (id) {
        id -> BigInt,
    }
}

diesel::table! {
    /// Which sanction events target which party.
    targeting (party_id, event_id) {
        party_id -> BigInt,
        event_id -> BigInt,
    }
}

diesel::allow_tables_to_appear_in_same_query!(climbed, targeting);
diesel::allow_tables_to_appear_in_same_query!(climbed, events);
diesel::allow_tables_to_appear_in_same_query!(climbed, facts);
diesel::allow_tables_to_appear_in_same_query!(climbed, nodes);
diesel::allow_tables_to_appear_in_same_query!(climbed, sanction_events);
diesel::allow_tables_to_appear_in_same_query!(climbed, incidents);
diesel::allow_tables_to_appear_in_same_query!(targeting, events);
diesel::allow_tables_to_appear_in_same_query!(targeting, facts);
diesel::allow_tables_to_appear_in_same_query!(targeting, nodes);
diesel::allow_tables_to_appear_in_same_query!(targeting, sanction_events);
diesel::allow_tables_to_appear_in_same_query!(targeting, incidents);

/// From a party to the status of its sanctions: one row per authority, ordered by the authority's key. Events without a
/// named authority make the last row.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct SanctionStatusOf {
    facts: FactFilter,
}

/// The targeted party, the sanction event and the authority's key. There is no party when the event was only reached
/// because others follow it.
type Targeting = (Option<i64>, EventRow, Option<String>);

/// How rows are sorted: by the authority's key, those without one last.
type Authority = (bool, Option<String>);

impl SanctionStatusOf {
    /// Uses the events that meet the filter and that the party is a target of by a participation that meets it too.
    /// Without stances in the filter, events that are only planned or denied do not count.
    pub fn new(facts: FactFilter) -> Self {
        let mut facts = facts;
        facts.evidence.stances.get_or_insert_with(|| SAYING_SO.to_vec());
        Self { facts }
    }

    /// The events that target the parties, each with its party and its authority's key, in chronological order; and,
    /// without a party, the events that they follow.
    fn events(&self, conn: &mut Conn, parties: &[i64]) -> Result<Vec<Targeting>> {
        let authority = Fragment::<Nullable<Text>>::new(
            "(SELECT authority.key FROM nodes AS authority WHERE authority.id = sanction_events.authority_id)",
        );
        let statement = source()
            .inner_join(climbed::table.on(walked_to("climbed.id")))
            .left_join(targeting::table.on(targeting::event_id.eq(events::id)))
            .select((targeting::party_id.nullable(), EventRow::as_select(), authority));
        let walk = Walk {
            opening: "WITH RECURSIVE targeting(party_id, event_id) AS (SELECT party_id, event_id FROM (\
                      SELECT participations.party_id, participations.event_id, row_number() OVER (\
                      PARTITION BY participations.party_id \
                      ORDER BY participations.sort_day DESC, participations.event_id DESC) AS rank \
                      FROM participations JOIN sanction_events ON sanction_events.id = participations.event_id WHERE "
                .to_owned(),
            asked: among("participations.party_id", parties)
                .and("participations.role = ?", [Role::Target.to_string()])
                .walked_by(&self.facts, "participations"),
            closing: format!(
                ") AS list WHERE rank <= {TARGETING_LIMIT}), asked(id, follows_id) AS (\
                 SELECT id, follows_id FROM sanction_events WHERE id IN (SELECT event_id FROM targeting)), {CLIMBED} "
            ),
            statement,
        };
        let mut rows: Vec<Targeting> = walk.rows(conn)?;
        rows.sort_by(|(_, one, _), (_, other, _)| position(one).cmp(&position(other)));
        Ok(rows)
    }
}

/// The events that target parties, by party and authority, in chronological order.
type ByAuthority = BTreeMap<i64, BTreeMap<Authority, Vec<Arc<EventRow>>>>;

/// What the statuses of parties follow from.
struct Targetings {
    of_parties: ByAuthority,
    /// From each event to the one that it follows, including events that target none of the parties.
    follows: HashMap<i64, i64>,
}

impl SanctionStatusOf {
    fn targetings(&self, conn: &mut Conn, parties: &[i64]) -> Result<Targetings> {
        let (mut follows, mut of_parties) = (HashMap::new(), ByAuthority::new());
        for (party, event, authority) in in_time(self.events(conn, parties)?) {
            follows.extend(event.sanction.follows_id.map(|answered| (event.fact.id, answered)));
            if let Some(party) = party {
                let of_party = of_parties.entry(party).or_default();
                of_party.entry((authority.is_none(), authority)).or_default().push(Arc::new(event));
            }
        }
        Ok(Targetings { of_parties, follows })
    }
}

/// The periods of the sanctions of one authority against a party.
pub struct PartyPeriods {
    pub party_id: i64,
    /// Absent when no source names the authority.
    pub authority_id: Option<i64>,
    pub periods: Vec<Period>,
}

/// The status of the sanctions against these parties over time, by the events that count without a filter.
///
/// # Errors
/// The database's errors.
pub fn periods_of(conn: &mut Conn, parties: &[i64]) -> Result<Vec<PartyPeriods>> {
    let Targetings { of_parties, follows } = SanctionStatusOf::new(FactFilter::default()).targetings(conn, parties)?;
    let authorities = in_time(of_parties).flat_map(|(party, authorities)| {
        authorities.into_values().map(move |events| (party, events)).collect::<Vec<_>>()
    });
    let periods = authorities.map(|(party_id, events)| PartyPeriods {
        party_id,
        authority_id: events.first().and_then(|event| event.sanction.authority_id),
        periods: sanction_periods(&case_events(&events), &follows),
    });
    Ok(periods.collect())
}

impl Relation for SanctionStatusOf {
    type Value = Vec<Arc<SanctionStatusRow>>;

    fn load(&self, conn: &mut Conn, parents: &[i64]) -> Result<HashMap<i64, Self::Value>> {
        let Targetings { of_parties, follows } = self.targetings(conn, parents)?;
        let row = |events| status(events, &follows, self.facts.as_of).map(Arc::new);
        let rows = |(party, authorities): (i64, BTreeMap<_, _>)| {
            Ok((party, in_time(authorities.into_values()).map(row).collect::<Result<_>>()?))
        };
        in_time(of_parties).map(rows).collect()
    }
}

/// The status that one authority's events lead to.
fn status(
    events: Vec<Arc<EventRow>>,
    follows: &HashMap<i64, i64>,
    as_of: Option<NaiveDate>,
) -> Result<SanctionStatusRow> {
    let told = sanction_status(&case_events(&events), follows, as_of).and_then(
        |SanctionStatus { state, since, measured_by, possible }| {
            let since = Arc::clone(events.iter().find(|event| event.fact.id == since)?);
            let authority_id = since.sanction.authority_id;
            Some(SanctionStatusRow { authority_id, state, since, measured_by, possible, events })
        },
    );
    told.ok_or_else(|| Error::Internal("sanction events lead to no status".to_owned()))
}

fn case_events(events: &[Arc<EventRow>]) -> Vec<CaseEvent> {
    in_time(events).filter_map(|event| case_event(event)).collect()
}

fn case_event(event: &EventRow) -> Option<CaseEvent> {
    Some(CaseEvent {
        id: event.fact.id,
        action: event.sanction.action?,
        begun: DayRange { earliest: event.started_earliest, latest: event.started_latest },
        ended: DayRange { earliest: event.ended_earliest, latest: event.ended_latest },
    })
}
