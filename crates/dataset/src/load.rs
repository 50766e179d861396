//! Loading data sets: maps records to rows, and hands them to the store.

mod changes;
mod events;
mod parties;
mod places_and_instruments;
mod update;

use std::collections::HashMap;

use chrono::{NaiveDate, NaiveDateTime};
use sanad_database::Conn;
use sanad_database::node::NodeRef;
use sanad_database::store::{self, Extent, Rows, Scope, rows};
use sanad_database::{Error, Result};
use sanad_model::{Body, Key, NodeKind, When};
use serde_json::Value;

pub use self::changes::Changes;
pub use self::update::{Update, update};

use super::batch::Batch;
use super::bodies::Bodies;
use super::citations::out_of_range;
use super::records::{Article, Dataset, Evidence, Relationship};

/// The number of records whose rows are in memory at a time.
const CHUNK: usize = 2_000;

/// The sort day of records without a date: they come last.
const NO_DAY: NaiveDate = match NaiveDate::from_ymd_opt(9999, 12, 31) {
    Some(day) => day,
    None => NaiveDate::MAX,
};

/// Loads a data set like [`load_all`].
///
/// # Errors
/// Those of [`load_all`].
pub fn load(conn: &mut Conn, dataset: &Dataset) -> Result<Changes> {
    load_with_bodies(conn, dataset, &Bodies::default())
}

/// Loads a data set and bodies of its articles like [`load_all`].
///
/// # Errors
/// Those of [`load_all`].
pub fn load_with_bodies(conn: &mut Conn, dataset: &Dataset, bodies: &Bodies) -> Result<Changes> {
    let changes = load_all(conn, std::slice::from_ref(dataset), bodies)?;
    changes.into_iter().next().ok_or_else(|| Error::Internal("a load has no outcome".to_owned()))
}

/// Loads data sets in one transaction: adds new records, changes changed ones, and removes those that a data set no
/// longer has. A record may move from one of them to another. Other data sets stay as they are. Stores bodies of
/// articles in the same transaction; articles without a new body keep the one they have. Readers see the old state
/// until the transaction commits.
///
/// # Errors
/// `Load` when a key belongs to a data set that is not loaded too, when a used data set is missing, when another data
/// set refers to a record that is gone, or when a cited paragraph does not exist in the body of its article, new or
/// stored. On any error the database stays unchanged.
pub fn load_all(conn: &mut Conn, datasets: &[Dataset], bodies: &Bodies) -> Result<Vec<Changes>> {
    let sets: Vec<store::Set<'_>> = datasets.iter().map(set).collect();
    let (outcome, ()) = store::update(conn, &sets, Extent::Whole, |mut update| {
        // They may refer to each other in any order.
        for (number, dataset) in datasets.iter().enumerate() {
            update.assign(number, &Batch::of(dataset).nodes())?;
        }
        for (number, dataset) in datasets.iter().enumerate() {
            write_head(&mut update, number, dataset)?;
        }
        for (number, dataset) in datasets.iter().enumerate() {
            write(&mut update, number, (&dataset.key, Batch::of(dataset)), bodies)?;
        }
        write_bodies(&mut update, datasets, bodies)?;
        Ok::<_, Error>((update, ()))
    })?;
    let tallies = datasets.iter().zip(outcome.tallies);
    Ok(tallies.map(|(dataset, tallies)| Changes::new(&dataset.key, tallies, outcome.revision)).collect())
}

fn set(dataset: &Dataset) -> store::Set<'_> {
    store::Set { key: &dataset.key, uses: &dataset.uses }
}

/// Writes the row of a data set itself.
fn write_head(update: &mut store::Update<'_>, set: usize, dataset: &Dataset) -> Result<()> {
    let mut mapping = Mapping { scope: update.scope(set), rows: Rows::default() };
    mapping.dataset(dataset)?;
    update.write(mapping.rows)
}

