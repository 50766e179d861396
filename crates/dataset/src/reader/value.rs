//! The values that fields can have.

use std::collections::HashSet;
use std::hash::Hash;
use std::str::FromStr;

use sanad_base::visible::quoted;
use sanad_model::{
    CountryCode, FIGURE_LIMIT, Gender, IncidentKind, Key, Language, LegalInstrumentKind, Localized, NameKind,
    OrganizationType, PartialDate, PlaceRelationshipKind, Qualifier, RelationshipKind, Role, SanctionAction,
    SanctionMeasure, Stance, Vocabulary,
};
use toml::Spanned;
use toml::de::DeValue;

use super::nearest;

/// What is wrong with a value.
pub struct Mistake {
    /// The byte of the file at which it stands.
    pub offset: usize,
    pub text: String,
    pub hint: String,
}

/// What can be read from a TOML value.
pub trait FromToml: Sized {
    /// What the value should be, such as "a text".
    fn expected() -> String;

    /// # Errors
    /// All that is wrong with the value; at least one thing.
    fn from_toml(value: &Spanned<DeValue<'_>>) -> Result<Self, Vec<Mistake>>;
}

/// A text that says something. White space around it is dropped.
impl FromToml for String {
    fn expected() -> String {
        "a text".to_owned()
    }

    fn from_toml(value: &Spanned<DeValue<'_>>) -> Result<Self, Vec<Mistake>> {
        let text = written::<Self>(value)?.trim();
        if text.is_empty() {
            return Err(mistake(value, "an empty text", "expected a text that is not blank"));
        }
        // A database may refuse control characters, and no reader sees them.
        let is_forbidden = |character: &char| character.is_control() && !matches!(character, '\n' | '\r' | '\t');
        match text.chars().find(is_forbidden) {
            Some(character) => {
                let found = format!("the text has the control character {}", quoted(&character.to_string()));
                Err(mistake(value, found, "take it out"))
            }
            None => Ok(text.to_owned()),
        }
    }
}

/// What something is called: a name, a title, a headline. It is sorted and searched by, so it has a limit.
pub struct Caption(pub String);

/// The longest [`Caption`], in characters. Postgres takes some 2,700 bytes into an index.
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

/// What the number of a figure is a number of.
pub struct Unit(pub String);

/// The longest [`Unit`], in characters.
const UNIT_LIMIT: usize = 40;

impl FromToml for Unit {
    fn expected() -> String {
        "a unit such as `USD` or `km`".to_owned()
    }

    fn from_toml(value: &Spanned<DeValue<'_>>) -> Result<Self, Vec<Mistake>> {
        short_text(value, UNIT_LIMIT).map(Self)
    }
}

fn short_text(value: &Spanned<DeValue<'_>>, limit: usize) -> Result<String, Vec<Mistake>> {
    let text = String::from_toml(value)?;
    let length = text.chars().count();
    if length > limit {
        return Err(mistake(
            value,
            format!("a text of {length} characters"),
            format!("shorten it; {limit} is the limit"),
        ));
    }
    Ok(text)
}

/// A key of its own or of another record: without dots, which join the keys that are made of others.
impl FromToml for Key {
    fn expected() -> String {
        "a key such as `mohamed-al-kani`: lower-case letters and digits in parts joined by hyphens".to_owned()
    }

    fn from_toml(value: &Spanned<DeValue<'_>>) -> Result<Self, Vec<Mistake>> {
        let key: Self = parsed(value, "a key")?;
        if key.as_str().contains('.') { Err(malformed::<Self>(value, key.as_str(), "a key")) } else { Ok(key) }
    }
}

/// A text such as `2020-11`, or a day as TOML writes one.
impl FromToml for PartialDate {
    fn expected() -> String {
        "a date such as \"2020\", \"2020-11\" or \"2020-11-25\"".to_owned()
    }

    fn from_toml(value: &Spanned<DeValue<'_>>) -> Result<Self, Vec<Mistake>> {
        let DeValue::Datetime(datetime) = value.get_ref() else {
            return parsed(value, "a date");
        };
        let text = datetime.to_string();
        text.parse().map_err(|_| malformed::<Self>(value, &text, "a date"))
    }
}

impl FromToml for Language {
    fn expected() -> String {
        "a language tag of BCP 47, such as `ar` or `en`".to_owned()
    }

    fn from_toml(value: &Spanned<DeValue<'_>>) -> Result<Self, Vec<Mistake>> {
        parsed(value, "a language tag")
    }
}

impl FromToml for CountryCode {
    fn expected() -> String {
        "two upper-case letters of ISO 3166-1, such as `LY`".to_owned()
    }

