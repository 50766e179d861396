//! Dates of birth, and how well two of them agree.

use chrono::{Datelike, Months, NaiveDate};

use super::partial_date::DayRange;

/// What a date of birth is compared by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct BirthRange {
    /// The days that it may mean.
    pub within: DayRange,
    /// Whether the source says that it is not exact ("about 1962").
    pub is_approximate: bool,
}

/// How two dates of birth compare, the better first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum BirthLikeness {
    /// They are the same day, and both are exact.
    SameDay,
    /// They may be the same day.
    Same,
    /// They are not the same, but sources often disagree by that much: the years differ by one at most.
    Near,
    /// They are two days, in the same year or in years that differ by one.
    OtherDay,
    /// Their years differ by two or more.
    OtherYear,
}

/// An approximate date may be off by this many months on either side.
const APPROXIMATE: Months = Months::new(12);

impl BirthRange {
    /// The day, if it is known exactly.
    fn day(&self) -> Option<NaiveDate> {
        let day = self.within.earliest.filter(|first| self.within.latest == Some(*first));
        day.filter(|_| !self.is_approximate)
    }

    /// The days that it may mean, with more on either side if it is approximate.
    fn widened(&self) -> DayRange {
        let DayRange { earliest, latest } = self.within;
        if !self.is_approximate {
            return self.within;
        }
        DayRange {
            earliest: earliest.and_then(|day| day.checked_sub_months(APPROXIMATE)),
            latest: latest.and_then(|day| day.checked_add_months(APPROXIMATE)),
        }
    }

    /// Compares two dates. Two exact days are the same only if they are equal; otherwise it is enough that the ranges
    /// overlap. Nothing is known of a date without any day.
    pub fn likeness(&self, other: &Self) -> Option<BirthLikeness> {
        if [self, other].into_iter().any(|birth| birth.within == DayRange::default()) {
            return None;
        }
        let (one, two) = (self.widened(), other.widened());
        let years_between = |earlier: Option<NaiveDate>, later: Option<NaiveDate>| {
            let (earlier, later) = earlier.zip(later)?;
            (earlier < later).then(|| later.year() - earlier.year())
        };
        let gap = years_between(one.latest, two.earliest).or_else(|| years_between(two.latest, one.earliest));
        let are_days = self.day().is_some() && other.day().is_some();
        let Some(gap) = gap else {
            return Some(if are_days { BirthLikeness::SameDay } else { BirthLikeness::Same });
        };
        Some(match gap {
            2.. => BirthLikeness::OtherYear,
            _ if are_days => BirthLikeness::OtherDay,
            _ => BirthLikeness::Near,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{PartialDate, parse_day};

    /// `1979-03`, `~1962`, or `1958..1962` with either end left out.
    fn birth(text: &str) -> BirthRange {
        let (is_approximate, text) = match text.strip_prefix('~') {
            Some(text) => (true, text),
            None => (false, text),
        };
        let date = |text: &str| (!text.is_empty()).then(|| text.parse::<PartialDate>().unwrap());
        let (first, last) = text.split_once("..").unwrap_or((text, text));
        let within =
            DayRange { earliest: date(first).map(PartialDate::earliest), latest: date(last).map(PartialDate::latest) };
        BirthRange { within, is_approximate }
    }

    #[test]
    fn days_are_compared_as_days_and_ranges_by_overlap() {
        use BirthLikeness::*;
        for (one, other, likeness) in [
            ("1979-03-05", "1979-03-05", Some(SameDay)),
            ("1979-03-05", "1979-03-06", Some(OtherDay)),
            ("1979-03-05", "1980-12-31", Some(OtherDay)),
            ("1979-03-05", "1981-01-01", Some(OtherYear)),
            ("1979-03-05", "1979", Some(Same)),
            ("1979-03-05", "1979-04", Some(Near)),
            ("1979-03-05", "1980", Some(Near)),
            ("1979", "1980", Some(Near)),
            ("1979", "1981", Some(OtherYear)),
            ("1958..1962", "1960-07-01", Some(Same)),
            ("1958..1962", "1962", Some(Same)),
            ("1958..1962", "1963", Some(Near)),
            ("1958..1962", "1964", Some(OtherYear)),
            ("1958..1962", "1950..1955", Some(OtherYear)),
            ("..1960", "1931", Some(Same)),
            ("..1960", "1970", Some(OtherYear)),
            ("1970..", "1960", Some(OtherYear)),
            ("1970..", "..1980", Some(Same)),
            ("~1962", "1963", Some(Same)),
            ("~1962", "1964", Some(Near)),
            ("~1962", "1966", Some(OtherYear)),
            ("~1979-03-05", "1979-03-06", Some(Same)),
            ("..", "1979", None),
        ] {
            assert_eq!(birth(one).likeness(&birth(other)), likeness, "{one} {other}");
            assert_eq!(birth(other).likeness(&birth(one)), likeness, "{other} {one}");
        }
        assert_eq!(parse_day("1979-03-05").ok(), birth("1979-03-05").day());
    }
}
