//! Completes the schema that the macros derive: interfaces that implement others, and descriptions kept in one place.

use std::borrow::Cow;
use std::sync::Arc;

use async_graphql::parser::types::Field;
use async_graphql::registry::{MetaType, Registry};
use async_graphql::resolver_utils::ContainerType;
use async_graphql::{Context, ContextSelectionSet, ObjectType, OutputType, Positioned, ServerResult, Value};

use super::async_graphql_override::finish_field;
use super::introspection::SchemaAnswer;
use super::language::add_language_arguments;
use super::page_arguments::add_page_arguments;
use super::query::Query;
use super::response_size::ResponseSize;

/// The query root. It completes the registry once all types are in it.
pub struct Root;

/// Which interface implements which.
const INHERITANCE: [(&str, &str); 4] = [("Party", "Node"), ("Fact", "Node"), ("Event", "Node"), ("Event", "Fact")];

/// The object with the fields of each interface, and the names of the fields that the interface has (empty: all).
const INTERFACES: [(&str, &str, &[&str]); 4] = [
    ("Node", "FactFields", &["id"]),
    ("Party", "PartyFields", &[]),
    ("Fact", "FactFields", &[]),
    ("Event", "EventFields", &[]),
];

/// The objects with the fields of another (`#[graphql(flatten)]`). The macros copy the fields before types that refer
/// to each other are complete, so some fields are missing.
const SHARED_FIELDS: [(&str, &str); 10] = [
    ("EventFields", "FactFields"),
    ("Actor", "PartyFields"),
    ("Organization", "PartyFields"),
    ("Asset", "PartyFields"),
    ("SanctionEvent", "EventFields"),
    ("Incident", "EventFields"),
    ("Relationship", "FactFields"),
    ("Participation", "FactFields"),
    ("Figure", "FactFields"),
    ("PlaceRelationship", "FactFields"),
];

/// The description of async-graphql's `DateTime`.
const DATE_TIME: &str = "A point in time in UTC, in the format of RFC 3339: `2020-11-27T09:30:00+00:00`.";

fn complete(registry: &mut Registry) {
    for (object, shared) in SHARED_FIELDS {
        share_fields(registry, object, shared);
    }
    fill_interfaces(registry);
    for (interface, inherited) in INHERITANCE {
        registry.add_implements(interface, inherited);
    }
    add_page_arguments(registry);
    add_language_arguments(registry);
    describe_date_time(registry);
}

/// Puts the shared fields before the object's own.
fn share_fields(registry: &mut Registry, object: &str, shared: &str) {
    let Some(MetaType::Object { fields: shared, .. }) = registry.types.get(shared).cloned() else { return };
    let Some(MetaType::Object { fields, .. }) = registry.types.get_mut(object) else { return };
    let own = std::mem::replace(fields, shared);
    for (name, field) in own {
        fields.entry(name).or_insert(field);
    }
}

fn describe_date_time(registry: &mut Registry) {
    if let Some(MetaType::Scalar { description, .. }) = registry.types.get_mut("DateTime") {
        *description = Some(DATE_TIME.to_owned());
    }
}

/// Copies the fields of each interface from the object that has them.
fn fill_interfaces(registry: &mut Registry) {
    for (interface, shared, names) in INTERFACES {
        let Some(MetaType::Object { fields: shared, .. }) = registry.types.get(shared).cloned() else { continue };
        if let Some(MetaType::Interface { fields, .. }) = registry.types.get_mut(interface) {
            let is_shown = |name: &String| names.is_empty() || names.contains(&name.as_str());
            *fields = shared.into_iter().filter(|(name, _)| is_shown(name)).collect();
        }
    }
}

impl OutputType for Root {
    fn type_name() -> Cow<'static, str> {
        Query::type_name()
    }

    fn create_type_info(registry: &mut Registry) -> String {
        let name = Query::create_type_info(registry);
        complete(registry);
        name
    }

    async fn resolve(&self, ctx: &ContextSelectionSet<'_>, field: &Positioned<Field>) -> ServerResult<Value> {
        Query.resolve(ctx, field).await
    }
}

impl ContainerType for Root {
    async fn resolve_field(&self, ctx: &Context<'_>) -> ServerResult<Option<Value>> {
        let size = ctx.data_unchecked::<Arc<ResponseSize>>();
        if let ("__schema" | "__type", Some(answer)) =
            (ctx.item.node.name.node.as_str(), ctx.data_opt::<SchemaAnswer>())
        {
            let value = answer.value(&ctx.item.node.response_key().node);
            size.count_all(&value);
            return Ok(Some(value));
        }
        finish_field::<Query>(ctx, size, Query.resolve_field(ctx).await).map(Some)
    }
}

impl ObjectType for Root {}
