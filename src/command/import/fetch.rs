//! Fetching a list over HTTP into a temporary file.

use std::fs::File;
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};
use std::time::Duration;

use indicatif::ProgressBar;
use sanad::import::{Source, SourceError, sources};
use tempfile::TempDir;
use ureq::http::{HeaderName, HeaderValue, Response};
use ureq::tls::{RootCerts, TlsConfig};
use ureq::{Agent, Body};
use url::Url;

use super::secrets::Secrets;
use crate::command::Failure;

/// Maximum number of redirects that are followed.
const REDIRECTS: usize = 8;
/// Maximum length of a file, in bytes.
const LENGTH: u64 = 2 << 30;
/// How long a server may take to accept a connection, and between two pieces of an answer.
const CONNECT: Duration = Duration::from_secs(30);
/// Lists that are made on demand take minutes.
const SILENCE: Duration = Duration::from_secs(300);

/// A header of requests.
#[derive(Clone)]
pub struct Header {
    name: HeaderName,
    value: HeaderValue,
}

impl std::fmt::Debug for Header {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Header").field("name", &self.name).finish_non_exhaustive()
    }
}

/// Parses `Name: value`. The reason of a failure does not quote it.
pub fn header(text: &str) -> Result<Header, String> {
    let expected = || "expected a name, a colon and a value, such as `Authorization: Bearer …`".to_owned();
    let (name, value) = text.split_once(':').ok_or_else(expected)?;
    let name = name.trim().parse().map_err(|_| expected())?;
    let value = value.trim().parse().map_err(|_| expected())?;
    Ok(Header { name, value })
}

/// The address that an argument is, if it is one.
pub fn address(argument: &Path) -> Option<Url> {
    let url: Url = argument.to_str()?.parse().ok()?;
    matches!(url.scheme(), "http" | "https").then_some(url)
}

/// The address without what may be secret: the query, the user and the password.
fn shown(address: &Url) -> String {
    let host = address.host_str().unwrap_or_default();
    let port = address.port().map(|port| format!(":{port}")).unwrap_or_default();
    format!("{}://{host}{port}{}", address.scheme(), address.path())
}

/// Fetches addresses.
pub struct Fetcher<'h> {
    agent: Agent,
    headers: &'h [Header],
    /// What servers were told that must not be printed.
    secrets: Secrets,
}

impl<'h> Fetcher<'h> {
    pub fn new(headers: &'h [Header]) -> Self {
        // Another part of the program may have chosen one: any does.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let config = Agent::config_builder()
            .http_status_as_error(false)
            .max_redirects(0)
            .max_redirects_will_error(false)
            .timeout_connect(Some(CONNECT))
            .timeout_recv_response(Some(SILENCE))
            .timeout_per_read(Some(SILENCE))
            .user_agent(concat!("sanad/", env!("CARGO_PKG_VERSION")))
            .tls_config(TlsConfig::builder().root_certs(RootCerts::PlatformVerifier).build())
            .build();
        let mut secrets = Secrets::default();
        headers.iter().filter_map(|header| header.value.to_str().ok()).for_each(|value| secrets.add(value));
        Self { agent: config.into(), headers, secrets }
    }

    /// Fetches a file. Redirects are followed; the headers are only sent to the scheme, host and port of the address.
    ///
    /// # Errors
    /// When the server cannot be reached, or answers with something else.
    pub fn fetch(&mut self, address: &Url, bar: &ProgressBar) -> Result<Fetched, Failure> {
        let name = shown(address);
        bar.set_message(name.clone());
        let failed = |reason: String| Failure::Input(format!("cannot fetch {name}: {reason}"));
        let mut next = address.clone();
        for _ in 0..=REDIRECTS {
            self.secrets.add_query(&next);
            let response = self.request(address, &next).map_err(failed)?;
            if !response.status().is_redirection() {
                return Fetched::new(address, response, bar).map_err(failed);
            }
            next = redirected(&next, &response).map_err(failed)?;
        }
        Err(failed(format!("it redirects more than {REDIRECTS} times")))
    }

    fn request(&self, first: &Url, address: &Url) -> Result<Response<Body>, String> {
        let mut request = self.agent.get(address.as_str());
        if address.origin() == first.origin() {
            for Header { name, value } in self.headers {
                request = request.header(name, value);
            }
        }
        request.call().map_err(|error| error.to_string())
    }

