//! The page of a party.

use maud::{Markup, html};
use sanad_model::{PartyType, RelationshipKind, Vocabulary};
use serde_json::json;

use super::evidence::{cited_at, evidence};
use super::particulars::{names, particulars_of};
use super::parts::heading;
use super::{Context, View, standing};
use crate::address::{Ends, Page, Tab};
use crate::answers::{Listed, PartyAnswer, PartyLink, PartyPage, PlaceTie, RelationshipEdge};
use crate::texts::{Directed, country, noun, say, word};

pub fn view(cx: &Context<'_>, answer: &PartyAnswer) -> Option<View> {
    let party = answer.party.as_ref()?;
    Some(View {
        title: say_plain(cx.t.title_status, &party.link.name),
        description: Some(standing::described(cx, party)),
        body: body(cx, party),
        hidden: cx.hidden(&[
            (noun::RELATIONSHIPS, party.relationships.total_count, party.all_relationships.total_count),
            (noun::EVENTS, party.participations.total_count, party.all_participations.total_count),
        ]),
        linked_data: Some(linked_data(cx, party)),
        ..View::default()
    })
}

fn say_plain(template: &str, name: &str) -> String {
    template.replace("{name}", name)
}

fn body(cx: &Context<'_>, party: &PartyPage) -> Markup {
    let t = cx.t;
    html! {
        article.party {
            header {
                p.kind { (kind(cx, party)) }
                h1 { bdi { (party.link.name) } }
                (other_names(party))
                (tabs(cx, &party.link, &Tab::FACTS))
            }
            (standing::section(cx, party))
            aside aria-label=(t.about_it) {
                (names(cx, &party.names))
                (particulars_of(cx, party))
            }
            div.facts {
                (relationships(cx, party))
                (places(cx, &party.place_relationships.nodes))
                (events(cx, party))
                (mentions(cx, party))
                (similar(cx, party))
            }
        }
    }
}

/// The type of a party, in words.
fn kind(cx: &Context<'_>, party: &PartyPage) -> Markup {
    let lang = cx.locale.lang;
    let kind = party.organization.map_or_else(|| word(lang, *party.link.party_type), |of_type| word(lang, *of_type));
    let countries = party.countries.iter().map(|code| html! { (country(lang, code)) });
    html! {
        (kind)
        @if let Some(subtype) = &party.subtype { " · " bdi { (subtype) } }
        @if !party.countries.is_empty() {
            " · "
            @match *party.link.party_type {
                PartyType::Person | PartyType::Organization => (cx.list(countries)),
                PartyType::Vessel | PartyType::Aircraft => (say(cx.t.flag_of, &[("countries", cx.list(countries))])),
            }
        }
    }
}

/// The primary names other than the one of the heading: usually that in the other script.
fn other_names(party: &PartyPage) -> Markup {
    let others =
        party.names.iter().filter(|name| *name.kind == sanad_model::NameKind::Primary && name.text != party.link.name);
    html! { @for name in others { p.other-name { bdi lang=[name.language.as_deref()] { (name.text) } } } }
}

/// What there is of a party: its facts, its network, its timeline.
pub fn tabs(cx: &Context<'_>, party: &PartyLink, here: &Tab) -> Markup {
    let tabs = [(Tab::FACTS, cx.t.overview), (Tab::NETWORK, cx.t.network), (Tab::TIMELINE, cx.t.timeline)];
    html! {
        nav.tabs aria-label=(party.name) {
            ul {
                @for (tab, name) in tabs {
                    @let is_here = std::mem::discriminant(&tab) == std::mem::discriminant(here);
                    li { (cx.tab(party, tab, is_here, name)) }
                }
                @if let Ok(key) = party.key.parse() {
                    li { a href=(cx.to(Page::Paths(Ends::of(key)))) { (cx.t.paths) } }
                }
            }
        }
    }
}

impl Context<'_> {
    fn tab(&self, party: &PartyLink, tab: Tab, is_here: bool, name: &str) -> Markup {
        match party.key.parse() {
            Ok(key) => {
                html! { a href=(self.to(Page::Party { key, tab })) aria-current=[is_here.then_some("page")] { (name) } }
            }
            Err(_) => html! { (name) },
        }
    }
}

/// The relationships by kind and direction, those with most sources first.
fn relationships(cx: &Context<'_>, party: &PartyPage) -> Markup {
    let edges = &party.relationships.nodes;
    let directed = |edge: &RelationshipEdge| Directed {
        kind: *edge.node.kind,
        is_reversed: edge.node.source.key != party.link.key,
    };
    let mut groups: Vec<(Directed, Vec<&RelationshipEdge>)> = Vec::new();
    for edge in edges {
        let group = directed(edge);
        // Some kinds read the same in both directions.
        let said = |group: Directed| word(cx.locale.lang, group);
        match groups.iter_mut().find(|(other, _)| said(*other) == said(group)) {
            Some((_, edges)) => edges.push(edge),
            None => groups.push((group, vec![edge])),
        }
    }
    groups.sort_by_key(|(group, _)| {
        (RelationshipKind::ALL.iter().position(|kind| *kind == group.kind), group.is_reversed)
    });
    html! {
        section {
            (list_heading(cx, "relationships", cx.t.relationships, party.relationships.total_count))
            @for (group, edges) in groups {
                h3.kind-of { (word(cx.locale.lang, group)) }
                ul.rows {
                    @for edge in edges {
                        li {
                            p {
                                (cx.party(&edge.other))
                                @if let Some(role) = &edge.node.role { (cx.comma()) bdi { (role) } }
                                @if let Some(span) = cx.span(edge.node.started, edge.node.started_within, edge.node.ended) {
                                    " " span.quiet { (span) }
                                }
                            }
                            (evidence(cx, &edge.node.sourced))
                        }
                    }
                }
            }
            (next(cx, party, "relationships"))
        }
    }
}

