//! Checks that `apollo-compiler` does not make: repeated fields of input objects, variables of the wrong type inside
//! lists and objects, invalid values of our own scalars, and ranges of days and pages.

use std::collections::{HashMap, HashSet};

use apollo_compiler::ast::{Type, Value, VariableDefinition};
use apollo_compiler::executable::{Argument, DirectiveList, ExecutableDocument, Operation, Selection, SelectionSet};
use apollo_compiler::parser::SourceSpan;
use apollo_compiler::{Name, Node};
use async_graphql::Variables;

use super::convert::constant;
use super::ranges::{Page, check_days};
use super::scalars::check_scalar;
use super::schema::schema;
use crate::error::Code;

/// An error in a document, and where it is.
#[derive(Debug, PartialEq, Eq)]
pub struct Mistake {
    pub code: Code,
    pub message: String,
    pub at: Option<SourceSpan>,
}

/// The result of [`check`].
#[derive(Default)]
pub struct Findings<'a> {
    /// In the order of the document.
    pub mistakes: Vec<Mistake>,
    /// The pages of each operation that depend on variables, by the operation's name.
    pub pages: HashMap<Option<&'a Name>, Vec<Page>>,
}

/// Checks a document that `apollo-compiler` has accepted.
pub fn check(document: &ExecutableDocument) -> Findings<'_> {
    let mut found = Findings::default();
    for operation in document.operations.iter() {
        let variables = operation.variables.iter().map(|variable| (&variable.name, &**variable)).collect();
        let mut checking = Checking {
            document,
            variables,
            seen: HashSet::new(),
            mistakes: Vec::new(),
            pages: Vec::new(),
            way: Vec::new(),
        };
        checking.operation(operation);
        found.mistakes.extend(checking.mistakes);
        found.pages.insert(operation.name.as_ref(), checking.pages);
    }
    // A fragment may be part of several operations.
    found.mistakes.sort_by_key(|mistake| mistake.at.map(|at| at.offset()));
    found.mistakes.dedup();
    found
}

struct Checking<'a> {
    document: &'a ExecutableDocument,
    /// The operation's variables.
    variables: HashMap<&'a Name, &'a VariableDefinition>,
    /// The fragments that have been checked.
    seen: HashSet<&'a Name>,
    mistakes: Vec<Mistake>,
    pages: Vec<Page>,
    /// The way to the value at hand: its argument or variable, and the fields and items inside.
    way: Vec<String>,
}

impl<'a> Checking<'a> {
    fn operation(&mut self, operation: &'a Operation) {
        for variable in &operation.variables {
            self.directives(&variable.directives);
            if let Some(default) = &variable.default_value {
                self.value_at(format!("${}", variable.name), default, &variable.ty, false);
            }
        }
        self.directives(&operation.directives);
        self.set(&operation.selection_set);
    }

    fn set(&mut self, set: &'a SelectionSet) {
        for selection in &set.selections {
            self.directives(selection.directives());
            match selection {
                Selection::Field(field) => {
                    for argument in &field.arguments {
                        if let Some(declared) = field.definition.argument_by_name(&argument.name) {
                            let has_default = declared.default_value.is_some();
                            self.value_at(argument.name.to_string(), &argument.value, &declared.ty, has_default);
                        }
                    }
                    if let Some(page) = Page::of(field) {
                        self.page(page);
                    }
                    self.set(&field.selection_set);
                }
                Selection::InlineFragment(fragment) => self.set(&fragment.selection_set),
                Selection::FragmentSpread(spread) => {
                    let document = self.document;
                    if let Some((name, fragment)) = document.fragments.get_key_value(&spread.fragment_name)
                        && self.seen.insert(name)
                    {
                        self.directives(&fragment.directives);
                        self.set(&fragment.selection_set);
                    }
                }
            }
        }
    }

