//! Languages, countries, and text in several languages.

use std::fmt;
use std::str::FromStr;

use serde::ser::SerializeMap;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// A BCP 47 language tag, in lower case: `ar`, `en`, `zh-hant`.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Language(String);

/// A text that is not a language tag.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{}` is not a language tag: expected a BCP 47 tag, such as `ar` or `en`", .0.chars().take(40).collect::<String>())]
pub struct MalformedLanguage(pub String);

impl Language {
    pub fn as_str(&self) -> &str {
        &self.0
    }

    pub fn english() -> Self {
        Self("en".to_owned())
    }

    /// The tag of texts whose language is not known.
    pub fn undetermined() -> Self {
        Self("und".to_owned())
    }

    /// The tag, then broader tags, each without the last part of the one before: the lookup of RFC 4647, section 3.4.
    pub fn lookup(&self) -> impl Iterator<Item = &str> {
        std::iter::successors(Some(self.as_str()), |tag| tag.rsplit_once('-').map(|(broader, _)| broader))
    }
}

impl FromStr for Language {
    type Err = MalformedLanguage;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let mut subtags = text.split('-');
        let is_primary = |tag: &str| (2..=3).contains(&tag.len()) && tag.bytes().all(|b| b.is_ascii_alphabetic());
        let is_subtag = |tag: &str| (1..=8).contains(&tag.len()) && tag.bytes().all(|b| b.is_ascii_alphanumeric());
        if text.len() <= 35 && subtags.next().is_some_and(is_primary) && subtags.all(is_subtag) {
            Ok(Self(text.to_ascii_lowercase()))
        } else {
            Err(MalformedLanguage(text.to_owned()))
        }
    }
}

impl fmt::Display for Language {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// An ISO 3166-1 alpha-2 country code, in upper case: `LY`.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct CountryCode(String);

/// A text that is not a country code.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{}` is not a country code: expected two upper-case letters of ISO 3166-1, such as `LY`", .0.chars().take(40).collect::<String>())]
pub struct MalformedCountry(pub String);

impl CountryCode {
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for CountryCode {
    type Err = MalformedCountry;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        if text.len() == 2 && text.bytes().all(|byte| byte.is_ascii_uppercase()) {
            Ok(Self(text.to_owned()))
        } else {
            Err(MalformedCountry(text.to_owned()))
        }
    }
}

impl fmt::Display for CountryCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// A text in one or more languages, the original first.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub struct Localized(Vec<(Language, String)>);

impl Localized {
    /// The first text is the original.
    pub fn new(texts: Vec<(Language, String)>) -> Self {
        Self(texts)
    }

    /// The text in the first of these languages that has one, or in a broader one; otherwise the original.
    pub fn text(&self, preferred: &[Language]) -> Option<&str> {
        let in_language = |tag: &str| self.0.iter().find(|(language, _)| language.as_str() == tag);
        let found = preferred.iter().flat_map(Language::lookup).find_map(in_language);
        found.or(self.0.first()).map(|(_, text)| text.as_str())
    }

    pub fn iter(&self) -> impl Iterator<Item = (&Language, &str)> {
        self.0.iter().map(|(tag, text)| (tag, text.as_str()))
    }
}

impl Serialize for Localized {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(self.0.len()))?;
        for (language, text) in self.iter() {
            map.serialize_entry(language.as_str(), text)?;
        }
        map.end()
    }
}

impl<'de> Deserialize<'de> for Localized {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Texts;

        impl<'de> serde::de::Visitor<'de> for Texts {
            type Value = Localized;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a map of language tags to texts")
            }

            fn visit_map<A: serde::de::MapAccess<'de>>(self, mut map: A) -> Result<Localized, A::Error> {
                let mut texts = Vec::with_capacity(map.size_hint().unwrap_or(2));
                while let Some((tag, text)) = map.next_entry::<String, String>()? {
                    let language = tag.parse().map_err(serde::de::Error::custom)?;
                    texts.push((language, text));
                }
                Ok(Localized(texts))
            }
        }

        deserializer.deserialize_map(Texts)
    }
}

impl fmt::Display for Localized {
    /// The JSON object that is stored.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&serde_json::to_string(self).map_err(|_| fmt::Error)?)
    }
}

impl FromStr for Localized {
    type Err = serde_json::Error;

    fn from_str(json: &str) -> Result<Self, Self::Err> {
        serde_json::from_str(json)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_missing_language_falls_back_to_the_original() {
        let text: Localized = r#"{"ar":"ليبيا","en":"Libya"}"#.parse().unwrap();
        let language = |tag: &str| tag.parse::<Language>().unwrap();
        for (preferred, expected) in [
            (&["en"][..], "Libya"),
            (&["fr"], "ليبيا"),
            (&["en-US"], "Libya"),
            (&["fr", "en-GB", "ar"], "Libya"),
            (&["ar", "en"], "ليبيا"),
            (&[], "ليبيا"),
        ] {
            let preferred: Vec<Language> = preferred.iter().map(|tag| language(tag)).collect();
            assert_eq!(text.text(&preferred), Some(expected), "{preferred:?}");
        }
        assert_eq!(text.to_string(), r#"{"ar":"ليبيا","en":"Libya"}"#);
    }

    #[test]
    fn tags_and_codes_are_checked() {
        assert_eq!("zh-Hant".parse::<Language>().unwrap().as_str(), "zh-hant");
        for text in ["", "a", "arabic", "ar_LY", "ar-", "ع"] {
            assert!(text.parse::<Language>().is_err(), "{text:?}");
        }
        assert_eq!("LY".parse::<CountryCode>().unwrap().as_str(), "LY");
        for text in ["", "ly", "LBY", "L1"] {
            assert!(text.parse::<CountryCode>().is_err(), "{text:?}");
        }
    }
}
