//! What could be meant by a name that does not exist.

use apollo_compiler::Name;
use apollo_compiler::ast::{FieldDefinition, InputValueDefinition};
use apollo_compiler::schema::{Component, ExtendedType};
use apollo_compiler::{Node, ast};

use crate::graphql::document::schema::schema;
use crate::nearest::nearest;

/// Maximum number of names that a message lists.
const NAMES_LIMIT: usize = 20;

/// The name that was probably meant, or else those that exist.
pub fn instead_of(name: &str, known: &[&str]) -> String {
    let near = plural_of(name, known).or_else(|| nearest(name, known.iter().copied()));
    if let Some(near) = near {
        return format!("did you mean `{near}`?");
    }
    match known {
        [] => "expected none".to_owned(),
        [only] => format!("expected `{only}`"),
        _ => format!("expected one of {}", listed(known)),
    }
}

/// The known plural of a word in y, which may also have got an s: `country` and `countrys` mean `countries`.
fn plural_of<'k>(name: &str, known: &[&'k str]) -> Option<&'k str> {
    let stem = name.strip_suffix('s').unwrap_or(name).strip_suffix('y')?;
    known.iter().copied().find(|known| known.strip_suffix("ies") == Some(stem))
}

/// The names in backticks, the first of them if there are many.
pub fn listed(names: &[&str]) -> String {
    let shown: Vec<String> = names.iter().take(NAMES_LIMIT).map(|name| format!("`{name}`")).collect();
    let more = names.len().saturating_sub(NAMES_LIMIT);
    let shown = shown.join(", ");
    if more > 0 { format!("{shown} and {more} others") } else { shown }
}

/// The names of the fields, input fields or values of a type.
pub fn parts_of(ty: &str) -> Vec<&'static str> {
    match schema().types.get(ty) {
        Some(ExtendedType::Object(object)) => object.fields.keys().map(Name::as_str).collect(),
        Some(ExtendedType::Interface(interface)) => interface.fields.keys().map(Name::as_str).collect(),
        Some(ExtendedType::InputObject(object)) => object.fields.keys().map(Name::as_str).collect(),
        Some(ExtendedType::Enum(list)) => list.values.keys().map(Name::as_str).collect(),
        _ => Vec::new(),
    }
}

/// A type that the interface or union may be and that has the field: an interface rather than an object.
pub fn fragment_with(ty: &str, field: &str) -> Option<&'static str> {
    let schema = schema();
    let is_abstract = |name: &&Name| matches!(schema.types.get(*name), Some(ExtendedType::Interface(_)));
    let has_field = |name: &&Name| schema.type_field(name, field).is_ok();
    let members: Vec<&Name> = match schema.types.get(ty)? {
        ExtendedType::Union(union) => {
            let members = union.members.iter().map(|member| &member.name);
            let interfaces = members.clone().filter_map(|member| schema.get_object(member));
            let interfaces = interfaces.flat_map(|object| &object.implements_interfaces).map(|name| &name.name);
            interfaces.chain(members).collect()
        }
        ExtendedType::Interface(_) => {
            let under = |of: &ExtendedType| match of {
                ExtendedType::Object(object) => object.implements_interfaces.contains(ty),
                ExtendedType::Interface(interface) => interface.implements_interfaces.contains(ty),
                _ => false,
            };
            schema.types.iter().filter(|(_, of)| under(of)).map(|(name, _)| name).collect()
        }
        _ => return None,
    };
    let fitting = || members.iter().copied().filter(has_field);
    fitting().find(is_abstract).or_else(|| fitting().next()).map(Name::as_str)
}

/// The field of a connection or an edge that leads to items with this field.
pub fn items_with(ty: &str, field: &str) -> Option<&'static str> {
    let schema = schema();
    let leads_there = |items: &&str| {
        let of_items = schema.type_field(ty, items).map(|items| items.ty.inner_named_type());
        of_items.is_ok_and(|of_items| schema.type_field(of_items, field).is_ok())
    };
    ["nodes", "node"].into_iter().find(leads_there)
}

/// Whether the argument `where` of the field has a field with this name.
pub fn is_in_filter(owner: &str, name: &str) -> bool {
    let filter = arguments_of(owner).iter().find(|argument| argument.name == "where");
    filter.is_some_and(|filter| input_field(filter.ty.inner_named_type(), name).is_some())
}

/// The names of all types of these kinds.
pub fn types(is_asked: impl Fn(&ExtendedType) -> bool) -> Vec<&'static str> {
    let is_shown = |ty: &&ExtendedType| is_asked(ty) && !ty.name().starts_with("__");
    schema().types.values().filter(is_shown).map(|ty| ty.name().as_str()).collect()
}

/// The names of all directives that documents may use.
pub fn directives() -> Vec<&'static str> {
    let is_for_documents = |directive: &&Node<ast::DirectiveDefinition>| {
        use ast::DirectiveLocation::{Field, Query};
        directive.locations.iter().any(|location| matches!(location, Field | Query))
    };
    schema().directive_definitions.values().filter(is_for_documents).map(|found| found.name.as_str()).collect()
}

/// The declared arguments of `Type.field` or `@directive`.
pub fn arguments_of(owner: &str) -> &'static [Node<InputValueDefinition>] {
    let directive = owner.strip_prefix('@').and_then(|name| schema().directive_definitions.get(name));
    let field: Option<&Component<FieldDefinition>> =
        owner.split_once('.').and_then(|(ty, field)| schema().type_field(ty, field).ok());
    directive.map(|found| &found.arguments).or(field.map(|found| &found.arguments)).map_or(&[], Vec::as_slice)
}

/// The type of an input field.
pub fn input_field(object: &str, field: &str) -> Option<&'static ast::Type> {
    schema().get_input_object(object)?.fields.get(field).map(|field| &*field.ty)
}
