//! Splitting a name into words and joining those that form one name: articles, Abd and Abu are joined to the word after
//! them, al-Din and Allah to the word before.

use super::letters::{Script, Sign, signs};
use super::lexicon::common_ending;
use super::name::{Bearer, Prefix, Role};
use super::words::{Concept, Title, ordinal, word};

/// Maximum number of characters of a name that are read.
const CHARACTERS: usize = 400;
/// Maximum number of words of a name that are read.
pub(super) const WORDS: usize = 16;

/// A word, or several words that form one name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Reading {
    pub text: String,
    pub script: Script,
    pub letters: String,
    /// The letters without the article, if the word begins with one.
    pub bare: Option<String>,
    pub prefix: Option<Prefix>,
    /// Whether a separate article precedes it.
    pub has_article: bool,
}

impl Reading {
    pub fn core(&self) -> &str {
        self.bare.as_deref().unwrap_or(&self.letters)
    }

    /// Its meaning in the name of an organization. An Arabic word may begin with the article or with the words for
    /// "and", "with" and "for".
    pub fn concept(&self) -> Option<Concept> {
        if self.prefix.is_some() {
            return None;
        }
        let letters = self.letters.as_str();
        let beginnings: &[&str] =
            if self.script == Script::Arabic { &["ال", "وال", "بال", "لل", "و", "ل"] } else { &[] };
        let rests = beginnings.iter().filter_map(|beginning| letters.strip_prefix(beginning));
        let rests = rests.filter(|rest| rest.chars().nth(2).is_some());
        [letters].into_iter().chain(rests).find_map(|form| word(form)?.concept)
    }

    /// Converts an ordinal to its number: in the names of organizations, and after the name of a monarch.
    pub fn numbered(self, bearer: Bearer, is_last: bool) -> Self {
        let is_behind = is_last && (self.bare.is_some() || self.letters.ends_with('i'));
        match ordinal(self.core()) {
            Some(number) if bearer == Bearer::Organization || is_behind => {
                Self { script: Script::Number, letters: number.to_owned(), bare: None, ..self }
            }
            _ => self,
        }
    }

    /// Its normalized text, by which names are tested for equality.
    pub fn plain(&self) -> String {
        let prefix = match self.prefix {
            None => "",
            Some(Prefix::Abd) => "abd+",
            Some(Prefix::Abu) => "abu+",
            Some(Prefix::Umm) => "umm+",
        };
        // Interchangeable endings do not make a different name.
        format!("{prefix}{}", common_ending(&self.letters))
    }

    fn is_particle(&self) -> bool {
        matches!(self.role(Bearer::Person), Role::Particle(_))
    }

    pub fn role(&self, bearer: Bearer) -> Role {
        let Some(known) = word(self.core()).or_else(|| word(&self.letters)) else { return Role::Proper };
        match (bearer, known.particle, known.title) {
            _ if self.prefix.is_some() => Role::Proper,
            (_, Some(particle), _) => Role::Particle(particle),
            (Bearer::Person, None, Some(Title::Sure)) => Role::Title,
            (Bearer::Organization, ..) if known.is_legal_form => Role::LegalForm,
            _ => Role::Proper,
        }
    }
}

/// The words of a name, and whether the name was cut. A family name before a comma is moved to the end.
pub(super) fn read(text: &str) -> (Vec<Reading>, bool) {
    let (mut words, is_cut) = words(text);
    if let Some(given) = words.iter().skip(1).position(|word| word.before == Some(',')) {
        words.rotate_left(given + 1);
    }
    (joined(words), is_cut)
}

/// A word and its context.
#[derive(Debug, Clone)]
struct Word {
    text: String,
    script: Script,
    letters: String,
    /// The separator before it, unless that is white space.
    before: Option<char>,
    /// Whether it directly follows a word in another script, without a separator.
    is_glued: bool,
}

