//! Which format a file has, by what is in it.

use std::io::{Cursor, Read};

use quick_xml::Reader;
use quick_xml::events::Event;
use sanad_base::visible::quoted;
use sanad_model::vocabulary;

use crate::edition::Input;
use crate::error::ReadError;

vocabulary! {
    /// A format that is read. The word is the name that messages have.
    pub enum Format {
        /// The XML of the Security Council.
        Un = "the consolidated list of the UN Security Council (XML)",
        /// OFAC's XML with one self-contained element an entity.
        OfacEnhanced = "OFAC's list (ENHANCED XML)",
        /// OFAC's older, small XML.
        OfacSimple = "OFAC's list (SDN.XML)",
        /// OFAC's CSV files, which belong together.
        OfacCsv = "OFAC's list (CSV files)",
        /// What changed in OFAC's lists.
        OfacDelta = "changes of OFAC's lists (delta XML)",
        /// The XML of the UK Sanctions List.
        Uk = "the UK Sanctions List (XML)",
        /// The XML of the EU's Financial Sanctions File, version 1.1.
        Eu = "the EU's Financial Sanctions File 1.1 (XML)",
    }
}

/// The role of a file among OFAC's CSV files, by the number of its columns.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) enum CsvRole {
    Entries,
    Names,
    Addresses,
    Comments,
}

/// What a file turns out to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Recognised {
    Whole(Format),
    OneOfCsv(CsvRole),
}

/// How much of a file is looked at.
const LOOK: u64 = 64 << 10;

/// Recognises the format, and gives back the file from its beginning.
pub(crate) fn recognise(mut input: Input) -> Result<(Recognised, Input), ReadError> {
    let mut start = Vec::new();
    input.by_ref().take(LOOK).read_to_end(&mut start)?;
    let recognised = by_start(&start)?;
    Ok((recognised, Box::new(Cursor::new(start).chain(input))))
}

/// What is expected, for messages.
fn expected() -> String {
    "a list of the UN (XML), OFAC (ENHANCED XML, SDN.XML, CSV or delta), the UK (XML) or the EU (XML 1.1)".to_owned()
}

fn unfit(found: String) -> ReadError {
    ReadError::Unfit { found, expected: expected() }
}

fn by_start(start: &[u8]) -> Result<Recognised, ReadError> {
    if start.starts_with(&[0xff, 0xfe]) || start.starts_with(&[0xfe, 0xff]) {
        return Err(ReadError::Unfit { found: "text in UTF-16".to_owned(), expected: "UTF-8".to_owned() });
    }
    for (magic, name) in
        [("%PDF", "a PDF file"), ("PK\u{3}\u{4}", "a zip file in another file"), ("\u{7f}ELF", "a program")]
    {
        if start.starts_with(magic.as_bytes()) {
            return Err(unfit(name.to_owned()));
        }
    }
    // The end may be in the middle of a character.
    let text = match std::str::from_utf8(start) {
        Ok(text) => text,
        Err(error) if start.len() - error.valid_up_to() < 4 && start.len() as u64 == LOOK => {
            std::str::from_utf8(&start[..error.valid_up_to()]).unwrap_or_default()
        }
        Err(error) => {
            if start[..error.valid_up_to()].iter().all(u8::is_ascii_whitespace) || start.contains(&0) {
                return Err(unfit("a binary file".to_owned()));
            }
            return Err(ReadError::NotUtf8 { at: error.valid_up_to() as u64 });
        }
    };
    let text = text.trim_start_matches('\u{feff}').trim_start();
    match text.chars().next() {
        None if start.is_empty() => Err(unfit("an empty file".to_owned())),
        None => Err(unfit("nothing but white space".to_owned())),
        Some('<') => by_root(text),
        Some('{' | '[') => Err(json(text)),
        Some(_) => by_lines(text),
    }
}

