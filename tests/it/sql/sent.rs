//! What a connection sends while a relation is loaded.

use std::sync::{Arc, Mutex};

use diesel::connection::{Connection, InstrumentationEvent};
use sanad::db::Conn;

use super::asked::Question;

/// A statement, and its bound values in Rust's debug format.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sent {
    pub sql: String,
    pub values: String,
}

/// The statements of a question, in order; repetitions in a row are left out.
pub fn sent_by(conn: &mut Conn, question: &Question) -> Vec<Sent> {
    let sent = Arc::<Mutex<Vec<Sent>>>::default();
    let recorded = Arc::clone(&sent);
    conn.set_instrumentation(move |event: InstrumentationEvent<'_>| {
        if let InstrumentationEvent::StartQuery { query, .. } = event {
            let text = query.to_string();
            let (sql, values) = text.rsplit_once("-- binds: ").unwrap_or((&text, "[]"));
            recorded.lock().unwrap().push(Sent { sql: sql.trim().to_owned(), values: values.trim().to_owned() });
        }
    });
    question.ask(conn);
    conn.set_instrumentation(|_: InstrumentationEvent<'_>| {});
    let mut sent = std::mem::take(&mut *sent.lock().unwrap());
    sent.dedup_by(|one, other| one.sql == other.sql);
    sent
}
