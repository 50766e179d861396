//! A data set after all checks. Records reference each other by key, and every referenced key exists.

use chrono::NaiveDate;
use sanad_model::{
    ArticleKind, AssetType, CountryCode, Gender, Happening, IdentifierKind, Key, Language, LegalInstrumentKind,
    Localized, NameKind, OrganizationType, PartialDate, PlaceRelationshipKind, Qualifier, RelationshipKind, Role,
    SanctionMeasure, Stance, When,
};

/// A set of records that are loaded together.
#[derive(Debug, Clone, PartialEq)]
pub struct Dataset {
    pub key: Key,
    pub title: String,
    pub publisher: Option<String>,
    pub licence: Option<String>,
    pub version: Option<String>,
    /// The data sets whose records it refers to.
    pub uses: Vec<Key>,
    pub licence_url: Option<String>,
    /// The day of the edition that it was made from.
    pub edition: Option<NaiveDate>,
    pub articles: Vec<Article>,
    pub actors: Vec<Actor>,
    pub organizations: Vec<Organization>,
    pub assets: Vec<Asset>,
    pub places: Vec<Place>,
    pub legal_instruments: Vec<LegalInstrument>,
    pub place_relationships: Vec<PlaceRelationship>,
    pub relationships: Vec<Relationship>,
    pub events: Vec<Event>,
}

impl Dataset {
    /// A data set without records, of which nothing else is known.
    pub fn new(key: Key, title: impl Into<String>) -> Self {
        Self {
            key,
            title: title.into(),
            publisher: None,
            licence: None,
            version: None,
            uses: Vec::new(),
            licence_url: None,
            edition: None,
            articles: Vec::new(),
            actors: Vec::new(),
            organizations: Vec::new(),
            assets: Vec::new(),
            places: Vec::new(),
            legal_instruments: Vec::new(),
            place_relationships: Vec::new(),
            relationships: Vec::new(),
            events: Vec::new(),
        }
    }
}

/// A published text.
#[derive(Debug, Clone, PartialEq)]
pub struct Article {
    pub key: Key,
    pub kind: ArticleKind,
    pub headline: String,
    /// Whether the headline is supplied by the data set, because the article has none.
    pub is_headline_supplied: bool,
    pub language: Language,
    /// An organization; `None` when the article names no publisher.
    pub publisher: Option<Key>,
    pub republisher: Option<Key>,
    pub published: When,
    /// How the date was inferred, if the article does not state it.
    pub published_inferred: Option<Localized>,
    pub url: Option<String>,
    pub summary: Option<Localized>,
    pub mentions: Vec<Mention>,
}

/// A mention of a party in an article.
#[derive(Debug, Clone, PartialEq)]
pub struct Mention {
    pub party: Key,
    pub cited: Cited,
    /// Titles and epithets, as printed.
    pub described_as: Vec<String>,
}

/// Where in an article something is.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Cited {
    /// In these paragraphs, counted from 1, ascending; at least one.
    Paragraphs(Vec<u32>),
    /// In an entry of a list, an article of an act or the like: `LYi.023`.
    Locator(String),
}

impl Cited {
    /// The paragraphs; none for a locator.
    pub fn paragraphs(&self) -> &[u32] {
        match self {
            Self::Paragraphs(paragraphs) => paragraphs,
            Self::Locator(_) => &[],
        }
    }

    pub fn locator(&self) -> Option<&str> {
        match self {
            Self::Paragraphs(_) => None,
            Self::Locator(locator) => Some(locator),
        }
    }
}

/// One name of a party or a place.
#[derive(Debug, Clone, PartialEq)]
pub struct Name {
    pub text: String,
    pub language: Option<Language>,
    pub kind: NameKind,
}

/// One identifier of a party.
#[derive(Debug, Clone, PartialEq)]
pub struct Identifier {
    pub kind: IdentifierKind,
    /// As the source prints it. It can be normalized.
    pub value: String,
    pub country: Option<CountryCode>,
    pub note: Option<Localized>,
}

/// An address or a place of birth, as the source writes it. At least one of the two is present.
#[derive(Debug, Clone, PartialEq)]
pub struct Location {
    pub text: Option<Localized>,
    pub country: Option<CountryCode>,
}

/// One date of birth of a person.
#[derive(Debug, Clone, PartialEq)]
pub struct Birth {
    pub when: When,
    pub is_approximate: bool,
    /// As the source prints it.
    pub text: Option<String>,
}

/// A person.
#[derive(Debug, Clone, PartialEq)]
pub struct Actor {
    pub key: Key,
    /// Primary names first, in the order of the file; at least one.
    pub names: Vec<Name>,
    pub gender: Option<Gender>,
    pub countries: Vec<CountryCode>,
    pub identifiers: Vec<Identifier>,
    pub births: Vec<Birth>,
    pub birthplaces: Vec<Location>,
    /// Ranks and the like.
    pub titles: Vec<Localized>,
    /// Offices, functions and occupations.
    pub positions: Vec<Localized>,
    pub addresses: Vec<Location>,
    pub died: When,
    pub source_records: Vec<SourceRecord>,
}

impl Actor {
    /// The date of birth, if there is only one and it is not approximate.
    pub fn born(&self) -> Option<PartialDate> {
        match &self.births[..] {
            [birth] if !birth.is_approximate => birth.when.date,
            _ => None,
        }
    }
}

