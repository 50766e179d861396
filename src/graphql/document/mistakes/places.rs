//! What stands where in a document, and what it uses.

use std::collections::{HashMap, HashSet};

use apollo_compiler::ast::{Argument, Definition, DirectiveList, Document, Field, Selection, Type, Value};
use apollo_compiler::parser::SourceSpan;
use apollo_compiler::{Name, Node};

/// A document by places, which are offsets in its text.
#[derive(Default)]
pub struct Places<'a> {
    pub fields: HashMap<usize, &'a Field>,
    /// The way to each value: the argument or variable, and the fields and items inside.
    pub values: HashMap<usize, String>,
    pub variables: HashSet<&'a Name>,
    pub spreads: HashSet<&'a Name>,
    pub fragments: HashSet<&'a Name>,
    /// The declared variables with their types.
    pub declared: HashMap<&'a Name, &'a Type>,
    /// The names of the variables, by where they are used.
    used: HashMap<usize, &'a Name>,
}

impl<'a> Places<'a> {
    pub fn of(document: &'a Document) -> Self {
        let mut places = Self::default();
        for definition in &document.definitions {
            match definition {
                Definition::OperationDefinition(operation) => {
                    for variable in &operation.variables {
                        places.declared.insert(&variable.name, &variable.ty);
                        places.directives(&variable.directives);
                        if let Some(default) = &variable.default_value {
                            places.value(default, format!("${}", variable.name));
                        }
                    }
                    places.directives(&operation.directives);
                    places.selections(&operation.selection_set);
                }
                Definition::FragmentDefinition(fragment) => {
                    places.fragments.insert(&fragment.name);
                    places.directives(&fragment.directives);
                    places.selections(&fragment.selection_set);
                }
                _ => {}
            }
        }
        places
    }

    /// The field that begins here.
    pub fn field(&self, at: Option<SourceSpan>) -> Option<&'a Field> {
        self.fields.get(&at?.offset()).copied()
    }

    /// The way to the value that begins here.
    pub fn value_at(&self, at: Option<SourceSpan>) -> Option<&str> {
        self.values.get(&at?.offset()).map(String::as_str)
    }

    /// The variable that is used here, and its type.
    pub fn variable_at(&self, at: Option<SourceSpan>) -> Option<(&'a Name, &'a Type)> {
        let name = *self.used.get(&at?.offset())?;
        Some((name, *self.declared.get(name)?))
    }

    /// The type of a variable, as it is written.
    pub fn type_of(&self, variable: &str) -> Option<String> {
        self.declared.iter().find(|(name, _)| name.as_str() == variable).map(|(_, ty)| ty.to_string())
    }

    fn selections(&mut self, selections: &'a [Selection]) {
        for selection in selections {
            match selection {
                Selection::Field(field) => {
                    if let Some(span) = field.location() {
                        self.fields.insert(span.offset(), field);
                    }
                    self.arguments(&field.arguments);
                    self.directives(&field.directives);
                    self.selections(&field.selection_set);
                }
                Selection::FragmentSpread(spread) => {
                    self.spreads.insert(&spread.fragment_name);
                    self.directives(&spread.directives);
                }
                Selection::InlineFragment(fragment) => {
                    self.directives(&fragment.directives);
                    self.selections(&fragment.selection_set);
                }
            }
        }
    }

    fn directives(&mut self, directives: &'a DirectiveList) {
        directives.iter().for_each(|directive| self.arguments(&directive.arguments));
    }

    fn arguments(&mut self, arguments: &'a [Node<Argument>]) {
        arguments.iter().for_each(|argument| self.value(&argument.value, argument.name.to_string()));
    }

    fn value(&mut self, value: &'a Node<Value>, way: String) {
        match &**value {
            Value::Variable(name) => {
                self.variables.insert(name);
                if let Some(span) = value.location() {
                    self.used.insert(span.offset(), name);
                }
            }
            Value::List(items) => {
                for (place, item) in items.iter().enumerate() {
                    self.value(item, format!("{way}[{place}]"));
                }
            }
            Value::Object(fields) => fields.iter().for_each(|(name, field)| self.value(field, format!("{way}.{name}"))),
            _ => {}
        }
        if let Some(span) = value.location() {
            self.values.insert(span.offset(), way);
        }
    }
}
