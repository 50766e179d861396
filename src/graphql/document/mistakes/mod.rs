//! The parser's and the validator's errors as clients see them: one for each mistake, with what was found and what was
//! expected.
//!
//! apollo-compiler gives an error as a text and a place only. A text is taken apart by its names, which stand in
//! backticks: the words around them say which error it is.

mod places;
mod repeated;
mod suggest;
mod syntax;
#[cfg(test)]
mod tests;

use apollo_compiler::ast;
use apollo_compiler::diagnostic::ToCliReport;
use apollo_compiler::parser::SourceSpan;
use apollo_compiler::schema::ExtendedType;
use apollo_compiler::validation::DiagnosticList;

use self::places::Places;
use self::suggest::{
    arguments_of, directives, fragment_with, input_field, is_in_filter, items_with, listed, parts_of, types,
};
use super::schema::schema;
use crate::graphql::positions::Positions;
use crate::nearest::nearest;
use crate::visible::quoted;

pub use self::suggest::instead_of;

/// Maximum errors that are looked at: a document may consist of errors.
const FOUND_LIMIT: usize = 200;

/// A message, and where it applies.
pub type Located = (String, Option<SourceSpan>);

/// The first error of syntax. The others are guesses.
pub fn of_syntax(errors: &DiagnosticList, text: &str, positions: &Positions) -> Option<Located> {
    let first = errors.iter().next()?;
    let at = first.error.location();
    let offset = at.map_or(text.len(), |span| span.offset());
    Some((syntax::explained(text, offset, &first.error.to_string(), positions), at))
}

/// The message for fields with the same name and other arguments.
pub fn of_conflict(text: &str, at: Option<SourceSpan>, document: &ast::Document) -> String {
    Found::of(text, at).explained(&Places::of(document))
}

/// The errors of validation, one for each mistake.
pub fn of_validation(errors: &DiagnosticList, document: &ast::Document) -> Vec<Located> {
    let places = Places::of(document);
    let texts: Vec<Located> =
        errors.iter().take(FOUND_LIMIT).map(|found| (found.error.to_string(), found.error.location())).collect();
    let found: Vec<Found<'_>> = texts.iter().map(|(text, at)| Found::of(text, *at)).collect();
    let mut causes: Vec<&Found<'_>> = found.iter().filter(|error| !error.follows(&found, &places)).collect();
    if causes.is_empty() {
        causes = found.iter().collect();
    }
    let mut told: Vec<Located> = causes.into_iter().map(|error| (error.explained(&places), error.at)).collect();
    told.dedup();
    told
}

/// An error by its words and the names in them.
struct Found<'a> {
    text: &'a str,
    words: String,
    names: Vec<&'a str>,
    at: Option<SourceSpan>,
}

impl<'a> Found<'a> {
    fn of(text: &'a str, at: Option<SourceSpan>) -> Self {
        let parts: Vec<&str> = text.split('`').collect();
        let words: Vec<&str> = parts.iter().copied().step_by(2).collect();
        let names = parts.iter().copied().skip(1).step_by(2).collect();
        Self { text, words: words.join("`"), names, at }
    }

