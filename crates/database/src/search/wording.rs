//! What nodes are called: parties in articles, and events by the usual words for their kind.

use std::collections::HashSet;

use diesel::sql_types::{BigInt, Text as TextType};
use sanad_base::work::in_time;
use sanad_model::{IncidentKind, SanctionAction, SanctionMeasure, SearchField, Worded};
use sanad_terms::translated_titles;

use super::texts::{Nodes, Text};
use crate::conn::Conn;
use crate::error::Result;
use crate::filter::MentionFilter;
use crate::fragment::Statement;
use crate::mention::MentionsOf;
use crate::page::PageRequest;
use crate::relation::Relation;
use crate::rows::Rows;
use crate::text::JsonList;

/// The maximum number of mentions of a party that it is found by. A hub is mentioned in very many articles.
const MENTIONS_LIMIT: usize = 100;

/// How the articles of the first mentions of parties describe them, and titles of people among these in the other
/// language.
pub fn of_descriptions(conn: &mut Conn, nodes: Nodes<'_>) -> Result<Vec<Text>> {
    let rows: Vec<(i64, JsonList<String>)> = match nodes {
        Nodes::These([]) => return Ok(Vec::new()),
        // Of each party, only these mentions are read.
        Nodes::These(ids) => {
            let page = PageRequest { limit: MENTIONS_LIMIT, ..PageRequest::default() };
            let pages = MentionsOf { filter: MentionFilter::default(), page }.load(conn, ids)?;
            let mentions = in_time(pages).flat_map(|(_, page)| page.rows);
            let mut mentions: Vec<_> = mentions.map(|(_, row)| row).collect();
            mentions.sort_unstable_by_key(|row| (row.party_id, row.id));
            in_time(mentions).map(|row| (row.party_id, row.described_as.clone())).collect()
        }
        Nodes::Between(..) => Statement::<(BigInt, TextType)>::new(
            "SELECT described.party_id, described.described_as FROM (SELECT mentions.party_id, mentions.described_as, \
             mentions.id, row_number() OVER (PARTITION BY mentions.party_id ORDER BY mentions.id) AS number \
             FROM mentions WHERE ",
        )
        .meeting(nodes.in_column("mentions.party_id"))
        .text(format!(
            ") AS described WHERE described.number <= {MENTIONS_LIMIT} ORDER BY described.party_id, described.id"
        ))
        .rows(conn)?,
    };
    let mut seen = HashSet::new();
    let mut texts = Vec::new();
    for (node_id, JsonList(descriptions)) in in_time(rows) {
        for text in in_time(descriptions) {
            let titles: Vec<String> = translated_titles(&text).into_iter().map(str::to_owned).collect();
            let new = std::iter::once(text).chain(titles).filter(|text| seen.insert((node_id, text.clone())));
            texts.extend(new.map(|text| Text::new(node_id, SearchField::Description, text)));
        }
    }
    Ok(texts)
}

/// The usual words for the kinds of incidents, and for the actions and measures of sanction events.
pub fn of_kinds(conn: &mut Conn, nodes: Nodes<'_>) -> Result<Vec<Text>> {
    if nodes.are_none() {
        return Ok(Vec::new());
    }
    let said = |column: &str, owner: &str, of: &str| {
        Statement::<(BigInt, TextType, TextType)>::new(format!("SELECT {owner}, '{column}', {column} FROM {of} WHERE "))
            .meeting(nodes.in_column(owner))
    };
    let mut rows: Vec<(i64, String, String)> =
        said("sanction_measures.measure", "sanction_measures.event_id", "sanction_measures")
            .and_all(said("sanction_events.action", "sanction_events.id", "sanction_events"))
            .and_all(said("incidents.kind", "incidents.id", "incidents"))
            .rows(conn)?;
    rows.sort();
    let mut texts = Vec::new();
    for (node_id, column, word) in in_time(rows) {
        let wordings = match &*column {
            "incidents.kind" => word.parse().map(IncidentKind::wordings).ok(),
            "sanction_events.action" => word.parse().map(SanctionAction::wordings).ok(),
            _ => word.parse().map(SanctionMeasure::wordings).ok(),
        };
        let words = wordings.into_iter().flatten().flat_map(|wording| wording.each());
        texts.extend(words.map(|words| Text::new(node_id, SearchField::Kind, words.to_owned())));
    }
    Ok(texts)
}
