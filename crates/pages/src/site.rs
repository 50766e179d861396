//! What the server knows of itself: settings, and the files that pages load.

use std::collections::HashMap;
use std::ops::Deref;
use std::sync::Arc;

use serde::Deserialize;

use crate::locale::Digits;

/// The server as a client reaches it: what pages depend on besides their answers. Clones share it.
#[derive(Debug, Clone)]
pub struct Site {
    /// Scheme and host, such as `https://sanad.example`: what absolute addresses begin with.
    pub origin: Arc<str>,
    fixed: Arc<Fixed>,
}

impl Site {
    pub fn new(origin: &str, fixed: Fixed) -> Self {
        Self { origin: origin.into(), fixed: Arc::new(fixed) }
    }

    /// The same server, reached by another address.
    pub fn at(&self, origin: &str) -> Self {
        Self { origin: origin.into(), ..self.clone() }
    }
}

impl Deref for Site {
    type Target = Fixed;

    fn deref(&self) -> &Fixed {
        &self.fixed
    }
}

/// What is the same for all clients.
#[derive(Debug, Default)]
pub struct Fixed {
    pub digits: Digits,
    /// Whether search engines may list the pages.
    pub is_indexed: bool,
    /// Whether there is a GraphiQL to open queries in.
    pub graphiql: bool,
    /// Whether the schema is public.
    pub schema: bool,
    pub files: Files,
    /// Questions that GraphiQL opens.
    pub questions: Vec<Question>,
}

/// The addresses of the files that pages load.
#[derive(Debug, Clone, Default)]
pub struct Files {
    /// The style sheet.
    pub style: String,
    /// The style sheet with the fonts, if they are built.
    pub fonts: Option<String>,
    /// The script for all pages, if it is built.
    pub script: Option<String>,
    /// The script that draws networks, if it is built.
    pub network: Option<String>,
    /// Where the licences of the fonts and scripts can be read.
    pub licences: Option<String>,
}

impl Files {
    /// The files that Vite has built, by its manifest; without one there are none.
    pub fn built(style: String, manifest: Option<&str>) -> Self {
        #[derive(Deserialize)]
        struct Entry {
            file: String,
        }
        let manifest = manifest.and_then(|manifest| serde_json::from_str::<HashMap<String, Entry>>(manifest).ok());
        let of = |source: &str| Some(format!("{BUILT}/{}", manifest.as_ref()?.get(source)?.file));
        Self {
            style,
            fonts: of("explorer/fonts.css"),
            script: of("explorer/main.js"),
            network: of("explorer/network.js"),
            licences: manifest.is_some().then(|| format!("{BUILT}/licenses.md")),
        }
    }
}

/// Where the built files are served.
const BUILT: &str = "/explorer";

/// A question in both languages, and the address that answers it.
#[derive(Debug, Clone)]
pub struct Question {
    pub en: String,
    pub ar: String,
    pub address: String,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_clients_share_what_is_the_same_for_them() {
        let site = Site::new("https://sanad.example", Fixed::default());
        let other = site.at("http://localhost");
        assert_eq!(&*other.origin, "http://localhost");
        assert!(std::ptr::eq(&*site, &*other));
    }
}
