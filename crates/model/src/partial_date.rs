//! Dates of reduced precision, and the days that they may stand for.

use std::fmt;
use std::str::FromStr;

use chrono::{Datelike, Days, Months, NaiveDate};

/// An ISO 8601 date as precise as the source gives it: `2020`, `2020-11` or `2020-11-25`, in the years 0001 to 9999.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct PartialDate {
    first_day: NaiveDate,
    precision: Precision,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
enum Precision {
    Year,
    Month,
    Day,
}

/// A text that is not a partial date.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{}` is not a date: expected `2020`, `2020-11` or `2020-11-25`", .0.chars().take(40).collect::<String>())]
pub struct MalformedDate(pub String);

/// A text that is not a day.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{}` is not a day: expected a date such as `2020-11-25`", .0.chars().take(40).collect::<String>())]
pub struct MalformedDay(pub String);

impl PartialDate {
    /// The first day that it may stand for.
    pub fn earliest(self) -> NaiveDate {
        self.first_day
    }

    /// The last day that it may stand for.
    pub fn latest(self) -> NaiveDate {
        let months = match self.precision {
            Precision::Day => return self.first_day,
            Precision::Month => 1,
            Precision::Year => 12,
        };
        // The year is at most 9999, so this cannot overflow.
        self.first_day + Months::new(months) - Days::new(1)
    }

    /// The days that it may stand for.
    pub fn days(self) -> DayRange {
        DayRange { earliest: Some(self.earliest()), latest: Some(self.latest()) }
    }
}

/// Parses an ISO 8601 day: `2020-11-25`.
pub fn parse_day(text: &str) -> Result<NaiveDate, MalformedDay> {
    match text.parse::<PartialDate>() {
        Ok(date) if date.precision == Precision::Day => Ok(date.first_day),
        _ => Err(MalformedDay(text.to_owned())),
    }
}

impl FromStr for PartialDate {
    type Err = MalformedDate;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let malformed = || MalformedDate(text.to_owned());
        let number = |part: Option<&str>, digits: usize| -> Result<Option<u32>, MalformedDate> {
            let Some(part) = part else { return Ok(None) };
            if part.len() != digits || !part.bytes().all(|byte| byte.is_ascii_digit()) {
                return Err(malformed());
            }
            part.parse().map(Some).map_err(|_| malformed())
        };
        let mut parts = text.splitn(3, '-');
        let year = number(parts.next(), 4)?.ok_or_else(malformed)?;
        let month = number(parts.next(), 2)?;
        let day = number(parts.next(), 2)?;
        let precision = match (month, day) {
            (None, _) => Precision::Year,
            (Some(_), None) => Precision::Month,
            (Some(_), Some(_)) => Precision::Day,
        };
        let year = i32::try_from(year).ok().filter(|year| *year >= 1);
        let first_day = year
            .and_then(|year| NaiveDate::from_ymd_opt(year, month.unwrap_or(1), day.unwrap_or(1)))
            .ok_or_else(malformed)?;
        Ok(Self { first_day, precision })
    }
}

impl fmt::Display for PartialDate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let day = self.first_day;
        match self.precision {
            Precision::Year => write!(f, "{:04}", day.year()),
            Precision::Month => write!(f, "{:04}-{:02}", day.year(), day.month()),
            Precision::Day => write!(f, "{:04}-{:02}-{:02}", day.year(), day.month(), day.day()),
        }
    }
}

/// The days on which something may have happened, both ends included. `None` means that this end is open.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct DayRange {
    pub earliest: Option<NaiveDate>,
    pub latest: Option<NaiveDate>,
}

impl DayRange {
    /// The intersection of both ranges.
    pub fn narrowed(self, by: Self) -> Self {
        Self {
            earliest: self.earliest.max(by.earliest),
            latest: match (self.latest, by.latest) {
                (Some(one), Some(other)) => Some(one.min(other)),
                (one, other) => one.or(other),
            },
        }
    }

    /// Whether the range has no day.
    pub fn is_empty(self) -> bool {
        matches!((self.earliest, self.latest), (Some(earliest), Some(latest)) if earliest > latest)
    }
}

/// When something started or ended: the date as the source gives it, and the days that it may stand for, given
/// everything that is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct When {
    pub date: Option<PartialDate>,
    pub within: DayRange,
}

impl When {
    /// A date, narrowed to the days that other facts allow.
    pub fn new(date: Option<PartialDate>, narrowing: DayRange) -> Self {
        let days = date.map(PartialDate::days).unwrap_or_default();
        Self { date, within: days.narrowed(narrowing) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        parse_day(text).unwrap()
    }

    #[test]
    fn a_partial_date_covers_its_days() {
        for (text, earliest, latest) in [
            ("2020", "2020-01-01", "2020-12-31"),
            ("2020-02", "2020-02-01", "2020-02-29"),
            ("2019-02", "2019-02-01", "2019-02-28"),
            ("2020-11-25", "2020-11-25", "2020-11-25"),
            ("9999", "9999-01-01", "9999-12-31"),
            ("0001-12", "0001-12-01", "0001-12-31"),
        ] {
            let date: PartialDate = text.parse().unwrap();
            assert_eq!(date.earliest(), day(earliest));
            assert_eq!(date.latest(), day(latest));
            assert_eq!(date.to_string(), text);
        }
    }

    #[test]
    fn malformed_dates_are_refused() {
        for text in [
            "",
            "20",
            "0000",
            "2020-",
            "2020-1",
            "2020-13",
            "2020-02-30",
            "2020-11-25T00:00",
            "+020",
            "-2020",
            "2020-11-25-1",
            "２０２０",
        ] {
            assert!(text.parse::<PartialDate>().is_err(), "{text:?}");
        }
        assert!(parse_day("2020-11").is_err());
    }

    #[test]
    fn narrowing_keeps_the_days_in_both() {
        let narrowing = DayRange { earliest: Some(day("2020-11-13")), latest: Some(day("2020-11-21")) };
        let when = When::new(Some("2020-11".parse().unwrap()), narrowing);
        assert_eq!(when.within, narrowing);
        let before = DayRange { earliest: None, latest: Some(day("2020-10-01")) };
        assert!(narrowing.narrowed(before).is_empty());
        assert_eq!(When::new(None, before).within, before);
    }
}
