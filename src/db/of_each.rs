//! Lists that hang on parents: the first rows of each of many parents, by one statement.

use diesel::expression::{AppearsOnTable, Expression, SelectableExpression, ValidGrouping, is_aggregate};
use diesel::query_builder::{AstPass, QueryFragment, QueryId};
use diesel::result::QueryResult;
use diesel::sql_types::Bool;

use super::conn::{MultiBackend, any_of_rows};
use super::schema::nodes;
use crate::work::few;

// The parents that a statement is about.
diesel::alias! {
    pub const asked: Alias<Asked> = nodes as asked;
}

/// The row is one of the first of its parent, `asked`: its id is among those that one of the statements finds.
///
/// Both databases evaluate the statements once for each parent and stop at their limits, so that it does not matter how
/// many rows hang on a parent. A window function would number all of them.
#[derive(Debug, Clone)]
pub struct FirstOf<Statement> {
    id: &'static str,
    statements: Vec<Statement>,
}

impl<Statement> FirstOf<Statement> {
    /// `id` is the column that holds a row's id. The statements select it.
    pub fn new(id: &'static str, statements: impl IntoIterator<Item = Statement>) -> Self {
        Self { id, statements: statements.into_iter().collect() }
    }
}

impl<Statement: QueryFragment<MultiBackend>> QueryFragment<MultiBackend> for FirstOf<Statement> {
    fn walk_ast<'b>(&'b self, mut out: AstPass<'_, 'b, MultiBackend>) -> QueryResult<()> {
        let (opening, closing) = any_of_rows(out.backend());
        out.push_sql(self.id);
        out.push_sql(opening);
        for (number, statement) in few(self.statements.iter().enumerate()) {
            out.push_sql(if number == 0 { "SELECT * FROM (" } else { " UNION ALL SELECT * FROM (" });
            statement.walk_ast(out.reborrow())?;
            out.push_sql(&format!(") AS first_{number}"));
        }
        out.push_sql(closing);
        Ok(())
    }
}

impl<Statement> QueryId for FirstOf<Statement> {
    type QueryId = ();
    const HAS_STATIC_QUERY_ID: bool = false;
}

impl<Statement> Expression for FirstOf<Statement> {
    type SqlType = Bool;
}

impl<Statement, Source> AppearsOnTable<Source> for FirstOf<Statement> {}
impl<Statement, Source> SelectableExpression<Source> for FirstOf<Statement> {}

impl<Statement, Grouping> ValidGrouping<Grouping> for FirstOf<Statement> {
    type IsAggregate = is_aggregate::Never;
}

/// Makes a list of rows of a source that hang on their parent by a column. The list says by `conditions(&self)` which of
/// them it has, and by `order(&self)` how they are ordered; `position` is where a row stands in that order. The id column
/// tells the rows of the source apart.
macro_rules! list_of_each {
    ($list:ident of $parent:literal: $row:ty = $source:expr, by $id:literal at $position:expr) => {
        impl $crate::db::Relation for $list {
            type Value = $crate::db::Page<$row>;

            fn load(
                &self,
                conn: &mut $crate::db::Conn,
                parents: &[i64],
            ) -> $crate::error::Result<std::collections::HashMap<i64, Self::Value>> {
                use diesel::sql_types::BigInt;
                use $crate::db::fragment::Fragment;
                use $crate::db::of_each::{FirstOf, asked};
                use $crate::db::rows::Rows;
                let reading = $crate::db::List::reading(self);
                let of_parent = self.conditions().and::<i64>(concat!($parent, " = asked.id"), []);
                let first = $source
                    .filter(reading.keyset(of_parent))
                    .order(reading.ordering())
                    .limit(reading.limit())
                    .select(Fragment::<BigInt>::new($id));
                let rows = $source
                    .inner_join(asked.on(FirstOf::new($id, [first])))
                    .filter($crate::db::relation::among("asked.id", parents))
                    .order(reading.ordering())
                    .select((asked.field($crate::db::schema::nodes::id), <$row>::as_select()))
                    .rows(conn)?;
                Ok(reading.pages(rows, $position))
            }
        }

        impl $crate::db::List for $list {
            type Row = $row;

            fn reading(&self) -> $crate::db::Reading<'_> {
                $crate::db::Reading { order: self.order(), page: &self.page }
            }

            fn totals(
                &self,
                conn: &mut $crate::db::Conn,
                parents: &[i64],
            ) -> $crate::error::Result<std::collections::HashMap<i64, i64>> {
                use $crate::db::rows::Rows;
                let parent = $crate::db::fragment::Fragment::<diesel::sql_types::BigInt>::new($parent);
                let totals = $source
                    .filter(self.conditions().and_all($crate::db::relation::among($parent, parents)))
                    .group_by(parent.clone())
                    .select((parent, diesel::dsl::count_star()))
                    .rows(conn)?;
                Ok(totals.into_iter().collect())
            }
        }
    };
}

pub(super) use list_of_each;
