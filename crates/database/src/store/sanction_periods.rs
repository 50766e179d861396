//! The periods of sanctions, derived from the events that target parties.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use diesel::dsl::max;
use diesel::prelude::*;
use diesel::sql_types::BigInt;
use sanad_base::work::{few, in_time};
use sanad_model::{Period, Role};

use super::{BULK, LOOKED_UP, Rows};
use crate::condition::Conditions;
use crate::conn::{Conn, on_each};
use crate::error::Result;
use crate::fragment::Statement;
use crate::relation::among;
use crate::rows::Rows as _;
use crate::sanction_status::{PartyPeriods, periods_of};
use crate::schema::{participations, sanction_period_events, sanction_periods};

/// The version of the rules by which periods follow from events.
pub const VERSION: i64 = 1;

/// The tables that are derived here.
pub const TABLES: [&str; 2] = ["sanction_periods", "sanction_period_events"];

/// How many parties are read at a time.
const PARTIES: usize = 500;

#[derive(Debug, Clone, Insertable)]
#[diesel(table_name = sanction_periods, treat_none_as_default_value = false)]
struct Row {
    id: i64,
    party_id: i64,
    authority_id: Option<i64>,
    first_day: Option<NaiveDate>,
    until_day: Option<NaiveDate>,
    state: String,
    is_certain: bool,
}

#[derive(Debug, Clone, Insertable)]
#[diesel(table_name = sanction_period_events)]
struct EventRow {
    period_id: i64,
    event_id: i64,
}

impl Rows {
    /// The participations of targets, each with the party.
    pub(super) fn targets(&self) -> impl Iterator<Item = (i64, i64)> {
        let target = Role::Target.to_string();
        self.participations.iter().filter(move |part| part.role == target).map(|part| (part.id, part.party_id))
    }
}

/// Derives the periods of all parties anew.
///
/// # Errors
/// The database's errors.
pub fn derive_all(conn: &mut Conn) -> Result<()> {
    diesel::delete(sanction_periods::table).execute(conn)?;
    let mut after = 0;
    loop {
        let targets = Conditions::default()
            .and("participations.role = ?", [Role::Target.to_string()])
            .and("participations.party_id > ?", [after]);
        let parties: Vec<i64> = participations::table
            .filter(targets)
            .select(participations::party_id)
            .distinct()
            .order(participations::party_id)
            .limit(PARTIES as i64)
            .rows(conn)?;
        let Some(last) = parties.last() else { return Ok(()) };
        after = *last;
        insert(conn, &parties)?;
    }
}

/// The parties that these events target, and those that events which follow them do.
///
/// # Errors
/// The database's errors.
pub(super) fn targets(conn: &mut Conn, events: &[i64]) -> Result<Vec<i64>> {
    let mut targets = Vec::new();
    for some in few(events.chunks(LOOKED_UP)) {
        let statement = Statement::<BigInt>::new("WITH RECURSIVE later(id) AS (SELECT id FROM sanction_events WHERE ")
            .meeting(among("sanction_events.id", some))
            .text(
                " UNION SELECT sanction_events.id FROM later JOIN sanction_events \
                 ON sanction_events.follows_id = later.id) SELECT DISTINCT participations.party_id FROM later \
                 JOIN participations ON participations.event_id = later.id WHERE participations.role = ",
            )
            .bind(Role::Target.to_string());
        targets.extend(statement.load::<i64>(conn)?);
    }
    Ok(targets)
}

/// Derives the periods of these parties anew.
///
/// # Errors
/// The database's errors.
pub fn derive(conn: &mut Conn, parties: &BTreeSet<i64>) -> Result<()> {
    let parties: Vec<i64> = parties.iter().copied().collect();
    for some in few(parties.chunks(PARTIES)) {
        diesel::delete(sanction_periods::table.filter(among("sanction_periods.party_id", some))).execute(conn)?;
        insert(conn, some)?;
    }
    Ok(())
}

/// Inserts the periods of parties that have none stored.
fn insert(conn: &mut Conn, parties: &[i64]) -> Result<()> {
    let last: Option<i64> = sanction_periods::table.select(max(sanction_periods::id)).first(conn)?;
    let mut id = last.unwrap_or(0);
    let (mut rows, mut events) = (Vec::new(), Vec::new());
    for PartyPeriods { party_id, authority_id, periods } in in_time(periods_of(conn, parties)?) {
        for Period { span, status } in in_time(periods) {
            id += 1;
            rows.push(Row {
                id,
                party_id,
                authority_id,
                first_day: span.map(|span| span.first),
                until_day: span.and_then(|span| span.until),
                state: status.state.to_string(),
                is_certain: status.possible.len() == 1,
            });
            let measured_by: BTreeSet<i64> = status.measured_by.into_iter().collect();
            events.extend(measured_by.into_iter().map(|event_id| EventRow { period_id: id, event_id }));
        }
    }
    for some in few(rows.chunks(BULK)) {
        on_each!(conn, |one| diesel::insert_into(sanction_periods::table).values(some).execute(one))?;
    }
    for some in few(events.chunks(BULK)) {
        on_each!(conn, |one| diesel::insert_into(sanction_period_events::table).values(some).execute(one))?;
    }
    Ok(())
}
