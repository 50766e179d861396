//! What SQLite has found out about rows while it runs a statement.
//!
//! A question about a row that many rows lead to, such as a hub, would be answered again for each of them: SQLite runs a
//! correlated subquery anew every time. Postgres joins such rows instead, or keeps what it has found out by itself.

use std::collections::{BTreeMap, HashMap};
use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use diesel::sql_types::{BigInt, Bool};
use diesel::{QueryResult, SqliteConnection};

/// How many rows whose ids follow each other a page has the answers of.
const PAGE_ROWS: i64 = 4_096;

/// How many bytes that takes: two bits each.
const PAGE_BYTES: usize = 1_024;

/// How many pages a connection keeps: 8 MiB of them.
const PAGES_LIMIT: usize = 8_192;

#[diesel::declare_sql_function]
extern "SQL" {
    /// Whether the row meets the question; null when that is not known.
    fn recall_answer(question: BigInt, row: BigInt) -> Nullable<Bool>;

    /// Keeps an answer and gives it back.
    fn keep_answer(question: BigInt, row: BigInt, answer: Bool) -> Bool;
}

/// What tells a question from all others that the process has asked.
pub fn new_question() -> i64 {
    static ASKED: AtomicI64 = AtomicI64::new(0);
    ASKED.fetch_add(1, Ordering::Relaxed)
}

/// What stands before and after a condition on the row whose id a column holds, so that it is evaluated once for each.
pub fn answered_once(question: i64, row: &str) -> (String, &'static str) {
    (format!("coalesce(recall_answer({question}, {row}), keep_answer({question}, {row}, "), "))")
}

/// What is known of rows whose ids follow each other: of each whether it is asked for (1), and what the answer is (2).
type Page = Box<[u8; PAGE_BYTES]>;

/// Answers by question and row.
#[derive(Default)]
struct Answers {
    /// Of each question, in the order in which they were first asked, the pages that have answers.
    pages: BTreeMap<i64, HashMap<i64, Page>>,
    count: usize,
}

/// The page that a row is in, the byte there, and the place of its bits in it.
fn place(row: i64) -> (i64, usize, u32) {
    let within = usize::try_from(row.rem_euclid(PAGE_ROWS)).unwrap_or(0);
    (row.div_euclid(PAGE_ROWS), within / 4, (within % 4 * 2) as u32)
}

impl Answers {
    fn recall(&self, question: i64, row: i64) -> Option<bool> {
        let (page, byte, shift) = place(row);
        match self.pages.get(&question)?.get(&page)?[byte] >> shift & 0b11 {
            0b01 => Some(false),
            0b11 => Some(true),
            _ => None,
        }
    }

    fn keep(&mut self, question: i64, row: i64, answer: bool) -> bool {
        let (page, byte, shift) = place(row);
        let pages = self.pages.entry(question).or_default();
        let before = pages.len();
        pages.entry(page).or_insert_with(|| Box::new([0; PAGE_BYTES]))[byte] |= (0b01 | u8::from(answer) << 1) << shift;
        self.count += pages.len() - before;
        // The first that go are those of earlier statements.
        while self.count > PAGES_LIMIT
            && let Some((_, forgotten)) = self.pages.pop_first()
        {
            self.count -= forgotten.len();
        }
        answer
    }
}

/// Gives the connection what [`answered_once`] calls.
pub fn register(conn: &mut SqliteConnection) -> QueryResult<()> {
    let answers = Arc::new(Mutex::new(Answers::default()));
    let kept = Arc::clone(&answers);
    recall_answer_utils::register_nondeterministic_impl(conn, move |question: i64, row: i64| {
        answers.lock().unwrap_or_else(PoisonError::into_inner).recall(question, row)
    })?;
    keep_answer_utils::register_nondeterministic_impl(conn, move |question: i64, row: i64, answer: bool| {
        kept.lock().unwrap_or_else(PoisonError::into_inner).keep(question, row, answer)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const ROWS: [i64; 9] = [-1, 0, 1, 2, 3, 4_095, 4_096, 1 << 40, i64::MAX];

    #[test]
    fn an_answer_is_of_its_question_and_row_alone() {
        let mut answers = Answers::default();
        let is_met = |question: i64, row: i64| question.wrapping_add(row) % 3 == 0;
        for question in [7, 8] {
            for row in ROWS {
                assert_eq!(answers.recall(question, row), None);
                assert_eq!(answers.keep(question, row, is_met(question, row)), is_met(question, row));
            }
        }
        for (question, row) in ROWS.iter().flat_map(|row| [(7, *row), (8, *row)]) {
            assert_eq!(answers.recall(question, row), Some(is_met(question, row)), "{row}");
            assert_eq!(answers.recall(9, row), None);
        }
        assert_eq!((answers.recall(7, 5), answers.recall(7, 4_097)), (None, None));
    }

    #[test]
    fn earlier_questions_make_room() {
        let mut answers = Answers::default();
        let pages = i64::try_from(PAGES_LIMIT).unwrap();
        for question in 1..=3 {
            for page in 0..pages / 2 {
                answers.keep(question, page * PAGE_ROWS, true);
            }
        }
        let known = |question| answers.recall(question, 0);
        assert_eq!((known(1), known(2), known(3)), (None, Some(true), Some(true)));
        assert_eq!(answers.count, PAGES_LIMIT);
        // One question alone may have more rows than there is room for.
        for page in 0..=pages {
            assert!(answers.keep(4, page * PAGE_ROWS, true));
        }
        assert!(answers.count <= PAGES_LIMIT);
    }
}
