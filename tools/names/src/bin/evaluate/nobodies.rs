//! Names of nobody in particular: common names, combined at random.

use fastrand::Rng;

/// Seed of the combinations: the same in each run.
const SEED: u64 = 17;

/// `count` names of people, the same number of each region.
pub fn people(count: usize) -> Vec<String> {
    combined(include_str!("sets/common_names.txt"), count)
}

/// `count` names of companies, the same number of each language.
pub fn companies(count: usize) -> Vec<String> {
    combined(include_str!("sets/common_companies.txt"), count)
}

/// Takes a word of each column of a line, line by line. An underscore is a space, and one alone is no word. No space is
/// before a hyphen and a comma.
fn combined(lines: &str, count: usize) -> Vec<String> {
    let mut rng = Rng::with_seed(SEED);
    let lines = lines.lines().filter(|line| !line.starts_with('#')).collect::<Vec<_>>();
    let mut one = |line: &str| {
        let columns = line.split(" | ").map(|words| words.split(' ').collect::<Vec<_>>());
        let words: Vec<&str> = columns.filter_map(|words| words.get(rng.usize(..words.len())).copied()).collect();
        let words = words.iter().filter(|word| **word != "_").map(|word| word.replace('_', " "));
        words.collect::<Vec<_>>().join(" ").replace(" -", "-").replace(" ,", ",")
    };
    lines.iter().cycle().take(count).map(|line| one(line)).collect()
}
