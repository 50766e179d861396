//! Under sanctions or not: a sentence for each authority.

use maud::{Markup, html};
use sanad_model::SanctionState;

use super::Context;
use super::evidence::{folded, publishers};
use super::parts::isolated;
use crate::answers::{PartyPage, Similar, Standing, Status};
use crate::texts::{Texts, noun, say, word};

/// The section that answers first.
pub fn section(cx: &Context<'_>, party: &PartyPage) -> Markup {
    html! {
        section.standings aria-labelledby="sanctions" {
            h2 id="sanctions" { (cx.t.under_sanctions) }
            @if party.sanction_status.is_empty() {
                p.sentence { (none(cx, &party.link.name)) }
                p.quiet { (cx.t.no_sanctions_is_no_proof) }
            } @else {
                ul { @for standing in in_order(party) { (one(cx, standing)) } }
            }
            @let elsewhere: Vec<_> = party.similar.iter().filter(|similar| is_under_sanctions(similar)).collect();
            @if !elsewhere.is_empty() { ul { @for similar in elsewhere { (twin(cx, similar)) } } }
        }
    }
}

/// The score from which two names pass for one (docs/names.md).
const PASSES: f64 = 0.85;

/// Whether a record of another data set is probably the same party, and is under sanctions.
fn is_under_sanctions(similar: &Similar) -> bool {
    let contradicts = similar.support.iter().any(|support| !support.agrees);
    similar.score >= PASSES
        && !contradicts
        && similar.party.sanction_status.iter().any(|status| status.state.is_in_force())
}

/// What another data set says of what is probably the same party.
fn twin(cx: &Context<'_>, similar: &Similar) -> Markup {
    let party = &similar.party;
    let name = cx.party(&party.link);
    html! {
        li.standing.twin {
            p { (say(cx.t.twin, &[("name", name), ("dataset", cx.dataset(&party.dataset))])) }
            @for status in party.sanction_status.iter().filter(|status| status.state.is_in_force()) {
                p.sentence { (sentence(cx, status)) }
            }
        }
    }
}

/// What is in force comes first, then what may come to be, then what is over.
fn in_order(party: &PartyPage) -> Vec<&Standing> {
    let mut standings: Vec<&Standing> = party.sanction_status.iter().collect();
    standings.sort_by_key(|standing| match *standing.status.state {
        SanctionState::Imposed | SanctionState::Eased => 0,
        SanctionState::Proposed => 1,
        SanctionState::Blocked => 2,
        SanctionState::Lifted | SanctionState::Expired | SanctionState::Nothing => 3,
    });
    standings
}

/// What is said of a party without sanctions.
fn none(cx: &Context<'_>, name: &str) -> Markup {
    let text = if cx.address.moment.is_all() { cx.t.no_sanctions } else { cx.t.no_sanctions_shown };
    say(text, &[("name", isolated(name))])
}

fn one(cx: &Context<'_>, standing: &Standing) -> Markup {
    let citations = || standing.events.iter().flat_map(|event| &event.evidence.nodes);
    let publishers = publishers(cx, citations());
    let steps = cx.count(noun::STEPS, standing.events.len() as u64);
    html! {
        li class={ "standing " (standing.status.state.to_string().to_lowercase()) } {
            p.sentence { (sentence(cx, &standing.status)) }
            @if !standing.measures.is_empty() {
                p.what { (measures(cx, standing)) }
            }
            p.quiet {
                (certainty(cx, standing))
                @if !publishers.is_empty() { " " (say(cx.t.said_by, &[("publishers", cx.list(publishers))])) }
            }
            details {
                summary { (say(cx.t.how_it_came, &[("steps", steps)])) }
                ol.steps {
                    @for event in &standing.events {
                        li {
                            p {
                                @if let Some(kind) = cx.event_kind(&event.event) { span.kind { (kind) } " " }
                                (cx.event(&event.event))
                                @if let Some(when) = cx.began(&event.event) { (cx.comma()) (when) }
                            }
                            (folded(cx, &event.event, &event.evidence))
                        }
                    }
                }
            }
        }
    }
}

