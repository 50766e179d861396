//! The schema as clients see it.

use apollo_compiler::ast::DirectiveList;
use apollo_compiler::schema::{ExtendedType, FieldDefinition, InputValueDefinition};
use apollo_compiler::{Node, Schema};
use chrono::NaiveDate;
use sanad::graphql::sdl;

/// The names that clients rely on. None is renamed or removed without a deprecation.
const RELIED_ON: &str = include_str!("relied_on.graphql");

#[test]
fn the_printed_schema_is_kept() {
    let kept = include_str!("../../schema.graphql");
    assert!(kept == sdl(), "schema.graphql is not what the code prints: run `make schema` and look at the difference");
}

/// The types of a schema that are not part of GraphQL itself.
fn types(sdl: &str) -> Vec<ExtendedType> {
    let schema = Schema::parse(sdl, "schema.graphql").unwrap_or_else(|invalid| panic!("{invalid}"));
    schema.types.into_values().filter(|ty| !ty.is_built_in()).collect()
}

fn fields(ty: &ExtendedType) -> Vec<&FieldDefinition> {
    match ty {
        ExtendedType::Object(object) => object.fields.values().map(|field| &*field.node).collect(),
        ExtendedType::Interface(interface) => interface.fields.values().map(|field| &*field.node).collect(),
        _ => Vec::new(),
    }
}

#[test]
fn everything_is_described() {
    let mut silent = Vec::new();
    for ty in types(&sdl()) {
        let name = ty.name();
        if ty.description().is_none() {
            silent.push(name.to_string());
        }
        for field in fields(&ty) {
            if field.description.is_none() {
                silent.push(format!("{name}.{}", field.name));
            }
            for argument in field.arguments.iter().filter(|argument| argument.description.is_none()) {
                silent.push(format!("{name}.{}({})", field.name, argument.name));
            }
        }
        if let ExtendedType::Enum(list) = &ty {
            let values = list.values.values().filter(|value| value.description.is_none());
            silent.extend(values.map(|value| format!("{name}.{}", value.value)));
        }
        if let ExtendedType::InputObject(input) = &ty {
            let fields = input.fields.values().filter(|field| field.description.is_none());
            silent.extend(fields.map(|field| format!("{name}.{}", field.name)));
        }
    }
    assert!(silent.is_empty(), "without a description: {silent:#?}");
}

#[test]
fn every_scalar_has_a_specification() {
    for ty in types(&sdl()) {
        let is_specified = ty.directives().has("specifiedBy");
        assert_eq!(is_specified, matches!(ty, ExtendedType::Scalar(_)), "{}", ty.name());
    }
}

/// The names of what is deprecated without a day, in the reason, after which it may go.
fn deprecated_without_a_day(sdl: &str) -> Vec<String> {
    let is_day = |word: &str| {
        let word = word.trim_matches(|character: char| !character.is_ascii_digit());
        word.len() == 10 && NaiveDate::parse_from_str(word, "%Y-%m-%d").is_ok()
    };
    let mut undated = Vec::new();
    let mut check = |name: String, directives: &DirectiveList| {
        if let Some(deprecated) = directives.get("deprecated") {
            let reason = deprecated.specified_argument_by_name("reason").and_then(|reason| reason.as_str());
            if !reason.is_some_and(|reason| reason.split_whitespace().any(is_day)) {
                undated.push(name);
            }
        }
    };
    for ty in types(sdl) {
        let name = ty.name();
        for field in fields(&ty) {
            check(format!("{name}.{}", field.name), &field.directives);
            for argument in &field.arguments {
                check(format!("{name}.{}({}:)", field.name, argument.name), &argument.directives);
            }
        }
        match &ty {
            ExtendedType::Enum(list) => {
                list.values.values().for_each(|value| check(format!("{name}.{}", value.value), &value.directives));
            }
            ExtendedType::InputObject(input) => {
                input.fields.values().for_each(|field| check(format!("{name}.{}", field.name), &field.directives));
            }
            _ => {}
        }
    }
    undated
}

