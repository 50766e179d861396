//! Trusted documents: the only ones that are executed, where an operator names them.

use std::collections::{HashMap, HashSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use serde::Deserialize;

use super::Hash;
use crate::error::{Error, Result};
use crate::graphql::{Api, Digest};
use crate::regular_file::{self, Unreadable};

/// The documents of the operator. Its clones share them.
#[derive(Clone)]
pub struct Trusted(Arc<Index>);

#[derive(Default)]
struct Index {
    by_id: HashMap<String, Arc<str>>,
    by_hash: HashMap<Hash, Arc<str>>,
    digests: HashSet<Digest>,
}

/// A manifest, as tools for clients write them.
#[derive(Deserialize)]
#[serde(untagged)]
enum Manifest {
    /// Apollo's: a list of operations.
    Operations { operations: Vec<Operation> },
    /// Relay's and GraphQL Code Generator's: the text of each document by its id.
    Texts(HashMap<String, String>),
}

#[derive(Deserialize)]
struct Operation {
    id: String,
    body: String,
}

impl Trusted {
    /// Reads a folder of `.graphql` files, each a document with its name as the id, or a manifest in JSON.
    ///
    /// # Errors
    /// `Read` when that cannot be read, `TrustedDocument` when there is none, or when the API would not execute one.
    pub fn read(path: &Path, api: &Api) -> Result<Self> {
        let documents = if path.is_dir() { in_folder(path)? } else { in_manifest(path)? };
        let problem = |reason: &str| Error::TrustedDocument { path: path.to_owned(), reason: reason.to_owned() };
        if documents.is_empty() {
            return Err(problem("there is no document: expected files NAME.graphql, or a manifest with documents"));
        }
        let mut index = Index::default();
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

    /// The text that a request names.
    pub fn text(&self, hash: Option<Hash>, id: Option<&str>) -> Option<Arc<str>> {
        let by_hash = |hash: Hash| self.0.by_hash.get(&hash);
        let by_id = |id: &str| self.0.by_id.get(id).or_else(|| Hash::of_id(id).and_then(by_hash));
        hash.and_then(by_hash).or_else(|| id.and_then(by_id)).cloned()
    }

    /// Whether the document is one of them, whatever its white space and comments.
    pub fn has(&self, document: &Digest) -> bool {
        self.0.digests.contains(document)
    }
}

/// The most bytes of a file of documents.
const FILE_LIMIT: u64 = 64 * 1024 * 1024;

fn in_folder(folder: &Path) -> Result<Vec<(String, String)>> {
    let failed = |path: &Path| {
        let path = path.to_owned();
        move |source| Error::Read(Unreadable { path, source })
    };
    let mut documents = Vec::new();
    for entry in std::fs::read_dir(folder).map_err(failed(folder))? {
        let path: PathBuf = entry.map_err(failed(folder))?.path();
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
        reason: "it is no manifest: expected a JSON object of texts by their ids, or one with `operations`, each with \
                 `id` and `body`"
            .to_owned(),
    })?;
    Ok(match manifest {
        Manifest::Operations { operations } => {
            operations.into_iter().map(|Operation { id, body }| (id, body)).collect()
        }
        Manifest::Texts(texts) => texts.into_iter().collect(),
    })
}
