//! How objects are resolved: as async-graphql does it, with less work for each field.
//!
//! async-graphql makes a boxed future for each field, and runs its extensions around it. Most fields are leaves whose
//! values are at hand, so here a leaf is polled once on the stack, and only one that has to wait gets a boxed future. What
//! extensions would do for each field is done here too: errors end at the nearest field that may be null, as the
//! specification wants it, and the length of the answer is counted.
//!
//! The macros of async-graphql make types that call `async_graphql::resolver_utils::resolve_container`. Each file with such
//! types uses [`super::async_graphql_override`] under the name `async_graphql`, so that they call [`resolve_container`] of this module.

use std::pin::Pin;
use std::sync::Arc;

pub use ::async_graphql::*;
use async_graphql::indexmap::IndexMap;
use async_graphql::indexmap::map::Entry;
use async_graphql::parser::types::{Field, Selection};
use futures_util::FutureExt;
use futures_util::future::try_join_all;

use super::error::Failure;
use super::response_size::ResponseSize;
use crate::work::check_current;

/// What the macros call.
pub mod resolver_utils {
    pub use async_graphql::resolver_utils::*;

    pub use super::resolve_container;
}

type Waiting<'a> = Pin<Box<dyn Future<Output = ServerResult<(usize, Value)>> + Send + 'a>>;

/// Resolves what is selected of an object.
///
/// # Errors
/// What a field that cannot be null has failed with.
pub async fn resolve_container<T: ObjectType>(ctx: &ContextSelectionSet<'_>, root: &T) -> ServerResult<Value> {
    let size: &ResponseSize = ctx.data_unchecked::<Arc<ResponseSize>>();
    check_limits(size)?;
    let type_name = T::type_name();
    let mut fields = Vec::with_capacity(ctx.item.node.items.len());
    select(ctx, &type_name, &mut fields);
    let mut values = Vec::with_capacity(fields.len());
    let mut waiting: Vec<Waiting<'_>> = Vec::new();
    for field in fields {
        let key = field.node.response_key().node.clone();
        if field.node.name.node == "__typename" {
            let value = Value::from(type_name.as_ref());
            size.count(&key, Some(&value));
            values.push((key, value));
            continue;
        }
        if field.node.selection_set.node.items.is_empty() {
            let ctx = ctx.with_field(field);
            if let Some(resolved) = root.resolve_field(&ctx).now_or_never() {
                values.push((key, finish_field::<T>(&ctx, size, resolved)?));
                continue;
            }
        }
        let place = values.len();
        values.push((key, Value::Null));
        waiting.push(Box::pin(async move {
            let ctx = ctx.with_field(field);
            let resolved = root.resolve_field(&ctx).await;
            Ok((place, finish_field::<T>(&ctx, size, resolved)?))
        }));
    }
    if !waiting.is_empty() {
        for (place, value) in try_join_all(waiting).await? {
            values[place].1 = value;
        }
    }
    Ok(object(values))
}

/// Whatever a request does, it does no more when nobody waits for it any longer, or its answer is too long.
fn check_limits(size: &ResponseSize) -> ServerResult<()> {
    if size.is_exceeded() {
        return Err(ServerError::new("the answer is too long", None));
    }
    check_current().map_err(|overrun| Failure::from(&crate::db::Error::from(overrun)).into())
}

/// The fields that are selected of an object of that type, those in fragments too.
fn select<'a>(ctx: &ContextSelectionSet<'a>, type_name: &str, fields: &mut Vec<&'a Positioned<Field>>) {
    let applies = |condition: &str| {
        let registry = &ctx.schema_env.registry;
        condition == type_name || registry.types.get(condition).is_some_and(|ty| ty.is_possible_type(type_name))
    };
    for selection in &ctx.item.node.items {
        let (condition, selected) = match &selection.node {
            Selection::Field(field) => {
                fields.push(field);
                continue;
            }
            Selection::InlineFragment(fragment) => {
                (fragment.node.type_condition.as_ref(), &fragment.node.selection_set)
            }
            Selection::FragmentSpread(spread) => {
                let Some(fragment) = ctx.query_env.fragments.get(&spread.node.fragment_name.node) else { continue };
                (Some(&fragment.node.type_condition), &fragment.node.selection_set)
            }
        };
        if condition.is_none_or(|condition| applies(condition.node.on.node.as_str())) {
            select(&ctx.with_selection_set(selected), type_name, fields);
        }
    }
}

/// The value of a field. An error ends where the field may be null, and gets its path, which gets lost behind interfaces
/// and for arguments.
///
/// # Errors
/// The error of a field that cannot be null.
pub fn finish_field<T: OutputType>(
    ctx: &Context<'_>,
    size: &ResponseSize,
    resolved: ServerResult<Option<Value>>,
) -> ServerResult<Value> {
    match resolved {
        Ok(value) => {
            size.count(&ctx.item.node.response_key().node, value.as_ref());
            Ok(value.unwrap_or_default())
        }
        // Of an answer that is too long, or late, nothing is told but that.
        Err(error) if check_limits(size).is_err() => Err(error),
        Err(error) => {
            let error = if error.path.is_empty() { ctx.set_error_path(error) } else { error };
            if may_be_null::<T>(ctx) {
                ctx.add_error(error);
                Ok(Value::Null)
            } else {
                Err(error)
            }
        }
    }
}

fn may_be_null<T: OutputType>(ctx: &Context<'_>) -> bool {
    let ty = ctx.schema_env.registry.types.get(T::type_name().as_ref());
    let field = ty.and_then(|ty| ty.field_by_name(&ctx.item.node.name.node));
    field.is_some_and(|field| !field.ty.ends_with('!'))
}

/// The object of these values. What is selected several times under one name is one value.
fn object(values: Vec<(Name, Value)>) -> Value {
    let mut object = IndexMap::with_capacity(values.len());
    for (name, value) in values {
        match object.entry(name) {
            Entry::Vacant(entry) => {
                entry.insert(value);
            }
            Entry::Occupied(mut entry) => merge(entry.get_mut(), value),
        }
    }
    Value::Object(object)
}

/// Adds what another selection has given of the same value.
fn merge(into: &mut Value, from: Value) {
    match (into, from) {
        (Value::Object(into), Value::Object(from)) => {
            for (name, value) in from {
                match into.entry(name) {
                    Entry::Vacant(entry) => {
                        entry.insert(value);
                    }
                    Entry::Occupied(mut entry) => merge(entry.get_mut(), value),
                }
            }
        }
        (Value::List(into), Value::List(from)) => {
            for (into, from) in into.iter_mut().zip(from) {
                merge(into, from);
            }
        }
        _ => {}
    }
}
