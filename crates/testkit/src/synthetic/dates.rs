//! Dates as sources give them: to the year, the month or the day, with open ends, or missing.

use chrono::{Datelike, Days, NaiveDate};
use fastrand::Rng;
use sanad_model::{DayRange, PartialDate, When};

use super::chance::{percent, weighted};

#[derive(Debug, Clone, Copy)]
pub enum Precision {
    Year,
    Month,
    Day,
}

/// The day this number of days before another.
pub fn before(day: NaiveDate, days: u32) -> NaiveDate {
    day - Days::new(u64::from(days))
}

/// The day this number of days after another.
pub fn after(day: NaiveDate, days: u32) -> NaiveDate {
    day + Days::new(u64::from(days))
}

/// A date that includes the day, with random precision.
pub fn partial(day: NaiveDate, precision: Precision) -> Option<PartialDate> {
    let text = match precision {
        Precision::Year => format!("{:04}", day.year()),
        Precision::Month => format!("{:04}-{:02}", day.year(), day.month()),
        Precision::Day => day.to_string(),
    };
    text.parse().ok()
}

pub fn when(day: NaiveDate, precision: Precision) -> When {
    When::new(partial(day, precision), DayRange::default())
}

/// The start and end of something that lasts for years, with rough dates.
pub fn spell(rng: &mut Rng, began: NaiveDate) -> (When, When) {
    let mut precision = || weighted(rng, &[(Precision::Year, 45), (Precision::Month, 25), (Precision::Day, 30)]);
    let (one, other) = (precision(), precision());
    let ended = after(began, rng.u32(1..3_000));
    match rng.u32(0..100) {
        0..20 => (When::default(), When::default()),
        20..25 => (When::default(), when(ended, other)),
        25..50 => (when(began, one), when(ended, other)),
        // For some it is only known that they had not started by a certain day.
        50..53 => (When::new(None, DayRange { earliest: Some(began), latest: None }), When::default()),
        _ => (when(began, one), When::default()),
    }
}

/// The start and end of an event, mostly to the day.
pub fn event(rng: &mut Rng, began: NaiveDate) -> (When, When) {
    let precision = weighted(rng, &[(Precision::Day, 78), (Precision::Month, 14), (Precision::Year, 8)]);
    let ended = after(began, rng.u32(0..40));
    match rng.u32(0..100) {
        0..4 => (When::default(), When::default()),
        4..14 => (when(began, precision), when(ended, precision)),
        _ => (when(began, precision), When::default()),
    }
}

/// The date of birth of a person, and for some the date of death.
pub fn life(rng: &mut Rng) -> (When, When) {
    let day = |rng: &mut Rng, year: i32| NaiveDate::from_yo_opt(year, rng.u32(1..=365)).unwrap_or_default();
    let (birth, death) = (rng.i32(1930..1995), rng.i32(1998..2024));
    let precision = weighted(rng, &[(Precision::Year, 70), (Precision::Day, 30)]);
    let born = if percent(rng, 35) { when(day(rng, birth), precision) } else { When::default() };
    let died = if percent(rng, 6) { when(day(rng, death), Precision::Day) } else { When::default() };
    (born, died)
}
