//! Hand-written SQL, for what Diesel cannot express on both backends.

use std::marker::PhantomData;

use diesel::expression::{
    AppearsOnTable, Expression, SelectableExpression, TypedExpressionType, ValidGrouping, is_aggregate,
};
use diesel::query_builder::{AstPass, Query, QueryFragment, QueryId};
use diesel::query_dsl::RunQueryDsl;
use diesel::result::QueryResult;
use diesel::sql_types::{SqlType, Text};
use sanad_base::work::few;

use super::condition::{Conditions, Value};
use super::conn::{Conn, MultiBackend, table_of_items};

/// A SQL expression of a known type, without bound values. Unlike with Diesel's `sql`, its statement can be cached as a
/// prepared statement: the program has only so many of them.
#[derive(Debug, Clone)]
pub struct Fragment<Type> {
    sql: String,
    of_type: PhantomData<Type>,
}

impl<Type> Fragment<Type> {
    pub fn new(sql: impl Into<String>) -> Self {
        Self { sql: sql.into(), of_type: PhantomData }
    }
}

impl<Type> QueryFragment<MultiBackend> for Fragment<Type> {
    fn walk_ast<'b>(&'b self, mut out: AstPass<'_, 'b, MultiBackend>) -> QueryResult<()> {
        out.push_sql(&self.sql);
        Ok(())
    }
}

impl<Type> QueryId for Fragment<Type> {
    type QueryId = ();
    const HAS_STATIC_QUERY_ID: bool = false;
}

impl<Type: SqlType + TypedExpressionType> Expression for Fragment<Type> {
    type SqlType = Type;
}

impl<Type, Source> AppearsOnTable<Source> for Fragment<Type> where Self: Expression {}
impl<Type, Source> SelectableExpression<Source> for Fragment<Type> where Self: Expression {}

impl<Type, Grouping> ValidGrouping<Grouping> for Fragment<Type> {
    type IsAggregate = is_aggregate::Never;
}

/// A hand-written statement that selects columns of these types.
#[derive(Debug, Clone)]
pub struct Statement<Types> {
    pieces: Vec<Piece>,
    of_types: PhantomData<Types>,
}

#[derive(Debug, Clone)]
enum Piece {
    Text(String),
    Conditions(Conditions),
    /// A JSON array.
    Items(String),
    Value(Value),
}

impl<Types> Statement<Types> {
    pub fn new(sql: impl Into<String>) -> Self {
        Self { pieces: vec![Piece::Text(sql.into())], of_types: PhantomData }
    }

    /// Appends SQL.
    #[must_use]
    pub fn text(mut self, sql: impl Into<String>) -> Self {
        self.pieces.push(Piece::Text(sql.into()));
        self
    }

    /// Appends conditions.
    #[must_use]
    pub fn meeting(mut self, conditions: Conditions) -> Self {
        self.pieces.push(Piece::Conditions(conditions));
        self
    }

    /// Appends a table of numbers in parentheses, with the column `item`.
    #[must_use]
    pub fn numbers(mut self, numbers: &[i64]) -> Self {
        self = self.text("(SELECT CAST(listed.item AS BIGINT) AS item FROM ");
        self.pieces.push(Piece::Items(serde_json::Value::from(numbers).to_string()));
        self.text(" AS listed)")
    }

    /// Appends a table of texts in parentheses, with the column `item`.
    #[must_use]
    pub fn texts(mut self, texts: &[&str]) -> Self {
        self.pieces.push(Piece::Items(serde_json::Value::from(texts).to_string()));
        self
    }

    /// Appends a bound value.
    #[must_use]
    pub fn bind(mut self, value: impl Into<Value>) -> Self {
        self.pieces.push(Piece::Value(value.into()));
        self
    }

    /// Appends the rows of another statement with `UNION ALL`.
    #[must_use]
    pub fn and_all(mut self, other: Self) -> Self {
        self = self.text(" UNION ALL ");
        self.pieces.extend(other.pieces);
        self
    }
}

impl<Types> QueryFragment<MultiBackend> for Statement<Types> {
    fn walk_ast<'b>(&'b self, mut out: AstPass<'_, 'b, MultiBackend>) -> QueryResult<()> {
        for piece in few(&self.pieces) {
            match piece {
                Piece::Text(sql) => out.push_sql(sql),
                Piece::Conditions(conditions) => conditions.walk_ast(out.reborrow())?,
                Piece::Items(json) => {
                    let (opening, closing) = table_of_items(out.backend());
                    out.push_sql(opening);
                    out.push_bind_param::<Text, String>(json)?;
                    out.push_sql(closing);
                }
                Piece::Value(value) => value.bind_to(&mut out)?,
            }
        }
        Ok(())
    }
}

impl<Types> QueryId for Statement<Types> {
    type QueryId = ();
    const HAS_STATIC_QUERY_ID: bool = false;
}

impl<Types> Query for Statement<Types> {
    type SqlType = Types;
}

impl<Types> RunQueryDsl<Conn> for Statement<Types> {}
