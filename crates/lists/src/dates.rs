//! The dates that lists print.

use chrono::{DateTime, NaiveDate, NaiveDateTime};
use sanad_model::PartialDate;

use crate::entry::Birth;
use crate::xml::collapsed;

/// The day of `2015-03-27`, of `2015-03-27-04:00` and of `2025-01-10T00:00:00`: as printed, in its own time zone.
pub(crate) fn iso_day(text: &str) -> Option<NaiveDate> {
    let text = text.trim();
    let (day, rest) = text.split_at_checked(10)?;
    let is_day_only = rest.is_empty() || rest.starts_with(['T', ' ', 'Z', '+', '-']);
    is_day_only.then(|| sanad_model::parse_day(day).ok()).flatten()
}

/// The moment of `2024-01-27T00:00:06.135Z` in universal time; without an offset, as printed.
pub(crate) fn iso_moment(text: &str) -> Option<NaiveDateTime> {
    let text = text.trim();
    let with_offset = DateTime::parse_from_rfc3339(text).map(|moment| moment.naive_utc());
    with_offset.or_else(|_| text.parse::<NaiveDateTime>()).ok()
}

/// The day of `27/01/2024`.
pub(crate) fn day_first(text: &str) -> Option<NaiveDate> {
    let (day, month, year) = slashed(text)?;
    NaiveDate::from_ymd_opt(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?)
}

/// The day of `01/27/2024`.
pub(crate) fn month_first(text: &str) -> Option<NaiveDate> {
    let (month, day, year) = slashed(text)?;
    NaiveDate::from_ymd_opt(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?)
}

fn slashed(text: &str) -> Option<(&str, &str, &str)> {
    let mut parts = text.trim().splitn(3, '/');
    let parts = (parts.next()?, parts.next()?, parts.next()?);
    (parts.2.len() == 4).then_some(parts)
}

/// `12/05/1958`, `dd/05/1958`, `dd/mm/1945` or `1946`.
pub(crate) fn slashed_or_year(text: &str) -> Option<PartialDate> {
    let text = text.trim();
    let Some((day, month, year)) = slashed(text) else { return text.parse().ok().filter(|_| text.len() == 4) };
    let is_blank = |part: &str| part.chars().all(|character| character.is_ascii_alphabetic() || character == '0');
    match (is_blank(day), is_blank(month)) {
        (true, true) => year.parse().ok(),
        (true, false) => format!("{year}-{month:0>2}").parse().ok(),
        (false, _) => format!("{year}-{month:0>2}-{day:0>2}").parse().ok(),
    }
}

/// The number of a month by its English name or the first three letters of it, with or without a dot.
fn month(word: &str) -> Option<u32> {
    const MONTHS: [&str; 12] = [
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
    ];
    let word = word.trim_end_matches(['.', ',']).to_ascii_lowercase();
    let is_month = |name: &&str| **name == word || word.len() >= 3 && name.starts_with(&word);
    MONTHS.iter().position(is_month).and_then(|place| u32::try_from(place + 1).ok())
}

/// `03 May 1979`, `May 1979`, `Nov. 1973` or `1979`.
pub(crate) fn english(text: &str) -> Option<PartialDate> {
    let words: Vec<&str> = text.split_whitespace().collect();
    let year = |word: &str| word.parse::<u32>().ok().filter(|_| word.len() == 4);
    let date = match words.as_slice() {
        [only] => format!("{:04}", year(only)?),
        [name, last] => format!("{:04}-{:02}", year(last)?, month(name)?),
        [day, name, last] => {
            let day: u32 = day.trim_end_matches(['.', ',']).parse().ok()?;
            format!("{:04}-{:02}-{day:02}", year(last)?, month(name)?)
        }
        _ => return None,
    };
    date.parse().ok()
}

/// The month of a note that stands beside a year: `Sep.` beside 1977.
pub(crate) fn month_in(year: PartialDate, note: &str) -> Option<PartialDate> {
    (!note.contains(' ')).then(|| format!("{year}-{:02}", month(note)?).parse().ok()).flatten()
}

/// A date of birth in words: those of [`english`], `circa 1951`, `1955 to 1957`, `Between Aug. and Sep. 1977`.
pub(crate) fn birth_in_words(text: &str) -> Option<Birth> {
    let printed = collapsed(text);
    let mut rest = printed.as_str();
    let mut approximate = false;
    for word in ["circa ", "circa-", "approximately ", "about ", "c. "] {
        if let Some(after) = strip_ignoring_case(rest, word) {
            (rest, approximate) = (after, true);
        }
    }
    if let Some(date) = english(rest) {
        return Some(Birth { approximate, ..birth(&printed, date) });
    }
    let between = strip_ignoring_case(rest, "between ");
    let (from, to) = match between {
        Some(between) => split_ignoring_case(between, " and ")?,
        None => split_ignoring_case(rest, " to ").or_else(|| rest.split_once(" - ")).or_else(|| years(rest))?,
    };
    let to = strip_ignoring_case(to, "circa ").unwrap_or(to);
    let last = english(to)?;
    let first = match english(from) {
        Some(first) => first,
        // The year stands only at the end.
        None => english(&format!("{from} {}", to.rsplit(' ').next()?))?,
    };
    Some(Birth { approximate, ..range(&printed, first, last)? })
}

