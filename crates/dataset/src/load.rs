//! Loading a data set: maps records to rows, and adds derived rows and columns.

mod batches;
mod changes;
mod events;
mod evidence_summary;
mod links;
mod parties;
mod places_and_instruments;

use std::collections::{HashMap, HashSet};

use chrono::{NaiveDate, NaiveDateTime};
use sanad_database::Conn;
use sanad_database::node::NodeRef;
use sanad_database::store::{self, Ids, Lengths, Rows, rows};
use sanad_database::{Error, Result};
use sanad_model::{Key, NodeKind, When};
use serde_json::Value;

pub use self::batches::{Facts, Parties, load_in_batches};
pub use self::changes::Changes;

use self::evidence_summary::EvidenceSummary;
use self::parties::parties;
use self::places_and_instruments::{place_relationships, places_and_instruments};
use super::bodies::Bodies;
use super::citations::out_of_range;
use super::records::{Article, Dataset, Event, Evidence, Relationship};

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
    let outcome = store::replace(conn, &sets, bodies.by_article(), |ids, lengths| {
        let mut rows = Rows::default();
        for dataset in datasets {
            ids.within(&dataset.key, &dataset.uses);
            refuse_out_of_range(dataset, ids, lengths)?;
            let articles = dataset.articles.iter().map(|article| (&article.key, article)).collect();
            rows = Mapping { dataset_id: ids.own(&dataset.key)?.id, articles, ids, rows }.rows(dataset)?;
        }
        links::count(&rows.links, &mut rows.nodes);
        Ok(rows)
    })?;
    let tallies = datasets.iter().zip(outcome.tallies);
    Ok(tallies.map(|(dataset, tallies)| Changes::new(&dataset.key, tallies, outcome.revision)).collect())
}

/// Fails with all citations of paragraphs that do not exist, if there are any.
fn refuse_out_of_range(dataset: &Dataset, ids: &Ids, lengths: &Lengths) -> Result<()> {
    // An unknown article is refused later, when the evidence is mapped to a row.
    let own: HashSet<&Key> = dataset.articles.iter().map(|article| &article.key).collect();
    let length = |article: &Key| lengths.get(&ids.own(own.get(article)?).ok()?.id).copied();
    let citations: Vec<String> = out_of_range(dataset, length).iter().map(ToString::to_string).collect();
    if citations.is_empty() {
        return Ok(());
    }
    Err(Error::Load { dataset: dataset.key.to_string(), reason: citations.join("; ") })
}

fn set(dataset: &Dataset) -> store::Set<'_> {
    store::Set { key: &dataset.key, uses: &dataset.uses, records: records(dataset) }
}

/// All records that get a node, in the order in which ids are assigned.
fn records(dataset: &Dataset) -> Vec<(&Key, NodeKind)> {
    let mut records = vec![(&dataset.key, NodeKind::Dataset)];
    records.extend(dataset.articles.iter().map(|article| (&article.key, NodeKind::Article)));
    records.extend(parties(&dataset.actors, &dataset.organizations, &dataset.assets));
    records.extend(places_and_instruments(&dataset.places, &dataset.legal_instruments));
    records.extend(place_relationships(&dataset.place_relationships));
    records.extend(facts(&dataset.relationships, &dataset.events));
    records
}

fn facts<'a>(
    relationships: &'a [Relationship],
    events: &'a [Event],
) -> impl Iterator<Item = (&'a Key, NodeKind)> + use<'a> {
    let events = events.iter().flat_map(|event| {
        let participations = event.participations.iter().map(|part| (&part.key, NodeKind::Participation));
        let figures = event.figures.iter().map(|figure| (&figure.key, NodeKind::Figure));
        std::iter::once((&event.key, event.happening.node_kind())).chain(participations).chain(figures)
    });
    relationships.iter().map(|relationship| (&relationship.key, NodeKind::Relationship)).chain(events)
}

/// Maps records to rows.
struct Mapping<'a> {
    ids: &'a mut Ids,
    dataset_id: i64,
    articles: HashMap<&'a Key, &'a Article>,
    rows: Rows,
}

