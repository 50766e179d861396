//! Prefiltering: conditions on related rows that few rows meet are looked up first and replaced by ids.
//!
//! Checking each party and its related rows in turn finds a page soon when many parties match, but reads all parties
//! when few do. So the conditions on related rows are looked up first if an index leads to those rows: if at most
//! [`FEW`] match, their ids replace the condition, and lead on to the rows they belong to, from the inside out. If more
//! match, the condition is checked row by row.

use diesel::sql_types::BigInt;
use sanad_base::work;
use sanad_model::NodeKind;

use super::article::ArticleFilter;
use super::condition::Conditions;
use super::conn::Conn;
use super::event::EventFilter;
use super::fact::FactFilter;
use super::fragment::Statement;
use super::legal_instrument::LegalInstrumentFilter;
use super::mention::MentionFilter;
use super::participation::ParticipationFilter;
use super::party::PartyFilter;
use super::place_relationship::PlaceRelationshipFilter;
use super::quantifier::Hanging;
use super::relationship::{RelationshipFilter, SeenRelationshipFilter};
use crate::error::Result;
use crate::rows::Rows;

/// The maximum number of ids that replace a condition. Statements bind them: SQLite binds at most 32,766 values, and a
/// filter has some 20 conditions.
const FEW: usize = 1_000;

/// The maximum number of rows that are read to find the ids: several rows may have the same id.
const ROWS: usize = 4 * FEW;

/// Which rows of an entity are asked for.
pub trait Filter {
    /// The tables whose columns the conditions name, as the text of a `FROM` clause.
    const TABLES: &'static str;

    fn conditions(&self) -> Conditions;
}

/// A filter whose conditions on related rows can be replaced by ids.
pub trait Prefilter: Filter + Clone {
    /// The same filter, with ids in place of the conditions that few rows meet. By default nothing is looked up.
    ///
    /// # Errors
    /// The database's errors.
    fn prefiltered(&self, _: &mut Conn) -> Result<Self> {
        Ok(self.clone())
    }
}

/// The distinct values of a column in the rows that meet the conditions, unless they are many.
fn few(conn: &mut Conn, column: &str, tables: &str, conditions: Conditions) -> Result<Option<Vec<i64>>> {
    let head = format!("SELECT {column} FROM {tables} WHERE ");
    let tail = format!(" LIMIT {}", ROWS + 1);
    let statement = Statement::<BigInt>::new(head).meeting(conditions.varying()).text(tail);
    let mut ids: Vec<i64> = statement.rows(conn)?;
    if ids.len() > ROWS {
        return Ok(None);
    }
    ids.sort_unstable();
    ids.dedup();
    Ok(Some(ids).filter(|ids| ids.len() <= FEW))
}

/// The ids of the rows that the matching rows belong to, unless they are many.
fn owners(conn: &mut Conn, asked: Option<Hanging>) -> Result<Option<Vec<i64>>> {
    match asked {
        Some(Hanging { table, owner, conditions }) => few(conn, owner, table, conditions),
        None => Ok(None),
    }
}

impl FactFilter {
    /// The ids of facts of these kinds that meet one of the conditions on evidence, if one is met by few.
    fn known(&self, conn: &mut Conn, kinds: &[NodeKind]) -> Result<Option<Vec<i64>>> {
        let kinds = Some(kinds.to_vec());
        let facts = || Conditions::default().one_of("facts.kind", &kinds);
        if let Some(least) = self.min_sources.filter(|least| *least > 1)
            && let Some(ids) = few(conn, "facts.id", "facts", facts().and("facts.source_count >= ?", [least]))?
        {
            return Ok(Some(ids));
        }
        if let Some(day) = self.known_by
            && let Some(ids) = few(conn, "facts.id", "facts", facts().and("facts.known_from <= ?", [day]))?
        {
            return Ok(Some(ids));
        }
        if self.stances.is_none() {
            return Ok(None);
        }
        let evidence = Conditions::default().one_of("evidence.stance", &self.stances);
        few(conn, "evidence.fact_id", "evidence", evidence.one_of("evidence.fact_kind", &kinds))
    }
}

/// The ids in both lists; if only one list is known, its ids.
fn shared(one: Option<Vec<i64>>, other: Option<Vec<i64>>) -> Option<Vec<i64>> {
    match (one, other) {
        (Some(one), Some(other)) => Some(one.into_iter().filter(|id| other.contains(id)).collect()),
        (one, other) => one.or(other),
    }
}

