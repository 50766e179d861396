//! The main table of a page as CSV (RFC 4180), which spreadsheets read as UTF-8 by its byte order mark.

use super::rows::{
    article, case, datasets, event, fact, instrument, network, party, paths, place, sanctioned, sanctions, search,
    timeline,
};
use crate::address::{End, Ends, Page, Tab};
use crate::views::Context;

const BYTE_ORDER_MARK: &str = "\u{feff}";

/// The rows of a table; the first has the names of the columns, which are those of the schema.
pub struct Table(Vec<Vec<String>>);

impl Table {
    pub fn new(columns: &[&str]) -> Self {
        Self(vec![columns.iter().map(|column| (*column).to_owned()).collect()])
    }

    pub fn row(&mut self, cells: impl IntoIterator<Item = String>) {
        self.0.push(cells.into_iter().map(|cell| harmless(&cell)).collect());
    }

    pub fn text(&self) -> String {
        let mut writer = csv::Writer::from_writer(Vec::new());
        // Writing to memory does not fail, and all rows have as many cells as the first.
        let written = self.0.iter().try_for_each(|row| writer.write_record(row)).ok();
        let bytes = written.and_then(|()| writer.into_inner().ok()).unwrap_or_default();
        format!("{BYTE_ORDER_MARK}{}", String::from_utf8_lossy(&bytes))
    }
}

/// The cell, which no spreadsheet takes for a formula.
fn harmless(cell: &str) -> String {
    let is_number = cell.parse::<f64>().is_ok();
    if !is_number && cell.starts_with(['=', '+', '-', '@', '\t', '\r']) { format!("'{cell}") } else { cell.to_owned() }
}

/// The main table of the page.
///
/// # Errors
/// When the data is not an answer to the page's document.
pub fn csv(cx: &Context<'_>, data: &str) -> serde_json::Result<String> {
    let table = match &cx.address.page {
        Page::Search { text, .. } if text.is_empty() => Table::new(&["type", "key", "name", "match"]),
        Page::Search { .. } => search(&serde_json::from_str(data)?),
        Page::Party { tab: Tab::Facts { .. }, .. } => party(&serde_json::from_str(data)?),
        Page::Event { .. } => event(&serde_json::from_str(data)?),
        Page::Case { .. } => case(&serde_json::from_str(data)?),
        Page::Article { .. } => article(&serde_json::from_str(data)?),
        Page::Fact { .. } => fact(&serde_json::from_str(data)?),
        Page::Place { .. } => place(&serde_json::from_str(data)?),
        Page::Instrument { .. } => instrument(&serde_json::from_str(data)?),
        Page::Sanctioned { .. } => sanctioned(&serde_json::from_str(data)?),
        Page::Sanctions { .. } => sanctions(&serde_json::from_str(data)?),
        Page::Party { tab: Tab::Network(_), .. } => network(&serde_json::from_str(data)?),
        Page::Party { tab: Tab::Timeline { .. }, .. } => timeline(&serde_json::from_str(data)?),
        Page::Paths(Ends { from: End::Known(_), to: End::Known(_) }) => paths(&serde_json::from_str(data)?),
        Page::Datasets => datasets(&serde_json::from_str(data)?),
        Page::Paths(_) | Page::Screen | Page::Home | Page::About => Table::new(&["key"]),
    };
    Ok(table.text())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_are_quoted_and_start_no_formula() {
        let mut table = Table::new(&["a", "b"]);
        table.row(["=1+1".to_owned(), "x, \"y\"\nz".to_owned()]);
        table.row(["-5".to_owned(), "ترهونة".to_owned()]);
        assert_eq!(table.text(), "\u{feff}a,b\n'=1+1,\"x, \"\"y\"\"\nz\"\n-5,ترهونة\n");
    }
}
