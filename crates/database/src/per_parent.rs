//! Lists that belong to parents: the first rows of each of many parents, in one statement.
//!
//! A list declares its tables and the rows that belong to a parent; [`list_per_parent`] does the rest. The parents' ids
//! are one bound table, `asked`. For each id the database walks an index and stops at the limit, so the cost does not
//! depend on how many rows a parent has. Postgres joins the rows laterally. SQLite has no lateral joins: there a
//! subquery finds the ids, and `CROSS JOIN` fixes the order of the tables, because SQLite could otherwise read another
//! table first and run the subquery for each of its rows. The subquery joins only tables that its conditions name; the
//! outer statement joins only tables whose columns it reads.

use diesel::expression::Expression;
use diesel::query_builder::{AstPass, Query, QueryFragment, QueryId};
use diesel::query_dsl::RunQueryDsl;
use diesel::result::QueryResult;
use diesel::sql_types::BigInt;
use sanad_base::work::few;

use super::condition::{Conditions, Ids, names_table};
use super::conn::{Conn, MultiBackend, joins_laterally};
use super::page::ListQuery;

/// The column with the parent's id.
pub const PARENT: &str = "asked.item";

/// The tables that a list reads. The rows of the first are listed. Each other table has at most one row for each of
/// them, and exactly one under an inner join, so a statement can leave out the tables that it does not read.
#[derive(Debug)]
struct Tables {
    listed: &'static str,
    joins: Vec<Join>,
}

#[derive(Debug, PartialEq, Eq)]
struct Join {
    is_outer: bool,
    table: &'static str,
    on: &'static str,
}

impl Tables {
    /// Parses `first JOIN second ON … LEFT JOIN third ON …`.
    fn read(text: &'static str) -> Self {
        const OUTER: &str = " LEFT";
        let mut pieces = text.split(" JOIN ");
        let first = pieces.next().unwrap_or_default();
        let mut is_outer = first.ends_with(OUTER);
        let mut joins = Vec::new();
        for piece in few(pieces) {
            let (table, on) = piece.split_once(" ON ").unwrap_or((piece, "1 = 1"));
            joins.push(Join { is_outer, table, on: on.trim_end_matches(OUTER) });
            is_outer = on.ends_with(OUTER);
        }
        Self { listed: first.trim_end_matches(OUTER), joins }
    }

    /// The joins of the tables that `names` accepts, and of the tables that their join conditions name.
    fn needed(&self, names: impl Fn(&str) -> bool) -> Vec<&Join> {
        let mut needed: Vec<&Join> = Vec::new();
        for join in few(self.joins.iter().rev()) {
            let is_named = |table: &str| names(table) || needed.iter().any(|later| names_table(later.on, table));
            if is_named(join.table) {
                needed.push(join);
            }
        }
        needed.reverse();
        needed
    }
}

/// Writes the joins in this order.
fn joined<'a>(out: &mut AstPass<'_, '_, MultiBackend>, joins: impl IntoIterator<Item = &'a Join>) {
    let inner = if joins_laterally(out.backend()) { " JOIN " } else { " CROSS JOIN " };
    for Join { is_outer, table, on } in few(joins) {
        out.push_sql(if *is_outer { " LEFT JOIN " } else { inner });
        out.push_sql(&format!("{table} ON {on}"));
    }
}

/// The rows of each of many parents.
#[derive(Debug)]
pub struct RowsPerParent {
    parents: Ids,
    tables: Tables,
    /// Each selects one range of an index, and no row meets two of them.
    runs: Vec<Conditions>,
}

impl RowsPerParent {
    pub fn new(tables: &'static str, parents: &[i64], runs: Vec<Conditions>) -> Self {
        let mut parents = parents.to_vec();
        // A parent given twice would get each of its rows twice.
        parents.sort_unstable();
        parents.dedup();
        Self { parents: Ids::new(&parents), tables: Tables::read(tables), runs }
    }

    /// Writes `FROM` and `WHERE` of one run.
    fn run<'b>(&'b self, out: &mut AstPass<'_, 'b, MultiBackend>, run: &'b Conditions, order: &str) -> QueryResult<()> {
        out.push_sql(&format!(" FROM {}", self.tables.listed));
        joined(out, self.tables.needed(|table| run.names(table) || names_table(order, table)));
        out.push_sql(" WHERE ");
        run.walk_ast(out.reborrow())
    }

    fn asked<'b>(&'b self, out: &mut AstPass<'_, 'b, MultiBackend>) -> QueryResult<()> {
        out.push_sql(" FROM ");
        self.parents.table(out)?;
        out.push_sql(" AS asked");
        Ok(())
    }
}

