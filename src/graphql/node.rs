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
use super::naming::named;
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
use crate::db::node::{NodeRef, NodesByName};
use crate::db::participation::ParticipationById;
use crate::db::party::PartyById;
use crate::db::place::PlaceById;
use crate::db::place_relationship::PlaceRelationshipById;
use crate::db::relationship::RelationshipById;
use crate::db::{PAGE_LIMIT, ROOT};
use crate::model::{NodeKind, NodeName, Vocabulary};

interface! {
    /// Anything with a global id.
    Node { Dataset, Article, Actor, Organization, Place, Relationship, SanctionEvent, Incident, Participation, Figure, PlaceRelationship, LegalInstrument }
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
    let names: Vec<Result<NodeName>> = ids.iter().map(|id| named(argument, id, NodeKind::ALL)).collect();
    let found = value(ctx, NodesByName { names: names.iter().flatten().cloned().collect() }, ROOT).await?;
    let mut found = found.iter().copied();
    let nodes = names.into_iter().map(|name| name.map(|_| found.next().flatten()));
    let nodes = nodes.map(|node| async move {
        match node {
            Ok(Some(node)) => resolved(ctx, node).await.map(|node| Some(Ok(node))),
            Ok(None) => Ok(None),
            Err(malformed) => Ok(Some(Err(malformed))),
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
