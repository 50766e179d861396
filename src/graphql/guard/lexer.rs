//! The tokens of a document, as section 2.1 of the GraphQL specification (October 2021) has them.

/// What a token is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// `{`, `[` or `(`.
    Open,
    /// `}`, `]` or `)`.
    Close,
    /// Any other punctuator.
    Punctuator,
    Name,
    Number,
    String,
    /// A byte that begins no token.
    Other,
}

/// A token, as it is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Token<'a> {
    pub kind: Kind,
    pub text: &'a [u8],
    /// Whether white space, commas or comments stand before it.
    pub stands_apart: bool,
}

/// A string that has no end; where it begins, as a number of bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Unclosed(pub usize);

/// The tokens of a document, one after another.
pub struct Lexer<'a> {
    document: &'a [u8],
    at: usize,
}

/// What a byte begins.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Class {
    Ignored,
    Comment,
    Open,
    Close,
    Punctuator,
    Dot,
    Name,
    Digit,
    Minus,
    Quote,
    /// The first byte of U+FEFF, and of others.
    ByteOrderMark,
    Other,
}

const CLASSES: [Class; 256] = classes();

const fn classes() -> [Class; 256] {
    let mut classes = [Class::Other; 256];
    let mut byte = 0;
    while byte < classes.len() {
        classes[byte] = match byte as u8 {
            b' ' | b'\t' | b'\n' | b'\r' | b',' => Class::Ignored,
            b'#' => Class::Comment,
            b'{' | b'[' | b'(' => Class::Open,
            b'}' | b']' | b')' => Class::Close,
            b'!' | b'$' | b'&' | b':' | b'=' | b'@' | b'|' => Class::Punctuator,
            b'.' => Class::Dot,
            b'A'..=b'Z' | b'a'..=b'z' | b'_' => Class::Name,
            b'0'..=b'9' => Class::Digit,
            b'-' => Class::Minus,
            b'"' => Class::Quote,
            0xEF => Class::ByteOrderMark,
            _ => Class::Other,
        };
        byte += 1;
    }
    classes
}

fn class(byte: u8) -> Class {
    CLASSES[usize::from(byte)]
}

impl<'a> Lexer<'a> {
    pub fn new(document: &'a str) -> Self {
        Self { document: document.as_bytes(), at: 0 }
    }