    fn page(&mut self, page: Page) {
        if page.has_variables() {
            self.pages.push(page);
        } else if let Err(failure) = page.check(&Variables::default()) {
            self.mistake(Code::BadUserInput, failure.message(), page.at);
        }
    }

    fn directives(&mut self, directives: &'a DirectiveList) {
        for directive in directives.iter() {
            let Some(declared) = schema().directive_definitions.get(&directive.name) else { continue };
            for argument in &directive.arguments {
                let argument: &Node<Argument> = argument;
                if let Some(declared) = declared.argument_by_name(&argument.name) {
                    let has_default = declared.default_value.is_some();
                    self.value_at(argument.name.to_string(), &argument.value, &declared.ty, has_default);
                }
            }
        }
    }

    fn value_at(&mut self, part: String, value: &'a Node<Value>, expected: &Type, has_default: bool) {
        self.way.push(part);
        self.value(value, expected, has_default);
        self.way.pop();
    }

    /// Checks a value against the type of its argument or field, and whether that has a default.
    fn value(&mut self, value: &'a Node<Value>, expected: &Type, has_default: bool) {
        match (&**value, expected) {
            (Value::Variable(name), _) => self.variable(name, value, expected, has_default),
            (Value::Null, _) => {}
            (Value::List(items), Type::List(item) | Type::NonNullList(item)) => {
                for (place, each) in items.iter().enumerate() {
                    self.value_at(format!("[{place}]"), each, item, false);
                }
            }
            // A single value is coerced to a list of one.
            (_, Type::List(item) | Type::NonNullList(item)) => self.value(value, item, false),
            (Value::Object(fields), Type::Named(name) | Type::NonNullNamed(name)) => {
                match schema().get_input_object(name) {
                    Some(object) => {
                        self.repeated(fields);
                        for (name, value) in fields {
                            if let Some(declared) = object.fields.get(name) {
                                let has_default = declared.default_value.is_some();
                                self.value_at(format!(".{name}"), value, &declared.ty, has_default);
                            }
                        }
                        let given = |name: &str| {
                            fields.iter().find(|(field, _)| field == name).map(|(_, value)| constant(value))
                        };
                        if let Err(failure) = check_days(object, given) {
                            self.mistake(Code::BadUserInput, failure.message(), value.location());
                        }
                    }
                    None => self.scalar(name, value),
                }
            }
            (_, Type::Named(name) | Type::NonNullNamed(name)) => self.scalar(name, value),
        }
    }

    fn repeated(&mut self, fields: &[(Name, Node<Value>)]) {
        let mut seen = HashSet::with_capacity(fields.len());
        for (name, value) in fields {
            if !seen.insert(name) {
                let message = format!("the input field `{name}` is given twice: expected each field at most once");
                self.mistake(Code::ValidationFailed, message, name.location().or(value.location()));
            }
        }
    }

    fn variable(&mut self, name: &Name, value: &Node<Value>, expected: &Type, has_default: bool) {
        let Some(variable) = self.variables.get(name) else { return };
        let given = &variable.ty;
        let is_never_null = has_default || variable.default_value.as_ref().is_some_and(|value| !value.is_null());
        let fits = if expected.is_non_null() && !given.is_non_null() {
            is_never_null && given.is_assignable_to(&expected.clone().nullable())
        } else {
            given.is_assignable_to(expected)
        };
        if !fits {
            let message = format!("the variable `${name}` has the type `{given}`: expected `{expected}` here");
            self.mistake(Code::ValidationFailed, message, value.location());
        }
    }

    fn scalar(&mut self, name: &str, value: &Node<Value>) {
        if let Err(reason) = check_scalar(name, constant(value)) {
            let message = format!("`{}`: {reason}", self.way.concat());
            self.mistake(Code::BadUserInput, message, value.location());
        }
    }

    fn mistake(&mut self, code: Code, message: impl Into<String>, at: Option<SourceSpan>) {
        self.mistakes.push(Mistake { code, message: message.into(), at });
    }
}
