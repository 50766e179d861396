//! The rows of the tables. Their columns have the names of the schema's fields.

use std::collections::HashMap;
use std::fmt::Display;

use sanad_model::Vocabulary;

use super::table::Table;
use crate::answers::{
    ArticleAnswer, CaseAnswer, Citation, DatasetsAnswer, EventAnswer, EventLink, FactAnswer, InstrumentAnswer,
    NetworkAnswer, Parsed, PartyAnswer, PartyLink, PathAnswer, PlaceAnswer, Removal, SanctionedAnswer, SanctionsAnswer,
    ScreenAnswer, SearchAnswer, Status, TimelineAnswer,
};

fn or_empty(value: Option<impl Display>) -> String {
    value.map(|value| value.to_string()).unwrap_or_default()
}

fn date(date: Option<Parsed<sanad_model::PartialDate>>) -> String {
    or_empty(date.map(|date| *date))
}

fn joined(items: impl IntoIterator<Item = String>) -> String {
    items.into_iter().collect::<Vec<_>>().join("; ")
}

fn words<V: Vocabulary>(words: &[Parsed<V>]) -> String {
    joined(words.iter().map(|word| word.word().to_owned()))
}

fn names(parties: &[PartyLink]) -> String {
    joined(parties.iter().map(|party| party.name.clone()))
}

fn kind_of(event: &EventLink) -> String {
    or_empty(event.action.map(|action| *action)) + &or_empty(event.kind.map(|kind| *kind))
}

/// Where the sanctions of each authority stand.
fn statuses(statuses: &[Status]) -> String {
    joined(statuses.iter().map(|status| {
        let authority = status.authority.as_ref().map_or("", |party| party.key.as_str());
        format!("{authority} {} {}", *status.state, date(status.since)).trim().to_owned()
    }))
}

/// The articles of the evidence, with their paragraphs.
fn cited(citations: &[Citation]) -> String {
    joined(citations.iter().map(|citation| {
        let paragraphs: Vec<String> = citation.paragraphs.iter().map(|number| format!("p{number}")).collect();
        let place = citation.locator.clone().unwrap_or_else(|| paragraphs.join(","));
        format!("{}#{place} {}", citation.article.key, *citation.stance)
    }))
}

pub fn search(answer: &SearchAnswer) -> Table {
    let mut table = Table::new(&["type", "key", "name", "match"]);
    for hit in &answer.search.nodes {
        let found = &hit.node;
        table.row([found.type_name.clone(), found.key.clone(), found.name.clone(), hit.matched.text.clone()]);
    }
    table
}

pub fn party(answer: &PartyAnswer) -> Table {
    let mut table = Table::new(&[
        "fact",
        "kind",
        "other",
        "name",
        "role",
        "started",
        "ended",
        "sourceCount",
        "isDisputed",
        "evidence",
    ]);
    let Some(party) = &answer.party else { return table };
    for edge in &party.relationships.nodes {
        let fact = &edge.node;
        table.row([
            "Relationship".to_owned(),
            fact.kind.word().to_owned(),
            edge.other.key.clone(),
            edge.other.name.clone(),
            fact.role.clone().unwrap_or_default(),
            date(fact.started),
            date(fact.ended),
            fact.sourced.source_count.to_string(),
            fact.sourced.is_disputed.to_string(),
            cited(&fact.sourced.evidence.nodes),
        ]);
    }
    for part in &party.participations.nodes {
        table.row([
            "Participation".to_owned(),
            kind_of(&part.event),
            part.event.key.clone(),
            part.event.title.clone(),
            part.role.word().to_owned(),
            date(part.event.started),
            date(part.event.ended),
            part.sourced.source_count.to_string(),
            part.sourced.is_disputed.to_string(),
            cited(&part.sourced.evidence.nodes),
        ]);
    }
    table
}

pub fn event(answer: &EventAnswer) -> Table {
    let mut table = Table::new(&["party", "name", "role", "sourceCount", "isDisputed", "evidence"]);
    for taking in answer.event.iter().flat_map(|event| &event.participations.nodes) {
        let Some(sourced) = &taking.sourced else { continue };
        table.row([
            taking.party.key.clone(),
            taking.party.name.clone(),
            taking.role.word().to_owned(),
            sourced.source_count.to_string(),
            sourced.is_disputed.to_string(),
            cited(&sourced.evidence.nodes),
        ]);
    }
    table
}

