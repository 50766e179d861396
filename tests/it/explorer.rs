//! The explorer: status codes, headers, and what its pages say.

use std::path::Path;

use actix_web::http::header::{ACCEPT, ACCEPT_LANGUAGE, CONTENT_TYPE, IF_NONE_MATCH};
use actix_web::test::TestRequest;
use sanad::dataset::{Files, load, read};
use sanad::db::migrate;
use sanad::graphql::sdl;
use sanad_pages::{DOCUMENTS, Form};

use crate::asset::fill;
use crate::support::TestDatabase;
use crate::support::server::{Answer, answer_of, services};

/// An address of each page, in the built-in data.
const PAGES: [&str; 25] = [
    "",
    "/search",
    "/search?q=haftar",
    "/search?q=%D8%AD%D9%81%D8%AA%D8%B1&type=people",
    "/party/kaniyat",
    "/party/khalifa-haftar?asOf=2020-11-26&knownBy=2020-11-22&minSources=2",
    "/party/united-states",
    "/party/khalifa-haftar/network?depth=2",
    "/party/khalifa-haftar/timeline",
    "/paths",
    "/paths?from=mohamed-al-kani&to=antonio-guterres",
    "/paths?from=mohamed-al-kani&toName=%D8%AD%D9%81%D8%AA%D8%B1",
    "/event/tarhuna-mass-graves",
    "/event/us-designates-kaniyat-eo-13818",
    "/case/russia-blocks-kaniyat-un-listing",
    "/article/us-state-2020-11-27-kaniyat-designation",
    "/fact/mohamed-al-kani.leads.kaniyat",
    "/place/tarhuna",
    "/instrument/executive-order-13818",
    "/sanctions?action=IMPOSED&year=2020",
    "/sanctions/parties",
    "/sanctions/parties?authority=united-states",
    "/screen",
    "/datasets",
    "/about",
];

pub async fn send(db: &TestDatabase, options: &[&str], request: TestRequest) -> Answer {
    answer_of(&services(db, options), request).await
}

pub async fn get(db: &TestDatabase, address: &str) -> Answer {
    send(db, &[], TestRequest::get().uri(address)).await
}

pub fn links(page: &str) -> impl Iterator<Item = String> {
    let targets = page.split(" href=\"").skip(1).filter_map(|rest| rest.split('"').next());
    targets.map(|target| target.split('#').next().unwrap_or_default().replace("&amp;", "&"))
}

async fn each_page_is_there_in_both_languages(db: &TestDatabase) {
    let services = services(db, &[]);
    for (lang, direction) in [("en", "ltr"), ("ar", "rtl")] {
        for page in PAGES {
            let address = format!("/{lang}{page}");
            let answer = answer_of(&services, TestRequest::get().uri(&address)).await;
            assert_eq!((answer.status, answer.header("content-language")), (200, lang), "{address}: {}", answer.text);
            assert_eq!(answer.header("content-type"), "text/html; charset=utf-8", "{address}");
            assert!(answer.text.contains(&format!("<html lang=\"{lang}\" dir=\"{direction}\">")), "{address}");
            let policy = answer.header("content-security-policy");
            assert!(policy.starts_with("default-src 'none'") && !policy.contains("unsafe"), "{address}: {policy}");
            assert!(!answer.text.contains("<style") && !answer.text.contains(" style=\""), "{address}");
            for script in answer.text.split("<script").skip(1) {
                let tag = script.split('>').next().unwrap_or_default();
                assert!(tag.contains("json\"") || tag.contains(" src=\"/explorer/"), "{address}: {tag}");
            }
        }
    }
}

