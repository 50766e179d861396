//! The network around a party: a drawing, and the same as a table.

use maud::{Markup, html};
use sanad_model::{RelationshipKind, Vocabulary};
use serde_json::json;

use super::article::claim;
use super::frame::json;
use super::parts::{heading, isolated};
use super::party::tabs;
use super::{Context, Hidden, View};
use crate::address::{Page, Tab};
use crate::answers::{NetworkAnswer, NetworkGraph, NetworkLink, PartyLink};
use crate::draw::{Layout, network_svg, shape};
use crate::texts::{Directed, noun, say, word};

pub fn view(cx: &Context<'_>, answer: &NetworkAnswer) -> Option<View> {
    let party = answer.party.as_ref()?;
    let drawing = drawing(cx, &answer.network);
    Some(View {
        title: cx.t.network_of.replace("{name}", &party.name),
        body: body(cx, party, &answer.network, &drawing),
        drawing: Some(drawing),
        hidden: Hidden::Uncounted,
        draws_network: true,
        ..View::default()
    })
}

/// The links by fact: an event of several parties has a link for each two of them.
fn by_fact(graph: &NetworkGraph) -> Vec<&NetworkLink> {
    let mut seen = std::collections::HashSet::new();
    graph.links.iter().filter(|link| seen.insert(link.fact.id.as_str())).collect()
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
                    @if graph.truncated { " " (t.network_truncated) }
                }
            }
            (choices(cx))
            (drawing)
            section {
                (heading("table", t.network_table))
                (table(cx, graph, &facts))
            }
        }
    }
}

fn choices(cx: &Context<'_>) -> Markup {
    let t = cx.t;
    let Page::Party { key, tab: Tab::Network { depth, kinds, events } } = &cx.address.page else { return html! {} };
    let page = Page::Party { key: key.clone(), tab: Tab::NETWORK };
    html! {
        form.fields action=(cx.to(page).path()) method="get" {
            label { span { (t.depth) }
                select name="depth" {
                    @for number in 1..=3u8 { option value=(number) selected[number == *depth] { (cx.locale.number(number.into())) } }
                }
            }
            label { span { (t.through_events) }
                select name="events" {
                    option value="true" selected[*events] { "✓" }
                    option value="false" selected[!*events] { "—" }
                }
            }
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
                    "distance": node.distance, "degree": node.degree, "address": address })
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
    let texts = json!({ "in": t.zoom_in, "out": t.zoom_out, "all": t.zoom_all, "save": t.save_png, "degree": t.network_degree });
    json!({ "nodes": nodes, "links": links, "texts": texts })
}
