//! Reading values from TOML.

use std::collections::HashSet;
use std::hash::Hash;
use std::str::FromStr;

use sanad_base::nearest::nearest;
use sanad_base::visible::quoted;
use sanad_model::{
    ArticleKind, AssetType, CountryCode, FIGURE_LIMIT, Gender, IdentifierKind, IncidentKind, Key, Language,
    LegalInstrumentKind, Localized, NameKind, OrganizationType, PartialDate, PlaceRelationshipKind, Qualifier,
    RelationshipKind, Role, SanctionAction, SanctionMeasure, Stance, Vocabulary,
};
use toml::Spanned;
use toml::de::DeValue;

use super::Caption;

/// A mistake in a value.
pub struct Mistake {
    /// The byte offset in the file.
    pub offset: usize,
    pub text: String,
    pub hint: String,
}

/// A type that can be read from a TOML value.
pub trait FromToml: Sized {
    /// A description of a valid value, such as "a string".
    fn expected() -> String;

    /// # Errors
    /// All mistakes in the value; at least one.
    fn from_toml(value: &Spanned<DeValue<'_>>) -> Result<Self, Vec<Mistake>>;
}

/// A string that is not blank, without the white space around it.
impl FromToml for String {
    fn expected() -> String {
        "a string".to_owned()
    }

    fn from_toml(value: &Spanned<DeValue<'_>>) -> Result<Self, Vec<Mistake>> {
        let text = written::<Self>(value)?.trim();
        if text.is_empty() {
            return Err(mistake(value, "the string is blank", "expected a string that is not blank"));
        }
        // A database may refuse control characters, and readers cannot see them.
        let is_forbidden = |character: &char| character.is_control() && !matches!(character, '\n' | '\r' | '\t');
        match text.chars().find(is_forbidden) {
            Some(character) => {
                let found = format!("the string contains the control character {}", quoted(&character.to_string()));
                Err(mistake(value, found, "remove it"))
            }
            None => Ok(text.to_owned()),
        }
    }
}

/// A key without dots: dots are reserved for derived keys.
impl FromToml for Key {
    fn expected() -> String {
        "a key of lower-case letters, digits and single hyphens, such as `mohamed-al-kani`".to_owned()
    }

    fn from_toml(value: &Spanned<DeValue<'_>>) -> Result<Self, Vec<Mistake>> {
        let key: Self = parsed(value, "a key")?;
        if key.as_str().contains('.') { Err(malformed::<Self>(value, key.as_str(), "a key")) } else { Ok(key) }
    }
}

/// A string such as `"2020-11"`, or a TOML date.
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
        "a BCP 47 language tag, such as `ar` or `en`".to_owned()
    }

    fn from_toml(value: &Spanned<DeValue<'_>>) -> Result<Self, Vec<Mistake>> {
        parsed(value, "a language tag")
    }
}

impl FromToml for CountryCode {
    fn expected() -> String {
        "an ISO 3166-1 code of two upper-case letters, such as `LY`".to_owned()
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
    ArticleKind,
    AssetType,
    Gender,
    IdentifierKind,
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
        mistake(value, format!("unknown value {}", quoted(word)), hint)
    })
}

/// A whole number that fits the `Int` of GraphQL, which has 32 bits and a sign.
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

/// The number of a figure.
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
        "a table with one text per language, the original first: { ar = \"…\", en = \"…\" }".to_owned()
    }

    fn from_toml(value: &Spanned<DeValue<'_>>) -> Result<Self, Vec<Mistake>> {
        by_language::<String>(value)
    }
}

/// A table of [`Caption`]s by language, the original first.
pub struct Captions(pub Localized);

impl FromToml for Captions {
    fn expected() -> String {
        Localized::expected()
    }

    fn from_toml(value: &Spanned<DeValue<'_>>) -> Result<Self, Vec<Mistake>> {
        by_language::<Caption>(value).map(Self)
    }
}

/// A list without duplicates.
impl<T: FromToml + Clone + Eq + Hash> FromToml for Vec<T> {
    fn expected() -> String {
        format!("a list in [ ]; each item is {}", T::expected())
    }

    fn from_toml(value: &Spanned<DeValue<'_>>) -> Result<Self, Vec<Mistake>> {
        let DeValue::Array(array) = value.get_ref() else {
            return Err(wrong_type::<Self>(value));
        };
        let mut mistakes = Vec::new();
        let mut seen = HashSet::new();
        let mut items = Self::new();
        for item in array {
            match T::from_toml(item) {
                Ok(read) if !seen.insert(read.clone()) => {
                    mistakes.extend(mistake(item, "this item is already in the list", "remove one of the two"));
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
        return Err(mistake(value, "the table is empty", expectation::<Localized>()));
    }
    // The original is the first in the file; the parser may keep fields in another order.
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
                let text = format!("the language `{language}` is given twice");
                mistakes.push(Mistake { offset, text, hint: "remove one of the two".to_owned() });
            }
            Ok(language) => match T::from_toml(text) {
                Ok(text) => texts.push((language, text.into())),
                Err(wrong) => mistakes.extend(wrong),
            },
        }
    }
    if mistakes.is_empty() { Ok(Localized::new(texts)) } else { Err(mistakes) }
}

/// The hint for a value that should be a `T`.
pub fn expectation<T: FromToml>() -> String {
    format!("expected {}", T::expected())
}

/// The type of a value, in words.
pub fn type_of(value: &DeValue<'_>) -> &'static str {
    match value {
        DeValue::String(_) => "a string",
        DeValue::Integer(_) => "a whole number",
        DeValue::Float(_) => "a decimal number",
        DeValue::Boolean(_) => "a boolean",
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
    mistake(value, format!("found {}", type_of(value.get_ref())), expectation::<T>())
}

pub(super) fn mistake(value: &Spanned<DeValue<'_>>, text: impl Into<String>, hint: impl Into<String>) -> Vec<Mistake> {
    vec![Mistake { offset: value.span().start, text: text.into(), hint: hint.into() }]
}
