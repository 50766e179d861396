//! The queries, and the hand-written SQL statements with the same results.

use std::net::SocketAddr;

use actix_web::web::Bytes;
use sanad::config::DatabaseUrl;
use serde_json::{Value, json};

use crate::Failure;
use crate::rivals::serve;

/// A request that is measured.
pub struct Case {
    pub name: String,
    pub url: String,
    /// The body of each request, which the rivals ignore.
    pub body: String,
    /// The length of the response, in bytes.
    pub length: usize,
}

/// A party by its key.
const LOOK_UP: &str = r#"{ party(key: "p-0000041") { key name } }"#;

/// 20 parties, their relationships, up to 5 pieces of evidence for each, and the articles. `PARTIES` are the arguments.
const NESTED: &str = "{ parties(PARTIES) { nodes { key name relationships(first: 20) { nodes { \
                      kind started evidence(first: 5) { nodes { stance article { key headline } } } } } } } }";

/// The first parties by key are the greatest hubs.
const HUBS: &str = "first: 20, orderBy: { by: KEY }";

/// Parties from the middle, which few others are bound to.
fn ordinary_keys(parties: u32) -> Vec<String> {
    (0..20).map(|place| format!("p-{:07}", parties / 2 + place * 7)).collect()
}

fn ordinary(keys: &[String]) -> String {
    format!("first: 20, orderBy: {{ by: KEY }}, where: {{ keys: {} }}", json!(keys))
}

/// What the statements call building an object and gathering a list.
struct Words {
    object: &'static str,
    /// The SQL before and after an object that is aggregated into a list.
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
         WHERE key = 'p-0000041' AND kind IN ('Actor', 'Organization', 'Asset')))){text} AS answer"
    )
}

/// The parties meet this condition, which leads to the index of keys.
fn nested(Words { object, list: (before, after), text }: &Words, condition: &str) -> String {
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
         ({relationships}))) AS item FROM (SELECT id, key, caption FROM nodes WHERE kind IN ('Actor', 'Organization', 'Asset') AND {condition} \
         ORDER BY key LIMIT 20) AS parties ORDER BY key) AS items)))){text} AS answer"
    )
}

/// All that is asked of a database of so many parties. Rivals answer the same as the API.
///
/// # Errors
/// When a server cannot be started, or when two that should answer alike do not.
pub fn cases(url: &DatabaseUrl, parties: u32) -> Result<Vec<Case>, Failure> {
    let words = words(url);
    let keys = ordinary_keys(parties);
    let listed = keys.iter().map(|key| format!("'{key}'")).collect::<Vec<_>>().join(", ");
    let questions = [
        ("look-up", LOOK_UP.to_owned(), look_up(&words)),
        ("hubs", NESTED.replace("PARTIES", HUBS), nested(&words, "key >= ''")),
        ("ordinary", NESTED.replace("PARTIES", &ordinary(&keys)), nested(&words, &format!("key IN ({listed})"))),
    ];
    let statements = leaked(questions.iter().map(|(name, _, statement)| (*name, statement.clone())).collect());
    // One that computes all answers, and one that keeps them.
    let computing = serve(url, &["--answer-cache", "0"], &[], statements)?;
    let answers = questions
        .iter()
        .map(|(_, query, _)| ask(&format!("http://{computing}/graphql"), &body(query)))
        .collect::<Result<Vec<_>, _>>()?;
    let bytes = questions.iter().zip(&answers).map(|((name, ..), answer)| (*name, Bytes::from(answer.clone())));
    let keeping = serve(url, &[], leaked(bytes.collect()), &[])?;
    let mut cases = Vec::new();
    for ((name, query, _), expected) in questions.iter().zip(&answers) {
        let rivals = [
            ("static", keeping, format!("/static/{name}")),
            ("cached", keeping, "/graphql".to_owned()),
            ("computed", computing, "/graphql".to_owned()),
            ("prepared SQL", computing, format!("/sql/{name}")),
        ];
        for (rival, address, path) in rivals {
            cases.push(case(format!("{name}: {rival}"), address, &path, query, expected)?);
        }
    }
    Ok(cases)
}

fn case(name: String, address: SocketAddr, path: &str, query: &str, expected: &str) -> Result<Case, Failure> {
    let case = Case { name, url: format!("http://{address}{path}"), body: body(query), length: expected.len() };
    let (found, expected): (Value, Value) =
        (serde_json::from_str(&ask(&case.url, &case.body)?)?, serde_json::from_str(expected)?);
    if found == expected {
        Ok(case)
    } else {
        Err(Failure::from(format!("{} answers otherwise than the API: {found}", case.name)))
    }
}

fn body(query: &str) -> String {
    json!({ "query": query }).to_string()
}

fn ask(url: &str, body: &str) -> Result<String, Failure> {
    let request = ureq::post(url).header("Content-Type", "application/json");
    let mut answer = request.config().http_status_as_error(false).build().send(body)?;
    let text = answer.body_mut().read_to_string()?;
    if answer.status().is_success() {
        Ok(text)
    } else {
        Err(format!("{url} answers {}: {text}", answer.status()).into())
    }
}

/// Data for servers that run until the process ends.
fn leaked<T>(items: Vec<T>) -> &'static [T] {
    Box::leak(items.into_boxed_slice())
}