/// Relationships to places, seen from the party or from the place.
pub fn ties(cx: &Context<'_>, ties: &[PlaceTie]) -> Markup {
    html! {
        ul.rows {
            @for tie in ties {
                li {
                    p {
                        @if let Some(party) = &tie.party { (cx.party(party)) " " }
                        (word(cx.locale.lang, *tie.kind))
                        @if let Some(place) = &tie.place { " " (cx.place(place)) }
                        @if let Some(span) = cx.span(tie.started, tie.started_within, tie.ended) { " " span.quiet { (span) } }
                    }
                    (evidence(cx, &tie.sourced))
                }
            }
        }
    }
}

fn places(cx: &Context<'_>, places: &[PlaceTie]) -> Markup {
    html! {
        @if !places.is_empty() {
            section { (heading("places", cx.t.places)) (ties(cx, places)) }
        }
    }
}

fn events(cx: &Context<'_>, party: &PartyPage) -> Markup {
    html! {
        section {
            (list_heading(cx, "events", cx.t.events, party.participations.total_count))
            ol.rows {
                @for participation in &party.participations.nodes {
                    li {
                        p {
                            span.date { (cx.began(&participation.event).unwrap_or_else(|| html! { (cx.t.undated) })) } " "
                            (cx.event(&participation.event)) " "
                            span.quiet { (word(cx.locale.lang, *participation.role)) }
                        }
                        (evidence(cx, &participation.sourced))
                    }
                }
            }
            (next(cx, party, "events"))
        }
    }
}

fn mentions(cx: &Context<'_>, party: &PartyPage) -> Markup {
    html! {
        section {
            (list_heading(cx, "mentions", cx.t.mentions, party.mentions.total_count))
            ul.rows {
                @for mention in &party.mentions.nodes {
                    li {
                        p {
                            (cx.article(&mention.article))
                            @if let Some(publisher) = &mention.article.publisher { (cx.comma()) (cx.party(publisher)) }
                            @if let Some(date) = mention.article.published { (cx.comma()) (cx.date(*date)) }
                            (cx.comma()) (cited_at(cx, &mention.article.key, &mention.paragraphs, mention.locator.as_deref()))
                        }
                        @if !mention.described_as.is_empty() {
                            @let titles = mention.described_as.iter().map(|title| html! { q lang=(mention.article.language) dir="auto" { (title) } });
                            p.note { (say(cx.t.described_as, &[("titles", cx.list(titles))])) }
                        }
                    }
                }
            }
            (next(cx, party, "mentions"))
        }
    }
}

fn similar(cx: &Context<'_>, party: &PartyPage) -> Markup {
    html! {
        @if !party.similar.is_empty() {
            section {
                (heading("similar", cx.t.similar))
                ul.rows {
                    @for similar in &party.similar {
                        @let percent = format!("{:.0}", similar.score * 100.0);
                        @let score = html! { (cx.locale.digits(&percent)) };
                        li {
                            p {
                                (cx.party(&similar.party.link)) (cx.comma()) (cx.dataset(&similar.party.dataset))
                                " " span.quiet { (say(cx.t.similar_score, &[("score", score)])) }
                            }
                            p.note {
                                bdi { (similar.own_name.text) } " ≈ " bdi { (similar.name.text) }
                                @for support in &similar.support {
                                    " · "
                                    (say(if support.agrees { cx.t.agrees } else { cx.t.contradicts }, &[
                                        ("what", html! { (word(cx.locale.lang, *support.kind)) }),
                                    ]))
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}

fn list_heading(cx: &Context<'_>, id: &str, text: &str, count: u64) -> Markup {
    html! {
        h2 id=(id) { (text) " " span.quiet { (cx.locale.number(count)) } }
        @if count == 0 { p.quiet { (cx.t.nothing_shown) } }
    }
}

/// The link to the next page of one of the lists, which leaves the others where they are.
fn next(cx: &Context<'_>, party: &PartyPage, list: &str) -> Markup {
    let Page::Party { key, tab: Tab::Facts { relationships, events, mentions } } = &cx.address.page else {
        return html! {};
    };
    let (mut relationships, mut events, mut mentions) = (relationships.clone(), events.clone(), mentions.clone());
    let (position, next) = match list {
        "relationships" => (&mut relationships, following(&party.relationships)),
        "events" => (&mut events, following(&party.participations)),
        _ => (&mut mentions, following(&party.mentions)),
    };
    let is_later = position.is_some();
    let is_last = next.is_none();
    *position = next;
    let page = Page::Party { key: key.clone(), tab: Tab::Facts { relationships, events, mentions } };
    html! {
        (cx.more((!is_last).then(|| page.clone()), list))
        @if is_later && is_last { p.more { a href={ (cx.to(page)) "#" (list) } { (cx.t.from_start) } } }
    }
}

fn following<T>(list: &Listed<T>) -> Option<String> {
    list.next().map(str::to_owned)
}

fn linked_data(cx: &Context<'_>, party: &PartyPage) -> serde_json::Value {
    let kind = match *party.link.party_type {
        PartyType::Person => "Person",
        PartyType::Organization => "Organization",
        PartyType::Vessel | PartyType::Aircraft => "Vehicle",
    };
    let names: Vec<_> =
        party.names.iter().map(|name| name.text.as_str()).filter(|name| *name != party.link.name).collect();
    json!({
        "@context": "https://schema.org",
        "@type": kind,
        "url": format!("{}{}", cx.site.origin, cx.address.path()),
        "name": party.link.name,
        "alternateName": names,
    })
}
