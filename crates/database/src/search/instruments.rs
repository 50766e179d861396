//! The texts of legal instruments: their titles and symbols, and what they are called by their kind, their issuer and
//! their number, such as `UNSCR 1970`, which people write more often than titles.

use std::collections::HashMap;

use diesel::sql_types::{BigInt, Nullable, Text as TextType};
use sanad_base::work::{few, in_time};
use sanad_model::{LegalInstrumentKind, Localized, SearchField, Worded};
use sanad_terms::initials;

use super::texts::{Nodes, Text, in_all_languages};
use crate::conn::Conn;
use crate::error::Result;
use crate::fragment::Statement;
use crate::rows::Rows;

/// The number of names of an issuer that its instruments are called by, at most.
const NAMES: usize = 12;

/// The titles of legal instruments, then their symbols, and what else they are called.
pub fn of_instruments(conn: &mut Conn, nodes: Nodes<'_>) -> Result<Vec<Text>> {
    let mut texts = Vec::new();
    for Instrument { owner, title, symbol, calls, year } in in_time(themselves(conn, nodes)?) {
        let calls = with_dates(calls, year.as_deref());
        texts.extend(in_all_languages(owner, SearchField::Title, Some(title)));
        texts.extend(symbol.map(|text| Text::new(owner, SearchField::Symbol, text)));
        texts.extend(calls.into_iter().map(|text| Text::new(owner, SearchField::Kind, text)));
    }
    Ok(texts)
}

/// What a query can equal as a whole besides their titles and symbols, with the ids of the instruments.
pub fn called(conn: &mut Conn, nodes: Nodes<'_>) -> Result<Vec<(i64, String)>> {
    let called = in_time(themselves(conn, nodes)?);
    let calls = |one: Instrument| {
        let calls = with_dates(one.calls, one.year.as_deref()).into_iter();
        calls.map(move |call| (one.owner, call))
    };
    Ok(called.flat_map(calls).collect())
}

/// The titles and symbols of the legal instruments that events name, and what else these are called.
pub fn of_legal_bases(conn: &mut Conn, nodes: Nodes<'_>) -> Result<Vec<Text>> {
    let named = "event_instruments JOIN legal_instruments ON legal_instruments.id = event_instruments.instrument_id";
    let mut texts = Vec::new();
    for Instrument { owner, title, symbol, calls, .. } in
        in_time(read(conn, "event_instruments.event_id", "event_instruments.ordinal", named, nodes)?)
    {
        texts.extend(symbol.map(|text| Text::new(owner, SearchField::LegalBasis, text)));
        texts.extend(in_all_languages(owner, SearchField::LegalBasis, Some(title)));
        texts.extend(calls.into_iter().map(|text| Text::new(owner, SearchField::LegalBasis, text)));
    }
    Ok(texts)
}

/// A legal instrument, as itself or as what an event names.
struct Instrument {
    /// The id of the instrument or of the event.
    owner: i64,
    title: Localized,
    symbol: Option<String>,
    /// What else it is called, without the year of its adoption.
    calls: Vec<String>,
    year: Option<String>,
}

fn themselves(conn: &mut Conn, nodes: Nodes<'_>) -> Result<Vec<Instrument>> {
    read(conn, "legal_instruments.id", "legal_instruments.id", "legal_instruments", nodes)
}

fn read(conn: &mut Conn, owner: &str, order: &str, of: &str, nodes: Nodes<'_>) -> Result<Vec<Instrument>> {
    if nodes.are_none() {
        return Ok(Vec::new());
    }
    type Row = (i64, i64, LegalInstrumentKind, Localized, Option<String>, Option<String>, Option<String>);
    type Columns = (BigInt, BigInt, TextType, TextType, Nullable<TextType>, Nullable<TextType>, Nullable<TextType>);
    // A row for each name of the issuer.
    let rows: Vec<Row> = Statement::<Columns>::new(format!(
        "SELECT {owner}, legal_instruments.id, legal_instruments.kind, legal_instruments.title, \
         legal_instruments.symbol, legal_instruments.adopted, names.text FROM {of} LEFT JOIN names \
         ON names.node_id = legal_instruments.issuer_id AND names.ordinal < {NAMES} WHERE "
    ))
    .meeting(nodes.in_column(owner))
    .text(format!(" ORDER BY {owner}, {order}, names.ordinal"))
    .rows(conn)?;
    let mut instruments = Vec::new();
    // Very many events name the same instrument.
    let mut known: HashMap<i64, Vec<String>> = HashMap::new();
    for rows in in_time(rows.chunk_by(|one, next| (one.0, one.1) == (next.0, next.1))) {
        let Some((owner, id, kind, title, symbol, adopted, _)) = rows.first() else { continue };
        let calls = known.entry(*id).or_insert_with(|| {
            let printed = title.iter().map(|(_, text)| text).chain(symbol.as_deref());
            let issuers: Vec<&str> = rows.iter().filter_map(|row| row.6.as_deref()).collect();
            numbers(printed).iter().flat_map(|number| by_number(*kind, number, &issuers)).collect()
        });
        let (title, symbol) = (title.clone(), symbol.clone());
        let year = adopted.as_deref().and_then(|adopted| adopted.get(..4)).map(str::to_owned);
        instruments.push(Instrument { owner: *owner, title, symbol, calls: calls.clone(), year });
    }
    Ok(instruments)
}

