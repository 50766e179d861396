//! The rows of parties and of what belongs to them: names, countries,
//! identifiers, dates of birth, texts and source records.

use sanad_database::Result;
use sanad_database::node::NodeRef;
use sanad_database::store::rows;
use sanad_model::{CountryCode, Key, Localized, NameKind, PartyTextKind};
use sanad_names::fold;

use super::{Mapping, text};
use crate::records::{Actor, Asset, Identifier, Location, Name, Organization, SourceRecord};

impl Mapping<'_> {
    pub(super) fn actor(&mut self, actor: &Actor) -> Result<()> {
        let node = self.named_node(&actor.key, &actor.names)?;
        self.countries(node, &actor.countries);
        self.identifiers(node, &actor.identifiers);
        let words = |kind, texts: &[Localized]| {
            let text = |text: &Localized| (kind, Location { text: Some(text.clone()), country: None });
            texts.iter().map(text).collect::<Vec<_>>()
        };
        let mut texts = words(PartyTextKind::Title, &actor.titles);
        texts.extend(words(PartyTextKind::Position, &actor.positions));
        texts.extend(located(PartyTextKind::Address, &actor.addresses));
        texts.extend(located(PartyTextKind::Birthplace, &actor.birthplaces));
        self.texts(node, texts);
        self.rows.actors.push(rows::Actor {
            id: node.id,
            gender: text(&actor.gender),
            born: text(&actor.born()),
            died: text(&actor.died.date),
        });
        self.rows.births.extend((1..).zip(&actor.births).map(|(ordinal, birth)| rows::Birth {
            actor_id: node.id,
            ordinal,
            earliest: birth.when.within.earliest,
            latest: birth.when.within.latest,
            is_approximate: birth.is_approximate,
            text: birth.text.clone(),
        }));
        self.source_records(node, &actor.source_records);
        Ok(())
    }

    pub(super) fn organization(&mut self, organization: &Organization) -> Result<()> {
        let node = self.named_node(&organization.key, &organization.names)?;
        self.countries(node, &organization.countries);
        self.identifiers(node, &organization.identifiers);
        self.texts(node, located(PartyTextKind::Address, &organization.addresses));
        self.rows.organizations.push(rows::Organization {
            id: node.id,
            kind: organization.kind.to_string(),
            founded: text(&organization.founded.date),
            dissolved: text(&organization.dissolved.date),
        });
        self.source_records(node, &organization.source_records);
        Ok(())
    }

    pub(super) fn asset(&mut self, asset: &Asset) -> Result<()> {
        let node = self.named_node(&asset.key, &asset.names)?;
        self.countries(node, &asset.countries);
        self.identifiers(node, &asset.identifiers);
        self.texts(node, located(PartyTextKind::Address, &asset.addresses));
        self.rows.assets.push(rows::Asset {
            id: node.id,
            kind: asset.kind.to_string(),
            subtype: text(&asset.subtype),
            built: text(&asset.built.date),
        });
        self.source_records(node, &asset.source_records);
        Ok(())
    }

    /// The node of a party or a place, with its names. The caption is the first primary name.
    pub(super) fn named_node(&mut self, key: &Key, names: &[Name]) -> Result<NodeRef> {
        let primary = names.iter().find(|name| name.kind == NameKind::Primary);
        let node = self.node(key, primary.map(|name| name.text.as_str()))?;
        self.rows.names.extend((1..).zip(names).map(|(ordinal, name)| rows::Name {
            node_id: node.id,
            ordinal,
            text: name.text.clone(),
            folded: fold(&name.text),
            language: text(&name.language),
            kind: name.kind.to_string(),
        }));
        Ok(node)
    }

    fn countries(&mut self, party: NodeRef, countries: &[CountryCode]) {
        self.rows.party_countries.extend(countries.iter().map(|country| rows::PartyCountry {
            party_id: party.id,
            party_kind: party.kind.to_string(),
            country: country.to_string(),
        }));
    }

    fn identifiers(&mut self, party: NodeRef, identifiers: &[Identifier]) {
        self.rows.identifiers.extend((1..).zip(identifiers).map(|(ordinal, identifier)| rows::Identifier {
            party_id: party.id,
            party_kind: party.kind.to_string(),
            ordinal,
            kind: identifier.kind.to_string(),
            value: identifier.value.clone(),
            normalized: identifier.kind.normalized(&identifier.value),
            country: text(&identifier.country),
            note: text(&identifier.note),
        }));
    }

    fn source_records(&mut self, party: NodeRef, records: &[SourceRecord]) {
        self.rows.source_records.extend((1..).zip(records).map(|(ordinal, record)| rows::SourceRecord {
            party_id: party.id,
            party_kind: party.kind.to_string(),
            ordinal,
            reference: record.reference.clone(),
            number: record.number.clone(),
            url: record.url.clone(),
            remarks: text(&record.remarks),
        }));
    }

    fn texts(&mut self, party: NodeRef, texts: impl IntoIterator<Item = (PartyTextKind, Location)>) {
        self.rows.party_texts.extend((1..).zip(texts).map(|(ordinal, (kind, location))| rows::PartyText {
            party_id: party.id,
            party_kind: party.kind.to_string(),
            ordinal,
            kind: kind.to_string(),
            text: text(&location.text),
            country: text(&location.country),
        }));
    }
}

fn located(kind: PartyTextKind, locations: &[Location]) -> impl Iterator<Item = (PartyTextKind, Location)> {
    locations.iter().cloned().map(move |location| (kind, location))
}
