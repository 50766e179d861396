//! What taking an edition did, for people and as JSON.

use std::collections::BTreeMap;
use std::fmt;

use chrono::NaiveDate;
use comfy_table::{CellAlignment, Table, presets};
use sanad_base::visible::{quoted, visible};
use sanad_model::{SanctionAction, Vocabulary};
use serde::Serialize;

use crate::edition::Head;
use crate::editions::{Event, Tally};
use crate::words::{LeftOut, Notes};

/// What taking one edition did.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Report {
    /// Where the edition comes from.
    pub source: String,
    /// The word of the list: `UN`.
    pub list: &'static str,
    /// The format, in words.
    pub format: &'static str,
    /// The day of the edition.
    pub date: NaiveDate,
    /// Whether that day comes from the name of the file, because the format has none.
    pub dated_by_name: bool,
    /// The entries.
    #[serde(flatten)]
    pub tally: Tally,
    /// The events that follow.
    pub events: EventTally,
    /// By reason, what was left out.
    pub left_out: BTreeMap<&'static str, LeftOut>,
    /// By table, the words that are not in it, and how often they occur.
    pub unknown_words: BTreeMap<&'static str, BTreeMap<String, u64>>,
}

/// How many events there are of each kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
pub struct EventTally {
    /// Sanctions came into force.
    pub imposed: u64,
    /// Sanctions in force were changed.
    pub amended: u64,
    /// Sanctions ended.
    pub lifted: u64,
}

impl EventTally {
    /// Counts these events too.
    pub fn add(&mut self, events: &[Event]) {
        for event in events {
            match event.action {
                SanctionAction::Imposed => self.imposed += 1,
                SanctionAction::Lifted => self.lifted += 1,
                _ => self.amended += 1,
            }
        }
    }
}

impl Report {
    /// The report of an edition that was read to its end.
    pub fn new(source: &str, head: &Head, notes: &Notes, tally: Tally, events: EventTally) -> Self {
        Self {
            source: source.to_owned(),
            list: head.list.word(),
            format: head.format.word(),
            date: head.date,
            dated_by_name: head.is_dated_by_name,
            tally,
            events,
            left_out: notes.left_out_by_reason().clone(),
            unknown_words: notes.unknown_words().clone(),
        }
    }
}

/// How many of the unknown words of a table are shown.
const WORDS_SHOWN: usize = 8;

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let by_name = if self.dated_by_name { " (by the name of the file)" } else { "" };
        writeln!(f, "{}: {}, edition of {}{by_name}", visible(&self.source), self.format, self.date)?;
        let Tally { read, added, returned, changed, removed, duplicates } = self.tally;
        let EventTally { imposed, amended, lifted } = self.events;
        let mut table = Table::new();
        table.load_preset(presets::NOTHING);
        for (what, number) in [
            ("entries read", read),
            ("added", added),
            ("returned", returned),
            ("changed", changed),
            ("removed", removed),
            ("numbers that stand twice", duplicates),
            ("events: imposed", imposed),
            ("events: amended", amended),
            ("events: lifted", lifted),
        ] {
            table.add_row([what.to_owned(), number.to_string()]);
        }
        for (reason, LeftOut { count, examples }) in &self.left_out {
            let examples: Vec<_> = examples.iter().map(|example| quoted(example)).collect();
            table.add_row([format!("left out: {reason}"), count.to_string(), examples.join(", ")]);
        }
        for (name, words) in &self.unknown_words {
            let mut words: Vec<_> = words.iter().collect();
            words.sort_by_key(|(_, count)| std::cmp::Reverse(**count));
            let count: u64 = words.iter().map(|(_, count)| **count).sum();
            let shown: Vec<_> =
                words.iter().take(WORDS_SHOWN).map(|(word, count)| format!("{} ({count})", quoted(word))).collect();
            let more =
                words.len().checked_sub(WORDS_SHOWN).filter(|more| *more > 0).map(|more| format!(" and {more} more"));
            table.add_row([
                format!("unknown words: {name}"),
                count.to_string(),
                shown.join(", ") + more.as_deref().unwrap_or_default(),
            ]);
        }
        if let Some(column) = table.column_mut(1) {
            column.set_cell_alignment(CellAlignment::Right);
        }
        write!(f, "{}", table.trim_fmt())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::list::List;
    use crate::recognise::Format;
    use crate::words::Table as Words;

    #[test]
    fn a_report_is_a_table_and_json() {
        let mut notes = Notes::default();
        notes.entry = "LYi.901".to_owned();
        notes.left_out("the date of birth is none", "\u{1b}[31mx");
        notes.unknown(Words::Countries, "Atlantis");
        notes.unknown(Words::Countries, "Atlantis");
        let head = Head {
            list: List::Un,
            format: Format::Un,
            date: "2024-01-27".parse().unwrap(),
            moment: None,
            printed: String::new(),
            is_dated_by_name: false,
            is_delta: false,
        };
        let tally = Tally { read: 869, changed: 3, ..Tally::default() };
        let report = Report::new("un.xml", &head, &notes, tally, EventTally { amended: 2, ..EventTally::default() });
        let printed = report.to_string();
        let has = |words: &[&str]| printed.lines().any(|line| words.iter().all(|word| line.contains(word)));
        assert!(
            has(&["un.xml: the consolidated list of the UN Security Council (XML), edition of 2024-01-27"]),
            "{printed}"
        );
        assert!(has(&["entries read", "869"]) && has(&["events: amended", "2"]), "{printed}");
        assert!(has(&["left out: the date of birth is none", "1", "`LYi.901: \\u{1b}[31mx`"]), "{printed}");
        assert!(has(&["unknown words: countries", "2", "`Atlantis` (2)"]), "{printed}");
        let json: serde_json::Value = serde_json::from_str(&serde_json::to_string(&report).unwrap()).unwrap();
        assert_eq!((&json["read"], &json["date"], &json["list"]), (&869.into(), &"2024-01-27".into(), &"UN".into()));
        assert_eq!(json["unknown_words"]["countries"]["Atlantis"], 2);
        assert_eq!(json["left_out"]["the date of birth is none"]["count"], 1);
    }
}