/// Writes records to which ids have been assigned.
fn write(
    update: &mut store::Update<'_>,
    set: usize,
    (dataset, batch): (&Key, Batch<'_>),
    bodies: &Bodies,
) -> Result<()> {
    refuse_out_of_range(update, set, (dataset, batch), bodies)?;
    for chunk in batch.chunks(CHUNK) {
        update.look_up(&chunk.references())?;
        let rows = Mapping { scope: update.scope(set), rows: Rows::default() }.rows(chunk)?;
        update.write(rows)?;
    }
    Ok(())
}

/// Fails with all citations of paragraphs that do not exist, if there are any.
fn refuse_out_of_range(
    update: &mut store::Update<'_>,
    set: usize,
    (dataset, batch): (&Key, Batch<'_>),
    bodies: &Bodies,
) -> Result<()> {
    let cited: Vec<&Key> = batch.cited().into_iter().collect();
    update.look_up(&cited)?;
    // An unknown article is refused later, when the evidence is mapped to a row.
    let scope = update.scope(set);
    let own: HashMap<&Key, i64> = cited.into_iter().filter_map(|key| Some((key, scope.own(key).ok()?.id))).collect();
    let lengths = update.lengths(&own.values().copied().collect::<Vec<_>>())?;
    let length = |article: &Key| {
        let given = bodies.by_article().get(article).map(Body::paragraphs);
        given.or_else(|| lengths.get(own.get(article)?).copied())
    };
    let citations: Vec<String> = out_of_range(batch, length).iter().map(ToString::to_string).collect();
    if citations.is_empty() {
        return Ok(());
    }
    Err(Error::Load { dataset: dataset.to_string(), reason: citations.join("; ") })
}

/// Writes the bodies of articles of these data sets, which have been written.
fn write_bodies(update: &mut store::Update<'_>, datasets: &[Dataset], bodies: &Bodies) -> Result<()> {
    let articles = |(number, dataset): (usize, &'_ Dataset)| {
        dataset.articles.iter().map(move |article| (article.key.clone(), number)).collect::<Vec<_>>()
    };
    let articles: HashMap<Key, usize> = datasets.iter().enumerate().flat_map(articles).collect();
    let mut of_articles = Vec::new();
    for (article, body) in bodies.by_article() {
        let Some(set) = articles.get(article) else {
            let dataset = datasets.first().map(|dataset| dataset.key.to_string()).unwrap_or_default();
            let reason = format!("there is a body of `{article}`, but no article that is loaded has that key");
            return Err(Error::Load { dataset, reason });
        };
        of_articles.push((update.scope(*set).own(article)?.id, body));
    }
    update.write_bodies(of_articles)
}

/// Maps records to rows.
struct Mapping<'a> {
    scope: Scope<'a>,
    rows: Rows,
}

impl Mapping<'_> {
    fn rows(mut self, batch: Batch<'_>) -> Result<Rows> {
        batch.articles.iter().try_for_each(|article| self.article(article))?;
        batch.actors.iter().try_for_each(|actor| self.actor(actor))?;
        batch.organizations.iter().try_for_each(|organization| self.organization(organization))?;
        batch.assets.iter().try_for_each(|asset| self.asset(asset))?;
        batch.places.iter().try_for_each(|place| self.place(place))?;
        batch.legal_instruments.iter().try_for_each(|instrument| self.legal_instrument(instrument))?;
        batch.place_relationships.iter().try_for_each(|held| self.place_relationship(held))?;
        batch.relationships.iter().try_for_each(|relationship| self.relationship(relationship))?;
        batch.events.iter().try_for_each(|event| self.event(event))?;
        Ok(self.rows)
    }

    fn node(&mut self, key: &Key, caption: Option<&str>) -> Result<NodeRef> {
        let node = self.scope.own(key)?;
        self.push_node(node, key, caption);
        Ok(node)
    }

    fn push_node(&mut self, node: NodeRef, key: &Key, caption: Option<&str>) {
        self.rows.nodes.push(rows::Node {
            id: node.id,
            kind: node.kind.to_string(),
            key: key.to_string(),
            caption: caption.map(str::to_owned),
            dataset_id: self.scope.dataset(),
            // The store counts.
            degree: 0,
        });
    }

    fn dataset(&mut self, dataset: &Dataset) -> Result<()> {
        let node = NodeRef { id: self.scope.dataset(), kind: NodeKind::Dataset };
        self.push_node(node, &dataset.key, Some(&dataset.title));
        self.rows.datasets.push(rows::Dataset {
            id: node.id,
            title: dataset.title.clone(),
            publisher: dataset.publisher.clone(),
            licence: dataset.licence.clone(),
            version: dataset.version.clone(),
            licence_url: dataset.licence_url.clone(),
            edition: dataset.edition,
            loaded_at: NaiveDateTime::default(),
        });
        for used in &dataset.uses {
            let used_id = self.scope.used(used)?;
            self.rows.dataset_uses.push(rows::DatasetUse { dataset_id: node.id, used_id });
        }
        Ok(())
    }

    fn article(&mut self, article: &Article) -> Result<()> {
        let node = self.node(&article.key, Some(&article.headline))?;
        let When { date, within } = article.published;
        self.rows.articles.push(rows::Article {
            id: node.id,
            kind: article.kind.to_string(),
            headline: article.headline.clone(),
            is_headline_supplied: article.is_headline_supplied,
            language: article.language.to_string(),
            publisher_id: self.id(article.publisher.as_ref())?,
            republisher_id: self.id(article.republisher.as_ref())?,
            published: text(&date),
            published_earliest: within.earliest,
            published_latest: within.latest,
            published_inferred: text(&article.published_inferred),
            sort_day: within.earliest.unwrap_or(NO_DAY).to_string(),
            url: article.url.clone(),
            summary: text(&article.summary),
        });
        for mention in &article.mentions {
            let party = self.scope.of(&mention.party)?;
            self.rows.mentions.push(rows::Mention {
                // The store numbers mentions and evidence.
                id: 0,
                article_id: node.id,
                party_id: party.id,
                party_kind: party.kind.to_string(),
                paragraphs: json_list(mention.cited.paragraphs()),
                locator: mention.cited.locator().map(str::to_owned),
                described_as: json_list(&mention.described_as),
            });
        }
        Ok(())
    }

    fn relationship(&mut self, relationship: &Relationship) -> Result<()> {
        let node = self.fact(&relationship.key, None, &relationship.evidence)?;
        let (source, target) = (self.scope.of(&relationship.source)?, self.scope.of(&relationship.target)?);
        let (started, ended) = (relationship.started, relationship.ended);
        self.rows.relationships.push(rows::Relationship {
            id: node.id,
            kind: relationship.kind.to_string(),
            source_id: source.id,
            source_kind: source.kind.to_string(),
            target_id: target.id,
            target_kind: target.kind.to_string(),
            role: text(&relationship.role),
            started: text(&started.date),
            started_earliest: started.within.earliest,
            started_latest: started.within.latest,
            ended: text(&ended.date),
            ended_earliest: ended.within.earliest,
            ended_latest: ended.within.latest,
        });
        Ok(())
    }

    /// The node of a fact, its row in `facts`, and its evidence.
    fn fact(&mut self, key: &Key, caption: Option<&str>, evidence: &[Evidence]) -> Result<NodeRef> {
        let node = self.node(key, caption)?;
        self.rows.facts.push(rows::Fact {
            id: node.id,
            kind: node.kind.to_string(),
            // The store summarizes the evidence.
            source_count: 0,
            is_disputed: false,
            first_reported: None,
            known_from: None,
        });
        for (ordinal, piece) in (1..).zip(evidence) {
            let attributed_to = piece.attributed_to.as_ref().map(|key| self.scope.of(key)).transpose()?;
            self.rows.evidence.push(rows::Evidence {
                id: 0,
                fact_id: node.id,
                fact_kind: node.kind.to_string(),
                ordinal,
                article_id: self.scope.own(&piece.article)?.id,
                stance: piece.stance.to_string(),
                paragraphs: json_list(piece.cited.paragraphs()),
                locator: piece.cited.locator().map(str::to_owned),
                attributed_to_id: attributed_to.map(|party| party.id),
                attributed_to_kind: attributed_to.map(|party| party.kind.to_string()),
                attribution: text(&piece.attribution),
                condition: text(&piece.condition),
                note: text(&piece.note),
            });
        }
        Ok(node)
    }

    fn id(&self, key: Option<&Key>) -> Result<Option<i64>> {
        key.map(|key| Ok(self.scope.of(key)?.id)).transpose()
    }
}

fn text(value: &Option<impl ToString>) -> Option<String> {
    value.as_ref().map(ToString::to_string)
}

fn json_list<T: Clone + Into<Value>>(items: &[T]) -> String {
    Value::from(items).to_string()
}