/// The format of XML, by its root.
fn by_root(text: &str) -> Result<Recognised, ReadError> {
    let mut reader = Reader::from_str(text);
    loop {
        let start = match reader.read_event() {
            Ok(Event::Start(start) | Event::Empty(start)) => start,
            Ok(Event::DocType(doctype)) if doctype.trim_start().to_ascii_lowercase().starts_with("html") => {
                return Err(unfit(html(text)));
            }
            Ok(Event::DocType(_)) => return Err(ReadError::Doctype),
            Ok(Event::Eof) => return Err(unfit("XML without an element".to_owned())),
            Ok(_) => continue,
            Err(error) => {
                return Err(ReadError::Malformed { at: reader.error_position(), what: error.to_string() });
            }
        };
        let name = start.local_name();
        let namespace = start.attributes().flatten().find(|attribute| attribute.key.as_ref().starts_with("xmlns"));
        let spaces: Vec<String> = start
            .attributes()
            .flatten()
            .filter(|own| own.key.as_ref().starts_with("xmlns"))
            .map(|own| own.value.into_owned())
            .collect();
        let has = |part: &str| spaces.iter().any(|space| space.contains(part));
        let format = match name.as_ref() {
            "CONSOLIDATED_LIST" => Format::Un,
            "sanctionsData" if has("ENHANCED_XML") => Format::OfacEnhanced,
            "sanctionsData" if has("DeltaFile") => Format::OfacDelta,
            "sdnList" => Format::OfacSimple,
            "Designations" => Format::Uk,
            "export" if has("eu.europa.ec/fpi/fsd/export") => Format::Eu,
            "Sanctions" if has("ADVANCED_XML") || text.contains("<DateOfIssue") => {
                return Err(ReadError::Unsupported {
                    format: "OFAC's ADVANCED XML",
                    instead: "take SDN_ENHANCED.XML or CONS_ENHANCED.XML from the same page, which have the same entries",
                });
            }
            "ArrayOfFinancialSanctionsTarget" => return Err(ofsi()),
            "html" | "HTML" | "head" | "HEAD" | "body" => return Err(unfit(html(text))),
            other => {
                let namespace =
                    namespace.map(|space| format!(" in the namespace {}", quoted(&space.value))).unwrap_or_default();
                return Err(unfit(format!("XML whose root is {}{namespace}", quoted(other))));
            }
        };
        return Ok(Recognised::Whole(format));
    }
}

/// A page of HTML, with its title or its first words.
fn html(text: &str) -> String {
    let between = |open: &str, close: &str| {
        let start = text.to_ascii_lowercase().find(open)? + open.len();
        let end = start + text.get(start..)?.to_ascii_lowercase().find(close)?;
        text.get(start..end).map(str::trim).filter(|title| !title.is_empty())
    };
    let words = || {
        let mut in_tag = false;
        let text = text.chars().filter(|character| {
            match character {
                '<' => in_tag = true,
                '>' => in_tag = false,
                _ => return !in_tag,
            }
            false
        });
        crate::xml::collapsed(&text.collect::<String>())
    };
    let shown = between("<title>", "</title>").map_or_else(words, str::to_owned);
    format!("an HTML page that says {}: the server sent an error or a notice instead of the list", quoted(&shown))
}

fn ofsi() -> ReadError {
    ReadError::Unsupported {
        format: "OFSI's consolidated list (ConList), which was closed on 2026-01-28",
        instead: "take https://sanctionslist.fcdo.gov.uk/docs/UK-Sanctions-List.xml, the only list of the UK since then",
    }
}

fn follow_the_money() -> ReadError {
    ReadError::Unsupported {
        format: "a file of OpenSanctions (FollowTheMoney)",
        instead: "take the list from its publisher: UN, OFAC, UK or EU",
    }
}

fn json(text: &str) -> ReadError {
    let has = |key: &str| text.contains(&format!("\"{key}\""));
    let is_named = ["opensanctions", ".ftm.json"].iter().any(|word| text.contains(word));
    let has_keys = [&["schema", "properties"][..], &["schemata"], &["RECORD_ID"], &["op", "entity"]];
    if is_named || has_keys.iter().any(|keys| keys.iter().all(|key| has(key))) {
        follow_the_money()
    } else {
        unfit("JSON".to_owned())
    }
}

