//! Explanations of name matches.

use std::sync::Arc;

use async_graphql::Object;

use super::async_graphql_override as async_graphql;
use crate::db::screen::Match;
use crate::model::{Support, SupportKind};
use crate::names::{Evidence, LeftOver, Met, NameLeft, NameLikeness, NameReason, NameSide};

pub struct NameComparison(pub Arc<Match>);

/// How alike two names are, and why. The first is the name that was looked for, the second the name that was found.
#[Object]
impl NameComparison {
    /// How alike the names are, from 0 to 1. From 0.7 on, they may be the same name; from 0.85 on, they pass for it. It is
    /// 1 / (1 + e^-bits), with the sum of the bits of `reasons`; but it is 1 for names with the same letters, and 0 if no
    /// part matches.
    async fn score(&self) -> f64 {
        self.0.comparison.score
    }

    /// The parts that match, in the order of the first name.
    async fn met(&self) -> Vec<NamePartsMet> {
        self.0.comparison.met.iter().cloned().map(NamePartsMet).collect()
    }

    /// The parts of either name that match no part of the other.
    async fn left_over(&self) -> Vec<NamePartLeft> {
        self.0.comparison.left_over.iter().cloned().map(NamePartLeft).collect()
    }

    /// The reasons for and against, each with what it adds to the score.
    async fn reasons(&self) -> Vec<NameEvidence> {
        self.0.comparison.evidence.iter().copied().map(NameEvidence).collect()
    }

    /// The comparison as text, one line for each part and each reason.
    async fn text(&self) -> String {
        self.0.comparison.to_string()
    }
}

pub struct NameEvidence(Evidence);

/// A reason for or against two names being the same.
#[Object]
impl NameEvidence {
    /// What it is.
    async fn reason(&self) -> NameReason {
        self.0.reason
    }

    /// How much of it there is; above 0. For parts, it is the sum of their weights.
    async fn amount(&self) -> f64 {
        self.0.amount
    }

    /// What it adds to the bits that the score is made of; below 0 if it speaks against.
    async fn bits(&self) -> f64 {
        self.0.bits
    }
}

pub struct NamePartsMet(Met);

/// A part of the first name and the part of the second name that it matches. Known acronyms are written out.
#[Object]
impl NamePartsMet {
    /// The part as the first name has it.
    async fn first(&self) -> &str {
        &self.0.first
    }

    /// The part as the second name has it.
    async fn second(&self) -> &str {
        &self.0.second
    }

    /// How the two are alike.
    async fn likeness(&self) -> NameLikeness {
        self.0.likeness
    }

    /// How likely the two parts are the same name, from 0 to 1.
    async fn similarity(&self) -> f64 {
        self.0.similarity
    }

    /// How much the part counts: rare names count more than common ones.
    async fn weight(&self) -> f64 {
        self.0.weight
    }
}

pub struct NamePartLeft(LeftOver);

/// A part of one of two names that matches no part of the other.
#[Object]
impl NamePartLeft {
    /// The part as the name has it.
    async fn part(&self) -> &str {
        &self.0.part
    }

    /// Which name has it: FIRST for the name that was looked for, SECOND for the name that was found.
    async fn side(&self) -> NameSide {
        self.0.side
    }

    /// Why it has no match in the other name.
    async fn why(&self) -> NameLeft {
        self.0.why
    }

    /// How much the part counts: rare names count more than common ones.
    async fn weight(&self) -> f64 {
        self.0.weight
    }
}

pub struct MatchSupport(pub Support);

/// Something known besides the name that agrees or contradicts.
#[Object]
impl MatchSupport {
    /// What was compared.
    async fn kind(&self) -> SupportKind {
        self.0.kind
    }

    /// Whether it agrees; false if it contradicts.
    async fn agrees(&self) -> bool {
        self.0.agrees
    }

    /// What it adds to the score, which stays between 0 and 1. Negative if it contradicts.
    async fn change(&self) -> f64 {
        self.0.change
    }
}
