//! Types that are stored as text, besides the domain's types in `sanad_model`.

use sanad_model::read_from_text;

use super::revision::Token;

read_from_text!(JsonList<String>, JsonList<i32>, Token);

/// A short list that is stored as a JSON array.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct JsonList<T>(pub Vec<T>);

impl<T: serde::de::DeserializeOwned> std::str::FromStr for JsonList<T> {
    type Err = serde_json::Error;

    fn from_str(json: &str) -> Result<Self, Self::Err> {
        serde_json::from_str(json).map(Self)
    }
}
