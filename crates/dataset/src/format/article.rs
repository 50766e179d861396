//! `[[article]]`: a published text.

use sanad_model::ArticleKind;

use super::{mention, url, when};
use crate::keys::ORGANIZATION;
use crate::reader::{Caption, Fields, Seen};
use crate::records::Article;

pub fn read(fields: &mut Fields<'_>) -> Option<Article> {
    let key = fields.required("key");
    let kind = fields.optional("kind");
    let headline = fields.required("headline").map(|Caption(text)| text);
    let is_headline_supplied = fields.optional("headline_supplied").unwrap_or(false);
    let language = fields.required("language");
    let publisher = fields.optional_reference("publisher", ORGANIZATION);
    let republisher = fields.optional_reference("republisher", ORGANIZATION);
    let published = when::read(fields, "published");
    let published_inferred = fields.optional("published_inferred");
    if published_inferred.is_some() && !when::is_given(fields, "published") {
        let hint = "add `published`, `published_not_before` or `published_not_after`";
        fields.add_missing("published", "`published_inferred` is given without a date", hint);
    }
    let url = url::read(fields, "url");
    let summary = fields.optional("summary");
    let mut seen = Seen::new();
    let mentions = fields.each("mention", |fields| mention::read(fields, &mut seen));
    Some(Article {
        key: key?,
        kind: kind.unwrap_or(ArticleKind::Article),
        headline: headline?,
        is_headline_supplied,
        language: language?,
        publisher,
        republisher,
        published,
        published_inferred,
        url,
        summary,
        mentions: mentions?,
    })
}
