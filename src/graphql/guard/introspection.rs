//! What introspection costs: the objects that it shows, after section 4 of the GraphQL specification (October 2021).

use std::collections::HashMap;

use async_graphql::parser::types::{ExecutableDocument, Selection, SelectionSet};
use async_graphql::registry::{MetaType, Registry};

use super::model::{Field, Model, Object};
use super::weights::Size;
use crate::error::Code;
use crate::graphql::error::Failure;

/// What `__schema` and `__type` cost besides what is selected of them: each looks which types are visible.
const LOOKING: u64 = 50;

/// How long the lists of introspection are: for all types in turn, as `types` lists them, those of the average one; for
/// a type that is led to, of the one that has most.
#[derive(Default)]
struct Lists {
    types: u64,
    fields: u64,
    interfaces: u64,
    possible_types: u64,
    enum_values: u64,
    input_fields: u64,
    arguments: u64,
}

/// The types that introspection adds, and the directives: fewer than that.
const OWN_TYPES: u64 = 10;
const DIRECTIVES: u64 = 5;

impl Lists {
    /// Those of each type; of its fields, the arguments in all.
    fn of(registry: &Registry, ty: &MetaType) -> Self {
        let mut lists = Self { types: 1, ..Self::default() };
        match ty {
            MetaType::Object { name, fields, .. } => {
                lists.fields = fields.len() as u64;
                lists.interfaces = registry.implements.get(name).map_or(0, |interfaces| interfaces.len() as u64);
                lists.arguments = fields.values().map(|field| field.args.len() as u64).sum();
            }
            MetaType::Interface { fields, possible_types, .. } => {
                lists.fields = fields.len() as u64;
                lists.possible_types = possible_types.len() as u64;
                lists.arguments = fields.values().map(|field| field.args.len() as u64).sum();
            }
            MetaType::Union { possible_types, .. } => lists.possible_types = possible_types.len() as u64,
            MetaType::Enum { enum_values, .. } => lists.enum_values = enum_values.len() as u64,
            MetaType::InputObject { input_fields, .. } => lists.input_fields = input_fields.len() as u64,
            MetaType::Scalar { .. } => {}
        }
        lists
    }

    fn combined(self, other: &Self, combine: impl Fn(u64, u64) -> u64) -> Self {
        Self {
            types: combine(self.types, other.types),
            fields: combine(self.fields, other.fields),
            interfaces: combine(self.interfaces, other.interfaces),
            possible_types: combine(self.possible_types, other.possible_types),
            enum_values: combine(self.enum_values, other.enum_values),
            input_fields: combine(self.input_fields, other.input_fields),
            arguments: combine(self.arguments, other.arguments),
        }
    }
}

/// Adds the objects of introspection, and the fields of the root that lead to them.
pub(super) fn add(model: &mut Model, registry: &Registry) {
    let all = |combine: fn(u64, u64) -> u64| {
        let each = registry.types.values().map(|ty| Lists::of(registry, ty));
        each.fold(Lists::default(), |sum, lists| sum.combined(&lists, combine))
    };
    let sum = all(|sum, more| sum + more);
    let (types, fields) = (sum.types + OWN_TYPES, sum.fields);
    let average = Lists {
        arguments: sum.arguments.div_ceil(fields.max(1)),
        ..sum.combined(&Lists::default(), |sum, _| sum.div_ceil(types))
    };
    let mut most = all(u64::max);
    most.arguments = registry.types.values().map(most_arguments).max().unwrap_or(0);

    let start = model.objects.len();
    let [schema, listed_type, listed_field, ty, field, value, constant, directive] = std::array::from_fn(|i| start + i);
    let leaf = || Field { cost: 1, ..Field::default() };
    let one = |object: usize| Field { possible: vec![object], ..leaf() };
    let many = |object: usize, items: u64| Field { size: Some(Size::Items(items)), ..one(object) };
    let type_with = |lists: &Lists, field: usize| {
        object([
            ("fields", many(field, lists.fields)),
            ("interfaces", many(ty, lists.interfaces)),
            ("possibleTypes", many(ty, lists.possible_types)),
            ("enumValues", many(constant, lists.enum_values)),
            ("inputFields", many(value, lists.input_fields)),
            ("ofType", one(ty)),
        ])
    };
    let field_with = |arguments: u64| object([("args", many(value, arguments)), ("type", one(ty))]);
    model.objects.extend([
        object([
            ("types", many(listed_type, types)),
            ("queryType", one(ty)),
            ("mutationType", one(ty)),
            ("subscriptionType", one(ty)),
            ("directives", many(directive, DIRECTIVES)),
        ]),
        type_with(&average, listed_field),
        field_with(average.arguments),
        type_with(&most, field),
        field_with(most.arguments),
        object([("type", one(ty))]),
        object([]),
        object([("args", many(value, DIRECTIVES))]),
    ]);
    for (name, objects) in [
        ("__Schema", vec![schema]),
        ("__Type", vec![listed_type, ty]),
        ("__Field", vec![listed_field, field]),
        ("__InputValue", vec![value]),
        ("__EnumValue", vec![constant]),
        ("__Directive", vec![directive]),
    ] {
        model.possible.insert(name.to_owned(), objects);
    }
    let roots = model.possible.get(&registry.query_type).cloned().unwrap_or_default();
    for root in roots {
        let fields = &mut model.objects[root].fields;
        fields.insert("__schema".to_owned(), Field { cost: LOOKING, ..one(schema) });
        fields.insert("__type".to_owned(), Field { cost: LOOKING, ..one(ty) });
    }
}

/// An object with these fields that lead to others; what is not here, costs 1.
fn object<const N: usize>(fields: [(&str, Field); N]) -> Object {
    Object { fields: HashMap::from(fields.map(|(name, field)| (name.to_owned(), field))) }
}

fn most_arguments(ty: &MetaType) -> u64 {
    match ty {
        MetaType::Object { fields, .. } | MetaType::Interface { fields, .. } => {
            fields.values().map(|field| field.args.len() as u64).max().unwrap_or(0)
        }
        _ => 0,
    }
}

/// Refuses to tell of the schema, in all of the document.
///
/// # Errors
/// `GRAPHQL_VALIDATION_FAILED` for `__schema` and `__type`.
pub fn check_introspection(document: &ExecutableDocument) -> Result<(), Failure> {
    let operations = document.operations.iter().map(|(_, operation)| &operation.node.selection_set.node);
    let fragments = document.fragments.values().map(|fragment| &fragment.node.selection_set.node);
    match operations.chain(fragments).find_map(introspected) {
        None => Ok(()),
        Some(name) => {
            let message =
                format!("`{name}` tells of the schema: expected none of that, this server has introspection off");
            Err(Failure::new(Code::ValidationFailed, message))
        }
    }
}

fn introspected(set: &SelectionSet) -> Option<&str> {
    set.items.iter().find_map(|selection| match &selection.node {
        Selection::Field(field) => {
            let name = field.node.name.node.as_str();
            let is_introspection = matches!(name, "__schema" | "__type");
            is_introspection.then_some(name).or_else(|| introspected(&field.node.selection_set.node))
        }
        Selection::InlineFragment(fragment) => introspected(&fragment.node.selection_set.node),
        Selection::FragmentSpread(_) => None,
    })
}