/// Selects the first rows of each parent, in no particular order.
#[derive(Debug)]
pub struct FirstPerParent<Selection> {
    rows: RowsPerParent,
    /// The `ORDER BY` list of a parent's rows.
    ordering: String,
    /// The same for columns named `listed_sort` and `listed_last`.
    merging: String,
    sort: String,
    last: &'static str,
    limit: i64,
    /// The joined tables whose columns are selected.
    read: &'static [&'static str],
    selection: Selection,
}

impl<Selection> FirstPerParent<Selection> {
    pub fn new(
        mut rows: RowsPerParent,
        query: &ListQuery<'_>,
        read: &'static [&'static str],
        selection: Selection,
    ) -> Self {
        rows.runs = rows.runs.into_iter().map(|run| query.keyset(run)).collect();
        let (sort, last) = query.sorted_by();
        Self {
            rows,
            ordering: query.columns(),
            merging: query.in_order_of(sort.map(|_| "listed_sort"), "listed_last"),
            sort: sort.unwrap_or("NULL").to_owned(),
            last,
            limit: query.limit(),
            read,
            selection,
        }
    }

    /// Writes a query for these columns of a parent's first rows.
    fn first<'b>(&'b self, out: &mut AstPass<'_, 'b, MultiBackend>, columns: &str) -> QueryResult<()> {
        let table = self.rows.tables.listed;
        if let [run] = self.rows.runs.as_slice() {
            out.push_sql(&format!("SELECT {table}.{columns}"));
            return self.first_of_run(out, run);
        }
        // Both databases merge the ordered runs and read no more of each than they need. SQLite does so by itself, and
        // allows no `ORDER BY` inside a union. Postgres needs a limit in each run, or it reads and sorts them all.
        let each_ends = joins_laterally(out.backend());
        let (sort, last) = (&self.sort, self.last);
        out.push_sql(&format!("SELECT {columns} FROM ("));
        for (number, run) in few(self.rows.runs.iter().enumerate()) {
            out.push_sql(if number > 0 { " UNION ALL " } else { "" });
            out.push_sql(if each_ends { "(" } else { "" });
            out.push_sql(&format!("SELECT {table}.{columns}, {sort} AS listed_sort, {last} AS listed_last"));
            if each_ends {
                self.first_of_run(out, run)?;
                out.push_sql(")");
            } else {
                self.rows.run(out, run, &self.ordering)?;
            }
        }
        self.end(out, &self.merging)?;
        out.push_sql(") AS merged");
        Ok(())
    }

    fn first_of_run<'b>(&'b self, out: &mut AstPass<'_, 'b, MultiBackend>, run: &'b Conditions) -> QueryResult<()> {
        self.rows.run(out, run, &self.ordering)?;
        self.end(out, &self.ordering)
    }

    fn end<'b>(&'b self, out: &mut AstPass<'_, 'b, MultiBackend>, ordering: &str) -> QueryResult<()> {
        out.push_sql(&format!(" ORDER BY {ordering} LIMIT "));
        out.push_bind_param::<BigInt, i64>(&self.limit)
    }
}

impl<Selection: QueryFragment<MultiBackend>> QueryFragment<MultiBackend> for FirstPerParent<Selection> {
    fn walk_ast<'b>(&'b self, mut out: AstPass<'_, 'b, MultiBackend>) -> QueryResult<()> {
        let table = self.rows.tables.listed;
        out.push_sql(&format!("SELECT {PARENT}, "));
        self.selection.walk_ast(out.reborrow())?;
        self.rows.asked(&mut out)?;
        if joins_laterally(out.backend()) {
            out.push_sql(" CROSS JOIN LATERAL (");
            self.first(&mut out, "*")?;
            out.push_sql(&format!(") AS {table}"));
        } else {
            out.push_sql(&format!(" CROSS JOIN {table} ON {table}.id IN ("));
            self.first(&mut out, "id")?;
            out.push_sql(")");
        }
        joined(&mut out, self.rows.tables.needed(|table| self.read.contains(&table) || names_table(&self.sort, table)));
        Ok(())
    }
}

impl<Selection> QueryId for FirstPerParent<Selection> {
    type QueryId = ();
    const HAS_STATIC_QUERY_ID: bool = false;
}

impl<Selection: Expression> Query for FirstPerParent<Selection> {
    type SqlType = (BigInt, Selection::SqlType);
}

impl<Selection> RunQueryDsl<Conn> for FirstPerParent<Selection> {}

/// Counts the rows of each parent.
#[derive(Debug)]
pub struct CountPerParent(pub RowsPerParent);

