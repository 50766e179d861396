//! Nodes: everything with an id.

use async_graphql::{Context, ID};

use super::abstract_type::interface;
use super::actor::Actor;
use super::article::Article;
use super::async_graphql_override as async_graphql;
use super::dataset::Dataset;
use super::entity::{required, value};
use super::error::{Failure, Result};
use super::figure::Figure;
use super::incident::Incident;
use super::legal_instrument::LegalInstrument;
use super::organization::Organization;
use super::participation::Participation;
use super::place::Place;
use super::place_relationship::PlaceRelationship;
use super::relationship::Relationship;
use super::sanction_event::SanctionEvent;
use crate::db::article::ArticleById;
use crate::db::dataset::DatasetById;
use crate::db::event::EventById;
use crate::db::figure::FigureById;
use crate::db::legal_instrument::LegalInstrumentById;
use crate::db::node::{NodeRef, NodesByKey};
use crate::db::participation::ParticipationById;
use crate::db::party::PartyById;
use crate::db::place::PlaceById;
use crate::db::place_relationship::PlaceRelationshipById;
use crate::db::relationship::RelationshipById;
use crate::db::{PAGE_LIMIT, ROOT};
use crate::model::{Key, NodeKind};

interface! {
    /// Anything with a global id.
    Node { Dataset, Article, Actor, Organization, Place, Relationship, SanctionEvent, Incident, Participation, Figure, PlaceRelationship, LegalInstrument }
}

/// The global id of a node: its type, a colon and its key.
pub fn global_id(kind: NodeKind, key: &str) -> ID {
    ID(format!("{kind}:{key}"))
}

/// Reads a global id.
///
/// # Errors
/// `BAD_USER_INPUT` for a malformed id.
pub fn parse_id(id: &ID) -> Result<(NodeKind, String)> {
    let parts = id.split_once(':').and_then(|(kind, key)| Some((kind.parse().ok()?, key.parse::<Key>().ok()?)));
    let Some((kind, key)) = parts else {
        let start: String = id.chars().take(60).collect();
        return Err(Failure::bad_user_input(format!(
            "`{start}` is not an id: expected a type, a colon and a key, such as `Actor:mohamed-al-kani`"
        )));
    };
    Ok((kind, key.to_string()))
}

/// The nodes with these ids, in the given order; none for an unknown id.
///
/// # Errors
/// `BAD_USER_INPUT` for a malformed id, and for too many ids.
pub async fn nodes(ctx: &Context<'_>, ids: &[ID]) -> Result<Vec<Option<Node>>> {
    if ids.len() > PAGE_LIMIT {
        let count = ids.len();
        return Err(Failure::bad_user_input(format!("`ids` has {count} items: expected at most {PAGE_LIMIT}")));
    }
    let keys = ids.iter().map(parse_id).collect::<Result<_>>()?;
    let found = value(ctx, NodesByKey { keys }, ROOT).await?;
    let nodes = found.iter().map(|node| async move {
        match node {
            Some(node) => resolved(ctx, *node).await.map(Some),
            None => Ok(None),
        }
    });
    futures_util::future::try_join_all(nodes).await
}

async fn resolved(ctx: &Context<'_>, NodeRef { id, kind }: NodeRef) -> Result<Node> {
    Ok(match kind {
        NodeKind::Dataset => Node::Dataset(required(ctx, DatasetById, id).await?),
        NodeKind::Article => Node::Article(required(ctx, ArticleById, id).await?),
        NodeKind::Actor => Node::Actor(required(ctx, PartyById, id).await?),
        NodeKind::Organization => Node::Organization(required(ctx, PartyById, id).await?),
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
