//! Variables that are not given: an argument or an input field that has one is as if it were not there, as section 6.4.1 of
//! the GraphQL specification says. The executor would take them for null.

use async_graphql::parser::types::{DocumentOperations, ExecutableDocument, Selection, SelectionSet};
use async_graphql::{Name, Positioned, Variables};
use async_graphql_value::Value;

/// Leaves out all arguments and input fields whose variables are not given, and puts null in their place in lists.
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

/// Whether the value is there, after what is not there has been taken out of it.
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