/// What pages lead to is there: each page of each record that is linked from the pages above.
async fn links_lead_somewhere(db: &TestDatabase) {
    let services = services(db, &[]);
    let mut open: Vec<String> = PAGES.iter().map(|page| format!("/en{page}")).collect();
    let mut seen = std::collections::HashSet::new();
    while let Some(address) = open.pop() {
        let path = address.split('?').next().unwrap_or_default().to_owned();
        if !seen.insert(path) || seen.len() > 120 {
            continue;
        }
        let answer = answer_of(&services, TestRequest::get().uri(&address)).await;
        assert_eq!(answer.status, 200, "{address}: {}", answer.text);
        let is_page = address.starts_with("/en") || address.starts_with("/ar");
        if is_page && answer.header("content-type").starts_with("text/html") {
            open.extend(links(&answer.text).filter(|link| link.starts_with('/')));
        }
    }
    assert!(seen.len() > 100, "{seen:?}");
}

async fn what_is_not_there_is_a_page_with_its_status(db: &TestDatabase) {
    for (address, status, said) in [
        ("/en/party/nobody", 404, "no such record"),
        ("/ar/event/nothing", 404, "لا سجلّ كهذا"),
        ("/en/nothing", 404, "nothing at this address"),
        ("/en/party/UPPER", 404, "nothing at this address"),
        ("/en/about.csv", 404, "nothing at this address"),
        ("/en/party/kaniyat?asOf=%3Cb%3E", 400, "&lt;b&gt;"),
        ("/en/party/kaniyat?asOf=2020-11-26&asOf=2020-11-27", 400, "only once"),
        ("/en/party/kaniyat?events=nonsense", 400, "cannot be read"),
        ("/en/paths?from=nobody&to=kaniyat", 400, "`nobody`"),
        ("/en/paths?from=nobody", 404, "no such record"),
        ("/en/party/kaniyat/network?with=nobody", 400, "`nobody`"),
        ("/en/party/kaniyat/timeline?from=2021-01-01&until=2020-01-01", 400, "2020-01-01"),
    ] {
        let answer = get(db, address).await;
        assert_eq!((answer.status, answer.header("cache-control")), (status, "no-store"), "{address}: {}", answer.text);
        assert!(answer.text.contains(said), "{address}: {}", answer.text);
        assert!(!answer.text.contains("<b>"), "{address}: {}", answer.text);
    }
    for (address, status, said) in [
        ("/en/party/nobody.json", 404, "no such record"),
        ("/en/nothing.json", 404, "nothing at this address"),
        ("/en/about.csv", 404, "nothing at this address"),
        ("/en/party/nobody.csv", 404, "no such record"),
        ("/ar/party/kaniyat.json?asOf=soon", 400, "`asOf`"),
        ("/en/paths.json?from=nobody&to=kaniyat", 400, "`nobody`"),
    ] {
        let answer = get(db, address).await;
        assert_eq!((answer.status, answer.header("content-type")), (status, Form::Json.content_type()), "{address}");
        let message = answer.json()["errors"][0]["message"].as_str().unwrap_or_default().to_owned();
        assert!(message.contains(said), "{address}: {message}");
    }
    let slash = get(db, "/en/sanctions/?year=2020").await;
    assert_eq!((slash.status, slash.header("location")), (308, "/en/sanctions?year=2020"));
    let elsewhere = TestRequest::get().uri("/nothing").insert_header((ACCEPT, "text/html"));
    let elsewhere = send(db, &[], elsewhere.insert_header((ACCEPT_LANGUAGE, "ar-LY, en;q=0.5"))).await;
    assert_eq!(elsewhere.status, 404);
    assert!(elsewhere.text.contains("<html lang=\"ar\""), "{}", elsewhere.text);
}

async fn a_reader_is_led_home_in_their_language(db: &TestDatabase) {
    for (accepted, home) in [("ar-LY,en;q=0.5", "/ar"), ("fr, en", "/en"), ("", "/en"), ("fr", "/en")] {
        let answer = send(db, &[], TestRequest::get().uri("/").insert_header((ACCEPT_LANGUAGE, accepted))).await;
        assert_eq!((answer.status, answer.header("location")), (302, home), "{accepted}");
        assert!(answer.header("vary").contains("accept-language"), "{}", answer.header("vary"));
    }
}

