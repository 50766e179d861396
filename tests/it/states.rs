//! Pages with nothing to show: of removed records, while the server has too much to do, and while the database is away.

use std::time::Duration;

use actix_web::http::Method;
use actix_web::http::header::IF_NONE_MATCH;
use actix_web::test::TestRequest;
use futures_util::future::join;
use sanad::config::DatabaseUrl;
use sanad::dataset::load;
use sanad::dataset::records::Dataset;
use sanad::db::{Pool, migrate};
use sanad::model::OrganizationType;
use sanad::server::Services;

use crate::load::small::{afloat, head, organization, small};
use crate::support::TestDatabase;
use crate::support::proxy::Proxy;
use crate::support::server::{Answer, answer_of, services, settings};

/// The pages about records of the small data set.
const PAGES: [&str; 11] = [
    "/party/salim",
    "/party/brigade/network",
    "/party/brigade/timeline",
    "/party/brigade/timeline?from=2020-01-01&asOf=2020-11-26",
    "/paths?from=salim&to=brigade",
    "/event/discovery",
    "/case/proposal",
    "/article/report",
    "/fact/salim.leads.brigade",
    "/place/harbour",
    "/instrument/resolution",
];

async fn get(services: &Services, address: &str) -> Answer {
    answer_of(services, TestRequest::get().uri(address)).await
}

/// Loads the small data set, and a version of it.
fn fill(db: &TestDatabase, then: &Dataset) {
    let mut conn = db.conn();
    migrate::migrate(&mut conn).unwrap();
    load(&mut conn, &small()).unwrap();
    load(&mut conn, then).unwrap();
}

async fn a_removed_record_is_gone_in_both_languages(db: &TestDatabase) {
    fill(db, &head());
    let services = services(db, &[]);
    for page in PAGES {
        for (lang, said, when) in
            [("en", "This record has been removed.", " UTC"), ("ar", "أُزيل هذا السجلّ.", " بالتوقيت العالمي")]
        {
            let address = format!("/{lang}{page}");
            let gone = get(&services, &address).await;
            assert_eq!((gone.status, gone.header("content-language")), (410, lang), "{address}: {}", gone.text);
            assert_eq!((gone.header("cache-control"), gone.header("etag")), ("no-store", ""), "{address}");
            let today = format!("<time datetime=\"{}", chrono::Utc::now().format("%Y-%m"));
            for part in [said, when, &today, "A small set", "content=\"noindex\"", "type=\"search\" name=\"q\""] {
                assert!(gone.text.contains(part), "{address} without {part}: {}", gone.text);
            }
        }
    }
}

async fn a_removed_record_is_gone_in_each_form(db: &TestDatabase) {
    fill(db, &head());
    let services = services(db, &["--embed-origins", "https://news.example"]);
    let json = get(&services, "/en/party/salim.json").await;
    assert_eq!((json.status, json.header("content-type")), (410, "application/json; charset=utf-8"));
    let removal = &json.json()["data"]["removal"];
    assert_eq!((&removal["id"], &removal["dataset"]["key"]), (&"Actor:salim".into(), &"small".into()), "{removal}");
    let csv = get(&services, "/ar/place/harbour.csv").await;
    assert_eq!((csv.status, csv.header("content-type")), (410, "text/csv; charset=utf-8; header=present"));
    assert!(csv.text.starts_with("\u{feff}id,key,dataset,removedAt\nPlace:harbour,harbour,small,20"), "{}", csv.text);
    for form in ["party/brigade/network.svg", "party/brigade/network.graphml", "article/report.ris"] {
        let gone = get(&services, &format!("/en/{form}")).await;
        assert_eq!((gone.status, gone.header("content-type")), (410, "application/json; charset=utf-8"), "{form}");
        assert_eq!(gone.json()["errors"][0]["message"], "This record has been removed.", "{form}");
    }
    for (frame, said) in [("en/party/brigade/network", "has been removed"), ("ar/party/brigade/timeline", "أُزيل")]
    {
        let gone = get(&services, &format!("/embed/{frame}")).await;
        assert_eq!((gone.status, gone.header("cache-control")), (410, "no-store"), "{frame}: {}", gone.text);
        let policy = gone.header("content-security-policy");
        assert!(policy.contains("frame-ancestors https://news.example;"), "{frame}: {policy}");
        assert!(gone.text.contains(said) && gone.text.contains("class=\"embedded\""), "{frame}: {}", gone.text);
    }
}

/// A link to a network keeps the parties that were expanded.
async fn a_network_around_a_removed_party_is_gone(db: &TestDatabase) {
    fill(db, &afloat());
    load(&mut db.conn(), &small()).unwrap();
    let gone = get(&services(db, &[]), "/en/party/brigade/network?with=ferry").await;
    assert_eq!(gone.status, 410, "{}", gone.text);
    assert!(gone.text.contains("ferry") && gone.text.contains("has been removed"), "{}", gone.text);
}

/// Neither a copy from before nor a `*` gets a 304.
async fn a_removed_record_is_gone_for_those_who_have_a_copy(db: &TestDatabase) {
    fill(db, &small());
    let services = services(db, &[]);
    let copy = get(&services, "/en/party/salim").await;
    assert_eq!(copy.status, 200, "{}", copy.text);
    load(&mut db.conn(), &head()).unwrap();
    crate::support::eventually(|| services.revision() == Some(2));
    for tag in [copy.header("etag"), "*"] {
        let again = TestRequest::get().uri("/en/party/salim").insert_header((IF_NONE_MATCH, tag));
        assert_eq!(answer_of(&services, again).await.status, 410, "{tag}");
    }
    let head = answer_of(&services, TestRequest::default().method(Method::HEAD).uri("/en/party/salim")).await;
    assert_eq!(head.status, 410);
    let there = TestRequest::get().uri("/en/datasets").insert_header((IF_NONE_MATCH, "*"));
    assert_eq!(answer_of(&services, there).await.status, 304);
}