    fn from_toml(value: &Spanned<DeValue<'_>>) -> Result<Self, Vec<Mistake>> {
        parsed(value, "a country code")
    }
}

/// Reads the words of each vocabulary: all of them at once would be in the way of the other types.
macro_rules! words_from_toml {
    ($($vocabulary:ty),+ $(,)?) => {$(
        impl FromToml for $vocabulary {
            fn expected() -> String {
                format!("one of {}", Self::words().join(", "))
            }

            fn from_toml(value: &Spanned<DeValue<'_>>) -> Result<Self, Vec<Mistake>> {
                word(value)
            }
        }
    )+};
}

words_from_toml!(
    Gender,
    IncidentKind,
    LegalInstrumentKind,
    NameKind,
    OrganizationType,
    PlaceRelationshipKind,
    Qualifier,
    RelationshipKind,
    Role,
    SanctionAction,
    SanctionMeasure,
    Stance,
);

fn word<V: Vocabulary + FromToml>(value: &Spanned<DeValue<'_>>) -> Result<V, Vec<Mistake>> {
    let word = written::<V>(value)?;
    word.parse().map_err(|_| {
        let hint = match nearest(word, V::words().into_iter()) {
            Some(near) => format!("did you mean `{near}`?"),
            None => format!("expected {}", V::expected()),
        };
        mistake(value, format!("unknown word {}", quoted(word)), hint)
    })
}

/// A number of things, from none. GraphQL's whole numbers end where those of 32 bits with a sign do.
impl FromToml for u32 {
    fn expected() -> String {
        format!("a whole number from 0 to {}", i32::MAX)
    }

    fn from_toml(value: &Spanned<DeValue<'_>>) -> Result<Self, Vec<Mistake>> {
        let number = whole_number::<Self>(value, i64::from(i32::MAX))?;
        // It is within the limit.
        Ok(number as Self)
    }
}

/// A number of a figure, from none.
impl FromToml for i64 {
    fn expected() -> String {
        format!("a whole number from 0 to {FIGURE_LIMIT}")
    }

    fn from_toml(value: &Spanned<DeValue<'_>>) -> Result<Self, Vec<Mistake>> {
        whole_number::<Self>(value, FIGURE_LIMIT)
    }
}

fn whole_number<T: FromToml>(value: &Spanned<DeValue<'_>>, limit: i64) -> Result<i64, Vec<Mistake>> {
    let DeValue::Integer(integer) = value.get_ref() else {
        return Err(wrong_type::<T>(value));
    };
    let number =
        i64::from_str_radix(integer.as_str(), integer.radix()).ok().filter(|number| (0..=limit).contains(number));
    number.ok_or_else(|| mistake(value, format!("found {}", quoted(&integer.to_string())), expectation::<T>()))
}

impl FromToml for bool {
    fn expected() -> String {
        "true or false".to_owned()
    }

    fn from_toml(value: &Spanned<DeValue<'_>>) -> Result<Self, Vec<Mistake>> {
        match value.get_ref() {
            DeValue::Boolean(read) => Ok(*read),
            _ => Err(wrong_type::<Self>(value)),
        }
    }
}

impl FromToml for f64 {
    fn expected() -> String {
        "a number".to_owned()
    }

    fn from_toml(value: &Spanned<DeValue<'_>>) -> Result<Self, Vec<Mistake>> {
        let (text, number) = match value.get_ref() {
            DeValue::Float(float) => (float.to_string(), float.as_str().parse::<Self>().ok()),
            DeValue::Integer(integer) if integer.radix() == 10 => {
                (integer.to_string(), integer.as_str().parse::<Self>().ok())
            }
            _ => return Err(wrong_type::<Self>(value)),
        };
        let number = number.filter(|number| number.is_finite());
        number.ok_or_else(|| mistake(value, format!("found {}", quoted(&text)), "expected a finite number"))
    }
}

/// A table of texts by language, the original first.
impl FromToml for Localized {
    fn expected() -> String {
        "a text per language, the original first: { ar = \"…\", en = \"…\" }".to_owned()
    }

    fn from_toml(value: &Spanned<DeValue<'_>>) -> Result<Self, Vec<Mistake>> {
        by_language::<String>(value)
    }
}

/// What something is called in each language: a table of [`Caption`]s.
pub struct Captions(pub Localized);

impl FromToml for Captions {
    fn expected() -> String {
        Localized::expected()
    }

