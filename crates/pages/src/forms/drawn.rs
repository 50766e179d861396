//! Drawings as files of their own.

use maud::Markup;

use crate::address::{Page, Tab};
use crate::answers::{NetworkAnswer, TimelineAnswer};
use crate::draw::{Layout, network_svg, timeline};
use crate::views::Context;

/// The style of the drawing, which has no style sheet around it.
const STYLE: &str = "<style>svg{color:#191e1d;background:#fff;font-family:'IBM Plex Sans Arabic','Noto Sans Arabic',sans-serif}\
                     .node{fill:#fff;stroke:#0b625b;stroke-width:2}.middle{fill:#0b625b}.label{fill:#191e1d}\
                     .mark{fill:#0b625b}.sanction{fill:#9c1c22}.band{fill-opacity:.4}</style>";

/// The drawing of the page.
///
/// # Errors
/// When the data is not an answer to the page's document.
pub fn svg(cx: &Context<'_>, data: &str) -> serde_json::Result<String> {
    let drawing = match &cx.address.page {
        Page::Party { tab: Tab::Timeline { period, .. }, .. } => {
            let answer: TimelineAnswer = serde_json::from_str(data)?;
            answer.party.map(|party| timeline(cx, &party.participations.nodes, *period))
        }
        _ => {
            let answer: NetworkAnswer = serde_json::from_str(data)?;
            Some(network_svg(cx, &answer.network, &Layout::of(&answer.network)))
        }
    };
    Ok(with_style(drawing.unwrap_or_default()))
}

/// The drawing with its style behind its first tag.
fn with_style(drawing: Markup) -> String {
    match drawing.0.split_once('>') {
        Some((tag, rest)) => format!("{tag}>{STYLE}{rest}"),
        None => format!("<svg xmlns=\"http://www.w3.org/2000/svg\">{STYLE}</svg>"),
    }
}
