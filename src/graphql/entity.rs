//! Entities: GraphQL types whose values are rows of the database, and how resolvers load them.

use std::sync::Arc;

use async_graphql::{Context, OutputType};

use super::error::{Failure, Result};
use super::fetch::Fetch;
use crate::db::{One, Relation};

/// A GraphQL type whose values are rows of the database.
pub trait Entity: OutputType + Sized {
    type Row: Send + Sync + 'static;

    fn of(row: Arc<Self::Row>) -> Self;
}

/// Declares an entity for a type of row.
macro_rules! entity_type {
    ($entity:ident: $row:ty) => {
        pub struct $entity(std::sync::Arc<$row>);

        impl $crate::graphql::entity::Entity for $entity {
            type Row = $row;

            fn of(row: std::sync::Arc<$row>) -> Self {
                Self(row)
            }
        }
    };
}

pub(super) use entity_type;

/// The value of a relation for a parent. It is loaded in a batch, together with other parents.
///
/// # Errors
/// The error of the database.
pub async fn value<R: Relation>(ctx: &Context<'_>, relation: R, parent: i64) -> Result<Arc<R::Value>> {
    let fetch = ctx.data_unchecked::<Arc<Fetch>>();
    fetch.value(&relation, parent).await.map_err(|error| Failure::from(&*error))
}

/// The entity of a relation for a parent, if there is one.
pub async fn entity<E: Entity>(
    ctx: &Context<'_>,
    relation: impl Relation<Value = One<E::Row>>,
    parent: i64,
) -> Result<Option<E>> {
    Ok(value(ctx, relation, parent).await?.as_ref().clone().map(E::of))
}

/// The entity of a foreign key.
///
/// # Errors
/// `INTERNAL` when there is none, which the database rules out.
pub async fn required<E: Entity>(
    ctx: &Context<'_>,
    relation: impl Relation<Value = One<E::Row>>,
    parent: i64,
) -> Result<E> {
    entity(ctx, relation, parent).await?.ok_or_else(|| Failure::internal("a foreign key leads nowhere"))
}

/// The entity of an optional foreign key.
pub async fn optional<E: Entity>(
    ctx: &Context<'_>,
    relation: impl Relation<Value = One<E::Row>>,
    parent: Option<i64>,
) -> Result<Option<E>> {
    match parent {
        Some(parent) => entity(ctx, relation, parent).await,
        None => Ok(None),
    }
}
