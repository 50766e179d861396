use clap::ArgAction;

use super::clients::{Origins, origin, origins};
use super::{PRODUCTION, STRANGERS, true_or_false};

/// The pages for people.
#[derive(Debug, Clone, clap::Args)]
pub struct Explorer {
    /// Whether to serve the explorer: pages in Arabic and English at /ar and /en
    #[arg(long, env = "SANAD_PAGES", value_name = "BOOL", default_value_t = true, action = ArgAction::Set)]
    #[arg(value_parser = true_or_false, help_heading = STRANGERS)]
    pub pages: bool,

    /// Whether search engines may list the pages
    ///
    /// Pages name people who are accused by somebody. With `false`, each page asks not to be listed.
    #[arg(long, env = "SANAD_PAGES_INDEXED", value_name = "BOOL", default_value_t = true, action = ArgAction::Set)]
    #[arg(value_parser = true_or_false, help_heading = STRANGERS)]
    pub pages_indexed: bool,

    /// The digits of Arabic pages
    #[arg(long, env = "SANAD_PAGES_DIGITS", value_name = "DIGITS", default_value = "western")]
    #[arg(help_heading = PRODUCTION)]
    pub pages_digits: Digits,

    /// The origin by which people reach the pages, such as https://sanad.example: for the addresses that they cite
    ///
    /// Without it, pages use the `Host` of each request, with http.
    #[arg(long, env = "SANAD_PUBLIC_ORIGIN", value_name = "ORIGIN", default_value = "", hide_default_value = true)]
    #[arg(value_parser = origin_or_none, help_heading = PRODUCTION)]
    pub public_origin: PublicOrigin,

    /// Origins whose pages may embed networks and timelines in frames, separated by commas; * allows all
    ///
    /// Without any, /embed is left out.
    #[arg(long, env = "SANAD_EMBED_ORIGINS", value_name = "ORIGINS", default_value = "", hide_default_value = true)]
    #[arg(value_parser = origins, help_heading = STRANGERS)]
    pub embed_origins: Origins,
}

/// The origin of the pages; none if it is not set.
pub type PublicOrigin = std::option::Option<String>;

/// The digits of Arabic pages.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum Digits {
    /// 0 to 9, as Libya and the Maghreb write them
    Western,
    /// ٠ to ٩, as Egypt and the Levant write them
    Eastern,
}

fn origin_or_none(text: &str) -> Result<PublicOrigin, String> {
    if text.trim().is_empty() { Ok(None) } else { origin(text.trim()).map(Some) }
}
