//! The network around a party: a drawing, and the same as a table.

use maud::{Markup, html};
use sanad_model::{Key, RelationshipKind, Vocabulary};
use serde_json::json;

use super::article::claim;
use super::frame::json;
use super::parts::{heading, isolated};
use super::party::tabs;
use super::{Context, Hidden, View};
use crate::address::{Address, Page, Surroundings, Tab};
use crate::answers::{NetworkAnswer, NetworkGraph, NetworkLink, NetworkNode, NetworkSize, PartyLink};
use crate::draw::{Layout, network_svg, shape};
use crate::texts::{Directed, noun, say, word};

pub fn view(cx: &Context<'_>, answer: &NetworkAnswer) -> Option<View> {
    let party = answer.party.as_ref()?;
    let drawing = drawing(cx, &answer.network);
    Some(View {
        title: cx.t.network_of.replace("{name}", &party.name),
        body: body(cx, party, &answer.network, &drawing),
        drawing: Some(drawing),
        hidden: hidden(cx, &answer.network, answer.unfiltered.as_ref()),
        draws_network: true,
        ..View::default()
    })
}

/// The links by fact: an event of several parties has a link for each two of them.
fn by_fact(graph: &NetworkGraph) -> Vec<&NetworkLink> {
    let mut seen = std::collections::HashSet::new();
    graph.links.iter().filter(|link| seen.insert(link.fact.id.as_str())).collect()
}

/// What the time bar hides, as far as it can be counted: a limit cuts both networks differently.
fn hidden(cx: &Context<'_>, graph: &NetworkGraph, all: Option<&NetworkSize>) -> Hidden {
    match all {
        None => cx.hidden(&[]),
        Some(all) if all.truncated || graph.truncated => Hidden::Uncounted,
        Some(all) => {
            let facts: std::collections::HashSet<_> = all.links.iter().map(|link| &link.fact).collect();
            cx.hidden(&[
                (noun::PARTIES, graph.nodes.len() as u64, all.nodes.len() as u64),
                (noun::FACTS, by_fact(graph).len() as u64, facts.len() as u64),
            ])
        }
    }
}

fn drawing(cx: &Context<'_>, graph: &NetworkGraph) -> Markup {
    let layout = Layout::of(graph);
    html! {
        figure.drawing #network data-alone=[graph.links.is_empty().then_some("")] {
            (network_svg(cx, graph, &layout))
            (json("application/json", Some("network-data"), &data(cx, graph, &layout)))
            figcaption.note { (cx.t.network_drawn) " " (cx.t.network_shapes) }
        }
    }
}

fn body(cx: &Context<'_>, party: &PartyLink, graph: &NetworkGraph, drawing: &Markup) -> Markup {
    let t = cx.t;
    let facts = by_fact(graph);
    let counts = [
        ("parties", cx.count(noun::PARTIES, graph.nodes.len() as u64)),
        ("facts", cx.count(noun::FACTS, facts.len() as u64)),
    ];
    html! {
        article.network {
            header {
                h1 { (say(t.network_of, &[("name", isolated(&party.name))])) }
                (tabs(cx, party, &Tab::NETWORK))
                p.lead {
                    @if graph.links.is_empty() { (say(t.network_alone, &[("name", isolated(&party.name))])) }
                    @else { (say(t.network_lead, &counts)) }
                    @if graph.truncated { " " (t.network_truncated) " " (wider(cx)) }
                }
            }
            (choices(cx))
            (drawing)
            section {
                (heading("table", t.network_table))
                (table(cx, graph, &facts))
            }
            section {
                (heading("parties", t.network_parties))
                p.quiet { (t.network_expand_lead) }
                (parties(cx, graph))
            }
        }
    }
}

/// The party in the middle and what is drawn around it, as the address says.
fn around<'a>(cx: &Context<'a>) -> Option<(&'a Key, &'a Surroundings)> {
    match &cx.address.page {
        Page::Party { key, tab: Tab::Network(around) } => Some((key, around)),
        _ => None,
    }
}

fn page(cx: &Context<'_>, key: &Key, around: Surroundings) -> Address {
    cx.to(Page::Party { key: key.clone(), tab: Tab::Network(around) })
}

/// The link to a network of more parties, if there may be more.
fn wider(cx: &Context<'_>) -> Markup {
    let Some((key, around)) = around(cx) else { return html! {} };
    let most = Surroundings::SIZES.into_iter().find(|most| *most > around.most);
    html! {
        @if let Some(most) = most {
            a href=(page(cx, key, Surroundings { most, ..around.clone() })) {
                (say(cx.t.network_wider, &[("parties", cx.count(noun::PARTIES, most.into()))]))
            }
        }
    }
}

/// The network with the links of one more party; none if it is in the middle already, or there is no place left.
fn expanded(cx: &Context<'_>, node: &NetworkNode) -> Option<Address> {
    let (middle, around) = around(cx)?;
    let key: Key = node.party.link.key.parse().ok().filter(|_| node.distance > 0)?;
    Some(page(cx, middle, around.expanded(key)?))
}

/// The network without the links that a reader has added.
fn folded(cx: &Context<'_>, node: &NetworkNode) -> Option<Address> {
    let (middle, around) = around(cx)?;
    let with: Vec<_> = around.with.iter().filter(|key| key.as_str() != node.party.link.key).cloned().collect();
    (with.len() < around.with.len()).then(|| page(cx, middle, Surroundings { with, ..around.clone() }))
}

