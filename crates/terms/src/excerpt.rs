//! Excerpts of a text with highlights.

use std::ops;

/// Maximum length of an excerpt, in characters.
const LENGTH: usize = 200;
/// A text of up to this many characters is shown in full.
const WHOLE: usize = 240;

/// Number of characters shown before the first highlight.
const BEFORE: usize = 40;

/// Marks where a text is cut.
const CUT: char = '…';

/// A range of a text in UTF-16 code units, as in JavaScript strings.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Range {
    pub start: usize,
    pub length: usize,
}

/// An excerpt on one line, with `…` where the text is cut.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Excerpt {
    pub text: String,
    /// The ranges to highlight, in ascending order, without overlaps.
    pub highlights: Vec<Range>,
}

impl Excerpt {
    /// The part of the text with the most places, which are byte ranges in ascending order.
    pub fn of(text: &str, places: &[ops::Range<usize>]) -> Self {
        let window = window(text, places);
        let mut shown = String::new();
        let (mut units, mut highlights) = (0, Vec::new());
        if window.start > 0 {
            shown.push(CUT);
            units += 1;
        }
        let mut inside =
            places.iter().filter(|place| place.start >= window.start && place.end <= window.end).peekable();
        let mut start = None;
        for (place, letter) in text.get(window.clone()).unwrap_or_default().char_indices() {
            let place = window.start + place;
            if inside.peek().is_some_and(|next| next.start == place) {
                start = Some(units);
            }
            shown.push(if letter.is_control() { ' ' } else { letter });
            units += letter.len_utf16();
            if let (Some(from), true) = (start, inside.peek().is_some_and(|next| next.end == place + letter.len_utf8()))
            {
                highlights.push(Range { start: from, length: units - from });
                start = None;
                inside.next();
            }
        }
        if window.end < text.len() {
            shown.push(CUT);
        }
        Self { text: shown, highlights }
    }
}

/// The byte range of the excerpt.
fn window(text: &str, places: &[ops::Range<usize>]) -> ops::Range<usize> {
    if text.char_indices().nth(WHOLE).is_none() {
        return 0..text.len();
    }
    let reach = |start: usize, length: usize| {
        let rest = text.get(start..).unwrap_or_default();
        rest.char_indices().nth(length).map_or(text.len(), |(end, _)| start + end)
    };
    // A long text has very many places: the first few hundred are enough.
    let best = places.iter().take(300).enumerate().map(|(number, place)| {
        let end = reach(place.start, LENGTH - BEFORE);
        (places[number..].iter().take_while(|other| other.end <= end).count(), place.start)
    });
    // Of windows with equally many places, the first.
    let first = best.rev().max_by_key(|(count, _)| *count).map_or(0, |(_, start)| start);
    let before = text.get(..first).unwrap_or_default();
    let start = before.char_indices().rev().nth(BEFORE - 1).map_or(0, |(start, _)| start);
    let end = reach(start, LENGTH);
    at_words(text, start..end, first)
}

/// The window, shortened so that it does not begin or end inside a word.
fn at_words(text: &str, window: ops::Range<usize>, first: usize) -> ops::Range<usize> {
    let start = match window.start {
        0 => 0,
        start => text.get(start..first).and_then(|before| before.find(char::is_whitespace)).map_or(start, |space| {
            let space = start + space;
            space + text[space..].chars().next().map_or(0, char::len_utf8)
        }),
    };
    let end = match window.end {
        end if end == text.len() => end,
        end => {
            text.get(first..end).and_then(|shown| shown.rfind(char::is_whitespace)).map_or(end, |space| first + space)
        }
    };
    // A single word may be longer than the excerpt.
    if end > first { start..end } else { start..window.end }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{SearchQuery, Sort};

    fn shown(query: &str, text: &str) -> (String, Vec<String>) {
        let excerpt = Excerpt::of(text, &SearchQuery::new(query).match_text(text, Sort::Text).ranges);
        let units: Vec<u16> = excerpt.text.encode_utf16().collect();
        let parts = excerpt
            .highlights
            .iter()
            .map(|range| String::from_utf16(&units[range.start..range.start + range.length]).unwrap());
        (excerpt.text.clone(), parts.collect())
    }

    #[test]
    fn short_texts_are_shown_whole() {
        let (text, parts) = shown("graves tarhuna", "😀 Mass graves\nin Tarhuna");
        assert_eq!(text, "😀 Mass graves in Tarhuna");
        assert_eq!(parts, ["graves", "Tarhuna"]);
        assert_eq!(shown("عقوبات", "فُرِضت العقوبات أمس").1, ["العقوبات"]);
        assert_eq!(shown("nothing", "").1, Vec::<String>::new());
    }

    #[test]
    fn the_best_part_of_a_long_text_is_shown() {
        let filler = "كلمة أخرى ".repeat(100);
        let text = format!("tarhuna {filler}in Tarhuna the graves {filler}");
        let (text, parts) = shown("tarhuna graves", &text);
        assert!(text.starts_with('…') && text.ends_with('…') && text.chars().count() <= LENGTH + 2, "{text}");
        assert_eq!(parts, ["Tarhuna", "graves"]);
        let (text, parts) = shown("aaa", &"a".repeat(5_000));
        assert!(text.chars().count() <= LENGTH + 2);
        assert!(parts.len() <= 1);
    }
}
