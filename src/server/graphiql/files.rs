//! The built files of GraphiQL.

use std::collections::BTreeMap;
use std::fmt::Write;

use actix_web::http::header::EntityTag;
use include_dir::{Dir, File};
use sha2::{Digest, Sha256};

/// How many bytes of the SHA-256 of a file its ETag contains.
const TAG_BYTES: usize = 16;

/// Files by their paths, such as `assets/index-NWeFNyYn.css`.
pub struct Files(BTreeMap<String, Built>);

/// A file in both encodings.
pub struct Built {
    /// The media type, with the charset of text.
    pub content_type: &'static str,
    pub brotli: Form,
    pub gzip: Form,
}

/// A file in one encoding.
pub struct Form {
    pub bytes: &'static [u8],
    /// A digest of the encoded bytes.
    pub tag: EntityTag,
}

impl Files {
    /// The files of a directory with a `.br` and a `.gz` for each. A file that lacks one of them is ignored.
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

    /// The file with that path.
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
