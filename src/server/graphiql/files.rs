//! The files of GraphiQL, as `web/` builds them.

use std::collections::BTreeMap;
use std::fmt::Write;

use actix_web::http::header::EntityTag;
use include_dir::{Dir, File};
use sha2::{Digest, Sha256};

/// How many bytes of a file's SHA-256 tell it from all others.
const TAG_BYTES: usize = 16;

/// Files by their paths, such as `assets/index-NWeFNyYn.css`.
pub struct Files(BTreeMap<String, Built>);

/// A file in the two forms in which it is kept.
pub struct Built {
    /// The media type, with the charset of text.
    pub content_type: &'static str,
    pub brotli: Form,
    pub gzip: Form,
}

/// A file as it is sent.
pub struct Form {
    pub bytes: &'static [u8],
    /// What it is known by: another for each content and each form.
    pub tag: EntityTag,
}

impl Files {
    /// The files of a folder that holds each as `.br` and as `.gz`; one that lacks a form is left out.
    pub fn of(folder: &'static Dir<'static>) -> Self {
        let mut files = BTreeMap::new();
        let mut folders = vec![folder];
        while let Some(next) = folders.pop() {
            folders.extend(next.dirs());
            files.extend(next.files().filter_map(|brotli| {
                let path = brotli.path().to_str()?.strip_suffix(".br")?;
                let gzip = folder.get_file(format!("{path}.gz"))?;
                let built = Built { content_type: content_type(path), brotli: Form::of(brotli), gzip: Form::of(gzip) };
                Some((path.to_owned(), built))
            }));
        }
        Self(files)
    }

    /// The file of that path.
    pub fn get(&self, path: &str) -> Option<&Built> {
        self.0.get(path)
    }

    #[cfg(test)]
    pub fn paths(&self) -> impl Iterator<Item = &str> {
        self.0.keys().map(String::as_str)
    }
}

impl Form {
    fn of(file: &'static File<'static>) -> Self {
        let bytes = file.contents();
        let digest = Sha256::digest(bytes);
        let tag = digest.iter().take(TAG_BYTES).fold(String::new(), |mut tag, byte| {
            let _ = write!(tag, "{byte:02x}");
            tag
        });
        Self { bytes, tag: EntityTag::new_strong(tag) }
    }
}

fn content_type(path: &str) -> &'static str {
    match path.rsplit('.').next() {
        Some("html") => "text/html; charset=utf-8",
        Some("js") => "text/javascript; charset=utf-8",
        Some("css") => "text/css; charset=utf-8",
        Some("md") => "text/markdown; charset=utf-8",
        Some("svg") => "image/svg+xml",
        Some("woff2") => "font/woff2",
        Some("ttf") => "font/ttf",
        _ => "application/octet-stream",
    }
}