/// A state, an institution, an armed group, a company or another organization.
#[derive(Debug, Clone, PartialEq)]
pub struct Organization {
    pub key: Key,
    pub kind: OrganizationType,
    /// Primary names first, in the order of the file; at least one.
    pub names: Vec<Name>,
    pub countries: Vec<CountryCode>,
    pub identifiers: Vec<Identifier>,
    pub addresses: Vec<Location>,
    pub founded: When,
    pub dissolved: When,
    pub source_records: Vec<SourceRecord>,
}

/// A vessel or an aircraft.
#[derive(Debug, Clone, PartialEq)]
pub struct Asset {
    pub key: Key,
    pub kind: AssetType,
    /// Primary names first, in the order of the file; at least one.
    pub names: Vec<Name>,
    /// The countries whose flags it has or had.
    pub countries: Vec<CountryCode>,
    pub identifiers: Vec<Identifier>,
    pub addresses: Vec<Location>,
    /// The kind of vessel or aircraft in the words of the source.
    pub subtype: Option<Localized>,
    pub built: When,
    pub source_records: Vec<SourceRecord>,
}

/// The entry of a party in a list.
#[derive(Debug, Clone, PartialEq)]
pub struct SourceRecord {
    /// The number that the list is cited by: `LYi.023`.
    pub reference: String,
    /// The number that stays when the reference changes.
    pub number: Option<String>,
    pub url: Option<String>,
    /// What the list says of the party, in its own words.
    pub remarks: Option<Localized>,
}

/// A place on the map.
#[derive(Debug, Clone, PartialEq)]
pub struct Place {
    pub key: Key,
    /// Primary names first, in the order of the file; at least one.
    pub names: Vec<Name>,
    /// Degrees north and east, WGS 84.
    pub coordinates: Option<(f64, f64)>,
    pub country: Option<CountryCode>,
    /// The smallest place that it lies within.
    pub within: Option<Key>,
}

/// A relationship between two parties.
#[derive(Debug, Clone, PartialEq)]
pub struct Relationship {
    pub key: Key,
    pub source: Key,
    pub kind: RelationshipKind,
    pub target: Key,
    pub role: Option<Localized>,
    pub started: When,
    pub ended: When,
    pub evidence: Vec<Evidence>,
}

/// A relationship between a party and a place.
#[derive(Debug, Clone, PartialEq)]
pub struct PlaceRelationship {
    pub key: Key,
    pub party: Key,
    pub kind: PlaceRelationshipKind,
    pub place: Key,
    pub started: When,
    pub ended: When,
    pub evidence: Vec<Evidence>,
}

/// A resolution, an order, a law or a treaty.
#[derive(Debug, Clone, PartialEq)]
pub struct LegalInstrument {
    pub key: Key,
    pub title: Localized,
    pub kind: LegalInstrumentKind,
    /// As it is cited: `S/RES/1970 (2011)`.
    pub symbol: Option<String>,
    pub adopted: Option<PartialDate>,
    /// The party that adopted it.
    pub issuer: Option<Key>,
    pub url: Option<String>,
}

/// Something that happened or is said to have happened.
#[derive(Debug, Clone, PartialEq)]
pub struct Event {
    pub key: Key,
    pub happening: Happening,
    pub title: Localized,
    pub summary: Option<Localized>,
    /// The condition that a statement depends on; only statements have one.
    pub condition: Option<Localized>,
    pub started: When,
    pub ended: When,
    pub place: Option<Key>,
    /// The legal instruments that it is based on or concerns, without duplicates, the most important first.
    pub instruments: Vec<Key>,
    /// Present for sanction events only.
    pub sanction: Option<Sanction>,
    pub evidence: Vec<Evidence>,
    pub participations: Vec<Participation>,
    pub figures: Vec<Figure>,
}

/// The fields that only a sanction event has.
#[derive(Debug, Clone, PartialEq)]
pub struct Sanction {
    pub authority: Option<Key>,
    pub programme: Option<String>,
    pub measures: Vec<SanctionMeasure>,
    /// The sanction event before this one in the case.
    pub follows: Option<Key>,
}

/// The participation of a party in an event.
#[derive(Debug, Clone, PartialEq)]
pub struct Participation {
    pub key: Key,
    pub party: Key,
    pub role: Role,
    pub evidence: Vec<Evidence>,
}

/// A number that a source gives for an event.
#[derive(Debug, Clone, PartialEq)]
pub struct Figure {
    pub key: Key,
    pub measure: Key,
    /// From 0 to [`FIGURE_LIMIT`](sanad_model::FIGURE_LIMIT), like `high`.
    pub low: Option<i64>,
    pub high: Option<i64>,
    /// The unit of the numbers, such as `USD`; `None` for counts.
    pub unit: Option<String>,
    pub qualifier: Qualifier,
    pub note: Option<Localized>,
    pub evidence: Vec<Evidence>,
}

/// A citation of an article for a fact.
#[derive(Debug, Clone, PartialEq)]
pub struct Evidence {
    pub article: Key,
    pub cited: Cited,
    pub stance: Stance,
    /// The party to whom the article attributes the claim.
    pub attributed_to: Option<Key>,
    /// To whom the article attributes the claim, as text.
    pub attribution: Option<Localized>,
    /// The condition that the claim depends on.
    pub condition: Option<Localized>,
    pub note: Option<Localized>,
}
