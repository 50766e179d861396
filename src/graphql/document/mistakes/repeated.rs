//! Messages about what stands where it cannot: directives, fragments, names that are given twice, and fields that an
//! answer cannot hold beside each other.

use apollo_compiler::ast::DirectiveLocation;
use apollo_compiler::parser::SourceSpan;
use apollo_compiler::schema::ExtendedType;

use super::places::Places;
use super::suggest::listed;
use crate::graphql::document::schema::schema;
use crate::visible::quoted;

/// The message for an error, by its text, its words and the names in them; none if it is another error.
pub fn explained(
    text: &str,
    words: &str,
    names: &[&str],
    at: Option<SourceSpan>,
    places: &Places<'_>,
) -> Option<String> {
    let message = match (words, names) {
        ("the fragment ` is defined multiple times in the document", [name]) => twice("fragment", name),
        ("the operation ` is defined multiple times in the document", [name]) => twice("operation", name),
        ("the variable ` is declared multiple times", [name]) => twice("variable", name),
        ("anonymous operation cannot be selected when the document contains other operations", []) => {
            "an operation has no name beside others: expected a name for each, as in `query First { … }`".to_owned()
        }
        ("` variable must be of an input type", [name]) => {
            let ty = places.type_of(name.trim_start_matches('$'))?;
            let expected = "expected a scalar, an enum or an input object";
            format!("the variable {} has the type {}, which only answers have: {expected}", quoted(name), quoted(&ty))
        }
        ("fragment ` with type condition ` cannot be applied to `", [name, on, ty]) => {
            let (name, on) = (quoted(name), quoted(on));
            format!("the fragment {name} is on {on}, which `{ty}` never is: {}", expected_types(ty))
        }
        ("inline fragment with type condition ` cannot be applied to `", [on, ty]) => {
            format!("a fragment is on {}, which `{ty}` never is: {}", quoted(on), expected_types(ty))
        }
        ("operation must not provide conflicting field arguments for the same name `", [name]) => {
            format!("{} is selected twice, with other arguments: {}", quoted(name), another_name(name, at, places))
        }
        ("cannot select different fields into the same alias `", [name]) => {
            format!("two fields are called {} in the answer: {}", quoted(name), another_name(name, at, places))
        }
        ("operation must not select different types using the same name `", [name]) => {
            let types = "has different types on the objects that it may be of";
            format!("{} {types}: {}", quoted(name), another_name(name, at, places))
        }
        _ => return of_directive(text).or_else(|| of_definition(text)),
    };
    Some(message)
}

fn twice(kind: &str, name: &str) -> String {
    format!("the {kind} {} is defined twice: expected another name for one of them", quoted(name))
}

fn another_name(name: &str, at: Option<SourceSpan>, places: &Places<'_>) -> String {
    let field = places.field(at).map_or(name, |field| field.name.as_str());
    format!("expected another name for one of them, as in `other: {field}`")
}

/// The types that a fragment can be on where this one is expected.
fn expected_types(ty: &str) -> String {
    let schema = schema();
    let mut fitting: Vec<&str> = match schema.types.get(ty) {
        Some(ExtendedType::Union(union)) => union.members.iter().map(|member| member.as_str()).collect(),
        Some(ExtendedType::Object(object)) => object.implements_interfaces.iter().map(|name| name.as_str()).collect(),
        Some(ExtendedType::Interface(_)) => {
            let objects = schema.types.values().filter_map(ExtendedType::as_object);
            objects
                .filter(|object| object.implements_interfaces.contains(ty))
                .map(|object| object.name.as_str())
                .collect()
        }
        _ => Vec::new(),
    };
    fitting.insert(0, ty);
    match fitting[..] {
        [only] => format!("expected `{only}`"),
        _ => format!("expected one of {}", listed(&fitting)),
    }
}

fn of_directive(text: &str) -> Option<String> {
    if let Some(rest) = text.strip_prefix("non-repeatable directive ") {
        let name = rest.strip_suffix(" can only be used once per location")?;
        return Some(format!("the directive {} is given twice: expected it at most once", quoted(&format!("@{name}"))));
    }
    let (name, rest) = text.split_once(" directive is not supported for ")?;
    let place = rest.strip_suffix(" location")?;
    let declared = schema().directive_definitions.get(name)?;
    let fitting: Vec<&str> = declared.locations.iter().filter_map(|location| place_of(*location)).collect();
    let expected = match fitting[..] {
        [] => "expected it nowhere in a document".to_owned(),
        _ => format!("expected it on {}", fitting.join(" or ")),
    };
    let places = [
        DirectiveLocation::Query,
        DirectiveLocation::Field,
        DirectiveLocation::FragmentDefinition,
        DirectiveLocation::FragmentSpread,
        DirectiveLocation::InlineFragment,
        DirectiveLocation::VariableDefinition,
    ];
    let place = places.into_iter().find(|one| one.name() == place).and_then(place_of)?;
    Some(format!("the directive {} is on {place}: {expected}", quoted(&format!("@{name}"))))
}

/// What a directive can be on in a document.
fn place_of(location: DirectiveLocation) -> Option<&'static str> {
    Some(match location {
        DirectiveLocation::Query => "a query",
        DirectiveLocation::Field => "a field",
        DirectiveLocation::FragmentDefinition => "the definition of a fragment",
        DirectiveLocation::FragmentSpread => "the spread of a fragment",
        DirectiveLocation::InlineFragment => "an inline fragment",
        DirectiveLocation::VariableDefinition => "a variable",
        _ => return None,
    })
}

fn of_definition(text: &str) -> Option<String> {
    let found = text.strip_prefix("an executable document must not contain ")?;
    Some(format!("the document has {found}: expected only operations and fragments"))
}
