//! What screening finds: alarms for names of nobody, and misspelt names of people on the list.

use std::error::Error;
use std::path::Path;

use fastrand::Rng;
use sanad_lists::{List, PartyType};
use sanad_names::Bearer;

use crate::lists::Listed;
use crate::pairs::{Pair, PairSet};
use crate::screening::Loaded;
use crate::{THRESHOLD, nobodies, peer, slips};

/// Of misspelt names, one in this many is compared with all names of the list, to find what the keys lose.
const SAMPLED: usize = 20;

/// Screens against the people and organizations of OFAC's list, or of all lists if it is not among them.
///
/// # Errors
/// When the peer cannot be run.
pub fn print(listed: &[Listed], wrong: Option<&str>, peer: Option<&Path>) -> Result<(), Box<dyn Error>> {
    let is_party = |party: &&Listed| matches!(party.kind, PartyType::Person | PartyType::Organization);
    let of_ofac: Vec<&Listed> =
        listed.iter().filter(|party| party.list == Some(List::OfacSdn)).filter(is_party).collect();
    let parties = if of_ofac.is_empty() { listed.iter().filter(is_party).collect() } else { of_ofac };
    let loaded = Loaded::new(&parties);
    println!("\n{} parties with {} names.\n", parties.len(), loaded.names());
    let misspelt = misspelt(&parties);
    let texts: Vec<String> = misspelt.iter().map(|(_, text)| text.clone()).collect();
    println!(
        "| names | type | alarms per 1,000 | complete: false | matches, of them lost by the keys | names per CPU second |"
    );
    println!("| --- | --- | ---: | ---: | ---: | ---: |");
    for (title, texts, bearer) in [
        ("people who are nobody", &nobodies::people(2_000), Bearer::Person),
        ("companies that are nobody", &nobodies::companies(2_000), Bearer::Organization),
        ("misspelt people", &texts, Bearer::Person),
    ] {
        let of_thousand = |count: usize| 1_000.0 * count as f64 / texts.len() as f64;
        let is_printed = wrong.is_some_and(|wrong| title.contains(wrong));
        for of_type in [None, Some(bearer)] {
            let found: Vec<_> = texts.iter().map(|text| loaded.screen(text, of_type, THRESHOLD)).collect();
            let alarms = found.iter().filter(|found| !found.matches.is_empty()).count();
            let incomplete = found.iter().filter(|found| !found.is_complete).count();
            if is_printed && of_type.is_none() {
                for (text, found) in texts.iter().zip(&found) {
                    if let Some((score, place)) = found.matches.first() {
                        println!("{score:.3}\t{text}\t{}", names_of(parties[*place]));
                    }
                }
            }
            let sample: Vec<String> = texts.iter().step_by(SAMPLED).cloned().collect();
            let (all, lost) = loaded.lost(&sample, of_type, THRESHOLD, |text, place| {
                if is_printed {
                    println!("lost\t{text}\t{}", names_of(parties[place]));
                }
            });
            println!(
                "| {title} | {} | {:.1} | {:.1} % | {all}, {lost} | {:.0} |",
                of_type.map_or("-", |_| "given"),
                of_thousand(alarms),
                of_thousand(incomplete) / 10.0,
                loaded.speed(texts, of_type)
            );
        }
        if let Some(python) = peer {
            let alarms = alarms_of_peer(python, texts, bearer, &loaded, &parties)?;
            println!("| nomenklatura | given | {:.1} | | | |", of_thousand(alarms));
        }
    }
    for bearer in [None, Some(Bearer::Person)] {
        let is_first = |(place, text): &&(usize, String)| {
            loaded.screen(text, bearer, THRESHOLD).matches.first().is_some_and(|(_, found)| found == place)
        };
        let first = misspelt.iter().filter(is_first).count();
        let given = bearer.map_or("not given", |_| "given");
        println!(
            "\nMisspelt people found first, type {given}: {:.3} of {}",
            first as f64 / misspelt.len() as f64,
            misspelt.len()
        );
    }
    Ok(())
}

/// The people of the list, by their places, each with a slip in the primary name.
fn misspelt(parties: &[&Listed]) -> Vec<(usize, String)> {
    let mut rng = Rng::with_seed(7);
    let people = parties.iter().enumerate().filter(|(_, party)| party.kind == PartyType::Person);
    people.map(|(place, party)| (place, slips::with_slip(&party.names[0].text, &mut rng))).collect()
}

fn names_of(party: &Listed) -> String {
    party.names.iter().map(|name| name.text.as_str()).collect::<Vec<_>>().join("; ")
}

/// How many of the texts the peer finds a match for, among the parties of the type that share a key with them.
fn alarms_of_peer(
    python: &Path,
    texts: &[String],
    bearer: Bearer,
    loaded: &Loaded,
    parties: &[&Listed],
) -> Result<usize, Box<dyn Error>> {
    let mut set = PairSet { title: String::new(), bearer: Some(bearer), pairs: Vec::new() };
    let mut text_of_pair = Vec::new();
    for (text_place, text) in texts.iter().enumerate() {
        for place in loaded.candidates_of(text, Some(bearer)) {
            for name in &parties[place].names {
                let (first, second) = (text.clone(), name.text.clone());
                set.pairs.push(Pair { first, second, is_same: false, kind: String::new() });
                text_of_pair.push(text_place);
            }
        }
    }
    let scores = peer::scores(python, &set)?;
    let mut alarmed: Vec<usize> =
        text_of_pair.into_iter().zip(scores).filter(|(_, score)| *score >= THRESHOLD).map(|(text, _)| text).collect();
    alarmed.dedup();
    Ok(alarmed.len())
}
