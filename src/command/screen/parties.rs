//! The details of matching parties.

use std::collections::HashMap;
use std::sync::Arc;

use chrono::Utc;
use sanad::db::filter::FactFilter;
use sanad::db::name::{NameRow, NamesOf, preferred};
use sanad::db::party::{PartyById, PartyRow};
use sanad::db::sanction_status::SanctionStatusOf;
use sanad::db::screen::Screened;
use sanad::db::{Conn, PARENTS_LIMIT, Relation};
use sanad::error::Result;
use sanad::model::{Language, Vocabulary};
use serde::Serialize;

/// The current status of the sanctions of one authority.
#[derive(Serialize)]
pub struct Sanction {
    /// The key of the authority, if a source names it.
    authority: Option<String>,
    state: &'static str,
}

/// The matching parties and their sanctions.
#[derive(Default)]
pub struct Parties {
    pub rows: HashMap<i64, Arc<PartyRow>>,
    pub sanctions: HashMap<i64, Vec<Sanction>>,
    captions: HashMap<i64, String>,
}

impl Parties {
    /// Loads the parties, with captions in the language if they have a name in it.
    pub fn of(conn: &mut Conn, screened: &[Screened], language: Option<&Language>) -> Result<Self> {
        let mut ids: Vec<i64> =
            screened.iter().flat_map(|screened| &screened.matches).map(|one| one.party_id).collect();
        ids.sort_unstable();
        ids.dedup();
        let mut parties = Self::default();
        for ids in ids.chunks(PARENTS_LIMIT) {
            let today = FactFilter { as_of: Some(Utc::now().date_naive()), ..FactFilter::default() };
            let status = SanctionStatusOf::new(today).load(conn, ids)?;
            let mut asked: Vec<i64> = status.values().flatten().filter_map(|status| status.authority_id).collect();
            asked.extend(ids);
            asked.sort_unstable();
            asked.dedup();
            for asked in asked.chunks(PARENTS_LIMIT) {
                let found = PartyById.load(conn, asked)?;
                parties.rows.extend(found.into_iter().filter_map(|(id, party)| Some((id, party?))));
            }
            for (party, status) in status {
                let of_authority = status.iter().map(|status| Sanction {
                    authority: status.authority_id.and_then(|id| Some(parties.rows.get(&id)?.key.clone())),
                    state: status.state.word(),
                });
                let of_authority = of_authority.collect();
                parties.sanctions.insert(party, of_authority);
            }
            if let Some(language) = language {
                let names: HashMap<i64, Vec<NameRow>> = NamesOf.load(conn, ids)?;
                let rows = &parties.rows;
                let caption = |(id, names): (i64, Vec<NameRow>)| {
                    Some((id, preferred(&names, std::slice::from_ref(language), &rows.get(&id)?.caption).to_owned()))
                };
                let captions: Vec<(i64, String)> = names.into_iter().filter_map(caption).collect();
                parties.captions.extend(captions);
            }
        }
        Ok(parties)
    }

    /// The caption of the party.
    pub fn caption<'a>(&'a self, party: &'a PartyRow) -> &'a str {
        self.captions.get(&party.id).unwrap_or(&party.caption)
    }
}

impl std::fmt::Display for Sanction {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Self { authority, state } = self;
        write!(f, "{state} ({})", authority.as_deref().unwrap_or("authority not named"))
    }
}