async fn a_page_that_has_not_changed_is_not_sent_again(db: &TestDatabase) {
    let services = services(db, &[]);
    let page = answer_of(&services, TestRequest::get().uri("/en/party/kaniyat")).await;
    let tag = page.header("etag").to_owned();
    assert!(tag.starts_with("W/\""), "{tag}");
    let again = |tag: &str, address: &str| {
        answer_of(&services, TestRequest::get().uri(address).insert_header((IF_NONE_MATCH, tag)))
    };
    let unchanged = again(&tag, "/en/party/kaniyat").await;
    assert_eq!((unchanged.status, unchanged.text.as_str(), unchanged.header("etag")), (304, "", tag.as_str()));
    assert_eq!(again(&tag, "/en/party/khalifa-haftar").await.status, 200);
    let json = answer_of(&services, TestRequest::get().uri("/graphql?query={revision}")).await;
    assert_eq!(again(json.header("etag"), "/en/party/kaniyat").await.status, 200, "the tag of an answer");
}

async fn a_page_has_other_forms(db: &TestDatabase) {
    let json = get(db, "/en/party/kaniyat.json").await;
    assert_eq!(json.json()["data"]["party"]["key"], "kaniyat");
    let csv = get(db, "/en/sanctions.csv").await;
    assert!(csv.text.starts_with("\u{feff}key,title,action,"), "{}", csv.text);
    assert_eq!(csv.header("content-disposition"), "attachment; filename=\"sanctions.csv\"");
    let cited = get(db, "/en/article/us-state-2020-11-27-kaniyat-designation.ris").await;
    assert!(cited.text.contains("DA  - 2020/11/27/\r\n") && cited.text.ends_with("ER  - \r\n"), "{}", cited.text);
    let drawn = get(db, "/ar/party/kaniyat/network.svg").await;
    assert_eq!(drawn.header("content-type"), "image/svg+xml; charset=utf-8");
    assert!(drawn.header("content-security-policy").contains("style-src 'unsafe-inline'"), "the style inside");
    assert!(drawn.text.starts_with("<svg ") && drawn.text.contains("خليفة حفتر"), "{}", drawn.text);
    let graph = get(db, "/en/party/kaniyat/network.graphml").await;
    assert!(graph.text.contains("<node id=\"Organization:kaniyat\">"), "{}", graph.text);
}

/// A reader adds what is around another party, and takes it away again.
async fn a_network_grows_by_what_is_expanded(db: &TestDatabase) {
    let services = services(db, &[]);
    let page = |address: &str| answer_of(&services, TestRequest::get().uri(address));
    let count = |answer: &Answer| answer.json()["data"]["network"]["nodes"].as_array().unwrap().len();
    let alone = page("/en/party/kaniyat/network").await.text;
    let expand = links(&alone).find(|link| link.contains("?with=khalifa-haftar")).expect("a link that expands");
    let grown = page(&expand).await.text;
    assert!(links(&grown).any(|link| link == "/en/party/kaniyat/network"), "a link that folds: {grown}");
    assert!(!links(&grown).any(|link| link.contains("with=kaniyat")), "the middle cannot be expanded: {grown}");
    let (before, after) = (
        page("/en/party/kaniyat/network.json").await,
        page("/en/party/kaniyat/network.json?with=khalifa-haftar").await,
    );
    assert!(count(&before) < count(&after), "{} {}", count(&before), count(&after));
    let kept = page("/en/party/kaniyat/network?with=khalifa-haftar&asOf=2020-11-26").await.text;
    assert!(kept.contains("<input type=\"hidden\" name=\"with\" value=\"khalifa-haftar\">"), "{kept}");
    assert!(kept.contains("This hides "), "{kept}");
}

