//! The small data set with what facts can say besides: a request with an addressee and a condition, a party that is only
//! described, a headline that is not the article's own, and a sum of money.

use sanad::dataset::records::*;
use sanad::model::*;

use super::small::{article, both, event, evidence, key, name, organization, participation, small, when};

/// The largest number that a figure may have.
pub const LARGEST: i64 = 9_007_199_254_740_991;

/// What the described group is called.
pub const DESCRIPTION: &str = "armed groups in control of the harbour";

pub fn more() -> Dataset {
    let mut dataset = small();
    dataset
        .articles
        .push(Article { is_headline_supplied: true, ..article("untitled", Some("herald"), When::default()) });
    dataset.organizations.push(Organization {
        names: vec![name("جماعات مسلحة تسيطر على الميناء", "ar"), name(DESCRIPTION, "en")],
        ..organization("harbour-groups", OrganizationType::DescribedGroup)
    });
    let request = event("request", Happening::Incident(IncidentKind::Statement), when("2020-11-12"), "report");
    let figure = |qualifier: Qualifier, low, high, unit: &str| Figure {
        key: Key::joined(["request", "aid", qualifier.word(), &unit.to_ascii_lowercase()]),
        measure: key("aid"),
        low,
        high,
        unit: Some(unit.to_owned()),
        qualifier,
        note: None,
        evidence: vec![evidence("report", Stance::Plans)],
    };
    dataset.events.push(Event {
        condition: Some(both("إذا أوقفوا القتال", "if they stop fighting")),
        evidence: vec![Evidence {
            condition: Some(both("إذا صوت المجلس", "if the council votes for it")),
            ..evidence("report", Stance::Plans)
        }],
        participations: vec![
            participation("request", Role::Speaker, "council", "report"),
            participation("request", Role::Addressee, "harbour-groups", "report"),
        ],
        figures: vec![
            figure(Qualifier::Exactly, Some(LARGEST), None, "USD"),
            figure(Qualifier::About, Some(2_147_483_648), Some(3_000_000_000), "km"),
        ],
        ..request
    });
    dataset
}