    /// The next token.
    ///
    /// # Errors
    /// A string that has no end. What a parser would make of the rest is anyone's guess, so there is no going on.
    #[inline]
    pub fn next_token(&mut self) -> Result<Option<Token<'a>>, Unclosed> {
        let mut stands_apart = false;
        loop {
            let start = self.at;
            let Some(&byte) = self.document.get(start) else { return Ok(None) };
            self.at += 1;
            let kind = match class(byte) {
                Class::Ignored => {
                    stands_apart = true;
                    continue;
                }
                Class::Comment => {
                    self.skip_while(|byte| !matches!(byte, b'\n' | b'\r'));
                    stands_apart = true;
                    continue;
                }
                Class::ByteOrderMark if self.rest().starts_with(&[0xBB, 0xBF]) => {
                    self.at += 2;
                    stands_apart = true;
                    continue;
                }
                Class::Name => {
                    self.skip_while(|byte| matches!(class(byte), Class::Name | Class::Digit));
                    Kind::Name
                }
                Class::Open => Kind::Open,
                Class::Close => Kind::Close,
                Class::Punctuator => Kind::Punctuator,
                Class::Dot if self.rest().starts_with(b"..") => {
                    self.at += 2;
                    Kind::Punctuator
                }
                Class::Digit => self.number(byte),
                Class::Minus => match self.peek() {
                    Some(digit @ b'0'..=b'9') => {
                        self.at += 1;
                        self.number(digit)
                    }
                    _ => Kind::Other,
                },
                Class::Quote => {
                    if self.rest().starts_with(b"\"\"") {
                        self.at += 2;
                        self.skip_block_string()
                    } else {
                        self.skip_string()
                    }
                    .ok_or(Unclosed(start))?;
                    Kind::String
                }
                Class::Dot | Class::ByteOrderMark | Class::Other => Kind::Other,
            };
            return Ok(Some(Token { kind, text: &self.document[start..self.at], stands_apart }));
        }
    }

    fn rest(&self) -> &'a [u8] {
        self.document.get(self.at..).unwrap_or_default()
    }

    fn peek(&self) -> Option<u8> {
        self.document.get(self.at).copied()
    }

    #[inline]
    fn skip_while(&mut self, is_more: impl Fn(u8) -> bool) {
        while self.peek().is_some_and(&is_more) {
            self.at += 1;
        }
    }

    fn skip_digits(&mut self) {
        self.skip_while(|byte| byte.is_ascii_digit());
    }

    /// What comes after the first digit of a number.
    fn number(&mut self, first: u8) -> Kind {
        // A zero stands alone: the parser takes `00` for two numbers.
        if first != b'0' {
            self.skip_digits();
        }
        if let [b'.', b'0'..=b'9', ..] = self.rest() {
            self.at += 1;
            self.skip_digits();
        }
        match self.rest() {
            [b'e' | b'E', b'0'..=b'9', ..] => self.at += 1,
            [b'e' | b'E', b'+' | b'-', b'0'..=b'9', ..] => self.at += 2,
            _ => return Kind::Number,
        }
        self.skip_digits();
        Kind::Number
    }

    /// Goes past the end of a string, if it has one in its line.
    fn skip_string(&mut self) -> Option<()> {
        loop {
            self.skip_while(|byte| !matches!(byte, b'"' | b'\\' | b'\n' | b'\r'));
            match self.rest() {
                [b'"', ..] => {
                    self.at += 1;
                    return Some(());
                }
                [b'\\', escaped, ..] if !matches!(escaped, b'\n' | b'\r') => self.at += 2,
                _ => return None,
            }
        }
    }

    /// Goes past the end of a block string, if it has one.
    fn skip_block_string(&mut self) -> Option<()> {
        loop {
            self.skip_while(|byte| !matches!(byte, b'"' | b'\\'));
            match self.rest() {
                [b'"', b'"', b'"', ..] => {
                    self.at += 3;
                    return Some(());
                }
                [b'\\', b'"', b'"', b'"', ..] => self.at += 4,
                [_, ..] => self.at += 1,
                [] => return None,
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tokens(document: &str) -> Result<Vec<(Kind, &str)>, Unclosed> {
        let mut lexer = Lexer::new(document);
        let mut tokens = Vec::new();
        while let Some(token) = lexer.next_token()? {
            tokens.push((token.kind, std::str::from_utf8(token.text).unwrap_or("?")));
        }
        Ok(tokens)
    }

    fn texts(document: &str) -> Vec<&str> {
        tokens(document).unwrap().into_iter().map(|(_, text)| text).collect()
    }

    #[test]
    fn a_document_is_cut_where_the_specification_cuts_it() {
        assert_eq!(
            texts("query A($b:[Int!]!=-1.5e+3){c(d:$b)...E@f}"),
            [
                "query", "A", "(", "$", "b", ":", "[", "Int", "!", "]", "!", "=", "-1.5e+3", ")", "{", "c", "(", "d",
                ":", "$", "b", ")", "...", "E", "@", "f", "}"
            ]
        );
        assert_eq!(texts("\u{feff}a,,\tb#c d\r#e\nf \u{feff}"), ["a", "b", "f"]);
        assert_eq!(
            texts(r##""a\"#b" """c"\"""#d""" "" """"""x"##),
            [r##""a\"#b""##, r##""""c"\"""#d""""##, r#""""#, r#""""""""#, "x"]
        );
    }

    #[test]
    fn numbers_are_cut_where_the_parser_cuts_them() {
        assert_eq!(
            texts("0 -0 10 00 1.5 1.e 1e5 1E-5 1e 1-2"),
            ["0", "-0", "10", "0", "0", "1.5", "1", ".", "e", "1e5", "1E-5", "1", "e", "1", "-2"]
        );
    }

    #[test]
    fn what_begins_no_token_is_one_of_its_own() {
        assert_eq!(tokens("?-.").unwrap(), [(Kind::Other, "?"), (Kind::Other, "-"), (Kind::Other, ".")]);
        assert_eq!(tokens("é").unwrap().len(), 2);
    }

    #[test]
    fn a_string_without_an_end_is_told() {
        for (document, start) in [
            ("\"", 0),
            ("a \"b\nc\"", 2),
            ("\"\\\"", 0),
            ("\"\\\n\"", 0),
            ("\"\"\"a\"\" \\\"\"\"", 0),
            ("[\"\"\" \" [", 1),
        ] {
            assert_eq!(tokens(document), Err(Unclosed(start)), "{document}");
        }
    }
}
