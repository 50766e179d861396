//! Citations, and whether there is what they cite.

use std::fmt;

use sanad_model::Key;

use super::records::{Dataset, Evidence, Mention};

/// That paragraphs are cited which the body of their article does not have.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Beyond<'a> {
    pub article: &'a Key,
    pub cited_by: CitedBy<'a>,
    /// All that it cites there.
    pub paragraphs: &'a [u32],
    /// How many there are.
    pub length: usize,
}

/// What cites paragraphs of an article.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CitedBy<'a> {
    /// Evidence for the fact.
    Fact(&'a Key),
    /// The article's mention of the party.
    Mention(&'a Key),
}

impl fmt::Display for Beyond<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { article, cited_by, paragraphs, length } = self;
        let plural = if *length == 1 { "" } else { "s" };
        write!(f, "the body of `{article}` has {length} paragraph{plural}, and ")?;
        match cited_by {
            CitedBy::Fact(key) => write!(f, "`{key}` cites {paragraphs:?}"),
            CitedBy::Mention(party) => write!(f, "its mention of `{party}` cites {paragraphs:?}"),
        }
    }
}

/// All citations that go beyond the body of their article, given how many paragraphs each article's body has. An article
/// without a body may have any.
pub fn beyond<'a>(dataset: &'a Dataset, length: impl Fn(&Key) -> Option<usize>) -> Vec<Beyond<'a>> {
    let mentions = dataset.articles.iter().flat_map(|article| {
        let of_article =
            move |mention: &'a Mention| (&article.key, CitedBy::Mention(&mention.party), mention.paragraphs.as_slice());
        article.mentions.iter().map(of_article)
    });
    let evidence =
        evidence(dataset).map(|(fact, piece)| (&piece.article, CitedBy::Fact(fact), piece.paragraphs.as_slice()));
    mentions
        .chain(evidence)
        .filter_map(|(article, cited_by, paragraphs)| {
            let length = length(article)?;
            let is_beyond = paragraphs.iter().any(|number| *number as usize > length);
            is_beyond.then_some(Beyond { article, cited_by, paragraphs, length })
        })
        .collect()
}

/// All evidence, each piece with the fact that it stands for.
fn evidence(dataset: &Dataset) -> impl Iterator<Item = (&Key, &Evidence)> {
    let relationships = dataset.relationships.iter().map(|relationship| (&relationship.key, &relationship.evidence));
    let at_places = dataset.place_relationships.iter().map(|held| (&held.key, &held.evidence));
    let events = dataset.events.iter().flat_map(|event| {
        let participations = event.participations.iter().map(|part| (&part.key, &part.evidence));
        let figures = event.figures.iter().map(|figure| (&figure.key, &figure.evidence));
        std::iter::once((&event.key, &event.evidence)).chain(participations).chain(figures)
    });
    relationships
        .chain(at_places)
        .chain(events)
        .flat_map(|(key, evidence)| evidence.iter().map(move |piece| (key, piece)))
}
