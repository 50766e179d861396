//! `paragraphs` or `locator`: where in an article something is.

use toml::Spanned;
use toml::de::DeValue;

use crate::reader::{Fields, FromToml, Locator, Mistake};
use crate::records::Cited;

/// A paragraph number, counted from 1.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
struct Paragraph(u32);

impl FromToml for Paragraph {
    fn expected() -> String {
        "a paragraph number, counted from 1".to_owned()
    }

    fn from_toml(value: &Spanned<DeValue<'_>>) -> Result<Self, Vec<Mistake>> {
        let hint = || format!("expected {}", Self::expected());
        let zero = || Mistake { offset: value.span().start, text: "found `0`".to_owned(), hint: hint() };
        match u32::from_toml(value) {
            Ok(0) => Err(vec![zero()]),
            Ok(number) => Ok(Self(number)),
            Err(mistakes) => Err(mistakes.into_iter().map(|wrong| Mistake { hint: hint(), ..wrong }).collect()),
        }
    }
}

/// Either paragraphs or a locator.
pub fn read(fields: &mut Fields<'_>) -> Option<Cited> {
    let paragraphs: Option<Vec<Paragraph>> = fields.optional("paragraphs");
    let locator = fields.optional("locator").map(|Locator(text)| text);
    match (fields.has("paragraphs"), fields.has("locator")) {
        (true, true) => {
            let hint = "expected paragraphs of an article, or a locator, such as the number of an entry in a list";
            fields.complain(fields.spot_of("locator"), "`locator` is given beside `paragraphs`", hint);
            None
        }
        (false, true) => locator.map(Cited::Locator),
        (true, false) => in_order(fields, paragraphs?).map(Cited::Paragraphs),
        (false, false) => {
            let hint = "expected a list of paragraph numbers, counted from 1, or a `locator` such as `LYi.023`";
            fields.add_missing("paragraphs", "neither `paragraphs` nor `locator` is given", hint);
            None
        }
    }
}

/// The paragraph numbers in ascending order; at least one.
fn in_order(fields: &Fields<'_>, mut paragraphs: Vec<Paragraph>) -> Option<Vec<u32>> {
    if paragraphs.is_empty() {
        let hint = "expected at least one paragraph number, counted from 1";
        fields.complain(fields.spot_of("paragraphs"), "`paragraphs`: the list is empty", hint);
        return None;
    }
    paragraphs.sort();
    Some(paragraphs.into_iter().map(|Paragraph(number)| number).collect())
}
