//! Documents of people in the XML of the Security Council: the number has a field, but often stands in words elsewhere.

use sanad_model::IdentifierKind;

use crate::entry::Entry;
use crate::identifier::Identifier;
use crate::words::{Notes, documents};
use crate::xml::Element;

/// Adds a document. One without a number is reported, and its words stay among the remarks.
pub(super) fn add(entry: &mut Entry, part: &Element, notes: &mut Notes) {
    let words: Vec<String> =
        ["TYPE_OF_DOCUMENT", "TYPE_OF_DOCUMENT2"].iter().filter_map(|name| part.text_of(name)).collect();
    let note = part.text_of("NOTE").filter(|note| note.chars().any(char::is_alphanumeric));
    let printed = part.text_of("NUMBER");
    let in_words = || words.get(1).into_iter().chain(&note).find_map(|text| number_in_words(text));
    let number = match &printed {
        Some(printed) => Some(number_of(printed).to_owned()),
        None => in_words(),
    };
    let Some(number) = number else {
        let about: Vec<&str> = words.iter().chain(&note).map(String::as_str).collect();
        if !about.is_empty() {
            notes.left_out("the document has no number", &about.join(" "));
        }
        if about.len() > 1 {
            entry.add_detail("document without a number", &about.join("; "));
        }
        return;
    };
    let kind = match words.first() {
        Some(words) => documents::of_words(words, notes),
        None => IdentifierKind::Other,
    };
    let country = ["ISSUING_COUNTRY", "COUNTRY_OF_ISSUE"].iter().find_map(|name| part.text_of(name));
    let country = country.and_then(|words| notes.country(&words));
    let about = [("issued ", "DATE_OF_ISSUE"), ("issued in ", "CITY_OF_ISSUE")]
        .into_iter()
        .filter_map(|(words, name)| Some(format!("{words}{}", part.text_of(name)?)));
    let identifier = Identifier::new(kind, &number).in_country(country);
    let printed = printed.filter(|printed| *printed != number);
    entry.identifiers.push(identifier.noted(words.into_iter().chain(printed).chain(about).chain(note)));
}

/// `Afghan passport number SE 012820`: the number is what identifies.
fn number_of(value: &str) -> &str {
    let lower = value.to_ascii_lowercase();
    let number_at = ["number", "no."].iter().filter_map(|word| Some(lower.rfind(word)? + word.len())).max();
    let number = number_at.and_then(|at| value.get(at..)).map(|rest| rest.trim_matches([' ', ':']));
    number.filter(|rest| rest.contains(|character: char| character.is_ascii_digit())).unwrap_or(value)
}

/// `Tunisian passport number L 191609 issued on 28 Feb. 1996`: the last word with digits before what is said about it, and
/// the letters of a series before it.
fn number_in_words(text: &str) -> Option<String> {
    let mut words: Vec<&str> = Vec::new();
    for word in text.split_whitespace() {
        if ["issued", "under", "expired", "expires"].iter().any(|end| word.eq_ignore_ascii_case(end)) {
            break;
        }
        words.push(word.trim_matches(['(', ')', ',', ';', ':', '.']));
        if word.ends_with([',', ';']) {
            break;
        }
    }
    let is_number = |word: &&str| word.contains(|character: char| character.is_ascii_digit());
    let at = words.iter().rposition(is_number)?;
    let is_series = |word: &&&str| {
        let letters = word.trim_end_matches('-');
        (1..=2).contains(&letters.len()) && letters.bytes().all(|letter| letter.is_ascii_uppercase())
    };
    let series = at.checked_sub(1).and_then(|before| words.get(before)).filter(is_series);
    Some(series.into_iter().chain(words.get(at)).copied().collect::<Vec<_>>().join(" "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_found_among_words() {
        for (value, number) in [
            ("Example passport number SE 001122", "SE 001122"),
            ("Provisional passport No.: 28640000", "28640000"),
            ("AB 0099", "AB 0099"),
            ("No. unknown", "No. unknown"),
        ] {
            assert_eq!(number_of(value), number, "{value}");
        }
        for (text, number) in [
            ("Example passport number L 190000 issued on 28 Feb. 1996, expired on 27 Feb. 2001", Some("L 190000")),
            ("Example passport number 340000, issued under name Ali Example", Some("340000")),
            ("national identification card (tazkira) number 540000", Some("540000")),
            ("04640000 issued on 18 Jun. 1999", Some("04640000")),
            ("Fiscal Code: ABCDEF74T11Z000Z", Some("ABCDEF74T11Z000Z")),
            ("national identity card DE- 470000", Some("DE- 470000")),
            ("SSN 150-90-9000 (United States of America)", Some("150-90-9000")),
            ("issued in 1974", None),
            ("issued for Ali Example, born on 25 Sep. 1973", None),
            ("Alpha Street, Beta, 1973", None),
            ("", None),
        ] {
            assert_eq!(number_in_words(text).as_deref(), number, "{text}");
        }
    }
}