/// The words at the beginning of a text, and whether the text was cut.
fn words(text: &str) -> (Vec<Word>, bool) {
    let mut words: Vec<Word> = Vec::new();
    let (mut is_open, mut before) = (false, None);
    for character in text.chars().take(CHARACTERS) {
        for sign in signs(character) {
            match (sign, words.last_mut()) {
                (Sign::Break(sign), _) => {
                    is_open = false;
                    before = Some(sign).filter(|sign| !sign.is_whitespace()).or(before);
                }
                (Sign::Letter(script, letter), Some(word)) if is_open && word.script == script => {
                    word.letters.push(letter)
                }
                (Sign::Letter(script, letter), _) => {
                    let (text, letters, before) = (String::new(), letter.to_string(), before.take());
                    words.push(Word { text, script, letters, before, is_glued: is_open });
                    is_open = true;
                }
            }
        }
        if let Some(word) = words.last_mut().filter(|_| is_open) {
            word.text.push(character);
        }
    }
    let is_cut = words.len() > WORDS || text.chars().nth(CHARACTERS).is_some();
    words.truncate(WORDS);
    (words, is_cut)
}

/// Latin spellings of the article. Before some letters, it ends in that letter instead: see [`is_article`].
const ARTICLES: &[&str] = &["al", "el", "ul", "il", "ol"];
const ABD: &[&str] = &[
    "abd", "abdul", "abdel", "abdal", "abdil", "abdol", "abdoul", "abdou", "abdu", "abde", "abdur", "abder", "abdar",
    "abdus", "abdes", "abdas", "abdun", "abden", "abdan", "abdut", "abdet", "abduz", "abdez", "عبد",
];
const ABU: &[&str] = &["abu", "abou", "abo", "abi", "aboul", "abul", "abil", "ابو", "ابي", "ابا"];
const UMM: &[&str] = &["umm", "oum", "um", "om", "omm", "ام"];
const DIN: &[&str] = &[
    "din", "deen", "dine", "dein", "eddine", "eddin", "uddin", "uddine", "aldin", "eldin", "aldeen", "eldeen", "addin",
    "دين",
];
/// The endings of Latin words that contain al-Din.
const ENDS_IN_DIN: &[&str] = &[
    "eddine", "eddin", "uddine", "uddin", "uddeen", "oddin", "addine", "addin", "addeen", "iddine", "iddin", "aldine",
    "aldin", "aldeen", "eldine", "eldin", "eldeen", "uldin", "udeen", "udin", "edine", "edin",
];
const ALLAH: &[&str] = &["allah", "ullah", "ollah", "ellah", "illah", "lah", "alla", "ulla", "الله", "لله"];

/// Joins the words that form one name.
fn joined(words: Vec<Word>) -> Vec<Reading> {
    let words = abbreviations(words);
    let mut readings: Vec<Reading> = Vec::new();
    let mut opening = Opening::default();
    for (place, word) in words.iter().enumerate() {
        let next = words.get(place + 1).filter(|next| next.script == word.script);
        let is = |list: &[&str]| list.contains(&word.letters.as_str());
        let stands_alone = opening.prefix.is_none();
        if word.is_glued && ["st", "nd", "rd", "th", "e", "er", "eme"].contains(&word.letters.as_str()) {
            continue;
        } else if next.is_some() && stands_alone && is(ABD) {
            opening.begin(word, Some(Prefix::Abd));
        } else if stands_alone && word.letters == "العبد" && next.is_some_and(|next| next.letters == "الله") {
            opening.has_article = true;
            opening.begin(word, Some(Prefix::Abd));
        } else if next.is_some() && stands_alone && is(ABU) {
            opening.begin(word, Some(Prefix::Abu));
        } else if next.is_some() && stands_alone && is(UMM) {
            opening.begin(word, Some(Prefix::Umm));
        } else if next.is_some_and(|next| is_article(word, next)) {
            opening.has_article = true;
            opening.begin(word, None);
        } else {
            let reading = opening.read(word);
            match readings.last_mut().filter(|last| last.script == word.script) {
                Some(last) if stands_alone && !last.is_particle() && DIN.contains(&reading.core()) => {
                    last.append(&reading, ["din", "دين"])
                }
                Some(last) if stands_alone && !last.is_particle() && is(ALLAH) => {
                    last.append(&reading, ["allah", "الله"])
                }
                _ => readings.push(reading),
            }
        }
    }
    readings
}