/// What the sanctions do, would do or did.
fn measures(cx: &Context<'_>, standing: &Standing) -> Markup {
    let measures = cx.list(standing.measures.iter().map(|measure| html! { (word(cx.locale.lang, **measure)) }));
    match *standing.status.state {
        SanctionState::Imposed | SanctionState::Eased => measures,
        SanctionState::Proposed | SanctionState::Blocked => say(cx.t.measures_proposed, &[("measures", measures)]),
        SanctionState::Lifted | SanctionState::Expired | SanctionState::Nothing => {
            say(cx.t.measures_past, &[("measures", measures)])
        }
    }
}

/// The authority, the state and since when.
fn sentence(cx: &Context<'_>, status: &Status) -> Markup {
    let authority = status.authority.as_ref().map_or_else(|| html! { (cx.t.some_authority) }, |party| cx.party(party));
    let state = *status.state;
    let when = if is_lasting(state) {
        cx.since(status.since, status.since_within)
    } else {
        cx.when(status.since, status.since_within)
    };
    let when = when.unwrap_or_else(|| html! { span.quiet { (cx.t.no_date) } });
    let template = if is_lasting(state) { cx.t.standing } else { cx.t.standing_past };
    let state = html! { strong { (said(cx.t, state)) } };
    say(template, &[("authority", authority), ("state", state), ("when", when)])
}

impl Context<'_> {
    /// Where sanctions stand, in a line for each authority.
    pub fn statuses(&self, statuses: &[Status]) -> Markup {
        html! {
            ul.statuses {
                @if statuses.is_empty() { li.quiet { (self.t.screen_no_sanctions) } }
                @for status in statuses {
                    li class={ "status " (status.state.to_string().to_lowercase()) } {
                        @match &status.authority { Some(party) => (self.party(party)), None => (self.t.some_authority) }
                        ": " strong { (word(self.locale.lang, *status.state)) }
                        @if let Some(since) = self.when(status.since, status.since_within) { (self.comma()) (since) }
                    }
                }
            }
        }
    }
}

/// Whether the date is the beginning of a state that lasts.
fn is_lasting(state: SanctionState) -> bool {
    state.is_in_force() || state == SanctionState::Proposed
}

/// The state as the sentence says it.
fn said(t: &Texts, state: SanctionState) -> &'static str {
    match state {
        SanctionState::Nothing => t.is_nothing,
        SanctionState::Proposed => t.is_proposed,
        SanctionState::Blocked => t.is_blocked,
        SanctionState::Imposed => t.is_imposed,
        SanctionState::Eased => t.is_eased,
        SanctionState::Expired => t.is_expired,
        SanctionState::Lifted => t.is_lifted,
    }
}

fn certainty(cx: &Context<'_>, standing: &Standing) -> Markup {
    if standing.is_certain {
        return html! { (cx.t.certain) };
    }
    let others = standing.possible_states.iter().filter(|state| ***state != *standing.status.state);
    let others = others.map(|state| html! { (word(cx.locale.lang, **state)) });
    say(cx.t.uncertain, &[("states", cx.list(others))])
}

/// The status in one plain sentence, for the description of the page.
pub fn described(cx: &Context<'_>, party: &PartyPage) -> String {
    let sentences = in_order(party).into_iter().map(|standing| sentence(cx, &standing.status));
    let markup = if party.sanction_status.is_empty() {
        none(cx, &party.link.name)
    } else {
        html! { @for one in sentences { (one) " " } }
    };
    plain(&markup)
}

/// The text of markup: its tags are left out, and its entities are resolved.
pub fn plain(markup: &Markup) -> String {
    let mut text = String::new();
    let mut rest = markup.0.as_str();
    while let Some((before, after)) = rest.split_once('<') {
        text.push_str(before);
        rest = after.split_once('>').map_or("", |(_, after)| after);
    }
    text.push_str(rest);
    for (entity, letter) in [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&amp;", "&")] {
        text = text.replace(entity, letter);
    }
    text.trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_text_of_markup_is_plain() {
        let name = "<b>&amp;\"";
        assert_eq!(plain(&html! { p class="a>b" { "Is " bdi { (name) } "?" } }), "Is <b>&amp;\"?");
    }
}
