//! One entry of a list, in one form for all lists.

use std::collections::HashSet;
use std::fmt::Debug;

use chrono::NaiveDate;
use sanad_model::{
    CountryCode, Gender, Key, Language, NameKind, PartialDate, PartyType, RelationshipKind, SanctionMeasure,
};

use crate::dates;
use crate::identifier::Identifier;
use crate::list::List;
use crate::names::Names;
use crate::script::Script;
use crate::words::Notes;

/// One entry of one edition of a list. Texts have single spaces; other than that they are the list's own.
#[derive(Debug, Clone, PartialEq)]
pub struct Entry {
    /// The list that it is on.
    pub list: List,
    /// The key of the entry, made of its public reference: the same in each edition.
    pub key: Key,
    /// The number by which the list's own relations address it: DATAID, OFAC's id, UniqueID, logicalId.
    pub number: String,
    /// What people cite it by: `LYi.023`, `LIB0061`, `EU.3536.6`, `29119`.
    pub reference: String,
    /// What it names.
    pub kind: PartyType,
    /// At least one name; the first one is [`NameKind::Primary`].
    pub names: Vec<Name>,
    /// Alternatives: a person was born once.
    pub births: Vec<Birth>,
    /// Alternatives, like births.
    pub birth_places: Vec<Place>,
    /// As the list states it.
    pub gender: Option<Gender>,
    /// Whether the list says that the person is dead.
    pub deceased: Option<Deceased>,
    /// Nationalities and citizenships of a person, the flag of a vessel.
    pub nationalities: Vec<CountryCode>,
    /// Titles, such as `Mullah` or `Dr.`
    pub titles: Vec<Text>,
    /// Offices and functions.
    pub positions: Vec<Text>,
    /// The kind of vessel or aircraft in the list's words: `Crude Oil Tanker`, `A340-300`.
    pub subtype: Option<Text>,
    /// When a vessel or aircraft was built.
    pub built: Option<PartialDate>,
    /// Addresses, in the order of the list.
    pub addresses: Vec<Place>,
    /// Documents and numbers. The entry's own numbers in the list come first, as `LIST_ENTRY`.
    pub identifiers: Vec<Identifier>,
    /// Programmes or regimes, as the list calls them: `Libya`, `SDGT`, `The Libya (Sanctions) (EU Exit) Regulations 2020`.
    pub programmes: Vec<String>,
    /// The acts that it is based on.
    pub legal_bases: Vec<LegalBasis>,
    /// What is imposed, without duplicates.
    pub measures: Vec<Imposed>,
    /// One for each case: who imposed it, and since when. At least one.
    pub listings: Vec<Listing>,
    /// Amendments that the list itself dates, ascending.
    pub amendments: Vec<Amendment>,
    /// The list's own remarks.
    pub remarks: Vec<Text>,
    /// The statement of reasons.
    pub reasons: Option<Text>,
    /// What is said of others. The other entry may be missing.
    pub relations: Vec<Relation>,
    /// Facts for which there is no field: type of vessel, owner, web site, telephone.
    pub details: Vec<Detail>,
    /// The page of the entry, if its address is stable.
    pub url: Option<String>,
}

impl Entry {
    /// An entry of which nothing else is known yet. `None` if its reference is no key.
    pub(crate) fn new(list: List, number: &str, reference: &str, kind: PartyType) -> Option<Self> {
        Some(Self {
            list,
            key: list.key(reference)?,
            number: number.to_owned(),
            reference: reference.to_owned(),
            kind,
            names: Vec::new(),
            births: Vec::new(),
            birth_places: Vec::new(),
            gender: None,
            deceased: None,
            nationalities: Vec::new(),
            titles: Vec::new(),
            positions: Vec::new(),
            subtype: None,
            built: None,
            addresses: Vec::new(),
            identifiers: Vec::new(),
            programmes: Vec::new(),
            legal_bases: Vec::new(),
            measures: Vec::new(),
            listings: Vec::new(),
            amendments: Vec::new(),
            remarks: Vec::new(),
            reasons: None,
            relations: Vec::new(),
            details: Vec::new(),
            url: None,
        })
    }

    /// The entry with its names, if it has any. Values that stand twice are kept once.
    pub(crate) fn named(mut self, names: Names, notes: &mut Notes) -> Option<Self> {
        self.names = names.into_list();
        if self.names.is_empty() {
            notes.left_out("the entry has no name", "");
            return None;
        }
        keep_once(&mut self.births);
        keep_once(&mut self.birth_places);
        keep_once(&mut self.nationalities);
        keep_once(&mut self.titles);
        keep_once(&mut self.positions);
        keep_once(&mut self.addresses);
        keep_once(&mut self.identifiers);
        keep_once(&mut self.programmes);
        keep_once(&mut self.legal_bases);
        keep_once(&mut self.relations);
        keep_once(&mut self.details);
        self.amendments.sort_by_key(|amendment| amendment.day);
        self.amendments.dedup_by_key(|amendment| amendment.day);
        Some(self)
    }

    pub(crate) fn add_detail(&mut self, label: &str, text: &str) {
        self.details.push(Detail { label: label.to_owned(), text: text.to_owned() });
    }

