//! `[[article.mention]]`: a mention of a party in an article.

use sanad_model::Key;

use super::cited;
use crate::keys::PARTY;
use crate::reader::{Fields, Seen};
use crate::records::Mention;

/// `seen` holds the parties that the article has mentioned so far.
pub fn read(fields: &mut Fields<'_>, seen: &mut Seen<Key>) -> Option<Mention> {
    let party = fields.reference("party", PARTY);
    if let Some(party) = &party {
        let text = format!("this article already has a mention of `{party}`");
        fields.expect_first(seen, party.clone(), fields.spot_of("party"), text);
    }
    let cited = cited::read(fields);
    let described_as = fields.list("described_as");
    Some(Mention { party: party?, cited: cited?, described_as: described_as? })
}
