//! The rows of each table, and the operations on them. Diesel types statements by table, so these cannot be generic
//! functions.

use std::hash::Hash;

use diesel::result::QueryResult;

use crate::conn::Conn;

/// A row as it is stored. It belongs to a node, and is deleted with it.
pub trait Row: Sized + PartialEq {
    const TABLE: &'static str;
    /// The primary key.
    type Key: Eq + Hash;

    fn key(&self) -> Self::Key;
    /// The id of the node that it belongs to.
    fn node(&self) -> i64;
    /// The other nodes whose links, search terms or connections follow from it.
    fn touched(&self) -> impl Iterator<Item = i64>;
    /// All rows that belong to these nodes, in no particular order.
    fn of_nodes(conn: &mut Conn, nodes: &[i64]) -> QueryResult<Vec<Self>>;
    fn insert(rows: Vec<&Self>, conn: &mut Conn) -> QueryResult<()>;
    fn delete(rows: &[&Self], conn: &mut Conn) -> QueryResult<()>;
    /// Updates the rows with the same keys.
    fn update(rows: Vec<&Self>, conn: &mut Conn) -> QueryResult<()>;
}

/// Declares a row: its table, the column with the id of its node, the columns that lead to other nodes that it touches,
/// the primary key and the other columns.
macro_rules! row {
    (
        $(#[$doc:meta])*
        $table:ident: $row:ident of $node:ident $(touching ($($touched:ident),+))?
        { $($(#[$key_doc:meta])* $key:ident: $key_type:ty,)+ }
        $(with { $($(#[$column_doc:meta])* $column:ident: $type:ty,)+ })?
    ) => {
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, diesel::Queryable, diesel::Selectable, diesel::Insertable)]
        #[diesel(table_name = crate::schema::$table, treat_none_as_default_value = false)]
        pub struct $row {
            $($(#[$key_doc])* pub $key: $key_type,)+
            $($($(#[$column_doc])* pub $column: $type,)+)?
        }

        impl $crate::store::table::Row for $row {
            const TABLE: &'static str = stringify!($table);
            type Key = ($($key_type,)+);

            fn key(&self) -> Self::Key {
                ($(self.$key.clone(),)+)
            }

            fn node(&self) -> i64 {
                self.$node
            }

            fn touched(&self) -> impl Iterator<Item = i64> {
                let nodes: [Option<i64>; _] = [$($(Option::from(self.$touched)),+)?];
                nodes.into_iter().flatten()
            }

            fn of_nodes(conn: &mut $crate::conn::Conn, nodes: &[i64]) -> diesel::QueryResult<Vec<Self>> {
                use diesel::prelude::*;
                crate::schema::$table::table
                    .filter($crate::relation::among(concat!(stringify!($table), ".", stringify!($node)), nodes))
                    .select(Self::as_select())
                    .load(conn)
            }

            fn insert(rows: Vec<&Self>, conn: &mut $crate::conn::Conn) -> diesel::QueryResult<()> {
                use diesel::prelude::*;
                $crate::conn::insert_rows!(conn, crate::schema::$table::table, rows)?;
                Ok(())
            }

            fn delete(rows: &[&Self], conn: &mut $crate::conn::Conn) -> diesel::QueryResult<()> {
                use diesel::prelude::*;
                use $crate::condition::{Conditions, Value, marks};
                let columns = [$(stringify!($key)),+];
                let keys = vec![format!("({})", marks(columns.len())); rows.len()];
                let among = format!("({}) IN (VALUES {})", columns.join(", "), keys.join(", "));
                let values = rows.iter().flat_map(|row| [$(Value::from(row.$key.clone())),+]);
                let these = Conditions::default().varying().and(among, values);
                diesel::delete(crate::schema::$table::table.filter(these)).execute(conn)?;
                Ok(())
            }

            $crate::store::table::row! { @update $table ($($key),+) $($($column)+)? }
        }
    };
    (@update $table:ident ($($key:ident),+)) => {
        fn update(_: Vec<&Self>, _: &mut $crate::conn::Conn) -> diesel::QueryResult<()> {
            // Rows with equal keys are equal.
            Ok(())
        }
    };
    (@update $table:ident ($($key:ident),+) $($column:ident)+) => {
        fn update(rows: Vec<&Self>, conn: &mut $crate::conn::Conn) -> diesel::QueryResult<()> {
            use diesel::prelude::*;
            use diesel::upsert::excluded;
            use crate::schema::$table::dsl;
            $crate::conn::on_each!(conn, |one| diesel::insert_into(dsl::$table)
                .values(rows)
                .on_conflict(($(dsl::$key,)+))
                .do_update()
                .set(($(dsl::$column.eq(excluded(dsl::$column)),)+))
                .execute(one))?;
            Ok(())
        }
    };
}

/// Declares `Rows` with all tables.
macro_rules! tables {
    ($($table:ident: $row:ident;)+) => {
        /// The rows of nodes, table by table, parents before their children. What is derived from them is not among
        /// them, except for the columns that the store fills in.
        #[derive(Debug, Clone, PartialEq, Default)]
        pub struct Rows {
            $(pub $table: Vec<$row>,)+
        }

        impl Rows {
            /// The names of the tables.
            pub(super) const TABLES: &[&str] = &[$(stringify!($table)),+];

            /// The stored rows of these nodes.
            pub(super) fn of_nodes(conn: &mut Conn, nodes: &[i64]) -> QueryResult<Self> {
                if nodes.is_empty() {
                    return Ok(Self::default());
                }
                Ok(Self { $($table: $row::of_nodes(conn, nodes)?,)+ })
            }

            /// Turns the stored rows into these.
            pub(super) fn write(&self, stored: &Self, writing: &mut Writing<'_>) -> Result<()> {
                $(writing.replace(&stored.$table, &self.$table)?;)+
                Ok(())
            }

            /// The nodes that the rows touch, beside those that they belong to.
            pub(super) fn touched(&self) -> impl Iterator<Item = i64> {
                std::iter::empty()$(.chain(self.$table.iter().flat_map(Row::touched)))+
            }
        }
    };
}

pub(super) use {row, tables};
