//! The format of the files of a data set: one module for each type of table, with the same name.
//!
//! Each module reads its table into the record of the same name. It returns `None` if a required part is invalid, after
//! reporting a problem and checking the other parts.

mod actor;
mod article;
mod asset;
mod births;
mod cited;
mod event;
mod evidence;
mod figure;
mod head;
mod identifiers;
mod incident;
mod instruments;
mod legal_instrument;
mod locations;
mod mention;
mod names;
mod organization;
mod participation;
mod place;
mod place_relationship;
mod relationship;
mod sanction_event;
mod source_record;
mod url;
mod when;

use sanad_model::NodeKind;

use super::files::Spot;
use super::reader::{Document, Fields, Reading, Report};
use super::records::{
    Actor, Article, Asset, Dataset, Event, LegalInstrument, Organization, Place, PlaceRelationship, Relationship,
};
use head::Head;

/// The top-level tables, and the kind of node that each records.
pub const TABLES: [(&str, NodeKind); 11] = [
    ("dataset", NodeKind::Dataset),
    ("article", NodeKind::Article),
    ("actor", NodeKind::Actor),
    ("organization", NodeKind::Organization),
    ("asset", NodeKind::Asset),
    ("place", NodeKind::Place),
    ("legal_instrument", NodeKind::LegalInstrument),
    ("place_relationship", NodeKind::PlaceRelationship),
    ("relationship", NodeKind::Relationship),
    ("sanction_event", NodeKind::SanctionEvent),
    ("incident", NodeKind::Incident),
];

/// The valid records of all files.
#[derive(Default)]
pub struct Contents {
    heads: Vec<(Spot, Option<Head>)>,
    articles: Vec<Article>,
    actors: Vec<Actor>,
    organizations: Vec<Organization>,
    assets: Vec<Asset>,
    places: Vec<Place>,
    legal_instruments: Vec<LegalInstrument>,
    place_relationships: Vec<PlaceRelationship>,
    relationships: Vec<Relationship>,
    events: Vec<Event>,
}

pub fn read(documents: &[Document<'_>], reading: &Reading<'_>) -> Contents {
    let mut contents = Contents::default();
    for document in documents {
        Fields::of_document(document, reading, |tables| contents.add(tables));
    }
    contents
}

impl Contents {
    fn add(&mut self, tables: &mut Fields<'_>) {
        let head = tables.table("dataset", head::read);
        if tables.has("dataset") {
            self.heads.push((tables.spot_of("dataset"), head));
        }
        self.articles.extend(tables.each("article", article::read).unwrap_or_default());
        self.actors.extend(tables.each("actor", actor::read).unwrap_or_default());
        self.organizations.extend(tables.each("organization", organization::read).unwrap_or_default());
        self.assets.extend(tables.each("asset", asset::read).unwrap_or_default());
        self.places.extend(tables.each("place", place::read).unwrap_or_default());
        self.legal_instruments.extend(tables.each("legal_instrument", legal_instrument::read).unwrap_or_default());
        self.place_relationships
            .extend(tables.each("place_relationship", place_relationship::read).unwrap_or_default());
        self.relationships.extend(tables.each("relationship", relationship::read).unwrap_or_default());
        self.events.extend(tables.each("sanction_event", sanction_event::read).unwrap_or_default());
        self.events.extend(tables.each("incident", incident::read).unwrap_or_default());
    }

    /// The data set. Reports a problem unless there is exactly one `[dataset]`.
    pub fn into_dataset(self, documents: &[Document<'_>], report: &Report<'_>) -> Option<Dataset> {
        let mut heads = self.heads.into_iter();
        let Some((first, head)) = heads.next() else {
            if documents.iter().all(Document::is_whole) {
                let hint = "add [dataset] with `key` and `title` to one of the files";
                let spot = Spot { file: documents.first().map_or(0, |document| document.file), offset: 0 };
                report.add(spot, None, "no file has a [dataset]", Some(hint.to_owned()));
            }
            return None;
        };
        for (spot, _) in heads {
            let hint = format!("the first is at {}: expected one for all files", report.position(first));
            report.add(spot, None, "there is a second [dataset]", Some(hint));
        }
        let head = head?;
        Some(Dataset {
            key: head.key,
            title: head.title,
            publisher: head.publisher,
            licence: head.licence,
            version: head.version,
            uses: head.uses,
            licence_url: head.licence_url,
            edition: head.edition,
            articles: self.articles,
            actors: self.actors,
            organizations: self.organizations,
            assets: self.assets,
            places: self.places,
            legal_instruments: self.legal_instruments,
            place_relationships: self.place_relationships,
            relationships: self.relationships,
            events: self.events,
        })
    }
}
