//! What an import would change, without a change.

use std::collections::HashMap;

use sanad_database::Conn;
use sanad_lists::{Head, List, Source};

use crate::comparison::Comparison;
use crate::records::edition::article_key;
use crate::run::{Taken, lists_of, report, sibling};
use crate::state::{State, left_out_data};
use crate::{Error, Options, Refusal};

/// Editions that are taken one after the other, in memory only.
pub struct Preview<'c> {
    /// The database, if there is one.
    conn: Option<&'c mut Conn>,
    states: HashMap<List, State>,
}

impl<'c> Preview<'c> {
    /// Begins with what the database knows; with nothing if there is no database yet.
    pub fn new(conn: Option<&'c mut Conn>) -> Self {
        Self { conn, states: HashMap::new() }
    }

    /// Takes an edition as [`import`](crate::import) would.
    ///
    /// # Errors
    /// Those of `import`, but for what the database would refuse.
    pub fn take(
        &mut self,
        source: &Source,
        head: &Head,
        options: &Options,
        progress: &mut dyn FnMut(u64),
    ) -> Result<Vec<Taken>, Error> {
        let lists = lists_of(head, |list| Ok(self.state(list)?.known.date.is_some()))?;
        lists.into_iter().map(|list| self.take_for(list, source, head, options, progress)).collect()
    }

    fn state(&mut self, list: List) -> Result<&mut State, Error> {
        if !self.states.contains_key(&list) {
            let state = match self.conn.as_deref_mut() {
                Some(conn) => State::load(conn, list)?,
                None => State::new(list),
            };
            self.states.insert(list, state);
        }
        Ok(self.states.entry(list).or_insert_with(|| State::new(list)))
    }

    fn take_for(
        &mut self,
        list: List,
        source: &Source,
        head: &Head,
        options: &Options,
        progress: &mut dyn FnMut(u64),
    ) -> Result<Taken, Error> {
        let name = source.name().to_owned();
        let others = match sibling(list) {
            Some(other) => self.state(other)?.kinds(),
            None => HashMap::new(),
        };
        let state = self.state(list)?;
        let refused = |refusal| Error::Refused { name: name.clone(), refusal };
        let mut comparison = match Comparison::begin(state, others, head, article_key(list, head, 1), options) {
            Ok(comparison) => comparison,
            Err(Refusal::Same { date }) => return Ok(Taken::Known { source: name, list, date }),
            Err(refusal) => return Err(refused(refusal)),
        };
        let mut edition = source.open(options.date)?;
        for (read, item) in (1..).zip(edition.by_ref()) {
            let unreadable = |error| Error::Unreadable(sanad_lists::SourceError { name: name.clone(), error });
            comparison.take(item.map_err(unreadable)?);
            if read % 500 == 0 {
                progress(read);
            }
        }
        let compared = comparison.finish().map_err(refused)?;
        state.without = left_out_data(&options.without);
        state.editions.push(state.edition(&compared.known, head, article_key(list, head, 1), &options.without));
        state.known.clone_from(&compared.known);
        state.told.clone_from(&compared.told);
        Ok(Taken::New(Box::new(report(&name, list, head, &edition, compared))))
    }
}
