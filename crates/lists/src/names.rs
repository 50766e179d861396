//! Names that lists put into one field, taken apart.

use std::collections::HashSet;

use sanad_model::{Language, NameKind};

use crate::entry::{LegalBasis, Name};
use crate::script::{self, ArabicLetters, Script};
use crate::xml::collapsed;

/// A part of a field, with what stands about it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Part {
    pub(crate) text: String,
    pub(crate) note: Option<String>,
}

/// What lists write where there is no name.
const BLANKS: [&str; 6] = ["null", "n/a", "-", "--", ".", "none"];

/// Takes a field apart: at semicolons, at Arabic commas, at brackets that hold other names, and between two scripts.
/// Brackets within a name stay: `Lord's Resistance Movement (LRM)`.
pub(crate) fn parts(field: &str) -> Vec<Part> {
    let mut found = Vec::new();
    let field = collapsed(field);
    for piece in outside_brackets(&field, &[';', '؛']) {
        add_piece(piece, &mut found);
    }
    found.retain(|part| is_name(&part.text));
    found
}

/// Whether the text has a letter and does not stand for "no name".
pub(crate) fn is_name(text: &str) -> bool {
    text.chars().any(char::is_alphanumeric) && !BLANKS.iter().any(|blank| text.eq_ignore_ascii_case(blank))
}

fn add_piece(piece: &str, found: &mut Vec<Part>) {
    let piece = trimmed(piece);
    if let Some((outer, inner)) = last_bracket(piece) {
        if let Some(language) = language_in_brackets(inner) {
            return add(outer, Some(language.to_owned()), found);
        }
        if is_remark(inner) {
            return add(outer, Some(inner.to_owned()), found);
        }
        let inner = inner.strip_prefix("original script:").unwrap_or(inner);
        let (outer_script, inner_script) = (script::of_text(outer), script::of_text(inner));
        // An abbreviation in Latin letters is part of a name in any script.
        let is_short = inner.chars().all(|character| character.is_ascii_uppercase() || !character.is_alphabetic());
        let holds_names =
            inner.contains(';') || outer_script != inner_script && inner_script != Script::Other && !is_short;
        if holds_names && !outer.is_empty() {
            add(outer, None, found);
            for name in outside_brackets(inner, &[';', '؛']) {
                // Says of what stands before it, and not a name.
                let name = name.trim().trim_end_matches("(original script)").trim();
                let (name, note) = match name.split_once(" - sub-unit name") {
                    Some((name, _)) => (name, Some("sub-unit name".to_owned())),
                    None => (name, None),
                };
                add(name, note, found);
            }
            return;
        }
    }
    if let Some((name, note)) = piece.split_once(", born ") {
        return add(name, Some(format!("born {note}")), found);
    }
    add(piece, None, found);
}

fn add(text: &str, note: Option<String>, found: &mut Vec<Part>) {
    let text = trimmed(text);
    if script::of_text(text) == Script::Arabic && text.contains('،') {
        for name in text.split('،') {
            found.push(Part { text: trimmed(name).to_owned(), note: note.clone() });
        }
        return;
    }
    match between_scripts(text) {
        Some((first, second)) => {
            found.push(Part { text: trimmed(first).to_owned(), note: note.clone() });
            found.push(Part { text: trimmed(second).to_owned(), note });
        }
        None => found.push(Part { text: text.to_owned(), note }),
    }
}

/// Without spaces, commas and dots that stand alone at its ends.
fn trimmed(text: &str) -> &str {
    text.trim_matches(|character: char| character.is_whitespace() || matches!(character, ',' | ';' | '،' | '؛'))
}

/// Splits at the marks that are not in brackets. Brackets that do not close count as text.
fn outside_brackets<'a>(text: &'a str, marks: &[char]) -> Vec<&'a str> {
    let depth = text.chars().try_fold(0_usize, |depth, character| match character {
        '(' => Some(depth + 1),
        ')' => depth.checked_sub(1),
        _ => Some(depth),
    });
    let is_balanced = depth == Some(0);
    let (mut depth, mut start, mut pieces) = (0_usize, 0, Vec::new());
    for (at, character) in text.char_indices() {
        match character {
            '(' if is_balanced => depth += 1,
            ')' if is_balanced => depth = depth.saturating_sub(1),
            mark if depth == 0 && marks.contains(&mark) => {
                pieces.push(&text[start..at]);
                start = at + mark.len_utf8();
            }
            _ => {}
        }
    }
    pieces.push(&text[start..]);
    pieces
}

/// What stands before and in the bracket at the end: the first one, if several are open there.
fn last_bracket(text: &str) -> Option<(&str, &str)> {
    let inner = text.strip_suffix(')')?;
    let mut depth = 1;
    for (at, character) in inner.char_indices().rev() {
        match character {
            ')' => depth += 1,
            '(' => {
                depth -= 1;
                if depth == 0 {
                    return Some((inner[..at].trim(), inner[at + 1..].trim()));
                }
            }
            _ => {}
        }
    }
    None
}

