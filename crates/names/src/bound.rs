//! A bound of the score that is cheap to find: most candidates of a look-up cannot be meant, and are not aligned.

use super::alignment::MAX_PARTS_WITHOUT_MATCH;
use super::features::{
    BETWEEN, BITS, MET_ALONE, MET_APART, MET_KNOWN, MET_SINGLE, MOST_MET, NameReason, OF_KNOWN, OF_TWO,
    OF_TWO_FAMILIES, are_arabic, place, score_of_bits,
};
use super::joined::may_join;
use super::left_words::{COMMON_WORD, LeftOfOrganizations, LeftWords};
use super::letters::Script;
use super::lexicon::COMMON;
use super::name::Bearer;
use super::parsed::{OF_KIND, Parsed, Part, Role};
use super::sides::Side;
use super::slips::mark_only_slip;

/// Whether the score of two names without an abbreviation may be at least this, if each part by itself matches no others
/// than these: as if all of them matched.
pub(super) fn may_reach(least: f64, first: &Parsed, second: &Parsed, mut matched: Matched) -> bool {
    // Joined parts and slips take longer to check. They only add to what may match.
    reaches(least, first, second, matched)
        || matched.join(first, second) && reaches(least, first, second, matched)
        || mark_only_slip(first, second, &mut matched) && reaches(least, first, second, matched)
}

/// More than the bits of the score can differ from those of the bound by rounding.
const ROUNDING: f32 = 0.001;

/// The parts of two names that may match a part of the other, with a bit for the place of each.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Matched {
    pub first: u32,
    pub second: u32,
}

impl Matched {
    /// Adds two adjacent parts of one name that may match a part of the other together. Returns whether there are any.
    fn join(&mut self, first: &Parsed, second: &Parsed) -> bool {
        let before = *self;
        if before != Self::default() || first.parts.len() + second.parts.len() <= MAX_PARTS_WITHOUT_MATCH {
            join(first, &mut self.first, second, &mut self.second);
            join(second, &mut self.second, first, &mut self.first);
        }
        *self != before
    }
}

/// What is left of a name of which these parts may match.
fn left(name: &Parsed, matched: u32, other: &Parsed) -> Left {
    let mut left = Left::default();
    for (place, part) in name.parts.iter().enumerate().filter(|(_, part)| part.may_be_name()) {
        let is_matched = matched >> place & 1 == 1;
        if is_matched {
            left.matched_places |= 1 << place;
            left.add_matched(part, other);
        } else if !part.is_title_if_left() {
            left.places |= 1 << place;
            left.add_left(part);
        }
    }
    left
}

/// The name with what is left of it, unless it depends on the other name what of it is a name: some words are titles too,
/// and of syllables the given name consists of several.
fn side(name: &Parsed, matched: u32, are_people: bool) -> Option<Side<'_>> {
    let is_matched = |place: usize| matched >> place & 1 == 1;
    let is_certain = |(place, part): (usize, &Part)| {
        part.title.is_none() && part.syllable.is_none() && (part.role != Role::Title || !is_matched(place))
    };
    if !name.parts.iter().enumerate().all(is_certain) {
        return None;
    }
    let left: Vec<usize> = (0..name.parts.len()).filter(|place| !is_matched(*place)).collect();
    Some(Side::new(&name.parts, &left, are_people))
}

/// Marks the parts of a name that may match a part of another name together, and that part.
fn join(name: &Parsed, matched: &mut u32, other: &Parsed, others_matched: &mut u32) {
    for place in 0..name.joined.len() {
        for (other_place, other) in other.parts.iter().enumerate() {
            let (both, one) = (0b11 << place, 1 << other_place);
            let are_known = *matched & both == both && *others_matched & one == one;
            if !are_known && may_join(name, place, other) {
                *matched |= both;
                *others_matched |= one;
            }
        }
    }
}

/// Whether two parts of a name that may match may do so together: common ones may be a distinctive word.
fn are_joined(name: &Parsed, matched: u32, other: &Parsed) -> bool {
    let are_matched = |place: &usize| matched >> place & 0b11 == 0b11;
    (0..name.joined.len()).filter(are_matched).any(|place| other.parts.iter().any(|part| may_join(name, place, part)))
}

