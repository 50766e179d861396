//! Entities: GraphQL types whose values are rows, fetched by the relations that lead to them.

use std::sync::Arc;

use async_graphql::{Context, OutputType};

use super::error::{Failure, Result};
use super::fetch::Fetch;
use super::selection::Field;
use super::step::{Ahead, Step};
use crate::db::{One, Relation};

/// A GraphQL type whose values are rows.
pub trait Entity: OutputType + Sized {
    type Row: Send + Sync + 'static;

    fn of(row: Arc<Self::Row>) -> Self;

    /// What the fields selected on such a value will need.
    fn ahead(field: &Field<'_>) -> Ahead<Self::Row>;
}

/// What the selection on such a value will need, as far as it may be foreseen.
pub fn foresee<E: Entity>(field: &Field<'_>) -> Ahead<E::Row> {
    if field.may_be_read_ahead() { E::ahead(field) } else { Ahead::default() }
}

impl<Row> Ahead<Row> {
    /// Adds the step of another entity that each row leads to, if any.
    pub fn entity<E: Entity>(
        &mut self,
        field: &Field<'_>,
        id: impl Fn(&Row) -> Option<i64> + Send + 'static,
        relation: impl Relation<Value = One<E::Row>>,
    ) {
        self.then_each(id, Step::new(relation).with(foresee::<E>(field)));
    }
}

/// What the request fetches.
pub fn fetch<'a>(ctx: &Context<'a>) -> &'a Fetch {
    ctx.data_unchecked::<Fetch>()
}

/// The value that a relation leads to; what follows is not foreseen.
pub async fn value<R: Relation>(ctx: &Context<'_>, relation: R, parent: i64) -> Result<Arc<R::Value>> {
    value_with(ctx, relation, parent, |step| step).await
}

/// The value that a relation leads to, and with it what follows.
pub async fn value_with<R: Relation>(
    ctx: &Context<'_>,
    relation: R,
    parent: i64,
    ahead: impl FnOnce(Step<R>) -> Step<R>,
) -> Result<Arc<R::Value>> {
    fetch(ctx).value(relation, parent, ahead).await.map_err(|error| Failure::from(&*error))
}

/// The entity that a relation leads to, if any.
pub async fn entity<E: Entity>(
    ctx: &Context<'_>,
    relation: impl Relation<Value = One<E::Row>>,
    parent: i64,
) -> Result<Option<E>> {
    let ahead = |step: Step<_>| step.with(foresee::<E>(&Field::of(ctx)));
    Ok(value_with(ctx, relation, parent, ahead).await?.as_ref().clone().map(E::of))
}

/// The entity that a foreign key leads to.
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

/// The entity that a key which may be absent leads to.
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
