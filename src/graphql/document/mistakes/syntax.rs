//! Errors of syntax: what was found, and what was expected there.

use apollo_parser::{Lexer, Token, TokenKind};

use crate::graphql::positions::Positions;
use crate::visible::quoted;

/// What the parser names by the kinds of its syntax tree, or in its own words.
const EXPECTED: [(&str, &str); 16] = [
    ("R_CURLY", "`}`"),
    ("R_PAREN", "`)`"),
    ("R_BRACK", "`]`"),
    ("valid Value", "a value"),
    ("Selection in Selection Set", "a field"),
    ("Selection Set", "`{` and fields"),
    ("Inline Fragment or a Fragment Spread", "the name of a fragment, `on` and a type, or `{`"),
    ("Name in Type Condition", "the name of a type"),
    ("Type Condition", "`on` and the name of a type"),
    ("cannot be 'on'", "a name other than `on`"),
    ("'on'", "`on` and the name of a type"),
    ("Fragment Name", "the name of a fragment"),
    ("Variable Definition", "a variable such as `$name`"),
    ("an Argument", "an argument"),
    ("a Type", "a type"),
    ("type", "a type"),
];

/// The message for the parser's error at this offset. The parser says what it expected, but not always what it found.
pub fn explained(text: &str, offset: usize, told: &str, positions: &Positions) -> String {
    let tokens = Lexer::new(text).filter_map(Result::ok).filter(is_significant);
    let (mut before, mut open) = (Vec::new(), Vec::new());
    let mut found = None;
    for token in tokens {
        if token.index() >= offset {
            found = Some(token);
            break;
        }
        match token.kind() {
            TokenKind::LCurly | TokenKind::LBracket | TokenKind::LParen => open.push(token.clone()),
            TokenKind::RCurly | TokenKind::RBracket | TokenKind::RParen => drop(open.pop()),
            _ => {}
        }
        before.push(token);
    }
    let open = open.last();
    let expected = expected(told, &before, open);
    match (found.filter(|token| token.kind() != TokenKind::Eof), open) {
        (Some(token), _) => format!("found {}: expected {expected}", quoted(token.data())),
        (None, Some(open)) => {
            let place = positions.find(open.index());
            let (line, column) = (place.line, place.column);
            format!("the document ends after `{}` on line {line}, column {column}: expected {expected}", open.data())
        }
        (None, None) => format!("the document ends here: expected {expected}"),
    }
}

fn is_significant(token: &Token<'_>) -> bool {
    !matches!(token.kind(), TokenKind::Whitespace | TokenKind::Comment | TokenKind::Comma)
}

fn expected(told: &str, before: &[Token<'_>], open: Option<&Token<'_>>) -> &'static str {
    let open = open.map(Token::kind);
    let is_variable =
        matches!(before, [.., of, name] if (of.kind(), name.kind()) == (TokenKind::Dollar, TokenKind::Name));
    let word = EXPECTED.iter().find(|(part, _)| told.contains(part)).map(|(_, word)| *word);
    match (word, open) {
        (None, Some(TokenKind::LParen)) if is_variable => "`:` and a type",
        (None, None) => "an operation, such as `query { … }` or `{ … }`, or a fragment",
        (None, Some(_)) => "a name",
        (Some("a value"), Some(TokenKind::LBracket)) => "a value or `]`",
        (Some("`}`"), Some(TokenKind::LCurly)) if !told.contains("EOF") => "a field or `}`",
        (Some(word), _) => word,
    }
}
