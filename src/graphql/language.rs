//! The languages that a request prefers: the default of the fields with an argument `language`.

use std::slice;

use apollo_compiler::executable::{ExecutableDocument, Operation};
use async_graphql::parser::types::Directive;
use async_graphql::{Context, Positioned, Value, Variables};

use crate::model::{Language, Localized};

/// The directive that sets them, as it stands in the schema. Its argument has the type of a list, so a single language
/// may be given without brackets.
pub const DIRECTIVE: &str = r#"
"""
The preferred languages of all texts and names in the operation, the most preferred first. It replaces the header
`Accept-Language`; a field's own argument `language` replaces both.
"""
directive @language(in: [Language!]!) on QUERY
"#;

const NAME: &str = "language";
const ARGUMENT: &str = "in";

/// The languages that a request prefers, the most preferred first.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct RequestLanguages(pub Vec<Language>);

impl RequestLanguages {
    /// Those of the operation's directive, if it has one.
    pub fn of_directive(directives: &[Positioned<Directive>], variables: &Variables) -> Option<Self> {
        let directive = &directives.iter().find(|directive| directive.node.name.node == NAME)?.node;
        let given = directive.get_argument(ARGUMENT)?.node.clone();
        let value = given.into_const_with(|name| Ok::<_, ()>(variables.get(&name).cloned().unwrap_or_default()));
        let languages = match value.unwrap_or_default() {
            Value::List(items) => items,
            single => vec![single],
        };
        let parsed = languages.iter().filter_map(|language| match language {
            Value::String(tag) => tag.parse().ok(),
            _ => None,
        });
        Some(Self(parsed.collect()))
    }
}

/// Whether the answer to an operation depends on the languages that a request prefers by `Accept-Language`.
pub fn follows_request(operation: &Operation, document: &ExecutableDocument) -> bool {
    let follows = |field: &apollo_compiler::executable::Field| {
        field.definition.argument_by_name(NAME).is_some() && field.specified_argument_by_name(NAME).is_none()
    };
    operation.directives.get(NAME).is_none() && operation.all_fields(document).any(|field| follows(field))
}

/// The languages to choose from: the field's own argument, else those that the request prefers.
pub fn preferred<'a>(ctx: &'a Context<'_>, argument: Option<&'a Language>) -> &'a [Language] {
    match argument {
        Some(language) => slice::from_ref(language),
        None => ctx.data_opt::<RequestLanguages>().map_or(&[], |languages| &languages.0),
    }
}

/// The text in one of the preferred languages, else the original.
pub fn text<'t>(ctx: &Context<'_>, text: &'t Localized, argument: Option<Language>) -> Option<&'t str> {
    text.text(preferred(ctx, argument.as_ref()))
}
