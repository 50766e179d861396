//! Reading a selection ahead of its resolvers.

use async_graphql::{Context, InputType, SelectionField, Value};

use super::entity::fetch;
use super::fetch::Fetch;

/// A field that a client has selected.
pub struct Field<'a> {
    selection: SelectionField<'a>,
    fetch: &'a Fetch,
}

impl<'a> Field<'a> {
    /// The field that is being resolved.
    pub fn of(ctx: &'a Context<'a>) -> Self {
        Self { selection: ctx.field(), fetch: fetch(ctx) }
    }

    pub fn name(&self) -> &'a str {
        self.selection.name()
    }

    /// Whether one more selection, the one on this field, may be read ahead.
    pub fn may_be_read_ahead(&self) -> bool {
        self.fetch.may_foresee()
    }

    /// The fields selected on it, with those of its fragments. Those that a directive leaves out are gone by now.
    pub fn selected(&self) -> Vec<Self> {
        self.selection.selection_set().map(|selection| Self { selection, fetch: self.fetch }).collect()
    }

    /// The fields of that name selected on it.
    pub fn named(&self, name: &str) -> Vec<Self> {
        self.selected().into_iter().filter(|field| field.name() == name).collect()
    }

    /// An argument, unless it is absent, null or malformed: then its resolver says so, and nothing is foreseen.
    pub fn argument<T: InputType>(&self, name: &str) -> Option<T> {
        let arguments = self.selection.arguments().ok()?;
        let (_, value) = arguments.into_iter().find(|(argument, _)| argument == name)?;
        if value == Value::Null { None } else { T::parse(Some(value)).ok() }
    }
}
