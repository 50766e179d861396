//! Words that people put otherwise than the data does: numbers, titles, kinds, prefixes and spellings.

use serde_json::{Value, json};

use super::{found, highlighted, search};
use crate::support::TestDatabase;

/// Each hit as its id, the kind of its match and the highlighted words, best first.
async fn told(db: &TestDatabase, text: &str) -> Vec<(String, String, Vec<String>)> {
    let hits = search(db, text, Value::Null).await;
    let told = |hit: &Value| {
        let word = |value: &Value| value.as_str().unwrap().to_owned();
        (word(&hit["node"]["id"]), word(&hit["match"]["kind"]), highlighted(hit))
    };
    hits["edges"].as_array().unwrap().iter().map(told).collect()
}

async fn first(db: &TestDatabase, text: &str) -> Option<(String, String)> {
    told(db, text).await.into_iter().next().map(|(id, kind, _)| (id, kind))
}

async fn these_come_first(db: &TestDatabase, expected: &[(&str, &str, &str)]) {
    let mut missed = Vec::new();
    for (text, id, kind) in expected {
        let first = first(db, text).await;
        if first.as_ref().is_none_or(|(found, of)| found != id || of != kind) {
            missed.push(format!("{text}: {first:?}"));
        }
    }
    assert!(missed.is_empty(), "{missed:#?}");
}

async fn numbers_are_found_however_they_are_introduced(db: &TestDatabase) {
    let (resolution, order) =
        ("LegalInstrument:un-security-council-resolution-1970", "LegalInstrument:executive-order-13818");
    these_come_first(
        db,
        &[
            ("قرار مجلس الأمن رقم 1970", resolution, "EXACT"),
            ("Resolution No. 1970", resolution, "EXACT"),
            ("resolution number 1970", resolution, "EXACT"),
            ("Resolution N° 1970", resolution, "EXACT"),
            ("resolution 1970", resolution, "EXACT"),
            ("القرار 1970", resolution, "EXACT"),
            ("القرار رقم ١٩٧٠", resolution, "EXACT"),
            ("الأمر التنفيذي رقم 13818", order, "EXACT"),
            ("Executive Order No. 13818", order, "EXACT"),
            ("الأمر 13818", order, "EXACT"),
            ("230", "Incident:tarhuna-mass-graves", "WORDS"),
            ("نحو 230 جثة", "Incident:tarhuna-mass-graves", "WORDS"),
            ("11 مقبرة", "Incident:tarhuna-mass-graves", "WORDS"),
            ("30 mass graves", "Incident:tarhuna-mass-graves", "WORDS"),
            ("about 230 bodies", "Incident:tarhuna-mass-graves", "WORDS"),
            ("أكثر من 200", "Incident:tarhuna-mass-graves", "WORDS"),
        ],
    )
    .await;
}

async fn legal_instruments_are_found_by_who_issued_them_and_their_number(db: &TestDatabase) {
    let (resolution, order) =
        ("LegalInstrument:un-security-council-resolution-1970", "LegalInstrument:executive-order-13818");
    let exact = |text, id| (text, id, "EXACT");
    these_come_first(
        db,
        &[
            exact("UNSCR 1970", resolution),
            exact("UNSCR1970", resolution),
            exact("UNSCR 1970 (2011)", resolution),
            exact("UNSC resolution 1970", resolution),
            exact("SCR 1970", resolution),
            exact("Security Council Resolution 1970 (2011)", resolution),
            exact("القرار 1970 لسنة 2011", resolution),
            exact("Resolution 1970 (2011)", resolution),
            exact("القرار الأممي رقم 1970", resolution),
            exact("القرار الدولي 1970", resolution),
            exact("قرار مجلس الأمن ١٩٧٠", resolution),
            exact("قرار مجلس الأمن الدولي رقم ١٩٧٠", resolution),
            exact("UN resolution 1970 of 2011", resolution),
            exact("EO13818", order),
            exact("E.O. 13818", order),
            exact("US Executive Order 13818", order),
            exact("presidential order 13818", order),
            exact("الأمر التنفيذي ١٣٨١٨", order),
            exact("الأمر الرئاسي رقم 13818", order),
            ("S/RES/1970", resolution, "WORDS"),
            ("UNSCR 1970 Kaniyat", "SanctionEvent:us-germany-propose-kaniyat-un-listing", "WORDS"),
        ],
    )
    .await;
}

