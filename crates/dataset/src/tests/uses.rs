//! Data sets that use others.

use std::collections::HashMap;

use sanad_database::store::Records;
use sanad_model::{Key, NodeKind};

use super::EVIDENCE;
use crate::files::Files;
use crate::{Problems, read, read_with_warnings};

const BASE: &str = include_str!("base.toml");

/// A data set with the key `harbour` and this in its head and behind it.
fn harbour(head: &str, records: &str) -> String {
    format!("[dataset]\nkey = \"harbour\"\ntitle = \"A harbour\"\n{head}\n{records}").replace("EVIDENCE", EVIDENCE)
}

fn files(sets: &[(&str, &str)]) -> Files {
    let mut files = Files::default();
    for (path, text) in sets {
        files.add([((*path).to_owned(), (*text).to_owned())], true);
    }
    files
}

fn problems(outcome: Result<impl Sized, Problems>) -> String {
    let text = outcome.map(drop).unwrap_err().to_string();
    text.rsplit_once("\n\n").map(|(blocks, _)| blocks.replace("\n\n", "\n")).unwrap_or_default()
}

const REPORT: &str =
    "[[article]]\nkey = \"log\"\nheadline = \"A log\"\nlanguage = \"en\"\npublisher = \"daily-news\"\n";

#[test]
fn sets_stand_behind_those_that_they_use() {
    let harbour = harbour("uses = [\"trial\"]", REPORT);
    let quay = "[dataset]\nkey = \"quay\"\ntitle = \"A quay\"\nuses = [\"harbour\", \"trial\"]\n";
    let sets = read(&files(&[("q.toml", quay), ("h.toml", &harbour), ("b.toml", BASE)])).unwrap();
    let keys: Vec<_> = sets.iter().map(|set| set.key.as_str()).collect();
    assert_eq!(keys, ["trial", "harbour", "quay"]);
    assert_eq!(sets[1].uses, ["trial".parse::<Key>().unwrap()]);
}

#[test]
fn a_reference_across_needs_a_use() {
    let check =
        |head: &str, records: &str| problems(read(&files(&[("h.toml", &harbour(head, records)), ("b.toml", BASE)])));
    assert_eq!(
        check("", REPORT),
        "h.toml:9:13: `publisher`: `daily-news` is an organization of the data set `trial`, which this one does not use\n  \
           in: log\n  hint: add `uses = [\"trial\"]` to [dataset]"
    );
    let uses = "uses = [\"trial\"]";
    assert_eq!(
        check(uses, &REPORT.replace("daily-news", "dayly-news")),
        "h.toml:9:13: `publisher`: unknown organization `dayly-news`\n  in: log\n  hint: did you mean `daily-news`?"
    );
    assert_eq!(
        check(uses, &REPORT.replace("daily-news", "tarhuna")),
        "h.toml:9:13: `publisher`: `tarhuna` is a place, not an organization\n  in: log\n  \
           hint: `tarhuna` is defined in the data set `trial`"
    );
    let cited = "[[relationship]]\nsource = \"kaniyat\"\nkind = \"SUPPORTS\"\ntarget = \"khalifa-haftar\"\nEVIDENCE\n";
    assert_eq!(
        check(uses, cited),
        "h.toml:9:25: `article`: `report` is an article of the data set `trial`\n  \
           in: kaniyat.supports.khalifa-haftar\n  hint: expected an article of the same data set"
    );
}