    /// Whether another error is the cause of this one.
    fn follows(&self, all: &[Self], places: &Places<'_>) -> bool {
        let others = || all.iter().filter(|other| !std::ptr::eq(*other, self));
        let inside = |other: &Self| {
            let (Some(own), Some(of)) = (self.at, other.at) else { return false };
            own.offset() <= of.offset() && of.end_offset() <= own.end_offset()
        };
        match (self.words.as_str(), &self.names[..]) {
            // The invalid selections were left out.
            (MISSING_SELECTION, _) => places.field(self.at).is_some_and(|field| !field.selection_set.is_empty()),
            // The name of an argument or field was misspelled, or the argument is null.
            ("the required argument ` is not provided", [coordinate]) => others().any(|other| {
                let is_misspelled = other.words == "the argument ` is not supported by `"
                    && other.names.get(1).is_some_and(|owner| coordinate.starts_with(owner));
                let is_null = || {
                    let argument = places.value_at(other.at).unwrap_or_default();
                    other.text.ends_with(", found null") && coordinate.ends_with(&format!("({argument}:)"))
                };
                inside(other) && (is_misspelled || is_null())
            }),
            ("the required field ` is not provided", [coordinate]) => others().any(|other| {
                other.words == "field ` does not exist on `"
                    && other.names.get(1).is_some_and(|owner| coordinate.starts_with(owner))
                    && inside(other)
            }),
            // The type of the variable is wrong.
            ("variable ` of type ` cannot be used for argument ` of type `", [_, ty, ..]) => {
                let declared = schema().types.get(ty.trim_matches(['[', ']', '!']));
                !declared.is_some_and(ExtendedType::is_input_type)
            }
            // What uses it was left out, or its name was misspelled there.
            ("unused variable: `", [name]) => {
                let name = name.trim_start_matches('$');
                let misspelled = |other: &Self| {
                    let wrong = other.names.first().map(|wrong| wrong.trim_start_matches('$')).unwrap_or_default();
                    other.words == "variable ` is not defined" && nearest(wrong, [name].into_iter()).is_some()
                };
                places.variables.iter().any(|used| used.as_str() == name) || others().any(misspelled)
            }
            ("fragment ` must be used in an operation", [name]) => {
                let misspelled = |other: &Self| {
                    let wrong = other.names.first().copied().unwrap_or_default();
                    other.words == "cannot find fragment ` in this document"
                        && nearest(wrong, [*name].into_iter()).is_some()
                };
                places.spreads.iter().any(|used| used.as_str() == *name) || others().any(misspelled)
            }
            // Different fields have different types.
            ("operation must not select different types using the same name `", _) => others().any(|other| {
                other.words == "cannot select different fields into the same alias `" && other.at == self.at
            }),
            _ => false,
        }
    }

