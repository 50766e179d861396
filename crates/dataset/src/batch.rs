//! Some records of a data set: what is loaded at a time.

use std::collections::BTreeSet;

use sanad_model::{Key, NodeKind};

use super::records::{
    Actor, Article, Asset, Dataset, Event, Evidence, LegalInstrument, Organization, Place, PlaceRelationship,
    Relationship,
};

/// Some records of each type.
#[derive(Debug, Clone, Copy, Default)]
pub struct Batch<'a> {
    pub articles: &'a [Article],
    pub actors: &'a [Actor],
    pub organizations: &'a [Organization],
    pub assets: &'a [Asset],
    pub places: &'a [Place],
    pub legal_instruments: &'a [LegalInstrument],
    pub place_relationships: &'a [PlaceRelationship],
    pub relationships: &'a [Relationship],
    pub events: &'a [Event],
}

impl<'a> Batch<'a> {
    /// All records of the data set, but not the data set itself.
    pub fn of(dataset: &'a Dataset) -> Self {
        Self {
            articles: &dataset.articles,
            actors: &dataset.actors,
            organizations: &dataset.organizations,
            assets: &dataset.assets,
            places: &dataset.places,
            legal_instruments: &dataset.legal_instruments,
            place_relationships: &dataset.place_relationships,
            relationships: &dataset.relationships,
            events: &dataset.events,
        }
    }

    /// The same records in the same order, at most `size` at a time.
    pub fn chunks(mut self, size: usize) -> impl Iterator<Item = Self> {
        std::iter::from_fn(move || {
            let mut left = size;
            let chunk = Self {
                articles: first(&mut self.articles, &mut left),
                actors: first(&mut self.actors, &mut left),
                organizations: first(&mut self.organizations, &mut left),
                assets: first(&mut self.assets, &mut left),
                places: first(&mut self.places, &mut left),
                legal_instruments: first(&mut self.legal_instruments, &mut left),
                place_relationships: first(&mut self.place_relationships, &mut left),
                relationships: first(&mut self.relationships, &mut left),
                events: first(&mut self.events, &mut left),
            };
            (left < size).then_some(chunk)
        })
    }

    /// All records that get a node, in the order in which ids are assigned.
    pub fn nodes(self) -> Vec<(&'a Key, NodeKind)> {
        let mut nodes: Vec<(&Key, NodeKind)> = Vec::new();
        nodes.extend(self.articles.iter().map(|article| (&article.key, NodeKind::Article)));
        nodes.extend(self.actors.iter().map(|actor| (&actor.key, NodeKind::Actor)));
        nodes.extend(self.organizations.iter().map(|organization| (&organization.key, NodeKind::Organization)));
        nodes.extend(self.assets.iter().map(|asset| (&asset.key, NodeKind::Asset)));
        nodes.extend(self.places.iter().map(|place| (&place.key, NodeKind::Place)));
        nodes.extend(self.legal_instruments.iter().map(|instrument| (&instrument.key, NodeKind::LegalInstrument)));
        nodes.extend(self.place_relationships.iter().map(|held| (&held.key, NodeKind::PlaceRelationship)));
        nodes.extend(self.relationships.iter().map(|relationship| (&relationship.key, NodeKind::Relationship)));
        for event in self.events {
            nodes.push((&event.key, event.happening.node_kind()));
            nodes.extend(event.participations.iter().map(|part| (&part.key, NodeKind::Participation)));
            nodes.extend(event.figures.iter().map(|figure| (&figure.key, NodeKind::Figure)));
        }
        nodes
    }

    /// The records that these refer to, each once.
    pub fn references(self) -> Vec<&'a Key> {
        let mut keys: BTreeSet<&Key> = BTreeSet::new();
        for article in self.articles {
            keys.extend(article.publisher.iter().chain(&article.republisher));
            keys.extend(article.mentions.iter().map(|mention| &mention.party));
        }
        keys.extend(self.places.iter().filter_map(|place| place.within.as_ref()));
        keys.extend(self.legal_instruments.iter().filter_map(|instrument| instrument.issuer.as_ref()));
        keys.extend(self.place_relationships.iter().flat_map(|held| [&held.party, &held.place]));
        keys.extend(self.relationships.iter().flat_map(|relationship| [&relationship.source, &relationship.target]));
        for event in self.events {
            keys.extend(event.place.iter().chain(&event.instruments));
            keys.extend(event.sanction.iter().flat_map(|sanction| sanction.authority.iter().chain(&sanction.follows)));
            keys.extend(event.participations.iter().map(|part| &part.party));
        }
        for (_, piece) in self.evidence() {
            keys.insert(&piece.article);
            keys.extend(&piece.attributed_to);
        }
        keys.into_iter().collect()
    }

    /// The articles that are among the records or cited by them.
    pub fn cited(self) -> BTreeSet<&'a Key> {
        let cited = self.evidence().map(|(_, piece)| &piece.article);
        self.articles.iter().map(|article| &article.key).chain(cited).collect()
    }

    /// All evidence, each piece with the key of its fact.
    pub fn evidence(self) -> impl Iterator<Item = (&'a Key, &'a Evidence)> {
        let relationships = self.relationships.iter().map(|relationship| (&relationship.key, &relationship.evidence));
        let place_relationships = self.place_relationships.iter().map(|held| (&held.key, &held.evidence));
        let events = self.events.iter().flat_map(|event| {
            let participations = event.participations.iter().map(|part| (&part.key, &part.evidence));
            let figures = event.figures.iter().map(|figure| (&figure.key, &figure.evidence));
            std::iter::once((&event.key, &event.evidence)).chain(participations).chain(figures)
        });
        relationships
            .chain(place_relationships)
            .chain(events)
            .flat_map(|(key, evidence)| evidence.iter().map(move |piece| (key, piece)))
    }
}

/// Splits off the first records, at most as many as are left.
fn first<'a, T>(records: &mut &'a [T], left: &mut usize) -> &'a [T] {
    let (taken, rest) = records.split_at(records.len().min(*left));
    *records = rest;
    *left -= taken.len();
    taken
}
