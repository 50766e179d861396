//! Texts of limited length, and days.

use chrono::NaiveDate;
use sanad_model::PartialDate;
use toml::Spanned;
use toml::de::DeValue;

use super::value::{FromToml, Mistake, mistake};

/// A name, a title or a headline. Its length is limited, because it is indexed.
pub struct Caption(pub String);

/// Maximum length of a [`Caption`], in characters. Postgres indexes values of up to about 2,700 bytes.
const CAPTION_LIMIT: usize = 500;

impl From<Caption> for String {
    fn from(Caption(text): Caption) -> Self {
        text
    }
}

impl FromToml for Caption {
    fn expected() -> String {
        String::expected()
    }

    fn from_toml(value: &Spanned<DeValue<'_>>) -> Result<Self, Vec<Mistake>> {
        short_text(value, CAPTION_LIMIT).map(Self)
    }
}

/// The unit of the numbers of a figure.
pub struct Unit(pub String);

/// Maximum length of a [`Unit`], in characters.
const UNIT_LIMIT: usize = 40;

impl FromToml for Unit {
    fn expected() -> String {
        "a unit such as `USD` or `km`".to_owned()
    }

    fn from_toml(value: &Spanned<DeValue<'_>>) -> Result<Self, Vec<Mistake>> {
        short_text(value, UNIT_LIMIT).map(Self)
    }
}

/// Where in a text it is, if that is not a paragraph.
pub struct Locator(pub String);

/// Maximum length of a [`Locator`], in characters.
const LOCATOR_LIMIT: usize = 200;

impl FromToml for Locator {
    fn expected() -> String {
        "the number of an entry, an article of an act or another place in the text, such as `LYi.023`".to_owned()
    }

    fn from_toml(value: &Spanned<DeValue<'_>>) -> Result<Self, Vec<Mistake>> {
        short_text(value, LOCATOR_LIMIT).map(Self)
    }
}

fn short_text(value: &Spanned<DeValue<'_>>, limit: usize) -> Result<String, Vec<Mistake>> {
    let text = String::from_toml(value)?;
    let length = text.chars().count();
    if length > limit {
        return Err(mistake(
            value,
            format!("the string has {length} characters"),
            format!("expected at most {limit} characters"),
        ));
    }
    Ok(text)
}

/// A date that is precise to the day.
pub struct Day(pub NaiveDate);

impl FromToml for Day {
    fn expected() -> String {
        "a day such as \"2020-11-25\"".to_owned()
    }

    fn from_toml(value: &Spanned<DeValue<'_>>) -> Result<Self, Vec<Mistake>> {
        let date = PartialDate::from_toml(value)?;
        if date.earliest() == date.latest() {
            return Ok(Self(date.earliest()));
        }
        Err(mistake(value, format!("found {date}, which is no day"), format!("expected {}", Self::expected())))
    }
}