    /// A kind of vessel or aircraft. Further ones become details.
    pub(crate) fn add_subtype(&mut self, label: &str, text: &str) {
        match self.subtype {
            None => self.subtype = Some(Text::english(text)),
            Some(_) => self.add_detail(label, text),
        }
    }

    /// When a vessel or aircraft was built. What is no plain date becomes a detail.
    pub(crate) fn add_built(&mut self, label: &str, text: &str) {
        let plain = dates::birth_in_words(text).filter(|built| !built.approximate).and_then(|built| built.date);
        match (self.built, plain) {
            (None, Some(_)) => self.built = plain,
            _ => self.add_detail(label, text),
        }
    }

    /// Nationalities; without any, the countries of the addresses. Of a vessel or an aircraft, only flags.
    pub fn countries(&self) -> Vec<CountryCode> {
        let mut countries = self.nationalities.clone();
        if countries.is_empty() && self.kind.asset_type().is_none() {
            countries.extend(self.addresses.iter().filter_map(|address| address.country.clone()));
        }
        keep_once(&mut countries);
        countries
    }
}

/// Removes values that stand before already.
fn keep_once<T: Debug>(values: &mut Vec<T>) {
    if values.len() > 1 {
        let mut seen = HashSet::with_capacity(values.len());
        values.retain(|value| seen.insert(format!("{value:?}")));
    }
}

/// One name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Name {
    /// Without titles; given names first where the list tells them apart.
    pub text: String,
    /// [`NameKind::Primary`] for at most one name in a script, and in a script other than Latin only in a language that
    /// is sure.
    pub kind: NameKind,
    /// `None` if the list does not say so and the letters do not show it.
    pub language: Option<Language>,
    /// The script of most of its letters.
    pub script: Script,
    /// What the list says about the name.
    pub note: Option<String>,
    /// The act that put this very name there.
    pub basis: Option<LegalBasis>,
}

/// A date of birth.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Birth {
    /// As the list has it, put together from its fields.
    pub printed: String,
    /// The day, month or year, if it is one.
    pub date: Option<PartialDate>,
    /// The first day that it may mean.
    pub earliest: NaiveDate,
    /// The last day that it may mean; not before the first.
    pub latest: NaiveDate,
    /// Whether the list calls it approximate.
    pub approximate: bool,
    /// What else the list says about it.
    pub note: Option<String>,
}

/// A place of birth or an address, as one text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// Without the country, if the list keeps that apart; may then be empty.
    pub text: String,
    /// The country.
    pub country: Option<CountryCode>,
    /// The country in the list's words.
    pub country_printed: Option<String>,
    /// What else the list says about it.
    pub note: Option<String>,
}

/// Whether a person is dead.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Deceased {
    /// The list says so.
    Stated,
    /// The list says that it was reported.
    Reported,
}

/// A text of the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Text {
    /// Not empty.
    pub text: String,
    /// Its language, if it is known.
    pub language: Option<Language>,
}

impl Text {
    pub(crate) fn english(text: impl Into<String>) -> Self {
        Self { text: text.into(), language: "en".parse().ok() }
    }
}

/// An act that an entry, a name or an amendment is based on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LegalBasis {
    /// As it is cited: `2020/716 (OJ L168)`.
    pub title: String,
    /// Where it can be read.
    pub url: Option<String>,
    /// The day of its publication.
    pub published: Option<NaiveDate>,
}

/// A measure that is imposed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Imposed {
    /// The measure.
    pub measure: SanctionMeasure,
    /// The list's own word, or the rule that it follows from.
    pub printed: String,
}

/// A case: the entry under one authority or on one part of the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listing {
    /// What tells the cases of an entry apart: `un`, `uk`, `eu`, `sdn`, `ns-plc`. The same in each edition.
    pub case: String,
    /// The part of the list, in the list's words.
    pub part: String,
    /// The key of the authority in the shared core data set.
    pub authority: &'static str,
    /// The day of the listing that the list prints.
    pub since: Option<NaiveDate>,
    /// How the day was inferred, if the list does not state it.
    pub inferred: Option<&'static str>,
}

/// An amendment that the list itself dates.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Amendment {
    /// The day.
    pub day: NaiveDate,
    /// The act that amended.
    pub basis: Option<LegalBasis>,
}

/// What the list says about the entry and another one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Relation {
    /// Read it as a sentence: this entry, kind, other entry; the other way round if `is_inverse`.
    pub kind: RelationshipKind,
    /// Whether the other entry is the source.
    pub is_inverse: bool,
    /// The list's own words.
    pub printed: String,
    /// The other end.
    pub other: Other,
    /// What else the list says about it.
    pub note: Option<String>,
}

/// The other end of a relation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Other {
    /// An entry by its number, which another file may have; with its name.
    Number(String, Option<String>),
    /// An entry by its public reference.
    Reference(String),
    /// Only a name: it may be no entry at all.
    Name(String),
}

impl Other {
    /// The key of the other entry in the same list. There may be no such entry.
    pub fn key(&self, list: List) -> Option<Key> {
        match self {
            Self::Number(number, _) => list.key(number),
            Self::Reference(reference) => list.key(reference),
            Self::Name(_) => None,
        }
    }
}

/// A fact for which there is no field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Detail {
    /// The list's own word for it.
    pub label: String,
    /// The value.
    pub text: String,
}
