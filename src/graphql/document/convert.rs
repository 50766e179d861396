//! Converts the parser's documents to the executor's.

use std::collections::HashMap;
use std::collections::hash_map::Entry;

use apollo_compiler::{Node, ast};
use async_graphql::parser::types::{
    BaseType, Directive, DocumentOperations, ExecutableDocument, Field, FragmentDefinition, FragmentSpread,
    InlineFragment, OperationDefinition, OperationType, Selection, SelectionSet, Type, TypeCondition,
    VariableDefinition,
};
use async_graphql::{Name, Pos, Positioned, Value};
use async_graphql_value::Value as Literal;
use serde_json::Number;

use crate::graphql::positions::Positions;

/// The document for the executor. Of operations or fragments with the same name, only the first is kept; an operation
/// without a name among others gets an empty name. Validation refuses both.
pub fn convert(document: &ast::Document, positions: &Positions) -> ExecutableDocument {
    let converting = Converting { positions };
    let (mut operations, mut fragments) = (HashMap::new(), HashMap::new());
    for definition in &document.definitions {
        match definition {
            ast::Definition::OperationDefinition(operation) => {
                let name = operation.name.as_deref().unwrap_or_default();
                if let Entry::Vacant(entry) = operations.entry(Name::new(name)) {
                    entry.insert(converting.operation(operation));
                }
            }
            ast::Definition::FragmentDefinition(fragment) => {
                if let Entry::Vacant(entry) = fragments.entry(Name::new(&fragment.name)) {
                    entry.insert(converting.fragment(fragment));
                }
            }
            _ => {}
        }
    }
    let operations = match operations.remove("") {
        Some(only) if operations.is_empty() => DocumentOperations::Single(only),
        unnamed => {
            operations.extend(unnamed.map(|operation| (Name::new(""), operation)));
            DocumentOperations::Multiple(operations)
        }
    };
    ExecutableDocument { operations, fragments }
}

struct Converting<'a> {
    positions: &'a Positions,
}

