//! The schema for validation, parsed from our own SDL.

use std::sync::LazyLock;

use apollo_compiler::Schema;
use apollo_compiler::validation::Valid;

use crate::graphql::sdl::sdl;

/// A field of introspection that apollo-compiler does not know; `introspection` answers it.
const MORE_INTROSPECTION: &str = "extend type __Type { isOneOf: Boolean }";

static SCHEMA: LazyLock<Valid<Schema>> = LazyLock::new(|| {
    // A test checks that the schema is valid.
    read(&format!("{}\n{MORE_INTROSPECTION}", sdl())).unwrap_or_else(|_| Valid::assume_valid(Schema::new()))
});

fn read(sdl: &str) -> Result<Valid<Schema>, String> {
    let schema = Schema::parse(sdl, "schema.graphql").map_err(|broken| broken.errors.to_string())?;
    schema.validate().map_err(|broken| broken.errors.to_string())
}

/// The schema. The first call parses it, which takes a few milliseconds.
pub fn schema() -> &'static Valid<Schema> {
    &SCHEMA
}

#[cfg(test)]
mod tests {
    use apollo_compiler::schema::ExtendedType;

    use super::*;

    #[test]
    fn the_schema_is_valid() {
        assert_eq!(read(&format!("{}\n{MORE_INTROSPECTION}", sdl())).err(), None);
        assert!(schema().get_object("Query").is_some());
    }

    /// Neither `apollo-compiler` nor `variables.rs` supports `@oneOf`.
    #[test]
    fn no_input_object_takes_one_field_of_several() {
        assert!(!sdl().contains("@oneOf"));
    }

    #[test]
    fn subscriptions_and_mutations_are_not_in_the_schema() {
        let root = |name: &str| matches!(schema().types.get(name), Some(ExtendedType::Object(_)));
        assert!(root("Query") && !root("Mutation") && !root("Subscription"));
    }
}
