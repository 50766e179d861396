//! The home page.

use maud::{Markup, html};

use super::frame::search_form;
use super::parts::{heading, isolated};
use super::{Context, View};
use crate::address::{Address, Ends, Moment, Page};
use crate::answers::{ArticleLink, HomeAnswer, SanctionRow};
use crate::texts::{noun, say};

pub fn view(cx: &Context<'_>, answer: &HomeAnswer) -> View {
    View { body: body(cx, answer), ..View::default() }
}

fn body(cx: &Context<'_>, answer: &HomeAnswer) -> Markup {
    let t = cx.t;
    let counts = [
        ("parties", cx.count(noun::PARTIES, answer.parties.total_count)),
        ("events", cx.count(noun::EVENTS, answer.events.total_count)),
        ("articles", cx.count(noun::ARTICLES, answer.articles.total_count)),
    ];
    html! {
        div.home {
            header.hero {
                h1 { (t.home_title) }
                p.lead { (t.home_lead) }
                (search_form(cx, "", "search"))
                p.quiet { (say(t.home_counts, &counts)) }
            }
            (questions(cx, answer))
            div.columns {
                section { (heading("sanctions", t.latest_sanctions)) (sanctions(cx, &answer.latest.nodes)) }
                section { (heading("articles", t.latest_articles)) (articles(cx, &answer.articles.nodes)) }
                section {
                    (heading("connected", t.most_connected))
                    ul.rows { @for party in &answer.parties.nodes { li { p { (cx.party(party)) } } } }
                }
            }
            (programs(cx))
        }
    }
}

/// Questions that this data answers.
fn questions(cx: &Context<'_>, answer: &HomeAnswer) -> Markup {
    let t = cx.t;
    let target = answer.latest.nodes.iter().find_map(|row| Some((row, row.targets.first()?)));
    let name = |name: &str| isolated(name);
    let mut cards: Vec<(Address, Markup, &str)> = Vec::new();
    if let Some((row, party)) = target
        && let Ok(key) = party.key.parse()
    {
        let page = Page::party(&key);
        cards.push((
            cx.to(page.clone()),
            say(t.question_status, &[("name", name(&party.name))]),
            t.question_status_why,
        ));
        if let Some(day) = row.link.started.and_then(|started| started.earliest().pred_opt()) {
            let moment = Moment { as_of: Some(day), known_by: Some(day), min_sources: None };
            let question = say(t.question_known, &[("name", name(&party.name)), ("day", cx.day(day))]);
            cards.push((cx.to(page).at(moment), question, t.question_known_why));
        }
    }
    if let [one, other, ..] = answer.parties.nodes.as_slice()
        && let (Ok(from), Ok(to)) = (one.key.parse(), other.key.parse())
    {
        let question = say(t.question_paths, &[("one", name(&one.name)), ("other", name(&other.name))]);
        cards.push((cx.to(Page::Paths(Ends::between(from, to))), question, t.question_paths_why));
    }
    html! {
        @if !cards.is_empty() {
            section {
                (heading("questions", t.questions))
                ul.cards {
                    @for (address, question, why) in cards {
                        li { a href=(address) { strong { (question) } span.quiet { (why) } } }
                    }
                }
            }
        }
    }
}

fn sanctions(cx: &Context<'_>, rows: &[SanctionRow]) -> Markup {
    html! {
        ul.rows {
            @for row in rows {
                li {
                    p { (cx.event(&row.link)) }
                    p.quiet {
                        @if let Some(kind) = cx.event_kind(&row.link) { (kind) }
                        @if let Some(when) = cx.began(&row.link) { (cx.comma()) (when) }
                    }
                }
            }
        }
    }
}

fn articles(cx: &Context<'_>, articles: &[ArticleLink]) -> Markup {
    html! {
        ul.rows {
            @for article in articles {
                li {
                    p { (cx.article(article)) }
                    p.quiet {
                        @if let Some(publisher) = &article.publisher { (isolated(&publisher.name)) } @else { (cx.t.no_publisher) }
                        @if let Some(date) = article.published { (cx.comma()) (cx.date(*date)) }
                    }
                }
            }
        }
    }
}

/// The API, and questions to ask it.
fn programs(cx: &Context<'_>) -> Markup {
    let t = cx.t;
    html! {
        section.programs {
            (heading("programs", t.for_programs))
            p { (t.for_programs_lead) }
            ul.rows {
                @for question in &cx.site.questions {
                    li { a href=(question.address) { (cx.address.lang.pick(&question.en, &question.ar)) } }
                }
            }
            ul.forms {
                @if cx.site.graphiql { li { a href="/graphiql" { "GraphiQL" } } }
                @if cx.site.schema { li { a href="/schema.graphql" { (t.schema) } } }
                li { a href="/health/ready" { (t.health) } }
            }
        }
    }
}
