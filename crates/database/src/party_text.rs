//! Titles, positions, addresses and places of birth of parties, as texts.

use std::collections::HashMap;

use diesel::prelude::*;
use sanad_model::{CountryCode, Localized, PartyTextKind};

use super::conn::Conn;
use super::relation::{Relation, among, gathered};
use super::schema::party_texts;
use crate::error::Result;
use crate::rows::Rows;

/// One text of a party.
#[derive(Debug, Clone, PartialEq, Queryable, Selectable)]
#[diesel(table_name = party_texts)]
pub struct PartyTextRow {
    pub party_id: i64,
    pub kind: PartyTextKind,
    pub text: Option<Localized>,
    pub country: Option<CountryCode>,
}

/// From a party to its texts of all kinds, in the order of the data set.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct PartyTextsOf;

impl Relation for PartyTextsOf {
    type Value = Vec<PartyTextRow>;

    fn load(&self, conn: &mut Conn, parents: &[i64]) -> Result<HashMap<i64, Self::Value>> {
        let rows: Vec<PartyTextRow> = party_texts::table
            .filter(among("party_texts.party_id", parents))
            .order((party_texts::party_id, party_texts::ordinal))
            .select(PartyTextRow::as_select())
            .rows(conn)?;
        Ok(gathered(rows.into_iter().map(|row| (row.party_id, row))))
    }
}
