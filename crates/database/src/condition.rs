//! The conditions of a list, put together at run time from what a client asks.

use chrono::NaiveDate;
use diesel::expression::{AppearsOnTable, Expression, SelectableExpression, ValidGrouping, is_aggregate};
use diesel::query_builder::{AstPass, QueryFragment, QueryId};
use diesel::result::QueryResult;
use diesel::sql_types::{BigInt, Bool, Date, Text};
use sanad_base::work::few;

use super::conn::{MultiBackend, answered_once, any_of_ids, new_question, table_of_ids};
use super::of_each::names_table;

/// A conjunction of conditions on the columns of a statement. Without any, all rows meet it.
///
/// A condition is SQL that both backends understand, with a `?` for each bound value.
#[derive(Debug, Clone, Default)]
pub struct Conditions {
    conditions: Vec<Condition>,
    /// Whether their text depends on what a client asks: then there are too many statements to keep prepared.
    vary: bool,
    /// Whether they ask what hangs on a row, which may be much.
    ask: bool,
}

#[derive(Debug, Clone)]
struct Condition {
    sql: String,
    values: Vec<Value>,
}

/// A value that a condition is bound to.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Value {
    Text(String),
    Number(i64),
    Day(NaiveDate),
    Ids(Ids),
    /// SQL around a condition, so that it is evaluated once for each row.
    Asking(Asked),
    Answered(Asked),
}

/// A question that is asked of the row whose id a column holds.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Asked {
    question: i64,
    row: String,
}

impl Value {
    /// Puts it into a statement.
    pub(super) fn bind_to<'b>(&'b self, out: &mut AstPass<'_, 'b, MultiBackend>) -> QueryResult<()> {
        match self {
            Self::Text(text) => out.push_bind_param::<Text, String>(text),
            Self::Number(number) => out.push_bind_param::<BigInt, i64>(number),
            Self::Day(day) => out.push_bind_param::<Date, NaiveDate>(day),
            Self::Ids(ids) => ids.comparison(out),
            Self::Asking(asked) => {
                out.push_sql(&answered_once(out.backend(), asked.question, &asked.row).0);
                Ok(())
            }
            Self::Answered(asked) => {
                out.push_sql(answered_once(out.backend(), asked.question, &asked.row).1);
                Ok(())
            }
        }
    }
}

/// Any number of ids as one bound value, so that the statement is the same however many they are.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Ids(String);

impl Ids {
    pub fn new(ids: &[i64]) -> Self {
        Self(serde_json::Value::from(ids).to_string())
    }

    /// What stands behind a column that holds one of them.
    fn comparison<'b>(&'b self, out: &mut AstPass<'_, 'b, MultiBackend>) -> QueryResult<()> {
        self.within(out, any_of_ids)
    }

    /// A table of them, in brackets; its column is `item`.
    pub(super) fn table<'b>(&'b self, out: &mut AstPass<'_, 'b, MultiBackend>) -> QueryResult<()> {
        self.within(out, table_of_ids)
    }

    fn within<'b>(
        &'b self,
        out: &mut AstPass<'_, 'b, MultiBackend>,
        around: impl Fn(&MultiBackend) -> (&'static str, &'static str),
    ) -> QueryResult<()> {
        let (opening, closing) = around(out.backend());
        out.push_sql(opening);
        out.push_bind_param::<Text, String>(&self.0)?;
        out.push_sql(closing);
        Ok(())
    }
}

impl From<NaiveDate> for Value {
    fn from(day: NaiveDate) -> Self {
        Self::Day(day)
    }
}

impl From<String> for Value {
    /// Postgres takes no NUL in a text. No stored text has one, nor the replacement character in its place.
    fn from(text: String) -> Self {
        Self::Text(if text.contains('\0') { text.replace('\0', "\u{fffd}") } else { text })
    }
}

impl From<i64> for Value {
    fn from(number: i64) -> Self {
        Self::Number(number)
    }
}

