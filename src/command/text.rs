//! A stream of text in any encoding, decoded to UTF-8. It buffers only what its reader has not consumed.

use std::io::{self, Read};

use encoding_rs::{Decoder, DecoderResult, UTF_8};
use memchr::memchr2;
use sanad::regular_file::Unreadable;

use super::Failure;
use super::input::Input;

/// Maximum bytes per line and per row. Longer ones are cut, and never held in memory as a whole.
pub const LINE_LIMIT: usize = 1024 * 1024;

/// Bytes per read.
const CHUNK: usize = 128 * 1024;

/// Replaces bytes that are invalid in the encoding. It never occurs in UTF-8.
const MALFORMED: u8 = 0xff;

/// The encoding of a file.
#[derive(Debug, Clone, Copy)]
pub enum Encoding {
    /// From the byte order mark, or else UTF-8.
    Auto,
    Named(&'static encoding_rs::Encoding),
}

impl std::str::FromStr for Encoding {
    type Err = String;

    fn from_str(label: &str) -> Result<Self, String> {
        if label.trim().eq_ignore_ascii_case("auto") {
            return Ok(Self::Auto);
        }
        let encoding = encoding_rs::Encoding::for_label_no_replacement(label.as_bytes());
        encoding.map(Self::Named).ok_or_else(|| {
            "expected `auto` or a label of the WHATWG Encoding Standard, such as utf-8, utf-16le, utf-16be, \
             windows-1256, windows-1252, iso-8859-6 or gb18030"
                .to_owned()
        })
    }
}

/// A stream of text.
pub struct Text {
    /// Its name in messages.
    pub name: String,
    /// Whether it is a pipe or the like, so that lines must not wait for later ones.
    pub is_live: bool,
    /// Whether the encoding is UTF-8 for lack of a byte order mark and an option.
    pub is_assumed: bool,
    pub encoding: &'static encoding_rs::Encoding,
    source: Box<dyn Read + Send>,
    decoder: Option<Decoder>,
    chunk: Vec<u8>,
    /// UTF-8 with [`MALFORMED`] for invalid bytes, or the raw bytes of a stream in UTF-8.
    buffer: Vec<u8>,
    /// How many bytes of the buffer are consumed.
    used: usize,
    read: u64,
    is_at_end: bool,
    /// Whether the last consumed byte was a carriage return, to which a line feed would belong.
    ends_in_return: bool,
}

impl Text {
    /// Reads the beginning of the stream.
    ///
    /// # Errors
    /// When it cannot be read, when its byte order mark contradicts the encoding, or when it has neither and is certainly not
    /// UTF-8.
    pub fn open(input: Input, encoding: Encoding) -> Result<Self, Failure> {
        let mut text = Self {
            name: input.name,
            is_live: input.length.is_none(),
            is_assumed: false,
            encoding: UTF_8,
            source: input.bytes,
            decoder: None,
            chunk: vec![0; CHUNK],
            buffer: Vec::new(),
            used: 0,
            read: 0,
            is_at_end: false,
            ends_in_return: false,
        };
        // The longest byte order mark has three bytes.
        while text.buffer.len() < 3 && text.more()? {}
        let start = std::mem::take(&mut text.buffer);
        let mark = encoding_rs::Encoding::for_bom(&start);
        match (encoding, mark) {
            (Encoding::Named(named), Some((marked, _))) if named != marked => {
                return Err(Failure::Input(format!(
                    "{} starts with the byte order mark of {}, but --encoding is {}: expected no --encoding, or {1}",
                    text.name,
                    marked.name(),
                    named.name(),
                )));
            }
            (Encoding::Named(encoding), _) | (Encoding::Auto, Some((encoding, _))) => text.encoding = encoding,
            (Encoding::Auto, None) => text.is_assumed = true,
        }
        if text.encoding != UTF_8 {
            text.decoder = Some(text.encoding.new_decoder_without_bom_handling());
        }
        text.take(&start[mark.map_or(0, |(_, length)| length)..], text.is_at_end);
        if text.is_assumed && is_another_encoding(&text.buffer) {
            return Err(text.not_in_encoding());
        }
        Ok(text)
    }

    /// The error that the stream is not in its encoding.
    pub fn not_in_encoding(&self) -> Failure {
        let (name, encoding) = (&self.name, self.encoding.name());
        Failure::Input(match self.is_assumed {
            true => {
                format!("{name} is not UTF-8: set its encoding with --encoding, such as windows-1256 or utf-16le")
            }
            false => format!("{name} is not {encoding}: expected another --encoding"),
        })
    }

    /// What has been read and not consumed.
    pub fn held(&self) -> &[u8] {
        &self.buffer[self.used..]
    }

    /// Whether nothing follows what is held.
    pub fn is_at_end(&self) -> bool {
        self.is_at_end
    }

    /// How many bytes of the stream have been read.
    pub fn position(&self) -> u64 {
        self.read
    }

    /// Consumes the first bytes of what is held.
    pub fn advance(&mut self, bytes: usize) {
        self.ends_in_return = bytes > 0 && self.held().get(bytes - 1) == Some(&b'\r');
        self.used = (self.used + bytes).min(self.buffer.len());
        self.skip_line_feed();
    }

    /// Consumes the rest of a line of any length, with its end.
    ///
    /// # Errors
    /// When the stream cannot be read.
    pub fn skip_line(&mut self) -> Result<(), Failure> {
        loop {
            if let Some(end) = memchr2(b'\n', b'\r', self.held()) {
                self.advance(end + 1);
                return Ok(());
            }
            self.advance(self.held().len());
            if !self.more()? {
                return Ok(());
            }
        }
    }

