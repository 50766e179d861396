//! The sizes of variables and arguments.

use std::collections::HashMap;
use std::convert::Infallible;
use std::fmt::Arguments;

use async_graphql::parser::types::{Directive, Field};
use async_graphql::{Name, Value, Variables};

use super::{LIST_LIMIT, too_complex};
use crate::config::GuardLimits;
use crate::graphql::error::Failure;

/// The bytes of a string that count as one value.
const BYTES_OF_A_VALUE: usize = 64;

/// The size of each variable of a request. A variable counts wherever it is used, since it is copied there.
pub struct Sizes<'a>(HashMap<&'a str, usize>);

impl<'a> Sizes<'a> {
    /// Measures the variables, and checks their nesting, the lengths of their lists and their number of values.
    ///
    /// # Errors
    /// `QUERY_TOO_COMPLEX` when a limit is exceeded.
    pub fn of(variables: &'a Variables, limits: &GuardLimits) -> Result<Self, Failure> {
        let mut sizes = HashMap::with_capacity(variables.len());
        let mut all = 0_usize;
        for (name, value) in variables.iter() {
            if !nests_within(value, limits.nesting) {
                return Err(too_complex("a variable nests brackets more than", limits.nesting, "deep", limits.nesting));
            }
            let size = size(format_args!("`${name}`"), value)?;
            all = all.saturating_add(size);
            sizes.insert(name.as_str(), size);
        }
        if all > limits.tokens {
            return Err(too_complex("the variables have", all, "values", limits.tokens));
        }
        Ok(Self(sizes))
    }

    /// Whether any variable has more than one value.
    pub fn has_large(&self) -> bool {
        self.0.values().any(|size| *size > 1)
    }

    /// The number of values in a field's arguments, with variables replaced.
    ///
    /// # Errors
    /// `QUERY_TOO_COMPLEX` for a list that is too long.
    pub fn of_field(&self, field: &Field) -> Result<usize, Failure> {
        let mut all = 0_usize;
        for (name, argument) in &field.arguments {
            let literal = argument.node.clone().into_const_with(|name| self.count(&name, &mut all));
            all = all.saturating_add(literal.map_or(Ok(0), |literal| size(format_args!("`{name}`"), &literal))?);
        }
        Ok(all)
    }

    /// The number of values in a directive's arguments, with variables replaced.
    ///
    /// # Errors
    /// `QUERY_TOO_COMPLEX` for a list that is too long.
    pub fn of_directive(&self, directive: &Directive) -> Result<usize, Failure> {
        let mut all = 0_usize;
        for (name, argument) in &directive.arguments {
            let literal = argument.node.clone().into_const_with(|name| self.count(&name, &mut all));
            all = all.saturating_add(literal.map_or(Ok(0), |literal| size(format_args!("`{name}`"), &literal))?);
        }
        Ok(all)
    }

    /// Counts a variable where it is used, and puts null in its place.
    fn count(&self, name: &Name, all: &mut usize) -> Result<Value, Infallible> {
        *all = all.saturating_add(self.0.get(name.as_str()).copied().unwrap_or(1) - 1);
        Ok(Value::Null)
    }
}

/// The number of values in a value, itself included. `place` says in an error where it is.
fn size(place: Arguments<'_>, value: &Value) -> Result<usize, Failure> {
    match value {
        Value::List(items) if items.len() > LIST_LIMIT => {
            Err(too_complex(&format!("a list in {place} has"), items.len(), "items", LIST_LIMIT))
        }
        Value::List(items) => with_parts(place, items.iter()),
        Value::Object(fields) => with_parts(place, fields.values()),
        Value::String(text) => Ok(1 + text.len() / BYTES_OF_A_VALUE),
        Value::Null | Value::Number(_) | Value::Boolean(_) | Value::Binary(_) | Value::Enum(_) => Ok(1),
    }
}

fn with_parts<'a>(place: Arguments<'_>, mut parts: impl Iterator<Item = &'a Value>) -> Result<usize, Failure> {
    parts.try_fold(1_usize, |sum, part| Ok(sum.saturating_add(size(place, part)?)))
}

fn nests_within(value: &Value, levels: usize) -> bool {
    match (value, levels.checked_sub(1)) {
        (Value::List(items), Some(left)) => items.iter().all(|item| nests_within(item, left)),
        (Value::Object(fields), Some(left)) => fields.values().all(|field| nests_within(field, left)),
        (Value::List(_) | Value::Object(_), None) => false,
        _ => true,
    }
}

#[cfg(test)]
mod tests {
    use async_graphql::parser::parse_query;
    use async_graphql::parser::types::{DocumentOperations, Selection};
    use serde_json::json;

    use super::*;

    fn message(variables: serde_json::Value, limits: &GuardLimits) -> String {
        let variables = Variables::from_json(variables);
        Sizes::of(&variables, limits).err().map_or_else(String::new, |failure| failure.message().to_owned())
    }

    #[test]
    fn each_limit_is_the_last_that_passes() {
        let limits = GuardLimits { nesting: 3, tokens: 2_000, ..GuardLimits::default() };
        assert_eq!(message(json!({ "a": [[[1]]] }), &limits), "");
        let deeper = json!({ "a": { "b": { "c": { "d": [1] } } } });
        assert_eq!(message(deeper, &limits), "a variable nests brackets more than 3 deep: expected at most 3");
        assert_eq!(message(json!({ "a": vec![0; 1_000] }), &limits), "");
        assert_eq!(
            message(json!({ "a": vec![0; 1_001] }), &limits),
            "a list in `$a` has 1001 items: expected at most 1000"
        );
        let three = json!({ "a": vec![0; 999], "b": vec![0; 999], "c": 1 });
        assert_eq!(message(three, &limits), "the variables have 2001 values: expected at most 2000");
    }

    #[test]
    fn arguments_are_as_large_as_what_their_variables_stand_for() {
        let variables = Variables::from_json(json!({ "a": [1, 2, 3], "b": "x".repeat(640) }));
        let sizes = Sizes::of(&variables, &GuardLimits::default()).ok().unwrap();
        let document = parse_query("{ f(a: [$a, $a], b: { c: $b, d: $none }, e: 1) }").unwrap();
        let DocumentOperations::Single(operation) = &document.operations else { panic!("there are several") };
        let Selection::Field(field) = &operation.node.selection_set.node.items[0].node else { panic!("no field") };
        assert_eq!(sizes.of_field(&field.node).ok(), Some((1 + 4 + 4) + (1 + 11 + 1) + 1));
    }
}
