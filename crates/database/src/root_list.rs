//! Lists without a parent: all rows that meet a filter.

/// Implements `Relation` and `List` for a struct with the fields `filter` and `page` and the method `order(&self)`. `at`
/// gives the id of a row. Without a filter, the rows of the table after `counting` are counted, if there is one: those of its
/// joined tables need not be looked up.
macro_rules! root_list {
    ($list:ident: $row:ty = $source:expr, $(counting $table:expr,)? at $id:expr) => {
        impl $crate::Relation for $list {
            type Value = $crate::Page<$row>;

            fn load(
                &self,
                conn: &mut $crate::Conn,
                _: &[i64],
            ) -> $crate::error::Result<std::collections::HashMap<i64, Self::Value>> {
                use $crate::filter::{Filter, Prefilter};
                use $crate::rows::Rows;
                let (query, filter) = ($crate::List::query(self), self.filter.prefiltered(conn)?);
                let rows: Vec<(String, $row)> = $source
                    .filter(query.keyset(filter.listed()))
                    .order(query.ordering())
                    .limit(query.limit())
                    .select((query.sort_value(), <$row>::as_select()))
                    .rows(conn)?;
                Ok(query.root(rows, $id))
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
                _: &[i64],
            ) -> $crate::error::Result<std::collections::HashMap<i64, i64>> {
                use $crate::filter::{Filter, Prefilter};
                $(
                    if self.filter == Default::default() {
                        let total = $table.count().get_result(conn)?;
                        return Ok(std::collections::HashMap::from([($crate::ROOT, total)]));
                    }
                )?
                let filter = self.filter.prefiltered(conn)?;
                let total = $source.filter(filter.listed()).count().get_result(conn)?;
                Ok(std::collections::HashMap::from([($crate::ROOT, total)]))
            }
        }
    };
}

pub(super) use root_list;
