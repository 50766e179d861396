//! Conditions that are built at run time from a client's arguments.

use chrono::NaiveDate;
use diesel::expression::{AppearsOnTable, Expression, SelectableExpression, ValidGrouping, is_aggregate};
use diesel::query_builder::{AstPass, QueryFragment, QueryId};
use diesel::result::QueryResult;
use diesel::sql_types::{BigInt, Bool, Date, Text};
use sanad_base::work::few;
use sanad_model::NodeName;

use super::conn::{MultiBackend, answered_once, any_of_ids, new_question, table_of_ids, table_of_items};

/// Conditions on the columns of a statement, all of which have to hold. Without any, every row meets them.
///
/// Each condition is SQL for both backends, with a `?` for each bound value.
#[derive(Debug, Clone, Default)]
pub struct Conditions {
    conditions: Vec<Condition>,
    /// Whether the text depends on the client's arguments: then there are too many statements to keep them prepared.
    vary: bool,
    /// Whether they have subqueries on related rows, of which there may be many.
    ask: bool,
}

#[derive(Debug, Clone)]
struct Condition {
    sql: String,
    values: Vec<Value>,
}

/// A value that is bound to a condition.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Value {
    Text(String),
    Number(i64),
    Day(NaiveDate),
    Ids(Ids),
    /// Any number of texts, as the JSON of a list. They become a subquery.
    Items(String),
    /// SQL around a condition that evaluates it once per row.
    Asking(Asked),
    Answered(Asked),
}

/// Numbers a condition on the row whose id a column holds.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Asked {
    question: i64,
    row: String,
}

impl Value {
    /// Binds it in a statement.
    pub(super) fn bind_to<'b>(&'b self, out: &mut AstPass<'_, 'b, MultiBackend>) -> QueryResult<()> {
        match self {
            Self::Text(text) => out.push_bind_param::<Text, String>(text),
            Self::Number(number) => out.push_bind_param::<BigInt, i64>(number),
            Self::Day(day) => out.push_bind_param::<Date, NaiveDate>(day),
            Self::Ids(ids) => ids.comparison(out),
            Self::Items(items) => {
                let (opening, closing) = table_of_items(out.backend());
                out.push_sql(opening);
                out.push_bind_param::<Text, String>(items)?;
                out.push_sql(closing);
                Ok(())
            }
            Self::Asking(asked) => {
                let Some([recall, keep, condition, _]) = answered_once(out.backend(), &asked.row) else {
                    return Ok(());
                };
                // The number is bound, so that the text is the same each time and the statement is prepared once.
                out.push_sql(&recall);
                out.push_bind_param::<BigInt, i64>(&asked.question)?;
                out.push_sql(&keep);
                out.push_bind_param::<BigInt, i64>(&asked.question)?;
                out.push_sql(&condition);
                Ok(())
            }
            Self::Answered(asked) => {
                if let Some([.., end]) = answered_once(out.backend(), &asked.row) {
                    out.push_sql(&end);
                }
                Ok(())
            }
        }
    }
}

/// Any number of ids as one bound value, so that the statement's text does not depend on their number.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Ids(String);

impl Ids {
    pub fn new(ids: &[i64]) -> Self {
        Self(serde_json::Value::from(ids).to_string())
    }

