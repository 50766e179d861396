//! A network as SVG.

use maud::{Markup, html};
use sanad_model::PartyType;

use super::Layout;
use super::label::shortened;
use super::layout::Point;
use crate::address::{Page, Tab};
use crate::answers::{NetworkGraph, NetworkNode};
use crate::views::Context;

/// The space around the outermost parties, for their names.
const MARGIN: (f64, f64) = (130.0, 40.0);

/// More names than this cover each other: then only the best connected parties have theirs.
const MOST_NAMES: usize = 60;

/// The longest name that is written out, in characters.
const LONGEST_NAME: usize = 36;

/// The drawing. Without a script it can be looked at and its parties can be followed.
pub fn network_svg(cx: &Context<'_>, graph: &NetworkGraph, layout: &Layout) -> Markup {
    let [left, top, width, height] = frame(&layout.points);
    let most = graph.links.len().max(1);
    let named = named(graph);
    html! {
        svg.network xmlns="http://www.w3.org/2000/svg" viewBox={ (left) " " (top) " " (width) " " (height) }
            width=(width) height=(height) role="group" aria-label=(cx.t.network_drawn) direction=(cx.address.lang.direction()) {
            @for link in &layout.links {
                @if let (Some(one), Some(other)) = (layout.points.get(link.one), layout.points.get(link.other)) {
                    line.link x1=(round(one.x)) y1=(round(one.y)) x2=(round(other.x)) y2=(round(other.y))
                        stroke="currentColor" stroke-opacity="0.3"
                        stroke-width=(round(1.0 + 2.0 * (link.facts.len() as f64 / most as f64).sqrt())) {}
                }
            }
            @for (at, (node, point)) in graph.nodes.iter().zip(&layout.points).enumerate() {
                @let address = node.party.link.key.parse().ok().map(|key| cx.to(Page::Party { key, tab: Tab::NETWORK }).to_string());
                a href=[address] tabindex="-1" {
                    title { (node.party.link.name) }
                    (mark(node, *point))
                    @if named.contains(&at) { (label(node, *point)) }
                }
            }
        }
    }
}

/// The shape of a party: people, organizations and things are told apart without colours.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    Circle,
    Square,
    Diamond,
}

impl Shape {
    /// The word by which the script knows it.
    pub fn word(self) -> &'static str {
        match self {
            Self::Circle => "circle",
            Self::Square => "square",
            Self::Diamond => "diamond",
        }
    }
}

pub fn shape(node: &NetworkNode) -> Shape {
    match *node.party.link.party_type {
        PartyType::Person => Shape::Circle,
        PartyType::Organization => Shape::Square,
        PartyType::Vessel | PartyType::Aircraft => Shape::Diamond,
    }
}

fn mark(node: &NetworkNode, point: Point) -> Markup {
    let size = if node.distance == 0 { 9.0 } else { 5.5 };
    let class = if node.distance == 0 { "node middle" } else { "node" };
    let (x, y) = (round(point.x), round(point.y));
    html! {
        @match shape(node) {
            Shape::Circle => circle class=(class) cx=(x) cy=(y) r=(size) {},
            Shape::Square => rect class=(class) x=(round(point.x - size)) y=(round(point.y - size)) width=(2.0 * size) height=(2.0 * size) {},
            Shape::Diamond => path class=(class) d={ "M" (x) " " (round(point.y - 1.4 * size)) "l" (1.4 * size) " " (1.4 * size) "l" (-1.4 * size) " " (1.4 * size) "l" (-1.4 * size) " " (-1.4 * size) "z" } {},
        }
    }
}

fn label(node: &NetworkNode, point: Point) -> Markup {
    html! {
        text.label x=(round(point.x)) y=(round(point.y - 12.0)) text-anchor="middle" font-size="13" {
            (shortened(&node.party.link.name, LONGEST_NAME))
        }
    }
}

/// The numbers of the parties whose names are written: the middle, and the best connected.
fn named(graph: &NetworkGraph) -> Vec<usize> {
    let mut order: Vec<usize> = (0..graph.nodes.len()).collect();
    order.sort_by_key(|at| graph.nodes.get(*at).map(|node| (node.distance > 0, std::cmp::Reverse(node.degree))));
    order.truncate(MOST_NAMES);
    order
}

/// The left and upper end, the width and the height of the drawing.
fn frame(points: &[Point]) -> [f64; 4] {
    let ends = |of: fn(&Point) -> f64, margin: f64| {
        let least = points.iter().map(of).fold(0.0, f64::min) - margin;
        let most = points.iter().map(of).fold(0.0, f64::max) + margin;
        (least.floor(), (most - least).ceil())
    };
    let (left, width) = ends(|point| point.x, MARGIN.0);
    let (top, height) = ends(|point| point.y, MARGIN.1);
    [left, top, width, height]
}

fn round(number: f64) -> f64 {
    (number * 10.0).round() / 10.0
}
