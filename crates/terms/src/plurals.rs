//! Broken plurals of Arabic: plurals that change the vowels inside a word, such as مقابر of مقبرة.
//!
//! A broken plural and its singular have the same consonants in the same order: their skeleton. Most plurals also have
//! one of a few shapes. Two words are taken as singular and plural if they share the skeleton and one of them has a
//! shape of plurals; some shapes are common in singulars too, and demand a certain shape of the other word.

use super::forms::is_arabic;

/// Shapes of broken plurals. `C` stands for any letter but alef.
const PLURALS: [&str; 19] = [
    "CCوC",
    "CCاC",
    "اCCاC",
    "اCCCه",
    "اCCC",
    "CCCاء",
    "اCCCاء",
    "اCCاء",
    "CواCC",
    "CواCيC",
    "CCاCC",
    "CCاCيC",
    "CCاCCه",
    "اCاCC",
    "اCاCيC",
    "CCاCا",
    "CCCان",
    "CCاه",
    "CاCه",
];

/// The plurals of words with two consonants: of hollow, weak and hamzated roots.
const WEAK_PLURALS: [&str; 10] =
    ["CيوC", "اCواC", "اCياC", "CCاCا", "CCاه", "CاCه", "CوCاء", "اCCاء", "اواCC", "CواCيC"];

/// The plurals in which an initial root letter و is written after the alef.
const AFTER_ALEF: [&str; 2] = ["اCCاC", "اCCCه"];

/// Minimum and maximum length of a word that is looked at, and of the skeleton of a strong root, in letters.
const LETTERS: std::ops::RangeInclusive<usize> = 3..=7;
const STRONG: usize = 3;

/// A class of words, by their shape.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Class {
    /// Any word.
    Any,
    /// A plural whose singular may have any shape.
    Plural,
    /// Of three letters, such as دول: a plural if the singular is feminine or as طريق.
    Short,
    /// As قتلى or أدلة: a plural if the singular is as قتيل.
    Marked,
    /// As دولة.
    Feminine,
    /// As طريق.
    Long,
}

impl Class {
    const ALL: [Self; 6] = [Self::Any, Self::Plural, Self::Short, Self::Marked, Self::Feminine, Self::Long];

    fn is_met(self, word: &str, skeleton: &str) -> bool {
        match self {
            Self::Any => true,
            Self::Plural => {
                let shapes: &[&str] = if skeleton.chars().count() >= STRONG { &PLURALS } else { &WEAK_PLURALS };
                shapes.iter().any(|shape| fits(word, shape))
            }
            Self::Short => fits(word, "CCC"),
            Self::Marked => ["CCCي", "اCCي", "اCCه"].iter().any(|shape| fits(word, shape)),
            Self::Feminine => ["CCCه", "CCه", "CCيCه"].iter().any(|shape| fits(word, shape)),
            Self::Long => fits(word, "CCيC") || fits(word, "اCيC"),
        }
    }

    /// The classes of words that may be the singular or plural of a word of this class.
    fn others(self) -> &'static [Self] {
        match self {
            Self::Any => &[Self::Plural],
            Self::Plural => &[Self::Any],
            Self::Short => &[Self::Feminine, Self::Long],
            Self::Marked => &[Self::Long],
            Self::Feminine => &[Self::Short],
            Self::Long => &[Self::Short, Self::Marked],
        }
    }

    /// The first letter of its terms.
    fn sign(self) -> char {
        match self {
            Self::Any => 'q',
            Self::Plural => 'b',
            Self::Short => 'c',
            Self::Marked => 'd',
            Self::Feminine => 'f',
            Self::Long => 'y',
        }
    }
}

/// The consonants of a word, and the classes that it belongs to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Plurals {
    skeleton: String,
    classes: Vec<Class>,
}

impl Plurals {
    /// Of an Arabic word in its folded form, without article and prefixes; none if it is too short or too long.
    pub fn of(word: &str) -> Option<Self> {
        if !is_arabic(word) || !LETTERS.contains(&word.chars().count()) {
            return None;
        }
        let skeleton = skeleton(word);
        skeleton.chars().nth(1)?;
        let classes = Class::ALL.into_iter().filter(|class| class.is_met(word, &skeleton)).collect();
        Some(Self { skeleton, classes })
    }

    /// The terms that the word is stored under.
    pub fn terms(&self) -> impl Iterator<Item = String> + '_ {
        self.classes.iter().map(|class| self.term(*class))
    }

    /// The terms of words that may be its singular or plural.
    pub fn of_others(&self) -> impl Iterator<Item = String> + '_ {
        self.classes.iter().flat_map(|class| class.others()).map(|class| self.term(*class))
    }

    /// Whether one may be the plural of the other.
    pub fn is_other_number_of(&self, other: &Self) -> bool {
        self.skeleton == other.skeleton
            && self.classes.iter().flat_map(|class| class.others()).any(|class| other.classes.contains(class))
    }

    fn term(&self, class: Class) -> String {
        format!("{}{}", class.sign(), self.skeleton)
    }
}