/// What is left of a name in the best case, and what may match.
#[derive(Debug, Default)]
struct Left {
    count: usize,
    /// Whether any are left that are no numbers.
    has_words: bool,
    has_number: bool,
    /// With a bit for each, the places of the parts that are left and of those that may match.
    places: u32,
    matched_places: u32,
    /// The weights of the parts that are left, without numbers.
    words: LeftWords,
    /// The most that what may match can weigh: all of it, distinctive words, and common ones. A word may be one or the
    /// other, as it matches.
    met: f32,
    met_distinctive: f32,
    met_common: f32,
    has_initial: bool,
}

impl Left {
    fn add_matched(&mut self, part: &Part, other: &Parsed) {
        let is_across = |other: &Part| other.whole.script != part.whole.script;
        let may_be_spelled = part.weight_spelled > part.weight && other.parts.iter().any(is_across);
        let weight = if may_be_spelled { part.weight_spelled } else { part.weight };
        self.has_initial |= part.is_initial();
        self.met += weight;
        self.met_distinctive += if weight > COMMON_WORD { weight } else { 0.0 };
        let as_common = [weight, part.weight].into_iter().find(|weight| *weight <= COMMON_WORD);
        self.met_common += as_common.unwrap_or(0.0);
    }

    fn add_left(&mut self, part: &Part) {
        self.has_initial |= part.is_initial();
        self.count += 1;
        let is_number = part.whole.script == Script::Number;
        self.has_number |= is_number;
        self.has_words |= !is_number;
        if !is_number {
            self.words.add(part.weight_left(false));
        }
    }
}

/// Whether the score of two names may be at least this in the best case.
fn reaches(least: f64, first: &Parsed, second: &Parsed, matched: Matched) -> bool {
    if matched == Matched::default() {
        return least <= 0.0;
    }
    let is_organization = first.compared_as(second) == Bearer::Organization;
    let bits = |reason: NameReason| {
        let (_, person, organization) = BITS[place(reason)];
        if is_organization { organization } else { person }
    };
    let (of_first, of_second) = (left(first, matched.first, second), left(second, matched.second, first));
    let met = of_first.met.min(of_second.met);
    // Initials count less than any name.
    let has_initial = of_first.has_initial || of_second.has_initial;
    let may_be_apart = || met + ROUNDING >= MET_APART && may_leave_other_places(&of_first, &of_second);
    let different = if is_organization || has_initial || may_be_apart() {
        0.0
    } else {
        COMMON * of_first.count.min(of_second.count) as f32
    };
    // A pair is common if one of its parts is.
    let common = met.min(of_first.met_common + of_second.met_common).min(1.0);
    let common = if is_organization { common } else { 0.0 };
    let of_met = bits(NameReason::Met) * (met - common).min(MOST_MET)
        + bits(NameReason::MetCommon).max(bits(NameReason::Met)) * common;
    let most = bits(NameReason::Beginning) + of_met + bits(NameReason::Share) * share(met, &of_first, &of_second);
    let is_enough = |bits: f32| score_of_bits(f64::from(bits + ROUNDING)) >= least;
    let of_different = match is_organization {
        true => of_words_left(&of_first, &of_second, bits),
        false => bits(NameReason::Different) * different * OF_KNOWN.min(BETWEEN),
    };
    // What is missing in particular takes longer to find.
    is_enough(most + of_different) && {
        let sides = side(first, matched.first, !is_organization).zip(side(second, matched.second, !is_organization));
        let of_left = match sides {
            None => of_different,
            Some((one, other)) if is_organization => {
                let are_joined =
                    || are_joined(first, matched.first, second) || are_joined(second, matched.second, first);
                of_different + of_left_of_organizations(&[one, other], &of_first, &of_second, are_joined, bits)
            }
            Some((one, other)) => of_left_of_people(&[one, other], &of_first, &of_second, different, bits),
        };
        is_enough(most + of_left)
    }
}

/// The most that the share of two names of organizations can be.
fn share(met: f32, first: &Left, second: &Left) -> f32 {
    let left = first.words.all() + second.words.all();
    if met > 0.0 { met / (met + left) } else { 0.0 }
}

