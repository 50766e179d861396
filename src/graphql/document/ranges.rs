//! Checks of pages and ranges of days. They need only arguments and variables, so they run before the execution. The
//! resolvers make the same checks.

use apollo_compiler::executable::Field;
use apollo_compiler::parser::SourceSpan;
use apollo_compiler::schema::InputObjectType;
use async_graphql::{InputType, Value, Variables};
use async_graphql_value::Value as Literal;

use super::convert::literal;
use crate::graphql::error::Failure;
use crate::graphql::page_arguments::{PAGE_ARGUMENTS, PageArguments};
use crate::graphql::period::check_period;
use crate::graphql::scalar::Date;
use crate::model::PeriodMatch;

/// The page arguments of a field.
pub struct Page {
    /// In the order of `PAGE_ARGUMENTS`.
    arguments: [Option<Literal>; 4],
    pub at: Option<SourceSpan>,
}

impl Page {
    /// The page arguments of a field; none if the field has no pages, or none of the arguments is given.
    pub fn of(field: &Field) -> Option<Self> {
        if PAGE_ARGUMENTS.iter().any(|name| field.definition.argument_by_name(name).is_none()) {
            return None;
        }
        let argument = |name| field.specified_argument_by_name(name);
        let arguments = PAGE_ARGUMENTS.map(|name| argument(name).map(|value| literal(value)));
        let at = PAGE_ARGUMENTS.iter().find_map(|name| argument(name)?.location());
        arguments.iter().any(Option::is_some).then_some(Self { arguments, at })
    }

    pub fn has_variables(&self) -> bool {
        self.arguments.iter().flatten().any(|argument| matches!(argument, Literal::Variable(_)))
    }

    /// Checks the page with these variables.
    ///
    /// # Errors
    /// `BAD_USER_INPUT` when an argument is out of range or the arguments exclude each other.
    pub fn check(&self, variables: &Variables) -> Result<(), Failure> {
        let [first, after, last, before] = &self.arguments;
        PageArguments {
            first: argument(first.as_ref(), variables),
            after: argument(after.as_ref(), variables),
            last: argument(last.as_ref(), variables),
            before: argument(before.as_ref(), variables),
        }
        .request()
        .map(drop)
    }
}

/// The argument with its variable replaced; none if it is absent or null.
fn argument<T: InputType>(literal: Option<&Literal>, variables: &Variables) -> Option<T> {
    let value = literal?.clone().into_const_with(|name| variables.get(&name).cloned().ok_or(())).ok()?;
    T::parse(Some(value)).ok()
}

/// Checks the period (`from`, `until`, `period`) in an input object.
///
/// # Errors
/// Those of [`check_period`].
pub fn check_days(object: &InputObjectType, given: impl Fn(&str) -> Option<Value>) -> Result<(), Failure> {
    fn field<T: InputType>(object: &InputObjectType, name: &str, value: Option<Value>) -> Option<T> {
        let field = object.fields.get(name)?;
        let is_such = field.ty.inner_named_type().as_str() == T::type_name();
        value.filter(|_| is_such).and_then(|value| T::parse(Some(value)).ok())
    }
    let day = |name| field::<Date>(object, name, given(name));
    // A day that is given as a variable is not known here.
    let has_days = given("from").or(given("until")).is_some();
    let matching = field::<PeriodMatch>(object, "period", given("period")).filter(|_| !has_days);
    check_period(day("from"), day("until"), matching)
}