/// Replaces a condition by the ids that were found for it, if they are known.
fn replace<Q>(question: &mut Option<Q>, ids: &mut Option<Vec<i64>>, found: Option<Vec<i64>>) {
    if found.is_some() {
        *question = None;
        *ids = shared(ids.take(), found);
    }
}

impl Prefilter for PartyFilter {
    fn prefiltered(&self, conn: &mut Conn) -> Result<Self> {
        let mut filter = self.clone();
        replace(&mut filter.organization_types, &mut filter.ids, owners(conn, self.of_types())?);
        replace(&mut filter.countries, &mut filter.ids, owners(conn, self.of_countries())?);
        replace(&mut filter.name_starts_with, &mut filter.ids, owners(conn, self.of_names())?);
        replace(&mut filter.mentioned_in, &mut filter.ids, owners(conn, self.of_mentions())?);
        if let Some(seen) = &self.relationships.some {
            replace(&mut filter.relationships.some, &mut filter.ids, seen.parties(conn)?);
        }
        if let Some(part) = &self.participations.some {
            replace(&mut filter.participations.some, &mut filter.ids, part.parties(conn)?);
        }
        if let Some(event) = &self.sanction_events.some {
            replace(&mut filter.sanction_events.some, &mut filter.ids, event.targets(conn)?);
        }
        if let Some(mention) = &self.mentions.some {
            replace(&mut filter.mentions.some, &mut filter.ids, mention.parties(conn)?);
        }
        Ok(filter)
    }
}

impl PartyFilter {
    /// The ids of all rows that meet the filter, if they are few.
    fn known(&self, conn: &mut Conn) -> Result<Option<Vec<i64>>> {
        let filter = self.prefiltered(conn)?;
        // Only if an index leads to the matching rows; otherwise the whole table might be read.
        let is_led_to = filter.ids.is_some() || filter.keys.is_some();
        if is_led_to { few(conn, "nodes.id", Self::TABLES, filter.conditions()) } else { Ok(None) }
    }
}

impl SeenRelationshipFilter {
    /// The parties that have such a relationship, if both they and the other parties are few.
    fn parties(&self, conn: &mut Conn) -> Result<Option<Vec<i64>>> {
        let Some(other) = &self.other else { return Ok(None) };
        let Some(ids) = other.known(conn)? else { return Ok(None) };
        // As seen from the other parties.
        let link = self.of_way(self.direction.reversed()).in_ids("link.node_id", &ids);
        few(conn, "link.other_id", "links AS link", link)
    }
}

const PART: &str = "participations AS part";

impl ParticipationFilter {
    /// The parties of such participations, if both they and the events are few.
    fn parties(&self, conn: &mut Conn) -> Result<Option<Vec<i64>>> {
        let Some(event) = &self.event else { return Ok(None) };
        let Some(ids) = event.known(conn)? else { return Ok(None) };
        let rest = Self { event: None, ..self.clone() };
        few(conn, "part.party_id", PART, rest.conditions().in_ids("part.event_id", &ids))
    }

    /// The events of such participations, if both they and the parties are few.
    fn events(&self, conn: &mut Conn) -> Result<Option<Vec<i64>>> {
        let Some(party) = &self.party else { return Ok(None) };
        let Some(ids) = party.known(conn)? else { return Ok(None) };
        let rest = Self { party: None, ..self.clone() };
        few(conn, "part.event_id", PART, rest.conditions().in_ids("part.party_id", &ids))
    }
}

const MENTION: &str = "mentions AS mention";

impl MentionFilter {
    /// The parties of such mentions, if both they and the articles are few.
    fn parties(&self, conn: &mut Conn) -> Result<Option<Vec<i64>>> {
        let Some(article) = &self.article else { return Ok(None) };
        let Some(ids) = article.known(conn)? else { return Ok(None) };
        let rest = Self { article: None, ..self.clone() };
        few(conn, "mention.party_id", MENTION, rest.conditions().in_ids("mention.article_id", &ids))
    }

    /// The articles of such mentions, if both they and the parties are few.
    fn articles(&self, conn: &mut Conn) -> Result<Option<Vec<i64>>> {
        let Some(party) = &self.party else { return Ok(None) };
        let Some(ids) = party.known(conn)? else { return Ok(None) };
        let rest = Self { party: None, ..self.clone() };
        few(conn, "mention.article_id", MENTION, rest.conditions().in_ids("mention.party_id", &ids))
    }
}

