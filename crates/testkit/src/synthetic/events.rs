//! Events: the steps of sanctions cases, and incidents.

use std::collections::VecDeque;

use fastrand::Rng;
use sanad_dataset::records::{Article, Event, Figure, Participation, Sanction};
use sanad_model::{Happening, IncidentKind, Key, Localized, Qualifier, Role, SanctionAction, SanctionMeasure, When};

use super::chance::{chance, count, one_of, percent, weighted};
use super::evidence::{evidence, evidence_from};
use super::names::language;
use super::parties::{authority, distinct, names_of, party};
use super::words::PROGRAMMES;
use super::{PART, Plan, dates, instruments, key, places};

const INCIDENTS: [(IncidentKind, u32); 15] = [
    (IncidentKind::Meeting, 20),
    (IncidentKind::Statement, 15),
    (IncidentKind::ViolenceAgainstCivilians, 12),
    (IncidentKind::MilitaryOperation, 12),
    (IncidentKind::Visit, 8),
    (IncidentKind::Call, 6),
    (IncidentKind::Decision, 6),
    (IncidentKind::Conference, 4),
    (IncidentKind::Execution, 4),
    (IncidentKind::ForeignIntervention, 3),
    (IncidentKind::Discovery, 3),
    (IncidentKind::Blockade, 2),
    (IncidentKind::Outreach, 2),
    (IncidentKind::AssassinationAttempt, 1),
    (IncidentKind::Other, 2),
];

const MEASURES: [(SanctionMeasure, u32); 5] = [
    (SanctionMeasure::AssetFreeze, 45),
    (SanctionMeasure::TravelBan, 35),
    (SanctionMeasure::ArmsEmbargo, 8),
    (SanctionMeasure::TradeRestriction, 8),
    (SanctionMeasure::Other, 4),
];

/// All events, in batches. A case is never split.
pub struct Events<'a> {
    plan: &'a Plan,
    articles: &'a [Article],
    /// The number of the next event.
    next: u32,
    /// Number of participations still to be assigned.
    participations: u32,
}

impl<'a> Events<'a> {
    pub fn new(plan: &'a Plan, articles: &'a [Article]) -> Self {
        Self { plan, articles, next: 0, participations: plan.parties }
    }
}

impl Iterator for Events<'_> {
    type Item = Vec<Event>;

    fn next(&mut self) -> Option<Vec<Event>> {
        let mut events = Vec::new();
        while events.len() < PART as usize && self.next < self.plan.events() {
            let mut rng = chance(self.plan, 'e', self.next);
            // A case has three steps on average, so a third of the events are steps of cases.
            if percent(&mut rng, 14) {
                self.case(&mut rng, &mut events);
            } else {
                events.push(self.incident(&mut rng));
            }
        }
        (!events.is_empty()).then_some(events)
    }
}

