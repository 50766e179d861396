//! The questions, and the statements that answer them.

use std::net::SocketAddr;

use actix_web::web::Bytes;
use sanad::config::DatabaseUrl;
use serde_json::{Value, json};

use crate::Failure;
use crate::rivals::serve;

/// Something that is asked over HTTP.
pub struct Case {
    pub name: &'static str,
    pub url: String,
    /// The body of each request, which rivals take no notice of.
    pub body: String,
    /// How many bytes the answer has.
    pub length: usize,
}

/// A party by its key.
const LOOK_UP: &str = r#"{ party(key: "p-0000041") { key name } }"#;

/// 20 parties, their relationships, up to 5 pieces of evidence for each, and the articles.
const NESTED: &str = "{ parties(first: 20, orderBy: { by: KEY }) { nodes { key name relationships(first: 20) { nodes { \
                      kind started evidence(first: 5) { nodes { stance article { key headline } } } } } } } }";

/// What the statements call building an object and gathering a list.
struct Words {
    object: &'static str,
    /// What comes before and after an object that is put into a list.
    list: (&'static str, &'static str),
    text: &'static str,
}

fn words(url: &DatabaseUrl) -> Words {
    match url {
        DatabaseUrl::Sqlite(_) => Words { object: "json_object", list: ("json_group_array(json(", "))"), text: "" },
        DatabaseUrl::Postgres(_) => {
            Words { object: "json_build_object", list: ("coalesce(json_agg(", "), '[]'::json)"), text: "::text" }
        }
    }
}

fn look_up(Words { object, text, .. }: &Words) -> String {
    format!(
        "SELECT {object}('data', {object}('party', (SELECT {object}('key', key, 'name', caption) FROM nodes \
         WHERE key = 'p-0000041' AND kind IN ('Actor', 'Organization')))){text} AS answer"
    )
}

fn nested(Words { object, list: (before, after), text }: &Words) -> String {
    let evidence = format!(
        "SELECT {before}item{after} FROM (SELECT {object}('stance', evidence.stance, 'article', \
         {object}('key', article.key, 'headline', articles.headline)) AS item FROM evidence \
         JOIN articles ON articles.id = evidence.article_id JOIN nodes AS article ON article.id = articles.id \
         WHERE evidence.fact_id = relationships.id ORDER BY evidence.ordinal LIMIT 5) AS items"
    );
    let end = |end| {
        format!("SELECT id FROM (SELECT id FROM relationships WHERE {end} = parties.id ORDER BY id LIMIT 20) AS {end}")
    };
    let relationships = format!(
        "SELECT {before}item{after} FROM (SELECT {object}('kind', relationships.kind, 'started', relationships.started, \
         'evidence', {object}('nodes', ({evidence}))) AS item FROM relationships \
         WHERE relationships.id IN ({} UNION ALL {}) ORDER BY relationships.id LIMIT 20) AS items",
        end("source_id"),
        end("target_id"),
    );
    format!(
        "SELECT {object}('data', {object}('parties', {object}('nodes', (SELECT {before}item{after} FROM \
         (SELECT {object}('key', parties.key, 'name', parties.caption, 'relationships', {object}('nodes', \
         ({relationships}))) AS item FROM (SELECT id, key, caption FROM nodes WHERE kind IN ('Actor', 'Organization') \
         ORDER BY key COLLATE \"C\" LIMIT 20) AS parties ORDER BY key COLLATE \"C\") AS items)))){text} AS answer"
    )
}

/// All that is asked of one database. Rivals answer the same as the API.
///
/// # Errors
/// When a server cannot be started, or when two that should answer alike do not.
pub fn cases(url: &DatabaseUrl) -> Result<Vec<Case>, Failure> {
    let words = words(url);
    let statements = leaked(vec![("look-up", look_up(&words)), ("nested", nested(&words))]);
    // One that computes all answers, and one that keeps them.
    let computing = serve(url, &["--answer-cache", "0"], &[], statements)?;
    let look_up = ask(&format!("http://{computing}/graphql"), &body(LOOK_UP))?;
    let nested = ask(&format!("http://{computing}/graphql"), &body(NESTED))?;
    let bytes = leaked(vec![("look-up", Bytes::from(look_up.clone())), ("nested", Bytes::from(nested.clone()))]);
    let keeping = serve(url, &[], bytes, &[])?;
    let case = |name, address: SocketAddr, path: &str, query: &str, expected: &str| {
        let case = Case { name, url: format!("http://{address}{path}"), body: body(query), length: expected.len() };
        let (found, expected): (Value, Value) =
            (serde_json::from_str(&ask(&case.url, &case.body)?)?, serde_json::from_str(expected)?);
        if found == expected {
            Ok(case)
        } else {
            Err(Failure::from(format!("{name} answers otherwise than the API: {found}")))
        }
    };
    Ok(vec![
        case("look-up: static", keeping, "/static/look-up", LOOK_UP, &look_up)?,
        case("look-up: cached", keeping, "/graphql", LOOK_UP, &look_up)?,
        case("look-up: computed", computing, "/graphql", LOOK_UP, &look_up)?,
        case("look-up: hand-written SQL", computing, "/sql/look-up", LOOK_UP, &look_up)?,
        case("nested: static", keeping, "/static/nested", NESTED, &nested)?,
        case("nested: cached", keeping, "/graphql", NESTED, &nested)?,
        case("nested: computed", computing, "/graphql", NESTED, &nested)?,
        case("nested: hand-written SQL", computing, "/sql/nested", NESTED, &nested)?,
    ])
}

fn body(query: &str) -> String {
    json!({ "query": query }).to_string()
}

fn ask(url: &str, body: &str) -> Result<String, Failure> {
    let mut answer = ureq::post(url).header("Content-Type", "application/json").send(body)?;
    Ok(answer.body_mut().read_to_string()?)
}

/// What servers share that run until the end.
fn leaked<T>(items: Vec<T>) -> &'static [T] {
    Box::leak(items.into_boxed_slice())
}
