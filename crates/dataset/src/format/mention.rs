//! `[[article.mention]]`: that an article mentions a party.

use sanad_model::Key;

use super::paragraphs;
use crate::keys::PARTY;
use crate::reader::{Fields, Met};
use crate::records::Mention;

/// `met` holds the parties that the article has mentioned so far.
pub fn read(fields: &mut Fields<'_>, met: &mut Met<Key>) -> Option<Mention> {
    let party = fields.reference("party", PARTY);
    if let Some(party) = &party {
        let text = format!("`{party}` is mentioned by this article already");
        fields.meet(met, party.clone(), fields.spot_of("party"), text);
    }
    let paragraphs = paragraphs::read(fields);
    let described_as = fields.list("described_as");
    Some(Mention { party: party?, paragraphs: paragraphs?, described_as: described_as? })
}
