//! Files that are built in `web/` and embedded in the binary, compressed.

use std::collections::BTreeMap;

use actix_web::body::BodyStream;
use actix_web::dev::Decompress;
use actix_web::error::PayloadError;
use actix_web::http::StatusCode;
use actix_web::http::header::{self, AcceptEncoding, ContentEncoding, ETag, Encoding, EntityTag, Header};
use actix_web::{HttpRequest, HttpResponse, HttpResponseBuilder, web};
use futures_util::stream;
use include_dir::{Dir, File};
use sha2::{Digest, Sha256};

use super::cache_headers::IfNoneMatch;

/// The page and the licences keep their names between builds, so browsers revalidate them.
pub const PAGE_CACHING: &str = "no-cache";

/// The names of all other files contain a hash of their content.
pub const ASSET_CACHING: &str = "public, max-age=31536000, immutable";

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
        Self { bytes, tag: EntityTag::new_strong(digest(bytes, TAG_BYTES)) }
    }
}

/// The first bytes of the SHA-256 of a content, in hexadecimal.
pub fn digest(content: impl AsRef<[u8]>, bytes: usize) -> String {
    Sha256::digest(content).iter().take(bytes).map(|byte| format!("{byte:02x}")).collect()
}

/// A file in the encoding that the client prefers, or 304 if the client has it.
pub fn sent(file: &'static Built, caching: &'static str, policy: &'static str, request: &HttpRequest) -> HttpResponse {
    let mut answer = HttpResponse::Ok();
    answer
        .content_type(file.content_type)
        .insert_header((header::CACHE_CONTROL, caching))
        .insert_header((header::CONTENT_SECURITY_POLICY, policy))
        .insert_header((header::VARY, header::ACCEPT_ENCODING.as_str()));
    let (coding, form) = match preferred(request) {
        ContentEncoding::Brotli => (ContentEncoding::Brotli, &file.brotli),
        ContentEncoding::Gzip => (ContentEncoding::Gzip, &file.gzip),
        _ => return inflated(answer, file),
    };
    answer.insert_header(ETag(form.tag.clone()));
    if IfNoneMatch::of(request).matches(&form.tag) {
        return answer.status(StatusCode::NOT_MODIFIED).finish();
    }
    answer.insert_header(coding).body(form.bytes)
}

/// The available encoding that the client prefers.
fn preferred(request: &HttpRequest) -> ContentEncoding {
    let codings = [Encoding::brotli(), Encoding::gzip(), Encoding::identity()];
    match AcceptEncoding::parse(request).ok().and_then(|accepted| accepted.negotiate(codings.iter())) {
        Some(Encoding::Known(coding)) => coding,
        _ => ContentEncoding::Identity,
    }
}

/// The uncompressed file, for the few clients that accept neither encoding. It has no ETag, since the compression middleware
/// may still encode it.
fn inflated(mut answer: HttpResponseBuilder, file: &'static Built) -> HttpResponse {
    let gzip = stream::iter([Ok::<_, PayloadError>(web::Bytes::from_static(file.gzip.bytes))]);
    answer.body(BodyStream::new(Decompress::new(gzip, ContentEncoding::Gzip)))
}

fn content_type(path: &str) -> &'static str {
    match path.rsplit('.').next() {
        Some("html") => "text/html; charset=utf-8",
        Some("js") => "text/javascript; charset=utf-8",
        Some("css") => "text/css; charset=utf-8",
        Some("md") => "text/markdown; charset=utf-8",
        Some("json") => "application/json; charset=utf-8",
        Some("svg") => "image/svg+xml",
        Some("woff2") => "font/woff2",
        Some("ttf") => "font/ttf",
        _ => "application/octet-stream",
    }
}
