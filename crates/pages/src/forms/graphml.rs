//! A network as GraphML, for programs such as Gephi.

use maud::{Markup, PreEscaped, html};

use crate::answers::NetworkAnswer;
use crate::draw::Layout;
use crate::views::Context;

/// The network of the page. Each link is an edge: a fact between two parties.
///
/// # Errors
/// When the data is not an answer to the page's document.
pub fn graphml(_cx: &Context<'_>, data: &str) -> serde_json::Result<String> {
    let answer: NetworkAnswer = serde_json::from_str(data)?;
    let graph = &answer.network;
    let layout = Layout::of(graph);
    let data = |key: &str, value: Markup| html! { data key=(key) { (value) } };
    let markup = html! {
        (PreEscaped("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"))
        graphml xmlns="http://graphml.graphdrawing.org/xmlns" {
            @for (id, part, kind) in [
                ("label", "node", "string"), ("type", "node", "string"), ("degree", "node", "int"),
                ("x", "node", "double"), ("y", "node", "double"),
                ("fact", "edge", "string"), ("kind", "edge", "string"), ("sources", "edge", "int"),
            ] {
                key id=(id) for=(part) "attr.name"=(id) "attr.type"=(kind) {}
            }
            graph edgedefault="directed" {
                @for (node, point) in graph.nodes.iter().zip(&layout.points) {
                    node id=(node.party.id) {
                        (data("label", html! { (valid(&node.party.link.name)) }))
                        (data("type", html! { (*node.party.link.party_type) }))
                        (data("degree", html! { (node.degree) }))
                        (data("x", html! { (point.x.round()) }))
                        (data("y", html! { (point.y.round()) }))
                    }
                }
                @for link in &graph.links {
                    edge source=(link.source) target=(link.target) directed=(link.fact.claim.relationship.is_some()) {
                        (data("fact", html! { (link.fact.id) }))
                        (data("kind", html! { (link.fact.claim.relationship.map_or_else(|| link.fact.claim.type_name.clone(), |kind| kind.to_string())) }))
                        (data("sources", html! { (link.fact.source_count) }))
                    }
                }
            }
        }
    };
    Ok(markup.into_string())
}

/// The text without control characters, which XML does not admit.
fn valid(text: &str) -> String {
    text.chars().filter(|letter| !letter.is_control() || matches!(letter, '\t' | '\n')).collect()
}
