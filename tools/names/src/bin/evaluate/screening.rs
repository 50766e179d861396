//! Screening against a list in memory, as the database does it: alarms, completeness, what the keys lose, and speed.

use std::collections::HashMap;
use std::time::{Duration, Instant};

use sanad_lists::PartyType;
use sanad_names::{Bearer, Finder, Name, score};

use crate::lists::Listed;

/// Bounds of a look-up in the database.
const BEARERS: usize = 2_000;
const NARROWED: usize = 5_000;
const CANDIDATES: usize = 1_000;

/// A list, loaded.
pub struct Loaded {
    parties: Vec<(Bearer, Vec<Name>)>,
    with_key: HashMap<i64, Vec<usize>>,
}

/// What a look-up finds.
pub struct Found {
    /// Party and score, best first.
    pub matches: Vec<(f64, usize)>,
    pub is_complete: bool,
}

impl Loaded {
    /// The people and organizations among the listed, in their order.
    pub fn new(listed: &[&Listed]) -> Self {
        let mut loaded = Self { parties: Vec::new(), with_key: HashMap::new() };
        for (place, party) in listed.iter().enumerate() {
            let bearer = if party.kind == PartyType::Person { Bearer::Person } else { Bearer::Organization };
            let names: Vec<Name> = party.names.iter().map(|name| Name::new(&name.text, Some(bearer))).collect();
            let mut keys: Vec<i64> = names.iter().flat_map(Name::keys).collect();
            keys.sort_unstable();
            keys.dedup();
            keys.into_iter().for_each(|key| loaded.with_key.entry(key).or_default().push(place));
            loaded.parties.push((bearer, names));
        }
        loaded
    }

    pub fn names(&self) -> usize {
        self.parties.iter().map(|(_, names)| names.len()).sum()
    }

    /// The parties with at least this score.
    pub fn screen(&self, text: &str, bearer: Option<Bearer>, threshold: f64) -> Found {
        let name = Name::new(text, bearer);
        let (candidates, is_complete) = self.candidates(&name, bearer);
        let mut finder = Finder::new(&name);
        let best = |place: &usize| {
            let scores = self.parties[*place].1.iter().filter_map(|own| finder.score_from(threshold, own));
            let best = scores.fold(0.0, f64::max);
            (best, *place)
        };
        let mut matches: Vec<(f64, usize)> =
            candidates.iter().map(best).filter(|(score, _)| *score >= threshold).collect();
        matches.sort_by(|one, other| other.0.total_cmp(&one.0).then(one.1.cmp(&other.1)));
        Found { matches, is_complete }
    }

    /// The places of the parties that are compared with this name.
    pub fn candidates_of(&self, text: &str, bearer: Option<Bearer>) -> Vec<usize> {
        self.candidates(&Name::new(text, bearer), bearer).0
    }

    fn candidates(&self, name: &Name, bearer: Option<Bearer>) -> (Vec<usize>, bool) {
        let mut weights: HashMap<usize, f64> = HashMap::new();
        let mut is_complete = true;
        for found in name.probes().iter().filter_map(|probe| self.with_key.get(probe)) {
            let weight = (1.0 + BEARERS as f64 / found.len().min(BEARERS) as f64).ln();
            found.iter().take(BEARERS).for_each(|party| *weights.entry(*party).or_default() += weight);
            is_complete &= found.len() <= BEARERS;
        }
        let mut ranked: Vec<(f64, usize)> = weights.into_iter().map(|(party, weight)| (weight, party)).collect();
        ranked.sort_by(|one, other| other.0.total_cmp(&one.0).then(one.1.cmp(&other.1)));
        let most = if bearer.is_some() { NARROWED } else { CANDIDATES };
        is_complete &= ranked.len() <= most;
        ranked.truncate(most);
        let mut places: Vec<usize> = ranked.into_iter().map(|(_, place)| place).collect();
        places.retain(|place| bearer.is_none_or(|bearer| bearer == self.parties[*place].0));
        is_complete &= places.len() <= CANDIDATES;
        places.truncate(CANDIDATES);
        (places, is_complete)
    }

    /// The parties with at least this score, if all are compared.
    fn compared_with_all(&self, name: &Name, threshold: f64) -> Vec<usize> {
        let is_alike = |place: &usize| self.parties[*place].1.iter().any(|own| score(name, own) >= threshold);
        (0..self.parties.len()).filter(is_alike).collect()
    }

    /// The number of matches that a comparison with all parties finds, and of those that the keys do not find.
    pub fn lost(
        &self,
        texts: &[String],
        bearer: Option<Bearer>,
        threshold: f64,
        mut print: impl FnMut(&str, usize),
    ) -> (usize, usize) {
        let (mut all, mut lost) = (0, 0);
        for text in texts {
            let found = self.screen(text, bearer, threshold);
            let name = Name::new(text, bearer);
            for place in self.compared_with_all(&name, threshold) {
                all += 1;
                if !found.matches.iter().any(|(_, found)| *found == place) {
                    lost += 1;
                    print(text, place);
                }
            }
        }
        (all, lost)
    }

    /// The number of names that are screened in a second of processor time.
    pub fn speed(&self, texts: &[String], bearer: Option<Bearer>) -> f64 {
        let start = processor_time();
        let until = Instant::now() + Duration::from_secs(2);
        let mut count = 0;
        while Instant::now() < until {
            for text in texts.iter().cycle().skip(count % texts.len()).take(100) {
                self.screen(text, bearer, 0.7);
            }
            count += 100;
        }
        count as f64 / (processor_time() - start).as_secs_f64()
    }
}

/// The processor time of this process.
fn processor_time() -> Duration {
    let mut time = libc::timespec { tv_sec: 0, tv_nsec: 0 };
    // SAFETY: the pointer is valid for the duration of the call.
    let outcome = unsafe { libc::clock_gettime(libc::CLOCK_PROCESS_CPUTIME_ID, &raw mut time) };
    assert_eq!(outcome, 0, "the system has no clock of processor time");
    Duration::new(time.tv_sec.unsigned_abs(), u32::try_from(time.tv_nsec).unwrap_or(0))
}
