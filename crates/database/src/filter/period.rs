//! Conditions on when something happened, held or was published.

use chrono::NaiveDate;
use sanad_base::work::few;
use sanad_model::{PeriodMatch, Undated};

use crate::condition::Conditions;

/// The sort day of what has no date.
const NO_DAY: &str = "9999-12-31";

/// Which time a row has to have.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct Period {
    pub from: Option<NaiveDate>,
    pub until: Option<NaiveDate>,
    /// How the row's time has to lie to these days. Default: at least one day of it may lie between them.
    pub matching: Option<PeriodMatch>,
    /// What to do with rows without any date. Default: they match if no days are given.
    pub undated: Option<Undated>,
}

/// The columns with the days on which a row may have started and ended.
#[derive(Debug, Clone, Copy)]
pub(super) enum Times {
    /// Of the table of events. An event without a known end is over on the day on which it started.
    Events,
    /// Of this table of relationships. One without a known end may last.
    Relationships(&'static str),
    /// Of the table of articles, which have one day.
    Articles,
}

impl Times {
    /// The first and the last day on which it may have started.
    fn started(self) -> [String; 2] {
        match self {
            Self::Events => within("events.started"),
            Self::Relationships(table) => within(&format!("{table}.started")),
            Self::Articles => within("articles.published"),
        }
    }

    /// The first and the last day on which it may have ended, as far as the table has them.
    fn ended(self) -> Option<[String; 2]> {
        match self {
            Self::Events => Some(within("events.ended")),
            Self::Relationships(table) => Some(within(&format!("{table}.ended"))),
            Self::Articles => None,
        }
    }

    /// Its four columns, as far as the table has them.
    fn all(self) -> impl Iterator<Item = String> {
        self.started().into_iter().chain(self.ended().into_iter().flatten())
    }

    fn dated(self) -> Conditions {
        let known: Vec<String> = self.all().map(|column| format!("{column} IS NOT NULL")).collect();
        Conditions::default().and::<i64>(known.join(" OR "), [])
    }

    fn undated(self) -> Conditions {
        let undated = self
            .all()
            .fold(Conditions::default(), |conditions, column| conditions.and::<i64>(format!("{column} IS NULL"), []));
        // It follows from the others, and an index of the list's own order leads to these rows.
        match self {
            Self::Events => undated.and("events.sort_day = ?", [NO_DAY.to_owned()]),
            Self::Articles => undated.and("articles.sort_day = ?", [NO_DAY.to_owned()]),
            Self::Relationships(_) => undated,
        }
    }

    /// The first days on which it may have started and ended.
    fn earliest(self) -> impl Iterator<Item = String> {
        let ([start, _], end) = (self.started(), self.ended());
        [Some(start), end.map(|[end, _]| end)].into_iter().flatten()
    }

    /// The last days on which it may have started and ended.
    fn latest(self) -> impl Iterator<Item = String> {
        let ([_, start], end) = (self.started(), self.ended());
        [Some(start), end.map(|[_, end]| end)].into_iter().flatten()
    }

    /// Its time lies so to a period that starts on this day. What ends has started by then, so the last day of the
    /// start is also bounded by that of the end, and the first day of the end by that of the start.
    fn from(self, day: NaiveDate, matching: PeriodMatch) -> Conditions {
        let ([first, last], ended) = (self.started(), self.ended());
        match (matching, self) {
            (PeriodMatch::PossiblyOverlaps, Self::Events) => {
                Conditions::default().and("events.last_day >= ?", [day.to_string()])
            }
            (PeriodMatch::PossiblyOverlaps, _) => unless_known([ended.map_or(last, |[_, last]| last)], ">=", day),
            (PeriodMatch::CertainlyOverlaps, _) => known(self.earliest(), ">=", day),
            (PeriodMatch::PossiblyWithin, _) => unless_known(self.latest(), ">=", day),
            (PeriodMatch::CertainlyWithin, _) => known([first], ">=", day),
        }
    }

    /// Its time lies so to a period that ends on this day.
    fn until(self, day: NaiveDate, matching: PeriodMatch) -> Conditions {
        let ([first, last], ended) = (self.started(), self.ended());
        match (matching, self) {
            (PeriodMatch::PossiblyOverlaps, _) => unless_known([first], "<=", day),
            (PeriodMatch::CertainlyOverlaps, _) => known(self.latest(), "<=", day),
            (PeriodMatch::PossiblyWithin, _) => unless_known(self.earliest(), "<=", day),
            (PeriodMatch::CertainlyWithin, Self::Events) => Conditions::default()
                .and("events.last_day <= ? AND events.last_day < ?", [day.to_string(), NO_DAY.to_owned()]),
            (PeriodMatch::CertainlyWithin, _) => known([ended.map_or(last, |[_, last]| last)], "<=", day),
        }
    }
}

/// The columns of the first and the last day.
fn within(time: &str) -> [String; 2] {
    [format!("{time}_earliest"), format!("{time}_latest")]
}

/// Each day in the columns lies so, as far as it is known.
fn unless_known(columns: impl IntoIterator<Item = String>, is: &str, day: NaiveDate) -> Conditions {
    few(columns)
        .fold(Conditions::default(), |all, column| all.and(format!("{column} IS NULL OR {column} {is} ?"), [day]))
}

/// A day in one of the columns is known and lies so.
fn known(columns: impl IntoIterator<Item = String>, is: &str, day: NaiveDate) -> Conditions {
    let each = few(columns).map(|column| Conditions::default().and(format!("{column} {is} ?"), [day]));
    Conditions::default().and_any(each)
}

impl Period {
    /// Whether it asks for anything.
    pub fn is_asked(&self) -> bool {
        self.has_days() || self.undated.is_some_and(|undated| undated != Undated::Included)
    }

    fn has_days(&self) -> bool {
        self.from.is_some() || self.until.is_some()
    }

    /// How the time has to lie to the days.
    pub(super) fn matching(&self) -> PeriodMatch {
        self.matching.unwrap_or(PeriodMatch::PossiblyOverlaps)
    }

    /// What to do with rows without any date.
    pub(super) fn undated(&self) -> Undated {
        self.undated.unwrap_or(if self.has_days() { Undated::Excluded } else { Undated::Included })
    }

    /// Conditions on the days alone.
    fn days(&self, times: Times) -> Conditions {
        Conditions::default()
            .and_for(&self.from, |conditions, day| conditions.and_all(times.from(*day, self.matching())))
            .and_for(&self.until, |conditions, day| conditions.and_all(times.until(*day, self.matching())))
    }
}

impl Conditions {
    /// Adds that the row has such a time.
    #[must_use]
    pub(super) fn in_period(self, period: &Period, times: Times) -> Self {
        let (is_certain, days) = (period.matching().is_certain(), period.days(times));
        match period.undated() {
            _ if !period.is_asked() => self,
            Undated::Only => self.varying().and_all(times.undated()),
            // Rows without any date may lie in any period, and certainly lie in none.
            Undated::Included if is_certain => self.and_any([days, times.undated()]),
            Undated::Included => self.and_all(days),
            Undated::Excluded if is_certain && period.has_days() => self.and_all(days),
            Undated::Excluded => self.varying().and_all(days).and_all(times.dated()),
        }
    }
}