impl Events<'_> {
    /// The key of the next event, and its number of participations. The last event takes all that are left.
    fn draw(&mut self, rng: &mut Rng) -> (Key, u32) {
        let number = self.next;
        let events = self.plan.events() - number;
        self.next += 1;
        let mean = f64::from(self.participations) / f64::from(events);
        let most = self.participations.saturating_sub(events - 1).max(1);
        let wanted = if events == 1 { most } else { count(rng, mean).min(most) };
        self.participations = self.participations.saturating_sub(wanted);
        (key('e', number), wanted)
    }

    fn incident(&mut self, rng: &mut Rng) -> Event {
        let (plan, articles) = (self.plan, self.articles);
        let (key, wanted) = self.draw(rng);
        let kind = weighted(rng, &INCIDENTS);
        let parties = distinct(plan, rng, wanted, &mut Vec::new());
        let (evidence, reported) = evidence(plan, rng, articles);
        let day = dates::before(reported, rng.u32(0..30));
        let (started, ended) = dates::event(rng, day);
        let participations = parties.iter().enumerate().map(|(place, party)| {
            let role = role_in(rng, kind, place);
            participation(plan, rng, articles, &key, *party, role)
        });
        let participations = participations.collect();
        let figures = if percent(rng, 12) { vec![figure(plan, rng, articles, &key)] } else { Vec::new() };
        Event {
            happening: Happening::Incident(kind),
            title: title(plan, parties.first().copied(), incident_words(kind)),
            summary: None,
            condition: None,
            started,
            ended,
            place: percent(rng, 70).then(|| places::drawn(plan, rng)),
            instruments: Vec::new(),
            sanction: None,
            evidence,
            participations,
            figures,
            key,
        }
    }

    /// The steps of a case, each following the one before it: proposed, perhaps blocked, imposed, amended, …
    fn case(&mut self, rng: &mut Rng, events: &mut Vec<Event>) {
        let plan = self.plan;
        let authority = authority(plan, rng);
        let programme = percent(rng, 80).then(|| one_of(rng, PROGRAMMES).to_owned());
        let (mut met, mut targets) = (vec![authority], VecDeque::new());
        let mut follows: Option<Key> = None;
        let mut article = rng.u32(0..plan.articles());
        let first = [(SanctionAction::Proposed, 60), (SanctionAction::Imposed, 40)];
        let mut action = Some(weighted(rng, &first));
        while let Some(step) = action.filter(|_| self.next < plan.events()) {
            let (key, wanted) = self.draw(rng);
            while targets.len() < wanted as usize {
                let Some(target) = distinct(plan, rng, 1, &mut met).first().copied() else { break };
                targets.push_back(target);
            }
            let sanction = Sanction {
                authority: percent(rng, 95).then(|| party(authority)),
                programme: programme.clone(),
                measures: measures(rng),
                follows: follows.take(),
            };
            let has_doer = wanted > 1 && percent(rng, 80);
            let parties: Vec<u32> = targets.iter().copied().take(wanted as usize - usize::from(has_doer)).collect();
            let step_event = self.step(rng, step, (key, article), sanction, (has_doer.then_some(authority), parties));
            follows = Some(step_event.key.clone());
            events.push(step_event);
            article = (article + rng.u32(1..plan.articles() / 20 + 2)).min(plan.articles() - 1);
            action = after(rng, step);
        }
    }

    fn step(
        &self,
        rng: &mut Rng,
        action: SanctionAction,
        (key, article): (Key, u32),
        sanction: Sanction,
        (doer, targets): (Option<u32>, Vec<u32>),
    ) -> Event {
        let (plan, articles) = (self.plan, self.articles);
        let (evidence, reported) = evidence_from(plan, rng, articles, article);
        let (started, ended) = dates::event(rng, reported);
        let roles = Happening::Sanction(action).roles();
        let doer = doer.map(|doer| (doer, roles[0]));
        let parts = doer.into_iter().chain(targets.iter().map(|target| (*target, Role::Target)));
        let parts: Vec<_> = parts.map(|(party, role)| participation(plan, rng, articles, &key, party, role)).collect();
        Event {
            happening: Happening::Sanction(action),
            title: title(plan, targets.first().copied(), action_words(action)),
            summary: None,
            condition: None,
            started,
            ended: if percent(rng, 95) { When::default() } else { ended },
            place: None,
            instruments: instruments::basis_of(sanction.programme.as_deref()),
            sanction: Some(sanction),
            evidence,
            participations: parts,
            figures: Vec::new(),
            key,
        }
    }
}

/// The next action after a step of a case, if there is one.
fn after(rng: &mut Rng, action: SanctionAction) -> Option<SanctionAction> {
    use SanctionAction::{Amended, Blocked, Eased, Imposed, Lifted, Proposed};
    let next: &[(Option<SanctionAction>, u32)] = match action {
        Proposed => &[(Some(Blocked), 35), (Some(Imposed), 50), (None, 15)],
        Blocked => &[(Some(Proposed), 45), (None, 55)],
        Imposed => &[(Some(Amended), 40), (Some(Eased), 15), (Some(Lifted), 10), (None, 35)],
        Amended => &[(Some(Amended), 35), (Some(Eased), 15), (Some(Lifted), 15), (None, 35)],
        Eased => &[(Some(Lifted), 40), (Some(Imposed), 10), (None, 50)],
        Lifted => &[(None, 95), (Some(Imposed), 5)],
    };
    weighted(rng, next)
}

fn measures(rng: &mut Rng) -> Vec<SanctionMeasure> {
    let mut measures: Vec<_> = (0..count(rng, 1.7)).map(|_| weighted(rng, &MEASURES)).collect();
    measures.sort_unstable();
    measures.dedup();
    measures
}