    fn explained(&self, places: &Places<'_>) -> String {
        match (self.words.as_str(), &self.names[..]) {
            ("type ` does not have a field `", [ty, field]) => no_field(ty, field),
            ("the argument ` is not supported by `", [argument, owner]) => {
                let missing = format!("`{owner}` has no argument {}", quoted(argument));
                if is_in_filter(owner, argument) {
                    return format!("{missing}: expected it in `where`, as in `where: {{ {argument}: … }}`");
                }
                let known: Vec<&str> = arguments_of(owner).iter().map(|argument| argument.name.as_str()).collect();
                format!("{missing}: {}", instead_of(argument, &known))
            }
            ("value ` does not exist on `", [value, ty]) => {
                format!("`{ty}` has no value {}: {}", quoted(value), instead_of(value, &parts_of(ty)))
            }
            ("field ` does not exist on `", [field, ty]) => {
                format!("`{ty}` has no field {}: {}", quoted(field), instead_of(field, &parts_of(ty)))
            }
            ("cannot find type ` in this document", [ty]) => {
                let of_input = |ty: &ExtendedType| ty.is_scalar() || ty.is_enum() || ty.is_input_object();
                format!("there is no type {}: {}", quoted(ty), instead_of(ty, &types(of_input)))
            }
            ("type condition ` of inline fragment is not a type defined in the schema", [ty])
            | ("type condition ` of fragment ` is not a type defined in the schema", [ty, _]) => {
                let is_of_interface = |ty: &ExtendedType| match ty {
                    ExtendedType::Object(object) => !object.implements_interfaces.is_empty(),
                    ty => ty.is_interface() || ty.is_union(),
                };
                format!("there is no type {}: {}", quoted(ty), instead_of(ty, &types(is_of_interface)))
            }
            ("cannot find directive ` in this document", [name]) => {
                let name = name.trim_start_matches('@');
                format!("there is no directive {}: {}", quoted(&format!("@{name}")), instead_of(name, &directives()))
            }
            ("cannot find fragment ` in this document", [name]) => {
                let known: Vec<&str> = places.fragments.iter().map(|name| name.as_str()).collect();
                let hint = match known[..] {
                    [] => "expected its definition".to_owned(),
                    _ => instead_of(name, &known),
                };
                format!("the document has no fragment {}: {hint}", quoted(name))
            }
            ("variable ` is not defined", [name]) => {
                let name = name.trim_start_matches('$');
                let near = nearest(name, places.declared.keys().map(|name| name.as_str()));
                let near = near.map(|near| format!("did you mean `${near}`?"));
                let hint = near.unwrap_or_else(|| "expected a declaration, as in `query ($name: String!)`".to_owned());
                format!("the operation does not declare the variable {}: {hint}", quoted(&format!("${name}")))
            }
            ("the required argument ` is not provided", [coordinate]) => {
                let (owner, argument) = coordinate.trim_end_matches([')', ':']).split_once('(').unwrap_or_default();
                let declared = arguments_of(owner).iter().find(|declared| declared.name == argument);
                let ty = declared.map(|declared| declared.ty.to_string()).unwrap_or_default();
                format!("`{owner}` lacks the argument `{argument}`: expected a value of `{ty}`")
            }
            ("the required field ` is not provided", [coordinate]) => {
                let (object, field) = coordinate.split_once('.').unwrap_or_default();
                let ty = input_field(object, field).map(ToString::to_string).unwrap_or_default();
                format!("`{object}` lacks the field `{field}`: expected a value of `{ty}`")
            }
            ("variable ` of type ` cannot be used for argument ` of type `", [variable, given, argument, expected]) => {
                format!("the variable `{variable}` has the type `{given}`: expected `{expected}` for `{argument}`")
            }
            ("the argument ` is provided multiple times", [name]) => {
                format!("the argument {} is given twice: expected it at most once", quoted(name))
            }
            ("unused variable: `", [name]) => {
                format!("the variable {} is not used: expected a use of it", quoted(name))
            }
            ("fragment ` must be used in an operation", [name]) => {
                let spread = quoted(&format!("...{name}"));
                format!("the fragment {} is not used: expected {spread} somewhere", quoted(name))
            }
            ("` root operation type is not defined", [kind]) => format!("there is no {kind} here: expected a query"),
            (MISSING_SELECTION, []) => match places.field(self.at) {
                Some(field) => {
                    let name = &field.name;
                    format!("`{name}` has fields of its own: expected a selection of them, as in `{name} {{ … }}`")
                }
                None => self.text.to_owned(),
            },
            ("field selection of scalar type ` must not have subselections", [ty])
            | ("field selection of enum type ` must not have subselections", [ty]) => {
                let name = places.field(self.at).map(|field| field.name.as_str()).unwrap_or_default();
                format!("`{name}` is of the type `{ty}`, which has no fields: expected no selection")
            }
            ("int cannot represent non 32-bit signed integer value", []) => {
                let way = places.value_at(self.at).unwrap_or("a value");
                format!("`{way}` is out of range: expected a number from -2147483648 to 2147483647")
            }
            (words, names) => repeated::explained(self.text, words, names, self.at, places)
                .or_else(|| self.wrong_kind(places))
                .unwrap_or_else(|| self.text.to_owned()),
        }
    }

    /// The message for a value of another kind than its type.
    fn wrong_kind(&self, places: &Places<'_>) -> Option<String> {
        let (ty, found) = self.text.strip_prefix("expected value of type ")?.split_once(", found ")?;
        let name = ty.trim_matches(['[', ']', '!']);
        let parts = parts_of(name);
        let hint = match schema().types.get(name)? {
            ExtendedType::Enum(_) => format!(", without quotes: one of {}", listed(&parts)),
            ExtendedType::InputObject(_) => format!(", an object with fields such as {}", listed(&parts)),
            _ => String::new(),
        };
        let way = places.value_at(self.at)?;
        if let Some((variable, given)) = places.variable_at(self.at) {
            return Some(format!("the variable `${variable}` has the type `{given}`: expected `{ty}` for `{way}`"));
        }
        let found = if found == "an enum" { "a word without quotes" } else { found };
        Some(format!("`{way}` is {found}: expected a value of `{ty}`{hint}"))
    }
}

const MISSING_SELECTION: &str = "interface, union and object types must have a subselection set";

fn no_field(ty: &str, field: &str) -> String {
    let missing = format!("`{ty}` has no field {}", quoted(field));
    if let Some(items) = items_with(ty, field) {
        return format!("{missing}: expected it in `{items}`, as in `{items} {{ {field} }}`");
    }
    match fragment_with(ty, field) {
        Some(with) => format!("{missing}: expected it in a fragment, as in `... on {with} {{ {field} }}`"),
        None => format!("{missing}: {}", instead_of(field, &parts_of(ty))),
    }
}
