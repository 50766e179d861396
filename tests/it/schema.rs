//! The schema as clients see it.

use async_graphql::Positioned;
use async_graphql::parser::parse_schema;
use async_graphql::parser::types::{FieldDefinition, TypeKind, TypeSystemDefinition};
use sanad::graphql::sdl;

/// The names that clients rely on. None is renamed or removed without a deprecation.
const RELIED_ON: &str = include_str!("relied_on.graphql");

#[test]
fn the_printed_schema_is_kept() {
    let kept = include_str!("../../schema.graphql");
    assert!(kept == sdl(), "schema.graphql is not what the code prints: run `make schema` and look at the difference");
}

fn definitions(sdl: &str) -> Vec<(String, TypeKind, bool)> {
    let document = parse_schema(sdl).unwrap();
    let types = document.definitions.into_iter().filter_map(|definition| match definition {
        TypeSystemDefinition::Type(ty) => {
            Some((ty.node.name.node.to_string(), ty.node.kind, ty.node.description.is_some()))
        }
        _ => None,
    });
    types.collect()
}

fn fields(kind: &TypeKind) -> Vec<&Positioned<FieldDefinition>> {
    match kind {
        TypeKind::Object(object) => object.fields.iter().collect(),
        TypeKind::Interface(interface) => interface.fields.iter().collect(),
        _ => Vec::new(),
    }
}

#[test]
fn everything_is_described() {
    let mut silent = Vec::new();
    for (name, kind, is_described) in definitions(&sdl()) {
        if !is_described {
            silent.push(name.clone());
        }
        for field in fields(&kind) {
            let field = &field.node;
            if field.description.is_none() {
                silent.push(format!("{name}.{}", field.name.node));
            }
            for argument in field.arguments.iter().filter(|argument| argument.node.description.is_none()) {
                silent.push(format!("{name}.{}({})", field.name.node, argument.node.name.node));
            }
        }
        if let TypeKind::Enum(list) = &kind {
            let values = list.values.iter().filter(|value| value.node.description.is_none());
            silent.extend(values.map(|value| format!("{name}.{}", value.node.value.node)));
        }
        if let TypeKind::InputObject(input) = &kind {
            let fields = input.fields.iter().filter(|field| field.node.description.is_none());
            silent.extend(fields.map(|field| format!("{name}.{}", field.node.name.node)));
        }
    }
    assert!(silent.is_empty(), "without a description: {silent:#?}");
}

/// A field as clients depend on it: its name, type, and the names and types of its arguments.
fn shape(field: &FieldDefinition) -> (String, Vec<String>) {
    let name = format!("{}: {}", field.name.node, field.ty.node);
    let argument = |argument: &Positioned<async_graphql::parser::types::InputValueDefinition>| {
        format!("{}: {}", argument.node.name.node, argument.node.ty.node)
    };
    (name, field.arguments.iter().map(argument).collect())
}

#[test]
fn the_names_that_clients_rely_on_are_there() {
    let schema = definitions(&sdl());
    for (name, relied_on, _) in definitions(RELIED_ON) {
        let Some((_, kind, _)) = schema.iter().find(|(known, ..)| *known == name) else {
            panic!("the type {name} is gone");
        };
        let known: Vec<_> = fields(kind).iter().map(|field| shape(&field.node)).collect();
        for field in fields(&relied_on) {
            let (field, arguments) = shape(&field.node);
            let Some((_, known)) = known.iter().find(|(known, _)| *known == field) else {
                panic!("{name} has no `{field}`: {known:#?}");
            };
            for argument in arguments {
                assert!(known.contains(&argument), "{name}.{field} has no `{argument}`: {known:?}");
            }
        }
        let words = |kind: &TypeKind| -> Vec<String> {
            match kind {
                TypeKind::Enum(list) => list.values.iter().map(|value| value.node.value.node.to_string()).collect(),
                TypeKind::Object(object) => object.implements.iter().map(|name| name.node.to_string()).collect(),
                TypeKind::Interface(interface) => {
                    interface.implements.iter().map(|name| name.node.to_string()).collect()
                }
                _ => Vec::new(),
            }
        };
        let known = words(kind);
        for word in words(&relied_on) {
            assert!(known.contains(&word), "{name} lacks {word}: {known:?}");
        }
    }
}

/// The fields of objects below the root that are lists with pages.
pub fn connections_of_parents(sdl: &str) -> Vec<String> {
    let types = definitions(sdl);
    let below = types.iter().filter(|(name, ..)| name != "Query");
    let all = below.flat_map(|(_, kind, _)| fields(kind)).map(|field| &field.node);
    all.filter(|field| field.ty.node.to_string().ends_with("Connection!"))
        .map(|field| field.name.node.to_string())
        .collect()
}

/// Lists of facts that take no `FactFilter`, and why.
const UNFILTERED: &[(&str, &str)] = &[
    ("PathStep.facts", "the filter of `paths` holds for them"),
    ("PathStep.parallel", "the filter of `paths` holds for them"),
    ("SanctionEvent.followedBy", "the chain of a case is whole"),
    ("SanctionStatus.events", "the filter of `sanctionStatus` holds for them"),
];

#[test]
fn every_list_of_facts_takes_a_filter_of_facts() {
    let types = definitions(&sdl());
    let of_facts: Vec<&str> = types
        .iter()
        .filter(|(name, kind, _)| match kind {
            TypeKind::Object(object) => object.implements.iter().any(|interface| interface.node == "Fact"),
            TypeKind::Interface(interface) => name == "Fact" || interface.implements.iter().any(|i| i.node == "Fact"),
            _ => false,
        })
        .map(|(name, ..)| name.as_str())
        .collect();
    let filters: Vec<String> = types
        .iter()
        .filter_map(|(name, kind, _)| match kind {
            TypeKind::InputObject(input) => {
                input.fields.iter().any(|field| field.node.name.node == "facts").then(|| name.clone())
            }
            _ => None,
        })
        .collect();
    let mut found = 0;
    for (name, kind, _) in types.iter().filter(|(name, ..)| !name.ends_with("Connection")) {
        for field in fields(kind) {
            let (ty, field) = (field.node.ty.node.to_string(), &field.node);
            let is_list = ty.starts_with('[') || ty.ends_with("Connection!");
            let item = ty.trim_matches(['[', ']', '!']).trim_end_matches("Connection");
            if !is_list || !of_facts.contains(&item) {
                continue;
            }
            let takes = field.arguments.iter().any(|argument| {
                let ty = argument.node.ty.node.to_string();
                argument.node.name.node == "facts" || filters.iter().any(|filter| ty.trim_end_matches('!') == filter)
            });
            let field = format!("{name}.{}", field.name.node);
            assert!(takes != UNFILTERED.iter().any(|(unfiltered, _)| *unfiltered == field), "{field}");
            found += 1;
        }
    }
    assert!(found > 20, "{found}");
}

#[test]
fn every_connection_has_relays_arguments() {
    for (name, kind, _) in definitions(&sdl()) {
        for field in fields(&kind) {
            let (text, arguments) = shape(&field.node);
            if text.ends_with("Connection!") {
                for argument in ["first: Int", "after: String", "last: Int", "before: String"] {
                    assert!(arguments.iter().any(|known| known == argument), "{name}.{text} lacks {argument}");
                }
            }
        }
    }
}
