//! The page of an article: its paragraphs, and beside each what is cited from it.

use std::collections::BTreeSet;

use maud::{Markup, html};
use sanad_model::Body;
use serde_json::json;

use super::evidence::{on_the_word, remarks};
use super::parts::{heading, isolated, outward};
use super::{Context, View};
use crate::address::Page;
use crate::answers::{ArticleAnswer, ArticlePage, Cited, Claim, Listed, Mention};
use crate::texts::{Directed, counted, language, measure, noun, say, word};

pub fn view(cx: &Context<'_>, answer: &ArticleAnswer) -> Option<View> {
    let article = answer.article.as_ref()?;
    Some(View {
        title: article.link.headline.clone(),
        description: article.summary.clone(),
        body: body(cx, article),
        hidden: cx.hidden(&[(noun::CITATIONS, article.evidence.total_count, article.all_evidence.total_count)]),
        linked_data: Some(linked_data(article)),
        ..View::default()
    })
}

/// Whether anything is cited by paragraphs, unlike from an edition of a list.
fn has_paragraphs(article: &ArticlePage) -> bool {
    article.evidence.nodes.iter().any(|cited| !cited.paragraphs.is_empty())
        || article.mentions.nodes.iter().any(|mention| !mention.paragraphs.is_empty())
}

/// The day of the time bar on which the article was not yet published.
fn unknown_on(cx: &Context<'_>, article: &ArticlePage) -> Option<chrono::NaiveDate> {
    let published = article.link.published?;
    cx.address.moment.known_by.filter(|day| published.earliest() > *day)
}

fn body(cx: &Context<'_>, article: &ArticlePage) -> Markup {
    let t = cx.t;
    let link = &article.link;
    let published = link.published.map(|date| cx.date(*date));
    let inferred = article.published_inferred.as_deref();
    html! {
        article.source {
            header {
                p.kind { (word(cx.locale.lang, *article.kind)) }
                h1 lang=(link.language) dir="auto" { (link.headline) }
                @if article.is_headline_supplied { p.quiet { (t.headline_supplied) } }
                p.byline {
                    @if let Some(publisher) = &link.publisher { (cx.party(publisher)) } @else { (t.no_publisher) }
                    (cx.comma()) (published.unwrap_or_else(|| html! { (t.undated) }))
                    " · " (say(t.written_in, &[("language", html! { (language(cx.locale.lang, &link.language)) })]))
                }
                @if let Some(inferred) = inferred { p.note dir="auto" { (inferred) } }
                @if let Some(republisher) = &article.republisher {
                    p.quiet { (say(t.republished, &[("who", cx.party(republisher))])) }
                }
                @if let Some(url) = &article.url { p { (outward(url, html! { (t.read_at) })) } }
                @if let Some(summary) = &article.summary { p.lead dir="auto" { (summary) } }
                p.quiet {
                    (cx.count(noun::CITATIONS, article.evidence.total_count)) " · "
                    (cx.count(noun::PARTIES, article.mentions.total_count)) " · "
                    (say(t.of_data_set, &[("dataset", cx.dataset(&article.dataset))]))
                }
            }
            @if let Some(day) = unknown_on(cx, article) { p.incomplete { (say(t.published_later, &[("day", cx.day(day))])) } }
            @if article.body.is_none() && has_paragraphs(article) { p.note { (t.body_missing) } }
            (paragraphs(cx, article))
            (elsewhere(cx, article))
            (cx.more(next(cx, article), "content"))
            (mentioned(cx, &article.mentions))
        }
    }
}

/// What follows of an article from which very much is cited, such as an edition of a list.
fn next(cx: &Context<'_>, article: &ArticlePage) -> Option<Page> {
    let Page::Article { key, .. } = &cx.address.page else { return None };
    article.evidence.next().map(|after| Page::Article { key: key.clone(), after: Some(after.to_owned()) })
}

/// Each paragraph with its number; without the text, those that are cited or mention somebody.
fn paragraphs(cx: &Context<'_>, article: &ArticlePage) -> Markup {
    let body = article.body.as_deref().map(Body::new);
    let texts: Vec<&str> =
        body.iter().flat_map(|body| (1..=body.paragraphs()).filter_map(|number| body.paragraph(number))).collect();
    let cited = article.evidence.nodes.iter().flat_map(|cited| &cited.paragraphs);
    let named = article.mentions.nodes.iter().flat_map(|mention| &mention.paragraphs);
    let numbers: BTreeSet<u32> = if texts.is_empty() {
        cited.chain(named).copied().collect()
    } else {
        (1..=u32::try_from(texts.len()).unwrap_or(u32::MAX)).collect()
    };
    html! {
        div.paragraphs {
            @for number in numbers {
                @let text = usize::try_from(number).ok().and_then(|number| texts.get(number.checked_sub(1)?));
                (paragraph(cx, article, number, text.copied()))
            }
        }
    }
}

