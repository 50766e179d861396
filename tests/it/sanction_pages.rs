//! What the explorer's pages tell about sanctions and time.

use actix_web::test::TestRequest;

use crate::explorer::{get, links};
use crate::support::TestDatabase;
use crate::support::server::{answer_of, services};

async fn the_status_of_sanctions_comes_first(db: &TestDatabase) {
    let page = get(db, "/en/party/kaniyat").await.text;
    let said = page.find("under sanctions</strong> since").expect("the sentence");
    assert!(said < page.find("id=\"relationships\"").unwrap());
    let blocked = page.find("not under sanctions: the proposal was blocked</strong>, ").expect("the other sentence");
    assert!(said < blocked, "what is in force comes first: {page}");
    assert!(page.contains("/en/article/aljazeera-2020-11-21-russia-blocks-kaniyat-listing#p3"), "{page}");
    let earlier = get(db, "/en/party/kaniyat?asOf=2020-11-26&knownBy=2020-11-22").await.text;
    assert!(!earlier.contains("under sanctions</strong> since"), "{earlier}");
    assert!(earlier.contains("This hides "), "{earlier}");
    let none = get(db, "/en/party/antonio-guterres").await.text;
    assert!(none.contains("No source in this data says that "), "{none}");
    let arabic = get(db, "/ar/party/kaniyat").await.text;
    assert!(arabic.contains("<strong>عقوبات سارية</strong> منذ "), "{arabic}");
}

/// Later articles are no sources of what was known on a day.
async fn a_day_hides_what_was_published_later(db: &TestDatabase) {
    const EVENT: &str = "/en/event/russia-blocks-kaniyat-un-listing";
    let later = get(db, EVENT).await.text;
    assert!(later.contains("<p>2 sources"), "{later}");
    let then = get(db, &format!("{EVENT}?knownBy=2020-11-22")).await.text;
    assert!(then.contains("<p>1 source"), "{then}");
    let party = get(db, "/en/party/kaniyat?knownBy=2020-11-22").await.text;
    assert!(!party.contains("us-state-2020-11-27") && party.contains("aljazeera-"), "{party}");
    let article = get(db, "/en/article/us-state-2020-11-27-kaniyat-designation?knownBy=2020-11-22").await.text;
    assert!(article.contains("This article was published later"), "{article}");
}

async fn a_role_stands_with_its_party(db: &TestDatabase) {
    for (from, to) in [("khalifa-haftar", "kaniyat"), ("kaniyat", "khalifa-haftar")] {
        let page = get(db, &format!("/en/paths?from={from}&to={to}")).await.text;
        assert!(page.contains("<bdi>Kaniyat militia</bdi></a> (<bdi>loyal"), "{page}");
    }
}

/// Who is under sanctions, of one authority and of each of several, and on a day.
async fn those_under_sanctions_are_listed(db: &TestDatabase) {
    let services = services(db, &[]);
    let listed = |query: &str| answer_of(&services, TestRequest::get().uri(&format!("/en/sanctions/parties{query}")));
    let all = listed("").await.text;
    assert!(all.contains("Mohamed al-Kani") && all.contains("<li class=\"status imposed\">"), "{all}");
    let chosen = listed("?authority=united-states").await.text;
    assert!(chosen.contains("<ul class=\"chosen\"") && chosen.contains("Kaniyat militia"), "{chosen}");
    let before = listed("?authority=united-states&asOf=2020-11-24").await.text;
    assert!(!before.contains("Kaniyat militia</bdi>") && before.contains("Everything else is left out."), "{before}");
    let by_both = listed("?authority=united-states&authority=un-libya-sanctions-committee").await.text;
    assert!(by_both.contains("Nothing to show."), "{by_both}");
    assert!(
        get(db, "/en/sanctions/parties.csv")
            .await
            .text
            .contains("kaniyat,ORGANIZATION,Kaniyat militia,LY,libya-2018-2020,")
    );
}

/// The latest steps come first: those without a date are behind a link.
async fn steps_without_a_date_stand_apart(db: &TestDatabase) {
    let dated = get(db, "/en/sanctions").await.text;
    assert!(!dated.contains("<td class=\"date\">undated"), "{dated}");
    assert!(!dated.contains("class=\"chosen\""), "{dated}");
    let undated = links(&dated).find(|link| link.contains("year=undated")).expect("a link to steps without a date");
    let undated = get(db, &undated).await.text;
    assert!(undated.contains("<ul class=\"chosen\""), "{undated}");
    assert!(undated.contains("<td class=\"date\">undated") && !undated.contains("without a date"), "{undated}");
}

on_each_backend! {
    async the_status_of_sanctions_comes_first,
    async a_day_hides_what_was_published_later,
    async a_role_stands_with_its_party,
    async those_under_sanctions_are_listed,
    async steps_without_a_date_stand_apart,
}
