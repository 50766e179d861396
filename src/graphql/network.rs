//! The network around some parties.

use std::collections::BTreeSet;
use std::sync::Arc;

use async_graphql::{Context, ID, Object};

use super::async_graphql_override as async_graphql;
use super::entity::{required, value};
use super::error::{Failure, Result};
use super::fact::Fact;
use super::naming::{PARTIES, named, no_party};
use super::node::global_id;
use super::party::Party;
use super::walk::number;
use crate::db::ROOT;
use crate::db::party::PartyById;
use crate::db::walk::network::{self, AROUND_LIMIT, DEPTH_LIMIT, NODES_LIMIT, Surveyed};
use crate::db::walk::{Bounds, WalkFilter};
use crate::model::{Key, NodeName};

/// The default depth.
const DEPTH_DEFAULT: i32 = 1;

/// The default number of parties.
const NODES_DEFAULT: i32 = 100;

/// The network around some parties.
///
/// # Errors
/// `BAD_USER_INPUT` when a number is out of range, or an id is not of a party in this data.
pub async fn network(
    ctx: &Context<'_>,
    around: &[ID],
    depth: Option<i32>,
    first: Option<i32>,
    filter: WalkFilter,
) -> Result<Network> {
    if around.is_empty() || around.len() > AROUND_LIMIT {
        let count = around.len();
        return Err(Failure::bad_user_input(format!("`around` has {count} ids: expected 1 to {AROUND_LIMIT}")));
    }
    let middle: Vec<NodeName> = around.iter().map(|name| named("around", name, PARTIES)).collect::<Result<_>>()?;
    let parties: BTreeSet<&Key> = middle.iter().map(|name| &name.key).collect();
    let relation = network::Network {
        depth: number("depth", depth.unwrap_or(DEPTH_DEFAULT), 0..=DEPTH_LIMIT)?,
        first: number("first", first.unwrap_or(NODES_DEFAULT), parties.len()..=NODES_LIMIT)?,
        around: middle.clone(),
        filter,
        bounds: Bounds::OF_NETWORK,
    };
    let network = value(ctx, relation, ROOT).await?;
    match network.unknown.first().and_then(|place| around.get(*place)) {
        Some(unknown) => Err(no_party("around", unknown)),
        None => Ok(Network(network)),
    }
}

pub struct Network(Arc<Surveyed>);

/// The neighbourhood of some parties.
#[Object]
impl Network {
    /// The parties, the most relevant first: by distance; then those connected to a nearer party by a fact with more
    /// sources; then those with more facts; then by key. All sources of a fact count, even if a filter leaves some out.
    async fn nodes(&self) -> Vec<NetworkNode> {
        (0..self.0.nodes.len()).map(|place| NetworkNode { network: Arc::clone(&self.0), place }).collect()
    }

    /// Everything that connects any two of these parties, one link for each fact, in the order of the parties.
    async fn links(&self) -> Vec<NetworkLink> {
        (0..self.0.links.len()).map(|place| NetworkLink { network: Arc::clone(&self.0), place }).collect()
    }

    /// Whether there may be more than is shown: parties within the depth, or facts that connect the parties shown. Also
    /// true if a limit stopped the search.
    async fn truncated(&self) -> bool {
        self.0.is_truncated
    }
}

pub struct NetworkNode {
    network: Arc<Surveyed>,
    place: usize,
}

impl NetworkNode {
    fn node(&self) -> &network::NetworkNode {
        &self.network.nodes[self.place]
    }
}

/// A party of a network.
#[Object]
impl NetworkNode {
    /// The party.
    async fn party(&self, ctx: &Context<'_>) -> Result<Party> {
        required(ctx, PartyById, self.node().party.id).await
    }

    /// The number of steps to the nearest of the parties in `around`; 0 for one of these.
    async fn distance(&self) -> usize {
        self.node().distance
    }

    /// The number of relationships and participations that it has in all of this data, whatever the arguments.
    async fn degree(&self) -> i64 {
        self.node().degree
    }
}

pub struct NetworkLink {
    network: Arc<Surveyed>,
    place: usize,
}

impl NetworkLink {
    fn link(&self) -> &network::NetworkLink {
        &self.network.links[self.place]
    }

    fn end(&self, place: usize) -> ID {
        let node = &self.network.nodes[place];
        global_id(node.party.kind, &node.key)
    }
}

/// A connection between two parties of a network.
#[Object]
impl NetworkLink {
    /// The id of the relationship's source. For an event: the party whose key comes first.
    async fn source(&self) -> ID {
        self.end(self.link().source)
    }

    /// The id of the relationship's target. For an event: the other party.
    async fn target(&self) -> ID {
        self.end(self.link().target)
    }

    /// The relationship, or the event in which both take part. An event with several of the parties has a link for each
    /// two of them.
    async fn fact(&self, ctx: &Context<'_>) -> Result<Fact> {
        Fact::required(ctx, self.link().fact).await
    }
}
