//! A small data set that has something of everything.

use sanad::dataset::records::*;
use sanad::model::*;

pub fn key(text: &str) -> Key {
    text.parse().unwrap()
}

pub fn both(ar: &str, en: &str) -> Localized {
    let language = |tag: &str| tag.parse::<Language>().unwrap();
    Localized::new(vec![(language("ar"), ar.to_owned()), (language("en"), en.to_owned())])
}

pub fn when(date: &str) -> When {
    When::new(Some(date.parse().unwrap()), DayRange::default())
}

pub fn name(text: &str, language: &str) -> Name {
    Name { text: text.to_owned(), language: Some(language.parse().unwrap()), kind: NameKind::Primary }
}

pub fn identifier(kind: IdentifierKind, value: &str) -> Identifier {
    Identifier {
        kind,
        value: value.to_owned(),
        country: Some("LY".parse().unwrap()),
        note: Some(both("مفقود", "lost")),
    }
}

pub fn actor(id: &str, names: Vec<Name>) -> Actor {
    Actor {
        key: key(id),
        names,
        gender: Some(Gender::Male),
        countries: vec!["LY".parse().unwrap()],
        identifiers: vec![identifier(IdentifierKind::Passport, "ب 123/45")],
        births: vec![
            Birth { when: when("1970-02"), is_approximate: false, text: Some("شباط 1970".to_owned()) },
            Birth { when: When::default(), is_approximate: true, text: Some("قبل الحرب".to_owned()) },
        ],
        birthplaces: vec![Location { text: None, country: Some("LY".parse().unwrap()) }],
        titles: vec![both("عقيد", "Colonel")],
        positions: vec![both("قائد الميناء", "commander of the harbour")],
        addresses: vec![Location { text: Some(both("شارع الميناء", "Harbour Street")), country: None }],
        died: When::default(),
        source_records: Vec::new(),
    }
}

pub fn organization(id: &str, kind: OrganizationType) -> Organization {
    Organization {
        key: key(id),
        kind,
        names: vec![name(&format!("مؤسسة {id}"), "ar"), name(id, "en")],
        countries: vec!["LY".parse().unwrap(), "EG".parse().unwrap()],
        identifiers: Vec::new(),
        addresses: Vec::new(),
        founded: When::default(),
        dissolved: When::default(),
        source_records: Vec::new(),
    }
}

pub fn asset(id: &str, kind: AssetType) -> Asset {
    Asset {
        key: key(id),
        kind,
        names: vec![name(id, "en")],
        countries: vec!["PA".parse().unwrap()],
        identifiers: vec![identifier(IdentifierKind::Imo, "IMO 9074729")],
        addresses: vec![Location { text: None, country: Some("LY".parse().unwrap()) }],
        subtype: Some(both("عبّارة", "ferry")),
        built: when("1995"),
        source_records: Vec::new(),
    }
}

pub fn article(id: &str, publisher: Option<&str>, published: When) -> Article {
    Article {
        key: key(id),
        headline: format!("\"{id}\"; it's 100% 📰"),
        kind: ArticleKind::Article,
        is_headline_supplied: false,
        language: "ar".parse().unwrap(),
        publisher: publisher.map(key),
        republisher: None,
        published,
        published_inferred: None,
        url: None,
        summary: Some(both("ملخص", "summary")),
        mentions: Vec::new(),
    }
}

pub fn evidence(article: &str, stance: Stance) -> Evidence {
    Evidence {
        article: key(article),
        cited: Cited::Paragraphs(vec![2, 3]),
        stance,
        attributed_to: None,
        attribution: None,
        condition: None,
        note: Some(both("ملاحظة", "note")),
    }
}

pub fn participation(event: &str, role: Role, party: &str, article: &str) -> Participation {
    Participation {
        key: Key::joined([event, role.word(), party]),
        party: key(party),
        role,
        evidence: vec![evidence(article, Stance::Reports)],
    }
}

pub fn event(id: &str, happening: Happening, started: When, article: &str) -> Event {
    Event {
        key: key(id),
        happening,
        title: both(&format!("حدث {id}"), id),
        summary: None,
        condition: None,
        started,
        ended: When::default(),
        place: None,
        instruments: Vec::new(),
        sanction: None,
        evidence: vec![evidence(article, Stance::Reports)],
        participations: Vec::new(),
        figures: Vec::new(),
    }
}

pub fn legal_instrument(id: &str, title: Localized) -> LegalInstrument {
    LegalInstrument {
        key: key(id),
        title,
        kind: LegalInstrumentKind::Resolution,
        symbol: Some(format!("S/RES/{id}")),
        adopted: Some("2011-02".parse().unwrap()),
        issuer: Some(key("council")),
        url: None,
    }
}

pub fn place_relationship(party: &str, place: &str, article: &str) -> PlaceRelationship {
    PlaceRelationship {
        key: Key::joined([party, PlaceRelationshipKind::Controls.word(), place]),
        party: key(party),
        kind: PlaceRelationshipKind::Controls,
        place: key(place),
        started: when("2019-04"),
        ended: when("2020-06"),
        evidence: vec![evidence(article, Stance::Reports)],
    }
}