#[test]
fn what_is_deprecated_says_until_when_it_stays() {
    assert_eq!(deprecated_without_a_day(&sdl()), [""; 0]);
    let sdl = "type Query {
        a: Int @deprecated
        b: Int @deprecated(reason: \"Use `c`.\")
        c(d: Int @deprecated(reason: \"Goes 2027-13-01.\"), e: Int @deprecated(reason: \"Goes after 2027-11-28.\")): Int
    }
    enum E { F @deprecated(reason: \"It is G, from (2027-11-28).\") G @deprecated(reason: \"20271128\") }
    input I { j: Int @deprecated(reason: \"next year\") }";
    assert_eq!(deprecated_without_a_day(sdl), ["Query.a", "Query.b", "Query.c(d:)", "E.G", "I.j"]);
}

/// A field as clients depend on it: its name, type, and the names and types of its arguments.
fn shape(field: &FieldDefinition) -> (String, Vec<String>) {
    let argument = |argument: &Node<InputValueDefinition>| format!("{}: {}", argument.name, argument.ty);
    (format!("{}: {}", field.name, field.ty), field.arguments.iter().map(argument).collect())
}

#[test]
fn the_names_that_clients_rely_on_are_there() {
    let schema = types(&sdl());
    for relied_on in types(RELIED_ON) {
        let name = relied_on.name();
        let Some(ty) = schema.iter().find(|known| known.name() == name) else {
            panic!("the type {name} is gone");
        };
        let known: Vec<_> = fields(ty).into_iter().map(shape).collect();
        for field in fields(&relied_on) {
            let (field, arguments) = shape(field);
            let Some((_, known)) = known.iter().find(|(known, _)| *known == field) else {
                panic!("{name} has no `{field}`: {known:#?}");
            };
            for argument in arguments {
                assert!(known.contains(&argument), "{name}.{field} has no `{argument}`: {known:?}");
            }
        }
        let words = |ty: &ExtendedType| -> Vec<String> {
            match ty {
                ExtendedType::Enum(list) => list.values.keys().map(ToString::to_string).collect(),
                ExtendedType::Object(object) => {
                    object.implements_interfaces.iter().map(|name| name.to_string()).collect()
                }
                ExtendedType::Interface(interface) => {
                    interface.implements_interfaces.iter().map(|name| name.to_string()).collect()
                }
                _ => Vec::new(),
            }
        };
        let known = words(ty);
        for word in words(&relied_on) {
            assert!(known.contains(&word), "{name} lacks {word}: {known:?}");
        }
    }
}

/// The fields of objects below the root that are lists with pages.
pub fn connections_of_parents(sdl: &str) -> Vec<String> {
    let types = types(sdl);
    let below = types.iter().filter(|ty| ty.name() != "Query").flat_map(fields);
    below.filter(|field| field.ty.to_string().ends_with("Connection!")).map(|field| field.name.to_string()).collect()
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
    let types = types(&sdl());
    let is_of_facts = |ty: &&ExtendedType| match ty {
        ExtendedType::Object(object) => object.implements_interfaces.contains("Fact"),
        ExtendedType::Interface(interface) => {
            interface.name == "Fact" || interface.implements_interfaces.contains("Fact")
        }
        _ => false,
    };
    let of_facts: Vec<&str> = types.iter().filter(is_of_facts).map(|ty| ty.name().as_str()).collect();
    let takes_facts =
        |ty: &&ExtendedType| matches!(ty, ExtendedType::InputObject(input) if input.fields.contains_key("facts"));
    let filters: Vec<&str> = types.iter().filter(takes_facts).map(|ty| ty.name().as_str()).collect();
    let mut found = 0;
    for ty in types.iter().filter(|ty| !ty.name().ends_with("Connection")) {
        for field in fields(ty) {
            let (item, is_list) = (field.ty.inner_named_type().as_str(), field.ty.is_list());
            let is_page = item.ends_with("Connection");
            if !is_list && !is_page || !of_facts.contains(&item.trim_end_matches("Connection")) {
                continue;
            }
            let takes = field
                .arguments
                .iter()
                .any(|argument| argument.name == "facts" || filters.contains(&argument.ty.inner_named_type().as_str()));
            let field = format!("{}.{}", ty.name(), field.name);
            assert!(takes != UNFILTERED.iter().any(|(unfiltered, _)| *unfiltered == field), "{field}");
            found += 1;
        }
    }
    assert!(found > 20, "{found}");
}

#[test]
fn every_connection_has_relays_arguments() {
    for ty in types(&sdl()) {
        for field in fields(&ty) {
            let (text, arguments) = shape(field);
            if text.ends_with("Connection!") {
                for argument in ["first: Int", "after: String", "last: Int", "before: String"] {
                    assert!(arguments.iter().any(|known| known == argument), "{}.{text} lacks {argument}", ty.name());
                }
            }
        }
    }
}
