//! What one request may ask for.

use clap::builder::RangedU64ValueParser;

/// How many bytes a document may have, unless a setting says otherwise. GraphiQL's introspection has 2,500.
const DOCUMENT_LIMIT: usize = 64 * 1024;

/// How many tokens a document may have, unless a setting says otherwise. GraphiQL's introspection has 300.
const TOKEN_LIMIT: usize = 10_000;

/// How deep brackets may nest, unless a setting says otherwise. GraphiQL's introspection nests 14 deep.
const NESTING_LIMIT: usize = 64;

/// How deep selections may nest, unless a setting says otherwise. GraphiQL's introspection selects 14 deep, five levels of
/// relationships 21.
const DEPTH_LIMIT: usize = 32;

/// How many fields of the query root a request may select, unless a setting says otherwise.
const ROOT_FIELD_LIMIT: usize = 100;

/// How many aliases a request may give, unless a setting says otherwise.
const ALIAS_LIMIT: usize = 200;

/// How many directives a request may have, unless a setting says otherwise.
const DIRECTIVE_LIMIT: usize = 100;

/// How much a request may cost, unless a setting says otherwise. Five levels of ten relationships each cost 1,056,000.
const COST_LIMIT: u64 = 1_500_000;

/// How many bytes an answer may have, unless a setting says otherwise. The introspection of GraphiQL has 250,000.
const ANSWER_LIMIT: usize = 8 << 20;

/// What one request may ask for. Fragments count wherever they are spread.
#[derive(Debug, Clone, clap::Args)]
#[command(next_help_heading = "What one request may ask for")]
pub struct GuardLimits {
    /// Longest document of a request, in bytes
    #[arg(long = "document-limit", env = "SANAD_DOCUMENT_LIMIT", value_name = "BYTES")]
    #[arg(default_value_t = DOCUMENT_LIMIT, value_parser = up_to(1_024, 64 * 1024 * 1024))]
    pub bytes: usize,

    /// Most tokens of a document, and most selections when its fragments are written out
    #[arg(long = "token-limit", env = "SANAD_TOKEN_LIMIT", value_name = "NUMBER")]
    #[arg(default_value_t = TOKEN_LIMIT, value_parser = up_to(100, 1_000_000))]
    pub tokens: usize,

    /// How deep brackets of all kinds may nest, in documents and in variables
    #[arg(long = "nesting-limit", env = "SANAD_NESTING_LIMIT", value_name = "LEVELS")]
    #[arg(default_value_t = NESTING_LIMIT, value_parser = up_to(1, 100))]
    pub nesting: usize,

    /// How deep selections may nest: fields in fields, fragments as well
    #[arg(long = "depth-limit", env = "SANAD_DEPTH_LIMIT", value_name = "LEVELS")]
    #[arg(default_value_t = DEPTH_LIMIT, value_parser = up_to(1, 64))]
    pub depth: usize,

    /// Most fields of the query root
    #[arg(long = "root-field-limit", env = "SANAD_ROOT_FIELD_LIMIT", value_name = "NUMBER")]
    #[arg(default_value_t = ROOT_FIELD_LIMIT, value_parser = up_to(1, 100_000))]
    pub root_fields: usize,

    /// Most aliases
    #[arg(long = "alias-limit", env = "SANAD_ALIAS_LIMIT", value_name = "NUMBER")]
    #[arg(default_value_t = ALIAS_LIMIT, value_parser = up_to(0, 100_000))]
    pub aliases: usize,

    /// Most directives
    #[arg(long = "directive-limit", env = "SANAD_DIRECTIVE_LIMIT", value_name = "NUMBER")]
    #[arg(default_value_t = DIRECTIVE_LIMIT, value_parser = up_to(0, 100_000))]
    pub directives: usize,

    /// How much a request may cost: about a microsecond of the processor each, when all lists are as long as they can be
    #[arg(long = "cost-limit", env = "SANAD_COST_LIMIT", value_name = "COST")]
    #[arg(default_value_t = COST_LIMIT, value_parser = clap::value_parser!(u64).range(1..=1_000_000_000_000))]
    pub cost: u64,

    /// Longest answer, in bytes
    ///
    /// A request whose answer gets longer is refused, as soon as that shows; so is one that would hold more than that of the
    /// bodies of articles.
    #[arg(long = "answer-limit", env = "SANAD_ANSWER_LIMIT", value_name = "BYTES")]
    #[arg(default_value_t = ANSWER_LIMIT, value_parser = up_to(1024, 1 << 30))]
    pub answer: usize,

    /// Whether the schema may be asked for in queries, by `__schema` and `__type`
    #[arg(long, env = "SANAD_INTROSPECTION", value_name = "BOOL", default_value_t = true)]
    #[arg(action = clap::ArgAction::Set, value_parser = super::true_or_false)]
    pub introspection: bool,
}

fn up_to(least: u64, most: u64) -> RangedU64ValueParser<usize> {
    RangedU64ValueParser::new().range(least..=most)
}

impl Default for GuardLimits {
    /// The limits of a server that is told nothing.
    fn default() -> Self {
        Self {
            bytes: DOCUMENT_LIMIT,
            tokens: TOKEN_LIMIT,
            nesting: NESTING_LIMIT,
            depth: DEPTH_LIMIT,
            root_fields: ROOT_FIELD_LIMIT,
            aliases: ALIAS_LIMIT,
            directives: DIRECTIVE_LIMIT,
            cost: COST_LIMIT,
            answer: ANSWER_LIMIT,
            introspection: true,
        }
    }
}

#[cfg(test)]
mod tests {
    use clap::Parser;

    use super::*;

    #[test]
    fn the_limits_without_settings_are_those_of_a_server_that_is_told_nothing() {
        #[derive(Parser)]
        struct Cli {
            #[command(flatten)]
            limits: GuardLimits,
        }
        assert_eq!(format!("{:?}", Cli::parse_from(["serve"]).limits), format!("{:?}", GuardLimits::default()));
        assert!(!Cli::parse_from(["serve", "--introspection", "false"]).limits.introspection);
        assert!(Cli::try_parse_from(["serve", "--nesting-limit", "101"]).is_err());
    }
}
