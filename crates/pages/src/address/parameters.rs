//! The parameters of a query string.

use percent_encoding::percent_decode_str;

/// Why an address is none of a page.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Misread {
    #[error("no page has this path")]
    NoPage,
    #[error("the query string is not valid UTF-8 after percent-decoding")]
    NotUtf8,
    #[error("the parameter `{name}` is `{found}`: expected {expected}")]
    Parameter { name: &'static str, found: String, expected: &'static str },
}

/// The parameters that have a value, in their order.
#[derive(Debug, Default)]
pub struct Parameters(Vec<(String, String)>);

/// How much of a malformed value is quoted, in characters.
const QUOTED: usize = 60;

impl Parameters {
    /// Parses `application/x-www-form-urlencoded`.
    ///
    /// # Errors
    /// `NotUtf8`.
    pub fn parse(query: &str) -> Result<Self, Misread> {
        let decoded = |text: &str| {
            let text = text.replace('+', " ");
            percent_decode_str(&text).decode_utf8().map(|text| text.into_owned()).map_err(|_| Misread::NotUtf8)
        };
        let mut found = Vec::new();
        for part in query.split('&') {
            let (name, value) = part.split_once('=').unwrap_or((part, ""));
            if !value.is_empty() {
                found.push((decoded(name)?, decoded(value)?));
            }
        }
        Ok(Self(found))
    }

    /// The values of a parameter that may be repeated, as they are.
    fn all(&mut self, name: &str) -> Vec<String> {
        self.0.extract_if(.., |(other, _)| other == name).map(|(_, value)| value).collect()
    }

    /// The value of a parameter.
    ///
    /// # Errors
    /// When it is given twice.
    pub fn text(&mut self, name: &'static str) -> Result<Option<String>, Misread> {
        let mut values = self.all(name).into_iter();
        match (values.next(), values.next()) {
            (value, None) => Ok(value),
            (_, Some(second)) => Err(misread(name, &second, "it only once")),
        }
    }

    /// The value of a parameter that has to be parsed.
    ///
    /// # Errors
    /// When it is given twice, or is not what is expected.
    pub fn parsed<T>(
        &mut self,
        name: &'static str,
        expected: &'static str,
        parse: impl Fn(&str) -> Option<T>,
    ) -> Result<Option<T>, Misread> {
        let Some(text) = self.text(name)? else { return Ok(None) };
        parse(text.trim()).map(Some).ok_or_else(|| misread(name, &text, expected))
    }

    /// The values of a parameter that may be repeated, each parsed, and each once.
    ///
    /// # Errors
    /// When one of them is not what is expected.
    pub fn several<T: PartialEq>(
        &mut self,
        name: &'static str,
        expected: &'static str,
        parse: impl Fn(&str) -> Option<T>,
    ) -> Result<Vec<T>, Misread> {
        let mut found = Vec::new();
        for text in self.all(name) {
            let value = parse(text.trim()).ok_or_else(|| misread(name, &text, expected))?;
            if !found.contains(&value) {
                found.push(value);
            }
        }
        Ok(found)
    }
}

/// A parameter with another value than expected.
pub(super) fn misread(name: &'static str, found: &str, expected: &'static str) -> Misread {
    Misread::Parameter { name, found: found.chars().take(QUOTED).collect(), expected }
}
