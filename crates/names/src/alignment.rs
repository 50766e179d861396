//! Which part of one name meets which of another.

use super::comparison::NameLikeness;
use super::likeness::{Like, UNLIKE, like, may_be_one};
use super::name::{Bearer, Name, Part, Role};
use super::reading::WORDS;
use super::spelling::Spelling;

/// Two parts that met.
#[derive(Debug, Clone, Copy)]
pub(super) struct Meeting {
    pub first: usize,
    pub second: usize,
    pub like: Like,
    /// Where one part is two of the other name: the second of them.
    pub also_first: Option<usize>,
    pub also_second: Option<usize>,
}

/// Which parts of two names met, and which are left over.
#[derive(Debug, Default)]
pub(super) struct Alignment {
    /// In the order of the first name.
    pub met: Vec<Meeting>,
    pub left_of_first: Vec<usize>,
    pub left_of_second: Vec<usize>,
}

/// Parts less alike do not meet.
const LEAST: f32 = 0.25;
/// How many letters more or less than one word two have that are spelled as one.
const OTHER_LENGTH: usize = 4;
/// Names with more parts, none of which met, are not looked at closer.
const ALONE: usize = 4;
/// Parts that met and are less alike may be one of two in the other name.
const DOUBTFUL: f32 = 0.7;

pub(super) fn align(first: &Name, second: &Name) -> Alignment {
    let are_organizations = first.bearer == Bearer::Organization || second.bearer == Bearer::Organization;
    let (rows, columns) = (first.parts.len(), second.parts.len());
    let mut likes = [[UNLIKE; WORDS]; WORDS];
    for (row, one) in first.parts.iter().enumerate() {
        for (column, other) in second.parts.iter().enumerate() {
            if may_meet(one, other) {
                likes[row][column] = like(one, other, are_organizations);
            }
        }
    }
    let mut alignment = Alignment::default();
    let (mut is_first_met, mut is_second_met) = ([false; WORDS], [false; WORDS]);
    while let Some((row, column)) = best(&likes, &is_first_met[..rows], &is_second_met[..columns]) {
        (is_first_met[row], is_second_met[column]) = (true, true);
        let like = likes[row][column];
        alignment.met.push(Meeting { first: row, second: column, like, also_first: None, also_second: None });
    }
    alignment.left_of_first = (0..rows).filter(|row| !is_first_met[*row]).collect();
    alignment.left_of_second = (0..columns).filter(|column| !is_second_met[*column]).collect();
    alignment.join(&first.parts, &second.parts);
    alignment.met.sort_by_key(|met| met.first);
    alignment
}

fn may_meet(first: &Part, second: &Part) -> bool {
    match (first.role, second.role) {
        (Role::Particle(_), Role::Particle(_)) | (Role::LegalForm, Role::LegalForm) => true,
        (Role::Particle(_) | Role::LegalForm, _) | (_, Role::Particle(_) | Role::LegalForm) => false,
        _ => true,
    }
}

/// The parts that are most alike of those that have not met; of equals, those whose places differ least. It does not matter
/// which name comes first.
fn best(likes: &[[Like; WORDS]; WORDS], is_first_met: &[bool], is_second_met: &[bool]) -> Option<(usize, usize)> {
    let mut best: Option<(usize, usize)> = None;
    let rank = |(row, column): (usize, usize)| (row.abs_diff(column), row + column);
    for (row, _) in is_first_met.iter().enumerate().filter(|(_, is_met)| !**is_met) {
        for (column, _) in is_second_met.iter().enumerate().filter(|(_, is_met)| !**is_met) {
            let similarity = likes[row][column].similarity;
            let is_better = best.is_none_or(|found| {
                let least = likes[found.0][found.1].similarity;
                similarity > least || similarity == least && rank((row, column)) < rank(found)
            });
            if similarity >= LEAST && is_better {
                best = Some((row, column));
            }
        }
    }
    best
}

impl Alignment {
    /// The same with the second name first.
    pub fn turned(self) -> Self {
        let turn = |met: Meeting| Meeting {
            first: met.second,
            second: met.first,
            also_first: met.also_second,
            also_second: met.also_first,
            like: met.like,
        };
        let mut met: Vec<Meeting> = self.met.into_iter().map(turn).collect();
        met.sort_by_key(|met| met.first);
        Self { met, left_of_first: self.left_of_second, left_of_second: self.left_of_first }
    }

