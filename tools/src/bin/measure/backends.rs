//! The processor time of a Postgres server.

use std::time::Duration;

use diesel::dsl::sql;
use diesel::prelude::*;
use diesel::sql_types::Integer;
use sanad::config::DatabaseUrl;
use sanad::db::{Access, Conn};
use sanad_tools::processor;

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
        self.0.iter().map(|id| processor::process(*id)).sum()
    }
}