/// What an instrument with this number is called.
fn by_number(kind: LegalInstrumentKind, number: &str, issuers: &[&str]) -> Vec<String> {
    let [arabic, english] = kind.wordings().map(|wording| wording.each().collect::<Vec<_>>());
    let mut words: Vec<String> = arabic.iter().chain(&english).map(|&word| word.to_owned()).collect();
    // `R` in `UNSCR` stands for the first English word of the kind.
    let letters: String = english.first().into_iter().flat_map(|word| word.split(' ')).flat_map(first_letter).collect();
    for issuer in few(issuers.iter().flat_map(|issuer| std::iter::once(*issuer).chain(without_owner(issuer)))) {
        if issuer.chars().any(|letter| letter.is_ascii_alphabetic()) {
            words.extend(english.iter().map(|word| format!("{issuer} {word}")));
        } else {
            words.extend(arabic.iter().map(|word| format!("{word} {issuer}")));
        }
        for initials in few(std::iter::once(issuer).chain(whose(issuer)).filter_map(initials)) {
            let initials = initials.to_uppercase();
            words
                .extend(english.iter().flat_map(|word| [format!("{initials} {word}"), format!("{word} ({initials})")]));
            words.push(format!("{initials}{letters}"));
        }
    }
    let mut calls: Vec<String> = words.into_iter().map(|word| format!("{word} {number}")).collect();
    calls.sort();
    calls.dedup();
    calls
}

/// What is called so, also with the year of its adoption.
fn with_dates(calls: Vec<String>, year: Option<&str>) -> Vec<String> {
    let dated = |call: &String| {
        let is_arabic = !call.contains(|letter: char| letter.is_ascii_alphabetic());
        let words = if is_arabic { ["لسنة", "لعام"].as_slice() } else { &[] };
        let in_arabic = words.iter().filter_map(|word| Some(format!("{call} {word} {}", year?)));
        year.map(|year| format!("{call} ({year})")).into_iter().chain(in_arabic).collect::<Vec<_>>()
    };
    let dated: Vec<String> = calls.iter().flat_map(dated).collect();
    [calls, dated].concat()
}

/// For whom a body with this name acts: the regulations of the Council of the European Union are those of the EU, and the
/// resolutions of the UN Security Council those of the UN.
fn whose(issuer: &str) -> impl Iterator<Item = &str> {
    let owner = issuer.rsplit_once(" of the ").map(|(_, owner)| owner);
    owner.into_iter().chain(abbreviated(issuer).map(|(owner, _)| owner))
}

/// The name without for whom it acts: the Security Council.
fn without_owner(issuer: &str) -> Option<&str> {
    abbreviated(issuer).map(|(_, body)| body)
}

fn abbreviated(issuer: &str) -> Option<(&str, &str)> {
    issuer.split_once(' ').filter(|(owner, _)| owner.chars().all(char::is_uppercase))
}

fn first_letter(word: &str) -> Option<char> {
    word.chars().next().map(|letter| letter.to_ascii_uppercase())
}

/// The numbers in titles and symbols, each once: 1970 of `S/RES/1970 (2011)`, and 2016/44. What is in brackets explains.
fn numbers<'a>(printed: impl Iterator<Item = &'a str>) -> Vec<String> {
    let mut numbers: Vec<String> = Vec::new();
    for text in few(printed) {
        let mut depth = 0_usize;
        let outside = |letter: char| {
            depth = match letter {
                '(' => depth + 1,
                ')' => depth.saturating_sub(1),
                _ => depth,
            };
            if depth == 0 && letter != ')' { letter } else { ' ' }
        };
        let text: String = text.chars().map(outside).collect();
        let is_inside = |letter: char| letter.is_alphanumeric() || letter == '/';
        for word in few(text.split(|letter: char| !is_inside(letter))) {
            // A symbol may lead to the number: `S/RES/1970`.
            let number = word.rsplit_once(char::is_alphabetic).map_or(word, |(_, rest)| rest);
            let is_apart = number.len() == word.len() || number.starts_with('/');
            let number = number.trim_matches('/');
            if is_apart && !number.is_empty() && !numbers.iter().any(|known| known == number) {
                numbers.push(number.to_owned());
            }
        }
    }
    numbers
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_those_of_titles_and_symbols() {
        for (printed, expected) in [
            (["UN Security Council resolution 1970", "S/RES/1970 (2011)"], vec!["1970"]),
            (["Council Regulation (EU) 2016/44", "2016/44 (OJ L12)"], vec!["2016/44"]),
            (["قرار مجلس الأمن ١٩٧٠", "E.O.13818"], vec!["١٩٧٠", "13818"]),
            (["Convention of the G5", ""], vec![]),
        ] {
            assert_eq!(numbers(printed.into_iter()), expected, "{printed:?}");
        }
    }

    #[test]
    fn instruments_are_called_by_their_issuers() {
        let issuers = ["UN Security Council", "مجلس الأمن"];
        let calls = by_number(LegalInstrumentKind::Resolution, "1970", &issuers);
        let calls = with_dates(calls, Some("2011"));
        for call in [
            "Security Council resolution 1970 (2011)",
            "SCR 1970",
            "قرار 1970 لسنة 2011",
            "resolution 1970",
            "UNSCR 1970",
            "UNSC resolution 1970 (2011)",
            "UN resolution 1970",
            "قرار مجلس الأمن 1970",
            "قرار أممي 1970",
        ] {
            assert!(calls.iter().any(|known| known == call), "{call}: {calls:?}");
        }
        let calls = by_number(LegalInstrumentKind::Regulation, "2016/44", &["Council of the European Union"]);
        assert!(calls.iter().any(|call| call == "regulation (EU) 2016/44"), "{calls:?}");
        let calls = by_number(LegalInstrumentKind::ExecutiveOrder, "13818", &["United States"]);
        for call in ["EO 13818", "US executive order 13818", "أمر تنفيذي 13818"] {
            assert!(calls.iter().any(|known| known == call), "{call}: {calls:?}");
        }
    }
}