    /// Reads more. Returns false at the end.
    ///
    /// # Errors
    /// When the stream cannot be read.
    pub fn more(&mut self) -> Result<bool, Failure> {
        if self.is_at_end {
            return Ok(false);
        }
        self.buffer.drain(..self.used);
        self.used = 0;
        let mut chunk = std::mem::take(&mut self.chunk);
        let read = loop {
            match self.source.read(&mut chunk) {
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                read => break read,
            }
        };
        let read = read.map_err(|source| Unreadable { path: self.name.clone().into(), source })?;
        self.read += read as u64;
        self.is_at_end = read == 0;
        self.take(&chunk[..read], self.is_at_end);
        self.chunk = chunk;
        self.skip_line_feed();
        Ok(!self.is_at_end)
    }

    /// Consumes a line feed that belongs to a consumed carriage return.
    fn skip_line_feed(&mut self) {
        if self.ends_in_return && self.used < self.buffer.len() {
            self.used += usize::from(self.buffer[self.used] == b'\n');
            self.ends_in_return = false;
        }
    }

    fn take(&mut self, mut bytes: &[u8], is_last: bool) {
        let Some(decoder) = &mut self.decoder else { return self.buffer.extend_from_slice(bytes) };
        loop {
            let length = self.buffer.len();
            let most = decoder.max_utf8_buffer_length_without_replacement(bytes.len()).unwrap_or(CHUNK);
            self.buffer.resize(length + most, 0);
            let (result, read, written) =
                decoder.decode_to_utf8_without_replacement(bytes, &mut self.buffer[length..], is_last);
            self.buffer.truncate(length + written);
            bytes = &bytes[read..];
            match result {
                DecoderResult::InputEmpty => return,
                DecoderResult::OutputFull => {}
                DecoderResult::Malformed(..) => self.buffer.push(MALFORMED),
            }
        }
    }
}

/// The number of line ends in the text: line feeds, carriage returns, or both.
pub fn line_ends(text: &[u8]) -> u64 {
    let feeds = memchr::memchr_iter(b'\n', text).count();
    let lone = memchr::memchr_iter(b'\r', text).filter(|place| text.get(place + 1) != Some(&b'\n')).count();
    (feeds + lone) as u64
}

/// Whether a text is probably in another encoding than UTF-8: most of its lines are not valid UTF-8, and no line is valid
/// beyond ASCII. A few broken lines do not suffice.
fn is_another_encoding(start: &[u8]) -> bool {
    let (mut lines, mut malformed) = (0, 0);
    for line in start.split(|byte| matches!(byte, b'\n' | b'\r')).filter(|line| !line.is_empty()).skip(1) {
        lines += 1;
        match std::str::from_utf8(line) {
            Ok(text) if text.is_ascii() => {}
            // The last line may be cut in the middle of a character.
            Err(error) if error.error_len().is_none() => lines -= 1,
            Ok(_) => return false,
            Err(_) => malformed += 1,
        }
    }
    malformed >= 2 && malformed * 2 > lines
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(bytes: &'static [u8], encoding: &str) -> Result<Text, Failure> {
        let input = Input { name: "x".to_owned(), length: None, bytes: Box::new(bytes) };
        Text::open(input, encoding.parse().unwrap())
    }

    fn whole(mut text: Text) -> Vec<u8> {
        while text.more().unwrap() {}
        text.held().to_vec()
    }

    #[test]
    fn the_encoding_is_marked_or_named() {
        for (bytes, encoding, expected) in [
            (&b"\xef\xbb\xbfa\xd9\x84"[..], "auto", "aل".as_bytes()),
            (b"\xff\xfea\0D\x06", "auto", "aل".as_bytes()),
            (b"\xfe\xff\0a", "auto", b"a"),
            (b"\xfe\xff\0a", "utf-16be", b"a"),
            (b"a\xe1", "Windows-1256", "aل".as_bytes()),
            (b"", "auto", b""),
            (b"a", "utf-8", b"a"),
            // A lone surrogate, and half a unit at the end.
            (b"a\0\x00\xd8b\0c", "utf-16le", b"a\xffb\xff"),
        ] {
            assert_eq!(whole(text(bytes, encoding).unwrap()), expected, "{bytes:?}");
        }
        assert!("klingon".parse::<Encoding>().unwrap_err().contains("windows-1256"));
        assert!("replacement".parse::<Encoding>().is_err());
        let Err(refused) = text(b"\xff\xfea\0", "windows-1256") else { panic!("the mark says otherwise") };
        assert!(refused.to_string().contains("the byte order mark of UTF-16LE"), "{refused}");
    }

    #[test]
    fn another_encoding_is_distinguished_from_broken_lines() {
        assert!(text(b"name\n\xe3\xcd\xe3\xcf\n\xce\xe1\n", "auto").is_err());
        for broken in [&b"name\n\xff\nb\n"[..], b"name\n\xff\n\xff\nb\nc\n", b"name\n\xff\n\xff\n\xd9\x84\n"] {
            assert!(text(broken, "auto").is_ok(), "{broken:?}");
        }
    }

    #[test]
    fn a_line_end_may_be_split() {
        let halves = io::Cursor::new(b"abc\r").chain(io::Cursor::new(b"\nd\r\n"));
        let input = Input { name: "x".to_owned(), length: None, bytes: Box::new(halves) };
        let mut text = Text::open(input, Encoding::Auto).unwrap();
        assert_eq!(text.held(), b"abc\r");
        text.advance(4);
        assert!(text.more().unwrap());
        assert_eq!(text.held(), b"d\r\n");
        text.skip_line().unwrap();
        assert_eq!(text.held(), b"");
    }
}
