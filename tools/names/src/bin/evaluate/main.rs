//! Measures how well names are matched, and prints the tables in docs/names-measured.md.

mod lists;
mod measures;
mod nearest;
mod nobodies;
mod pairs;
mod peer;
mod screened;
mod screening;
mod slips;
mod terms;
mod words;

use std::collections::BTreeMap;
use std::error::Error;
use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::PathBuf;
use std::process::ExitCode;

use clap::Parser;
use fastrand::Rng;
use sanad_lists::{List, PartyType, Script};
use sanad_name_tools::exit_code;
use sanad_names::{Bearer, Name, score};

use lists::{Half, Listed, in_scripts, with_aliases};
use measures::Measures;
use pairs::{Named, Pair, PairSet};
use screening::Loaded;

/// Measures how well names are matched: with pairs of full names that were written for this purpose, with the names on
/// sanctions lists, and with held-out pairs of words.
#[derive(Debug, Parser)]
#[command(name = "evaluate")]
struct Options {
    /// Editions of sanctions lists: files of the UN, the EU or the UK in XML, OFAC's sdn.csv or cons_prim.csv with its other
    /// names beside it, and tables of OpenSanctions (targets.simple.csv)
    lists: Vec<PathBuf>,

    /// Which entries of the lists are used, by their numbers, and which lines of the written pairs of each kind
    ///
    /// The odd ones are for tuning, the even ones for judging.
    #[arg(long, value_enum, default_value = "odd")]
    half: Half,

    /// The directory with the sets of words that `learn` reads
    #[arg(long)]
    words: Option<PathBuf>,

    /// Print each pair on the wrong side of the threshold, and each alarm, of the sets whose title contains this
    #[arg(long)]
    wrong: Option<String>,

    /// Write the amounts of the evidence of each pair, and of each match of a name of nobody, to this file
    #[arg(long)]
    terms: Option<PathBuf>,

    /// A Python that has nomenklatura, to measure its matcher logic-v2 beside
    #[arg(long, value_name = "PYTHON")]
    peer: Option<PathBuf>,

    /// Print calibration tables
    #[arg(long)]
    calibration: bool,
}

/// Names with at least this score count as the same.
const THRESHOLD: f64 = 0.7;

fn main() -> ExitCode {
    exit_code(run(&Options::parse()))
}

fn run(options: &Options) -> Result<(), Box<dyn Error>> {
    let (person, organization) = (Some(Bearer::Person), Some(Bearer::Organization));
    let people = include_str!("sets/people.tsv");
    let organizations = include_str!("sets/organizations.tsv");
    let mut sets = Vec::from([
        PairSet::written("people", person, people)?,
        PairSet::written("people, type not given", None, people)?,
        PairSet::written("other people", None, include_str!("sets/other_people.tsv"))?,
        PairSet::written("organizations", organization, organizations)?,
        PairSet::written("organizations, type not given", None, organizations)?,
    ]);
    for script in ["Hebrew", "Korean", "Chinese"] {
        sets.push(PairSet::in_script(script, include_str!("sets/other_scripts.tsv"))?);
    }
    for (title, bearer, kinds) in [
        ("people", person, include_str!("sets/people_by_kind.tsv")),
        ("people", person, include_str!("sets/public_figures.tsv")),
        ("organizations", organization, include_str!("sets/organizations_by_kind.tsv")),
    ] {
        sets.extend(PairSet::by_kind(title, bearer, kinds, options.half)?);
    }
    let listed = lists::read(&options.lists, options.half)?;
    sets.extend(of_lists(&listed));
    println!(
        "| set | same | other | recall at 0.7 | false at 0.7 | recall at 0.85 | false at 0.85 | recall at 0.2 % false | area | lost by the keys |"
    );
    println!("| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |");
    for set in sets.iter().filter(|set| !set.pairs.is_empty()) {
        let scored = set.scored();
        let measures = Measures::of(scored.iter().map(|(score, pair)| (*score, pair.is_same)));
        println!("| {} | {} {:.1} % |", set.title, measures.row(), 100.0 * set.lost(&scored, THRESHOLD));
        if let Some(python) = &options.peer {
            let scores = peer::scores(python, set)?;
            let measures = Measures::of(scores.into_iter().zip(&set.pairs).map(|(score, pair)| (score, pair.is_same)));
            println!("| nomenklatura | {}", measures.row());
        }
        if options.calibration {
            println!("\n{}", measures.calibration());
        }
        if options.wrong.as_ref().is_some_and(|wrong| set.title.contains(wrong.as_str())) {
            println!("on the right side of {THRESHOLD}: {}", by_kind(&scored));
            let wrong = scored.iter().filter(|(score, pair)| (*score >= THRESHOLD) != pair.is_same);
            wrong.for_each(|(score, pair)| {
                println!("{}\t{score:.3}\t{}\t{}\t{}", u8::from(pair.is_same), pair.first, pair.second, pair.kind);
            });
        }
    }
    if let Some(file) = &options.terms {
        let mut to = BufWriter::new(File::create(file)?);
        for set in &sets {
            for pair in &set.pairs {
                terms::write(&mut to, &set.title, [&pair.first, &pair.second], pair.is_same, set.bearer)?;
            }
        }
        terms_of_nobodies(&mut to, &listed)?;
    }
    if !listed.is_empty() {
        screened::print(&listed, options.wrong.as_deref(), options.peer.as_deref())?;
    }
    if let Some(dir) = &options.words {
        words::print(dir)?;
    }
    Ok(())
}

