//! What must not be printed: servers repeat it in the pages that they answer with.

use url::Url;

use crate::command::Failure;

/// Shorter values would be found in words that are no secret.
const SHORTEST: usize = 4;

/// Texts that are secret.
#[derive(Default)]
pub struct Secrets(Vec<String>);

impl Secrets {
    pub fn add(&mut self, text: &str) {
        if text.len() >= SHORTEST {
            self.0.push(text.to_owned());
            // A text that another one holds would leave the rest of it.
            self.0.sort_by_key(|secret| std::cmp::Reverse(secret.len()));
        }
    }

    /// Adds the query of an address, and what its parameters are.
    pub fn add_query(&mut self, address: &Url) {
        self.add(address.query().unwrap_or_default());
        address.query_pairs().for_each(|(_, value)| self.add(&value));
        self.add(address.password().unwrap_or_default());
    }

    /// The text with `…` for what is secret.
    pub fn hidden(&self, text: &str) -> String {
        self.0.iter().fold(text.to_owned(), |text, secret| text.replace(secret, "…"))
    }

    /// The failure, with `…` for what is secret in the input.
    pub fn hide(&self, failure: Failure) -> Failure {
        match failure {
            Failure::Input(text) => Failure::Input(self.hidden(&text)),
            other => other,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn secrets_are_hidden_whole() {
        let mut secrets = Secrets::default();
        secrets.add_query(&"http://h/list?token=a%20secret&n=1".parse().unwrap());
        secrets.add("a secret that is longer");
        assert_eq!(
            secrets.hidden("/list?token=a%20secret&n=1: a secret that is longer, a secret, 1"),
            "/list?…: …, …, 1"
        );
        assert_eq!(secrets.hidden("nothing"), "nothing");
    }
}
