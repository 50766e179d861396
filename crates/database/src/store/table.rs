//! The operations on each table. Diesel types statements by table, so this cannot be a generic function.

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
    /// All rows that belong to the nodes of a data set, in no particular order.
    fn stored(conn: &mut Conn, dataset_id: i64) -> QueryResult<Vec<Self>>;
    fn insert(rows: &[&Self], conn: &mut Conn) -> QueryResult<usize>;
    fn delete(rows: &[&Self], conn: &mut Conn) -> QueryResult<usize>;
    /// Updates the row with the same key.
    fn update(&self, conn: &mut Conn) -> QueryResult<usize>;
}

/// Implements [`Row`] for each struct, given the column with the node's id and those of the primary key; and declares
/// `Rows` with all tables.
macro_rules! tables {
    ($(
        $table:ident: $row:ident of $node:ident by ($($key:ident: $type:ty),+);
    )+) => {
        /// The rows of a data set, table by table, parents before their children.
        #[derive(Debug, Clone, PartialEq, Default)]
        pub struct Rows {
            $(pub $table: Vec<$row>,)+
        }

        impl Rows {
            /// The names of the tables.
            pub(super) const TABLES: &[&str] = &[$(stringify!($table)),+];

            /// The stored rows.
            pub(super) fn stored(conn: &mut Conn, dataset_id: i64) -> QueryResult<Self> {
                Ok(Self { $($table: $row::stored(conn, dataset_id)?,)+ })
            }

            /// Adds the rows of another data set.
            pub(super) fn append(&mut self, other: Self) {
                $(self.$table.extend(other.$table);)+
            }

            /// Replaces the stored rows by these.
            pub(super) fn replace(&self, stored: &Self, writing: &mut Writing<'_>) -> Result<()> {
                $(writing.replace(&stored.$table, &self.$table)?;)+
                Ok(())
            }
        }

        $(impl Row for $row {
            const TABLE: &'static str = stringify!($table);
            type Key = ($($type,)+);

            fn key(&self) -> Self::Key {
                ($(self.$key.clone(),)+)
            }

            fn node(&self) -> i64 {
                self.$node
            }

            fn stored(conn: &mut Conn, dataset_id: i64) -> QueryResult<Vec<Self>> {
                let of_dataset = concat!(
                    stringify!($table), ".", stringify!($node),
                    " IN (SELECT own.id FROM nodes AS own WHERE own.dataset_id = ?)",
                );
                $table::table
                    .filter(Conditions::default().and(of_dataset, [dataset_id]))
                    .select(Self::as_select())
                    .load(conn)
            }

            fn insert(rows: &[&Self], conn: &mut Conn) -> QueryResult<usize> {
                on_each!(conn, |one| diesel::insert_into($table::table).values(rows.to_vec()).execute(one))
            }

            fn delete(rows: &[&Self], conn: &mut Conn) -> QueryResult<usize> {
                let columns = [$(stringify!($key)),+];
                let keys = vec![format!("({})", marks(columns.len())); rows.len()];
                let among = format!("({}) IN (VALUES {})", columns.join(", "), keys.join(", "));
                let values = rows.iter().flat_map(|row| [$(Value::from(row.$key.clone())),+]);
                diesel::delete($table::table.filter(Conditions::default().varying().and(among, values))).execute(conn)
            }

            fn update(&self, conn: &mut Conn) -> QueryResult<usize> {
                diesel::update($table::table.find(($(self.$key.clone()),+))).set(self).execute(conn)
            }
        })+
    };
}

pub(super) use tables;
