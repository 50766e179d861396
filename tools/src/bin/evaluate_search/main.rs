//! Measures how well `search` finds what is asked for, beside the databases' own full-text search, and prints the tables
//! in docs/benchmarks.md.

mod rivals;

use std::path::PathBuf;
use std::process::ExitCode;

use async_graphql::{Request, Variables};
use clap::Parser;
use sanad::config::DatabaseUrl;
use sanad::dataset::{Bodies, Files, load_all, read};
use sanad::db::{Access, Conn, Pool, migrate};
use sanad::graphql::Api;
use sanad_tools::exit_code;
use serde_json::json;

use rivals::{Fts5, Tsvector, Words, texts};

type Failure = Box<dyn std::error::Error>;

/// Measures how well `search` finds what is asked for in the built-in data set.
///
/// Each query has the hits that are expected at the top. Half of the queries, those on even lines of the file, are kept
/// out of tuning and measured apart.
#[derive(Debug, Parser)]
#[command(name = "evaluate_search")]
struct Options {
    /// A Postgres database for the comparison with `tsvector`; nothing is kept in it. Default: a container
    #[arg(long)]
    postgres: Option<DatabaseUrl>,

    /// Print each query used for tuning whose right hit is not the first
    #[arg(long)]
    wrong: bool,
}

/// The number of hits in which the right one is looked for.
const SHOWN: usize = 3;

const QUERY: &str = "query($text: String!) { search(text: $text, first: 3) { nodes { ... on Node { id } } } }";

fn main() -> ExitCode {
    exit_code(run(&Options::parse()))
}

fn run(options: &Options) -> Result<(), Failure> {
    let queries = queries(include_str!("queries.tsv"))?;
    let file = TemporaryFile::new();
    let url: DatabaseUrl = format!("sqlite://{}", file.0.display()).parse()?;
    let mut conn = Conn::open(&url, Access::Write)?;
    migrate::migrate(&mut conn)?;
    load_all(&mut conn, &read(&Files::embedded())?, &Bodies::default())?;
    let texts = texts(&mut conn)?;
    let (mut fts5, mut tsvector) =
        (Fts5::filled(&mut conn, &texts)?, Tsvector::filled(options.postgres.as_ref(), &texts)?);
    let api = Api::new(Pool::new(&url, 1));
    let runtime = actix_web::rt::System::new();
    let mut sanad = |query: &Query| -> Result<Vec<String>, Failure> {
        let request = Request::new(QUERY).variables(Variables::from_json(json!({ "text": query.text })));
        let response = runtime.block_on(api.execute(request));
        if let Some(error) = response.errors.first() {
            return Err(format!("{}: {}", query.text, error.message).into());
        }
        let answer = response.data.into_json()?;
        let nodes = answer["search"]["nodes"].as_array().into_iter().flatten();
        Ok(nodes.filter_map(|node| node["id"].as_str().map(str::to_owned)).collect())
    };
    println!("| | first | in the first three | held out: first | in the first three |");
    println!("| --- | ---: | ---: | ---: | ---: |");
    let found = found(&queries, &mut sanad)?;
    println!("| `search` | {}", row(&queries, &found));
    for (name, words) in [("all words", Words::All), ("any word", Words::Any)] {
        let places = self::found(&queries, &mut |query| fts5.find(&mut conn, query.text, words))?;
        println!("| FTS5, {name} | {}", row(&queries, &places));
        let places = self::found(&queries, &mut |query| tsvector.find(query.text, words))?;
        println!("| `tsvector('simple')`, {name} | {}", row(&queries, &places));
    }
    if options.wrong {
        for (query, hits) in
            queries.iter().zip(&found).filter(|(query, hits)| !query.is_held_out && !query.is_first(hits))
        {
            println!("\n{} ({}): expected {}", query.text, query.kind, query.expected.join(" or "));
            hits.iter().for_each(|hit| println!("  {hit}"));
        }
    }
    Ok(())
}

/// A query, and the hits of which one is expected at the top.
struct Query {
    text: &'static str,
    expected: Vec<&'static str>,
    kind: &'static str,
    is_held_out: bool,
}

impl Query {
    fn is_first(&self, hits: &[String]) -> bool {
        hits.first().is_some_and(|hit| self.expected.contains(&hit.as_str()))
    }

    fn is_shown(&self, hits: &[String]) -> bool {
        hits.iter().take(SHOWN).any(|hit| self.expected.contains(&hit.as_str()))
    }
}

/// Reads lines of `query expected kind`, after a header line.
fn queries(lines: &'static str) -> Result<Vec<Query>, String> {
    let query = |(number, line): (usize, &'static str)| match line.split('\t').collect::<Vec<_>>()[..] {
        [text, expected, kind] => {
            let is_held_out = (number + 1).is_multiple_of(2);
            Ok(Query { text, expected: expected.split(' ').collect(), kind, is_held_out })
        }
        _ => Err(format!("expected a query, its hits and its kind, separated by tabs: {line}")),
    };
    lines.lines().enumerate().skip(1).map(query).collect()
}

/// The hits of each query, best first.
fn found(
    queries: &[Query],
    find: &mut dyn FnMut(&Query) -> Result<Vec<String>, Failure>,
) -> Result<Vec<Vec<String>>, Failure> {
    queries.iter().map(find).collect()
}

/// The shares of the tuned queries and of those held out.
fn row(queries: &[Query], found: &[Vec<String>]) -> String {
    let share = |is_held_out: bool, is_met: fn(&Query, &[String]) -> bool| {
        let some = || queries.iter().zip(found).filter(|(query, _)| query.is_held_out == is_held_out);
        let met = some().filter(|(query, hits)| is_met(query, hits)).count();
        format!("{met} of {} |", some().count())
    };
    [
        share(false, Query::is_first),
        share(false, Query::is_shown),
        share(true, Query::is_first),
        share(true, Query::is_shown),
    ]
    .join(" ")
}

/// A database file that is removed when dropped.
struct TemporaryFile(PathBuf);

impl TemporaryFile {
    fn new() -> Self {
        Self(std::env::temp_dir().join(format!("sanad-search-{}.db", std::process::id())))
    }
}

impl Drop for TemporaryFile {
    fn drop(&mut self) {
        for end in ["", "-wal", "-shm"] {
            let _ = std::fs::remove_file(format!("{}{end}", self.0.display()));
        }
    }
}
