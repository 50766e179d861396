//! The texts that look most like each text, independent of what is measured: by the groups of three letters that they
//! share.

use std::collections::{BTreeSet, HashMap};

use sanad_names::fold;

/// Groups that more texts have than this are left out, for speed.
const COMMON: usize = 400;

/// For each text, the places of the `count` other texts that look most like it, best first.
pub fn nearest(texts: &[String], count: usize) -> Vec<Vec<usize>> {
    let groups: Vec<BTreeSet<[char; 3]>> = texts.iter().map(|text| groups(text)).collect();
    let mut with: HashMap<[char; 3], Vec<usize>> = HashMap::new();
    for (place, groups) in groups.iter().enumerate() {
        groups.iter().for_each(|group| with.entry(*group).or_default().push(place));
    }
    let of_one = |(own, mine): (usize, &BTreeSet<[char; 3]>)| {
        let mut shared: HashMap<usize, usize> = HashMap::new();
        for places in mine.iter().map(|group| &with[group]).filter(|places| places.len() <= COMMON) {
            places.iter().filter(|place| **place != own).for_each(|place| *shared.entry(*place).or_default() += 1);
        }
        let likeness = |(place, shared): (usize, usize)| {
            let all = mine.len() + groups[place].len() - shared;
            (shared as f64 / all as f64, place)
        };
        let mut ranked: Vec<(f64, usize)> = shared.into_iter().map(likeness).collect();
        ranked.sort_by(|one, other| other.0.total_cmp(&one.0).then(one.1.cmp(&other.1)));
        ranked.into_iter().take(count).map(|(_, place)| place).collect()
    };
    groups.iter().enumerate().map(of_one).collect()
}

fn groups(text: &str) -> BTreeSet<[char; 3]> {
    let mut words: Vec<String> =
        fold(text).split(|letter: char| !letter.is_alphanumeric()).map(str::to_owned).collect();
    words.sort();
    let letters: Vec<char> =
        words.into_iter().flat_map(|word| format!(" {word} ").chars().collect::<Vec<_>>()).collect();
    letters.windows(3).map(|three| [three[0], three[1], three[2]]).collect()
}
