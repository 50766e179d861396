//! Articles: the texts that are cited.

use super::vocabulary::vocabulary;

vocabulary! {
    /// The kind of an article.
    pub enum ArticleKind {
        /// An article of a newspaper, an agency or another publisher.
        Article = "ARTICLE",
        /// A dated edition of a list, such as a list of sanctions.
        Edition = "EDITION",
        /// A resolution, a regulation or another act, as it was published.
        LegalAct = "LEGAL_ACT",
        /// A statement or press release of an authority or another party.
        Statement = "STATEMENT",
    }
}
