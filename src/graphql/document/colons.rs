//! The names of arguments and input fields need a colon and a value. `apollo-parser` leaves out those that have none,
//! as if they were not in the document.

use apollo_parser::{Lexer, Token, TokenKind};

use crate::visible::quoted;

/// The first place where a colon has to follow the name of an argument, an input field or a variable and does not, and
/// the message about it. Only a document that the parser accepts up to there is read right.
pub fn missing_colon(document: &str) -> Option<(usize, String)> {
    let is_read = |token: &Token<'_>| {
        !matches!(token.kind(), TokenKind::Whitespace | TokenKind::Comment | TokenKind::Comma | TokenKind::Eof)
    };
    let mut open: Vec<TokenKind> = Vec::new();
    let mut parentheses = 0_usize;
    let mut previous: Option<TokenKind> = None;
    let mut name: Option<Token<'_>> = None;
    for token in Lexer::new(document).filter_map(Result::ok).filter(is_read) {
        let kind = token.kind();
        if let Some(name) = name.take().filter(|_| kind != TokenKind::Colon) {
            let message =
                format!("found {}: expected `:` and a value after {}", quoted(token.data()), quoted(name.data()));
            return Some((token.index(), message));
        }
        match kind {
            TokenKind::LCurly | TokenKind::LBracket | TokenKind::LParen => {
                open.push(kind);
                parentheses += usize::from(kind == TokenKind::LParen);
            }
            TokenKind::RCurly | TokenKind::RBracket | TokenKind::RParen => {
                parentheses -= usize::from(open.pop() == Some(TokenKind::LParen));
            }
            TokenKind::Name => {
                // Braces in parentheses are those of an input object.
                let is_of_pair = match open.last() {
                    Some(TokenKind::LParen) => true,
                    Some(TokenKind::LCurly) => parentheses > 0,
                    _ => false,
                };
                let is_value = matches!(previous, Some(TokenKind::Colon | TokenKind::Eq));
                let is_marked = matches!(previous, Some(TokenKind::At | TokenKind::Dollar));
                name = (is_of_pair && !is_value && !is_marked).then_some(token);
            }
            _ => {}
        }
        previous = Some(kind);
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn message(document: &str) -> String {
        missing_colon(document).map_or_else(String::new, |(_, message)| message)
    }

    #[test]
    fn a_name_without_a_colon_is_told() {
        for (document, found, name) in [
            ("{ a(b) }", ")", "b"),
            ("{ a(b \"c\") }", "\"c\"", "b"),
            ("{ a(b: 1, c) }", ")", "c"),
            ("{ a(b, c: 1) }", "c", "b"),
            ("{ a(b: { c }) }", "}", "c"),
            ("{ a(b: { c: [{ d }] }) }", "}", "d"),
            ("{ a(b: { c: D e }) }", "}", "e"),
            ("{ a(b: c d) }", ")", "d"),
            ("{ a @b(c) }", ")", "c"),
            ("query($a: B = { c }) { d }", "}", "c"),
        ] {
            assert_eq!(
                message(document),
                format!("found `{found}`: expected `:` and a value after `{name}`"),
                "{document}"
            );
        }
    }

    #[test]
    fn everything_else_is_left_to_the_parser() {
        for document in [
            "{ a b { c(d: E, f: [G H], i: { j: K, l: [{ m: null }] }) @n(o: true) { p } q: r } }",
            "query A($b: [C!]! = [D] @e(f: G), $h: I = { j: { k: L } }) @m { n(o: $b p: $h) ...Q ... on R { s } }",
            "fragment F on G { a }",
            "}}) a(",
            "{ a(b",
            "{ a(b: \"c) } é",
        ] {
            assert_eq!(message(document), "", "{document}");
        }
    }
}
