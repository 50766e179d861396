//! The remarks of OFAC's CSV: everything that has no column of its own, as `DOB 03 May 1979; POB Sirte, Libya; a.k.a.
//! 'KANIYAT'.`

use super::feature::{self, Feature};
use super::name_kind;
use crate::entry::{Entry, Other, Relation, Text};
use crate::names::Names;
use crate::script::ArabicLetters;
use crate::words::countries::Country;
use crate::words::{Notes, countries, documents, relations};

/// Labels of facts that are no documents, with the label that other formats have for it.
const LABELS: [(&str, &str); 25] = [
    ("DOB", "DOB"),
    ("POB", "POB"),
    ("nationality", "nationality"),
    ("citizen", "citizen"),
    ("Gender", "Gender"),
    ("Website", "Website"),
    ("Email Address", "Email Address"),
    ("Phone Number", "Phone Number"),
    ("Telephone No.", "Telephone No."),
    ("Telephone", "Telephone"),
    ("Fax No.", "Fax No."),
    ("Fax", "Fax"),
    ("Organization Established Date", "Organization Established Date"),
    ("Organization Type:", "Organization Type:"),
    ("Target Type", "Target Type"),
    ("Vessel Year of Build", "Vessel Year of Build"),
    ("Vessel Flag", "Vessel Flag"),
    ("Former Vessel Flag", "Former Vessel Flag"),
    ("Former Vessel Type", "Former Vessel Type"),
    ("Aircraft Manufacture Date", "Aircraft Manufacture Date"),
    ("Aircraft Model", "Aircraft Model"),
    ("Aircraft Operator", "Aircraft Operator"),
    ("Aircraft Type", "Aircraft Type"),
    ("Secondary sanctions risk:", "Secondary sanctions risk:"),
    ("Additional Sanctions Information -", "Additional Sanctions Information -"),
];

/// Reads the remarks into the entry; names go to `names`.
pub(super) fn read(remarks: &str, entry: &mut Entry, names: &mut Names, notes: &mut Notes) {
    let mut rest: Vec<&str> = Vec::new();
    let whole = remarks.trim();
    let whole = whole.strip_suffix('.').unwrap_or(whole);
    for part in whole.split("; ").map(str::trim).filter(|part| !part.is_empty()) {
        if !read_part(part, entry, names, notes) {
            rest.push(part);
        }
    }
    if !rest.is_empty() {
        entry.remarks.push(Text::english(rest.join("; ")));
    }
}

/// Whether the part says something that has a place in the entry.
fn read_part(part: &str, entry: &mut Entry, names: &mut Names, notes: &mut Notes) -> bool {
    let part = part.strip_prefix("alt. ").unwrap_or(part);
    for word in ["a.k.a.", "f.k.a.", "n.k.a."] {
        let quoted = part.strip_prefix(word).and_then(|rest| rest.trim().strip_prefix('\'')?.strip_suffix('\''));
        if let Some(name) = quoted {
            // Names in quotes are those of low quality.
            let kind = name_kind(word, true, notes);
            names.add_text(&super::reordered(name, entry.kind), kind, ArabicLetters::Unsure, None);
            return true;
        }
    }
    if let Some(other) = part.strip_prefix("Linked To: ") {
        let (kind, is_inverse) = relations::of_ofac("Linked To", notes);
        let other = Other::Name(other.to_owned());
        entry.relations.push(Relation { kind, is_inverse, printed: "Linked To".to_owned(), other, note: None });
        return true;
    }
    if let Some((label, value)) = documents::split_ofac(part) {
        let (number, country, about) = document(value);
        let country = country.and_then(|words| notes.country(words));
        let identifier = documents::of_ofac(label, number, entry.kind, notes);
        entry.identifiers.push(identifier.in_country(country).noted(about.map(str::to_owned)));
        return true;
    }
    let matching = LABELS.iter().filter(|(word, _)| part.strip_prefix(word).is_some_and(|rest| rest.starts_with(' ')));
    let Some((word, label)) = matching.max_by_key(|(word, _)| word.len()) else { return false };
    feature::add(entry, Feature::new(label, part[word.len()..].trim()), notes);
    true
}

/// The number, the country in brackets, and what follows: `F86 (Libya) issued 08 Sep 2006 expires 17 Jul 2011`.
fn document(value: &str) -> (&str, Option<&str>, Option<&str>) {
    let about_at = [" issued ", " expires "].iter().filter_map(|word| value.find(word)).min().unwrap_or(value.len());
    let (head, about) = value.split_at(about_at);
    let about = Some(about.trim()).filter(|about| !about.is_empty());
    let bracketed = head.strip_suffix(')').and_then(|head| head.rsplit_once(" ("));
    match bracketed {
        Some((number, country)) if countries::country(country) != Country::Unknown => {
            (number.trim(), Some(country), about)
        }
        _ => (head.trim(), None, about),
    }
}

#[cfg(test)]
mod tests {
    use sanad_model::{IdentifierKind, NameKind};

    use super::*;
    use crate::list::List;
    use sanad_model::PartyType;

    #[test]
    fn remarks_hold_what_has_no_column() {
        let mut entry = Entry::new(List::OfacSdn, "1", "1", PartyType::Person).unwrap();
        let (mut names, mut notes) = (Names::default(), Notes::default());
        let remarks = "DOB 03 May 1979; alt. DOB circa 1980; POB Tarhuna, Libya; nationality Libya; Gender Male; Passport F86 (Libya) \
                       issued 08 Sep 2006 expires 17 Jul 2011; a.k.a. 'MITHAL'; f.k.a. 'EXAMPLE, Old'; Linked To: EXAMPLE MILITIA CO; \
                       Brigadier General; Digital Currency Address - XBT 1aBc; Tax ID No. 52 (1).";
        read(remarks, &mut entry, &mut names, &mut notes);
        assert_eq!(
            entry.births.iter().map(|birth| birth.printed.as_str()).collect::<Vec<_>>(),
            ["03 May 1979", "circa 1980"]
        );
        assert_eq!(entry.birth_places[0].country.as_ref().unwrap().as_str(), "LY");
        assert_eq!(entry.birth_places[0].text, "Tarhuna");
        assert_eq!(entry.nationalities[0].as_str(), "LY");
        let passport = &entry.identifiers[0];
        assert_eq!((passport.kind, passport.value.as_str()), (IdentifierKind::Passport, "F86"));
        assert_eq!(passport.note.as_deref(), Some("Passport; issued 08 Sep 2006 expires 17 Jul 2011"));
        assert_eq!(entry.identifiers[1].note.as_deref(), Some("XBT"));
        assert_eq!(entry.identifiers[2].value, "52 (1)");
        assert_eq!(entry.relations[0].other, Other::Name("EXAMPLE MILITIA CO".to_owned()));
        assert_eq!(entry.remarks, [Text::english("Brigadier General")]);
        let names: Vec<_> = names.iter().map(|name| (name.text.as_str(), name.kind)).collect();
        assert_eq!(names, [("MITHAL", NameKind::Weak), ("Old EXAMPLE", NameKind::Former)]);
        assert!(notes.unknown_words().is_empty(), "{notes:?}");
    }
}
