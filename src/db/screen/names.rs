//! The names of candidates, and which of them is the most alike.

use std::collections::HashMap;

use diesel::prelude::*;
use diesel::sql_types::{BigInt, Nullable, Text};

use crate::db::conn::Conn;
use crate::db::fragment::Statement;
use crate::db::name::NameRow;
use crate::db::name_key::bearer;
use crate::error::Result;
use crate::model::{Language, NameKind, NodeKind};
use crate::names::{Bearer, Name, score};

/// The names of parties. Many parties have the same: each is taken apart once.
#[derive(Default)]
pub struct Names {
    of_parties: HashMap<i64, Vec<Named>>,
    apart: Vec<Name>,
}

/// A name of a party.
struct Named {
    row: NameRow,
    /// Its place among those that are taken apart.
    apart: usize,
}

/// The name of a candidate that is the most like one that is sought.
pub struct Likely<'a> {
    pub score: f64,
    /// Which of those that are sought it is like.
    pub sought: usize,
    pub row: &'a NameRow,
    pub name: &'a Name,
}

type Columns = (BigInt, Text, BigInt, Text, Nullable<Text>, Text);

impl Names {
    /// The names of the parties, by one statement.
    pub fn of(conn: &mut Conn, parties: &[i64]) -> Result<Self> {
        if parties.is_empty() {
            return Ok(Self::default());
        }
        let statement: Statement<Columns> =
            Statement::new("SELECT nodes.id, nodes.kind, names.ordinal, names.text, names.language, names.kind FROM ");
        // SQLite follows the order of the tables then.
        let statement = statement.numbers(parties).text(
            " AS candidate CROSS JOIN nodes CROSS JOIN names \
             WHERE nodes.id = candidate.item AND names.node_id = nodes.id",
        );
        let mut rows: Vec<(i64, NodeKind, i64, String, Option<Language>, NameKind)> = statement.load(conn)?;
        rows.sort_unstable_by_key(|(party, _, ordinal, ..)| (*party, *ordinal));
        let mut names = Self::default();
        let mut places: HashMap<(String, Bearer), usize> = HashMap::new();
        for (node_id, of, _, text, language, kind) in rows {
            // A place may have the name, too.
            let Some(bearer) = bearer(of) else { continue };
            let apart = *places.entry((text.clone(), bearer)).or_insert_with(|| {
                names.apart.push(Name::new(&text, Some(bearer)));
                names.apart.len() - 1
            });
            let row = NameRow { node_id, text, language, kind };
            names.of_parties.entry(node_id).or_default().push(Named { row, apart });
        }
        Ok(names)
    }

    /// For each of the parties, its name that is the most like one of those that are sought; the first of those alike.
    pub fn likely(&self, sought: &[Name], parties: &[i64]) -> Vec<Likely<'_>> {
        let mut scores: HashMap<(usize, usize), f64> = HashMap::new();
        let mut likely = Vec::with_capacity(parties.len());
        for names in parties.iter().filter_map(|party| self.of_parties.get(party)) {
            let pairs = sought.iter().enumerate().flat_map(|pair| names.iter().map(move |name| (pair, name)));
            let alike = pairs.map(|((place, one), named)| {
                let name = &self.apart[named.apart];
                let score = *scores.entry((place, named.apart)).or_insert_with(|| score(one, name));
                Likely { score, sought: place, row: &named.row, name }
            });
            likely.extend(alike.reduce(|best, next| if next.score > best.score { next } else { best }));
        }
        likely
    }
}
