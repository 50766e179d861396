//! `name` and `other_names`: what parties and places are called.

use sanad_model::{Language, Localized, NameKind};

use crate::reader::{Caption, Captions, Fields, Met};
use crate::records::Name;

/// The primary names, then the others, each in the order of the file.
pub fn read(fields: &mut Fields<'_>) -> Option<Vec<Name>> {
    let primary = fields.required("name").map(|Captions(texts)| texts);
    let mut met = Met::new();
    let mut names = Vec::new();
    for (language, text) in primary.iter().flat_map(Localized::iter) {
        met.insert((text.to_owned(), Some(language.clone())), fields.spot_of("name"));
        names.push(Name { text: text.to_owned(), language: Some(language.clone()), kind: NameKind::Primary });
    }
    let others = fields.each("other_names", |fields| other(fields, &mut met));
    names.extend(others?);
    primary.map(|_| names)
}

fn other(fields: &mut Fields<'_>, met: &mut Met<(String, Option<Language>)>) -> Option<Name> {
    let text = fields.required("text").map(|Caption(text)| text);
    let language: Option<Language> = fields.optional("language");
    let kind = fields.required("kind");
    if kind == Some(NameKind::Primary) {
        let hint = "put it in `name`, or make it ALIAS, FORMER or WEAK";
        fields.complain(fields.spot_of("kind"), "`kind`: a primary name among the others", hint);
    }
    if let Some(text) = &text {
        let spot = fields.spot_of("text");
        fields.meet(met, (text.clone(), language.clone()), spot, "the same name in the same language twice");
    }
    Some(Name { text: text?, language, kind: kind? })
}
