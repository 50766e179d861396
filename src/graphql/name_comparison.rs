//! Why names pass for one: how their parts met, and what else speaks for it.

use std::sync::Arc;

use async_graphql::Object;

use super::async_graphql_override as async_graphql;
use crate::db::screen::Match;
use crate::model::{Support, SupportKind};
use crate::names::{LeftOver, Met, NameLeft, NameLikeness, NameSide};

/// How alike two names are, and why: the one that was looked for, and the one that was found.
pub struct NameComparison(pub Arc<Match>);

/// How alike two names are, and why: the one that was looked for, and the one that was found.
#[Object]
impl NameComparison {
    /// How alike the names are, in [0, 1]; from 0.7 on they pass for one.
    async fn score(&self) -> f64 {
        self.0.comparison.score
    }

    /// The parts that met, in the order of the name that was looked for.
    async fn met(&self) -> Vec<NamePartsMet> {
        self.0.comparison.met.iter().cloned().map(NamePartsMet).collect()
    }

    /// The parts of either name that met none of the other.
    async fn left_over(&self) -> Vec<NamePartLeft> {
        self.0.comparison.left_over.iter().cloned().map(NamePartLeft).collect()
    }

    /// All of it as text for people to read, a line for each part.
    async fn text(&self) -> String {
        self.0.comparison.to_string()
    }
}

/// A part of the name that was looked for and the part of the name found that it met.
pub struct NamePartsMet(Met);

/// A part of the name that was looked for and the part of the name found that it met.
#[Object]
impl NamePartsMet {
    /// As the name that was looked for has it.
    async fn first(&self) -> &str {
        &self.0.first
    }

    /// As the name found has it.
    async fn second(&self) -> &str {
        &self.0.second
    }

    /// How the two are alike.
    async fn likeness(&self) -> NameLikeness {
        self.0.likeness
    }

    /// How likely they are one name, in [0, 1].
    async fn similarity(&self) -> f64 {
        self.0.similarity
    }

    /// How much the part counts: rare names more than common ones.
    async fn weight(&self) -> f64 {
        self.0.weight
    }
}

/// A part of one of two names that met none of the other.
pub struct NamePartLeft(LeftOver);

/// A part of one of two names that met none of the other.
#[Object]
impl NamePartLeft {
    /// As the name has it.
    async fn part(&self) -> &str {
        &self.0.part
    }

    /// Which name has it: FIRST the one that was looked for, SECOND the one found.
    async fn side(&self) -> NameSide {
        self.0.side
    }

    /// Why it met none.
    async fn why(&self) -> NameLeft {
        self.0.why
    }

    /// How much the part counts: rare names more than common ones.
    async fn weight(&self) -> f64 {
        self.0.weight
    }
}

/// Something known besides the name that agrees with what is asked for, or contradicts it.
pub struct MatchSupport(pub Support);

/// Something known besides the name that agrees with what is asked for, or contradicts it.
#[Object]
impl MatchSupport {
    /// What it is.
    async fn kind(&self) -> SupportKind {
        self.0.kind
    }

    /// Whether it agrees; else it contradicts.
    async fn agrees(&self) -> bool {
        self.0.agrees
    }

    /// What it adds to the score, as far as that stays in [0, 1]: below 0 where it contradicts.
    async fn change(&self) -> f64 {
        self.0.change
    }
}
