//! Aligning the parts of two names.

use super::abbreviation::{Abbreviated, abbreviated, weight};
use super::comparison::NameLikeness;
use super::joined::like_joined;
use super::lexicon::RARE;
use super::likeness::Like;
use super::likes::Likes;
use super::name::Bearer;
use super::parsed::{Parsed, Part, Role};
use super::reading::WORDS;
use super::slips::only_slip;

/// A pair of matched parts, by index.
#[derive(Debug, Clone, Copy)]
pub(super) struct PartPair {
    pub first: usize,
    pub second: usize,
    pub like: Like,
    /// If several adjacent parts of one name match one part of the other: the index of the last of them.
    pub also_first: Option<usize>,
    pub also_second: Option<usize>,
}

impl PartPair {
    /// How much the pair counts: as much as the part that counts less, and an abbreviation by its letters. An initial
    /// counts less than the word.
    pub fn weight(&self, first: &[Part], second: &[Part]) -> f32 {
        let (one, other) = (&first[self.first], &second[self.second]);
        match (self.like.likeness, self.also_first, self.also_second) {
            (NameLikeness::Initial, Some(_), _) => weight(other),
            (NameLikeness::Initial, _, Some(_)) => weight(one),
            (NameLikeness::Initial, ..) => OF_INITIAL * one.weight.min(other.weight),
            _ => {
                let is_spelled = self.is_spelled(one, other);
                let of_part = |part: &Part| if is_spelled { part.weight_spelled } else { part.weight };
                // All that is joined counts if it is certainly one word.
                let of_parts = |parts: &[Part], place: usize, also: Option<usize>| match also {
                    Some(also) if self.like.similarity >= SURE => {
                        let names = parts[place..=also].iter().filter(|part| part.may_be_name());
                        names.map(of_part).sum::<f32>().min(RARE)
                    }
                    _ => of_part(&parts[place]),
                };
                of_parts(first, self.first, self.also_first).min(of_parts(second, self.second, self.also_second))
            }
        }
    }

    /// Whether the pair is one of two spellings of a name, in two scripts, whatever one of them means elsewhere: طالبان,
    /// Taliban.
    fn is_spelled(&self, one: &Part, other: &Part) -> bool {
        self.like.likeness == NameLikeness::Transliteration && !one.shares_meaning(other)
    }
}

/// How much an initial counts, for each unit of the word.
pub(super) const OF_INITIAL: f32 = 0.4;

/// The matched parts of two names, and the parts left over.
#[derive(Debug, Default)]
pub(super) struct Alignment {
    /// Ordered by the part of the first name.
    pub pairs: Vec<PartPair>,
    pub left_of_first: Vec<usize>,
    pub left_of_second: Vec<usize>,
}

/// Minimum similarity of matched parts.
pub(super) const MIN_SIMILARITY: f32 = 0.25;
/// If no parts match and both names together have more parts than this, joined words are not tried.
pub(super) const MAX_PARTS_WITHOUT_MATCH: usize = 4;
/// The least similarity of joined words that are certainly one.
const SURE: f32 = 0.9;
/// Parts that match with a lower similarity may match better as a joined word.
const DOUBTFUL: f32 = 0.7;

pub(super) fn align(first: &Parsed, second: &Parsed, likes: &Likes) -> Alignment {
    let (rows, columns) = (first.parts.len(), second.parts.len());
    let mut alignment = Alignment::default();
    let (mut is_first_matched, mut is_second_matched) = ([false; WORDS], [false; WORDS]);
    while let Some((row, column)) = best(likes, &is_first_matched[..rows], &is_second_matched[..columns]) {
        (is_first_matched[row], is_second_matched[column]) = (true, true);
        let like = likes.at(row, column);
        alignment.pairs.push(PartPair { first: row, second: column, like, also_first: None, also_second: None });
    }
    alignment.left_of_first = (0..rows).filter(|row| !is_first_matched[*row]).collect();
    alignment.left_of_second = (0..columns).filter(|column| !is_second_matched[*column]).collect();
    alignment.match_only_slip(first, second);
    alignment.join(first, second);
    if first.bearer == Bearer::Organization && second.bearer == Bearer::Organization {
        alignment.abbreviate(first, &second.parts);
        alignment = alignment.swapped();
        alignment.abbreviate(second, &first.parts);
        alignment = alignment.swapped();
    }
    alignment.pairs.sort_by_key(|pair| pair.first);
    alignment
}

/// The most similar pair of unmatched parts; of equally similar ones, the pair whose positions differ least. The result
/// does not depend on which name comes first.
fn best(likes: &Likes, is_first_matched: &[bool], is_second_matched: &[bool]) -> Option<(usize, usize)> {
    let mut best: Option<(usize, usize)> = None;
    let rank = |(row, column): (usize, usize)| (row.abs_diff(column), row + column);
    for (row, _) in is_first_matched.iter().enumerate().filter(|(_, is_matched)| !**is_matched) {
        for (column, _) in is_second_matched.iter().enumerate().filter(|(_, is_matched)| !**is_matched) {
            let like = likes.at(row, column);
            let is_better = best.is_none_or(|found| {
                let least = likes.at(found.0, found.1).similarity;
                like.similarity > least || like.similarity == least && rank((row, column)) < rank(found)
            });
            if like.is_match() && is_better {
                best = Some((row, column));
            }
        }
    }
    best
}

impl Alignment {
    /// The same alignment with the names swapped.
    pub fn swapped(self) -> Self {
        let swap = |pair: PartPair| PartPair {
            first: pair.second,
            second: pair.first,
            also_first: pair.also_second,
            also_second: pair.also_first,
            like: pair.like,
        };
        let mut pairs: Vec<PartPair> = self.pairs.into_iter().map(swap).collect();
        pairs.sort_by_key(|pair| pair.first);
        Self { pairs, left_of_first: self.left_of_second, left_of_second: self.left_of_first }
    }

