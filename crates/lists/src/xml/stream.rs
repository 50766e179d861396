//! Reading a file element by element, so that memory does not grow with the file.

use std::io::{self, Read};

use quick_xml::Reader;
use quick_xml::escape::resolve_predefined_entity;
use quick_xml::events::{BytesStart, Event};
use quick_xml::{Error, XmlVersion};

use super::budget::{Budget, ENTRY_LIMIT, Spent};
use super::element::Element;
use crate::error::ReadError;

/// Maximum number of elements in one entry. The largest real ones have some 5,000.
const ELEMENT_LIMIT: usize = 400_000;
/// Maximum depth of elements in each other. The lists have 12.
const DEPTH_LIMIT: usize = 64;

/// Which elements are handed out whole: decides by the depth (1 for a child of the root), the name of the parent, and
/// the own name.
pub(crate) type IsWhole = fn(usize, &str, &str) -> bool;

/// A file of XML. Documents with a DOCTYPE are refused, so there are no entities but those of XML itself.
pub(crate) struct Stream<R: Read> {
    reader: Reader<Budget<R>>,
    buffer: Vec<u8>,
    /// The root, without its children.
    root: Element,
    /// The names of the open elements below the root.
    open: Vec<String>,
    is_whole: IsWhole,
    is_over: bool,
}

/// What the next event of the file means.
enum Step {
    Opened { element: Element, is_empty: bool },
    Closed,
    Text(String),
    Nothing,
    Ended,
}

impl<R: Read> Stream<R> {
    /// Reads up to the root.
    pub(crate) fn open(input: R, is_whole: IsWhole) -> Result<Self, ReadError> {
        let mut reader = Reader::from_reader(Budget::new(input));
        reader.config_mut().check_end_names = true;
        let mut stream =
            Self { reader, buffer: Vec::new(), root: Element::default(), open: Vec::new(), is_whole, is_over: false };
        loop {
            match stream.step()? {
                Step::Opened { element, is_empty } => {
                    stream.root = element;
                    stream.is_over = is_empty;
                    return Ok(stream);
                }
                Step::Text(text) if !text.trim().is_empty() => {
                    return Err(stream.malformed("text before the first element"));
                }
                Step::Ended => return Err(stream.malformed("no element")),
                Step::Closed | Step::Text(_) | Step::Nothing => {}
            }
        }
    }

    /// The root with its attributes, without its children.
    pub(crate) fn root(&self) -> &Element {
        &self.root
    }

    /// The next whole element, or `None` at the end of the file.
    pub(crate) fn next(&mut self) -> Result<Option<Element>, ReadError> {
        while !self.is_over {
            self.reader.get_mut().grant();
            match self.step()? {
                Step::Opened { element, is_empty } => {
                    let parent = self.open.last().map_or(self.root.name.as_str(), String::as_str);
                    if (self.is_whole)(self.open.len() + 1, parent, &element.name) {
                        return if is_empty { Ok(Some(element)) } else { self.whole(element).map(Some) };
                    }
                    if !is_empty {
                        if self.open.len() >= DEPTH_LIMIT {
                            return Err(self.malformed("elements are nested too deeply"));
                        }
                        self.open.push(element.name);
                    }
                }
                Step::Closed => self.is_over = self.open.pop().is_none(),
                Step::Ended => return Err(self.truncated()),
                Step::Text(_) | Step::Nothing => {}
            }
        }
        self.finish().map(|()| None)
    }

    /// Reads what follows the root, so that the check sum of a compressed file is checked.
    fn finish(&mut self) -> Result<(), ReadError> {
        loop {
            match self.step()? {
                Step::Ended => return Ok(()),
                Step::Text(text) if text.trim().is_empty() => {}
                Step::Nothing => {}
                Step::Opened { .. } | Step::Closed | Step::Text(_) => {
                    return Err(self.malformed("something follows the last element"));
                }
            }
        }
    }

    /// Reads the content of an element that was just opened.
    fn whole(&mut self, element: Element) -> Result<Element, ReadError> {
        let mut count = 1;
        // For messages.
        self.open.push(element.name.clone());
        let mut open = vec![element];
        loop {
            let step = self.step()?;
            let Some(current) = open.last_mut() else { return Err(self.malformed("an element closes twice")) };
            match step {
                Step::Opened { element, is_empty } => {
                    count += 1;
                    if count > ELEMENT_LIMIT {
                        return Err(self.too_large(&format!("{ELEMENT_LIMIT} elements")));
                    }
                    if is_empty {
                        current.children.push(element);
                    } else if open.len() >= DEPTH_LIMIT {
                        return Err(self.malformed("elements are nested too deeply"));
                    } else {
                        open.push(element);
                    }
                }
                Step::Text(text) => current.raw.push_str(&text),
                Step::Closed => {
                    let Some(closed) = open.pop() else { continue };
                    match open.last_mut() {
                        Some(parent) => parent.children.push(closed),
                        None => {
                            self.open.pop();
                            return Ok(closed);
                        }
                    }
                }
                Step::Ended => return Err(self.truncated()),
                Step::Nothing => {}
            }
        }
    }

