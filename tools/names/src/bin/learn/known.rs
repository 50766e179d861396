//! Known spellings of letters, in addition to the learned ones: the sets have few names from some regions.

use std::collections::BTreeMap;

use sanad_names::letters::Script;

/// Latin spellings of Arabic letters that differ by region or by standard of romanization, or that Latin has no letter
/// for.
const ACROSS: &[(&str, &str)] = &[
    ("ث", "th t s"),
    ("ج", "j g dj"),
    ("ح", "h"),
    ("خ", "kh h ch k"),
    ("ذ", "dh d z th dd"),
    ("س", "s c"),
    ("ش", "sh ch x"),
    ("ص", "s c"),
    ("ض", "d dh z"),
    ("ط", "t"),
    ("ظ", "z dh d th"),
    ("ع", "a e i o u aa"),
    ("غ", "gh g"),
    ("ق", "q k g gh c kh"),
    ("ك", "k c q g"),
    ("و", "w o u ou oo v"),
    ("ي", "y i e ee ei ai ay"),
    ("ى", "a i y e ee ah"),
    ("ة", "a ah e eh at et"),
    ("ه", "h a"),
    ("گ", "g"),
    ("چ", "tch"),
    ("ژ", "j"),
];

/// Groups of Arabic letters that sound alike in some region, or that are interchanged in borrowed names.
const WITHIN_ARABIC: &[&str] = &[
    "ه ة",
    "غ ج ك گ ق",
    "ذ د",
    "ذ ز",
    "ظ ض",
    "ظ ز",
    "ث ت",
    "ث س",
    "ب پ",
    "ت ط",
    "س ص",
    "ا ء",
    "ي ء",
    "ى ا",
    "چ ج ش",
    "ژ ز ج",
];

/// Maximum cost of known spellings, in bits.
const MOST: f64 = 2.2;
/// Maximum cost of the usual spelling of a letter of Persian and Urdu, in bits.
const PERSIAN: f64 = 0.3;
/// Maximum cost of a letter that is doubled in one word only, in bits.
const DOUBLED: f64 = 0.8;

/// The maximum cost of known pairs of chunks, in bits.
pub struct Known(BTreeMap<(String, String), f64>);

impl Known {
    pub fn new(first: Script, second: Script) -> Self {
        let mut known = BTreeMap::new();
        let mut put = |one: &str, other: &str, bits: f64| {
            let least = known.entry((one.to_owned(), other.to_owned())).or_insert(bits);
            *least = least.min(bits);
        };
        match (first, second) {
            (Script::Arabic, Script::Latin) => {
                put("عا", "a", DOUBLED);
                put("عا", "aa", DOUBLED);
                // The sets have hardly any names of Persian or Urdu.
                for (letter, spelling) in [("گ", "g"), ("چ", "ch"), ("پ", "p"), ("ژ", "zh")] {
                    put(letter, spelling, PERSIAN);
                }
                for (letter, spellings) in ACROSS {
                    for spelling in spellings.split(' ').filter(|spelling| spelling.len() <= 2) {
                        put(letter, spelling, MOST);
                        if spelling.len() == 1 && !"aeiou".contains(spelling) {
                            put(letter, &spelling.repeat(2), MOST + DOUBLED);
                        }
                    }
                }
            }
            (Script::Arabic, _) => {
                for letters in WITHIN_ARABIC {
                    for one in letters.split(' ') {
                        letters.split(' ').filter(|other| *other != one).for_each(|other| put(one, other, MOST));
                    }
                }
                for (one, other) in [("ه", "ة"), ("ي", "ى")] {
                    put(one, other, 0.1);
                    put(other, one, 0.1);
                }
            }
            _ => {
                for letter in Script::Latin.alphabet() {
                    let (one, two) = (letter.to_string(), letter.to_string().repeat(2));
                    put(&one, &two, DOUBLED);
                    put(&two, &one, DOUBLED);
                }
            }
        }
        Self(known)
    }

    /// The cost of a pair of chunks: the lower of the learned and the known cost. Removes the pair from those of
    /// [`others`](Self::others).
    pub fn bits(&mut self, first: &str, second: &str, learned: f64) -> f64 {
        self.0.remove(&(first.to_owned(), second.to_owned())).map_or(learned, |most| learned.min(most))
    }

    /// The known pairs that were not learned.
    pub fn others(self) -> impl Iterator<Item = (String, String, f64)> {
        self.0.into_iter().map(|((one, other), bits)| (one, other, bits))
    }
}