async fn people_are_found_by_titles_and_by_what_they_are(db: &TestDatabase) {
    these_come_first(
        db,
        &[
            ("المشير خليفة حفتر", "Actor:khalifa-haftar", "WORDS"),
            ("المشير", "Actor:khalifa-haftar", "WORDS"),
            ("اللواء المتقاعد", "Actor:khalifa-haftar", "WORDS"),
            ("field marshal", "Actor:khalifa-haftar", "WORDS"),
            ("Field Marshal Khalifa Haftar", "Actor:khalifa-haftar", "WORDS"),
            ("العقيد خليفة حفتر", "Actor:khalifa-haftar", "WORDS"),
            ("المتحدث باسم وزارة الخارجية الليبية", "Actor:mohamed-al-qiblawi", "WORDS"),
            ("US ambassador", "Actor:richard-norland", "WORDS"),
            ("U.S. ambassador", "Actor:richard-norland", "WORDS"),
            ("وزيرة", "Actor:florence-parly", "WORDS"),
            ("عبدالفتاح السيسي", "Actor:abdel-fattah-el-sisi", "EXACT"),
            ("Abdelfattah el-Sisi", "Actor:abdel-fattah-el-sisi", "EXACT"),
            ("Abdul Fattah El Sisi", "Actor:abdel-fattah-el-sisi", "EXACT"),
            ("Sissi", "Actor:abdel-fattah-el-sisi", "SOUND"),
            ("أمريكا", "Organization:united-states", "EXACT"),
        ],
    )
    .await;
    for text in ["الناطق باسم", "spokesman", "المتحدث باسم وزارة الخارجية"] {
        let found = found(db, text).await;
        assert!(found.iter().any(|id| id == "Actor:mohamed-al-qiblawi"), "{text}: {found:?}");
    }
    let hits = search(db, "المشير", Value::Null).await;
    assert_eq!(hits["edges"][0]["match"]["field"], "DESCRIPTION");
    // Somebody is found by whom he speaks for, and a party by its ally only after what the ally itself is in the title of.
    let spokesman = told(db, "غوتيريش").await.into_iter().find(|(id, ..)| id == "Actor:stephane-dujarric").unwrap();
    assert_eq!(spokesman.2, ["غوتيريش"]);
    let found = found(db, "حفتر").await;
    let place = |id: &str| found.iter().position(|found| found == id).unwrap();
    assert!(place("Incident:guterres-haftar-call") < place("Organization:kaniyat"), "{found:?}");
}

async fn events_are_found_by_their_measures_and_kind(db: &TestDatabase) {
    for text in ["تجميد الأرصدة", "حظر السفر", "تجميد الأموال", "asset freeze", "travel ban", "freezing of assets"]
    {
        let found = found(db, text).await;
        let proposal = "SanctionEvent:us-germany-propose-kaniyat-un-listing";
        assert!(found.iter().any(|id| id == proposal), "{text}: {found:?}");
    }
    these_come_first(
        db,
        &[
            ("oil blockade", "Incident:libya-oil-blockade", "WORDS"),
            ("blockade", "Incident:libya-oil-blockade", "WORDS"),
            ("حصار النفط", "Incident:libya-oil-blockade", "WORDS"),
        ],
    )
    .await;
    let hits = search(db, "blockade", json!(["INCIDENT"])).await;
    assert_eq!(hits["edges"][0]["match"]["field"], "KIND");
}

async fn prefixes_spellings_and_numbers_of_a_word_find_the_same(db: &TestDatabase) {
    let mut found = Vec::new();
    for word in ["ميليشيا", "مليشيا", "ميليشيات", "مليشيات"] {
        for prefix in ["", "ال", "و", "وال", "فال", "بال", "كال", "لل", "ولل", "وبال", "ب", "ل"]
        {
            let hits = told(db, &format!("{prefix}{word}")).await.into_iter().filter(|(_, kind, _)| kind != "SOUND");
            let mut ids: Vec<String> = hits.map(|(id, ..)| id).collect();
            ids.sort();
            found.push((format!("{prefix}{word}"), ids));
        }
    }
    let (_, expected) = &found[0];
    assert!(expected.len() > 20, "{expected:?}");
    for (word, ids) in &found {
        assert_eq!(ids, expected, "{word}");
    }
}

/// Words that share a root, a beginning or some consonants are others.
async fn other_words_are_not_found(db: &TestDatabase) {
    let mut seen = Vec::new();
    for (text, other) in [
        ("الروسي", "باريس"),
        ("امرأة", "الأمريكية"),
        ("رئيس الوزراء", "روسي"),
        ("رئيس الوزراء", "روسيا"),
        ("ابن سلمان", "الإسلامية"),
        ("ابن سلمان", "السلام"),
        ("سفير", "السفر"),
        ("عملية", "عملا"),
        ("عملية", "مالي"),
        ("عشرات", "عشر"),
        ("الأمر التنفيذي 13818", "الأمريكية"),
        ("Sissi", "USA"),
        ("أوتاوا", "Haiti"),
        ("أوتاوا", "to"),
        ("أوتاوا", "the"),
        ("قبور", "الإخبارية"),
        ("جثة", "قوات"),
        ("Serraj", "Search"),
        ("ICC", "UK"),
        ("العماد", "محمد"),
    ] {
        let hits = told(db, text).await;
        let has_other = hits.iter().filter(|(.., words)| words.iter().any(|word| word == other));
        seen.extend(has_other.map(|(id, kind, words)| format!("{text}: {id} {kind} {words:?}")));
    }
    assert!(seen.is_empty(), "{seen:#?}");
}

async fn the_own_script_is_shown(db: &TestDatabase) {
    let hits = told(db, "Tarhouna").await;
    let place = hits.iter().find(|(id, ..)| id == "Place:tarhuna").unwrap();
    assert_eq!(place.2, ["Tarhuna"]);
    for text in ["Ottawa convention", "اتفاقية أوتاوا"] {
        assert_eq!(first(db, text).await.unwrap().0, "LegalInstrument:ottawa-mine-ban-convention", "{text}");
    }
}

on_each_backend! {
    async numbers_are_found_however_they_are_introduced,
    async legal_instruments_are_found_by_who_issued_them_and_their_number,
    async people_are_found_by_titles_and_by_what_they_are,
    async events_are_found_by_their_measures_and_kind,
    async prefixes_spellings_and_numbers_of_a_word_find_the_same,
    async other_words_are_not_found,
    async the_own_script_is_shown,
}