/// Joins single letters with dots between them if they form a legal form, such as `S.A.R.L.`
fn abbreviations(words: Vec<Word>) -> Vec<Word> {
    let is_letter = |word: &Word| word.letters.chars().count() == 1;
    let mut joined: Vec<Word> = Vec::new();
    let mut words = words.into_iter().peekable();
    while let Some(mut word) = words.next() {
        if is_letter(&word) {
            let mut run = Vec::from([word.clone()]);
            while let Some(next) =
                words.next_if(|next| is_letter(next) && next.script == word.script && next.before == Some('.'))
            {
                run.push(next);
            }
            let letters: String = run.iter().map(|word| word.letters.as_str()).collect();
            if self::word(&letters).is_some_and(|word| word.is_legal_form) {
                word.text = run.iter().map(|word| word.text.as_str()).collect::<Vec<_>>().join(".");
                word.letters = letters;
                joined.push(word);
            } else {
                joined.extend(run);
            }
        } else {
            joined.push(word);
        }
    }
    joined
}

/// Whether the word is the article of the next word. An article written as pronounced ends as the next word begins, as
/// in ash-Sharif.
fn is_article(word: &Word, next: &Word) -> bool {
    let letters = word.letters.as_str();
    if word.script == Script::Arabic {
        return letters == "ال";
    }
    let is_spoken = || {
        let end = letters.strip_prefix(['a', 'e', 'u', 'i']).filter(|end| !end.is_empty() && end.len() <= 2);
        end.is_some_and(|end| next.letters.starts_with(end) && !end.contains(['a', 'e', 'i', 'o', 'u']))
    };
    ARTICLES.contains(&letters) || is_spoken()
}

/// The words read so far that will be joined to the next one.
#[derive(Debug, Default)]
struct Opening {
    text: String,
    prefix: Option<Prefix>,
    has_article: bool,
}

impl Opening {
    fn begin(&mut self, word: &Word, prefix: Option<Prefix>) {
        self.text.push_str(&word.text);
        self.text.push(if self.prefix.is_none() && prefix.is_none() { '-' } else { ' ' });
        self.prefix = self.prefix.or(prefix);
    }

    fn read(&mut self, word: &Word) -> Reading {
        let Opening { text, prefix, has_article } = std::mem::take(self);
        let mut reading = Reading {
            text: text + &word.text,
            script: word.script,
            letters: word.letters.clone(),
            bare: None,
            prefix,
            has_article,
        };
        match word.script {
            Script::Arabic => reading.split_arabic(),
            Script::Latin => reading.split_latin(),
            Script::Number => {}
        }
        reading
    }
}

impl Reading {
    /// Appends a word that is part of the name, with its normalized spelling in Latin and in Arabic.
    fn append(&mut self, other: &Self, [latin, arabic]: [&str; 2]) {
        let end = if self.script == Script::Arabic { arabic } else { latin };
        self.text = format!("{} {}", self.text, other.text);
        self.letters.push_str(end);
        if let Some(bare) = &mut self.bare {
            bare.push_str(end);
        }
    }

