//! async-graphql with its own [`resolve_container`] replaced by a faster one.
//!
//! The macros of async-graphql (`#[Object]` and others) generate calls of
//! `async_graphql::resolver_utils::resolve_container`. Each file with such a macro uses this module under the name
//! `async_graphql`, so the calls lead to [`resolve_container`] here. Everything else is re-exported unchanged.
//!
//! Why: async-graphql allocates a boxed future for each field and runs its extensions around it. Most fields are leaves
//! whose values are at hand. Here, a leaf is polled once on the stack, and only a field that has to wait gets a boxed
//! future. This module also does for each field what extensions would do: an error becomes null at the nearest nullable
//! field, as the specification requires, and the response size is counted.

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

/// The module that the macros call.
pub mod resolver_utils {
    pub use async_graphql::resolver_utils::*;

    pub use super::resolve_container;
}

type Waiting<'a> = Pin<Box<dyn Future<Output = ServerResult<(usize, Value)>> + Send + 'a>>;

/// Resolves the selected fields of an object.
///
/// # Errors
/// The error of a non-null field.
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

/// Stops the execution at its deadline, and when the answer is too long.
fn check_limits(size: &ResponseSize) -> ServerResult<()> {
    if size.is_exceeded() {
        return Err(ServerError::new("the answer is too long", None));
    }
    check_current().map_err(|overrun| Failure::from(&crate::db::Error::from(overrun)).into())
}

/// Collects the fields selected on an object of this type, including those in fragments.
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

/// The value of a resolved field. The error of a nullable field is recorded, and the value is null. The error gets its
/// path here, since async-graphql loses it behind interfaces and for arguments.
///
/// # Errors
/// The error of a non-null field.
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
        // An answer that is too long or late has that one error only.
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

/// The object with these values. Values with the same name are merged.
fn object(values: Vec<(Name, Value)>) -> Value {
    let mut object = IndexMap::with_capacity(values.len());
    for (name, value) in values {
        insert(&mut object, name, value);
    }
    Value::Object(object)
}

/// Inserts a value. If the name has one already, from another selection of the same field, both are merged.
fn insert(object: &mut IndexMap<Name, Value>, name: Name, value: Value) {
    match object.entry(name) {
        Entry::Vacant(entry) => {
            entry.insert(value);
        }
        Entry::Occupied(mut entry) => merge(entry.get_mut(), value),
    }
}

/// Merges the values of two selections of one field.
fn merge(into: &mut Value, from: Value) {
    match (into, from) {
        (Value::Object(into), Value::Object(from)) => {
            for (name, value) in from {
                insert(into, name, value);
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
