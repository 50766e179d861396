//! Documents that a request names: by their hash, or by the id that the operator gave them.

use std::fs;

use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use crate::commands::{folder, on, refuses};
use crate::support::TestDatabase;
use crate::support::server::TestServer;

const QUERY: &str = "{ party(key: \"kaniyat\") { key } }";

fn hash(text: &str) -> String {
    Sha256::digest(text).iter().map(|byte| format!("{byte:02x}")).collect()
}

fn named(text: &str) -> Value {
    json!({ "persistedQuery": { "version": 1, "sha256Hash": hash(text) } })
}

fn answer() -> Value {
    json!({ "data": { "party": { "key": "kaniyat" } } })
}

fn a_client_registers_a_document_under_its_hash(db: &TestDatabase) {
    let server = TestServer::started(db, &[]);
    let unknown = server.post(&json!({ "extensions": named(QUERY) }));
    assert_eq!(unknown.code(), "PERSISTED_QUERY_NOT_FOUND");
    assert_eq!(unknown.json()["errors"][0]["message"], "PersistedQueryNotFound");
    let registered = server.post(&json!({ "query": QUERY, "extensions": named(QUERY) }));
    assert_eq!(registered.json(), answer());
    assert_eq!(server.post(&json!({ "extensions": named(QUERY) })).json(), answer());
    assert_eq!(server.post(&json!({ "documentId": format!("sha256:{}", hash(QUERY)) })).json(), answer());
    let extensions = named(QUERY).to_string().replace('{', "%7B").replace('}', "%7D").replace('"', "%22");
    let read = server.get(&format!("/graphql?extensions={extensions}"), &[]);
    assert_eq!(read.json(), answer());
    assert!(!read.header("etag").is_empty());
}

fn what_is_not_executed_is_not_registered(db: &TestDatabase) {
    let server = TestServer::started(db, &[]);
    for text in ["{", "{ nothing }"] {
        server.post(&json!({ "query": text, "extensions": named(text) }));
        assert_eq!(server.post(&json!({ "extensions": named(text) })).code(), "PERSISTED_QUERY_NOT_FOUND", "{text}");
    }
    for (extension, expected) in [
        (named("{ revision }")["persistedQuery"].clone(), "is not the SHA-256 of `query`"),
        (json!({ "version": 2, "sha256Hash": hash(QUERY) }), "expected 1"),
        (json!({ "version": 1, "sha256Hash": "x" }), "expected 64 hexadecimal digits"),
        (json!({ "version": 1 }), "expected 64 hexadecimal digits"),
        (json!("x"), "expected `version` and `sha256Hash`"),
    ] {
        let refused = server.post(&json!({ "query": QUERY, "extensions": { "persistedQuery": extension } }));
        assert_eq!(refused.code(), "BAD_REQUEST", "{}", refused.text);
        assert!(refused.text.contains(expected), "{}", refused.text);
    }
}

/// With these documents nothing else is executed.
fn trusts(db: &TestDatabase, path: &str, id: &str) {
    let server = TestServer::started(db, &["--trusted-documents", path]);
    for request in [
        json!({ "documentId": id }),
        json!({ "documentId": format!("sha256:{}", hash(QUERY)) }),
        json!({ "extensions": named(QUERY) }),
        json!({ "query": QUERY }),
        json!({ "query": QUERY.replace(' ', "\n") }),
    ] {
        assert_eq!(server.post(&request).json(), answer(), "{request}");
    }
    assert_eq!(server.get(&format!("/graphql?documentId={id}"), &[]).json(), answer());
    for query in ["{ revision }", "{ party(key: \"kaniyat\") { id } }", "{ __schema { queryType { name } } }"] {
        let refused = server.post(&json!({ "query": query, "extensions": named(query) }));
        assert_eq!((refused.status, refused.code().as_str()), (403, "DOCUMENT_NOT_TRUSTED"), "{query}");
    }
    assert_eq!(server.post(&json!({ "documentId": "other" })).code(), "PERSISTED_QUERY_NOT_FOUND");
}

fn only_trusted_documents_are_executed(db: &TestDatabase) {
    let folder = folder(&format!("trusted-{}", db.backend()));
    let path = |name: &str| folder.join(name).to_str().unwrap().to_owned();
    fs::create_dir(path("documents")).unwrap();
    fs::write(path("documents/kaniyat.graphql"), QUERY).unwrap();
    fs::write(path("documents/notes.txt"), "no document").unwrap();
    trusts(db, &path("documents"), "kaniyat");
    let operation = json!({ "id": "k", "name": "K", "type": "query", "body": QUERY });
    let apollo = json!({ "format": "apollo-persisted-query-manifest", "version": 1, "operations": [operation] });
    fs::write(path("apollo.json"), apollo.to_string()).unwrap();
    trusts(db, &path("apollo.json"), "k");
    fs::write(path("relay.json"), json!({ "k": QUERY }).to_string()).unwrap();
    trusts(db, &path("relay.json"), "k");
}

fn a_server_with_unusable_documents_does_not_start(db: &TestDatabase) {
    let folder = folder(&format!("untrusted-{}", db.backend()));
    let bomb: String = (0..40).map(|n| format!("fragment F{n} on Query {{ ...F{m} ...F{m} }} ", m = n + 1)).collect();
    let bomb = json!({ "a": format!("{{ ...F0 }} {bomb} fragment F40 on Query {{ revision }}") }).to_string();
    for (name, text, expected) in [
        ("bomb.json", bomb.as_str(), "selections"),
        ("broken.json", "{\"a\": \"{ revision\"}", "the document `a`"),
        ("unknown.json", "{\"a\": \"{ nothing }\"}", "`Query` has no field `nothing`"),
        ("empty.json", "{}", "there are no documents"),
        ("list.json", "[]", "it is not a manifest"),
        ("missing/gone.json", "", "cannot read"),
    ] {
        let path = folder.join(name);
        let _ = fs::write(&path, text);
        let mut command = on(db, "untrusted-serve", &["serve", "--trusted-documents", path.to_str().unwrap()]);
        refuses(&mut command, expected);
    }
    let mut endless = on(db, "untrusted-serve", &["serve", "--trusted-documents", "/dev/zero"]);
    refuses(&mut endless, "it is a device: expected a regular file");
}

on_each_backend! {
    a_client_registers_a_document_under_its_hash,
    what_is_not_executed_is_not_registered,
    only_trusted_documents_are_executed,
    a_server_with_unusable_documents_does_not_start,
}