    /// Matches two parts that differ by one slip, if all else matches.
    fn match_only_slip(&mut self, first: &Parsed, second: &Parsed) {
        let Some((one, other, like)) = only_slip(first, second, self) else { return };
        match self.pairs.iter_mut().find(|pair| pair.first == one) {
            Some(pair) if pair.like.similarity < like.similarity => pair.like = like,
            Some(_) => {}
            None => {
                self.left_of_first.retain(|place| *place != one);
                self.left_of_second.retain(|place| *place != other);
                self.pairs.push(PartPair { first: one, second: other, like, also_first: None, also_second: None });
            }
        }
    }

    /// Matches parts of the first name that are left over with words that are left over in the second, where they are
    /// abbreviations of them.
    fn abbreviate(&mut self, first: &Parsed, second: &[Part]) {
        for place in self.left_of_first.clone() {
            let Some(Abbreviated { words, like }) = abbreviated(first, place, second) else { continue };
            let is_left = |word: &usize| second[*word].role != Role::Proper || self.left_of_second.contains(word);
            // All letters of the words are a better match than that of one of them with another word.
            if like.likeness == NameLikeness::Initial && !words.clone().all(|word| is_left(&word)) {
                continue;
            }
            let (replaced, kept): (Vec<_>, _) = self.pairs.drain(..).partition(|pair| words.contains(&pair.second));
            self.pairs = kept;
            for pair in replaced {
                self.left_of_first.extend(pair.first..=pair.also_first.unwrap_or(pair.first));
                self.left_of_second.extend(pair.second..=pair.also_second.unwrap_or(pair.second));
            }
            self.left_of_first.retain(|own| *own != place);
            self.left_of_first.sort_unstable();
            self.left_of_second.retain(|word| !words.contains(word));
            self.left_of_second.sort_unstable();
            let (second, also_second) = (*words.start(), Some(*words.end()));
            self.pairs.push(PartPair { first: place, second, like, also_first: None, also_second });
        }
    }

    /// Joins adjacent parts of one name where they match one part of the other together, as بن علي matches Benali.
    fn join(&mut self, first: &Parsed, second: &Parsed) {
        while let Some(joined) = self.joined(first, second) {
            self.pairs.retain(|pair| pair.first != joined.first && pair.second != joined.second);
            self.pairs.retain(|pair| Some(pair.first) != joined.also_first && Some(pair.second) != joined.also_second);
            self.left_of_first.retain(|place| *place != joined.first && Some(*place) != joined.also_first);
            self.left_of_second.retain(|place| *place != joined.second && Some(*place) != joined.also_second);
            self.pairs.push(joined);
        }
    }

    fn joined(&self, first: &Parsed, second: &Parsed) -> Option<PartPair> {
        let is_complete = self.left_of_first.is_empty() && self.left_of_second.is_empty();
        let is_hopeless = self.pairs.is_empty() && first.parts.len() + second.parts.len() > MAX_PARTS_WITHOUT_MATCH;
        if is_complete || is_hopeless {
            return None;
        }
        let of_first = self.best_join(&self.left_of_first, first, second, &self.left_of_second);
        let swapped = Self { pairs: self.pairs.clone(), ..Self::default() }.swapped();
        let of_second = swapped.best_join(&self.left_of_second, second, first, &self.left_of_first);
        let of_first = of_first.into_iter().map(|(place, other, like)| {
            let also_first = Some(place + 1);
            PartPair { first: place, second: other, like, also_first, also_second: None }
        });
        let of_second = of_second.into_iter().map(|(place, other, like)| {
            let also_second = Some(place + 1);
            PartPair { first: other, second: place, like, also_first: None, also_second }
        });
        of_first.chain(of_second).max_by(|one, other| {
            let places = |pair: &PartPair| pair.first + pair.second;
            one.like.similarity.total_cmp(&other.like.similarity).then_with(|| places(other).cmp(&places(one)))
        })
    }

    /// The best match of two adjacent parts, one of them left over, with one part of the other name. It must be better
    /// than the present match of that part.
    fn best_join(
        &self,
        left: &[usize],
        own: &Parsed,
        others: &Parsed,
        others_left: &[usize],
    ) -> Option<(usize, usize, Like)> {
        let pair_at =
            |place: usize| self.pairs.iter().find(|pair| pair.first == place || pair.also_first == Some(place));
        // The initial of an organization is more likely a part of its first word: T-Bank, TBank.
        let is_doubtful = |like: Like| {
            let is_initial = own.bearer == Bearer::Organization && like.likeness == NameLikeness::Initial;
            like.similarity < DOUBTFUL || is_initial
        };
        let mut best: Option<(usize, usize, Like)> = None;
        for place in left.iter().flat_map(|place| [place.checked_sub(1), Some(*place)]).flatten() {
            let present = [place, place + 1].into_iter().find_map(pair_at);
            let candidates = match present {
                Some(pair) if pair.also_first.is_none() && pair.also_second.is_none() && is_doubtful(pair.like) => {
                    std::slice::from_ref(&pair.second)
                }
                Some(_) => continue,
                None => others_left,
            };
            for other in candidates.iter().copied() {
                let Some(like) = like_joined(own, place, others, other) else { continue };
                let before = present.map_or(DOUBTFUL - 0.1, |pair| pair.like.similarity + 0.1);
                if like.similarity > best.map_or(before, |(.., best)| best.similarity) {
                    best = Some((place, other, like));
                }
            }
        }
        best
    }
}