/// The bits that organizations lose at least by the words that are left. If fewer match, more are left, and more is lost:
/// words that differ cost more than words that are missing.
fn of_words_left(first: &Left, second: &Left, bits: impl Fn(NameReason) -> f32) -> f32 {
    let left = LeftOfOrganizations::new([first.words, second.words]);
    left.amounts().iter().map(|(reason, amount)| bits(*reason) * amount).sum()
}

/// Whether one name may leave over only what is between its matched parts, and the other only what follows them.
fn may_leave_other_places(first: &Left, second: &Left) -> bool {
    let are_between = |left: &Left| {
        let (places, matched) = (left.places, left.matched_places);
        matched.trailing_zeros() < places.trailing_zeros() && places.leading_zeros() > matched.leading_zeros()
    };
    let are_after = |left: &Left| {
        let before = (1 << left.places.trailing_zeros()) - 1;
        (left.matched_places & before).count_ones() > 1
    };
    let may_be =
        |one: &Left, other: &Left| one.places != 0 && other.places != 0 && are_between(one) && are_after(other);
    may_be(first, second) || may_be(second, first)
}

/// The bits that people lose at least by what is left, of which so much is different.
fn of_left_of_people(
    [first, second]: &[Side; 2],
    of_first: &Left,
    of_second: &Left,
    different: f32,
    bits: impl Fn(NameReason) -> f32,
) -> f32 {
    let if_so = |is_so: bool, share: f32| if is_so { share } else { 1.0 };
    let given = first.given_missing() + second.given_missing();
    let family = first.family_missing() + second.family_missing();
    let is_arabic = are_arabic(first, second);
    let may_be_whole = of_first.count == 0 || of_second.count == 0;
    let matched = of_first.matched_places.count_ones().min(of_second.matched_places.count_ones());
    let met = of_first.met.min(of_second.met);
    let of_known = if_so(given == 0.0 && met + ROUNDING >= MET_KNOWN, OF_KNOWN);
    let of_between = if_so(given + family == 0.0, BETWEEN);
    let alone = if of_first.count + of_second.count > 0 { (MET_ALONE - met).max(0.0) } else { 0.0 };
    bits(NameReason::GivenName) * given * if_so(!is_arabic && (matched > 2 || may_be_whole), OF_TWO)
        + bits(NameReason::FamilyName) * family * if_so(!is_arabic && may_be_whole, OF_TWO_FAMILIES).min(of_known)
        + bits(NameReason::Different) * different * of_known.min(of_between)
        + bits(NameReason::Alone) * alone
}

/// The same for organizations.
fn of_left_of_organizations(
    sides: &[Side; 2],
    of_first: &Left,
    of_second: &Left,
    are_joined: impl Fn() -> bool,
    bits: impl Fn(NameReason) -> f32,
) -> f32 {
    let of_number = if of_first.has_number || of_second.has_number { bits(NameReason::Number) } else { 0.0 };
    let is_single = sides.iter().any(Side::is_single);
    let left = of_first.words.all() + of_second.words.all();
    let is_left = of_first.has_words || of_second.has_words;
    if !is_left || !is_single && left <= OF_KIND {
        return of_number;
    }
    // A pair is distinctive if both of its parts are.
    let are_joined = are_joined();
    let met = |left: &Left| if are_joined { left.met } else { left.met_distinctive };
    let met = met(of_first).min(met(of_second));
    let of_single = if is_single { bits(NameReason::Single) * (MET_SINGLE - met).max(0.0) } else { 0.0 };
    bits(NameReason::Alone) * (MET_ALONE - met).max(0.0) + of_single + of_number
}

#[cfg(test)]
mod tests {
    use crate::{Bearer, Finder, Name, score, score_from};

