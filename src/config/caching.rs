use std::path::{Path, PathBuf};

use clap::builder::{OsStringValueParser, RangedU64ValueParser, TypedValueParser};

use super::{PRODUCTION, STRANGERS};

/// The largest answer cache: 64 GiB.
const MAX_BYTES: u64 = 64 << 30;

/// What is cached, and for how long.
#[derive(Debug, Clone, clap::Args)]
pub struct Caching {
    /// Memory for cached answers, in bytes; 0 disables the cache
    ///
    /// A load of new data empties it. When it is full, the least requested answers are evicted.
    #[arg(long, env = "SANAD_ANSWER_CACHE", value_name = "BYTES", default_value_t = 64 << 20)]
    #[arg(value_parser = RangedU64ValueParser::<u64>::new().range(0..=MAX_BYTES), help_heading = PRODUCTION)]
    pub answer_cache: u64,

    /// How long clients and intermediate caches may reuse an answer without revalidating it, in seconds
    ///
    /// With 0 they revalidate each time, which is cheap: an unchanged answer is a 304 without a body.
    #[arg(long, env = "SANAD_MAX_AGE", value_name = "SECONDS", default_value_t = 0)]
    #[arg(value_parser = RangedU64ValueParser::<u32>::new().range(0..=31_536_000), help_heading = PRODUCTION)]
    pub max_age: u32,

    #[command(flatten)]
    trusted: TrustedPath,
}

/// Where the trusted documents are.
#[derive(Debug, Clone, clap::Args)]
struct TrustedPath {
    /// Allowlist of documents: a directory of .graphql files or a JSON manifest; empty allows any document
    ///
    /// It is read once, at startup. A request names a document by its text, by the SHA-256 of its text, by its file name
    /// without .graphql, or by its id in the manifest.
    #[arg(long, env = "SANAD_TRUSTED_DOCUMENTS", value_name = "PATH", default_value = "", hide_default_value = true)]
    #[arg(value_parser = OsStringValueParser::new().map(PathBuf::from), help_heading = STRANGERS)]
    trusted_documents: PathBuf,
}

impl Caching {
    /// The allowlist of documents, if one is set.
    pub fn trusted_documents(&self) -> Option<&Path> {
        let path = &*self.trusted.trusted_documents;
        (!path.as_os_str().is_empty()).then_some(path)
    }
}
