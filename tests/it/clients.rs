//! The example clients in `clients/`; `make test-clients` builds and runs them.

use std::fs;
use std::path::Path;

use apollo_compiler::ast;

fn text(path: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(path);
    fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// GraphQL Code Generator and Relay refuse a scalar without a type; gql.tada and ariadne-codegen would type it as anything.
#[test]
fn every_client_types_every_scalar() {
    let schema = ast::Document::parse(text("schema.graphql"), "schema.graphql").unwrap();
    let scalars: Vec<String> = schema
        .definitions
        .iter()
        .filter_map(|definition| match definition {
            ast::Definition::ScalarTypeDefinition(scalar) => Some(scalar.name.to_string()),
            _ => None,
        })
        .collect();
    assert!(scalars.iter().any(|scalar| scalar == "PartialDate"));
    for scalar in scalars {
        for (path, entry) in [
            ("clients/scalars.ts", format!("export type {scalar} =")),
            ("clients/codegen.ts", format!("{scalar}: `${{scalars}}#{scalar}`")),
            ("clients/relay/relay.config.json", format!("\"{scalar}\": {{")),
            ("clients/urql/program.ts", format!("{scalar}: scalars.{scalar};")),
            ("clients/python/pyproject.toml", format!("[tool.ariadne-codegen.scalars.{scalar}]")),
        ] {
            assert!(text(path).contains(&entry), "{path} lacks the scalar {scalar}: expected `{entry}`");
        }
    }
}