    /// Writes the comparison behind a column that holds one of the ids.
    fn comparison<'b>(&'b self, out: &mut AstPass<'_, 'b, MultiBackend>) -> QueryResult<()> {
        self.within(out, any_of_ids)
    }

    /// Writes a table of the ids in parentheses, with the column `item`.
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
    /// Postgres rejects NUL in text. It becomes the replacement character, so that the value matches nothing: no stored
    /// text contains either.
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

    /// Whether one of the conditions names a column of the table.
    pub(super) fn names(&self, table: &str) -> bool {
        self.conditions.iter().any(|condition| names_table(&condition.sql, table))
    }

    /// Adds the other conditions.
    #[must_use]
    pub fn and_all(mut self, others: Self) -> Self {
        self.conditions.extend(others.conditions);
        Self { vary: self.vary || others.vary, ask: self.ask || others.ask, ..self }
    }

    /// The same, in a statement that is not kept prepared because there may be too many like it.
    #[must_use]
    pub fn varying(self) -> Self {
        Self { vary: true, ..self }
    }

    /// The same, marked as having subqueries on related rows.
    #[must_use]
    pub fn asking(self) -> Self {
        Self { ask: true, ..self }
    }

    /// Adds a condition if the value is present.
    #[must_use]
    pub fn and_for<T>(self, asked: &Option<T>, condition: impl FnOnce(Self, &T) -> Self) -> Self {
        match asked {
            Some(value) => condition(self.varying(), value),
            None => self,
        }
    }

    /// Adds that a row exists that meets the given conditions. `from` names its table and those joined to it, by
    /// aliases that the statement does not use.
    #[must_use]
    pub fn and_exists(self, from: &str, conditions: Self) -> Self {
        self.and_query("EXISTS (SELECT 1 FROM", from, conditions)
    }

    /// Adds that the row whose id the column holds exists and meets the given conditions, in which its id is `id`. If
    /// these have subqueries on related rows, they are evaluated once per row: many rows may lead to the same hub.
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

    /// Adds that no row exists that meets the given conditions.
    #[must_use]
    pub fn and_none(self, from: &str, conditions: Self) -> Self {
        self.and_query("NOT EXISTS (SELECT 1 FROM", from, conditions)
    }

    /// Adds that the column holds a value that another column has in a row that meets the given conditions.
    #[must_use]
    pub fn and_in(self, column: &str, selected: &str, from: &str, conditions: Self) -> Self {
        self.and_query(&format!("{column} IN (SELECT {selected} FROM"), from, conditions)
    }

    /// Adds that all conditions of at least one set are met. No row meets an empty list of sets.
    #[must_use]
    pub fn and_any(self, sets: impl IntoIterator<Item = Self>) -> Self {
        let (mut sqls, mut all, mut vary, mut ask) = (Vec::new(), Vec::new(), self.vary, self.ask);
        for set in few(sets) {
            (vary, ask) = (vary || set.vary, ask || set.ask);
            let (sql, values) = set.into_sql();
            sqls.push(sql);
            all.extend(values);
        }
        let sql = if sqls.is_empty() { "1 = 0".to_owned() } else { sqls.join(" OR ") };
        Self { vary, ask, ..self.and(sql, all) }
    }

    /// Adds that not all of the conditions are met. One that is NULL is not met.
    #[must_use]
    pub fn and_not(self, conditions: Self) -> Self {
        let (vary, ask) = (self.vary || conditions.vary, self.ask || conditions.ask);
        let (all, values) = conditions.into_sql();
        Self { vary, ask, ..self.and(format!("({all}) IS NOT TRUE"), values) }
    }

    /// Adds that the rows that meet the given conditions have at least `least` and at most `most` values of `counted`.
    #[must_use]
    pub fn and_as_many(self, least: i64, most: Option<i64>, counted: &str, from: &str, conditions: Self) -> Self {
        let (all, mut values) = conditions.into_sql();
        values.extend([least, most.unwrap_or(i64::MAX)].map(Value::Number));
        let count = format!("(SELECT count({counted}) FROM {from} WHERE {all})");
        self.varying().and(format!("{count} BETWEEN ? AND ?"), values)
    }

    fn and_query(self, opening: &str, from: &str, conditions: Self) -> Self {
        let vary = self.vary || conditions.vary;
        let (all, values) = conditions.into_sql();
        Self { vary, ..self.and(format!("{opening} {from} WHERE {all})"), values) }
    }

    /// All conditions as one, with their values.
    fn into_sql(self) -> (String, Vec<Value>) {
        let (sqls, values): (Vec<String>, Vec<Vec<Value>>) =
            self.conditions.into_iter().map(|condition| (format!("({})", condition.sql), condition.values)).unzip();
        let sql = if sqls.is_empty() { "1 = 1".to_owned() } else { sqls.join(" AND ") };
        (sql, values.concat())
    }

    /// Adds that the column holds one of the words. No row meets an empty list.
    #[must_use]
    pub fn one_of<W: ToString>(self, column: &str, words: &Option<Vec<W>>) -> Self {
        self.and_for(words, |conditions, words| {
            conditions.and(format!("{column} IN ({})", marks(words.len())), words.iter().map(W::to_string))
        })
    }
}

/// Conditions that several entities share. The statement has to read the tables that they name.
impl Conditions {
    /// Adds that the column holds the id of one of these nodes.
    #[must_use]
    pub fn naming(self, column: &str, names: &Option<Vec<NodeName>>) -> Self {
        self.and_for(names, |conditions, names| {
            // With `=`, an index also gives the order of the rows.
            let is = if names.len() == 1 { "=" } else { "IN" };
            let (ids, values) = ids_of(names);
            conditions.and(format!("{column} {is} ({ids})"), values)
        })
    }

    /// Adds that the row of `nodes` is one of these nodes.
    #[must_use]
    pub fn named(self, names: &Option<Vec<NodeName>>) -> Self {
        self.and_for(names, |conditions, names| {
            let (is_named, values) = is_named("nodes", names);
            conditions.and(is_named, values)
        })
    }

    /// Adds that the column holds one of the ids, each of them bound as a value of its own.
    #[must_use]
    pub fn in_ids(self, column: &str, ids: &[i64]) -> Self {
        self.varying().and(format!("{column} IN ({})", marks(ids.len())), ids.iter().copied())
    }

    /// Adds that the node belongs to one of the data sets.
    #[must_use]
    pub fn of_datasets(self, names: &Option<Vec<NodeName>>) -> Self {
        self.naming("nodes.dataset_id", names)
    }
}

/// A subquery for the ids of these nodes, with its values.
pub fn ids_of(names: &[NodeName]) -> (String, Vec<Value>) {
    let (is_named, values) = is_named("named", names);
    (format!("SELECT named.id FROM nodes AS named WHERE {is_named}"), values)
}

/// The condition that a row of a table of nodes has one of the names, with its values.
fn is_named(table: &str, names: &[NodeName]) -> (String, Vec<Value>) {
    // The keys come first: an index leads to them, and they are unique.
    let is_one = format!("{table}.key IN ({})", marks(names.len()));
    let keys = names.iter().map(|name| Value::Text(name.key.to_string()));
    if names.iter().all(|name| name.kind.is_none()) {
        return (is_one, keys.collect());
    }
    let texts: Vec<String> = names.iter().map(ToString::to_string).collect();
    let names = Value::Items(serde_json::Value::from(texts).to_string());
    let is_of_kind = format!("{table}.key IN ? OR {table}.kind || ':' || {table}.key IN ?");
    (format!("{is_one} AND ({is_of_kind})"), keys.chain([names.clone(), names]).collect())
}

/// This number of question marks, separated by commas; for 0, a list that nothing is in.
pub fn marks(count: usize) -> String {
    if count == 0 { "NULL".to_owned() } else { vec!["?"; count].join(", ") }
}

/// Whether the SQL names a column of the table.
pub(super) fn names_table(sql: &str, table: &str) -> bool {
    sql.match_indices(table).any(|(start, _)| {
        let before = sql[..start].chars().next_back();
        sql[start + table.len()..].starts_with('.') && before.is_none_or(|c| !c.is_alphanumeric() && c != '_')
    })
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
