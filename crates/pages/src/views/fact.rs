//! The page of a fact: what it says, and all of its evidence.

use maud::html;

use super::article::claim;
use super::evidence::{citations_of, sources_of};
use super::parts::heading;
use super::standing::plain;
use super::{Context, View};
use crate::answers::FactAnswer;
use crate::texts::{noun, say};

pub fn view(cx: &Context<'_>, answer: &FactAnswer) -> Option<View> {
    let fact = answer.fact.as_ref()?.known.as_ref()?;
    let said = claim(cx, &fact.claim);
    let sourced = &fact.sourced;
    let shown = sourced.evidence.nodes.len() as u64;
    Some(View {
        title: plain(&said),
        body: html! {
            article.fact {
                header {
                    p.kind { (cx.t.fact) }
                    h1 { (said) }
                    p.quiet {
                        (sources_of(cx, sourced.source_count, sourced.is_disputed, &sourced.evidence)) " · "
                        (say(cx.t.of_data_set, &[("dataset", cx.dataset(&fact.dataset))]))
                    }
                }
                section {
                    (heading("evidence", cx.t.evidence))
                    (citations_of(cx, &sourced.evidence.nodes, sourced.evidence.page_info.has_next_page))
                }
            }
        },
        hidden: cx.hidden(&[(noun::CITATIONS, shown, fact.all_evidence.total_count)]),
        ..View::default()
    })
}
