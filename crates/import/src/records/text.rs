//! Texts of lists as records have them.

use sanad_lists::{List, Text};
use sanad_model::{Language, Localized};

/// The maximum length of a name, a number or a title, in characters: they are indexed.
pub const SHORT: usize = 500;

/// The maximum length of the number of an entry, in characters.
pub const REFERENCE: usize = 200;

/// The text without characters that a database may refuse and readers cannot see; `None` if nothing is left.
pub fn clean(text: &str) -> Option<String> {
    let is_kept = |character: &char| !character.is_control() || matches!(character, '\n' | '\t');
    let text: String = text.chars().filter(is_kept).collect();
    let text = text.trim();
    (!text.is_empty()).then(|| text.to_owned())
}

/// The text, cut after so many characters.
pub fn cut(text: &str, limit: usize) -> String {
    match text.char_indices().nth(limit) {
        Some((end, _)) => format!("{}…", text[..end].trim_end()),
        None => text.to_owned(),
    }
}

/// The language of texts that a list does not mark: that in which it is published, if it is published in one.
pub fn language_of(list: List) -> Language {
    if list == List::Eu { Language::undetermined() } else { Language::english() }
}

/// A text in one language.
pub fn localized(text: &str, language: Language) -> Option<Localized> {
    Some(Localized::new(vec![(language, clean(text)?)]))
}

/// Texts of our own in English and Arabic.
pub fn in_both(english: impl Into<String>, arabic: impl Into<String>) -> Localized {
    let texts = [("en", english.into()), ("ar", arabic.into())];
    Localized::new(texts.into_iter().filter_map(|(tag, text)| Some((tag.parse().ok()?, text))).collect())
}

/// Texts by their languages; those of one language as paragraphs of one text.
pub fn paragraphs<'a>(texts: impl IntoIterator<Item = &'a Text>, list: List) -> Option<Localized> {
    let mut by_language: Vec<(Language, String)> = Vec::new();
    for text in texts {
        let language = text.language.clone().unwrap_or_else(|| language_of(list));
        let Some(cleaned) = clean(&text.text) else { continue };
        match by_language.iter_mut().find(|(known, _)| *known == language) {
            Some((_, whole)) => {
                whole.push('\n');
                whole.push_str(&cleaned);
            }
            None => by_language.push((language, cleaned)),
        }
    }
    (!by_language.is_empty()).then(|| Localized::new(by_language))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(text: &str, tag: Option<&str>) -> Text {
        Text { text: text.to_owned(), language: tag.map(|tag| tag.parse().unwrap()) }
    }

    #[test]
    fn texts_keep_what_can_be_read() {
        assert_eq!(clean(" a\0b\u{1b}\nc "), Some("ab\nc".to_owned()));
        assert_eq!(clean("\0 "), None);
        assert_eq!(cut("سالم عمر", 4), "سالم…");
        assert_eq!(cut("سالم", 4), "سالم");
    }

    #[test]
    fn texts_of_one_language_are_one() {
        let texts = [text("One", Some("en")), text("واحد", Some("ar")), text("Two", None), text(" ", None)];
        let joined = paragraphs(&texts, List::Uk).unwrap();
        assert_eq!(joined.to_string(), r#"{"en":"One\nTwo","ar":"واحد"}"#);
        assert_eq!(paragraphs(&texts[3..], List::Uk), None);
        assert_eq!(paragraphs(&texts[2..], List::Eu).unwrap().to_string(), r#"{"und":"Two"}"#);
    }
}
