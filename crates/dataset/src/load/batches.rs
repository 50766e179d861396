//! Loading a data set that does not fit into memory.

use std::collections::HashMap;

use super::places_and_instruments::{self, places_and_instruments};
use super::{Changes, Mapping, facts, links, parties};
use crate::records::{Actor, Article, Asset, Dataset, Event, Organization, Relationship};
use sanad_database::Conn;
use sanad_database::Result;
use sanad_database::store::{BatchLoad, Ids, Rows};
use sanad_model::{Key, NodeKind};

/// A batch of the parties of a data set.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Parties {
    pub actors: Vec<Actor>,
    pub organizations: Vec<Organization>,
    pub assets: Vec<Asset>,
}

/// A batch of the facts of a data set.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Facts {
    pub relationships: Vec<Relationship>,
    pub events: Vec<Event>,
}

/// Loads a data set into an empty database, in batches: first the parties, then the records in `dataset`, then the
/// facts. A record may reference records of its own batch and of earlier ones; an article may only reference parties.
/// The database then holds what [`load`](super::load()) would store, except that ids are assigned in another order.
///
/// Each batch is one transaction. When one fails, the earlier ones stay.
///
/// # Errors
/// `Load` when the database holds data, when a key occurs twice, or when a referenced record has not been loaded yet.
pub fn load_in_batches(
    conn: &mut Conn,
    dataset: &Dataset,
    all_parties: impl IntoIterator<Item = Parties>,
    all_facts: impl IntoIterator<Item = Facts>,
) -> Result<Changes> {
    let mut batches =
        Batches { dataset, articles: HashMap::new(), batch_load: BatchLoad::begin(conn, &dataset.key, &dataset.uses)? };
    batches.append(&[(&dataset.key, NodeKind::Dataset)], |mapping| mapping.dataset(dataset))?;
    for Parties { actors, organizations, assets } in all_parties {
        batches.append(&parties(&actors, &organizations, &assets).collect::<Vec<_>>(), |mapping| {
            actors.iter().try_for_each(|actor| mapping.actor(actor))?;
            organizations.iter().try_for_each(|organization| mapping.organization(organization))?;
            assets.iter().try_for_each(|asset| mapping.asset(asset))
        })?;
    }
    batches.append_own()?;
    for Facts { relationships, events } in all_facts {
        batches.append(&facts(&relationships, &events).collect::<Vec<_>>(), |mapping| {
            relationships.iter().try_for_each(|relationship| mapping.relationship(relationship))?;
            events.iter().try_for_each(|event| mapping.event(event))
        })?;
    }
    let (tallies, revision) = batches.batch_load.finish()?;
    Ok(Changes::new(&dataset.key, tallies, revision))
}

struct Batches<'a> {
    dataset: &'a Dataset,
    /// The articles that facts may cite; empty until they are stored.
    articles: HashMap<&'a Key, &'a Article>,
    batch_load: BatchLoad<'a>,
}

impl Batches<'_> {
    /// Stores the nodes of the records and the rows that `map` makes of them.
    fn append(&mut self, records: &[(&Key, NodeKind)], map: impl FnOnce(&mut Mapping<'_>) -> Result<()>) -> Result<()> {
        let articles = self.articles.clone();
        self.batch_load.append(records, |ids: &mut Ids| {
            let dataset_id = ids.own(&self.dataset.key)?.id;
            let mut mapping = Mapping { ids, dataset_id, articles, rows: Rows::default() };
            map(&mut mapping)?;
            links::count(&mapping.rows.links, &mut mapping.rows.nodes);
            Ok(mapping.rows)
        })
    }

    /// Stores the records of `dataset` itself.
    fn append_own(&mut self) -> Result<()> {
        let Dataset { articles, places, legal_instruments, actors, organizations, assets, .. } = self.dataset;
        let Dataset { place_relationships, relationships, events, .. } = self.dataset;
        let mut records: Vec<_> = parties(actors, organizations, assets).collect();
        records.extend(articles.iter().map(|article| (&article.key, NodeKind::Article)));
        records.extend(places_and_instruments(places, legal_instruments));
        records.extend(places_and_instruments::place_relationships(place_relationships));
        records.extend(facts(relationships, events));
        self.articles = articles.iter().map(|article| (&article.key, article)).collect();
        self.append(&records, |mapping| {
            articles.iter().try_for_each(|article| mapping.article(article))?;
            actors.iter().try_for_each(|actor| mapping.actor(actor))?;
            organizations.iter().try_for_each(|organization| mapping.organization(organization))?;
            assets.iter().try_for_each(|asset| mapping.asset(asset))?;
            places.iter().try_for_each(|place| mapping.place(place))?;
            legal_instruments.iter().try_for_each(|instrument| mapping.legal_instrument(instrument))?;
            place_relationships.iter().try_for_each(|held| mapping.place_relationship(held))?;
            relationships.iter().try_for_each(|relationship| mapping.relationship(relationship))?;
            events.iter().try_for_each(|event| mapping.event(event))
        })
    }
}
