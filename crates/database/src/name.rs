//! The names of parties and places.

use std::collections::HashMap;

use diesel::prelude::*;
use sanad_model::{Language, NameKind};

use super::conn::Conn;
use super::relation::{Relation, among, gathered};
use super::schema::names;
use crate::error::Result;
use crate::rows::Rows;

/// One name of a party or a place.
#[derive(Debug, Clone, PartialEq, Queryable, Selectable)]
#[diesel(table_name = names)]
pub struct NameRow {
    pub node_id: i64,
    pub text: String,
    pub language: Option<Language>,
    pub kind: NameKind,
}

/// From a party or a place to its names, in the order of the data set.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct NamesOf;

impl Relation for NamesOf {
    type Value = Vec<NameRow>;

    fn load(&self, conn: &mut Conn, parents: &[i64]) -> Result<HashMap<i64, Self::Value>> {
        let rows: Vec<NameRow> = names::table
            .filter(among("names.node_id", parents))
            .order((names::node_id, names::ordinal))
            .select(NameRow::as_select())
            .rows(conn)?;
        Ok(gathered(rows.into_iter().map(|row| (row.node_id, row))))
    }
}

/// The name to show, in the first of the languages that has one: the primary name in it, else another in it, else one in
/// a broader language. Otherwise the caption, which is the first primary name in the original script.
pub fn preferred<'a>(names: &'a [NameRow], languages: &[Language], caption: &'a str) -> &'a str {
    let in_language = |tag: &str| {
        let mut spoken = names.iter().filter(|name| name.language.as_ref().is_some_and(|own| own.as_str() == tag));
        let first = spoken.clone().next();
        spoken.find(|name| name.kind == NameKind::Primary).or(first)
    };
    languages.iter().flat_map(Language::lookup).find_map(in_language).map_or(caption, |name| &name.text)
}

/// The name of the party in `nodes` that [`preferred`] chooses for a language, as an SQL expression.
pub(super) fn shown_in(language: &Language) -> String {
    // A tag is letters, digits and hyphens, so it needs no binding.
    let in_language = |tag| {
        format!(
            "(SELECT shown.text FROM names AS shown WHERE shown.node_id = nodes.id AND shown.language = '{tag}' \
             ORDER BY CASE shown.kind WHEN '{}' THEN 0 ELSE 1 END, shown.ordinal LIMIT 1), ",
            NameKind::Primary
        )
    };
    let names: String = language.lookup().map(in_language).collect();
    format!("coalesce({names}nodes.caption)")
}