async fn a_part_of_a_timeline_is_looked_at_closer(db: &TestDatabase) {
    let services = services(db, &[]);
    let page = |address: &str| answer_of(&services, TestRequest::get().uri(address));
    let whole = page("/en/party/kaniyat/timeline").await.text;
    assert!(whole.contains("Offensive on Tripoli") && whole.contains("Mass graves of Tarhuna"), "{whole}");
    let part = page("/en/party/kaniyat/timeline?from=2020-06-01&until=2020-06-30").await.text;
    assert!(!part.contains("United States sanctions") && part.contains("Mass graves of Tarhuna"), "{part}");
    assert!(part.contains("data-first=\"2020-06-01\" data-days=\"29\""), "{part}");
    let drawn = page("/ar/party/kaniyat/timeline.svg?from=2020-06-01&until=2020-06-30").await.text;
    assert!(drawn.contains("المقابر الجماعية في ترهونة</text>"), "{drawn}");
    // An event without a first day may have begun in any year, but there is no place for it on a drawing.
    let none = page("/en/party/kaniyat/timeline?until=1999-12-31").await;
    assert!(none.status == 200 && none.text.contains("or earlier") && !none.text.contains("<svg"), "{}", none.text);
}

async fn paths_are_asked_for_by_names(db: &TestDatabase) {
    let services = services(db, &[]);
    let page = |address: &str| answer_of(&services, TestRequest::get().uri(address));
    let asked = page("/en/paths?fromName=al-kani&toName=nobody+at+all").await.text;
    assert!(asked.contains("name=\"from\" value=\"mohamed-al-kani\""), "{asked}");
    assert!(asked.contains("Nobody in this data is called <bdi>nobody at all</bdi>."), "{asked}");
    let half = page("/ar/paths?from=kaniyat&toName=%D8%AD%D9%81%D8%AA%D8%B1").await.text;
    assert!(half.contains("name=\"from\" value=\"kaniyat\"") && half.contains("value=\"khalifa-haftar\""), "{half}");
    let answer = page("/en/paths?from=kaniyat&to=khalifa-haftar").await.text;
    assert!(answer.contains("Chain 1") && answer.contains("href=\"/en/paths?to=khalifa-haftar\""), "{answer}");
}

async fn vessels_and_aircraft_are_parties_too(db: &TestDatabase) {
    fill(db);
    let services = services(db, &[]);
    for (address, said) in [
        ("/en/party/sea-example", "Vessel · <bdi>Crude oil tanker</bdi> · flag of Liberia and Panama"),
        ("/en/party/sea-example", "under sanctions</strong> since"),
        ("/en/party/sea-example", "\"@type\":\"Vehicle\""),
        ("/ar/party/sea-example", "سفينة · <bdi>ناقلة نفط خام</bdi> · علم "),
        ("/en/party/air-example", "Aircraft"),
        ("/en/party/omar-example/network?depth=2", "\"shape\":\"diamond\""),
        ("/en/paths?from=omar-example&to=sea-example", "/en/party/sea-example"),
        ("/en/search?q=sea+example&type=assets", "/en/party/air-example"),
    ] {
        let answer = answer_of(&services, TestRequest::get().uri(address)).await;
        assert_eq!(answer.status, 200, "{address}: {}", answer.text);
        assert!(answer.text.contains(said), "{address}: {}", answer.text);
    }
    let people = answer_of(&services, TestRequest::get().uri("/en/search?q=sea+example&type=people")).await;
    assert!(!people.text.contains("/en/party/sea-example"), "{}", people.text);
    let twin = get(db, "/en/party/register-tanker").await.text;
    let said = twin.find("is probably the same:").expect("what is said of the same vessel in another data set");
    assert!(twin[said..].contains("under sanctions</strong> since"), "{twin}");
}

