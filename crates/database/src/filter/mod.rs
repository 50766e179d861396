//! Filters: which rows of an entity a list has.
//!
//! Filters lead to each other in circles: to parties by their events, and to events by their parties. So they are
//! together here, one file for each entity, and no file of an entity is used here.
//!
//! `quantifier` makes a filter on related rows a subquery of the filter outside, and `combined` combines filters on the
//! same row. `prefilter` first looks up the conditions that few rows meet.

mod article;
mod between;
mod combined;
mod event;
mod evidence;
mod fact;
mod figure;
mod identifier;
mod legal_instrument;
mod mention;
mod participation;
mod party;
mod period;
mod place;
mod place_relationship;
mod prefilter;
mod quantifier;
mod relationship;
mod sanction_status;

pub use article::ArticleFilter;
pub use combined::Combined;
pub use event::EventFilter;
pub use evidence::EvidenceFilter;
pub use fact::FactFilter;
pub use figure::FigureFilter;
pub use identifier::bearing;
pub use legal_instrument::LegalInstrumentFilter;
pub use mention::MentionFilter;
pub use participation::ParticipationFilter;
pub use party::PartyFilter;
pub use period::Period;
pub use place::PlaceFilter;
pub use place_relationship::PlaceRelationshipFilter;
pub use prefilter::Prefilter;
pub use quantifier::{Hanging, Quantified};
pub use relationship::{RelationshipFilter, SeenRelationshipFilter};
pub use sanction_status::SanctionStatusFilter;

use crate::condition::Conditions;

/// Which rows of an entity are asked for.
pub trait Filter: Sized {
    /// The tables whose columns the conditions name, as the text of a `FROM` clause.
    const TABLES: &'static str;

    /// The column with the row's id.
    const ID: &'static str;

    /// The conditions of the filter itself, without those that it is combined with.
    fn own(&self) -> Conditions;

    /// The filters that it is combined with.
    fn combined(&self) -> &Combined<Self>;

    /// All conditions on a row.
    fn conditions(&self) -> Conditions {
        self.own().combined(self.combined(), Self::conditions)
    }

    /// All conditions on a row of the list of all rows, which reads the tables by their own names.
    fn listed(&self) -> Conditions {
        self.conditions()
    }

    /// The same for an entity whose conditions use another name of its table; `id` is the column by its own name.
    fn listed_as(&self, id: &str) -> Conditions
    where
        Self: Default + PartialEq,
    {
        if *self == Self::default() {
            return Conditions::default();
        }
        Conditions::default().and_exists(Self::TABLES, self.conditions().same(Self::ID, id)).asking()
    }
}