pub fn network(answer: &NetworkAnswer) -> Table {
    let mut table = Table::new(&[
        "fact",
        "kind",
        "source",
        "sourceName",
        "target",
        "targetName",
        "title",
        "sourceCount",
        "isDisputed",
    ]);
    let parties = answer.network.nodes.iter().map(|node| (node.party.id.as_str(), node.party.link.name.clone()));
    let parties: HashMap<&str, String> = parties.collect();
    let name = |id: &str| parties.get(id).cloned().unwrap_or_default();
    for link in &answer.network.links {
        let claim = &link.fact.claim;
        table.row([
            link.fact.id.clone(),
            claim.relationship.map_or_else(|| claim.type_name.clone(), |kind| kind.to_string()),
            link.source.clone(),
            name(&link.source),
            link.target.clone(),
            name(&link.target),
            claim.title.clone().or_else(|| claim.role.clone()).unwrap_or_default(),
            link.fact.source_count.to_string(),
            link.fact.is_disputed.to_string(),
        ]);
    }
    table
}

pub fn timeline(answer: &TimelineAnswer) -> Table {
    events(answer.party.iter().flat_map(|party| &party.participations.nodes).map(|part| &part.event.link))
}

pub fn paths(answer: &PathAnswer) -> Table {
    let mut table =
        Table::new(&["chain", "step", "from", "fromName", "to", "toName", "fact", "title", "sourceCount", "evidence"]);
    for (chain_at, chain) in answer.paths.nodes.iter().enumerate() {
        for (at, step) in chain.steps.iter().enumerate() {
            let claim = &step.through.claim;
            table.row([
                (chain_at + 1).to_string(),
                (at + 1).to_string(),
                step.from.key.clone(),
                step.from.name.clone(),
                step.to.key.clone(),
                step.to.name.clone(),
                claim.relationship.map_or_else(|| claim.key.clone().unwrap_or_default(), |kind| kind.to_string()),
                claim.title.clone().or_else(|| claim.role.clone()).unwrap_or_default(),
                step.through.sourced.source_count.to_string(),
                cited(&step.through.sourced.evidence.nodes),
            ]);
        }
    }
    table
}

/// The matches of checked names.
pub fn screened(answer: &ScreenAnswer) -> String {
    let mut table = Table::new(&["query", "complete", "score", "party", "name", "matchedName", "sanctionStatus"]);
    for result in &answer.screen {
        for found in &result.matches {
            table.row([
                result.name.clone(),
                result.complete.to_string(),
                format!("{:.2}", found.score),
                found.party.link.key.clone(),
                found.party.link.name.clone(),
                found.name.text.clone(),
                statuses(&found.sanction_status),
            ]);
        }
        if result.matches.is_empty() {
            let mut row = vec![result.name.clone(), result.complete.to_string()];
            row.resize(7, String::new());
            table.row(row);
        }
    }
    table.text()
}

const STEPS: [&str; 9] =
    ["key", "title", "action", "started", "ended", "authority", "programme", "measures", "sourceCount"];

pub fn case(answer: &CaseAnswer) -> Table {
    let mut table = Table::new(&STEPS);
    for step in answer.sanction_event.iter().flat_map(|case| &case.chain) {
        table.row([
            step.link.key.clone(),
            step.link.title.clone(),
            kind_of(&step.link),
            date(step.link.started),
            date(step.link.ended),
            or_empty(step.authority.as_ref().map(|party| &party.name)),
            step.programme.clone().unwrap_or_default(),
            words(&step.measures),
            step.link.source_count.to_string(),
        ]);
    }
    table
}