/// `1945-1950`, which is no month of a year.
fn years(text: &str) -> Option<(&str, &str)> {
    text.split_once('-').filter(|(from, to)| [from, to].iter().all(|year| year.len() == 4))
}

fn strip_ignoring_case<'a>(text: &'a str, prefix: &str) -> Option<&'a str> {
    let (head, rest) = text.split_at_checked(prefix.len())?;
    head.eq_ignore_ascii_case(prefix).then(|| rest.trim_start())
}

fn split_ignoring_case<'a>(text: &'a str, word: &str) -> Option<(&'a str, &'a str)> {
    let at = text.to_ascii_lowercase().find(word)?;
    Some((text[..at].trim(), text[at + word.len()..].trim()))
}

/// A date of birth that is one date.
pub(crate) fn birth(printed: &str, date: PartialDate) -> Birth {
    Birth {
        printed: printed.to_owned(),
        date: Some(date),
        earliest: date.earliest(),
        latest: date.latest(),
        approximate: false,
        note: None,
    }
}

/// A date of birth in a range; `None` if it ends before it begins. A range within one date is that date.
pub(crate) fn range(printed: &str, first: PartialDate, last: PartialDate) -> Option<Birth> {
    let (earliest, latest) = (first.earliest(), last.latest());
    let date = (first == last).then_some(first).or_else(|| same_year(earliest, latest));
    (earliest <= latest).then(|| Birth {
        printed: printed.to_owned(),
        date,
        earliest,
        latest,
        approximate: false,
        note: None,
    })
}

/// The year that two days begin and end.
fn same_year(earliest: NaiveDate, latest: NaiveDate) -> Option<PartialDate> {
    let year: PartialDate = earliest.format("%Y").to_string().parse().ok()?;
    (year.earliest() == earliest && year.latest() == latest).then_some(year)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_read_as_printed() {
        let day = |text: &str| iso_day(text).map(|day| day.to_string());
        for text in ["2015-03-27", " 2015-03-27 ", "2015-03-27-04:00", "2015-03-27T23:59:00-04:00", "2015-03-27Z"] {
            assert_eq!(day(text).as_deref(), Some("2015-03-27"), "{text}");
        }
        for text in ["", "2015", "2015-03-2", "2015-02-30", "2015-03-27x", "Invalid date", "٢٠١٥-٠٣-٢٧"] {
            assert_eq!(day(text), None, "{text}");
        }
        assert_eq!(day_first("09/10/2026").unwrap().to_string(), "2026-10-09");
        assert_eq!(month_first("04/22/2020").unwrap().to_string(), "2020-04-22");
        assert_eq!(day_first("31/02/2026"), None);
        assert_eq!(iso_moment("2021-05-17T19:09:38.26-04:00").unwrap().to_string(), "2021-05-17 23:09:38.260");
    }

    #[test]
    fn partial_dates_of_the_uk_keep_their_precision() {
        let date = |text: &str| slashed_or_year(text).map(|date| date.to_string());
        for (text, expected) in [
            ("12/05/1958", Some("1958-05-12")),
            ("dd/mm/1945", Some("1945")),
            ("dd/05/1958", Some("1958-05")),
            ("00/09/1962", Some("1962-09")),
            ("1946", Some("1946")),
            ("31/02/1958", None),
            ("circa 1958", None),
            ("", None),
        ] {
            assert_eq!(date(text).as_deref(), expected, "{text}");
        }
    }

    #[test]
    fn births_in_words_become_ranges_of_days() {
        for (text, date, earliest, latest, approximate) in [
            ("03 May 1979", Some("1979-05-03"), "1979-05-03", "1979-05-03", false),
            ("May 1979", Some("1979-05"), "1979-05-01", "1979-05-31", false),
            ("1951", Some("1951"), "1951-01-01", "1951-12-31", false),
            ("circa 1951", Some("1951"), "1951-01-01", "1951-12-31", true),
            ("1955 to 1957", None, "1955-01-01", "1957-12-31", false),
            ("01 Jan 1955 to 31 Dec 1955", Some("1955"), "1955-01-01", "1955-12-31", false),
            ("circa 1955 to circa 1957", None, "1955-01-01", "1957-12-31", true),
            ("Between Aug. and Sep. 1977", None, "1977-08-01", "1977-09-30", false),
            ("1945 - 1950", None, "1945-01-01", "1950-12-31", false),
            ("1945-1950", None, "1945-01-01", "1950-12-31", false),
            ("Nov. 1973", Some("1973-11"), "1973-11-01", "1973-11-30", false),
        ] {
            let birth = birth_in_words(text).unwrap();
            assert_eq!(birth.date.map(|date| date.to_string()).as_deref(), date, "{text}");
            assert_eq!(
                (birth.earliest.to_string(), birth.latest.to_string()),
                (earliest.into(), latest.into()),
                "{text}"
            );
            assert_eq!(birth.approximate, approximate, "{text}");
            assert_eq!(birth.printed, text);
        }
        for text in ["", "30-35 years old", "32 May 1979", "Invalid date", "1957 to 1955", "Ma 1979", "1402 AH to"] {
            assert_eq!(birth_in_words(text), None, "{text}");
        }
        let year: PartialDate = "1977".parse().unwrap();
        assert_eq!(month_in(year, "Sep.").unwrap().to_string(), "1977-09");
        assert_eq!(month_in(year, "Approximately"), None);
    }
}
