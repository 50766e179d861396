//! `name` and `other_names` of parties and places.

use crate::reader::{Caption, Captions, Fields, Seen};
use crate::records::Name;
use sanad_model::{Language, Localized, NameKind};

/// The primary names, then the others, each in the order of the file.
pub fn read(fields: &mut Fields<'_>) -> Option<Vec<Name>> {
    let primary = fields.required("name").map(|Captions(texts)| texts);
    let mut seen = Seen::new();
    let mut names = Vec::new();
    for (language, text) in primary.iter().flat_map(Localized::iter) {
        seen.insert((text.to_owned(), Some(language.clone())), fields.spot_of("name"));
        names.push(Name { text: text.to_owned(), language: Some(language.clone()), kind: NameKind::Primary });
    }
    let others = fields.each("other_names", |fields| other(fields, &mut seen));
    names.extend(others?);
    primary.map(|_| names)
}

fn other(fields: &mut Fields<'_>, seen: &mut Seen<(String, Option<Language>)>) -> Option<Name> {
    let text = fields.required("text").map(|Caption(text)| text);
    let language: Option<Language> = fields.optional("language");
    let kind = fields.required("kind");
    if kind == Some(NameKind::Primary) {
        let hint = "move the name to `name`, or use ALIAS, FORMER or WEAK";
        fields.complain(fields.spot_of("kind"), "`kind`: PRIMARY is not allowed in `other_names`", hint);
    }
    if let Some(text) = &text {
        let spot = fields.spot_of("text");
        let mistake = "this name is given twice in the same language";
        fields.expect_first(seen, (text.clone(), language.clone()), spot, mistake);
    }
    Some(Name { text: text?, language, kind: kind? })
}
