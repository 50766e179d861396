//! Names of parties and places.

use fastrand::Rng;
use sanad_dataset::records::Name;
use sanad_model::{Language, NameKind, OrganizationType};

use super::chance::{one_of, percent};
use super::words::{FAMILY, FEMALE, LATIN_FAMILY, LATIN_GIVEN, MALE, QUALITIES, REGIONS, Word};

/// A language by a tag that is known to be valid.
pub fn language(tag: &str) -> Option<Language> {
    tag.parse().ok()
}

fn name(text: String, tag: Option<&str>, kind: NameKind) -> Name {
    Name { text, language: tag.and_then(language), kind }
}

/// A name in Arabic, in its usual Latin spelling, and in another one.
#[derive(Default)]
struct Spellings {
    arabic: Vec<&'static str>,
    usual: Vec<&'static str>,
    other: Vec<&'static str>,
}

impl Spellings {
    /// Adds a random word.
    fn add(&mut self, rng: &mut Rng, words: &[Word]) {
        let (arabic, latin) = one_of(rng, words);
        self.arabic.push(arabic);
        self.usual.push(latin[0]);
        self.other.push(one_of(rng, latin));
    }

    /// The names in both scripts, and the other spelling if it differs.
    fn names(&self) -> Vec<Name> {
        let usual = self.usual.join(" ");
        let other = self.other.join(" ");
        let mut names = vec![
            name(self.arabic.join(" "), Some("ar"), NameKind::Primary),
            name(usual.clone(), Some("en"), NameKind::Primary),
        ];
        if other != usual {
            names.push(name(other, None, NameKind::Alias));
        }
        names
    }
}

/// The names of a person, and whether the person is a woman.
pub fn of_person(rng: &mut Rng) -> (Vec<Name>, bool) {
    let is_female = percent(rng, 18);
    if percent(rng, 15) {
        let text = format!("{} {}", one_of(rng, LATIN_GIVEN), one_of(rng, LATIN_FAMILY));
        return (vec![name(text, Some("en"), NameKind::Primary)], is_female);
    }
    let mut words = Spellings::default();
    words.add(rng, if is_female { FEMALE } else { MALE });
    if percent(rng, 70) {
        words.add(rng, MALE);
    }
    words.add(rng, FAMILY);
    let mut names = words.names();
    if percent(rng, 15) {
        let (arabic, latin) = one_of(rng, MALE);
        let of = if is_female { ("أم", "Umm") } else { ("أبو", "Abu") };
        names.push(name(format!("{} {arabic}", of.0), Some("ar"), NameKind::Weak));
        names.push(name(format!("{} {}", of.1, latin[0]), Some("en"), NameKind::Weak));
    }
    (names, is_female)
}

/// The word for a type of organization, in Arabic and English.
fn sorts(kind: OrganizationType) -> &'static [(&'static str, &'static str)] {
    use OrganizationType::*;
    match kind {
        State => &[("دولة", "State of"), ("جمهورية", "Republic of")],
        Government => &[("حكومة", "Government of")],
        Ministry => &[("وزارة داخلية", "Interior Ministry of"), ("وزارة مالية", "Finance Ministry of")],
        Agency => &[("هيئة", "Authority of"), ("مكتب", "Bureau of"), ("جهاز", "Service of")],
        ArmedForces => &[("جيش", "Army of"), ("قيادة", "Command of")],
        ArmedGroup => &[("كتيبة", "Brigade of"), ("ميليشيا", "Militia of"), ("لواء", "Battalion of")],
        Intergovernmental => &[("منظمة", "Organization of"), ("اتحاد", "Union of")],
        Mission => &[("بعثة", "Mission to")],
        Court => &[("محكمة", "Court of")],
        Committee => &[("لجنة", "Committee of")],
        Forum => &[("ملتقى", "Forum of"), ("منتدى", "Dialogue of")],
        Media => &[("صحيفة", "Daily of"), ("قناة", "Channel of"), ("وكالة أنباء", "News Agency of")],
        Company => &[("شركة", "Company of"), ("مصرف", "Bank of"), ("مؤسسة", "Holding of")],
        DescribedGroup => &[("جماعات مسلحة في", "armed groups in"), ("مرتزقة في", "mercenaries in")],
        Other => &[("جمعية", "Association of"), ("مجلس", "Council of")],
    }
}

/// The names of an organization.
pub fn of_organization(rng: &mut Rng, kind: OrganizationType, number: u32) -> Vec<Name> {
    let (arabic, english) = one_of(rng, sorts(kind));
    let (mut words, mut quality) = (Spellings::default(), Spellings::default());
    words.add(rng, REGIONS);
    if percent(rng, 60) {
        quality.add(rng, QUALITIES);
    }
    // There are more organizations than names, so they are numbered.
    let number = if percent(rng, 40) { format!(" {}", number % 997 + 1) } else { String::new() };
    let spelled = |regions: &[&str], qualities: &[&str], first: &str| {
        let words: Vec<&str> = qualities.iter().copied().chain([first]).chain(regions.iter().copied()).collect();
        format!("{}{number}", words.join(" "))
    };
    let arabic = [&[arabic], &words.arabic[..], &quality.arabic[..]].concat().join(" ");
    let usual = spelled(&words.usual, &quality.usual, english);
    let other = spelled(&words.other, &quality.other, english);
    let mut names = vec![
        name(format!("{arabic}{number}"), Some("ar"), NameKind::Primary),
        name(usual.clone(), Some("en"), NameKind::Primary),
    ];
    if other != usual {
        let kind = if percent(rng, 20) { NameKind::Former } else { NameKind::Alias };
        names.push(name(other, None, kind));
    }
    if percent(rng, 20) {
        let initials: String = usual.split_whitespace().filter_map(|word| word.chars().next()).collect();
        names.push(name(initials.to_uppercase(), None, NameKind::Weak));
    }
    names
}

/// The names of a place.
pub fn of_place(rng: &mut Rng, number: u32) -> Vec<Name> {
    let sorts = [("حي", "Quarter of"), ("ضاحية", "Outskirts of"), ("مطار", "Airport of"), ("ميناء", "Port of")];
    let ((arabic, english), mut words) = (one_of(rng, &sorts), Spellings::default());
    words.add(rng, REGIONS);
    let prefixed = |prefix: &str, words: &[&str]| format!("{prefix} {} {}", words.join(" "), number + 1);
    vec![
        name(prefixed(arabic, &words.arabic), Some("ar"), NameKind::Primary),
        name(prefixed(english, &words.usual), Some("en"), NameKind::Primary),
    ]
}