    /// The failure without what must not be printed: messages of errors and pages of servers repeat it.
    pub fn without_secrets(&self, failure: Failure) -> Failure {
        self.secrets.hide(failure)
    }
}

/// Where a redirect leads.
fn redirected(from: &Url, response: &Response<Body>) -> Result<Url, String> {
    let status = response.status();
    let location = response.headers().get("location").and_then(|location| location.to_str().ok());
    let location = location.ok_or_else(|| format!("the server answered {status} without saying where to"))?;
    let to = from.join(location).map_err(|error| format!("the server redirects to what is no address: {error}"))?;
    match (from.scheme(), to.scheme()) {
        ("http", "http") | (_, "https") => Ok(to),
        ("https", "http") => Err(format!("the server redirects to {}, which is not encrypted", shown(&to))),
        (_, scheme) => Err(format!("the server redirects to the scheme {scheme}: expected https")),
    }
}

/// A file that was fetched, as long as this lives.
pub struct Fetched {
    /// The address, without secrets.
    name: String,
    path: PathBuf,
    /// Removes the file.
    _directory: TempDir,
}

impl Fetched {
    fn new(address: &Url, response: Response<Body>, bar: &ProgressBar) -> Result<Self, String> {
        let status = response.status();
        if !status.is_success() {
            return Err(format!("the server answered {status}: expected 200 OK"));
        }
        let directory = TempDir::with_prefix("sanad-").map_err(|error| format!("no temporary directory: {error}"))?;
        // Some lists are only told apart by the name of the file.
        let last = address.path_segments().and_then(|mut segments| segments.next_back()).unwrap_or_default();
        let is_plain = |character: &char| character.is_ascii_alphanumeric() || matches!(character, '.' | '-' | '_');
        let plain: String = last.chars().filter(is_plain).collect();
        let plain = plain.trim_start_matches('.');
        let path = directory.path().join(if plain.is_empty() { "list" } else { plain });
        let mut body = response.into_body().into_with_config().limit(LENGTH).reader();
        copy(&mut body, &path, bar)?;
        Ok(Self { name: shown(address), path, _directory: directory })
    }

    /// The editions in it, under its address.
    pub fn sources(&self) -> Result<Vec<Source>, SourceError> {
        let place = self.path.display().to_string();
        let named = |name: &str| name.replacen(&place, &self.name, 1);
        match sources(&self.path) {
            Ok(found) => Ok(found
                .into_iter()
                .map(|source| {
                    let name = named(source.name());
                    source.renamed(name)
                })
                .collect()),
            Err(SourceError { name, error }) => Err(SourceError { name: named(&name), error }),
        }
    }
}

fn copy(body: &mut impl Read, path: &Path, bar: &ProgressBar) -> Result<(), String> {
    let mut file = File::create(path).map_err(|error| format!("cannot store it: {error}"))?;
    let mut buffer = vec![0; 64 << 10];
    loop {
        let length = match body.read(&mut buffer) {
            Ok(0) => break,
            Ok(length) => length,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            Err(error) => return Err(format!("the answer broke off: {error}")),
        };
        file.write_all(&buffer[..length]).map_err(|error| format!("cannot store it: {error}"))?;
        bar.inc(length as u64);
    }
    bar.finish_and_clear();
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_told_from_files() {
        for (argument, is_address) in [
            ("https://example.org/list.xml?token=secret", true),
            ("http://127.0.0.1:8080/list.xml", true),
            ("list.xml", false),
            ("file:///etc/passwd", false),
            ("C:\\lists\\un.xml", false),
        ] {
            assert_eq!(address(Path::new(argument)).is_some(), is_address, "{argument}");
        }
        let address = address(Path::new("https://me:pass@example.org:8443/a/list.xml?token=secret#x")).unwrap();
        assert_eq!(shown(&address), "https://example.org:8443/a/list.xml");
    }

    #[test]
    fn headers_are_a_name_and_a_value() {
        assert_eq!(header("X-Token:  abc ").unwrap().value, "abc");
        for text in ["", "X-Token", ": abc", "X Token: abc", "X-Token: a\nb"] {
            let reason = header(text).unwrap_err();
            assert!(reason.starts_with("expected a name"), "{text:?}: {reason}");
        }
        assert!(!format!("{:?}", header("X-Token: secret").unwrap()).contains("secret"));
    }
}
