//! `paragraphs`: the cited paragraphs of an article.

use toml::Spanned;
use toml::de::DeValue;

use crate::reader::{Fields, FromToml, Mistake};

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

/// The paragraph numbers in ascending order; at least one.
pub fn read(fields: &mut Fields<'_>) -> Option<Vec<u32>> {
    let mut paragraphs: Vec<Paragraph> = fields.required("paragraphs")?;
    if paragraphs.is_empty() {
        let hint = "expected at least one paragraph number, counted from 1";
        fields.complain(fields.spot_of("paragraphs"), "`paragraphs`: the list is empty", hint);
        return None;
    }
    paragraphs.sort();
    Some(paragraphs.into_iter().map(|Paragraph(number)| number).collect())
}
