//! SQL that the program writes itself, where Diesel has no words for it on both backends.

use std::marker::PhantomData;

use diesel::expression::{
    AppearsOnTable, Expression, SelectableExpression, TypedExpressionType, ValidGrouping, is_aggregate,
};
use diesel::query_builder::{AstPass, QueryFragment, QueryId};
use diesel::result::QueryResult;
use diesel::sql_types::SqlType;

use super::conn::MultiBackend;

/// An expression of a type as text, without bound values. Unlike Diesel's `sql`, it lets the statement be prepared once
/// and kept: there are only as many as the program has.
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
