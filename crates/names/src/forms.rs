//! Forms of one name that differ by more than their spelling: short forms, endings, variants of characters.

use super::east_asian::{Syllabic, is_pinyin, simplified};
use super::letters::Script;
use super::lexicon::{Entry, entry};
use super::parsed::Part;
use super::slavic;
use super::spelling::Spelling;

/// The least letters of the short form of a name, and by how many the name is longer: Alex, Alexander.
const SHORT_FORM: usize = 4;
const LONGER_THAN_SHORT: usize = 2;

/// The name before al-Din, or in Latin letters Allah, in a word, if it is a known one: that of Nasiruddin is also spelled
/// Naseer. In the Arabic script, swords, lions and servants are names of their own: Saif is not سيف الدين.
pub fn before_ending_of_compound(letters: &str) -> Option<&'static Entry> {
    const ENDINGS: &[&str] = &["din", "allah"];
    const OWN: &[&str] = &["سيف", "اسد", "عبد"];
    let arabic = || letters.strip_suffix("دين").filter(|name| !OWN.contains(name));
    ENDINGS.iter().find_map(|ending| letters.strip_suffix(ending)).or_else(arabic).and_then(entry)
}

/// Whether one part is the beginning of the other, as the short forms of many given names are.
pub fn is_short_form(first: &Part, second: &Part) -> bool {
    let (short, long) = if first.whole.len() < second.whole.len() { (first, second) } else { (second, first) };
    if short.whole.len() < SHORT_FORM || long.whole.len() < short.whole.len() + LONGER_THAN_SHORT {
        return false;
    }
    let is_in_script = first.whole.script == second.whole.script;
    // Of a Latin compound, the short form is Latin too.
    let may_be_of_compound = is_in_script || long.whole.script == Script::Arabic;
    let is_of_compound = || {
        may_be_of_compound
            && long.before_ending.zip(short.known).is_some_and(|(beginning, known)| beginning.shares_name(known))
    };
    // A name of its own is not short for another, as Maria is not for Mariano, but Siraj may be for Sirajuddin.
    let is_name = || short.known.is_some_and(|known| !known.is_short && !known.is_arabic);
    let is_syllable = |part: &Part| part.syllable.is_some() || part.syllabic.is_some();
    let are_names = first.prefix.is_none() && second.prefix.is_none();
    // Turchyn and Turchinov are two family names.
    let are_families = || first.slavic.is_some() && second.slavic.is_some();
    are_names
        && (is_in_script && long.whole.begins_as(&short.whole) || is_of_compound())
        && !is_name()
        && !is_syllable(first)
        && !is_syllable(second)
        && !are_families()
        && !differ_by_family(first, second)
        && first.is_same_name(second) != Some(false)
}

/// Whether one part is a listed short form of the other: Bob, Robert.
pub fn is_listed_short_form(first: &Part, second: &Part) -> bool {
    let is_short = |known: &Entry| known.is_short;
    first.known.zip(second.known).is_some_and(|(one, other)| is_short(one) != is_short(other) && one.shares_name(other))
}

/// A Latin word without the Russian or Tajik ending of a family name, if it has one: Rahmon of Rahmonov.
pub fn without_ending(letters: &str) -> Option<&str> {
    const ENDINGS: &[&str] = &["ov", "ova", "ev", "eva", "zoda"];
    ENDINGS.iter().find_map(|ending| letters.strip_suffix(ending))
}

/// Whether one Latin word is a Slavic adjective of the other: Tambovskaya, Tambov; Samarskiy, Samara.
pub fn differ_by_adjective(first: &Part, second: &Part) -> bool {
    let is_of = |adjective: &Part, noun: &Part| {
        let is_noun = |stem: &str| {
            let noun = noun.whole.text();
            let rest = noun.strip_prefix(stem);
            rest.is_some_and(|rest| rest.is_empty() || matches!(rest, "a" | "o" | "y" | "i" | "e"))
        };
        adjective.without_ending.as_deref().is_some_and(is_noun)
    };
    is_of(first, second) || is_of(second, first)
}

