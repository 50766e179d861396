//! The languages that a request prefers: the default of the fields with an argument `language`.

use std::borrow::Cow;
use std::slice;

use apollo_compiler::executable::{ExecutableDocument, Operation};
use async_graphql::parser::types::{Directive, Field};
use async_graphql::registry::{MetaType, Registry};
use async_graphql::{Context, ContextSelectionSet, InputType, OutputType, Positioned, ServerResult, Value, Variables};

use super::error::{Failure, Result};
use super::page_arguments::argument;
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
    ///
    /// # Errors
    /// `BAD_USER_INPUT` for an empty list.
    pub fn of_directive(directives: &[Positioned<Directive>], variables: &Variables) -> Result<Option<Self>> {
        let directive = directives.iter().find(|directive| directive.node.name.node == NAME);
        let Some(given) = directive.and_then(|directive| directive.node.get_argument(ARGUMENT)) else {
            return Ok(None);
        };
        let value =
            given.node.clone().into_const_with(|name| Ok::<_, ()>(variables.get(&name).cloned().unwrap_or_default()));
        let languages = match value.unwrap_or_default() {
            Value::List(items) => items,
            single => vec![single],
        };
        let parsed = languages.iter().filter_map(|language| match language {
            Value::String(tag) => tag.parse().ok(),
            _ => None,
        });
        let parsed: Vec<Language> = parsed.collect();
        if parsed.is_empty() {
            let message = "`in` of `@language` is an empty list: expected at least one language, such as `ar` or `en`";
            return Err(Failure::bad_user_input(message).at(given.pos));
        }
        Ok(Some(Self(parsed)))
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

/// A text in several languages. It is answered in one of the preferred languages, else in the original. Its field gets
/// the argument `language` from [`add_language_arguments`], and is a `String` in the schema.
pub struct Text<'a>(Cow<'a, Localized>);

impl<'a> From<&'a Localized> for Text<'a> {
    fn from(text: &'a Localized) -> Self {
        Self(Cow::Borrowed(text))
    }
}

impl From<Localized> for Text<'static> {
    fn from(text: Localized) -> Self {
        Self(Cow::Owned(text))
    }
}

impl OutputType for Text<'_> {
    /// It stands for `String` until the arguments are added.
    fn type_name() -> Cow<'static, str> {
        Cow::Borrowed("LocalizedText")
    }

    fn create_type_info(registry: &mut Registry) -> String {
        <String as OutputType>::create_type_info(registry);
        Self::qualified_type_name()
    }

    async fn resolve(&self, ctx: &ContextSelectionSet<'_>, field: &Positioned<Field>) -> ServerResult<Value> {
        let ctx = ctx.with_field(field);
        let (_, argument) = ctx.param_value::<Option<Language>>(NAME, None)?;
        Ok(Value::from(self.0.text(preferred(&ctx, argument.as_ref())).unwrap_or_default()))
    }
}

/// Makes each field that returns [`Text`] return `String`, with an argument `language`.
pub fn add_language_arguments(registry: &mut Registry) {
    let argument = argument(
        NAME,
        &<Option<Language> as InputType>::create_type_info(registry),
        "The preferred language, else a broader one, else the original. Default: the languages of the request.",
    );
    let (text, string) = (Text::type_name(), <String as OutputType>::type_name());
    let fields = registry.types.values_mut().flat_map(|ty| match ty {
        MetaType::Object { fields, .. } | MetaType::Interface { fields, .. } => fields.values_mut().collect(),
        _ => Vec::new(),
    });
    for field in fields.filter(|field| field.ty.trim_matches(['[', ']', '!']) == text) {
        field.ty = field.ty.replace(&*text, &string);
        field.args.insert(argument.name.clone(), argument.clone());
    }
}
