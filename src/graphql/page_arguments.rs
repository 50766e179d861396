//! The page arguments of every connection. A resolver does not declare them: [`add_page_arguments`] gives them to each
//! field that returns a connection, and [`page_request`] reads them.

use async_graphql::registry::{Deprecation, MetaInputValue, MetaType, Registry};
use async_graphql::{Context, InputType};

use super::error::{Failure, Result};
use crate::db::{Cursor, MalformedCursor, PAGE_DEFAULT, PAGE_LIMIT, PageRequest};

/// The names of the arguments.
pub const PAGE_ARGUMENTS: [&str; 4] = ["first", "after", "last", "before"];

/// The page arguments of a field.
pub struct PageArguments {
    pub first: Option<i32>,
    pub after: Option<String>,
    pub last: Option<i32>,
    pub before: Option<String>,
}

impl PageArguments {
    /// The requested page.
    ///
    /// # Errors
    /// `BAD_USER_INPUT` when a number is negative or too large, both `first` and `last` are given, or a cursor is
    /// malformed.
    pub fn request(self) -> Result<PageRequest> {
        let (name, asked) = match (self.first, self.last) {
            (Some(_), Some(_)) => {
                return Err(Failure::bad_user_input("`first` and `last` are both given: expected at most one of them"));
            }
            (None, Some(last)) => ("last", last),
            (first, None) => ("first", first.unwrap_or(PAGE_DEFAULT as i32)),
        };
        let limit = usize::try_from(asked).ok().filter(|limit| *limit <= PAGE_LIMIT).ok_or_else(|| {
            Failure::bad_user_input(format!("`{name}` is {asked}: expected a number from 0 to {PAGE_LIMIT}"))
        })?;
        let (after, before) = (cursor("after", self.after)?, cursor("before", self.before)?);
        Ok(match self.last {
            None => PageRequest { limit, from: after, until: before, backwards: false },
            Some(_) => PageRequest { limit, from: before, until: after, backwards: true },
        })
    }
}

fn cursor(name: &str, text: Option<String>) -> Result<Option<Cursor>> {
    match text {
        None => Ok(None),
        Some(text) => Cursor::decode(&text).map(Some).map_err(|error| malformed(name, &text, &error)),
    }
}

fn malformed(argument: &str, text: &str, error: &MalformedCursor) -> Failure {
    let start: String = text.chars().take(40).collect();
    Failure::bad_user_input(format!("`{argument}` is `{start}`: {error}"))
}

/// The page that the arguments of the field request.
///
/// # Errors
/// Those of [`PageArguments::request`].
pub fn page_request(ctx: &Context<'_>) -> Result<PageRequest> {
    fn argument<T: InputType>(ctx: &Context<'_>, name: &str) -> Result<T> {
        ctx.param_value(name, None).map(|(_, value)| value).map_err(|error| Failure::bad_user_input(error.message))
    }
    let [first, after, last, before] = PAGE_ARGUMENTS;
    PageArguments {
        first: argument(ctx, first)?,
        after: argument(ctx, after)?,
        last: argument(ctx, last)?,
        before: argument(ctx, before)?,
    }
    .request()
}

/// Adds the page arguments to each field that returns a connection, after its own arguments.
pub fn add_page_arguments(registry: &mut Registry) {
    let (number, text) = (Option::<i32>::create_type_info(registry), Option::<String>::create_type_info(registry));
    let [first, after, last, before] = PAGE_ARGUMENTS;
    let arguments = [
        argument(
            first,
            &number,
            "Maximum number of items, from the start of the list: 0 to 100. Default: 20, unless `last` is given.",
        ),
        argument(after, &text, "Only items after this cursor."),
        argument(
            last,
            &number,
            "Maximum number of items, from the end of the list: 0 to 100. It cannot be combined with `first`.",
        ),
        argument(before, &text, "Only items before this cursor."),
    ];
    let fields = registry.types.values_mut().flat_map(|ty| match ty {
        MetaType::Object { fields, .. } | MetaType::Interface { fields, .. } => fields.values_mut().collect(),
        _ => Vec::new(),
    });
    for field in fields.filter(|field| field.ty.ends_with("Connection!")) {
        for argument in &arguments {
            field.args.insert(argument.name.clone(), argument.clone());
        }
    }
}

/// An argument without a default.
pub fn argument(name: &str, ty: &str, description: &str) -> MetaInputValue {
    MetaInputValue {
        name: name.to_owned(),
        description: Some(description.to_owned()),
        ty: ty.to_owned(),
        deprecation: Deprecation::NoDeprecated,
        default_value: None,
        visible: None,
        inaccessible: false,
        tags: Vec::new(),
        is_secret: false,
        directive_invocations: Vec::new(),
    }
}