async fn what_was_never_there_is_not_gone(db: &TestDatabase) {
    fill(db, &head());
    let services = services(db, &[]);
    for page in [
        "/party/nobody",
        "/party/nobody/network",
        "/party/nobody/timeline",
        "/event/nothing",
        // The records with these keys were of other types.
        "/party/harbour",
        "/party/harbour/network",
        "/event/salim",
        "/case/discovery",
        "/article/small",
        "/fact/salim",
    ] {
        for (lang, said) in [("en", "no such record"), ("ar", "لا سجلّ كهذا")] {
            let missing = get(&services, &format!("/{lang}{page}")).await;
            assert_eq!(missing.status, 404, "{page}: {}", missing.text);
            assert!(missing.text.contains(said) && missing.text.contains("noindex"), "{page}: {}", missing.text);
        }
    }
}

async fn a_record_that_is_there_again_has_its_page(db: &TestDatabase) {
    fill(db, &head());
    load(&mut db.conn(), &small()).unwrap();
    let again = services(db, &[]);
    for page in PAGES {
        let answer = get(&again, &format!("/en{page}")).await;
        assert_eq!(answer.status, 200, "{page}: {}", answer.text);
    }
    // As a party of another type, and as a record that has no such page.
    let organizations = ["salim", "harbour"].map(|key| organization(key, OrganizationType::Company)).to_vec();
    load(&mut db.conn(), &Dataset { organizations, ..head() }).unwrap();
    let other = services(db, &[]);
    for (page, status) in
        [("/party/salim", 200), ("/party/harbour", 200), ("/place/harbour", 404), ("/party/idris", 410)]
    {
        assert_eq!(get(&other, &format!("/en{page}")).await.status, status, "{page}");
    }
}

/// A page that asks for patience, in words, with the id of the request.
fn asks_for_patience(answer: &Answer, (lang, said, again): (&str, &str, &str)) {
    assert_eq!((answer.status, answer.header("retry-after")), (503, "1"), "{}", answer.text);
    assert_eq!((answer.header("content-language"), answer.header("cache-control")), (lang, "no-store"));
    let id = answer.header("x-request-id");
    assert!(!id.is_empty() && answer.text.contains(id), "{id}: {}", answer.text);
    assert!(answer.text.contains(said) && answer.text.contains(again), "{}", answer.text);
    assert!(answer.text.contains(&format!("href=\"/{lang}/party/kaniyat\"")), "a link to try again: {}", answer.text);
}

async fn an_overloaded_server_says_so_in_both_languages(db: &TestDatabase) {
    let pool = Pool::new(db.url(), 1);
    let mut settings = settings(&["--concurrency", "1", "--answer-cache", "0"]);
    settings.traffic.queue = 0;
    let services = Services::new(pool.clone(), &settings).unwrap();
    // While it has the only connection, the one page that is made does not end.
    let connection = pool.permit().await;
    let refused = async {
        actix_web::rt::time::sleep(Duration::from_millis(300)).await;
        for words in [
            ("en", "The server has too much to do.", "Try again in a moment."),
            ("ar", "الخادم مشغول جدًا.", "حاول مجددًا بعد لحظات."),
        ] {
            asks_for_patience(&get(&services, &format!("/{}/party/kaniyat", words.0)).await, words);
        }
        drop(connection);
    };
    let (made, ()) = join(get(&services, "/en/party/kaniyat"), refused).await;
    assert_eq!(made.status, 200, "{}", made.text);
}

async fn a_database_that_is_away_is_told_in_both_languages(db: &TestDatabase) {
    let mut proxy = None;
    let url = match db.url() {
        DatabaseUrl::Sqlite(path) => {
            std::fs::remove_file(path).unwrap();
            db.url().clone()
        }
        DatabaseUrl::Postgres(_) => proxy.insert(Proxy::before(db)).url().clone(),
    };
    if let Some(proxy) = &mut proxy {
        proxy.go_away();
    }
    let services = Services::new(Pool::new(&url, 2), &settings(&[])).unwrap();
    for words in [
        ("en", "The database cannot be reached.", "Try again in a moment."),
        ("ar", "لا يمكن الوصول إلى قاعدة البيانات.", "حاول مجددًا بعد لحظات."),
    ] {
        let answer = get(&services, &format!("/{}/party/kaniyat", words.0)).await;
        asks_for_patience(&answer, words);
        for internal in ["sanad_test", "postgres", "sqlite", "127.0.0.1"] {
            assert!(!answer.text.contains(internal), "{internal}: {}", answer.text);
        }
    }
}

on_each_backend! {
    empty:
    async a_removed_record_is_gone_in_both_languages,
    async a_removed_record_is_gone_in_each_form,
    async a_network_around_a_removed_party_is_gone,
    async a_removed_record_is_gone_for_those_who_have_a_copy,
    async what_was_never_there_is_not_gone,
    async a_record_that_is_there_again_has_its_page,
}

on_each_backend! {
    async an_overloaded_server_says_so_in_both_languages,
    async a_database_that_is_away_is_told_in_both_languages,
}