/// The parties of the drawing, nearest first, each with a link that adds what is around it.
fn parties(cx: &Context<'_>, graph: &NetworkGraph) -> Markup {
    let t = cx.t;
    html! {
        ul.rows.ends {
            @for node in &graph.nodes {
                li {
                    (cx.party(&node.party.link))
                    span.quiet { (say(t.network_degree, &[("n", html! { (cx.locale.number(node.degree)) })])) }
                    @if let Some(address) = expanded(cx, node) { a.act href=(address) { (t.network_expand) } }
                    @if let Some(address) = folded(cx, node) { a.act href=(address) { (t.network_fold) } }
                }
            }
        }
    }
}

fn choices(cx: &Context<'_>) -> Markup {
    let t = cx.t;
    let Some((key, Surroundings { depth, kinds, events, with, most })) = around(cx) else { return html! {} };
    let usual = Surroundings::NEAREST;
    let action = page(cx, key, usual.clone()).path();
    html! {
        form.fields action=(action) method="get" {
            label { span { (t.depth) }
                select name="depth" {
                    @for number in Surroundings::DEPTHS { option value=(number) selected[number == *depth] { (cx.locale.number(number.into())) } }
                }
            }
            label { span { (t.through_events) }
                select name="events" {
                    option value="true" selected[*events] { (t.with_events) }
                    option value="false" selected[!*events] { (t.without_events) }
                }
            }
            @for key in with { input type="hidden" name="with" value=(key); }
            @if *most != usual.most { input type="hidden" name="most" value=(most); }
            @for (name, value) in cx.address.moment_parameters() { input type="hidden" name=(name) value=(value); }
            button type="submit" { (t.apply) }
            details.kinds open[!kinds.is_empty()] {
                summary { (t.kinds) }
                @for kind in RelationshipKind::ALL {
                    label.check {
                        input type="checkbox" name="kinds" value=(kind) checked[kinds.contains(kind)];
                        " " (word(cx.locale.lang, Directed { kind: *kind, is_reversed: false }))
                    }
                }
            }
        }
    }
}

fn table(cx: &Context<'_>, graph: &NetworkGraph, facts: &[&NetworkLink]) -> Markup {
    let t = cx.t;
    let name = |id: &str| graph.nodes.iter().find(|node| node.party.id == id).map(|node| cx.party(&node.party.link));
    html! {
        @if facts.is_empty() { p.quiet { (t.nothing_shown) } } @else {
            div.scroll tabindex="0" role="region" aria-label=(t.network_table) {
                table {
                    thead { tr { th scope="col" { (t.link) } th scope="col" { (t.one_end) } th scope="col" { (t.source_count) } } }
                    tbody {
                        @for link in facts {
                            @let ends: Vec<_> = ends_of(graph, link).into_iter().filter_map(name).collect();
                            tr {
                                td { (claim(cx, &link.fact.claim)) }
                                td { (cx.list(ends)) }
                                td { (cx.sources(link.fact.source_count, link.fact.is_disputed)) }
                            }
                        }
                    }
                }
            }
        }
    }
}

/// The ids of the parties that a fact connects.
fn ends_of<'a>(graph: &'a NetworkGraph, link: &NetworkLink) -> Vec<&'a str> {
    let mut ends: Vec<&str> = Vec::new();
    let same = graph.links.iter().filter(|other| other.fact.id == link.fact.id);
    for end in same.flat_map(|link| [link.source.as_str(), link.target.as_str()]) {
        if !ends.contains(&end) {
            ends.push(end);
        }
    }
    ends
}

/// What the script draws: the parties with their positions, and the links by the numbers of their ends.
fn data(cx: &Context<'_>, graph: &NetworkGraph, layout: &Layout) -> serde_json::Value {
    let lang = cx.locale.lang;
    let nodes: Vec<_> = graph
        .nodes
        .iter()
        .zip(&layout.points)
        .map(|(node, point)| {
            let address = node.party.link.key.parse().ok().map(|key| cx.to(Page::Party { key, tab: Tab::NETWORK }).to_string());
            json!({ "name": node.party.link.name, "shape": shape(node).word(), "x": point.x.round(), "y": point.y.round(),
                    "distance": node.distance, "degree": node.degree, "address": address,
                    "expanded": expanded(cx, node).map(|address| address.to_string()) })
        })
        .collect();
    let links: Vec<_> = layout
        .links
        .iter()
        .map(|link| {
            let facts: Vec<_> = link
                .facts
                .iter()
                .filter_map(|at| graph.links.get(*at))
                .map(|link| {
                    let claim = &link.fact.claim;
                    let said = claim.relationship.map(|kind| word(lang, Directed { kind: *kind, is_reversed: false }));
                    let said = said.or(claim.title.as_deref()).unwrap_or_default();
                    let from = graph.nodes.iter().position(|node| node.party.id == link.source);
                    json!({ "id": link.fact.id, "said": said, "from": from, "isEvent": claim.relationship.is_none() })
                })
                .collect();
            json!({ "a": link.one, "b": link.other, "facts": facts })
        })
        .collect();
    let t = cx.t;
    let texts = json!({ "in": t.zoom_in, "out": t.zoom_out, "all": t.zoom_all, "save": t.save_png, "degree": t.network_degree, "expand": t.network_expand });
    json!({ "nodes": nodes, "links": links, "texts": texts })
}