fn role_in(rng: &mut Rng, kind: IncidentKind, place: usize) -> Role {
    use IncidentKind::{Call, Conference, Meeting, Outreach, Statement, Visit};
    match kind {
        Meeting | Call | Visit | Conference | Outreach if place == 0 => Role::Host,
        Meeting | Call | Visit | Conference | Outreach => Role::Participant,
        Statement if place == 0 => Role::Speaker,
        _ => weighted(
            rng,
            &[
                (Role::Participant, 35),
                (Role::Accused, 25),
                (Role::Victim, 20),
                (Role::Investigator, 10),
                (Role::Other, 10),
            ],
        ),
    }
}

fn participation(
    plan: &Plan,
    rng: &mut Rng,
    articles: &[Article],
    event: &Key,
    number: u32,
    role: Role,
) -> Participation {
    let party = party(number);
    let key = Key::joined([event.as_str(), party.as_str(), role.to_string().as_str()]);
    Participation { key, party, role, evidence: evidence(plan, rng, articles).0 }
}

fn figure(plan: &Plan, rng: &mut Rng, articles: &[Article], event: &Key) -> Figure {
    let measure = one_of(rng, &["killed", "wounded", "displaced", "graves"]);
    let qualifier = weighted(
        rng,
        &[(Qualifier::AtLeast, 40), (Qualifier::About, 25), (Qualifier::Exactly, 15), (Qualifier::Dozens, 20)],
    );
    let low = rng.u32(1..400);
    Figure {
        key: Key::joined([event.as_str(), measure]),
        measure: Key::joined([measure]),
        low: qualifier.takes_a_number().then_some(i64::from(low)),
        high: (qualifier == Qualifier::About).then_some(i64::from(low + rng.u32(0..50))),
        unit: None,
        qualifier,
        note: None,
        evidence: evidence(plan, rng, articles).0,
    }
}

/// A title in Arabic and English: the kind of event and the party.
fn title(plan: &Plan, about: Option<u32>, (arabic, english): (&str, &str)) -> Localized {
    let names = about.map(|number| names_of(plan, number)).unwrap_or_default();
    let text = |tag: &str, words: &str| {
        let tag = language(tag)?;
        let name = names.iter().find(|name| name.language.as_ref() == Some(&tag)).or(names.first());
        let text = name.map_or_else(|| words.to_owned(), |name| format!("{words}: {}", name.text));
        Some((tag, text))
    };
    Localized::new([text("ar", arabic), text("en", english)].into_iter().flatten().collect())
}

fn action_words(action: SanctionAction) -> (&'static str, &'static str) {
    match action {
        SanctionAction::Proposed => ("اقتراح عقوبات", "Sanctions proposed"),
        SanctionAction::Blocked => ("عرقلة عقوبات", "Sanctions blocked"),
        SanctionAction::Imposed => ("فرض عقوبات", "Sanctions imposed"),
        SanctionAction::Amended => ("تعديل عقوبات", "Sanctions amended"),
        SanctionAction::Eased => ("تخفيف عقوبات", "Sanctions eased"),
        SanctionAction::Lifted => ("رفع عقوبات", "Sanctions lifted"),
    }
}

fn incident_words(kind: IncidentKind) -> (&'static str, &'static str) {
    match kind {
        IncidentKind::MilitaryOperation => ("عملية عسكرية", "Military operation"),
        IncidentKind::ViolenceAgainstCivilians => ("عنف ضد مدنيين", "Violence against civilians"),
        IncidentKind::Execution => ("إعدام", "Execution"),
        IncidentKind::AssassinationAttempt => ("محاولة اغتيال", "Attempt on a life"),
        IncidentKind::Discovery => ("اكتشاف", "Discovery"),
        IncidentKind::ForeignIntervention => ("تدخل أجنبي", "Foreign intervention"),
        IncidentKind::Blockade => ("حصار", "Blockade"),
        IncidentKind::Meeting => ("لقاء", "Meeting"),
        IncidentKind::Call => ("اتصال", "Call"),
        IncidentKind::Visit => ("زيارة", "Visit"),
        IncidentKind::Conference => ("مؤتمر", "Conference"),
        IncidentKind::Outreach => ("تقارب", "Outreach"),
        IncidentKind::Statement => ("بيان", "Statement"),
        IncidentKind::Decision => ("قرار", "Decision"),
        IncidentKind::Accession => ("انضمام", "Accession"),
        IncidentKind::Other => ("حدث", "Event"),
    }
}
