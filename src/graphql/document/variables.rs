//! The coercion of variables (section 6.1.2 of the GraphQL specification).

use std::fmt::{self, Write};

use apollo_compiler::ast::Type;
use apollo_compiler::schema::{ExtendedType, InputObjectType};
use async_graphql::indexmap::IndexMap;
use async_graphql::{Name, Number, Pos, Value, Variables};

use super::mistakes::instead_of;
use super::ranges::check_days;
use super::scalars::check_scalar;
use super::schema::schema;
use crate::graphql::error::Failure;
use crate::visible::quoted;

/// A variable declared by an operation.
pub struct Variable {
    pub name: Name,
    pub ty: Type,
    /// Its default value, coerced.
    pub default: Option<Value>,
    pub place: Pos,
}

/// The coerced values of the declared variables. An absent variable without a default stays absent.
///
/// # Errors
/// `BAD_USER_INPUT` for a value of the wrong type, and for a missing required value.
pub fn coerce_variables(declared: &[Variable], mut given: Variables) -> Result<Variables, Failure> {
    let mut coerced = Variables::default();
    for variable in declared {
        let Variable { name, ty, default, place } = variable;
        let failure = |reason: String| Failure::bad_user_input(format!("the variable `${name}`{reason}")).at(*place);
        let value = match (given.remove(name), default) {
            (Some(value), _) => coerce(ty, value).map_err(|mismatch| failure(mismatch.to_string()))?,
            (None, Some(default)) => default.clone(),
            (None, None) if ty.is_non_null() => {
                return Err(failure(format!(" is not given: expected a value of `{ty}`")));
            }
            (None, None) => continue,
        };
        coerced.insert(name.clone(), value);
    }
    Ok(coerced)
}

/// A part of a value that has the wrong type.
#[derive(Debug)]
pub struct Mismatch {
    /// The path to it, innermost segment first.
    path: Vec<PathSegment>,
    reason: String,
}

#[derive(Debug)]
enum PathSegment {
    Field(Name),
    Item(usize),
}

impl Mismatch {
    fn new(reason: impl Into<String>) -> Self {
        Self { path: Vec::new(), reason: reason.into() }
    }

    fn below(mut self, segment: PathSegment) -> Self {
        self.path.push(segment);
        self
    }
}

impl fmt::Display for Mismatch {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut path = String::new();
        for segment in self.path.iter().rev() {
            match segment {
                PathSegment::Field(name) if path.is_empty() => path.push_str(name),
                PathSegment::Field(name) => write!(path, ".{name}")?,
                PathSegment::Item(place) => write!(path, "[{place}]")?,
            }
        }
        if path.is_empty() { f.write_str(&self.reason) } else { write!(f, " at `{path}`{}", self.reason) }
    }
}

/// Coerces a value to a type.
///
/// # Errors
/// The first part of the wrong type, and what was expected there.
pub fn coerce(ty: &Type, value: Value) -> Result<Value, Mismatch> {
    match (ty, value) {
        (_, Value::Null) if ty.is_non_null() => Err(Mismatch::new(format!(" is null: expected a value of `{ty}`"))),
        (_, Value::Null) => Ok(Value::Null),
        (Type::List(item) | Type::NonNullList(item), Value::List(items)) => {
            let items = items.into_iter().enumerate();
            let each =
                |(place, value)| coerce(item, value).map_err(|mismatch| mismatch.below(PathSegment::Item(place)));
            items.map(each).collect::<Result<_, _>>().map(Value::List)
        }
        (Type::List(item) | Type::NonNullList(item), value) => Ok(Value::List(vec![coerce(item, value)?])),
        (Type::Named(name) | Type::NonNullNamed(name), value) => named(name, value),
    }
}