    fn from_toml(value: &Spanned<DeValue<'_>>) -> Result<Self, Vec<Mistake>> {
        by_language::<Caption>(value).map(Self)
    }
}

/// A list in which each thing is there once.
impl<T: FromToml + Clone + Eq + Hash> FromToml for Vec<T> {
    fn expected() -> String {
        format!("a list in [ ], each {}", T::expected())
    }

    fn from_toml(value: &Spanned<DeValue<'_>>) -> Result<Self, Vec<Mistake>> {
        let DeValue::Array(array) = value.get_ref() else {
            return Err(wrong_type::<Self>(value));
        };
        let mut mistakes = Vec::new();
        let mut met = HashSet::new();
        let mut items = Self::new();
        for item in array {
            match T::from_toml(item) {
                Ok(read) if !met.insert(read.clone()) => {
                    mistakes.extend(mistake(item, "the same is in the list twice", "leave one out"));
                }
                Ok(read) => items.push(read),
                Err(wrong) => mistakes.extend(wrong),
            }
        }
        if mistakes.is_empty() { Ok(items) } else { Err(mistakes) }
    }
}

fn by_language<T: FromToml + Into<String>>(value: &Spanned<DeValue<'_>>) -> Result<Localized, Vec<Mistake>> {
    let DeValue::Table(table) = value.get_ref() else {
        return Err(wrong_type::<Localized>(value));
    };
    if table.is_empty() {
        return Err(mistake(value, "no text in any language", expectation::<Localized>()));
    }
    // The original is the first in the file, whatever the order in which the parser keeps fields.
    let mut in_order: Vec<_> = table.iter().collect();
    in_order.sort_by_key(|(tag, _)| tag.span().start);
    let mut mistakes = Vec::new();
    let mut languages = HashSet::new();
    let mut texts = Vec::new();
    for (tag, text) in in_order {
        let offset = tag.span().start;
        let hint = expectation::<Language>();
        match tag.get_ref().parse::<Language>() {
            Err(_) => {
                let text = format!("{} is not a language tag", quoted(tag.get_ref()));
                mistakes.push(Mistake { offset, text, hint });
            }
            Ok(language) if !languages.insert(language.clone()) => {
                let text = format!("the language `{language}` is there twice");
                mistakes.push(Mistake { offset, text, hint: "leave one out".to_owned() });
            }
            Ok(language) => match T::from_toml(text) {
                Ok(text) => texts.push((language, text.into())),
                Err(wrong) => mistakes.extend(wrong),
            },
        }
    }
    if mistakes.is_empty() { Ok(Localized::new(texts)) } else { Err(mistakes) }
}

/// What to tell the author of a value that should have been a `T`.
pub fn expectation<T: FromToml>() -> String {
    format!("expected {}", T::expected())
}

/// What sort of value is there, in words.
pub fn sort_of(value: &DeValue<'_>) -> &'static str {
    match value {
        DeValue::String(_) => "a text",
        DeValue::Integer(_) => "a whole number",
        DeValue::Float(_) => "a number with a fraction",
        DeValue::Boolean(_) => "true or false",
        DeValue::Datetime(_) => "a date or time",
        DeValue::Array(_) => "a list",
        DeValue::Table(_) => "a table",
    }
}

fn written<'v, T: FromToml>(value: &'v Spanned<DeValue<'_>>) -> Result<&'v str, Vec<Mistake>> {
    value.get_ref().as_str().ok_or_else(|| wrong_type::<T>(value))
}

fn parsed<T: FromToml + FromStr>(value: &Spanned<DeValue<'_>>, what: &str) -> Result<T, Vec<Mistake>> {
    let text = written::<T>(value)?;
    text.parse().map_err(|_| malformed::<T>(value, text, what))
}

fn malformed<T: FromToml>(value: &Spanned<DeValue<'_>>, text: &str, what: &str) -> Vec<Mistake> {
    mistake(value, format!("{} is not {what}", quoted(text)), expectation::<T>())
}

fn wrong_type<T: FromToml>(value: &Spanned<DeValue<'_>>) -> Vec<Mistake> {
    mistake(value, format!("found {}", sort_of(value.get_ref())), expectation::<T>())
}

fn mistake(value: &Spanned<DeValue<'_>>, text: impl Into<String>, hint: impl Into<String>) -> Vec<Mistake> {
    vec![Mistake { offset: value.span().start, text: text.into(), hint: hint.into() }]
}
