//! Walks, searches and screening: relations of several statements, some of which depend on earlier results.

use sanad::db::filter::FactFilter;
use sanad::db::screen::{Query, Screening, Threshold};
use sanad::db::search::Search;
use sanad::db::similar::SimilarTo;
use sanad::db::walk::network::Network;
use sanad::db::walk::paths::Paths;
use sanad::db::walk::{Bounds, WalkFilter};
use sanad::db::{Conn, PageRequest, ROOT};
use sanad::model::{IdentifierKind, Identity, Particulars, SearchType};

use super::{Questions, all_of_facts, name, named};

fn filter(facts: FactFilter) -> WalkFilter {
    WalkFilter { kinds: None, through_events: true, facts }
}

pub(super) fn walks(conn: &mut Conn, questions: &mut Questions) {
    let militia = || name("Organization:kaniyat");
    let paths = |facts| Paths {
        from: name("Actor:mohamed-al-kani"),
        to: name("antonio-guterres"),
        longest: 6,
        first: 3,
        filter: filter(facts),
        bounds: Bounds::OF_PATHS,
    };
    questions.one("", paths(FactFilter::default()), &[ROOT]);
    questions.one("with all conditions on facts", paths(all_of_facts()), &[ROOT]);
    let network = |facts| Network {
        around: vec![militia()],
        depth: 2,
        first: 20,
        filter: filter(facts),
        bounds: Bounds::OF_NETWORK,
    };
    questions.one("", network(FactFilter::default()), &[ROOT]);
    questions.one("with all conditions on facts", network(all_of_facts()), &[ROOT]);

    let query = |name: &str| Query { name: name.to_owned(), ..Query::default() };
    let queries = vec![query("KANI, Mohamed"), query("al-Kaniyat")];
    questions.one("", Screening { queries, threshold: Threshold(0.8), first: 5 }, &[ROOT]);
    let passport = Identity { kind: Some(IdentifierKind::Passport), value: "AB 12".to_owned(), country: None };
    let particulars = Particulars { identifiers: vec![passport], ..Particulars::default() };
    let queries = vec![Query { particulars, ..query("KANI, Mohamed") }];
    questions.one("with identifiers", Screening { queries, threshold: Threshold(0.8), first: 5 }, &[ROOT]);
    questions.one("", SimilarTo { threshold: Threshold(0.8), first: 5 }, &named(conn, &["mohamed-al-kani"]));

    let search =
        |text: &str, types| Search { text: text.to_owned(), types, sound_alikes: true, page: PageRequest::default() };
    questions.list("", search("mohamed al-k", None), &[ROOT]);
    questions.list("by a role", search("general commander", None), &[ROOT]);
    questions.list("of types", search("tarhuna", Some(vec![SearchType::Article, SearchType::Incident])), &[ROOT]);
}
