//! Names of nodes: an argument or a filter that names a node takes its key or its id.

use super::error::{Failure, Result};
use crate::model::{KEY_LIMIT, Key, NodeKind, NodeName};
use crate::wording::alternatives;

/// The types of parties.
pub const PARTIES: &[NodeKind] = NodeKind::PARTIES;

/// The types of parties that speak and decide.
pub const AGENTS: &[NodeKind] = NodeKind::AGENTS;

/// The types of events.
pub const EVENTS: &[NodeKind] = NodeKind::EVENTS;

/// The types of facts.
pub const FACTS: &[NodeKind] = NodeKind::FACTS;

/// Reads a name of a node of one of these types. A text with a colon is an id: no key has one.
///
/// # Errors
/// `BAD_USER_INPUT` for a malformed key, and for an id of another type.
pub fn named(argument: &str, text: &str, types: &[NodeKind]) -> Result<NodeName> {
    named_beside(argument, text, types, &[])
}

/// The same, where ids with these other openings are taken too, which the caller has read.
///
/// # Errors
/// Those of [`named`].
pub fn named_beside(argument: &str, text: &str, types: &[NodeKind], others: &[&str]) -> Result<NodeName> {
    let (kind, key) = match text.split_once(':') {
        Some((word, key)) => {
            let kind = word.parse().ok().filter(|kind| types.contains(kind));
            (Some(kind.ok_or_else(|| of_another_type(argument, text, types, others))?), key)
        }
        None => (None, text),
    };
    let key: Key = key.parse().map_err(|_| malformed(argument, text, types))?;
    Ok(NodeName { kind, key })
}

/// Reads the argument `key` of a field that looks up a node of one type.
///
/// # Errors
/// Those of [`named`].
pub fn key_of(text: &str, kind: NodeKind) -> Result<String> {
    Ok(named("key", text, &[kind])?.key.to_string())
}

/// Reads a list of names.
///
/// # Errors
/// Those of [`named`].
pub fn all_named(argument: &str, texts: Option<Vec<String>>, types: &[NodeKind]) -> Result<Option<Vec<NodeName>>> {
    texts.map(|texts| texts.iter().map(|text| named(argument, text, types)).collect()).transpose()
}

fn of_another_type(argument: &str, text: &str, types: &[NodeKind], others: &[&str]) -> Failure {
    let kinds = types.iter().map(|kind| format!("`{kind}:`"));
    let openings = alternatives(kinds.chain(others.iter().map(|opening| format!("`{opening}`"))));
    Failure::bad_user_input(format!(
        "`{argument}` names `{}`: expected a key, or an id that starts with {openings}",
        beginning(text)
    ))
}

fn malformed(argument: &str, text: &str, types: &[NodeKind]) -> Failure {
    let example = types.first().map(|kind| format!(", such as `{kind}:some-key`")).unwrap_or_default();
    Failure::bad_user_input(format!(
        "`{argument}` names `{}`: expected a key (lower-case letters and digits in parts joined by hyphens or dots, at \
         most {KEY_LIMIT} characters) or an id (a type, a colon and a key{example})",
        beginning(text)
    ))
}

/// The error for a name that no party of this data has.
pub fn no_party(argument: &str, text: &str) -> Failure {
    Failure::bad_user_input(format!(
        "`{argument}` names `{}`: expected the key or the id of a party of this data",
        beginning(text)
    ))
}

/// The first part of a text from a client, for a message.
fn beginning(text: &str) -> String {
    const SHOWN: usize = 60;
    let start: String = text.chars().take(SHOWN).collect();
    if start.len() < text.len() { format!("{start}…") } else { start }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refusal(text: &str, types: &[NodeKind]) -> String {
        named("key", text, types).unwrap_err().message().to_owned()
    }

    #[test]
    fn a_colon_makes_an_id() {
        let key: Key = "kaniyat".parse().unwrap();
        assert_eq!(named("key", "kaniyat", PARTIES).unwrap(), NodeName { kind: None, key: key.clone() });
        let id = NodeName { kind: Some(NodeKind::Organization), key };
        assert_eq!(named("key", "Organization:kaniyat", PARTIES).unwrap(), id);
    }

    #[test]
    fn a_refusal_says_what_was_expected() {
        for text in ["Person:kaniyat", "Article:kaniyat", "actor:kaniyat", "Actor :kaniyat", ":kaniyat", ":"] {
            assert_eq!(
                refusal(text, PARTIES),
                format!(
                    "`key` names `{text}`: expected a key, or an id that starts with `Actor:`, `Organization:` or `Asset:`"
                )
            );
        }
        assert_eq!(
            refusal("Actor:kaniyat", &[NodeKind::Place]),
            "`key` names `Actor:kaniyat`: expected a key, or an id that starts with `Place:`"
        );
        for text in ["", "Kaniyat", "Al Kaniyat", "كانيات", "a\0", "Actor:", "Actor:Kaniyat", "Actor:Actor:kaniyat"]
        {
            assert_eq!(
                refusal(text, PARTIES),
                format!(
                    "`key` names `{text}`: expected a key (lower-case letters and digits in parts joined by hyphens or \
                     dots, at most 300 characters) or an id (a type, a colon and a key, such as `Actor:some-key`)"
                )
            );
        }
        assert!(refusal(&"é".repeat(400), PARTIES).starts_with(&format!("`key` names `{}…`: ", "é".repeat(60))));
    }
}