impl Prefilter for EventFilter {
    fn prefiltered(&self, conn: &mut Conn) -> Result<Self> {
        let mut filter = self.clone();
        let kinds = self.kind.map_or(vec![NodeKind::SanctionEvent, NodeKind::Incident], |kind| vec![kind]);
        filter.ids = shared(filter.ids.take(), self.facts.known(conn, &kinds)?);
        replace(&mut filter.measures, &mut filter.ids, owners(conn, self.of_measures())?);
        replace(&mut filter.instruments, &mut filter.ids, owners(conn, self.of_instruments())?);
        let with_parts = owners(conn, self.of_parts())?;
        if with_parts.is_some() {
            (filter.parties, filter.roles) = (None, None);
            filter.ids = shared(filter.ids.take(), with_parts);
        }
        if let Some(part) = &self.participations.some {
            replace(&mut filter.participations.some, &mut filter.ids, part.events(conn)?);
        }
        Ok(filter)
    }
}

impl EventFilter {
    /// The ids of all rows that meet the filter, if they are few.
    fn known(&self, conn: &mut Conn) -> Result<Option<Vec<i64>>> {
        let filter = self.prefiltered(conn)?;
        let is_indexed = filter.incident_kinds.is_some()
            || filter.actions.is_some()
            || filter.authorities.is_some()
            || filter.programmes.is_some()
            || filter.places.is_some()
            || filter.cases.is_some();
        let is_led_to = filter.ids.is_some() || is_indexed && !filter.participations.is_asked();
        if is_led_to { few(conn, "events.id", Self::TABLES, filter.conditions()) } else { Ok(None) }
    }

    /// The parties that such sanction events target, if both they and the events are few.
    fn targets(&self, conn: &mut Conn) -> Result<Option<Vec<i64>>> {
        let Some(ids) = self.known(conn)? else { return Ok(None) };
        let rest = Self { ids: Some(ids.clone()), facts: self.facts.clone(), ..Self::default() };
        few(conn, "part.party_id", PART, rest.targeting().in_ids("part.event_id", &ids))
    }
}

impl Prefilter for ArticleFilter {
    fn prefiltered(&self, conn: &mut Conn) -> Result<Self> {
        let mut filter = self.clone();
        replace(&mut filter.mentioning, &mut filter.ids, owners(conn, self.of_mentions())?);
        if let Some(mention) = &self.mentions.some {
            replace(&mut filter.mentions.some, &mut filter.ids, mention.articles(conn)?);
        }
        Ok(filter)
    }
}

impl ArticleFilter {
    /// The ids of all rows that meet the filter, if they are few.
    fn known(&self, conn: &mut Conn) -> Result<Option<Vec<i64>>> {
        let filter = self.prefiltered(conn)?;
        let is_led_to =
            filter.ids.is_some() || filter.keys.is_some() || !filter.mentions.is_asked() && filter.publishers.is_some();
        if is_led_to { few(conn, "articles.id", Self::TABLES, filter.conditions()) } else { Ok(None) }
    }
}

impl Prefilter for RelationshipFilter {
    fn prefiltered(&self, conn: &mut Conn) -> Result<Self> {
        let mut filter = self.clone();
        filter.ids = self.facts.known(conn, &[NodeKind::Relationship])?;
        // Looking up one end is enough.
        for end in work::few([&mut filter.source, &mut filter.target].into_iter().flatten()) {
            if let Some(ids) = end.known(conn)? {
                **end = PartyFilter { ids: Some(ids), ..PartyFilter::default() };
                break;
            }
        }
        Ok(filter)
    }
}

impl Prefilter for PlaceRelationshipFilter {
    fn prefiltered(&self, conn: &mut Conn) -> Result<Self> {
        Ok(Self { ids: self.facts.known(conn, &[NodeKind::PlaceRelationship])?, ..self.clone() })
    }
}

impl Prefilter for LegalInstrumentFilter {}

impl Prefilter for MentionFilter {
    fn prefiltered(&self, conn: &mut Conn) -> Result<Self> {
        let mut filter = self.clone();
        if let Some(party) = &mut filter.party
            && let Some(ids) = party.known(conn)?
        {
            **party = PartyFilter { ids: Some(ids), ..PartyFilter::default() };
        } else if let Some(article) = &mut filter.article
            && let Some(ids) = article.known(conn)?
        {
            **article = ArticleFilter { ids: Some(ids), ..ArticleFilter::default() };
        }
        Ok(filter)
    }
}