impl Mapping<'_> {
    fn rows(mut self, dataset: &Dataset) -> Result<Rows> {
        self.dataset(dataset)?;
        dataset.articles.iter().try_for_each(|article| self.article(article))?;
        dataset.actors.iter().try_for_each(|actor| self.actor(actor))?;
        dataset.organizations.iter().try_for_each(|organization| self.organization(organization))?;
        dataset.assets.iter().try_for_each(|asset| self.asset(asset))?;
        dataset.places.iter().try_for_each(|place| self.place(place))?;
        dataset.legal_instruments.iter().try_for_each(|instrument| self.legal_instrument(instrument))?;
        dataset.place_relationships.iter().try_for_each(|held| self.place_relationship(held))?;
        dataset.relationships.iter().try_for_each(|relationship| self.relationship(relationship))?;
        dataset.events.iter().try_for_each(|event| self.event(event))?;
        Ok(self.rows)
    }

    fn node(&mut self, key: &Key, caption: Option<&str>) -> Result<NodeRef> {
        let node = self.ids.of(key)?;
        self.rows.nodes.push(rows::Node {
            id: node.id,
            kind: node.kind.to_string(),
            key: key.to_string(),
            caption: caption.map(str::to_owned),
            dataset_id: self.dataset_id,
            degree: 0,
        });
        Ok(node)
    }

    fn dataset(&mut self, dataset: &Dataset) -> Result<()> {
        let node = self.node(&dataset.key, Some(&dataset.title))?;
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
            let used_id = self.ids.dataset(used)?;
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
            let party = self.ids.of(&mention.party)?;
            self.rows.mentions.push(rows::Mention {
                id: self.ids.of_mention(node.id, party.id),
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
        let (node, summary) = self.fact(&relationship.key, None, &relationship.evidence)?;
        let (source, target) = (self.ids.of(&relationship.source)?, self.ids.of(&relationship.target)?);
        let (started, ended) = (relationship.started, relationship.ended);
        let row = rows::Relationship {
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
        };
        self.rows.links.extend(links::of_relationship(&row, relationship.kind, &summary, self.dataset_id));
        self.rows.relationships.push(row);
        Ok(())
    }

    /// The node of a fact, its row in `facts`, and its evidence.
    fn fact(&mut self, key: &Key, caption: Option<&str>, evidence: &[Evidence]) -> Result<(NodeRef, EvidenceSummary)> {
        let node = self.node(key, caption)?;
        let summary = EvidenceSummary::of(evidence, &self.articles);
        self.rows.facts.push(rows::Fact {
            id: node.id,
            kind: node.kind.to_string(),
            source_count: summary.source_count,
            is_disputed: summary.is_disputed,
            first_reported: text(&summary.first_reported),
            known_from: summary.known_from,
        });
        for (ordinal, piece) in (1..).zip(evidence) {
            let attributed_to = piece.attributed_to.as_ref().map(|key| self.ids.of(key)).transpose()?;
            self.rows.evidence.push(rows::Evidence {
                id: self.ids.of_evidence(node.id, ordinal),
                fact_id: node.id,
                fact_kind: node.kind.to_string(),
                ordinal,
                article_id: self.ids.own(&piece.article)?.id,
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
        Ok((node, summary))
    }

    fn id(&self, key: Option<&Key>) -> Result<Option<i64>> {
        key.map(|key| Ok(self.ids.of(key)?.id)).transpose()
    }
}

fn text(value: &Option<impl ToString>) -> Option<String> {
    value.as_ref().map(ToString::to_string)
}

fn json_list<T: Clone + Into<Value>>(items: &[T]) -> String {
    Value::from(items).to_string()
}