/// The sets that are made of lists.
fn of_lists(listed: &[Listed]) -> Vec<PairSet> {
    let (person, organization) = (Some(Bearer::Person), Some(Bearer::Organization));
    let is = |party: &Listed, list: List, kind: PartyType| party.list == Some(list) && party.kind == kind;
    let is_taliban = |party: &Listed| is(party, List::Un, PartyType::Person) && party.reference.starts_with("TA");
    let is_other = |party: &Listed| is(party, List::Un, PartyType::Person) && !party.reference.starts_with("TA");
    let un_organization = |party: &Listed| is(party, List::Un, PartyType::Organization);
    let un_person = |party: &Listed| is(party, List::Un, PartyType::Person);
    let (arabic, cyrillic) = (|script| script == Script::Arabic, |script| script == Script::Cyrillic);
    let not_latin = |script| script != Script::Latin;
    let ofac = |kind: PartyType| move |party: &Listed| is(party, List::OfacSdn, kind);
    let mut rng = Rng::with_seed(5);
    let vessels: Vec<Named> = listed
        .iter()
        .filter(|party| is(party, List::OfacSdn, PartyType::Vessel))
        .map(|party| &party.names[0].text)
        .map(|name| Named { first: name.clone(), others: Vec::from([slips::with_slip(name, &mut rng)]) })
        .collect();
    let mut sets = Vec::from([
        PairSet::of_parties("UN people, Arabic and Latin", person, &in_scripts(listed, arabic, is_other)),
        PairSet::of_parties("Taliban", person, &in_scripts(listed, arabic, is_taliban)),
        PairSet::of_parties("UN people, Cyrillic and Latin", person, &in_scripts(listed, cyrillic, un_person)),
        PairSet::of_parties("OFAC people, aliases", person, &with_aliases(listed, ofac(PartyType::Person))),
        PairSet::of_parties("UN people, aliases", person, &with_aliases(listed, is_other)),
        PairSet::of_parties(
            "OFAC organizations, aliases",
            organization,
            &with_aliases(listed, ofac(PartyType::Organization)),
        ),
        PairSet::of_parties(
            "UN organizations, Arabic and Latin",
            organization,
            &in_scripts(listed, arabic, un_organization),
        ),
        PairSet::of_parties("vessels with a slip", organization, &vessels),
        PairSet::of_parties("vessels with a slip, type not given", None, &vessels),
    ]);
    for (list, short) in [(List::Eu, "EU"), (List::Uk, "UK")] {
        let of = |kind: PartyType| move |party: &Listed| is(party, list, kind);
        let mut put = |title: &str, bearer: Option<Bearer>, parties: &[Named]| {
            sets.push(PairSet::of_parties(&format!("{short} {title}"), bearer, parties));
        };
        put("people, Arabic and Latin", person, &in_scripts(listed, arabic, of(PartyType::Person)));
        put("people, Cyrillic and Latin", person, &in_scripts(listed, cyrillic, of(PartyType::Person)));
        put("organizations, other scripts", organization, &in_scripts(listed, not_latin, of(PartyType::Organization)));
    }
    let other = |kind: PartyType| move |party: &Listed| is(party, List::OfacNonSdn, kind);
    let in_table = |kind: PartyType| move |party: &Listed| party.list.is_none() && party.kind == kind;
    sets.extend([
        PairSet::of_parties(
            "OFAC non-SDN organizations, aliases",
            organization,
            &with_aliases(listed, other(PartyType::Organization)),
        ),
        PairSet::of_parties(
            "table, people, Cyrillic and Latin",
            person,
            &in_scripts(listed, cyrillic, in_table(PartyType::Person)),
        ),
        PairSet::of_parties(
            "table, organizations, aliases",
            organization,
            &with_aliases(listed, in_table(PartyType::Organization)),
        ),
    ]);
    sets
}

/// The evidence of the parties that are most like the names of nobody.
fn terms_of_nobodies(to: &mut impl Write, listed: &[Listed]) -> std::io::Result<()> {
    let parties: Vec<&Listed> = listed.iter().filter(|party| party.list == Some(List::OfacSdn)).collect();
    let loaded = Loaded::new(&parties);
    for (title, texts, bearer) in [
        ("nobody, people", nobodies::people(2_000), Bearer::Person),
        ("nobody, companies", nobodies::companies(2_000), Bearer::Organization),
        ("nobody, people as companies", nobodies::people(2_000), Bearer::Organization),
    ] {
        for text in texts {
            let name = Name::new(&text, Some(bearer));
            for (_, place) in loaded.screen(&text, Some(bearer), 0.02).matches.into_iter().take(5) {
                for listed in &parties[place].names {
                    if score(&name, &Name::new(&listed.text, Some(bearer))) >= 0.02 {
                        terms::write(to, title, [&text, &listed.text], false, Some(bearer))?;
                    }
                }
            }
        }
    }
    Ok(())
}

/// For each kind, the number of pairs on the right side of the threshold.
fn by_kind(scored: &[(f64, &Pair)]) -> String {
    let mut kinds: BTreeMap<(bool, &str), (usize, usize)> = BTreeMap::new();
    for (score, pair) in scored {
        let (right, all) = kinds.entry((!pair.is_same, &pair.kind)).or_default();
        *right += usize::from((*score >= THRESHOLD) == pair.is_same);
        *all += 1;
    }
    let shares = kinds.iter().map(|((is_other, kind), (right, all))| {
        let sign = if *is_other { "≠" } else { "=" };
        format!("{kind} {sign} {right} of {all}")
    });
    shares.collect::<Vec<_>>().join(", ")
}