    #[test]
    fn the_bound_is_not_below_the_score() {
        let names = [
            "Yard No. 1222 Shanghai Waigaoqiao",
            "Yard No. 1220 Shanghai Waigaoqiao",
            "Shanghai Waigaoqiao",
            "Waigaoqiao 5",
            "Brigade 5 of Martyrs",
            "5th Brigade Waigaoqiao",
            "Waigaoqiao Trading Company 7",
            "Al-A Qsa Foundation",
            "Al-Aqsa",
            "V Abo 2012 EOOD",
            "Vabo EOOD 2012",
            "Zarvandskaya Birzha",
            "Zarvand Exchange",
            "Зарвандский банк",
            "Zarvand Birzha Holding",
            "Abu اس ه",
            "Ash",
            "Z-Bank",
            "ZBank",
            "新全電子(香港)有限公司",
            "Xin Quan Electronics",
            "Khalifa Belqasim Haftar",
            "Belqasim Haftar",
            "Haftar Khalifa",
            "خليفة حفتر",
            "Igor Ivanovich Sechin 2",
            "Sechin, Petr Ivanovich",
            "Abu Ali Ben Ali Haftar",
            "Benali Haftar",
            "Malik Hassan Haftar",
            "Hassan Haftar",
            "Sheikh Hassan Sultan",
            "Maulana Mazar",
            "Molana Mazhar",
            "Sechin, Petr I.",
            "I. M. Sechin, Petr Rustam",
            "Khalifa Rustam Haftar",
            "Khalifa bin Rustam Haftar",
            "Khalifa Rustam Zughayr Haftar",
            "Khalifa Rustam Zughayr Sechin",
            "Rustam Khalifa Haftar",
            "Rueda Quibdo, Raul",
            "Quibdo Rueda, Raul A",
            "Jean Raul Rueda",
            "Kim Jong Un",
            "Jong Un",
            "Islamic Waigaoqiao Guard Corps",
            "IWGC",
            "IWGC of Waigaoqiao",
            "Waigaoqiaoyard Shipping",
            "Samara Waigaoqiaoyard Works",
            "Kestrel Waigaoqiaoyard Shipmanagement",
            "Da Li Hu Shipmanagement",
            "Li Shan Hu Ship Management",
            "Lishan Shipping",
            "Trading Shanghai",
            "Zarnitsa Bank",
            "Bank-e Zarnitza",
            "Moha Med al Haftar",
            "Mohamed bin Haftar",
            "Waigaoqiao Zarnitsa 12",
            "Waigaoqiao Zarnitsa Kestrel",
            "ماهان ایر",
            "Mahan Air",
            "حركة الشباب",
            "Shabaab Movement",
            "Shabab",
            "IWGC Air Force",
            "Du Yu Rong",
            "Du Yu Lung",
            "Mao Tse-tung",
            "Mao Zedong",
            "Bob Haftar",
            "Robert Haftar",
            "劉國華",
            "刘国华",
            "Nosir Karimov",
            "Nosir Karim",
            "Leung Chun-ying",
            "Liang Zhenying",
            "Joshua Leung Chun-ying",
            "Boris Jelzin",
            "Boris Yeltsin",
            "CHO, Il-U",
            "CHO, Il Woo",
            "Ataulhaq Haftar",
            "عطاء الحق حتفر",
            "QUIBDO GORRIZO, Osiel",
            "QUIBDO DE BELISARIO, Osiel",
            "Ali Abdullah Haftar",
            "GORRIZO BELISARIO, Raul",
            "GORRIZO, Raul Joaquin",
            "Umran Zughayr Barzinji",
            "Umran Barzinji Haftar",
            "Amir Ali Haftar",
            "امیرعلی حفتر",
            "حفتر علی امیر",
            "نظام الدين حفتر",
            "Nezam Haftar",
            "Naser Maaleki",
            "ناصرملکی",
            "Konstantin Jusjtjenko",
            "NPO Zarnitsa JSC",
            "Scientific and Production Association Zarnitsa",
            "711 ARZ JSC",
            "ZMZ Zarnitsa",
            "Zarvand Mechanical Plant Zarnitsa",
            "Joint-Stock Company 711 Aircraft Repair Plant",
        ];
        // A person may be compared with an organization.
        let bearers = [None, Some(Bearer::Person), Some(Bearer::Organization)];
        let parsed: Vec<Name> = bearers.iter().flat_map(|bearer| names.map(|name| Name::new(name, *bearer))).collect();
        for one in &parsed {
            let mut finder = Finder::new(one);
            for other in &parsed {
                let found = score(one, other);
                assert_eq!(score_from(found, one, other), Some(found), "{one:?} {other:?}");
                // What is remembered of names before changes nothing.
                assert_eq!(finder.score_from(found, other), Some(found), "{one:?} {other:?}");
            }
        }
    }
}
