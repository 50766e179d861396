//! Going through an edition: what of each entry is new, and what became of it.

use std::collections::HashMap;

use chrono::NaiveDate;
use sanad_dataset::records::{LegalInstrument, Relationship};
use sanad_lists::editions::{self, Advance, Known, Outcome, Seen, Tally};
use sanad_lists::{Action, Entry, EventTally, Head, Item, List, PartyType};
use sanad_model::Key;

use crate::left_out::LeftOut;
use crate::records::event::{Context, Step, event};
use crate::records::party::{Party, party};
use crate::records::relationship::Relations;
use crate::state::{State, Told, left_out_data};
use crate::{Options, Refusal};

/// An edition that is compared with what is known of its list.
pub struct Comparison {
    list: List,
    article: Key,
    /// By day, the article of the last edition before this one.
    earlier: HashMap<NaiveDate, Key>,
    is_delta: bool,
    options: Options,
    advance: Advance,
    told: HashMap<String, Told>,
    /// The kinds of the entries of the other list that shares the data set.
    others: HashMap<String, PartyType>,
    relations: Relations,
    events: EventTally,
    left_out: LeftOut,
}

/// What an entry changes.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Changed {
    /// The party, unless it is as it was.
    pub party: Option<Party>,
    pub steps: Vec<Step>,
}

/// What an edition changed, when all of it was read.
pub struct Compared {
    pub known: Known,
    pub told: HashMap<String, Told>,
    pub tally: Tally,
    pub events: EventTally,
    /// The steps of entries that are gone.
    pub steps: Vec<Step>,
    /// The relationships between entries, among them those that are known already.
    pub relationships: Vec<Relationship>,
    pub left_out: LeftOut,
}

impl Comparison {
    /// Begins an edition, with what is known of the list. `others` are the kinds of the entries of the list that shares its
    /// data set.
    ///
    /// # Errors
    /// When the edition cannot follow what is known.
    pub fn begin(
        state: &mut State,
        others: HashMap<String, PartyType>,
        head: &Head,
        article: Key,
        options: &Options,
    ) -> Result<Self, Refusal> {
        if state.has(head) {
            return Err(Refusal::Same { date: head.date });
        }
        let (list, is_delta) = (state.known.list, head.is_delta);
        let mut known = std::mem::replace(&mut state.known, Known::new(list));
        if !state.editions.is_empty() && state.without != left_out_data(&options.without) {
            // What is left out, or no longer, is no change of the list.
            known.reading = 0;
        }
        let taken = editions::Options { accept_removals: options.accept_removals, latest: options.latest };
        let earlier = state.editions.iter().map(|edition| (edition.day, edition.article.clone())).collect();
        let advance = Advance::begin(known, head, taken)?;
        Ok(Self {
            list,
            article,
            earlier,
            is_delta,
            options: options.clone(),
            advance,
            told: std::mem::take(&mut state.told),
            others,
            relations: Relations::default(),
            events: EventTally::default(),
            left_out: LeftOut::default(),
        })
    }

    /// Compares the next entry.
    pub fn take(&mut self, mut item: Item) -> Changed {
        let key = item.entry.key.as_str().to_owned();
        let before = self.told.get(&key);
        item.entry.leave_out(&self.options.without);
        let mut party = None;
        if item.action == Action::Listed {
            if let Some(kind) = before.and_then(Told::kind).filter(|kind| *kind != item.entry.kind) {
                let words = format!("it was {kind} and is {}", item.entry.kind);
                self.left_out.add("the kind of an entry changed, and its record keeps the first", &item.entry, &words);
                item.entry.kind = kind;
            }
            party = self::party(&item.entry, &mut self.left_out);
            // What was stored once is still on the list, even if it could not be stored as it is now.
            if party.is_none() && before.is_none() {
                return Changed::default();
            }
        }
        let (seen, events) = self.advance.see(&item);
        let entry = &item.entry;
        match seen {
            Seen::Elsewhere => {
                let is_known = self.others.contains_key(entry.key.as_str());
                if item.action == Action::Removed && !is_known {
                    self.left_out.add("the entry that is gone was never there", entry, "");
                } else if self.others.is_empty() {
                    self.left_out.add("the entry is on a list of which no edition is known", entry, &shown(entry));
                }
                return Changed::default();
            }
            Seen::Duplicate => {
                self.left_out.add("the number of the entry stands twice", entry, &shown(entry));
                return Changed::default();
            }
            Seen::Removed => return Changed { party: None, steps: self.steps(&events, None) },
            Seen::Unchanged => party = None,
            Seen::Added | Seen::Returned | Seen::Changed => {}
        }
        self.relations.note(entry);
        let told = Told::of(entry, self.told.get(&key));
        self.told.insert(key, told);
        Changed { party, steps: self.steps(&events, Some(entry)) }
    }

    fn steps(&mut self, events: &[editions::Event], entry: Option<&Entry>) -> Vec<Step> {
        self.events.add(events);
        let Self { list, article, earlier, is_delta, .. } = self;
        let context = Context { list: *list, article, earlier, is_delta: *is_delta };
        steps(events, entry, &self.told, context)
    }

    /// Ends the edition: entries that were not there are gone.
    ///
    /// # Errors
    /// When too few entries are left.
    pub fn finish(self) -> Result<Compared, Refusal> {
        let Self {
            list, article, earlier, is_delta, advance, told, others, relations, mut events, mut left_out, ..
        } = self;
        let outcome = advance.finish()?;
        events.add(&outcome.events);
        let context = Context { list, article: &article, earlier: &earlier, is_delta };
        let steps = steps(&outcome.events, None, &told, context);
        let Outcome { known, tally, .. } = outcome;
        let kind_of = |key: &Key| {
            let own = told.get(key.as_str()).and_then(Told::kind);
            own.or_else(|| others.get(key.as_str()).copied())
        };
        let relationships = relations.relationships(list, &article, kind_of, &mut left_out);
        Ok(Compared { known, told, tally, events, steps, relationships, left_out })
    }
}

impl Changed {
    /// The acts that the steps name.
    pub fn acts(&self) -> impl Iterator<Item = &LegalInstrument> {
        self.steps.iter().flat_map(|step| &step.acts)
    }
}

/// The sanction events of steps.
fn steps(
    events: &[editions::Event],
    entry: Option<&Entry>,
    told: &HashMap<String, Told>,
    context: Context<'_>,
) -> Vec<Step> {
    let with_told = events.iter().filter_map(|event| Some((event, told.get(event.entry.as_str())?)));
    with_told.map(|(step, told)| event(step, told, entry, context)).collect()
}

fn shown(entry: &Entry) -> String {
    entry.names.first().map(|name| name.text.clone()).unwrap_or_default()
}
