//! What a load changed, as `sanad seed` prints it.

use std::fmt;

use comfy_table::{CellAlignment, Table, presets};
use sanad_database::store::{Counted, Tallies, Tally};
use sanad_model::{Key, NodeKind};

/// What a load changed, by type of record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Changes {
    /// The key of the data set.
    pub dataset: String,
    /// The revision of the database after the load.
    pub revision: i64,
    pub records: Vec<RecordChanges>,
}

/// What a load changed in one type of record.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RecordChanges {
    /// The type of record, in the plural: `articles`.
    pub sort: &'static str,
    pub tally: Tally,
}

impl Changes {
    pub(super) fn new(dataset: &Key, tallies: Tallies, revision: i64) -> Self {
        let records = SORTS
            .iter()
            .map(|(counted, sort)| RecordChanges { sort, tally: tallies.get(counted).copied().unwrap_or_default() });
        Self { dataset: dataset.to_string(), revision, records: records.collect() }
    }

    /// Whether the database already matched the data set, so that nothing was written.
    pub fn is_empty(&self) -> bool {
        !self.records.iter().any(|record| record.tally.is_change())
    }
}

/// Everything that is counted, in the order of the rows in the table.
const SORTS: [(Counted, &str); 17] = [
    (Counted::Node(NodeKind::Dataset), "data sets"),
    (Counted::Node(NodeKind::Article), "articles"),
    (Counted::Body, "bodies"),
    (Counted::Mention, "mentions"),
    (Counted::Node(NodeKind::Actor), "actors"),
    (Counted::Node(NodeKind::Organization), "organizations"),
    (Counted::Node(NodeKind::Asset), "assets"),
    (Counted::Node(NodeKind::Place), "places"),
    (Counted::Node(NodeKind::LegalInstrument), "legal instruments"),
    (Counted::Name, "names"),
    (Counted::Node(NodeKind::Relationship), "relationships"),
    (Counted::Node(NodeKind::PlaceRelationship), "place relationships"),
    (Counted::Node(NodeKind::SanctionEvent), "sanction events"),
    (Counted::Node(NodeKind::Incident), "incidents"),
    (Counted::Node(NodeKind::Participation), "participations"),
    (Counted::Node(NodeKind::Figure), "figures"),
    (Counted::Evidence, "pieces of evidence"),
];

impl fmt::Display for Changes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.is_empty() {
            return write!(f, "nothing changed: `{}` is up to date, revision {}", self.dataset, self.revision);
        }
        let mut table = Table::new();
        table.load_preset(presets::NOTHING);
        table.set_header([&self.dataset, "now", "added", "changed", "removed"]);
        for RecordChanges { sort, tally } in &self.records {
            let Tally { now, added, changed, removed } = tally;
            let numbers = [now, added, changed, removed].map(ToString::to_string);
            table.add_row([(*sort).to_owned()].into_iter().chain(numbers));
        }
        for column in table.column_iter_mut().skip(1) {
            column.set_cell_alignment(CellAlignment::Right);
        }
        write!(f, "{}\nrevision {}", table.trim_fmt(), self.revision)
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;
    use sanad_model::Vocabulary;

    fn changes(tally: Tally) -> Changes {
        let tallies = BTreeMap::from([(Counted::Node(NodeKind::Article), tally)]);
        Changes::new(&"libya".parse().unwrap(), tallies, 7)
    }

    #[test]
    fn changes_print_as_a_table() {
        let printed = changes(Tally { now: 15, added: 2, changed: 1, removed: 0 }).to_string();
        let lines: Vec<&str> = printed.lines().collect();
        assert_eq!(lines[0].split_whitespace().collect::<Vec<_>>(), ["libya", "now", "added", "changed", "removed"]);
        assert!(lines.iter().any(|line| line.split_whitespace().eq(["articles", "15", "2", "1", "0"])), "{printed}");
        assert_eq!(lines.last(), Some(&"revision 7"));
    }

    #[test]
    fn everything_that_is_counted_has_a_row() {
        // A new variant does not compile until it is added here too.
        let others = |counted| match counted {
            Counted::Node(_) | Counted::Name | Counted::Body | Counted::Mention | Counted::Evidence => counted,
        };
        let others = [Counted::Name, Counted::Body, Counted::Mention, Counted::Evidence].map(others);
        let all: Vec<Counted> = NodeKind::ALL.iter().copied().map(Counted::Node).chain(others).collect();
        for counted in &all {
            assert!(SORTS.iter().any(|(listed, _)| listed == counted), "{counted:?} has no row");
        }
        assert_eq!(SORTS.len(), all.len());
    }

    #[test]
    fn no_change_prints_as_such() {
        let unchanged = changes(Tally { now: 15, ..Tally::default() });
        assert!(unchanged.is_empty());
        assert_eq!(unchanged.to_string(), "nothing changed: `libya` is up to date, revision 7");
    }
}
