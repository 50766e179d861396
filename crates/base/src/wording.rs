//! Wording of messages.

use std::fmt::Display;

/// The items as alternatives: "a, b or c".
pub fn alternatives(items: impl IntoIterator<Item = impl Display>) -> String {
    let items: Vec<String> = items.into_iter().map(|item| item.to_string()).collect();
    match items.as_slice() {
        [others @ .., last] if !others.is_empty() => format!("{} or {last}", others.join(", ")),
        items => items.concat(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn alternatives_are_joined_as_in_a_sentence() {
        assert_eq!(alternatives(["a", "b", "c"]), "a, b or c");
        assert_eq!(alternatives(["a", "b"]), "a or b");
        assert_eq!(alternatives(["a"]), "a");
        assert_eq!(alternatives([""; 0]), "");
    }
}