    fn split_arabic(&mut self) {
        let letters = self.letters.as_str();
        let length = letters.chars().count();
        if self.prefix.is_none()
            && length > 5
            && let Some(rest) = letters.strip_prefix("عبدال")
        {
            self.prefix = Some(Prefix::Abd);
            self.letters = if rest == "له" { "الله".to_owned() } else { rest.to_owned() };
            return;
        }
        if self.prefix.is_none()
            && length > 5
            && let Some(rest) = letters.strip_prefix("ابو")
        {
            self.prefix = Some(Prefix::Abu);
            self.letters = rest.strip_prefix("ال").filter(|rest| rest.chars().count() > 2).unwrap_or(rest).to_owned();
            return;
        }
        if let Some(rest) = letters.strip_suffix("الدين").filter(|rest| rest.chars().count() > 1) {
            self.letters = format!("{rest}دين");
            return;
        }
        if self.prefix == Some(Prefix::Abd) && letters == "الله" {
            return;
        }
        self.bare = letters.strip_prefix("ال").filter(|rest| rest.chars().count() > 2).map(str::to_owned);
        if self.prefix.is_some()
            && let Some(bare) = self.bare.take()
        {
            self.letters = bare;
        }
    }

    fn split_latin(&mut self) {
        for sound in ["dh", "kh", "sh", "th", "gh"] {
            // A doubled Arabic letter that Latin writes with two letters.
            self.letters = self.letters.replace(&sound.repeat(2), sound);
        }
        let letters = self.letters.as_str();
        if self.prefix.is_none()
            && let Some(stem) = after_abd(letters)
        {
            self.prefix = Some(Prefix::Abd);
            self.letters = stem;
            return;
        }
        if self.prefix == Some(Prefix::Abd) && ALLAH.contains(&letters) {
            self.letters = "allah".to_owned();
            return;
        }
        let abu = ["abou", "abu", "abol"].iter().find_map(|abu| letters.strip_prefix(abu));
        if self.prefix.is_none()
            && let Some(rest) = abu.filter(|rest| rest.len() > 2)
        {
            self.prefix = Some(Prefix::Abu);
            self.letters = rest.strip_prefix('l').filter(|rest| rest.len() > 3).unwrap_or(rest).to_owned();
            return;
        }
        if let Some(rest) = ENDS_IN_DIN.iter().find_map(|end| letters.strip_suffix(end)).filter(|rest| rest.len() > 1) {
            self.letters = format!("{rest}din");
            return;
        }
        let is_title = word(letters).is_some_and(|word| word.title.is_some());
        let allah = letters.strip_suffix("ullah").or_else(|| letters.strip_suffix("ollah"));
        if let Some(rest) = allah.filter(|_| !is_title) {
            self.letters = format!("{rest}allah");
            return;
        }
        self.bare = without_article(letters).map(str::to_owned);
    }
}

/// The rest of a word that begins with Abd, Abdul, Abder or the like.
fn after_abd(letters: &str) -> Option<String> {
    let rest = letters.strip_prefix("abd")?;
    let stem = rest.trim_start_matches(['a', 'e', 'i', 'o', 'u']);
    let vowels = rest.len() - stem.len();
    let least = match vowels {
        0 => 4,
        1 | 2 => 3,
        _ => return None,
    };
    if stem.len() < least {
        return None;
    }
    if ["lah", "llah", "lla", "llahi", "lahi"].contains(&stem) {
        return Some("allah".to_owned());
    }
    let mut signs = stem.chars();
    let (first, second) = (signs.next()?, signs.next()?);
    let is_doubled = first == second || first == 'l';
    Some(if is_doubled && stem.len() > 3 { stem[1..].to_owned() } else { stem.to_owned() })
}

/// A Latin word without the article, Ben or Bin that it begins with.
fn without_article(letters: &str) -> Option<&str> {
    let is_vowel = |letter: char| "aeiou".contains(letter);
    let after = |article: &str| letters.strip_prefix(article).filter(|rest| rest.len() > 2);
    if let Some(rest) = ["al", "el", "ul", "ben", "bin"].iter().find_map(|article| after(article)) {
        return Some(rest);
    }
    let mut signs = letters.chars();
    let (first, second, third) = (signs.next()?, signs.next()?, signs.next()?);
    let is_spoken = "ae".contains(first) && second == third && !is_vowel(second) && letters.len() > 4;
    is_spoken.then(|| &letters[2..])
}
