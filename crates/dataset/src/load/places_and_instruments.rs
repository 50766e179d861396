//! The rows of places, place relationships and legal instruments.

use sanad_database::Result;
use sanad_database::store::rows;

use super::{Mapping, text};
use crate::records::{LegalInstrument, Place, PlaceRelationship};

impl Mapping<'_> {
    pub(super) fn place(&mut self, place: &Place) -> Result<()> {
        let node = self.named_node(&place.key, &place.names)?;
        self.rows.places.push(rows::Place {
            id: node.id,
            latitude: place.coordinates.map(|(latitude, _)| latitude),
            longitude: place.coordinates.map(|(_, longitude)| longitude),
            country: text(&place.country),
            within_id: self.id(place.within.as_ref())?,
        });
        Ok(())
    }

    pub(super) fn legal_instrument(&mut self, instrument: &LegalInstrument) -> Result<()> {
        let node = self.node(&instrument.key, instrument.title.text(&[]))?;
        let issuer = instrument.issuer.as_ref().map(|key| self.scope.of(key)).transpose()?;
        self.rows.legal_instruments.push(rows::LegalInstrument {
            id: node.id,
            kind: instrument.kind.to_string(),
            title: instrument.title.to_string(),
            symbol: instrument.symbol.clone(),
            adopted: text(&instrument.adopted),
            issuer_id: issuer.map(|party| party.id),
            issuer_kind: issuer.map(|party| party.kind.to_string()),
            url: instrument.url.clone(),
        });
        Ok(())
    }

    pub(super) fn place_relationship(&mut self, held: &PlaceRelationship) -> Result<()> {
        let node = self.fact(&held.key, None, &held.evidence)?;
        let party = self.scope.of(&held.party)?;
        let (started, ended) = (held.started, held.ended);
        self.rows.place_relationships.push(rows::PlaceRelationship {
            id: node.id,
            kind: held.kind.to_string(),
            party_id: party.id,
            party_kind: party.kind.to_string(),
            place_id: self.scope.of(&held.place)?.id,
            started: text(&started.date),
            started_earliest: started.within.earliest,
            started_latest: started.within.latest,
            ended: text(&ended.date),
            ended_earliest: ended.within.earliest,
            ended_latest: ended.within.latest,
        });
        Ok(())
    }
}