    /// Where a part is left over beside one that has met a longer word, or none has, both together may be that word: بن علي
    /// and Benali.
    fn join(&mut self, first: &[Part], second: &[Part]) {
        while let Some(meeting) = self.joined(first, second) {
            self.met.retain(|met| met.first != meeting.first && met.second != meeting.second);
            self.met.retain(|met| Some(met.first) != meeting.also_first && Some(met.second) != meeting.also_second);
            self.left_of_first.retain(|place| *place != meeting.first && Some(*place) != meeting.also_first);
            self.left_of_second.retain(|place| *place != meeting.second && Some(*place) != meeting.also_second);
            self.met.push(meeting);
        }
    }

    fn joined(&self, first: &[Part], second: &[Part]) -> Option<Meeting> {
        let is_whole = self.left_of_first.is_empty() && self.left_of_second.is_empty();
        let is_hopeless = self.met.is_empty() && first.len() + second.len() > ALONE;
        if is_whole || is_hopeless {
            return None;
        }
        let of_first = self.pairs(&self.left_of_first, first, second, &self.left_of_second);
        let turned = Self { met: self.met.clone(), ..Self::default() }.turned();
        let of_second = turned.pairs(&self.left_of_second, second, first, &self.left_of_first);
        let of_first = of_first.into_iter().map(|(place, other, like)| {
            let also_first = Some(place + 1);
            Meeting { first: place, second: other, like, also_first, also_second: None }
        });
        let of_second = of_second.into_iter().map(|(place, other, like)| {
            let also_second = Some(place + 1);
            Meeting { first: other, second: place, like, also_first: None, also_second }
        });
        of_first.chain(of_second).max_by(|one, other| {
            let places = |meeting: &Meeting| meeting.first + meeting.second;
            one.like.similarity.total_cmp(&other.like.similarity).then_with(|| places(other).cmp(&places(one)))
        })
    }

    /// Two parts that stand together, one of which is left over, and one part of the other name that both make up better
    /// than one of them does.
    fn pairs(
        &self,
        left: &[usize],
        own: &[Part],
        others: &[Part],
        others_left: &[usize],
    ) -> Option<(usize, usize, Like)> {
        let met_at = |place: usize| self.met.iter().find(|met| met.first == place || met.also_first == Some(place));
        let mut best: Option<(usize, usize, Like)> = None;
        for place in left.iter().flat_map(|place| [place.checked_sub(1), Some(*place)]).flatten() {
            let (Some(one), Some(two)) = (own.get(place), own.get(place + 1)) else { continue };
            let neighbour = [place, place + 1].into_iter().find_map(met_at);
            let wanted: Vec<usize> = match neighbour {
                Some(met)
                    if met.also_first.is_none() && met.also_second.is_none() && met.like.similarity < DOUBTFUL =>
                {
                    Vec::from([met.second])
                }
                Some(_) => continue,
                None => others_left.to_vec(),
            };
            for other in wanted {
                let Some(like) = together(one, two, &others[other]) else { continue };
                let before = neighbour.map_or(DOUBTFUL - 0.1, |met| met.like.similarity + 0.1);
                if like.similarity > best.map_or(before, |(.., best)| best.similarity) {
                    best = Some((place, other, like));
                }
            }
        }
        best
    }
}

/// How alike two words in one are to another.
fn together(one: &Part, two: &Part, other: &Part) -> Option<Like> {
    let is_proper = |part: &Part| matches!(part.role, Role::Proper | Role::Particle(_));
    if one.whole.script != two.whole.script || !is_proper(one) || !is_proper(two) || other.role != Role::Proper {
        return None;
    }
    let joined = |two: &Spelling| {
        let whole = one.whole.followed_by(two);
        let is_of_length = whole.len().abs_diff(other.whole.len()) <= OTHER_LENGTH;
        (is_of_length && may_be_one(&whole, &other.whole)).then(|| Part {
            whole,
            bare: None,
            known: None,
            ..one.clone()
        })
    };
    let found = [Some(&two.whole), two.bare.as_ref()].into_iter().flatten().filter_map(joined);
    let found = found.map(|joined| like(&joined, other, false));
    found
        .filter(|like| like.likeness != NameLikeness::Different)
        .max_by(|one, two| one.similarity.total_cmp(&two.similarity))
}
