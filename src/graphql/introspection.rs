//! The answers of `__schema` and `__type`. apollo-compiler gives them from the SDL, so both say the same: async-graphql
//! leaves out interfaces of interfaces and the description of the schema.

use std::sync::LazyLock;

use apollo_compiler::Name;
use apollo_compiler::collections::HashMap;
use apollo_compiler::executable::{ExecutableDocument, Field, Operation, Selection, SelectionSet};
use apollo_compiler::introspection::partial_execute;
use apollo_compiler::response::{JsonMap, JsonValue};
use apollo_compiler::schema::Implementers;
use apollo_compiler::validation::Valid;
use async_graphql::{OutputType, Value, Variables};

use super::document::schema;
use super::error::Failure;
use super::root::Root;

static IMPLEMENTERS: LazyLock<HashMap<Name, Implementers>> = LazyLock::new(|| schema().implementers_map());

/// The fields `__schema` and `__type` of a document.
pub struct SchemaFields(Valid<ExecutableDocument>);

/// The values of these fields, by response name.
pub struct SchemaAnswer(JsonMap);

impl SchemaFields {
    /// The fields of a document; none if it has no such fields.
    pub fn of(document: Valid<ExecutableDocument>) -> Option<Self> {
        let has_any = document.operations.iter().any(|operation| is_asked(&document, operation));
        has_any.then(|| Self(introspection_only(document)))
    }

    /// Executes the fields of the operation with this name, with coerced variables.
    ///
    /// # Errors
    /// `INTERNAL` when the document is not what was validated.
    pub fn execute(&self, operation: Option<&str>, variables: &Variables) -> Result<SchemaAnswer, Failure> {
        let variables = serde_json::to_value(variables).and_then(serde_json::from_value::<JsonMap>);
        let variables = variables.map_err(|error| Failure::internal(&error.to_string()))?;
        let answer = self.0.operations.get(operation).and_then(|operation| {
            partial_execute(schema(), &IMPLEMENTERS, &self.0, operation, &Valid::assume_valid(variables))
        });
        let answer = answer.map_err(|error| Failure::internal(&error.message().to_string()))?;
        match answer.errors.first() {
            Some(error) => Err(Failure::internal(&error.message)),
            None => Ok(SchemaAnswer(answer.data.unwrap_or_default())),
        }
    }
}

impl SchemaAnswer {
    /// The value of the field with this response name.
    pub fn value(&self, response_name: &str) -> Value {
        self.0.get(response_name).map_or(Value::Null, value)
    }
}

/// Whether the operation selects `__schema` or `__type`.
pub fn is_asked(document: &ExecutableDocument, operation: &Operation) -> bool {
    operation.root_fields(document).any(|field| is_introspection(field))
}

fn value(json: &JsonValue) -> Value {
    match json {
        JsonValue::Null => Value::Null,
        JsonValue::Bool(value) => Value::Boolean(*value),
        JsonValue::Number(number) => Value::Number(number.clone()),
        JsonValue::String(text) => Value::String(text.as_str().to_owned()),
        JsonValue::Array(items) => Value::List(items.iter().map(value).collect()),
        JsonValue::Object(fields) => Value::Object(
            fields
                .iter()
                .map(|(name, json)| match name.as_str().strip_prefix(KIND_FOR_ONE_OF) {
                    Some(name) => (async_graphql::Name::new(name), is_one_of(json)),
                    None => (async_graphql::Name::new(name.as_str()), value(json)),
                })
                .collect(),
        ),
    }
}

/// The prefix of a response name that stands for `isOneOf`.
const KIND_FOR_ONE_OF: &str = "__isOneOf_";

/// `__Type.isOneOf`, by the kind of the type: no input object of the schema is one.
fn is_one_of(kind: &JsonValue) -> Value {
    if kind.as_str() == Some("INPUT_OBJECT") { Value::Boolean(false) } else { Value::Null }
}

/// The part of a document that asks for the schema, with `isOneOf`, which apollo-compiler does not know, replaced by the
/// kind of the type.
fn introspection_only(document: Valid<ExecutableDocument>) -> Valid<ExecutableDocument> {
    let mut document = document.into_inner();
    document.fragments.retain(|_, fragment| is_kept(fragment.type_condition()));
    let operations = document.operations.anonymous.iter_mut().chain(document.operations.named.values_mut());
    operations.for_each(|operation| keep_introspection(&mut operation.make_mut().selection_set));
    document.fragments.values_mut().for_each(|fragment| keep_introspection(&mut fragment.make_mut().selection_set));
    Valid::assume_valid(document)
}

/// Whether a fragment on this type may ask for the schema.
fn is_kept(condition: &str) -> bool {
    condition == Root::type_name() || condition.starts_with("__")
}

fn keep_introspection(set: &mut SelectionSet) {
    if set.ty == Root::type_name().as_ref() {
        set.selections.retain(|selection| match selection {
            Selection::Field(field) => is_introspection(field),
            Selection::FragmentSpread(_) | Selection::InlineFragment(_) => true,
        });
    }
    let kind = if set.ty == "__Type" { schema().type_field("__Type", "kind").ok() } else { None };
    for selection in &mut set.selections {
        match selection {
            Selection::Field(field) => {
                let field = field.make_mut();
                if let ("isOneOf", Some(kind)) = (field.name.as_str(), kind) {
                    let name = [KIND_FOR_ONE_OF, field.response_key()].concat();
                    field.alias = Name::new(&name).ok();
                    field.name = kind.name.clone();
                    field.definition = kind.node.clone();
                }
                keep_introspection(&mut field.selection_set);
            }
            Selection::InlineFragment(fragment) => keep_introspection(&mut fragment.make_mut().selection_set),
            Selection::FragmentSpread(_) => {}
        }
    }
}

fn is_introspection(field: &Field) -> bool {
    matches!(field.name.as_str(), "__schema" | "__type")
}