/// The two halves of a text whose letters change from Latin to Arabic exactly once, or back, with two words in each. Other
/// scripts do mix within a name: `OOO Пример`, `Затвор Qarchak`.
fn between_scripts(text: &str) -> Option<(&str, &str)> {
    let mut border = None;
    let mut last: Option<Script> = None;
    for (at, character) in text.char_indices() {
        let Some(script) = script::of(character) else { continue };
        if !matches!(script, Script::Latin | Script::Arabic) {
            return None;
        }
        if last.is_some_and(|last| last != script) {
            if border.is_some() {
                return None;
            }
            border = Some(at);
        }
        last = Some(script);
    }
    let (first, second) = text.split_at(border?);
    let has_words =
        |half: &str| half.split_whitespace().filter(|word| word.chars().any(char::is_alphabetic)).count() > 1;
    (has_words(first) && has_words(second)).then_some((first, second))
}

/// Languages that lists name in brackets after a name in its own script.
const LANGUAGES: [(&str, &str); 12] = [
    ("Tigrinya", "ti"),
    ("Amharic", "am"),
    ("Arabic", "ar"),
    ("Persian", "fa"),
    ("Farsi", "fa"),
    ("Pashto", "ps"),
    ("Dari", "prs"),
    ("Urdu", "ur"),
    ("Russian", "ru"),
    ("Ukrainian", "uk"),
    ("Korean", "ko"),
    ("Chinese", "zh"),
];

/// The English name of a language, if that is all that the bracket has.
fn language_in_brackets(inner: &str) -> Option<&'static str> {
    LANGUAGES.iter().find(|(name, _)| name.eq_ignore_ascii_case(inner)).map(|(name, _)| *name)
}

/// The tag of a language by its English name.
pub(crate) fn language_called(name: &str) -> Option<Language> {
    LANGUAGES.iter().find(|(own, _)| own.eq_ignore_ascii_case(name.trim())).and_then(|(_, tag)| tag.parse().ok())
}

/// Whether a bracket has a remark and not a name.
fn is_remark(inner: &str) -> bool {
    let lower = inner.to_lowercase();
    let starts = ["false ", "born ", "formerly ", "previously ", "used ", "see ", "deceased", "listed "];
    starts.iter().any(|start| lower.starts_with(start))
        || lower.contains("passport")
        || lower.contains("identification number")
}

/// The names of an entry while they are gathered: the same text is kept once, the first time.
#[derive(Debug, Default)]
pub(crate) struct Names {
    list: Vec<Name>,
    texts: HashSet<String>,
}

impl Names {
    /// Adds a name if its text is new. Tells whether it was.
    pub(crate) fn add(&mut self, name: Name) -> bool {
        let is_new = is_name(&name.text) && self.texts.insert(name.text.clone());
        if is_new {
            self.list.push(name);
        }
        is_new
    }

    /// Adds a name in Latin letters, or in others whose language may show.
    pub(crate) fn add_text(
        &mut self,
        text: &str,
        kind: NameKind,
        arabic: ArabicLetters<'_>,
        note: Option<String>,
    ) -> bool {
        let script = script::of_text(text);
        let stated = note.as_deref().and_then(language_called);
        let note = note.filter(|_| stated.is_none());
        let language = stated.or_else(|| script::language(script, text, arabic));
        self.add(Name { text: text.to_owned(), kind, language, script, note, basis: None })
    }

    /// Adds the whole name in the original script: primary if its language is sure and no name in it is primary yet.
    pub(crate) fn add_original(
        &mut self,
        text: &str,
        language: Option<Language>,
        note: Option<String>,
        basis: Option<LegalBasis>,
    ) {
        let script = script::of_text(text);
        let is_first = || !self.list.iter().any(|known| known.kind == NameKind::Primary && known.language == language);
        let is_primary = script != Script::Latin && language.is_some() && is_first();
        let kind = if is_primary { NameKind::Primary } else { NameKind::Alias };
        self.add(Name { text: text.to_owned(), kind, language, script, note, basis });
    }

    pub(crate) fn has_primary(&self) -> bool {
        self.list.iter().any(|name| name.kind == NameKind::Primary)
    }

    #[cfg(test)]
    pub(crate) fn iter(&self) -> impl Iterator<Item = &Name> {
        self.list.iter()
    }

