//! The contents of a database without what differs between equal ones: ids, times of loading, revisions and what was removed before.

use std::collections::BTreeMap;

use sanad::db::Conn;

use crate::load::{columns, texts};

/// The rows of each table as text, with the keys of nodes in place of their ids.
pub fn by_key(conn: &mut Conn) -> BTreeMap<String, Vec<String>> {
    let mut tables: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for (table, column) in &columns(conn) {
        let (table, column) = (table.as_str(), column.as_str());
        if ["revisions", "removals", "derivations", "__diesel_schema_migrations"].contains(&table)
            || column == "loaded_at"
        {
            continue;
        }
        let numbered = ["evidence", "mentions", "sanction_periods"];
        let value = match (table, column) {
            (table, "id") if numbered.contains(&table) => continue,
            // The tier is the part of a rank that is not the id.
            (_, "rank") => format!("{table}.rank / 281474976710656"),
            ("sanction_period_events", "period_id") => {
                "(SELECT nodes.key || ' ' || periods.state || ' ' || COALESCE(CAST(periods.first_day AS TEXT), '-') \
                 FROM sanction_periods AS periods JOIN nodes ON nodes.id = periods.party_id WHERE periods.id = period_id)"
                    .to_owned()
            }
            (table, column) if column == "id" || column.ends_with("_id") => {
                format!("(SELECT known.key FROM nodes AS known WHERE known.id = {table}.{column})")
            }
            (table, column) => format!("{table}.{column}"),
        };
        let value = format!("COALESCE(CAST({value} AS TEXT), 'NULL')");
        tables.entry(table.to_owned()).or_default().push(value);
    }
    for (table, columns) in &mut tables {
        let mut rows = texts(conn, &format!("SELECT {} AS line FROM {table}", columns.join(" || '|' || ")));
        rows.sort();
        *columns = rows;
    }
    tables
}