pub fn sanctions(answer: &SanctionsAnswer) -> Table {
    let mut table = Table::new(&[&STEPS[..], &["targets", "isDisputed"]].concat());
    for row in &answer.sanction_events.nodes {
        table.row([
            row.link.key.clone(),
            row.link.title.clone(),
            kind_of(&row.link),
            date(row.link.started),
            date(row.link.ended),
            or_empty(row.authority.as_ref().map(|party| &party.name)),
            row.programme.clone().unwrap_or_default(),
            words(&row.measures),
            row.link.source_count.to_string(),
            names(&row.targets),
            row.link.is_disputed.to_string(),
        ]);
    }
    table
}

pub fn sanctioned(answer: &SanctionedAnswer) -> Table {
    let mut table = Table::new(&["key", "type", "name", "countries", "dataset", "sanctionStatus"]);
    for party in &answer.parties.nodes {
        table.row([
            party.link.key.clone(),
            party.link.party_type.word().to_owned(),
            party.link.name.clone(),
            joined(party.countries.iter().cloned()),
            party.dataset.key.clone(),
            statuses(&party.sanction_status),
        ]);
    }
    table
}

pub fn article(answer: &ArticleAnswer) -> Table {
    let mut table = Table::new(&["paragraphs", "locator", "stance", "fact", "attributedTo", "attribution", "note"]);
    for cited in answer.article.iter().flat_map(|article| &article.evidence.nodes) {
        table.row([
            joined(cited.paragraphs.iter().map(u32::to_string)),
            cited.locator.clone().unwrap_or_default(),
            cited.stance.word().to_owned(),
            cited.fact.key.clone().unwrap_or_else(|| cited.fact.type_name.clone()),
            or_empty(cited.attributed_to.as_ref().map(|party| &party.name)),
            cited.attribution.clone().unwrap_or_default(),
            cited.note.clone().unwrap_or_default(),
        ]);
    }
    table
}

pub fn fact(answer: &FactAnswer) -> Table {
    let mut table =
        Table::new(&["article", "published", "stance", "paragraphs", "attributedTo", "attribution", "note"]);
    let fact = answer.fact.as_ref().and_then(|fact| fact.known.as_ref());
    for citation in fact.iter().flat_map(|fact| &fact.sourced.evidence.nodes) {
        table.row([
            citation.article.key.clone(),
            date(citation.article.published),
            citation.stance.word().to_owned(),
            citation.locator.clone().unwrap_or_else(|| joined(citation.paragraphs.iter().map(u32::to_string))),
            or_empty(citation.attributed_to.as_ref().map(|party| &party.name)),
            citation.attribution.clone().unwrap_or_default(),
            citation.note.clone().unwrap_or_default(),
        ]);
    }
    table
}

fn events<'a>(events: impl Iterator<Item = &'a EventLink>) -> Table {
    let mut table = Table::new(&["key", "title", "kind", "started", "ended", "sourceCount", "isDisputed"]);
    for event in events {
        table.row([
            event.key.clone(),
            event.title.clone(),
            kind_of(event),
            date(event.started),
            date(event.ended),
            event.source_count.to_string(),
            event.is_disputed.to_string(),
        ]);
    }
    table
}

pub fn place(answer: &PlaceAnswer) -> Table {
    events(answer.place.iter().flat_map(|place| &place.events.nodes).map(|event| &event.link))
}

pub fn instrument(answer: &InstrumentAnswer) -> Table {
    events(answer.legal_instrument.iter().flat_map(|instrument| &instrument.events.nodes))
}

/// What is left of a removed record.
pub fn removed(removal: &Removal) -> String {
    let mut table = Table::new(&["id", "key", "dataset", "removedAt"]);
    let Removal { id, key, dataset, removed_at } = removal;
    table.row([id.clone(), key.clone(), dataset.key.clone(), removed_at.to_rfc3339()]);
    table.text()
}

pub fn datasets(answer: &DatasetsAnswer) -> Table {
    let mut table = Table::new(&["key", "title", "publisher", "version", "edition", "licence", "loadedAt"]);
    for row in &answer.datasets {
        table.row([
            row.link.key.clone(),
            row.link.title.clone(),
            row.publisher.clone().unwrap_or_default(),
            row.link.version.clone().unwrap_or_default(),
            or_empty(row.link.edition.map(|edition| *edition)),
            row.link.licence.clone().unwrap_or_default(),
            row.loaded_at.clone(),
        ]);
    }
    table
}