async fn names_are_checked_and_forgotten(db: &TestDatabase) {
    let services = services(db, &[]);
    let check = |address: &str, body: String| {
        let request =
            TestRequest::post().uri(address).insert_header((CONTENT_TYPE, "application/x-www-form-urlencoded"));
        answer_of(&services, request.set_payload(body))
    };
    let page = check("/en/screen", "names=KANI%2C+Mohammed%0D%0A%3Cscript%3E".to_owned()).await;
    assert_eq!((page.status, page.header("cache-control")), (200, "no-store"), "{}", page.text);
    assert!(page.text.contains("/en/party/mohamed-al-kani") && page.text.contains("in force"), "{}", page.text);
    assert!(page.text.contains("&lt;script&gt;") && !page.text.contains("<script>"), "{}", page.text);
    let usage = services.cache_usage();
    assert_eq!((usage.entries, usage.hits, usage.misses), (0, 0, 0), "nothing is kept");
    let csv = check("/en/screen.csv", "names=Haftar".to_owned()).await;
    assert!(csv.text.contains("Haftar,true,"), "{}", csv.text);
    for (body, said) in
        [("names=", "no name"), ("other=1", "field"), (&format!("names={}", "a%0A".repeat(101)), "101 names")]
    {
        let refused = check("/en/screen", body.to_owned()).await;
        assert_eq!(refused.status, 400, "{body}: {}", refused.text);
        assert!(refused.text.contains(said), "{body}: {}", refused.text);
    }
}

async fn drawings_are_embedded_by_those_who_may(db: &TestDatabase) {
    let frame = "/embed/en/party/kaniyat/network";
    assert_eq!(get(db, frame).await.status, 404);
    let options = ["--embed-origins", "https://news.example,http://localhost:3000"];
    let shown = send(db, &options, TestRequest::get().uri(frame)).await;
    let policy = shown.header("content-security-policy");
    assert!(policy.contains("frame-ancestors https://news.example http://localhost:3000;"), "{} {policy}", shown.text);
    assert!(
        shown.text.contains("<svg ") && shown.text.contains("href=\"/en/party/kaniyat/network\""),
        "{}",
        shown.text
    );
    for (address, status) in
        [("/embed/ar/party/kaniyat/timeline", 200), ("/embed/en/party/kaniyat", 404), ("/embed/x", 404)]
    {
        assert_eq!(send(db, &options, TestRequest::get().uri(address)).await.status, status, "{address}");
    }
    let page = send(db, &options, TestRequest::get().uri("/en/party/kaniyat/network")).await;
    assert!(page.header("content-security-policy").contains("frame-ancestors 'none'"));
}

async fn pages_can_be_left_out(db: &TestDatabase) {
    let without = ["--pages", "false"];
    for (address, status) in [("/en", 404), ("/ar/party/kaniyat", 404), ("/", 303), ("/graphiql", 200)] {
        assert_eq!(send(db, &without, TestRequest::get().uri(address)).await.status, status, "{address}");
    }
    let none = ["--pages", "false", "--graphiql", "false"];
    assert_eq!(send(db, &none, TestRequest::get().uri("/")).await.status, 404);
}

async fn settings_change_what_pages_say(db: &TestDatabase) {
    let options = ["--pages-indexed", "false", "--pages-digits", "eastern", "--public-origin", "https://sanad.example"];
    let page = send(db, &options, TestRequest::get().uri("/ar/party/kaniyat")).await.text;
    assert!(page.contains("<meta name=\"robots\" content=\"noindex\">"), "{page}");
    assert!(page.contains("href=\"https://sanad.example/en/party/kaniyat\""), "{page}");
    assert!(page.contains(">٢٥ نوفمبر ٢٠٢٠<"), "{page}");
    let page = get(db, "/ar/party/kaniyat").await.text;
    assert!(!page.contains("noindex") && page.contains(">25 نوفمبر 2020<"), "{page}");
}

