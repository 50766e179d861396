use clap::builder::RangedU64ValueParser;

use super::STRANGERS;

/// The default cost limit. Five levels of ten relationships each cost 1,056,000.
const COST_LIMIT: u64 = 1_500_000;

/// The default answer limit in bytes. GraphiQL's introspection query has an answer of 250,000.
const ANSWER_LIMIT: usize = 8 << 20;

/// Limits on what one request may ask for. A fragment counts each time it is spread.
#[derive(Debug, Clone, clap::Args)]
pub struct GuardLimits {
    /// Maximum document size in bytes. GraphiQL's introspection query has 2,500.
    #[arg(skip = DOCUMENT_LIMIT)]
    pub bytes: usize,

    /// Maximum number of tokens, and of selections once fragments are expanded. GraphiQL's introspection query has 300.
    #[arg(skip = TOKEN_LIMIT)]
    pub tokens: usize,

    /// Maximum nesting of brackets of any kind, in documents and in variables. GraphiQL's introspection query has 14.
    #[arg(skip = NESTING_LIMIT)]
    pub nesting: usize,

    /// Maximum nesting of selections, fragments included. GraphiQL's introspection query has 14, five levels of
    /// relationships have 21.
    #[arg(skip = DEPTH_LIMIT)]
    pub depth: usize,

    /// Maximum number of fields on the query root.
    #[arg(skip = ROOT_FIELD_LIMIT)]
    pub root_fields: usize,

    /// Maximum number of aliases.
    #[arg(skip = ALIAS_LIMIT)]
    pub aliases: usize,

    /// Maximum number of directives.
    #[arg(skip = DIRECTIVE_LIMIT)]
    pub directives: usize,

    /// Maximum cost of a request
    ///
    /// A unit is about a microsecond of processor time, if every list is as long as it may be. A request with the extension
    /// `"cost": true` is told its own cost.
    #[arg(long = "cost-limit", env = "SANAD_COST_LIMIT", value_name = "COST", default_value_t = COST_LIMIT)]
    #[arg(value_parser = clap::value_parser!(u64).range(1..=1_000_000_000_000), help_heading = STRANGERS)]
    pub cost: u64,

    /// Maximum answer size in bytes
    ///
    /// A request is refused as soon as its answer exceeds this, or the article bodies that it reads do.
    #[arg(long = "answer-limit", env = "SANAD_ANSWER_LIMIT", value_name = "BYTES", default_value_t = ANSWER_LIMIT)]
    #[arg(value_parser = RangedU64ValueParser::<usize>::new().range(1024..=1 << 30), help_heading = STRANGERS)]
    pub answer: usize,

    /// Whether queries may read the schema, by `__schema` and `__type`
    #[arg(long, env = "SANAD_INTROSPECTION", value_name = "BOOL", default_value_t = true)]
    #[arg(action = clap::ArgAction::Set, value_parser = super::true_or_false, help_heading = STRANGERS)]
    pub introspection: bool,
}

const DOCUMENT_LIMIT: usize = 64 * 1024;
const TOKEN_LIMIT: usize = 10_000;
const NESTING_LIMIT: usize = 64;
const DEPTH_LIMIT: usize = 32;
const ROOT_FIELD_LIMIT: usize = 100;
const ALIAS_LIMIT: usize = 200;
const DIRECTIVE_LIMIT: usize = 100;

impl Default for GuardLimits {
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
    fn the_defaults_of_the_library_are_those_of_the_settings() {
        #[derive(Parser)]
        struct Cli {
            #[command(flatten)]
            limits: GuardLimits,
        }
        assert_eq!(format!("{:?}", Cli::parse_from(["serve"]).limits), format!("{:?}", GuardLimits::default()));
        assert!(!Cli::parse_from(["serve", "--introspection", "false"]).limits.introspection);
        assert!(Cli::try_parse_from(["serve", "--cost-limit", "0"]).is_err());
    }
}
