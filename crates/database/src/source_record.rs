//! Source records: the entries of parties in lists. What a list says there is read apart, since it may be long.

use std::collections::HashMap;

use diesel::prelude::*;
use sanad_base::work::{hold_text, in_time};
use sanad_model::Localized;

use super::condition::Conditions;
use super::conn::Conn;
use super::relation::{Relation, among, gathered};
use super::schema::source_records;
use crate::error::Result;
use crate::rows::Rows;

/// The entry of a party in a list, without its remarks.
#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = source_records)]
pub struct SourceRecordRow {
    pub party_id: i64,
    pub ordinal: i64,
    pub reference: String,
    pub number: Option<String>,
    pub url: Option<String>,
}

/// From a party to its source records, in the order of the data set.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct SourceRecordsOf;

impl Relation for SourceRecordsOf {
    type Value = Vec<SourceRecordRow>;

    fn load(&self, conn: &mut Conn, parents: &[i64]) -> Result<HashMap<i64, Self::Value>> {
        let rows: Vec<SourceRecordRow> = source_records::table
            .filter(among("source_records.party_id", parents))
            .order((source_records::party_id, source_records::ordinal))
            .select(SourceRecordRow::as_select())
            .rows(conn)?;
        Ok(gathered(rows.into_iter().map(|row| (row.party_id, row))))
    }
}

/// From a party to the remarks in its source records, each with the ordinal of its record.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct RemarksOf;

impl Relation for RemarksOf {
    type Value = Vec<(i64, Localized)>;

    fn load(&self, conn: &mut Conn, parents: &[i64]) -> Result<HashMap<i64, Self::Value>> {
        let with_remarks = Conditions::default().and::<i64>("source_records.remarks IS NOT NULL", []);
        let rows: Vec<(i64, i64, Option<Localized>)> = source_records::table
            .filter(among("source_records.party_id", parents).and_all(with_remarks))
            .order((source_records::party_id, source_records::ordinal))
            .select((source_records::party_id, source_records::ordinal, source_records::remarks))
            .rows(conn)?;
        let mut remarks = Vec::with_capacity(rows.len());
        for (party, ordinal, text) in in_time(rows) {
            let Some(text) = text else { continue };
            hold_text(text.iter().map(|(_, text)| text.len()).sum())?;
            remarks.push((party, (ordinal, text)));
        }
        Ok(gathered(remarks))
    }
}
