//! Nodes: everything with an id.

use std::sync::Arc;

use async_graphql::{Context, ID};

use super::abstract_type::interface;
use super::actor::Actor;
use super::article::Article;
use super::asset::Asset;
use super::async_graphql_override as async_graphql;
use super::citation::{CitationId, OPENINGS};
use super::dataset::Dataset;
use super::entity::{Entity, required, value};
use super::error::{Failure, Result};
use super::evidence::Evidence;
use super::figure::Figure;
use super::incident::Incident;
use super::legal_instrument::LegalInstrument;
use super::mention::Mention;
use super::naming::named_beside;
use super::organization::Organization;
use super::participation::Participation;
use super::place::Place;
use super::place_relationship::PlaceRelationship;
use super::relationship::Relationship;
use super::sanction_event::SanctionEvent;
use crate::db::article::ArticleById;
use crate::db::dataset::DatasetById;
use crate::db::event::EventById;
use crate::db::evidence::{EvidenceByNumber, EvidenceRow};
use crate::db::figure::FigureById;
use crate::db::legal_instrument::LegalInstrumentById;
use crate::db::mention::{MentionRow, MentionsByEnds};
use crate::db::node::{NodeRef, NodesByName};
use crate::db::participation::ParticipationById;
use crate::db::party::PartyById;
use crate::db::place::PlaceById;
use crate::db::place_relationship::PlaceRelationshipById;
use crate::db::relationship::RelationshipById;
use crate::db::{PAGE_LIMIT, ROOT, Relation};
use crate::model::{NodeKind, NodeName, Vocabulary};

interface! {
    /// Anything with a global id.
    Node { Dataset, Article, Actor, Organization, Asset, Place, Relationship, SanctionEvent, Incident, Participation, Figure, PlaceRelationship, LegalInstrument, Evidence, Mention }
}

/// The global id of a node: its type, a colon and its key.
pub fn global_id(kind: NodeKind, key: &str) -> ID {
    ID(format!("{kind}:{key}"))
}

/// The nodes with these ids or keys, in the given order; none for an unknown one, and an error for a malformed one.
///
/// # Errors
/// `BAD_USER_INPUT` for too many ids.
pub async fn nodes(ctx: &Context<'_>, argument: &str, ids: &[ID]) -> Result<Vec<Option<Result<Node>>>> {
    if ids.len() > PAGE_LIMIT {
        let count = ids.len();
        return Err(Failure::bad_user_input(format!("`{argument}` has {count} items: expected at most {PAGE_LIMIT}")));
    }
    let asked: Vec<Result<Asked>> = ids.iter().map(|id| Asked::read(argument, id)).collect();
    let (mut names, mut pieces, mut mentions) = (Vec::new(), Vec::new(), Vec::new());
    for asked in asked.iter().flatten().cloned() {
        match asked {
            Asked::Node(name) => names.push(name),
            Asked::Citation(CitationId::Evidence { fact, number }) => pieces.push((fact, number)),
            Asked::Citation(CitationId::Mention { article, party }) => mentions.push((article, party)),
        }
    }
    let (names, pieces, mentions) = futures_util::future::try_join3(
        unless(names.is_empty(), ctx, NodesByName { names }),
        unless(pieces.is_empty(), ctx, EvidenceByNumber { names: pieces }),
        unless(mentions.is_empty(), ctx, MentionsByEnds { names: mentions }),
    )
    .await?;
    // Each has the nodes in the order in which they were asked for.
    let (mut names, mut pieces, mut mentions) = (names.iter(), pieces.iter(), mentions.iter());
    let found = asked.into_iter().map(|asked| {
        asked.map(|asked| match asked {
            Asked::Node(_) => names.next().copied().flatten().map(Found::Node),
            Asked::Citation(CitationId::Evidence { .. }) => pieces.next().cloned().flatten().map(Found::Evidence),
            Asked::Citation(CitationId::Mention { .. }) => mentions.next().cloned().flatten().map(Found::Mention),
        })
    });
    let nodes = found.map(|found| async move {
        match found {
            Ok(Some(found)) => found.node(ctx).await.map(|node| Some(Ok(node))),
            Ok(None) => Ok(None),
            Err(malformed) => Ok(Some(Err(malformed))),
        }
    });
    futures_util::future::try_join_all(nodes).await
}

/// What an id names.
#[derive(Clone)]
enum Asked {
    Node(NodeName),
    Citation(CitationId),
}

impl Asked {
    fn read(argument: &str, id: &str) -> Result<Self> {
        match CitationId::read(argument, id) {
            Some(citation) => citation.map(Self::Citation),
            None => named_beside(argument, id, NodeKind::ALL, &OPENINGS).map(Self::Node),
        }
    }
}

/// What an id has led to.
enum Found {
    Node(NodeRef),
    Evidence(Arc<EvidenceRow>),
    Mention(Arc<MentionRow>),
}

impl Found {
    async fn node(self, ctx: &Context<'_>) -> Result<Node> {
        match self {
            Self::Node(node) => resolved(ctx, node).await,
            Self::Evidence(row) => Ok(Node::Evidence(Evidence::of(row))),
            Self::Mention(row) => Ok(Node::Mention(Mention::of(row))),
        }
    }
}

/// The values of a relation of the root, without a statement if nothing is asked for.
async fn unless<T: Send + Sync + 'static>(
    is_empty: bool,
    ctx: &Context<'_>,
    relation: impl Relation<Value = Vec<T>>,
) -> Result<Arc<Vec<T>>> {
    if is_empty { Ok(Arc::default()) } else { value(ctx, relation, ROOT).await }
}

async fn resolved(ctx: &Context<'_>, NodeRef { id, kind }: NodeRef) -> Result<Node> {
    Ok(match kind {
        NodeKind::Dataset => Node::Dataset(required(ctx, DatasetById, id).await?),
        NodeKind::Article => Node::Article(required(ctx, ArticleById, id).await?),
        NodeKind::Actor => Node::Actor(required(ctx, PartyById, id).await?),
        NodeKind::Organization => Node::Organization(required(ctx, PartyById, id).await?),
        NodeKind::Asset => Node::Asset(required(ctx, PartyById, id).await?),
        NodeKind::Place => Node::Place(required(ctx, PlaceById, id).await?),
        NodeKind::Relationship => Node::Relationship(required(ctx, RelationshipById, id).await?),
        NodeKind::SanctionEvent => Node::SanctionEvent(required(ctx, EventById, id).await?),
        NodeKind::Incident => Node::Incident(required(ctx, EventById, id).await?),
        NodeKind::Participation => Node::Participation(required(ctx, ParticipationById, id).await?),
        NodeKind::Figure => Node::Figure(required(ctx, FigureById, id).await?),
        NodeKind::PlaceRelationship => Node::PlaceRelationship(required(ctx, PlaceRelationshipById, id).await?),
        NodeKind::LegalInstrument => Node::LegalInstrument(required(ctx, LegalInstrumentById, id).await?),
    })
}