impl Conditions {
    /// Adds a condition with its values, in the order of its question marks.
    #[must_use]
    pub fn and<V: Into<Value>>(mut self, sql: impl Into<String>, values: impl IntoIterator<Item = V>) -> Self {
        let condition = Condition { sql: sql.into(), values: values.into_iter().map(Into::into).collect() };
        debug_assert_eq!(condition.sql.matches('?').count(), condition.values.len(), "{}", condition.sql);
        self.conditions.push(condition);
        self
    }

    /// Adds that the column holds one of the ids.
    #[must_use]
    pub fn among(mut self, column: &str, ids: &[i64]) -> Self {
        self.conditions.push(Condition { sql: format!("{column}?"), values: vec![Value::Ids(Ids::new(ids))] });
        self
    }

    /// Whether one of them names a column of the table.
    pub(super) fn names(&self, table: &str) -> bool {
        self.conditions.iter().any(|condition| names_table(&condition.sql, table))
    }

    /// Adds all of the others.
    #[must_use]
    pub fn and_all(mut self, others: Self) -> Self {
        self.conditions.extend(others.conditions);
        Self { vary: self.vary || others.vary, ask: self.ask || others.ask, ..self }
    }

    /// The same, in a statement that is not kept prepared, as there may be too many like it.
    #[must_use]
    pub fn varying(self) -> Self {
        Self { vary: true, ..self }
    }

    /// The same, as conditions that ask what hangs on a row.
    #[must_use]
    pub fn asking(self) -> Self {
        Self { ask: true, ..self }
    }

    /// Adds a condition when there is something to ask for.
    #[must_use]
    pub fn and_for<T>(self, asked: &Option<T>, condition: impl FnOnce(Self, &T) -> Self) -> Self {
        match asked {
            Some(value) => condition(self.varying(), value),
            None => self,
        }
    }

    /// Adds that there is a row which meets conditions of its own. `from` names its table, and those joined to it, by
    /// names that the statement has not.
    #[must_use]
    pub fn and_exists(self, from: &str, conditions: Self) -> Self {
        self.and_query("EXISTS (SELECT 1 FROM", from, conditions)
    }

    /// Adds that the row whose id the column holds is there, by the name `id`, and meets conditions of its own. Where these
    /// ask what hangs on it, they are evaluated once for each such row: many rows may lead to a hub.
    #[must_use]
    pub fn and_leads_to(self, column: &str, id: &str, from: &str, conditions: Self) -> Self {
        let (ask, vary) = (conditions.ask, self.vary || conditions.vary);
        let there = Self::default().and_exists(from, conditions.same(id, column));
        if !ask {
            return self.and_all(there);
        }
        let asked = Asked { question: new_question(), row: column.to_owned() };
        let (sql, values) = there.into_sql();
        let values = [vec![Value::Asking(asked.clone())], values, vec![Value::Answered(asked)]].concat();
        Self { vary, ..self.and(format!("?{sql}?"), values) }
    }

    /// Adds that there is no row which meets conditions of its own.
    #[must_use]
    pub fn and_none(self, from: &str, conditions: Self) -> Self {
        self.and_query("NOT EXISTS (SELECT 1 FROM", from, conditions)
    }

    /// Adds that the column holds what a column has in a row which meets conditions of its own.
    #[must_use]
    pub fn and_in(self, column: &str, selected: &str, from: &str, conditions: Self) -> Self {
        self.and_query(&format!("{column} IN (SELECT {selected} FROM"), from, conditions)
    }

    /// Adds that all of the one are met, or all of the other.
    #[must_use]
    pub fn and_either(self, one: Self, other: Self) -> Self {
        let vary = self.vary || one.vary || other.vary;
        let ((one, mut values), (other, more)) = (one.into_sql(), other.into_sql());
        values.extend(more);
        Self { vary, ..self.and(format!("{one} OR {other}"), values) }
    }

    /// Adds that rows which meet conditions of their own have at least so many of something.
    #[must_use]
    pub fn and_as_many(self, least: i64, counted: &str, from: &str, conditions: Self) -> Self {
        let (all, mut values) = conditions.into_sql();
        values.push(Value::Number(least));
        self.varying().and(format!("(SELECT count({counted}) FROM {from} WHERE {all}) >= ?"), values)
    }