fn named(name: &str, value: Value) -> Result<Value, Mismatch> {
    match (schema().types.get(name), value) {
        (Some(ExtendedType::Scalar(_)), value) => scalar(name, value),
        (Some(ExtendedType::Enum(declared)), Value::String(word)) if declared.values.contains_key(word.as_str()) => {
            Ok(Value::String(word))
        }
        // Defaults in the document are enum literals, values in JSON are strings.
        (Some(ExtendedType::Enum(declared)), Value::Enum(word)) if declared.values.contains_key(word.as_str()) => {
            Ok(Value::Enum(word))
        }
        (Some(ExtendedType::InputObject(object)), Value::Object(fields)) => input_object(object, fields),
        (Some(ExtendedType::Enum(declared)), Value::String(word)) => {
            let known: Vec<&str> = declared.values.keys().map(|value| value.as_str()).collect();
            let mismatch = unexpected(name, &Value::String(word.clone()));
            Err(Mismatch::new(format!("{}: {}", mismatch.reason, instead_of(&word, &known))))
        }
        (_, value) => Err(unexpected(name, &value)),
    }
}

fn unexpected(name: &str, value: &Value) -> Mismatch {
    let found = match value {
        Value::List(_) => "a list".to_owned(),
        Value::Object(_) => "an object".to_owned(),
        value => {
            let written = value.to_string();
            let start: String = written.chars().take(40).collect();
            if start.len() < written.len() { format!("`{start}…`") } else { format!("`{start}`") }
        }
    };
    Mismatch::new(format!(" is {found}: expected a value of `{name}`"))
}

fn scalar(name: &str, value: Value) -> Result<Value, Mismatch> {
    match (name, value) {
        ("Int", Value::Number(number)) => {
            let whole = whole(&number).and_then(|number| i32::try_from(number).ok());
            whole.map(Value::from).ok_or_else(|| unexpected(name, &Value::Number(number)))
        }
        ("Float", Value::Number(number)) => Ok(Value::Number(number)),
        ("ID", Value::Number(number)) => match whole(&number) {
            Some(whole) => Ok(Value::from(whole.to_string())),
            None if number.is_u64() => Ok(Value::from(number.to_string())),
            None => Err(unexpected(name, &Value::Number(number))),
        },
        ("ID" | "String", Value::String(text)) => Ok(Value::String(text)),
        ("Boolean", Value::Boolean(value)) => Ok(Value::Boolean(value)),
        ("Int" | "Float" | "ID" | "String" | "Boolean", value) => Err(unexpected(name, &value)),
        (_, value) => match check_scalar(name, value.clone()) {
            Ok(()) => Ok(value),
            Err(reason) => Err(Mismatch::new(format!(": {reason}"))),
        },
    }
}

/// The number as an integer, if it has no fraction; `1.0` has none.
fn whole(number: &Number) -> Option<i64> {
    let exact = |number: f64| (number.fract() == 0.0 && number.abs() < 9e15).then_some(number as i64);
    number.as_i64().or_else(|| number.as_f64().filter(|_| number.is_f64()).and_then(exact))
}

fn input_object(declared: &InputObjectType, mut given: IndexMap<Name, Value>) -> Result<Value, Mismatch> {
    if let Some(name) = given.keys().find(|name| !declared.fields.contains_key(name.as_str())) {
        let known: Vec<&str> = declared.fields.keys().map(|field| field.as_str()).collect();
        let hint = instead_of(name, &known);
        let reason = format!(" has the field {}, which `{}` does not have: {hint}", quoted(name), declared.name);
        return Err(Mismatch::new(reason));
    }
    let mut fields = IndexMap::with_capacity(given.len());
    for (name, field) in &declared.fields {
        match given.swap_remove(name.as_str()) {
            Some(value) => {
                let name = Name::new(name);
                let value =
                    coerce(&field.ty, value).map_err(|mismatch| mismatch.below(PathSegment::Field(name.clone())))?;
                fields.insert(name, value);
            }
            None if field.is_required() => {
                let reason = format!(" lacks the field `{name}`: expected a value of `{}`", field.ty);
                return Err(Mismatch::new(reason));
            }
            // The executor uses the default.
            None => {}
        }
    }
    check_days(declared, |name| fields.get(name).cloned())
        .map_err(|failure| Mismatch::new(format!(": {}", failure.message())))?;
    Ok(Value::Object(fields))
}