    fn step(&mut self) -> Result<Step, ReadError> {
        self.buffer.clear();
        let event = match self.reader.read_event_into(&mut self.buffer) {
            Ok(event) => event,
            Err(error) => {
                let at = self.reader.error_position().max(self.reader.buffer_position());
                return Err(self.explained(error, at));
            }
        };
        Ok(match event {
            Event::Start(start) => {
                Step::Opened { element: element(&start).map_err(|what| self.malformed(&what))?, is_empty: false }
            }
            Event::Empty(start) => {
                Step::Opened { element: element(&start).map_err(|what| self.malformed(&what))?, is_empty: true }
            }
            Event::End(_) => Step::Closed,
            Event::Text(text) => Step::Text(text.xml10_content().into_owned()),
            Event::CData(text) => Step::Text(text.xml10_content().into_owned()),
            Event::GeneralRef(reference) => {
                let resolved = match reference.resolve_char_ref() {
                    Ok(Some(character)) => Some(character.to_string()),
                    Ok(None) => resolve_predefined_entity(&reference).map(str::to_owned),
                    Err(_) => None,
                };
                match resolved {
                    Some(text) => Step::Text(text),
                    None => {
                        let name = reference.chars().take(20).collect::<String>();
                        return Err(self.malformed(&format!("the entity `&{name};` is none of XML")));
                    }
                }
            }
            Event::Decl(declaration) => match declaration.encoding() {
                Some(Ok(encoding))
                    if !["utf-8", "utf8", "us-ascii", "ascii"].contains(&encoding.to_ascii_lowercase().as_str()) =>
                {
                    return Err(ReadError::Unfit {
                        found: format!("XML in the encoding {encoding}"),
                        expected: "UTF-8".to_owned(),
                    });
                }
                _ => Step::Nothing,
            },
            Event::DocType(_) => return Err(ReadError::Doctype),
            Event::Comment(_) | Event::PI(_) => Step::Nothing,
            Event::Eof => Step::Ended,
        })
    }

    fn explained(&self, error: Error, at: u64) -> ReadError {
        match error {
            Error::Io(source) if source.get_ref().is_some_and(|inner| inner.is::<Spent>()) => {
                self.too_large(&format!("{ENTRY_LIMIT} bytes"))
            }
            Error::Io(source) if source.kind() == io::ErrorKind::UnexpectedEof => self.truncated(),
            Error::Io(source) => ReadError::Io(io::Error::new(source.kind(), source.to_string())),
            Error::Encoding(_) => ReadError::NotUtf8 { at },
            // A tag, a comment or a reference that the end of the file cuts off.
            Error::Syntax(_) => self.truncated(),
            other => ReadError::Malformed { at, what: other.to_string() },
        }
    }

    fn malformed(&self, what: &str) -> ReadError {
        ReadError::Malformed { at: self.reader.buffer_position(), what: what.to_owned() }
    }

    fn truncated(&self) -> ReadError {
        let inside = self.open.last().unwrap_or(&self.root.name).clone();
        ReadError::Truncated { at: self.reader.buffer_position(), inside }
    }

    fn too_large(&self, limit: &str) -> ReadError {
        ReadError::EntryTooLarge { at: self.reader.buffer_position(), limit: limit.to_owned() }
    }
}

fn element(start: &BytesStart<'_>) -> Result<Element, String> {
    let name = start.local_name().as_ref().to_owned();
    let mut attributes = Vec::new();
    for attribute in start.attributes() {
        let attribute = attribute.map_err(|error| error.to_string())?;
        let value = attribute.normalized_value(XmlVersion::Implicit1_0).map_err(|error| error.to_string())?;
        let key = attribute.key;
        // A declaration of a namespace keeps its whole name.
        let key = if key.as_ref().starts_with("xmlns") { key.as_ref() } else { key.local_name().into_inner() };
        attributes.push((key.to_owned(), value.into_owned()));
    }
    Ok(Element { name, attributes, children: Vec::new(), raw: String::new() })
}