impl QueryFragment<MultiBackend> for CountPerParent {
    fn walk_ast<'b>(&'b self, mut out: AstPass<'_, 'b, MultiBackend>) -> QueryResult<()> {
        out.push_sql(&format!("SELECT {PARENT}, 0"));
        for run in few(&self.0.runs) {
            out.push_sql(" + (SELECT count(*)");
            self.0.run(&mut out, run, "")?;
            out.push_sql(")");
        }
        self.0.asked(&mut out)
    }
}

impl QueryId for CountPerParent {
    type QueryId = ();
    const HAS_STATIC_QUERY_ID: bool = false;
}

impl Query for CountPerParent {
    type SqlType = (BigInt, BigInt);
}

impl RunQueryDsl<Conn> for CountPerParent {}

/// Implements `Relation` and `List`. With `of`, which names the column of the parent's id, the list defines
/// `conditions(&self)`; otherwise it defines `runs(&self)`, one or more sets of conditions that each name the parent.
/// It also defines `order(&self)`; `at` gives the id of a row. `with` names the joined tables whose
/// columns the row is read from.
macro_rules! list_per_parent {
    ($list:ident of $parent:literal: $row:ty = $tables:expr, $(with $read:expr,)? at $id:expr) => {
        impl $list {
            fn runs(&self) -> Vec<$crate::condition::Conditions> {
                vec![self.conditions().same($parent, $crate::per_parent::PARENT)]
            }
        }

        $crate::per_parent::list_per_parent! { $list: $row = $tables, $(with $read,)? at $id }
    };
    ($list:ident: $row:ty = $tables:expr, $(with $read:expr,)? at $id:expr) => {
        impl $crate::Relation for $list {
            type Value = $crate::Page<$row>;

            fn load(
                &self,
                conn: &mut $crate::Conn,
                parents: &[i64],
            ) -> $crate::error::Result<std::collections::HashMap<i64, Self::Value>> {
                use diesel::SelectableHelper;
                use $crate::per_parent::{FirstPerParent, RowsPerParent};
                use $crate::rows::Rows;
                let query = $crate::List::query(self);
                let rows = RowsPerParent::new($tables, parents, self.runs());
                let read: &[&str] = const { [$($read.as_slice(),)? &[]][0] };
                let selection = (query.sort_value(), <$row>::as_select());
                let rows: Vec<(i64, (String, $row))> = FirstPerParent::new(rows, &query, read, selection).rows(conn)?;
                Ok(query.pages(rows, $id))
            }
        }

        impl $crate::List for $list {
            type Row = $row;

            fn query(&self) -> $crate::ListQuery<'_> {
                $crate::ListQuery { order: self.order(), page: &self.page }
            }

            fn totals(
                &self,
                conn: &mut $crate::Conn,
                parents: &[i64],
            ) -> $crate::error::Result<std::collections::HashMap<i64, i64>> {
                use $crate::per_parent::{CountPerParent, RowsPerParent};
                use $crate::rows::Rows;
                let totals: Vec<(i64, i64)> = CountPerParent(RowsPerParent::new($tables, parents, self.runs())).rows(conn)?;
                Ok(sanad_base::work::in_time(totals).collect())
            }
        }
    };
}

pub(super) use list_per_parent;

#[cfg(test)]
mod tests {
    use super::*;

    const TABLES: &str = "events JOIN facts ON facts.id = events.id JOIN nodes ON nodes.id = facts.id \
                          LEFT JOIN incidents ON incidents.id = events.id";

    fn needed(sql: &str) -> Vec<&'static str> {
        let tables = Tables::read(TABLES);
        tables.needed(|table| names_table(sql, table)).into_iter().map(|join| join.table).collect()
    }

    #[test]
    fn tables_are_read_as_they_are_joined() {
        let tables = Tables::read(TABLES);
        assert_eq!(tables.listed, "events");
        let outer: Vec<(&str, bool, &str)> =
            tables.joins.iter().map(|join| (join.table, join.is_outer, join.on)).collect();
        assert_eq!(
            outer,
            [
                ("facts", false, "facts.id = events.id"),
                ("nodes", false, "nodes.id = facts.id"),
                ("incidents", true, "incidents.id = events.id"),
            ]
        );
        assert!(Tables::read("mentions").joins.is_empty());
    }

    #[test]
    fn only_what_is_named_is_joined_and_what_that_builds_on() {
        assert_eq!(needed("events.id = asked.item"), [""; 0]);
        assert_eq!(needed("facts.source_count >= ?"), ["facts"]);
        assert_eq!(needed("events.id = 1 AND (nodes.dataset_id = 7)"), ["facts", "nodes"]);
        assert_eq!(needed("incidents.kind IN (?)"), ["incidents"]);
        assert_eq!(needed("subfacts.id = nodes_of.facts"), [""; 0]);
    }
}