    /// All names, primary ones first. Without a primary name, the best one becomes it.
    pub(crate) fn into_list(mut self) -> Vec<Name> {
        if !self.has_primary() {
            let order = [NameKind::Alias, NameKind::Former, NameKind::Weak];
            let best = (0..self.list.len()).min_by_key(|at| {
                let name = &self.list[*at];
                (name.script != Script::Latin, order.iter().position(|kind| *kind == name.kind), *at)
            });
            if let Some(best) = best {
                self.list[best].kind = NameKind::Primary;
            }
        }
        self.list.sort_by_key(|name| {
            (name.kind != NameKind::Primary, name.kind == NameKind::Primary && name.script != Script::Latin)
        });
        self.list
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(field: &str) -> Vec<String> {
        parts(field).into_iter().map(|part| part.text).collect()
    }

    #[test]
    fn fields_with_several_names_are_taken_apart() {
        for (field, names) in [
            ("Ali Example; Aly  Example;\n Alee Example ", &["Ali Example", "Aly Example", "Alee Example"][..]),
            ("El Exemple (المثال)", &["El Exemple", "المثال"]),
            (
                "جبهة المثال (the Example Front; Jabhat al-Mithal; Example\n Front)",
                &["جبهة المثال", "the Example Front", "Jabhat al-Mithal", "Example Front"],
            ),
            (
                "Hay’at al-Mithal (HM) (هيئة المثال (original script); Hay’et al-Mithal; Example Body)",
                &["Hay’at al-Mithal (HM)", "هيئة المثال", "Hay’et al-Mithal", "Example Body"],
            ),
            (
                "أنصار المثال بليبيا (Ansar al Mithal in Libya\n(AML))",
                &["أنصار المثال بليبيا", "Ansar al Mithal in Libya (AML)"],
            ),
            ("شبكة المثال (Example Network -\n sub-unit name)", &["شبكة المثال", "Example Network"]),
            ("Agha Mithal اغا مثال ", &["Agha Mithal", "اغا مثال"]),
            ("Abu Mithal (original script: Абу\nМиталь)", &["Abu Mithal", "Абу Миталь"]),
            ("شيخ المثال ، المثال", &["شيخ المثال", "المثال"]),
            ("Examples Company (EC) ; Samples Company\n(SC)", &["Examples Company (EC)", "Samples Company (SC)"]),
            ("Example Movement (EM)", &["Example Movement (EM)"]),
            ("EXAMPLE BANK (BRANCH LOCATED IN ALPHA, BETA)", &["EXAMPLE BANK (BRANCH LOCATED IN ALPHA, BETA)"]),
            ("Mithal Mohmad son of Noor (مثال محمد ولد نور\n), ", &["Mithal Mohmad son of Noor", "مثال محمد ولد نور"]),
            ("unbalanced (one; two", &["unbalanced (one", "two"]),
            ("closed) first (; x", &["closed) first (", "x"]),
            ("null", &[]),
            (" ; - ;", &[]),
            ("OOO Пример", &["OOO Пример"]),
            ("Затвор Qarchak (IRGC)", &["Затвор Qarchak (IRGC)"]),
            ("شركة المثال Ltd", &["شركة المثال Ltd"]),
            ("Пример-A", &["Пример-A"]),
        ] {
            assert_eq!(texts(field), names, "{field}");
        }
    }

    #[test]
    fn remarks_are_no_names() {
        let part = |text: &str, note: &str| vec![Part { text: text.to_owned(), note: Some(note.to_owned()) }];
        assert_eq!(
            parts("Said Example, born in Alpha on 01\nJan.1967"),
            part("Said Example", "born in Alpha on 01 Jan.1967")
        );
        assert_eq!(
            parts("Sabri Example (false identity related to South African passport number 1; both confiscated)"),
            part("Sabri Example", "false identity related to South African passport number 1; both confiscated")
        );
        assert_eq!(parts("ኤርሚኣስ (Tigrinya)"), part("ኤርሚኣስ", "Tigrinya"));
        assert_eq!(language_called("Tigrinya").unwrap().as_str(), "ti");
    }

    #[test]
    fn an_original_name_is_primary_only_in_a_sure_language() {
        let mut names = Names::default();
        names.add_text("Ali EXAMPLE", NameKind::Primary, ArabicLetters::Unsure, None);
        names.add_original("علي مثال", "ar".parse().ok(), None, None);
        names.add_original("علي بن مثال", "ar".parse().ok(), None, None);
        names.add_original("Али", None, None, None);
        names.add_original("Ali EXAMPLE", None, None, None);
        let kinds: Vec<_> = names.into_list().into_iter().map(|name| (name.text, name.kind)).collect();
        let expected = [
            ("Ali EXAMPLE", NameKind::Primary),
            ("علي مثال", NameKind::Primary),
            ("علي بن مثال", NameKind::Alias),
            ("Али", NameKind::Alias),
        ];
        assert_eq!(kinds, expected.map(|(text, kind)| (text.to_owned(), kind)));
    }

    proptest::proptest! {
        #[test]
        fn any_field_is_taken_apart(field in "[a-zأ-ي;() ,،(original script)]{0,40}") {
            for part in parts(&field) {
                proptest::prop_assert!(is_name(&part.text));
            }
        }
    }
}
