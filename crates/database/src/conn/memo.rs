//! Memoizes conditions on rows while SQLite runs a statement.
//!
//! SQLite runs a correlated subquery anew for each row. A condition on a row that many rows lead to, such as a hub,
//! would be evaluated for each of them. Postgres joins such rows instead, or memoizes by itself.

use std::collections::{BTreeMap, HashMap};
use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use diesel::sql_types::{BigInt, Bool};
use diesel::{QueryResult, SqliteConnection};

/// The number of consecutive ids in a page of answers.
const PAGE_ROWS: i64 = 4_096;

/// The size of a page: two bits for each row.
const PAGE_BYTES: usize = 1_024;

/// The maximum number of pages of a connection: 8 MiB.
const PAGES_LIMIT: usize = 8_192;

#[diesel::declare_sql_function]
extern "SQL" {
    /// The stored answer for the row, or null.
    fn recall_answer(question: BigInt, row: BigInt) -> Nullable<Bool>;

    /// Stores an answer and returns it.
    fn keep_answer(question: BigInt, row: BigInt, answer: Bool) -> Bool;
}

/// A number that no other question of the process has.
pub fn new_question() -> i64 {
    static ASKED: AtomicI64 = AtomicI64::new(0);
    ASKED.fetch_add(1, Ordering::Relaxed)
}

/// The SQL around a condition on the row whose id a column holds that evaluates it once per row. The number of the
/// question is bound between the first three pieces, and the condition stands between the last two.
pub fn answered_once(row: &str) -> [String; 4] {
    let [ask, keep] = [format!(", {row}), keep_answer("), format!(", {row}, ")];
    ["coalesce(recall_answer(".to_owned(), ask, keep, "))".to_owned()]
}

/// Answers for consecutive ids: for each, whether there is an answer (bit 1), and what it is (bit 2).
type Page = Box<[u8; PAGE_BYTES]>;

/// Answers by question and row.
#[derive(Default)]
struct Answers {
    /// The pages of each question, oldest question first.
    pages: BTreeMap<i64, HashMap<i64, Page>>,
    count: usize,
}

/// The row's page, its byte there, and the shift of its bits.
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
        // Drops the answers of the oldest questions first.
        while self.count > PAGES_LIMIT
            && let Some((_, forgotten)) = self.pages.pop_first()
        {
            self.count -= forgotten.len();
        }
        answer
    }
}

/// Registers the SQL functions that [`answered_once`] calls.
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
        // A single question may have more rows than fit.
        for page in 0..=pages {
            assert!(answers.keep(4, page * PAGE_ROWS, true));
        }
        assert!(answers.count <= PAGES_LIMIT);
    }
}
