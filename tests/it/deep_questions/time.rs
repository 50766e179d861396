//! Periods, as filters and as a plain reading of the dates: every start and every end that they allow is tried.

use chrono::{Days, NaiveDate};
use fastrand::Rng;

/// The first and the last day on which a row may have started, and those on which it may have ended.
pub type Dates = [Option<NaiveDate>; 4];

/// What a row without a known end does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sort {
    /// It is over on the day on which it started.
    Event,
    /// It may last.
    Relationship,
    /// It has one day only.
    Article,
}

pub struct Period {
    from: Option<NaiveDate>,
    until: Option<NaiveDate>,
    matching: Option<&'static str>,
    undated: Option<&'static str>,
}

impl Period {
    pub fn draw(rng: &mut Rng) -> Self {
        let day = |rng: &mut Rng| {
            let day = NaiveDate::from_yo_opt(rng.i32(2005..2024), rng.u32(1..=365)).unwrap();
            // First and last days of years and months are where mistakes hide.
            let first = NaiveDate::from_yo_opt(rng.i32(2005..2024), 1).unwrap();
            *rng.choice(&[Some(day), Some(first), first.pred_opt(), None]).unwrap()
        };
        let (mut from, mut until) = (day(rng), day(rng));
        if from > until && until.is_some() {
            (from, until) = (until, from);
        }
        let words = ["POSSIBLY_OVERLAPS", "CERTAINLY_OVERLAPS", "POSSIBLY_WITHIN", "CERTAINLY_WITHIN"];
        let matching = (from.or(until).is_some() && rng.u8(0..5) > 0).then(|| *rng.choice(&words).unwrap());
        let undated = *rng.choice(&[None, Some("INCLUDED"), Some("EXCLUDED"), Some("ONLY")]).unwrap();
        Self { from, until, matching, undated }
    }

    pub fn text(&self) -> String {
        let day = |name: &str, day: Option<NaiveDate>| day.map_or(String::new(), |day| format!("{name}: \"{day}\" "));
        let word = |name: &str, word: Option<&str>| word.map_or(String::new(), |word| format!("{name}: {word} "));
        let days = day("from", self.from) + &day("until", self.until);
        days + &word("period", self.matching) + &word("undated", self.undated)
    }

    pub fn is_met(&self, dates: &Dates, sort: Sort) -> bool {
        let has_days = self.from.or(self.until).is_some();
        let undated = self.undated.unwrap_or(if has_days { "EXCLUDED" } else { "INCLUDED" });
        if dates.iter().all(Option::is_none) {
            return undated != "EXCLUDED";
        }
        if undated == "ONLY" {
            return false;
        }
        let (from, until) = (self.from.unwrap_or(NaiveDate::MIN), self.until.unwrap_or(NaiveDate::MAX));
        let mut times = self.times(dates, sort).into_iter();
        let overlaps = |(start, end): (NaiveDate, NaiveDate)| start <= until && from <= end;
        let is_within = |(start, end): (NaiveDate, NaiveDate)| from <= start && end <= until;
        match self.matching.unwrap_or("POSSIBLY_OVERLAPS") {
            "POSSIBLY_OVERLAPS" => times.any(overlaps),
            "CERTAINLY_OVERLAPS" => times.all(overlaps),
            "POSSIBLY_WITHIN" => times.any(is_within),
            _ => times.all(is_within),
        }
    }

    /// The starts and ends that the dates allow, of the days around which an answer may change.
    fn times(&self, dates: &Dates, sort: Sort) -> Vec<(NaiveDate, NaiveDate)> {
        let ends = [self.from, self.until, dates[0], dates[1], dates[2], dates[3]].into_iter().flatten();
        let around = ends.flat_map(|day| [day - Days::new(1), day, day + Days::new(1)]);
        let days: Vec<NaiveDate> = around.chain([NaiveDate::MIN, NaiveDate::MAX]).collect();
        let lies = |day: NaiveDate, first: Option<NaiveDate>, last: Option<NaiveDate>| {
            first.is_none_or(|first| first <= day) && last.is_none_or(|last| day <= last)
        };
        let has_end = dates[2].or(dates[3]).is_some();
        let is_one_day = sort == Sort::Article || sort == Sort::Event && !has_end;
        let mut times = Vec::new();
        for start in days.iter().filter(|day| lies(**day, dates[0], dates[1])) {
            for end in days.iter().filter(|day| lies(**day, dates[2], dates[3])) {
                if if is_one_day { start == end } else { start <= end } {
                    times.push((*start, *end));
                }
            }
        }
        times
    }
}
