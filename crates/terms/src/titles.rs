//! Titles and ranks of people, in Arabic and English.

use sanad_names::fold;

use super::forms::without_article;
use super::words::words;

/// Titles with their usual translation.
const TITLES: [(&str, &str); 26] = [
    ("المشير", "field marshal"),
    ("الفريق", "lieutenant general"),
    ("الفريق أول", "general"),
    ("اللواء", "major general"),
    ("العميد", "brigadier general"),
    ("العقيد", "colonel"),
    ("المقدم", "lieutenant colonel"),
    ("الرائد", "major"),
    ("النقيب", "captain"),
    ("الملازم", "lieutenant"),
    ("العماد", "general"),
    ("الجنرال", "general"),
    ("الأدميرال", "admiral"),
    ("الدكتور", "doctor"),
    ("المهندس", "engineer"),
    ("الشيخ", "sheikh"),
    ("السيد", "mr"),
    ("السيدة", "mrs"),
    ("الرئيس", "president"),
    ("الوزير", "minister"),
    ("السفير", "ambassador"),
    ("الأمير", "prince"),
    ("الملك", "king"),
    ("المتقاعد", "retired"),
    ("السابق", "former"),
    ("القائد", "commander"),
];

/// Other words for titles, in their folded form.
const SHORT: [&str; 16] = [
    "gen",
    "lt",
    "col",
    "maj",
    "brig",
    "capt",
    "dr",
    "ms",
    "miss",
    "sir",
    "adm",
    "brigadier",
    "hajj",
    "الحاج",
    "الدكتوره",
    "السفيره",
];

/// The words of titles that may be missing before a name: the number of words, in their folded form, that the search
/// begins with.
pub fn before_a_name<'a>(words: impl Iterator<Item = &'a str>) -> usize {
    words.take_while(|word| is_title(word)).count()
}

fn is_title(word: &str) -> bool {
    let is_among = |title: &str| title.split(' ').any(|part| fold(part) == word);
    SHORT.contains(&word) || TITLES.iter().any(|(arabic, english)| is_among(arabic) || is_among(english))
}

/// The titles in a description, in the other language.
pub fn translated(description: &str) -> Vec<&'static str> {
    let found: Vec<String> = words(description).map(|word| bare(&word.folded)).collect();
    let has = |title: &str| {
        let parts: Vec<String> = title.split(' ').map(|part| bare(&fold(part))).collect();
        found.windows(parts.len()).any(|some| some == parts)
    };
    let translation = |(arabic, english): &(&'static str, &'static str)| match (has(arabic), has(english)) {
        (true, _) => Some(*english),
        (false, true) => Some(*arabic),
        (false, false) => None,
    };
    TITLES.iter().filter_map(translation).collect()
}

fn bare(word: &str) -> String {
    without_article(word).unwrap_or(word).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_are_translated() {
        assert_eq!(translated("المشير"), ["field marshal"]);
        assert_eq!(translated("اللواء الليبي المتقاعد"), ["major general", "retired"]);
        assert!(translated("Field Marshal").contains(&"المشير"));
        assert!(translated("مليشيا الكاني").is_empty());
    }

    #[test]
    fn titles_stand_before_a_name() {
        let before = |words: &str| before_a_name(words.split(' '));
        assert_eq!(before("field marshal khalifa haftar"), 2);
        assert_eq!(before("اللواء المتقاعد خليفه حفتر"), 2);
        assert_eq!(before("رييس المجلس"), 0);
        assert_eq!(before("interior minister"), 0);
    }
}