/// The format of CSV, by its first lines.
fn by_lines(text: &str) -> Result<Recognised, ReadError> {
    let mut lines = text.lines();
    let first = lines.next().unwrap_or_default();
    let second = lines.next().unwrap_or_default();
    let header = first.to_ascii_lowercase();
    if header.starts_with("last updated,") && second.contains("Group ID") {
        return Err(ofsi());
    }
    if header.starts_with("report date") && second.contains("Unique ID") {
        return Err(ReadError::Unsupported {
            format: "the CSV of the UK Sanctions List",
            instead: "take https://sanctionslist.fcdo.gov.uk/docs/UK-Sanctions-List.xml, which has the same entries",
        });
    }
    if header.contains("filegenerationdate") || header.contains("entity_logicalid") {
        return Err(ReadError::Unsupported {
            format: "the CSV of the EU's Financial Sanctions File",
            instead: "take xmlFullSanctionsList_1_1 from the same page, which has the same entries",
        });
    }
    let plain = header.replace('"', "");
    if plain.starts_with("id,schema,name") || plain.starts_with("canonical_id,entity_id") {
        return Err(follow_the_money());
    }
    let mut records = csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(text.as_bytes());
    let record = records.records().next().and_then(Result::ok).unwrap_or_default();
    let is_number = |column: usize| {
        record
            .get(column)
            .is_some_and(|value| !value.is_empty() && value.trim().bytes().all(|byte| byte.is_ascii_digit()))
    };
    let role = match record.len() {
        12 if is_number(0) => CsvRole::Entries,
        5 if is_number(0) && is_number(1) => CsvRole::Names,
        6 if is_number(0) && is_number(1) => CsvRole::Addresses,
        2 if is_number(0) => CsvRole::Comments,
        _ => return Err(unfit(format!("text that begins with {}", quoted(first)))),
    };
    Ok(Recognised::OneOfCsv(role))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refused(text: &str) -> String {
        by_start(text.as_bytes()).unwrap_err().to_string()
    }

    #[test]
    fn formats_are_recognised_by_their_content() {
        let ofac = "https://sanctionslistservice.ofac.treas.gov/api/PublicationPreview/exports";
        for (text, recognised) in [
            (
                "\u{feff}<?xml version='1.0'?><!-- x --><CONSOLIDATED_LIST dateGenerated='x'>".to_owned(),
                Recognised::Whole(Format::Un),
            ),
            (format!("<sanctionsData xmlns=\"{ofac}/ENHANCED_XML\">"), Recognised::Whole(Format::OfacEnhanced)),
            (format!("<o:sanctionsData xmlns:o=\"{ofac}/ENHANCED_XML\">"), Recognised::Whole(Format::OfacEnhanced)),
            (
                "<sanctionsData xmlns='https://www.treasury.gov/ofac/DeltaFile/1.0'>".to_owned(),
                Recognised::Whole(Format::OfacDelta),
            ),
            ("<sdnList xmlns='http://tempuri.org/sdnList.xsd'>".to_owned(), Recognised::Whole(Format::OfacSimple)),
            ("  <Designations>".to_owned(), Recognised::Whole(Format::Uk)),
            (
                "<export xmlns='http://eu.europa.ec/fpi/fsd/export' generationDate=''>".to_owned(),
                Recognised::Whole(Format::Eu),
            ),
            (
                "1,\"EXAMPLE\",-0- ,\"SDGT\",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- \r\n".to_owned(),
                Recognised::OneOfCsv(CsvRole::Entries),
            ),
            ("1,2,\"aka\",\"EXAMPLE\",-0- ".to_owned(), Recognised::OneOfCsv(CsvRole::Names)),
            ("1,2,-0- ,-0- ,-0- ,-0- ".to_owned(), Recognised::OneOfCsv(CsvRole::Addresses)),
            ("1,\"the rest\"".to_owned(), Recognised::OneOfCsv(CsvRole::Comments)),
        ] {
            assert_eq!(by_start(text.as_bytes()).unwrap(), recognised, "{text}");
        }
    }

    #[test]
    fn everything_else_is_refused_by_name() {
        for (text, words) in [
            ("", "an empty file"),
            (" \n", "white space"),
            ("<html>\n<head><title>403 Forbidden</title></head>", "an HTML page that says `403 Forbidden`"),
            ("<!DOCTYPE html><html><body>Wait", "an HTML page"),
            ("<head><body> This object may be found <a HREF=\"x\">here</a> </body>", "This object may be found here"),
            ("<!DOCTYPE x [<!ENTITY a 'b'>]><CONSOLIDATED_LIST/>", "DOCTYPE"),
            ("<rss version='2.0'>", "XML whose root is `rss`"),
            ("<Sanctions xmlns='https://x/ADVANCED_XML'>", "ADVANCED XML, which is not read: take SDN_ENHANCED.XML"),
            ("<ArrayOfFinancialSanctionsTarget>", "ConList"),
            ("Last Updated,27/04/2020,,\nName 6,Name 1,Group ID\n", "ConList"),
            ("Report Date: 01-Jan-2026\nLast Updated,Unique ID,OFSI Group ID\n", "CSV of the UK Sanctions List"),
            ("fileGenerationDate;Entity_LogicalId;x\n", "CSV of the EU"),
            ("{\"id\": \"x\", \"schema\": \"Person\", \"properties\": {}}", "OpenSanctions"),
            ("\"id\",\"schema\",\"name\",\"aliases\"\n", "OpenSanctions"),
            ("{\"a\": 1}", "found JSON"),
            ("%PDF-1.7", "a PDF file"),
            ("Dear all,", "text that begins with `Dear all,`"),
            ("<", "not well-formed"),
        ] {
            let message = refused(text);
            assert!(message.contains(words), "{text}: {message}");
        }
        assert!(by_start(b"\xff\xfe<\0").unwrap_err().to_string().contains("UTF-16"));
        assert!(by_start(b"<Designations>caf\xe9</Designations>").unwrap_err().to_string().contains("not UTF-8"));
        assert!(by_start(b"\x89PNG\r\n\x1a\n\0\0").unwrap_err().to_string().contains("binary"));
    }
}
