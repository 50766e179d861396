//! The names of candidates, and the most similar of them.

use std::sync::Arc;

use diesel::sql_types::{BigInt, Bool, Nullable, Text};
use rustc_hash::FxHashMap;
use sanad_base::work::{check_current, in_time};
use sanad_model::{Language, NameKind};
use sanad_names::{Bearer, Finder, Name};

use super::memory::{recall, remember};
use crate::conn::Conn;
use crate::error::Result;
use crate::fragment::Statement;
use crate::name::NameRow;
use crate::revision::version_of_transaction;
use crate::rows::Rows;

/// The names of parties.
#[derive(Default)]
pub struct Names(FxHashMap<i64, Arc<[Named]>>);

/// A name of a party, and the parsed name.
#[derive(Debug)]
pub struct Named {
    row: NameRow,
    /// Equal names that are read together share it.
    name: Arc<Name>,
}

impl Named {
    /// The memory that it takes, in bytes, as if no other had the same name.
    pub fn memory(&self) -> usize {
        /// The text, the language and the name are allocated apart.
        const ALLOCATIONS: usize = 3 * 16;
        size_of::<Self>() + ALLOCATIONS + self.row.text.len() + self.name.memory()
    }
}

/// The name of a candidate that is most similar to one that is looked for.
pub struct Likely<'a> {
    pub score: f64,
    /// The position of that name among those that are looked for.
    pub sought: usize,
    pub row: &'a NameRow,
    pub name: &'a Name,
}

type Columns = (BigInt, Bool, BigInt, Text, Nullable<Text>, Text);

impl Names {
    /// The names of the parties: those that are remembered, and the others with one statement. Then they are remembered
    /// too, in a transaction: outside of one, each statement may read another version.
    pub fn of(conn: &mut Conn, parties: &[i64]) -> Result<Self> {
        if parties.is_empty() {
            return Ok(Self::default());
        }
        let Some(seen) = version_of_transaction(conn)? else { return Ok(Self(read(conn, parties)?)) };
        let (mut known, unknown) = recall(seen, parties);
        if !unknown.is_empty() {
            let read = read(conn, &unknown)?;
            // What was interrupted lacks names.
            check_current()?;
            remember(seen, &read);
            known.extend(read);
        }
        Ok(Self(known))
    }

    /// For each party, its name that is most similar to one of those that are looked for, if it has at least the score
    /// that `least` gives for the party; the first among equals.
    pub fn likely(&self, sought: &[Name], parties: &[i64], least: impl Fn(i64) -> f64) -> Vec<Likely<'_>> {
        let mut finders: Vec<Finder<'_>> = sought.iter().map(Finder::new).collect();
        let mut shared: FxHashMap<(usize, *const Name, u64), Option<f64>> = FxHashMap::default();
        let mut likely = Vec::new();
        for party in in_time(parties) {
            let least = least(*party);
            let pairs = (0..sought.len()).flat_map(|place| {
                self.0.get(party).into_iter().flat_map(|names| names.iter()).map(move |name| (place, name))
            });
            let alike = in_time(pairs).filter_map(|(place, Named { row, name })| {
                let mut score = || finders[place].score_from(least, name);
                let score = match Arc::strong_count(name) {
                    1 => score()?,
                    // Others have this very name.
                    _ => (*shared.entry((place, Arc::as_ptr(name), least.to_bits())).or_insert_with(score))?,
                };
                Some(Likely { score, sought: place, row, name })
            });
            likely.extend(alike.reduce(|best, next| if next.score > best.score { next } else { best }));
        }
        likely
    }
}

fn read(conn: &mut Conn, parties: &[i64]) -> Result<FxHashMap<i64, Arc<[Named]>>> {
    // Whose names they are follows from narrow tables: the rows of `nodes` are spread over many pages.
    let statement: Statement<Columns> = Statement::new(
        "SELECT names.node_id, EXISTS (SELECT 1 FROM actors WHERE actors.id = candidate.item), names.ordinal, \
         names.text, names.language, names.kind FROM ",
    );
    // `CROSS JOIN` fixes the order of the tables in SQLite. A place may have the name that is looked for, too.
    let statement = statement.numbers(parties).text(
        " AS candidate CROSS JOIN names WHERE names.node_id = candidate.item \
         AND NOT EXISTS (SELECT 1 FROM places WHERE places.id = candidate.item)",
    );
    let mut rows: Vec<(i64, bool, i64, String, Option<Language>, NameKind)> = statement.rows(conn)?;
    rows.sort_unstable_by_key(|(party, _, ordinal, ..)| (*party, *ordinal));
    let mut apart: FxHashMap<(&str, bool), Arc<Name>> = FxHashMap::default();
    let parsed: Vec<Arc<Name>> = in_time(&rows)
        .map(|(_, is_person, _, text, ..)| {
            let bearer = if *is_person { Bearer::Person } else { Bearer::Organization };
            let parse = || Arc::new(Name::new(text, Some(bearer)));
            Arc::clone(apart.entry((text, *is_person)).or_insert_with(parse))
        })
        .collect();
    let mut names: FxHashMap<i64, Vec<Named>> = FxHashMap::default();
    for ((node_id, _, _, text, language, kind), name) in in_time(rows.into_iter().zip(parsed)) {
        names.entry(node_id).or_default().push(Named { row: NameRow { node_id, text, language, kind }, name });
    }
    Ok(names.into_iter().map(|(party, names)| (party, names.into())).collect())
}