/// A final ه, which is nearly always the feminine ending in its folded form, does not stand for `C`.
fn fits(word: &str, shape: &str) -> bool {
    let mut letters = word.chars();
    let fits = shape
        .chars()
        .all(|place| letters.next().is_some_and(|letter| if place == 'C' { letter != 'ا' } else { letter == place }));
    fits && letters.next().is_none() && word.ends_with('ه') == shape.ends_with('ه')
}

/// The consonants of the word without endings; doubled ones count once.
fn skeleton(word: &str) -> String {
    let has_after_alef = AFTER_ALEF.iter().any(|shape| fits(word, shape));
    let rest = without_endings(word);
    let (rest, is_alef_gone) = match rest.strip_prefix('ا') {
        Some(rest) => (rest, true),
        None => (rest, false),
    };
    let mut skeleton = String::new();
    for (place, letter) in sanad_base::work::few(rest.chars().enumerate()) {
        let is_root = place == 0 && (!is_alef_gone || has_after_alef);
        let is_weak = matches!(letter, 'ا' | 'ء' | 'و' | 'ي') && !(is_root && letter != 'ا');
        if !is_weak && !skeleton.ends_with(letter) {
            skeleton.push(letter);
        }
    }
    skeleton
}

/// The word without the endings of the feminine, of regular plurals and of adjectives, if enough of it is left.
fn without_endings(word: &str) -> &str {
    let is_long_enough = |rest: &&str| rest.chars().nth(2).is_some();
    let without = |word: &'static [&'static str]| {
        move |text: &str| word.iter().find_map(|end| text.strip_suffix(end).map(str::len))
    };
    let regular = without(&["ات", "ون", "ين", "ان"])(word).map(|length| &word[..length]).filter(is_long_enough);
    let feminine = word.strip_suffix('ه').filter(|rest| rest.chars().nth(1).is_some());
    let rest = regular.or(feminine).unwrap_or(word);
    rest.strip_suffix('ي').filter(is_long_enough).unwrap_or(rest)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn are_numbers_of_one_word(one: &str, other: &str) -> bool {
        let plurals = |word: &str| Plurals::of(&sanad_names::fold(word)).unwrap();
        let (one, other) = (plurals(one), plurals(other));
        let is_so = one.is_other_number_of(&other);
        assert_eq!(is_so, other.is_other_number_of(&one));
        // The index says the same as the words.
        let stored: Vec<String> = other.terms().collect();
        assert_eq!(is_so, one.of_others().any(|term| stored.contains(&term)));
        is_so
    }

    #[test]
    fn broken_plurals_meet_their_singulars() {
        for (singular, plural) in [
            ("مقبرة", "مقابر"),
            ("قبر", "قبور"),
            ("ضابط", "ضباط"),
            ("جندي", "جنود"),
            ("وزير", "وزراء"),
            ("سجن", "سجون"),
            ("دولة", "دول"),
            ("جثة", "جثث"),
            ("مدينة", "مدن"),
            ("سلاح", "أسلحة"),
            ("لغم", "ألغام"),
            ("طفل", "أطفال"),
            ("تقرير", "تقارير"),
            ("جريمة", "جرائم"),
            ("كتيبة", "كتائب"),
            ("قائد", "قادة"),
            ("رئيس", "رؤساء"),
            ("أمر", "أوامر"),
            ("قانون", "قوانين"),
            ("ضحية", "ضحايا"),
            ("قاعدة", "قواعد"),
            ("قتيل", "قتلى"),
            ("أسير", "أسرى"),
            ("دليل", "أدلة"),
            ("طريق", "طرق"),
            ("جيش", "جيوش"),
            ("مال", "أموال"),
            ("وضع", "أوضاع"),
            ("سفير", "سفراء"),
            ("صاروخ", "صواريخ"),
            ("قاضي", "قضاة"),
            ("محكمة", "محاكم"),
        ] {
            assert!(are_numbers_of_one_word(singular, plural), "{singular} {plural}");
        }
    }

    #[test]
    fn other_words_of_a_root_do_not() {
        for (one, other) in [
            ("حكومة", "حكم"),
            ("وزير", "وزارة"),
            ("بيان", "بين"),
            ("قرار", "قرر"),
            ("محكمة", "حكم"),
            ("سفير", "سفينة"),
            ("أدلة", "دولة"),
            ("مدني", "مدينة"),
        ] {
            assert!(!are_numbers_of_one_word(one, other), "{one} {other}");
        }
        assert_eq!(Plurals::of("tarhuna"), None);
        assert_eq!(Plurals::of("من"), None);
    }
}
