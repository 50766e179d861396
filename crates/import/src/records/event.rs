//! Steps of cases as sanction events.

use std::collections::HashMap;

use chrono::NaiveDate;
use sanad_dataset::records::{Cited, Event, Evidence, LegalInstrument, Participation, Sanction};
use sanad_lists::editions::{self, Aspect, Dated};
use sanad_lists::{Entry, LegalBasis, List, event_title};
use sanad_model::{Happening, Key, Localized, Role, SanctionAction, SanctionMeasure, Stance, Vocabulary, When};

use super::act::{act, acts_behind};
use super::edition::key;
use super::text::{SHORT, cut, in_both, paragraphs};
use crate::state::Told;

/// What a step is told in.
#[derive(Debug, Clone, Copy)]
pub struct Context<'a> {
    pub list: List,
    /// The article of the edition.
    pub article: &'a Key,
    /// By day, the article of the last edition before this one.
    pub earlier: &'a HashMap<NaiveDate, Key>,
    /// Whether the edition only has what changed.
    pub is_delta: bool,
}

/// A step, and the acts that it names.
#[derive(Debug, Clone, PartialEq)]
pub struct Step {
    pub event: Event,
    pub acts: Vec<LegalInstrument>,
}

/// The sanction event of a step. `entry` is the entry in this edition, if it still has it.
pub fn event(step: &editions::Event, told: &Told, entry: Option<&Entry>, context: Context<'_>) -> Step {
    let is_again = step.action == SanctionAction::Imposed && step.follows.is_some();
    let authority = told.authorities.get(&step.case);
    // The UK's list has the cases of the UN too, but names its own acts.
    let is_foreign =
        context.list == List::Uk && authority.is_none_or(|authority| authority != context.list.publisher());
    let acts = if is_foreign { Vec::new() } else { acts_of(step, entry, is_again, context.list) };
    let shown_before = context.earlier.get(&step.known_from).filter(|_| step.is_held);
    let article = shown_before.unwrap_or(context.article);
    let evidence = vec![evidence(article, &told.reference, note(step, entry, context))];
    let participation = Participation {
        key: Key::joined([step.key.as_str(), Role::Target.word(), step.entry.as_str()]),
        party: step.entry.clone(),
        role: Role::Target,
        evidence: evidence.clone(),
    };
    let event = Event {
        key: step.key.clone(),
        happening: Happening::Sanction(step.action),
        title: event_title(context.list, step.action, is_again, &told.names()),
        summary: summary(step, entry),
        condition: None,
        started: step.started,
        ended: When::default(),
        place: None,
        instruments: acts.iter().map(|act| act.key.clone()).collect(),
        sanction: Some(Sanction {
            authority: authority.map(|authority| key(authority)),
            programme: programme(&told.programmes),
            measures: measures(step, told),
            follows: step.follows.clone(),
        }),
        evidence,
        participations: vec![participation],
        figures: Vec::new(),
    };
    Step { event, acts }
}

/// Evidence in an edition: the entry with this number.
pub fn evidence(article: &Key, reference: &str, note: Option<Localized>) -> Evidence {
    Evidence {
        article: article.clone(),
        cited: Cited::Locator(reference.to_owned()),
        stance: Stance::Reports,
        attributed_to: None,
        attribution: None,
        condition: None,
        note,
    }
}

/// The programmes of an entry.
fn programme(programmes: &[String]) -> Option<String> {
    (!programmes.is_empty()).then(|| cut(&programmes.join("; "), SHORT - 1))
}

/// An amendment only says something about the measures if they have changed.
fn measures(step: &editions::Event, told: &Told) -> Vec<SanctionMeasure> {
    let says_so = step.action != SanctionAction::Amended || step.aspects.contains(&Aspect::Measures);
    told.measures.iter().filter(|_| says_so).filter_map(|word| word.parse().ok()).collect()
}

/// The acts that a step rests on. Nothing in the list says by which act an entry came off it.
fn acts_of(step: &editions::Event, entry: Option<&Entry>, is_again: bool, list: List) -> Vec<LegalInstrument> {
    let cited: Vec<&LegalBasis> = match (step.action, &step.basis, entry) {
        (SanctionAction::Lifted, ..) | (_, None, None) => Vec::new(),
        (_, Some(basis), _) => vec![basis],
        (action, None, Some(entry)) => acts_behind(entry, step.started, is_again || action == SanctionAction::Amended),
    };
    let mut acts: Vec<LegalInstrument> = Vec::new();
    for act in cited.into_iter().filter_map(|basis| act(list, basis)) {
        if !acts.iter().any(|known| known.key == act.key) {
            acts.push(act);
        }
    }
    acts
}

/// The statement of reasons of a listing, and what an amendment changed.
fn summary(step: &editions::Event, entry: Option<&Entry>) -> Option<Localized> {
    match step.action {
        SanctionAction::Imposed => entry.and_then(|entry| paragraphs(entry.reasons.as_ref(), entry.list)),
        SanctionAction::Amended if !step.aspects.is_empty() => {
            let words = |word: fn(Aspect) -> &'static str, comma: &str| {
                step.aspects.iter().map(|aspect| word(*aspect)).collect::<Vec<_>>().join(comma)
            };
            let (english, arabic) = (words(in_english, ", "), words(in_arabic, "، "));
            Some(in_both(format!("Changed: {english}."), format!("تغيّر: {arabic}.")))
        }
        _ => None,
    }
}

fn in_english(aspect: Aspect) -> &'static str {
    match aspect {
        Aspect::Names => "names",
        Aspect::Births => "dates of birth",
        Aspect::Measures => "measures",
        Aspect::Programmes => "programmes",
    }
}

fn in_arabic(aspect: Aspect) -> &'static str {
    match aspect {
        Aspect::Names => "الأسماء",
        Aspect::Births => "تواريخ الميلاد",
        Aspect::Measures => "التدابير",
        Aspect::Programmes => "البرامج",
    }
}

/// How the edition shows the step, where the entry itself does not say so.
fn note(step: &editions::Event, entry: Option<&Entry>, context: Context<'_>) -> Option<Localized> {
    match (step.dated, step.action, entry) {
        (_, SanctionAction::Lifted, None) if !context.is_delta => {
            Some(in_both("The entry is no longer in this edition.", "لم يعد القيد واردا في هذه النسخة."))
        }
        (_, SanctionAction::Lifted, Some(_)) => Some(in_both(
            "The entry is still in this edition, but no longer under this authority or part of the list.",
            "ما زال القيد واردا في هذه النسخة، ولكن ليس في إطار هذه السلطة أو هذا الجزء من القائمة.",
        )),
        (Dated::Inferred(from), ..) => {
            Some(in_both(format!("The day is inferred from {from}."), format!("اليوم مستنتج مما في القائمة ({from}).")))
        }
        _ => None,
    }
}