/// A sanction event of the council that rests on the resolution and targets nobody.
pub fn sanction(action: SanctionAction, id: &str, day: &str, follows: Option<&str>) -> Event {
    let sanction = Sanction {
        authority: Some(key("council")),
        programme: Some("Arms".to_owned()),
        measures: vec![SanctionMeasure::TravelBan, SanctionMeasure::AssetFreeze],
        follows: follows.map(key),
    };
    Event {
        instruments: vec![key("resolution")],
        sanction: Some(sanction),
        ..event(id, Happening::Sanction(action), when(day), "report")
    }
}

/// Two articles, two people, three organizations, a place and who controls it, a resolution, a disputed relationship, a
/// proposal and its blocking, and a discovery with a figure.
pub fn small() -> Dataset {
    let mut report = article("report", Some("herald"), when("2020-11"));
    report.republisher = Some(key("council"));
    report.mentions = vec![
        Mention {
            party: key("salim"),
            cited: Cited::Paragraphs(vec![1, 4]),
            described_as: vec!["القائد \"سليم\"".to_owned()],
        },
        Mention { party: key("brigade"), cited: Cited::Paragraphs(vec![2]), described_as: Vec::new() },
    ];
    let leadership = Relationship {
        key: key("salim.leads.brigade"),
        source: key("salim"),
        kind: RelationshipKind::Leads,
        target: key("brigade"),
        role: Some(both("قائد", "leader")),
        started: when("2019"),
        ended: When::default(),
        evidence: vec![
            Evidence { attributed_to: Some(key("council")), ..evidence("report", Stance::Reports) },
            Evidence { attribution: Some(both("مصدر", "a source")), ..evidence("leaflet", Stance::Denies) },
        ],
    };
    let mut proposal = sanction(SanctionAction::Proposed, "proposal", "2020-11-10", None);
    proposal.participations = vec![
        participation("proposal", Role::Proposer, "council", "report"),
        participation("proposal", Role::Target, "salim", "report"),
    ];
    // Named before it is there: the order of a data set is free.
    let blocking = sanction(SanctionAction::Blocked, "blocking", "2020-11-13", Some("proposal"));
    let mut discovery = event("discovery", Happening::Incident(IncidentKind::Discovery), When::default(), "leaflet");
    discovery.place = Some(key("harbour"));
    discovery.participations = vec![participation("discovery", Role::Accused, "brigade", "leaflet")];
    discovery.figures = vec![Figure {
        key: key("discovery.graves.at-least-11"),
        measure: key("graves"),
        low: Some(11),
        high: None,
        unit: None,
        qualifier: Qualifier::AtLeast,
        note: None,
        evidence: vec![evidence("report", Stance::Confirms)],
    }];
    Dataset {
        articles: vec![report, article("leaflet", None, When::default())],
        actors: vec![
            actor("salim", vec![name("سليم الأحمد", "ar"), name("Salim al-Ahmad", "en")]),
            actor("idris", vec![name("إدريس", "ar")]),
        ],
        organizations: vec![
            organization("herald", OrganizationType::Media),
            organization("brigade", OrganizationType::ArmedGroup),
            organization("council", OrganizationType::Committee),
        ],
        places: vec![Place {
            key: key("harbour"),
            names: vec![name("الميناء", "ar")],
            coordinates: Some((32.435, 13.634)),
            country: Some("LY".parse().unwrap()),
            within: None,
        }],
        legal_instruments: vec![legal_instrument("resolution", both("قرار", "resolution"))],
        place_relationships: vec![place_relationship("brigade", "harbour", "report")],
        relationships: vec![leadership],
        events: vec![blocking, proposal, discovery],
        ..head()
    }
}

/// The small data set without its records.
pub fn head() -> Dataset {
    let (publisher, version) = (Some("Tests".to_owned()), Some("1".to_owned()));
    Dataset { publisher, version, ..Dataset::new(key("small"), "A small set") }
}

/// The small data set with a vessel that the brigade owns and the proposal targets, too.
pub fn afloat() -> Dataset {
    let mut dataset = small();
    dataset.assets.push(asset("ferry", AssetType::Vessel));
    dataset.articles[0].mentions.push(Mention {
        party: key("ferry"),
        cited: Cited::Paragraphs(vec![3]),
        described_as: Vec::new(),
    });
    dataset.relationships.push(Relationship {
        key: key("brigade.owns.ferry"),
        source: key("brigade"),
        kind: RelationshipKind::Owns,
        target: key("ferry"),
        role: None,
        started: When::default(),
        ended: When::default(),
        evidence: vec![evidence("report", Stance::Reports)],
    });
    dataset.place_relationships.push(place_relationship("ferry", "harbour", "report"));
    dataset.events[1].participations.push(participation("proposal", Role::Target, "ferry", "report"));
    dataset
}
