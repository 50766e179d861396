//! Places.

use fastrand::Rng;
use sanad_dataset::records::Place;
use sanad_model::{CountryCode, Key};

use super::chance::{Skew, chance, percent, weighted};
use super::{Plan, key, names};

/// Countries of parties, with weights.
const COUNTRIES: [(&str, u32); 24] = [
    ("LY", 320),
    ("EG", 110),
    ("TN", 70),
    ("DZ", 50),
    ("SD", 60),
    ("SY", 70),
    ("IQ", 50),
    ("YE", 40),
    ("LB", 30),
    ("TR", 35),
    ("RU", 35),
    ("AE", 25),
    ("SA", 25),
    ("QA", 15),
    ("FR", 15),
    ("IT", 15),
    ("US", 12),
    ("GB", 10),
    ("MT", 8),
    ("TD", 8),
    ("NE", 6),
    ("MA", 10),
    ("MR", 5),
    ("JO", 8),
];

pub fn country(rng: &mut Rng) -> Option<CountryCode> {
    weighted(rng, &COUNTRIES).parse().ok()
}

pub fn place(plan: &Plan, number: u32) -> Place {
    let mut rng = chance(plan, 'l', number);
    let names = names::of_place(&mut rng, number);
    let degrees = |rng: &mut Rng, least: f64, span: f64| ((least + rng.f64() * span) * 1e4).round() / 1e4;
    let coordinates = (degrees(&mut rng, 10.0, 27.0), degrees(&mut rng, -10.0, 60.0));
    Place {
        key: key('l', number),
        names,
        coordinates: percent(&mut rng, 85).then_some(coordinates),
        country: if percent(&mut rng, 90) { country(&mut rng) } else { None },
        within: (number > 0 && percent(&mut rng, 60)).then(|| key('l', rng.u32(0..number))),
    }
}

/// A random place for an event, or none.
pub fn drawn(plan: &Plan, rng: &mut Rng) -> Key {
    key('l', Skew::new(plan.places(), 5.0).draw(rng))
}