/// Whether one Latin word is the other with the ending of such a family name, which many in Central Asia and the
/// Caucasus have given up or exchanged: Rahmonov, Rahmon.
pub fn differ_by_ending(first: &Part, second: &Part) -> bool {
    /// The least letters without the ending.
    const STEM: usize = 5;
    let is_without = |short: &Part, long: &Part| {
        long.without_ending.as_deref().zip(short.known).is_some_and(|(stem, known)| {
            let is_of_length = short.whole.len() >= STEM && long.whole.len() > short.whole.len() + 1;
            let is_stem = || *stem == *short.whole.text() || entry(stem).is_some_and(|entry| entry.shares_name(known));
            known.is_arabic && is_of_length && short.whole.script == Script::Latin && is_stem()
        })
    };
    is_without(first, second) || is_without(second, first)
}

/// Whether one Latin word ends as a nisba and the other in a consonant, which makes it another name: Maliki, Malik.
pub fn differ_by_nisba(first: &Part, second: &Part) -> bool {
    let (one, other) = (&first.whole, &second.whole);
    let (long, short) = if one.len() > other.len() { (one, other) } else { (other, one) };
    long.len() > short.len()
        && long.script == Script::Latin
        && short.script == Script::Latin
        && long.ends_as_nisba()
        && short.ends_in_consonant()
}

/// Whether both words are East Slavic family names, and too unlike for two spellings of one: Serov, Saurov.
pub fn are_other_slavic_families(first: &Part, second: &Part) -> bool {
    first.slavic.as_ref().zip(second.slavic.as_ref()).is_some_and(|(one, other)| one.is_other_family(other))
}

/// Whether one word is that of a family named by the other, a nisba, in Persian or Armenian: Karimian, Karimi.
pub fn differ_by_family(first: &Part, second: &Part) -> bool {
    let is_of = |family: &Part, nisba: &Part| family.whole.ends_as_family() && nisba.whole.ends_as_nisba();
    is_of(first, second) || is_of(second, first)
}

/// Whether one word has a vowel before the consonant and vowel that the other begins with, as the patterns of Arabic names
/// do: Aslam is not Salem. Before two consonants, a vowel only helps to speak them: Iskandar, Skandar. If one has an
/// article, the vowel or the consonant may be what is left of it: al-Arayedh, Larayedh.
pub fn differ_by_first_vowel(first: &Part, second: &Part) -> bool {
    /// The word, and after a word for son the name; none of a word that may have an article.
    fn name(part: &Part) -> Option<&Spelling> {
        let is_alone = !part.has_article && part.prefix.is_none();
        let name = match &part.bare {
            None => Some(&part.whole),
            bare => bare.as_ref().filter(|_| part.begins_with_son()),
        };
        name.filter(|_| is_alone)
    }
    let names = name(first).zip(name(second));
    names.is_some_and(|(one, other)| one.adds_vowel_before(other) || other.adds_vowel_before(one))
}

/// Whether one Latin word begins with the h of Ukrainian and Belarusian, and the other is the same with the g of Russian.
pub fn differ_by_h_and_g(first: &Part, second: &Part) -> bool {
    let is_one = |with_h: &Part, with_g: &Part| {
        with_h.whole.begins_with('h')
            && with_g.whole.begins_with('g')
            && slavic::with_g(&with_h.whole.text()).is_some_and(|own| slavic::are_alike(&own, &with_g.whole.text()))
    };
    is_one(first, second) || is_one(second, first)
}

/// Whether two words of two syllables sound the same, and one is spelled as before pinyin.
pub fn are_one_in_older_romanization(first: &Part, second: &Part) -> bool {
    first.two_syllables.is_some()
        && first.two_syllables == second.two_syllables
        && !(is_pinyin(&first.whole.text()) && is_pinyin(&second.whole.text()))
}

/// Whether two syllables differ only in whether they end in n or in ng, which many confuse who write a name by ear.
pub fn differ_by_final_nasal(first: &Part, second: &Part) -> bool {
    let stem =
        |part: &Part| part.syllable.as_deref().and_then(|sound| sound.strip_suffix(['n', 'N'])).map(str::to_owned);
    stem(first).zip(stem(second)).is_some_and(|(one, other)| one == other)
}

/// Whether two words are the same Chinese characters, or variants of them.
pub fn are_variants(first: &Part, second: &Part) -> bool {
    let are_chinese = [first, second].iter().all(|part| part.syllabic == Some(Syllabic::Han));
    are_chinese && simplified(&first.text) == simplified(&second.text)
}
