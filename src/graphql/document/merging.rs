//! Fields with the same response name must have the same arguments. `apollo-compiler` takes a list and a longer list
//! that begins with it as equal. So documents with different lists are validated once more, with texts in place of
//! lists.

use std::collections::HashMap;

use apollo_compiler::parser::SourceSpan;
use apollo_compiler::{Node, ast};

use super::mistakes::of_conflict;
use super::rules::Mistake;
use super::schema::schema;
use crate::error::Code;

/// The fields with the same response name and different lists.
pub fn check_lists(document: &ast::Document) -> Vec<Mistake> {
    if !gives_different_lists(document) {
        return Vec::new();
    }
    let mut written = document.clone();
    for definition in &mut written.definitions {
        match definition {
            ast::Definition::OperationDefinition(operation) => write_lists(&mut operation.make_mut().selection_set),
            ast::Definition::FragmentDefinition(fragment) => write_lists(&mut fragment.make_mut().selection_set),
            _ => {}
        }
    }
    // The texts also have the wrong type: such errors are ignored.
    let errors = written.to_executable_validate(schema()).err().map(|invalid| invalid.errors);
    let conflicts = errors.iter().flat_map(|errors| errors.iter()).filter_map(|diagnostic| {
        let message = diagnostic.error.to_string();
        let at = apollo_compiler::diagnostic::ToCliReport::location(diagnostic.error);
        message.contains("conflicting field arguments").then(|| (of_conflict(&message, at, document), at))
    });
    conflicts.map(mistake).collect()
}

fn mistake((message, at): (String, Option<SourceSpan>)) -> Mistake {
    Mistake { code: Code::ValidationFailed, message, at }
}

/// Whether fields with the same response name, anywhere in the document, have different lists.
fn gives_different_lists(document: &ast::Document) -> bool {
    let mut lists = HashMap::new();
    let sets = document.definitions.iter().filter_map(|definition| match definition {
        ast::Definition::OperationDefinition(operation) => Some(&operation.selection_set),
        ast::Definition::FragmentDefinition(fragment) => Some(&fragment.selection_set),
        _ => None,
    });
    sets.into_iter().any(|set| differ(set, &mut lists))
}

fn differ<'a>(set: &'a [ast::Selection], lists: &mut HashMap<(&'a str, &'a str), String>) -> bool {
    set.iter().any(|selection| match selection {
        ast::Selection::Field(field) => {
            let differs = field.arguments.iter().filter(|argument| has_list(&argument.value)).any(|argument| {
                let key = (field.response_name().as_str(), argument.name.as_str());
                let written = argument.value.to_string();
                lists.entry(key).or_insert_with(|| written.clone()) != &written
            });
            differs || differ(&field.selection_set, lists)
        }
        ast::Selection::InlineFragment(fragment) => differ(&fragment.selection_set, lists),
        ast::Selection::FragmentSpread(_) => false,
    })
}

fn has_list(value: &ast::Value) -> bool {
    match value {
        ast::Value::List(_) => true,
        ast::Value::Object(fields) => fields.iter().any(|(_, field)| has_list(field)),
        _ => false,
    }
}

fn write_lists(set: &mut [ast::Selection]) {
    for selection in set {
        match selection {
            ast::Selection::Field(field) => {
                let field = field.make_mut();
                field.arguments.iter_mut().for_each(write_argument);
                write_lists(&mut field.selection_set);
            }
            ast::Selection::InlineFragment(fragment) => write_lists(&mut fragment.make_mut().selection_set),
            ast::Selection::FragmentSpread(_) => {}
        }
    }
}

fn write_argument(argument: &mut Node<ast::Argument>) {
    if has_list(&argument.value) {
        write(&mut argument.make_mut().value);
    }
}

/// Replaces the lists of a value by texts. Objects stay objects, since the order of their fields does not matter.
fn write(value: &mut Node<ast::Value>) {
    match value.make_mut() {
        ast::Value::Object(fields) => fields.iter_mut().for_each(|(_, field)| write(field)),
        list @ ast::Value::List(_) => {
            let written = list.to_string();
            *list = ast::Value::String(written);
        }
        _ => {}
    }
}