fn paragraph(cx: &Context<'_>, article: &ArticlePage, number: u32, text: Option<&str>) -> Markup {
    let digits = html! { (cx.locale.digits(&number.to_string())) };
    let cited: Vec<&Cited> = article.evidence.nodes.iter().filter(|cited| cited.paragraphs.contains(&number)).collect();
    let mentions = article.mentions.nodes.iter().filter(|mention| mention.paragraphs.contains(&number));
    let parties: Vec<_> = mentions.map(|mention| cx.party(&mention.party)).collect();
    let label = say(cx.t.paragraph_number, &[("number", digits.clone())]);
    html! {
        div.paragraph id={ "p" (number) } {
            a.number href={ "#p" (number) } { span.hidden { (label) } span aria-hidden="true" { (digits) } }
            @match text {
                Some(text) => p.text lang=(article.link.language) dir="auto" { (text) },
                None => p.text.quiet { (say(cx.t.paragraph_missing, &[("number", digits)])) },
            }
            @if !cited.is_empty() || !parties.is_empty() {
                div.cited {
                    ul.citations { @for cited in cited { li { (one(cx, cited)) } } }
                    @if !parties.is_empty() { p.quiet { (cx.t.mentioned_here) " " (cx.list(parties)) } }
                }
            }
        }
    }
}

/// What is cited without paragraphs, as of an entry in a list.
fn elsewhere(cx: &Context<'_>, article: &ArticlePage) -> Markup {
    let cited: Vec<&Cited> = article.evidence.nodes.iter().filter(|cited| cited.paragraphs.is_empty()).collect();
    html! {
        @if !cited.is_empty() {
            section {
                (heading("cited", cx.t.cited_elsewhere))
                ul.citations {
                    @for cited in cited {
                        li { @if let Some(locator) = &cited.locator { p.code { bdi { (locator) } } } (one(cx, cited)) }
                    }
                }
            }
        }
    }
}

fn one(cx: &Context<'_>, cited: &Cited) -> Markup {
    html! {
        p {
            span class={ "stance " (cited.stance.to_string().to_lowercase()) } { (word(cx.locale.lang, *cited.stance)) } " "
            (claim(cx, &cited.fact))
            (on_the_word(cx, cited.attributed_to.as_ref(), cited.attribution.as_deref()))
        }
        (remarks(cx, cited.note.as_deref(), cited.condition.as_deref()))
    }
}

/// What a fact says, in a line.
pub fn claim(cx: &Context<'_>, claim: &Claim) -> Markup {
    let lang = cx.locale.lang;
    let party =
        |party: &Option<crate::answers::PartyLink>| party.as_ref().map(|party| cx.party(party)).unwrap_or_default();
    if let Some(kind) = claim.relationship {
        let said = cx.before_party(Directed { kind: *kind, is_reversed: false });
        return html! {
            (party(&claim.source)) " "
            @if let Some(role) = &claim.role { "(" bdi { (role) } ") " }
            (said) (party(&claim.target))
        };
    }
    if let Some(kind) = claim.place_relationship {
        let place = claim.place.as_ref().map(|place| cx.place(place)).unwrap_or_default();
        return html! { (party(&claim.party)) " " (word(lang, *kind)) " " (place) };
    }
    let event = claim.event.as_ref().map(|event| cx.event(event)).unwrap_or_default();
    if let Some(role) = claim.participation {
        let role = html! { (word(lang, *role)) };
        return say(cx.t.claim_participation, &[("party", party(&claim.party)), ("role", role), ("event", event)]);
    }
    if let (Some(counts), Some(qualifier)) = (&claim.measure, claim.qualifier) {
        let number = counted(cx.locale, *qualifier, claim.low, claim.high, claim.unit.as_deref());
        let counts = html! { (measure(lang, counts)) };
        return say(cx.t.claim_figure, &[("number", number), ("measure", counts), ("event", event)]);
    }
    let title = isolated(claim.title.as_deref().unwrap_or(&claim.type_name));
    match &claim.key {
        Some(key) => cx.link_to(key, |key| Page::Event { key }, title),
        None => title,
    }
}

fn mentioned(cx: &Context<'_>, mentions: &Listed<Mention>) -> Markup {
    html! {
        @if !mentions.nodes.is_empty() {
            section {
                (heading("mentioned", cx.t.mentioned))
                ul.rows {
                    @for mention in &mentions.nodes {
                        li { p {
                            (cx.party(&mention.party))
                            @if let Some(locator) = &mention.locator { " " span.quiet { bdi { (locator) } } }
                            @if !mention.described_as.is_empty() {
                                @let titles = mention.described_as.iter().map(|title| html! { q dir="auto" { (title) } });
                                " " span.quiet { (say(cx.t.described_as, &[("titles", cx.list(titles))])) }
                            }
                            @for number in &mention.paragraphs {
                                " " a.at href={ "#p" (number) } { (say(cx.t.paragraph, &[("numbers", html! { (cx.locale.digits(&number.to_string())) })])) }
                            }
                        } }
                    }
                }
                @let more = mentions.total_count.saturating_sub(mentions.nodes.len() as u64);
                @if more > 0 { p.quiet { (say(cx.t.mentioned_more, &[("parties", cx.count(noun::PARTIES, more))])) } }
            }
        }
    }
}

fn linked_data(article: &ArticlePage) -> serde_json::Value {
    json!({
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": article.link.headline,
        "inLanguage": article.link.language,
        "datePublished": article.link.published.map(|date| date.to_string()),
        "publisher": article.link.publisher.as_ref().map(|party| json!({ "@type": "Organization", "name": party.name })),
        "url": article.url,
    })
}
