//! Citations of paragraphs, and whether the paragraphs exist.

use std::fmt;

use sanad_model::Key;

use super::batch::Batch;
use super::records::Mention;

/// A citation of paragraphs that the body of the article does not have.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OutOfRange<'a> {
    pub article: &'a Key,
    pub cited_by: CitedBy<'a>,
    /// All paragraphs of the citation, including those that exist.
    pub paragraphs: &'a [u32],
    /// Number of paragraphs in the body.
    pub length: usize,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CitedBy<'a> {
    /// Evidence for the fact with this key.
    Fact(&'a Key),
    /// The article's mention of the party with this key.
    Mention(&'a Key),
}

impl fmt::Display for OutOfRange<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { article, cited_by, paragraphs, length } = self;
        let plural = if *length == 1 { "" } else { "s" };
        write!(f, "the body of `{article}` has {length} paragraph{plural}, but ")?;
        match cited_by {
            CitedBy::Fact(key) => write!(f, "`{key}` cites {paragraphs:?}"),
            CitedBy::Mention(party) => write!(f, "its mention of `{party}` cites {paragraphs:?}"),
        }
    }
}

/// All citations of paragraphs that do not exist. `length` returns the number of paragraphs in the body of an article,
/// or `None` for an article without a body, which is not checked.
pub fn out_of_range<'a>(batch: Batch<'a>, length: impl Fn(&Key) -> Option<usize>) -> Vec<OutOfRange<'a>> {
    let mentions = batch.articles.iter().flat_map(|article| {
        let of_article =
            move |mention: &'a Mention| (&article.key, CitedBy::Mention(&mention.party), mention.cited.paragraphs());
        article.mentions.iter().map(of_article)
    });
    let evidence =
        batch.evidence().map(|(fact, piece)| (&piece.article, CitedBy::Fact(fact), piece.cited.paragraphs()));
    mentions
        .chain(evidence)
        .filter_map(|(article, cited_by, paragraphs)| {
            let length = length(article)?;
            let is_out_of_range = paragraphs.iter().any(|number| *number as usize > length);
            is_out_of_range.then_some(OutOfRange { article, cited_by, paragraphs, length })
        })
        .collect()
}
