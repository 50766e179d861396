//! What is kept, so that it need not be computed or sent again.

use std::path::{Path, PathBuf};

use clap::builder::{OsStringValueParser, RangedU64ValueParser, TypedValueParser};

/// The most bytes of memory that a cache may be given: 64 GiB.
const MOST_BYTES: u64 = 64 << 30;

/// What is kept, so that it need not be computed or sent again.
#[derive(Debug, Clone, clap::Args)]
#[command(next_help_heading = "Caching")]
pub struct Caching {
    /// Memory for answers that are given again while the data is the same, in bytes
    ///
    /// Beyond it, what is asked for least makes room. 0 keeps none.
    #[arg(long, env = "SANAD_ANSWER_CACHE", value_name = "BYTES", default_value_t = 64 << 20)]
    #[arg(value_parser = RangedU64ValueParser::<u64>::new().range(0..=MOST_BYTES))]
    pub answer_cache: u64,

    /// How long clients and caches on the way may use an answer without asking again, in seconds
    ///
    /// With 0 they ask each time whether their answer still stands, which costs neither of both sides much.
    #[arg(long, env = "SANAD_MAX_AGE", value_name = "SECONDS", default_value_t = 0)]
    #[arg(value_parser = RangedU64ValueParser::<u32>::new().range(0..=31_536_000))]
    pub max_age: u32,

    /// Memory for documents that clients register under their hash (automatic persisted queries), in bytes
    ///
    /// 0 takes no documents by hash.
    #[arg(long, env = "SANAD_PERSISTED_QUERIES", value_name = "BYTES", default_value_t = 4 << 20)]
    #[arg(value_parser = RangedU64ValueParser::<u64>::new().range(0..=MOST_BYTES))]
    pub persisted_queries: u64,

    #[command(flatten)]
    trusted: TrustedPath,
}

/// Where the trusted documents are.
#[derive(Debug, Clone, clap::Args)]
struct TrustedPath {
    /// The only documents that are executed: a folder of .graphql files, or a manifest in JSON
    ///
    /// They are read once, at the start. A document is asked for by its text, by the SHA-256 of its text, by the name of
    /// its file without .graphql, or by the id that the manifest gives it. Empty: any document is executed.
    #[arg(long, env = "SANAD_TRUSTED_DOCUMENTS", value_name = "PATH", default_value = "", hide_default_value = true)]
    #[arg(value_parser = OsStringValueParser::new().map(PathBuf::from))]
    trusted_documents: PathBuf,
}

impl Caching {
    /// The folder or the manifest of the only documents that are executed, if such a setting is made.
    pub fn trusted_documents(&self) -> Option<&Path> {
        let path = &*self.trusted.trusted_documents;
        (!path.as_os_str().is_empty()).then_some(path)
    }
}
