//! The schema in the schema definition language (SDL): what clients see of it.

use async_graphql::SDLExportOptions;

use super::api::schema;
use super::language::DIRECTIVE;

/// The description of the schema itself.
const DESCRIPTION: &str = "Facts about sanctions and conflict, each with its evidence: which article says it, where, \
                           and on whose word.";

/// The schema in the schema definition language.
pub fn sdl() -> String {
    let options = SDLExportOptions::new().prefer_single_line_descriptions().include_specified_by();
    let printed = schema().sdl_with_options(options);
    // async-graphql has no description of the schema; it prints the schema's definition last.
    let (types, root) = printed.trim().rsplit_once("schema {").unwrap_or((&printed, ""));
    format!("{types}\"{DESCRIPTION}\"\nschema {{{root}\n{DIRECTIVE}")
}
