//! Trusted documents: an allowlist of documents.

use std::collections::{HashMap, HashSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use serde::Deserialize;

use super::Hash;
use crate::error::{Error, Result};
use crate::graphql::{Api, Digest};
use crate::regular_file::{self, Unreadable};

/// The documents on the allowlist. Clones share them.
#[derive(Clone)]
pub struct Trusted(Arc<Index>);

#[derive(Default)]
struct Index {
    by_id: HashMap<String, Arc<str>>,
    by_hash: HashMap<Hash, Arc<str>>,
    digests: HashSet<Digest>,
}

/// A manifest, in the formats that client tools write.
#[derive(Deserialize)]
#[serde(untagged)]
enum Manifest {
    /// Apollo Client (`generate-persisted-query-manifest`): a list of operations.
    Operations { operations: Vec<Operation> },
    /// Relay Compiler and GraphQL Code Generator: the text of each document by its id.
    Texts(HashMap<String, String>),
}

#[derive(Deserialize)]
struct Operation {
    id: String,
    body: String,
}

impl Trusted {
    /// Reads a directory of `.graphql` files, each a document whose id is its file name, or a JSON manifest. The server's own
    /// documents are on the list, too, but have no id.
    ///
    /// # Errors
    /// `Read` when it cannot be read, `TrustedDocument` when it is empty or has a document that is not valid.
    pub fn read(path: &Path, api: &Api, own: &[&str]) -> Result<Self> {
        let documents = if path.is_dir() { in_directory(path)? } else { in_manifest(path)? };
        let problem = |reason: &str| Error::TrustedDocument { path: path.to_owned(), reason: reason.to_owned() };
        if documents.is_empty() {
            return Err(problem("there are no documents: expected files NAME.graphql, or a manifest with documents"));
        }
        let mut index = Index::default();
        let own = own.iter().filter_map(|text| api.document(text).ok());
        index.digests.extend(own.map(|document| *document.digest()));
        for (id, text) in documents {
            let document = api.document(&text).map_err(|refusal| {
                let reason = refusal.errors.first().map_or("", |error| error.message.as_str());
                problem(&format!("the document `{id}`: {reason}"))
            })?;
            let text: Arc<str> = text.into();
            index.digests.insert(*document.digest());
            index.by_hash.insert(Hash::of(&text), Arc::clone(&text));
            index.by_id.insert(id, text);
        }
        Ok(Self(Arc::new(index)))
    }

    /// The text of the document with this hash or id.
    pub fn text(&self, hash: Option<Hash>, id: Option<&str>) -> Option<Arc<str>> {
        let by_hash = |hash: Hash| self.0.by_hash.get(&hash);
        let by_id = |id: &str| self.0.by_id.get(id).or_else(|| Hash::of_id(id).and_then(by_hash));
        hash.and_then(by_hash).or_else(|| id.and_then(by_id)).cloned()
    }

    /// Whether the document is on the allowlist. White space and comments do not matter.
    pub fn has(&self, document: &Digest) -> bool {
        self.0.digests.contains(document)
    }
}

/// The largest file that is read, in bytes.
const FILE_LIMIT: u64 = 64 * 1024 * 1024;

fn in_directory(directory: &Path) -> Result<Vec<(String, String)>> {
    let failed = |path: &Path| {
        let path = path.to_owned();
        move |source| Error::Read(Unreadable { path, source })
    };
    let mut documents = Vec::new();
    for entry in std::fs::read_dir(directory).map_err(failed(directory))? {
        let path: PathBuf = entry.map_err(failed(directory))?.path();
        if path.extension().is_none_or(|extension| extension != "graphql") {
            continue;
        }
        let id = path.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
        documents.push((id, regular_file::read_text(&path, FILE_LIMIT).map_err(failed(&path))?));
    }
    Ok(documents)
}

fn in_manifest(path: &Path) -> Result<Vec<(String, String)>> {
    let text =
        regular_file::read_text(path, FILE_LIMIT).map_err(|source| Unreadable { path: path.to_owned(), source })?;
    let manifest = serde_json::from_str(&text).map_err(|_| Error::TrustedDocument {
        path: path.to_owned(),
        reason:
            "it is not a manifest: expected a JSON object with documents by their ids, or one with `operations`, each \
                 with `id` and `body`"
                .to_owned(),
    })?;
    Ok(match manifest {
        Manifest::Operations { operations } => {
            operations.into_iter().map(|Operation { id, body }| (id, body)).collect()
        }
        Manifest::Texts(texts) => texts.into_iter().collect(),
    })
}