    fn and_query(self, opening: &str, from: &str, conditions: Self) -> Self {
        let vary = self.vary || conditions.vary;
        let (all, values) = conditions.into_sql();
        Self { vary, ..self.and(format!("{opening} {from} WHERE {all})"), values) }
    }

    /// All of them as one, with their values.
    fn into_sql(self) -> (String, Vec<Value>) {
        let (sqls, values): (Vec<String>, Vec<Vec<Value>>) =
            self.conditions.into_iter().map(|condition| (format!("({})", condition.sql), condition.values)).unzip();
        let sql = if sqls.is_empty() { "1 = 1".to_owned() } else { sqls.join(" AND ") };
        (sql, values.concat())
    }

    /// The column holds one of the words. An empty list is met by no row.
    #[must_use]
    pub fn one_of<W: ToString>(self, column: &str, words: &Option<Vec<W>>) -> Self {
        self.and_for(words, |conditions, words| {
            conditions.and(format!("{column} IN ({})", marks(words.len())), words.iter().map(W::to_string))
        })
    }
}

/// Conditions that several entities share. The statement reads the tables that they name.
impl Conditions {
    /// The column holds the id of one of the nodes with these keys.
    #[must_use]
    pub fn naming(self, column: &str, keys: &Option<Vec<String>>) -> Self {
        self.and_for(keys, |conditions, keys| {
            // With one value an index gives the order of the rows, too.
            let is_named = if keys.len() == 1 { "=" } else { "IN" };
            conditions.and(format!("{column} {is_named} ({})", ids_of(keys.len())), keys.clone())
        })
    }

    /// The column holds one of the ids.
    #[must_use]
    pub fn in_ids(self, column: &str, ids: &[i64]) -> Self {
        self.varying().and(format!("{column} IN ({})", marks(ids.len())), ids.iter().copied())
    }

    /// The node belongs to one of the data sets, given by key.
    #[must_use]
    pub fn of_datasets(self, keys: &Option<Vec<String>>) -> Self {
        self.naming("nodes.dataset_id", keys)
    }

    /// The table's time, as far as it is known, shares a day with the given one. What is open may reach anywhere.
    #[must_use]
    pub fn overlapping(self, table: &str, from: Option<NaiveDate>, until: Option<NaiveDate>) -> Self {
        self.and_for(&from, |conditions, day| {
            let last = format!("{table}.ended_latest");
            conditions.and(format!("{last} IS NULL OR {last} >= ?"), [*day])
        })
        .begun_by(table, until)
    }
}

/// The ids of nodes by so many keys, as a subquery.
pub fn ids_of(keys: usize) -> String {
    format!("SELECT named.id FROM nodes AS named WHERE named.key IN ({})", marks(keys))
}

/// So many question marks with commas between; for none, a list that nothing is in.
pub fn marks(count: usize) -> String {
    if count == 0 { "NULL".to_owned() } else { vec!["?"; count].join(", ") }
}

impl QueryFragment<MultiBackend> for Conditions {
    fn walk_ast<'b>(&'b self, mut out: AstPass<'_, 'b, MultiBackend>) -> QueryResult<()> {
        if self.vary {
            out.unsafe_to_cache_prepared();
        }
        out.push_sql("(1 = 1");
        for condition in few(&self.conditions) {
            out.push_sql(" AND (");
            let mut pieces = condition.sql.split('?');
            out.push_sql(pieces.next().unwrap_or_default());
            for (value, piece) in few(condition.values.iter().zip(pieces)) {
                value.bind_to(&mut out)?;
                out.push_sql(piece);
            }
            out.push_sql(")");
        }
        out.push_sql(")");
        Ok(())
    }
}

impl QueryId for Conditions {
    type QueryId = ();
    const HAS_STATIC_QUERY_ID: bool = false;
}

impl Expression for Conditions {
    type SqlType = Bool;
}

impl<Source> AppearsOnTable<Source> for Conditions {}
impl<Source> SelectableExpression<Source> for Conditions {}

impl<Grouping> ValidGrouping<Grouping> for Conditions {
    type IsAggregate = is_aggregate::Never;
}
