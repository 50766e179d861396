//! Sets of pairs of names: those that are written down, and those that are made of lists.

use sanad_names::{Bearer, Name, score};

use crate::lists::Half;
use crate::nearest::nearest;

/// Two names, and whether they belong to the same party.
pub struct Pair {
    pub first: String,
    pub second: String,
    pub is_same: bool,
    /// What makes the pair difficult.
    pub kind: String,
}

/// Pairs of names of one kind.
pub struct PairSet {
    pub title: String,
    pub bearer: Option<Bearer>,
    pub pairs: Vec<Pair>,
}

/// The names of one party: the first in one spelling or script, the others in another.
pub struct Named {
    pub first: String,
    pub others: Vec<String>,
}

/// Number of other parties whose names each name is compared with, those that look most alike.
const NEAREST: usize = 3;

impl PairSet {
    /// Lines of `first second same kind`, after a header line.
    ///
    /// # Errors
    /// When a line has another form.
    pub fn written(title: &str, bearer: Option<Bearer>, lines: &str) -> Result<Self, String> {
        let pair = |line: &str| match line.split('\t').collect::<Vec<_>>()[..] {
            [first, second, same @ ("0" | "1"), kind] => Ok(Pair {
                first: first.to_owned(),
                second: second.to_owned(),
                is_same: same == "1",
                kind: kind.to_owned(),
            }),
            _ => Err(format!("expected two names, 0 or 1, and a kind, separated by tabs: {line}")),
        };
        let pairs = lines.lines().skip(1).map(pair).collect::<Result<_, _>>()?;
        Ok(Self { title: title.to_owned(), bearer, pairs })
    }

    /// The sets of each kind of the pairs in such lines, of which every other line belongs to a half. What the names of a
    /// kind belong to is given, unless the kind says that it is not.
    ///
    /// # Errors
    /// When a line has another form.
    pub fn by_kind(title: &str, bearer: Option<Bearer>, lines: &str, half: Half) -> Result<Vec<Self>, String> {
        let mut sets: Vec<Self> = Vec::new();
        let mut number = 0;
        for pair in Self::written(title, bearer, lines)?.pairs {
            let title = format!("{title}, {}", pair.kind);
            let bearer = bearer.filter(|_| !pair.kind.ends_with("type not given"));
            if sets.last().is_none_or(|set| set.title != title) {
                sets.push(Self { title, bearer, pairs: Vec::new() });
                number = 0;
            }
            number += 1;
            if half.has(&number.to_string())
                && let Some(set) = sets.last_mut()
            {
                set.pairs.push(pair);
            }
        }
        Ok(sets)
    }

    /// Names in one script, from lines of `script name latin` after a header line.
    ///
    /// # Errors
    /// When a line has another form.
    pub fn in_script(script: &str, lines: &str) -> Result<Self, String> {
        let named = |line: &str| match line.split('\t').collect::<Vec<_>>()[..] {
            [own, name, latin] => {
                Ok((own == script).then(|| Named { first: latin.to_owned(), others: Vec::from([name.to_owned()]) }))
            }
            _ => Err(format!("expected a script and two names, separated by tabs: {line}")),
        };
        let named: Vec<Option<Named>> = lines.lines().skip(1).map(named).collect::<Result<_, _>>()?;
        let parties: Vec<Named> = named.into_iter().flatten().collect();
        Ok(Self::of_parties(&format!("people, {script} and Latin"), Some(Bearer::Person), &parties))
    }

    /// The names of each party, and as pairs that are not the same, those with the names of the parties that look most
    /// alike, and with the first name that looks most alike.
    pub fn of_parties(title: &str, bearer: Option<Bearer>, parties: &[Named]) -> Self {
        let texts: Vec<String> = parties.iter().map(|party| format!("{} {}", party.first, party.others[0])).collect();
        let firsts: Vec<String> = parties.iter().map(|party| party.first.clone()).collect();
        let mut pairs = Vec::new();
        for ((party, alike), first_alike) in parties.iter().zip(nearest(&texts, NEAREST)).zip(nearest(&firsts, 1)) {
            let mut put = |other: &str, is_same| {
                let (first, second) = (party.first.clone(), other.to_owned());
                pairs.push(Pair { first, second, is_same, kind: "list".to_owned() });
            };
            party.others.iter().for_each(|own| put(own, true));
            let shared = |other: &str| other == party.first || party.others.iter().any(|own| own == other);
            for other in alike.into_iter().map(|place| &parties[place]).filter(|other| !shared(&other.first)) {
                let others = other.others.iter().filter(|other| !shared(other)).take(party.others.len().max(1));
                others.for_each(|other| put(other, false));
            }
            let first_alike = first_alike.into_iter().map(|place| &parties[place].first).filter(|other| !shared(other));
            first_alike.for_each(|other| put(other, false));
        }
        Self { title: title.to_owned(), bearer, pairs }
    }

    /// Of these pairs of the set, those that are the same and score at least the threshold, the share that no look-up finds:
    /// the names share no key.
    pub fn lost(&self, scored: &[(f64, &Pair)], threshold: f64) -> f64 {
        let name = |text: &str| Name::new(text, self.bearer);
        let is_lost = |pair: &Pair| {
            let keys = name(&pair.first).keys();
            !name(&pair.second).probes().iter().any(|probe| keys.contains(probe))
        };
        let found = || scored.iter().filter(|(score, pair)| pair.is_same && *score >= threshold);
        found().filter(|(_, pair)| is_lost(pair)).count() as f64 / found().count().max(1) as f64
    }

    /// The scores of the pairs.
    pub fn scored(&self) -> Vec<(f64, &Pair)> {
        let name = |text: &str| Name::new(text, self.bearer);
        self.pairs.iter().map(|pair| (score(&name(&pair.first), &name(&pair.second)), pair)).collect()
    }
}
