//! The two parties between which a reader looks for paths.

use sanad_model::Key;

use super::page::{A_KEY, key};
use super::{Misread, Parameters};

/// Both ends.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Ends {
    pub from: End,
    pub to: End,
}

/// One of the parties: by its key, or as a reader calls it, until it is clear who is meant.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum End {
    #[default]
    Open,
    Named(String),
    Known(Key),
}

impl Ends {
    pub fn between(from: Key, to: Key) -> Self {
        Self { from: End::Known(from), to: End::Known(to) }
    }

    pub fn of(from: Key) -> Self {
        Self { from: End::Known(from), to: End::Open }
    }

    pub(super) fn parse(parameters: &mut Parameters) -> Result<Self, Misread> {
        Ok(Self { from: End::parse(parameters, "from", "fromName")?, to: End::parse(parameters, "to", "toName")? })
    }

    pub(super) fn parameters(&self) -> Vec<(&'static str, String)> {
        let of_end = |end: &End, by_key, by_name| match end {
            End::Open => None,
            End::Named(name) => Some((by_name, name.clone())),
            End::Known(key) => Some((by_key, key.to_string())),
        };
        [of_end(&self.from, "from", "fromName"), of_end(&self.to, "to", "toName")].into_iter().flatten().collect()
    }
}

impl End {
    fn parse(parameters: &mut Parameters, by_key: &'static str, by_name: &'static str) -> Result<Self, Misread> {
        let known = parameters.parsed(by_key, A_KEY, key)?;
        let named = parameters.text(by_name)?.map(|name| name.trim().to_owned()).filter(|name| !name.is_empty());
        Ok(known.map(Self::Known).or(named.map(Self::Named)).unwrap_or_default())
    }

    pub fn key(&self) -> Option<&Key> {
        match self {
            Self::Known(key) => Some(key),
            Self::Open | Self::Named(_) => None,
        }
    }

    pub fn name(&self) -> Option<&str> {
        match self {
            Self::Named(name) => Some(name),
            Self::Open | Self::Known(_) => None,
        }
    }
}