#[test]
fn a_used_set_has_to_be_there() {
    let check = |head: &str| problems(read(&files(&[("h.toml", &harbour(head, REPORT)), ("b.toml", BASE)])));
    // A key of a missing data set is not reported as unknown.
    let unknown = check("uses = [\"trail\"]");
    assert!(!unknown.contains("daily-news"), "{unknown}");
    assert!(
        unknown
            .starts_with("h.toml:4:8: `uses`: unknown data set `trail`\n  in: harbour\n  hint: did you mean `trial`?")
    );
    assert_eq!(
        check("uses = [\"core\", \"trial\"]"),
        "h.toml:4:8: `uses`: unknown data set `core`\n  in: harbour\n  \
           hint: expected a data set that is built in or given too; a load also knows those in the database"
    );
    assert_eq!(
        check("uses = [\"trial\", \"harbour\"]"),
        "h.toml:4:8: `uses`: the data set uses itself\n  in: harbour\n  hint: remove it from the list"
    );
    let twice = check("uses = [\"trial\", \"trial\"]");
    assert!(twice.contains("`uses`"), "{twice}");
    let base = BASE.replace("title = \"A trial\"", "title = \"A trial\"\nuses = [\"harbour\"]");
    let both = problems(read(&files(&[("h.toml", &harbour("uses = [\"trial\"]", REPORT)), ("b.toml", &base)])));
    assert_eq!(both.matches("`uses`: the data sets use each other").count(), 2, "{both}");
}

#[test]
fn a_key_is_unique_over_the_sets() {
    let twin = "[[actor]]\nkey = \"kaniyat\"\nname.en = \"Kani\"\n";
    assert_eq!(
        problems(read(&files(&[("b.toml", BASE), ("h.toml", &harbour("", twin))]))),
        "h.toml:6:7: the key `kaniyat` is already in use\n  in: kaniyat\n  \
           hint: the organization at b.toml:26:7 has this key: expected a key that no other record of any kind has"
    );
}

#[test]
fn built_in_sets_are_read_for_those_that_use_them() {
    let issuer =
        "[[legal_instrument]]\nkey = \"order\"\ntitle.en = \"An order\"\nkind = \"LAW\"\nissuer = \"united-states\"\n";
    let one = |head| files(&[("h.toml", &harbour(head, issuer))]).with_built_in();
    let keys = |files: Files| read(&files).unwrap().iter().map(|set| set.key.to_string()).collect::<Vec<_>>();
    assert_eq!(keys(one("uses = [\"core\"]")), ["core", "harbour"]);
    assert_eq!(keys(one("uses = [\"libya-2018-2020\", \"core\"]")), ["core", "libya-2018-2020", "harbour"]);
    assert!(problems(read(&one(""))).contains("of the data set `core`, which this one does not use"));
    // A directory with another version of a built-in data set replaces it.
    let core = "[dataset]\nkey = \"core\"\ntitle = \"Mine\"\n";
    let found =
        problems(read(&files(&[("c.toml", core), ("h.toml", &harbour("uses = [\"core\"]", issuer))]).with_built_in()));
    assert!(found.contains("`issuer`: unknown actor or organization `united-states`"), "{found}");
}

#[test]
fn a_used_set_may_be_in_the_database_only() {
    let harbour = harbour("uses = [\"listed\"]", REPORT);
    let listed = |kind| {
        read_with_warnings(&files(&[("h.toml", &harbour)]), move |key| {
            let records: Records = HashMap::from([("daily-news".parse().unwrap(), kind)]);
            (key.as_str() == "listed").then_some(records)
        })
    };
    assert!(listed(NodeKind::Organization).is_ok());
    let found = problems(listed(NodeKind::Place));
    assert!(found.contains("`daily-news` is a place, not an organization"), "{found}");
}

#[test]
fn the_edition_of_a_set_is_a_day() {
    let set = |edition: &str| read(&files(&[("h.toml", &harbour(&format!("edition = \"{edition}\""), ""))]));
    assert_eq!(set("2024-01-27").unwrap()[0].edition.unwrap().to_string(), "2024-01-27");
    assert_eq!(
        problems(set("2024-01")),
        "h.toml:4:11: found 2024-01, which is no day\n  in: harbour\n  hint: expected a day such as \"2020-11-25\""
            .replace("found", "`edition`: found")
    );
}
