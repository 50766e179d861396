//! The databases' own full-text search, over the same texts.

use diesel::connection::SimpleConnection;
use diesel::prelude::*;
use diesel::sql_types::Text;
use sanad::config::DatabaseUrl;
use sanad::db::{Access, Conn};
use sanad_testkit::postgres::start_container;

use crate::{Failure, SHOWN};

/// Whether a hit has to have all words of the query.
#[derive(Debug, Clone, Copy)]
pub enum Words {
    All,
    Any,
}

/// A node, with all its texts.
#[derive(Debug, QueryableByName)]
pub struct Document {
    #[diesel(sql_type = Text)]
    id: String,
    #[diesel(sql_type = Text)]
    text: String,
}

/// All texts of a node that is searched, of whatever field.
const TEXTS: &str = "
    WITH notes (fact_id, article_id, text) AS (
        SELECT fact_id, article_id, said.value FROM evidence, json_each(evidence.note) AS said
        UNION ALL SELECT fact_id, article_id, said.value FROM evidence, json_each(evidence.condition) AS said),
    legal (id, text) AS (
        SELECT legal_instruments.id, said.value FROM legal_instruments, json_each(title) AS said
        UNION ALL SELECT id, symbol FROM legal_instruments WHERE symbol IS NOT NULL),
    texts (node_id, text) AS (
        SELECT node_id, text FROM names
        UNION ALL SELECT source_id, said.value FROM relationships, json_each(role) AS said
        UNION ALL SELECT id, headline FROM articles
        UNION ALL SELECT articles.id, said.value FROM articles, json_each(summary) AS said
        UNION ALL SELECT id, text FROM legal
        UNION ALL SELECT events.id, said.value FROM events, json_each(title) AS said
        UNION ALL SELECT events.id, said.value FROM events, json_each(summary) AS said
        UNION ALL SELECT events.id, said.value FROM events, json_each(condition) AS said
        UNION ALL SELECT id, programme FROM sanction_events WHERE programme IS NOT NULL
        UNION ALL SELECT event_id, text FROM event_instruments JOIN legal ON legal.id = instrument_id
        UNION ALL SELECT events.id, text FROM events JOIN names ON names.node_id = place_id
        UNION ALL SELECT event_id, measure FROM figures
        UNION ALL SELECT event_id, said.value FROM figures, json_each(note) AS said
        UNION ALL SELECT article_id, text FROM notes
        UNION ALL SELECT events.id, text FROM events JOIN notes ON fact_id = events.id
        UNION ALL SELECT event_id, text FROM participations JOIN notes ON fact_id = participations.id
        UNION ALL SELECT event_id, text FROM figures JOIN notes ON fact_id = figures.id)
    SELECT nodes.kind || ':' || nodes.key AS id, group_concat(texts.text, char(10)) AS text
    FROM texts JOIN nodes ON nodes.id = texts.node_id GROUP BY nodes.id ORDER BY nodes.id";

#[derive(Debug, QueryableByName)]
struct Found {
    #[diesel(sql_type = Text)]
    id: String,
}

fn ids(found: Vec<Found>) -> Vec<String> {
    found.into_iter().map(|found| found.id).collect()
}

fn sqlite(conn: &mut Conn) -> Result<&mut SqliteConnection, Failure> {
    match conn {
        Conn::Sqlite(conn) => Ok(conn),
        Conn::Postgres(_) => Err("expected a SQLite database".into()),
    }
}

/// The texts of all nodes that are searched.
pub fn texts(conn: &mut Conn) -> Result<Vec<Document>, Failure> {
    Ok(diesel::sql_query(TEXTS).load(sqlite(conn)?)?)
}

/// FTS5 with its own tokenizer, ranked by bm25.
pub struct Fts5;

impl Fts5 {
    pub fn filled(conn: &mut Conn, texts: &[Document]) -> Result<Self, Failure> {
        let conn = sqlite(conn)?;
        conn.batch_execute("CREATE VIRTUAL TABLE temp.plain USING fts5 (id UNINDEXED, text)")?;
        for Document { id, text } in texts {
            let insertion = diesel::sql_query("INSERT INTO temp.plain (id, text) VALUES (?, ?)");
            insertion.bind::<Text, _>(id).bind::<Text, _>(text).execute(conn)?;
        }
        Ok(Self)
    }

    pub fn find(&mut self, conn: &mut Conn, text: &str, words: Words) -> Result<Vec<String>, Failure> {
        let between = match words {
            Words::All => " AND ",
            Words::Any => " OR ",
        };
        let words = text.split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty());
        let asked = words.map(|word| format!("\"{word}\"")).collect::<Vec<_>>().join(between);
        let query = format!("SELECT id FROM temp.plain WHERE plain MATCH ? ORDER BY rank, rowid LIMIT {SHOWN}");
        Ok(ids(diesel::sql_query(query).bind::<Text, _>(asked).load(sqlite(conn)?)?))
    }
}

/// A `tsvector` of the configuration `simple`, ranked by `ts_rank`.
pub struct Tsvector {
    conn: Conn,
    /// A server that was started for this; it ends with the value.
    _server: Option<Box<dyn std::any::Any>>,
}

impl Tsvector {
    pub fn filled(url: Option<&DatabaseUrl>, texts: &[Document]) -> Result<Self, Failure> {
        let (url, server): (DatabaseUrl, Option<Box<dyn std::any::Any>>) = match url {
            Some(url) => (url.clone(), None),
            None => {
                let (container, url) = start_container(&[])?;
                (format!("{url}/postgres").parse()?, Some(Box::new(container)))
            }
        };
        let mut filled = Self { conn: Conn::open(&url, Access::Write)?, _server: server };
        let conn = filled.postgres()?;
        conn.batch_execute(
            "CREATE TEMPORARY TABLE plain (number BIGSERIAL, id TEXT NOT NULL, terms TSVECTOR NOT NULL)",
        )?;
        for Document { id, text } in texts {
            let insertion = diesel::sql_query("INSERT INTO plain (id, terms) VALUES ($1, to_tsvector('simple', $2))");
            insertion.bind::<Text, _>(id).bind::<Text, _>(text).execute(conn)?;
        }
        Ok(filled)
    }

    fn postgres(&mut self) -> Result<&mut PgConnection, Failure> {
        match &mut self.conn {
            Conn::Postgres(conn) => Ok(conn),
            Conn::Sqlite(_) => Err("expected a Postgres database".into()),
        }
    }

    pub fn find(&mut self, text: &str, words: Words) -> Result<Vec<String>, Failure> {
        let asked = match words {
            Words::All => "plainto_tsquery('simple', $1)",
            // Words are quoted and separated by `&` in its text; what is quoted has no spaces.
            Words::Any => "CAST(replace(CAST(plainto_tsquery('simple', $1) AS TEXT), ' & ', ' | ') AS TSQUERY)",
        };
        let query = format!(
            "SELECT id FROM plain, (SELECT {asked} AS asked) AS query WHERE terms @@ asked \
             ORDER BY ts_rank(terms, asked) DESC, number LIMIT {SHOWN}"
        );
        Ok(ids(diesel::sql_query(query).bind::<Text, _>(text).load(self.postgres()?)?))
    }
}
