//! Parsing secret values.

use std::ffi::OsStr;

use clap::builder::TypedValueParser;
use clap::error::ErrorKind;

/// Parses a secret value. Unlike the messages of clap, its own do not quote the value; the reason must not either.
#[derive(Clone)]
pub struct Redacting<T>(pub fn(&str) -> Result<T, String>);

impl<T: Clone + Send + Sync + 'static> TypedValueParser for Redacting<T> {
    type Value = T;

    fn parse_ref(&self, command: &clap::Command, option: Option<&clap::Arg>, value: &OsStr) -> Result<T, clap::Error> {
        (self.0)(&value.to_string_lossy()).map_err(|reason| {
            let option = option.map(ToString::to_string).unwrap_or_default();
            let message = format!("invalid value for '{option}': {reason}\n");
            clap::Error::raw(ErrorKind::ValueValidation, message).with_cmd(command)
        })
    }
}