impl Converting<'_> {
    fn place<T: ?Sized>(&self, node: &Node<T>) -> Pos {
        node.location().map(|span| self.positions.find(span.offset())).unwrap_or_default()
    }

    fn name(&self, name: &apollo_compiler::Name) -> Positioned<Name> {
        let place = name.location().map(|span| self.positions.find(span.offset()));
        Positioned::new(Name::new(name), place.unwrap_or_default())
    }

    fn operation(&self, operation: &Node<ast::OperationDefinition>) -> Positioned<OperationDefinition> {
        let place = self.place(operation);
        let definition = OperationDefinition {
            ty: match operation.operation_type {
                ast::OperationType::Query => OperationType::Query,
                ast::OperationType::Mutation => OperationType::Mutation,
                ast::OperationType::Subscription => OperationType::Subscription,
            },
            variable_definitions: operation.variables.iter().map(|variable| self.variable(variable)).collect(),
            directives: self.directives(&operation.directives),
            selection_set: self.set(&operation.selection_set, place),
        };
        Positioned::new(definition, place)
    }

    fn variable(&self, variable: &Node<ast::VariableDefinition>) -> Positioned<VariableDefinition> {
        let default = |value: &Node<ast::Value>| Positioned::new(constant(value), self.place(value));
        let definition = VariableDefinition {
            name: self.name(&variable.name),
            var_type: Positioned::new(ty(&variable.ty), self.place(&variable.ty)),
            directives: self.directives(&variable.directives),
            default_value: variable.default_value.as_ref().map(default),
        };
        Positioned::new(definition, self.place(variable))
    }

    fn fragment(&self, fragment: &Node<ast::FragmentDefinition>) -> Positioned<FragmentDefinition> {
        let place = self.place(fragment);
        let definition = FragmentDefinition {
            type_condition: self.condition(&fragment.type_condition),
            directives: self.directives(&fragment.directives),
            selection_set: self.set(&fragment.selection_set, place),
        };
        Positioned::new(definition, place)
    }

    fn condition(&self, on: &apollo_compiler::Name) -> Positioned<TypeCondition> {
        let on = self.name(on);
        let place = on.pos;
        Positioned::new(TypeCondition { on }, place)
    }

    fn set(&self, selections: &[ast::Selection], place: Pos) -> Positioned<SelectionSet> {
        let items = selections.iter().map(|selection| self.selection(selection)).collect();
        Positioned::new(SelectionSet { items }, place)
    }

    fn selection(&self, selection: &ast::Selection) -> Positioned<Selection> {
        let (place, selection) = match selection {
            ast::Selection::Field(field) => {
                let place = self.place(field);
                let field = Field {
                    alias: field.alias.as_ref().map(|alias| self.name(alias)),
                    name: self.name(&field.name),
                    arguments: self.arguments(&field.arguments),
                    directives: self.directives(&field.directives),
                    selection_set: self.set(&field.selection_set, place),
                };
                (place, Selection::Field(Positioned::new(field, place)))
            }
            ast::Selection::FragmentSpread(spread) => {
                let place = self.place(spread);
                let spread = FragmentSpread {
                    fragment_name: self.name(&spread.fragment_name),
                    directives: self.directives(&spread.directives),
                };
                (place, Selection::FragmentSpread(Positioned::new(spread, place)))
            }
            ast::Selection::InlineFragment(fragment) => {
                let place = self.place(fragment);
                let fragment = InlineFragment {
                    type_condition: fragment.type_condition.as_ref().map(|on| self.condition(on)),
                    directives: self.directives(&fragment.directives),
                    selection_set: self.set(&fragment.selection_set, place),
                };
                (place, Selection::InlineFragment(Positioned::new(fragment, place)))
            }
        };
        Positioned::new(selection, place)
    }

    fn directives(&self, directives: &ast::DirectiveList) -> Vec<Positioned<Directive>> {
        let directive = |directive: &Node<ast::Directive>| {
            let arguments = self.arguments(&directive.arguments);
            Positioned::new(Directive { name: self.name(&directive.name), arguments }, self.place(directive))
        };
        directives.iter().map(directive).collect()
    }

    fn arguments(&self, arguments: &[Node<ast::Argument>]) -> Vec<(Positioned<Name>, Positioned<Literal>)> {
        let argument = |argument: &Node<ast::Argument>| {
            let value = Positioned::new(literal(&argument.value), self.place(&argument.value));
            (self.name(&argument.name), value)
        };
        arguments.iter().map(argument).collect()
    }
}

fn ty(of: &ast::Type) -> Type {
    let base = match of {
        ast::Type::Named(name) | ast::Type::NonNullNamed(name) => BaseType::Named(Name::new(name)),
        ast::Type::List(item) | ast::Type::NonNullList(item) => BaseType::List(Box::new(ty(item))),
    };
    Type { base, nullable: !of.is_non_null() }
}

/// The value, with null in place of variables.
pub fn constant(value: &ast::Value) -> Value {
    literal(value).into_const_with(|_| Ok::<_, std::convert::Infallible>(Value::Null)).unwrap_or_default()
}

/// The value with its variables.
pub fn literal(value: &ast::Value) -> Literal {
    match value {
        ast::Value::Null => Literal::Null,
        ast::Value::Enum(name) => Literal::Enum(Name::new(name)),
        ast::Value::Variable(name) => Literal::Variable(Name::new(name)),
        ast::Value::String(text) => Literal::String(text.clone()),
        ast::Value::Float(number) => self::number(number.as_str()),
        ast::Value::Int(number) => self::number(number.as_str()),
        ast::Value::Boolean(value) => Literal::Boolean(*value),
        ast::Value::List(items) => Literal::List(items.iter().map(|item| literal(item)).collect()),
        ast::Value::Object(fields) => {
            Literal::Object(fields.iter().map(|(name, value)| (Name::new(name), literal(value))).collect())
        }
    }
}

/// A number. An integer that is too large stays a text: it is an id or will be refused.
fn number(text: &str) -> Literal {
    let is_whole = text.bytes().all(|byte| byte == b'-' || byte.is_ascii_digit());
    match text.parse::<Number>() {
        Ok(number) if !is_whole || number.is_i64() => Literal::Number(number),
        _ => Literal::String(text.to_owned()),
    }
}