/// Pages need the token that the API needs, and say so in words.
async fn pages_ask_for_the_token_of_the_api(db: &TestDatabase) {
    let hash = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
    let options = ["--token-hashes", hash];
    let refused = send(db, &options, TestRequest::get().uri("/en/party/kaniyat")).await;
    assert_eq!((refused.status, refused.header("content-type")), (401, "text/html; charset=utf-8"));
    assert!(refused.header("www-authenticate").starts_with("Bearer"), "{}", refused.text);
    let shown = TestRequest::get().uri("/en/party/kaniyat").insert_header(("authorization", "Bearer abc"));
    let shown = send(db, &options, shown).await;
    assert_eq!(shown.status, 200);
    assert!(shown.header("cache-control").starts_with("private"), "{}", shown.header("cache-control"));
}

/// No name opens a tag, ends an attribute or leaves the data of a script.
async fn names_that_look_like_markup_stay_text(db: &TestDatabase) {
    let mut conn = db.conn();
    migrate::migrate(&mut conn).unwrap();
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("web/tests/hostile");
    let datasets = read(&Files::in_dir(&folder).unwrap()).unwrap();
    datasets.iter().for_each(|dataset| _ = load(&mut conn, dataset).unwrap());
    let services = services(db, &[]);
    for page in [
        "",
        "/party/hostile-markup",
        "/party/hostile-long",
        "/party/hostile-markup/network",
        "/party/hostile-markup/timeline",
        "/paths?from=hostile-markup&to=hostile-long",
        "/event/hostile-sanction",
        "/case/hostile-sanction",
        "/article/hostile-article",
        "/sanctions",
        "/search?q=hostile%22%3E%3Cscript%3E",
        "/datasets",
    ] {
        let answer = answer_of(&services, TestRequest::get().uri(&format!("/en{page}"))).await;
        assert_eq!(answer.status, 200, "{page}: {}", answer.text);
        for opened in ["<script>", "<img", "<iframe", "<svg onload", "<b>", "<u>", "<i>", "onerror=\"", "</script><!--"]
        {
            assert!(!answer.text.contains(opened), "{page}: {opened}");
        }
        let scripts = answer.text.matches("<script").count();
        assert_eq!(answer.text.matches("</script>").count(), scripts, "{page}");
    }
    let csv = answer_of(&services, TestRequest::get().uri("/en/article/hostile-article.csv")).await;
    assert!(csv.text.contains(",\"'=HYPERLINK(") || csv.text.contains(",'=HYPERLINK("), "{}", csv.text);
}

#[test]
fn the_documents_are_valid_and_count_by_their_names() {
    let schema = apollo_compiler::Schema::parse_and_validate(sdl(), "schema.graphql").expect("the schema is valid");
    for document in DOCUMENTS {
        let text = apollo_compiler::ExecutableDocument::parse_and_validate(&schema, document.text, "page.graphql");
        let text = text.unwrap_or_else(|errors| panic!("{}: {}", document.operation, errors.errors));
        let names: Vec<_> = text.operations.named.keys().map(|name| name.as_str()).collect();
        assert_eq!(names, [document.operation]);
    }
}

on_each_backend! {
    async each_page_is_there_in_both_languages,
    async links_lead_somewhere,
    async what_is_not_there_is_a_page_with_its_status,
    async a_reader_is_led_home_in_their_language,
    async a_page_that_has_not_changed_is_not_sent_again,
    async a_page_has_other_forms,
    async a_network_grows_by_what_is_expanded,
    async a_part_of_a_timeline_is_looked_at_closer,
    async paths_are_asked_for_by_names,
    async vessels_and_aircraft_are_parties_too,
    async names_are_checked_and_forgotten,
    async drawings_are_embedded_by_those_who_may,
    async pages_can_be_left_out,
    async settings_change_what_pages_say,
    async pages_ask_for_the_token_of_the_api,
}

on_each_backend! {
    empty:
    async names_that_look_like_markup_stay_text,
}
