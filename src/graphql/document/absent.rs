//! Absent variables. An argument or input field with an absent variable counts as absent too (section 6.4.1 of the
//! GraphQL specification). The executor would use null instead.

use async_graphql::parser::types::{DocumentOperations, ExecutableDocument, Selection, SelectionSet};
use async_graphql::{Name, Positioned, Variables};
use async_graphql_value::Value;

/// Removes all arguments and input fields with absent variables. In lists, absent variables become null.
pub fn without_absent(document: &mut ExecutableDocument, given: &Variables) {
    let operations = match &mut document.operations {
        DocumentOperations::Single(operation) => vec![operation],
        DocumentOperations::Multiple(operations) => operations.values_mut().collect(),
    };
    operations.into_iter().for_each(|operation| set(&mut operation.node.selection_set.node, given));
    document.fragments.values_mut().for_each(|fragment| set(&mut fragment.node.selection_set.node, given));
}

fn set(selections: &mut SelectionSet, given: &Variables) {
    for selection in &mut selections.items {
        for directive in selection.node.directives_mut() {
            arguments(&mut directive.node.arguments, given);
        }
        match &mut selection.node {
            Selection::Field(field) => {
                arguments(&mut field.node.arguments, given);
                set(&mut field.node.selection_set.node, given);
            }
            Selection::InlineFragment(fragment) => set(&mut fragment.node.selection_set.node, given),
            Selection::FragmentSpread(_) => {}
        }
    }
}

fn arguments(arguments: &mut Vec<(Positioned<Name>, Positioned<Value>)>, given: &Variables) {
    arguments.retain_mut(|(_, argument)| is_there(&mut argument.node, given));
}

/// Removes absent variables from the value, and returns whether the value itself is present.
fn is_there(value: &mut Value, given: &Variables) -> bool {
    match value {
        Value::Variable(name) => given.contains_key(name),
        Value::Object(fields) => {
            fields.retain(|_, field| is_there(field, given));
            true
        }
        Value::List(items) => {
            for item in items {
                if !is_there(item, given) {
                    *item = Value::Null;
                }
            }
            true
        }
        _ => true,
    }
}
