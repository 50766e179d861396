//! The processor time of a Postgres server.

use std::fs::read_to_string;
use std::time::Duration;

use diesel::dsl::sql;
use diesel::prelude::*;
use diesel::sql_types::Integer;
use sanad::config::DatabaseUrl;
use sanad::db::{Access, Conn};

/// The processes of a Postgres server on this machine that serve one database; none for SQLite.
pub struct Backends(Vec<i32>);

impl Backends {
    pub fn of(url: &DatabaseUrl) -> Result<Self, Box<dyn std::error::Error>> {
        if matches!(url, DatabaseUrl::Sqlite(_)) {
            return Ok(Self(Vec::new()));
        }
        let mut conn = Conn::open(url, Access::Read)?;
        let query = "SELECT pid FROM pg_stat_activity WHERE datname = current_database()";
        Ok(Self(sql::<Integer>(query).load(&mut conn)?))
    }

    /// Their processor time, as far as it is known.
    pub fn processor(&self) -> Duration {
        let nanoseconds = |pid: &i32| -> Option<u64> {
            read_to_string(format!("/proc/{pid}/schedstat")).ok()?.split_whitespace().next()?.parse().ok()
        };
        Duration::from_nanos(self.0.iter().filter_map(nanoseconds).sum())
    }
}
