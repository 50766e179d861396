//! One small file in each layout, and lists that share a data set.

use std::fs;
use std::path::{Path, PathBuf};

use sanad::import::Options;
use serde_json::{Value, json};

use super::{folder_of, imported, prepared, reports};
use crate::support::TestDatabase;

fn data(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("crates/lists/tests/data").join(name)
}

async fn each_layout_is_imported(db: &TestDatabase) {
    let mut conn = prepared(db);
    for name in ["un.xml", "ofac-enhanced.xml", "uk.xml", "eu.xml"] {
        let report = &reports(imported(&mut conn, &data(name), &Options::default()).unwrap())[0];
        assert!(report.tally.added > 0, "{report}");
    }
    let answer = db
        .query(
            r#"{ people: parties(where: { nameStartsWith: "salim", datasets: ["un-list", "ofac-lists", "uk-list", "eu-list"] },
                   orderBy: { by: KEY }) { nodes {
                   key countries addresses { text country } sanctionStatus { state authority { key } }
                   ... on Actor { gender titles positions birthplaces { text country }
                     births { text earliest latest isApproximate } }
                   sanctionEvents(actions: [IMPOSED]) { nodes { key started legalBasis { key kind } measures } } } }
                 passport: parties(where: { identifier: { value: "AB0099" } }, orderBy: { by: KEY }) { nodes { key } }
                 un: parties(where: { identifier: { kind: LIST_ENTRY, value: "LYi.901" } }, orderBy: { by: KEY }) { nodes { key } } }"#,
        )
        .await;
    insta::with_settings!({ snapshot_path => "../snapshots", prepend_module_to_snapshot => false }, {
        insta::assert_json_snapshot!("import-layouts", answer["people"]["nodes"]);
    });
    let all =
        json!([{ "key": "eu-9901.23" }, { "key": "ofac-990001" }, { "key": "uk-lib9001" }, { "key": "un-lyi.901" }]);
    assert_eq!(answer["passport"]["nodes"], all);
    let named = json!([{ "key": "eu-9901.23" }, { "key": "uk-lib9001" }, { "key": "un-lyi.901" }]);
    assert_eq!(answer["un"]["nodes"], named);
}

async fn vessels_and_aircraft_are_assets(db: &TestDatabase) {
    let mut conn = prepared(db);
    for name in ["ofac-enhanced.xml", "uk.xml"] {
        reports(imported(&mut conn, &data(name), &Options::default()).unwrap());
    }
    let aircraft = "<features><feature id=\"1\"><type>Aircraft Model</type><value>IL76-TD</value></feature>\
        <feature id=\"2\"><type>Aircraft Manufacture Date</type><value>01 Dec 1992</value></feature></features>";
    let plane = entity(15431, "Aircraft", "EP-GOM", &["SDN List"], aircraft);
    let file = folder_of(db, "assets").join("ofac.xml");
    fs::write(&file, ofac("SDN List", "2026-05-01", &[plane])).unwrap();
    let options = Options { accept_removals: 9, ..Options::default() };
    reports(imported(&mut conn, &file, &options).unwrap());
    let answer = db
        .query(
            r#"{ parties(where: { partyTypes: [VESSEL, AIRCRAFT] }, orderBy: { by: KEY }) { nodes { key countries partyType
                   ... on Asset { subtype built } sanctionEvents { nodes { action } } } }
                 imo: parties(where: { identifier: { kind: IMO, value: "9074729" } }, orderBy: { by: KEY }) { nodes { key } } }"#,
        )
        .await;
    let asset = |key: &str, kind: &str, country: Option<&str>, subtype: &str, built: &str, actions: &[&str]| {
        let events: Vec<_> = actions.iter().map(|action| json!({ "action": action })).collect();
        json!({ "key": key, "partyType": kind, "countries": country.into_iter().collect::<Vec<_>>(), "subtype": subtype,
                "built": built, "sanctionEvents": { "nodes": events } })
    };
    let expected = json!([
        asset("ofac-15431", "AIRCRAFT", None, "IL76-TD", "1992-12-01", &["IMPOSED"]),
        asset("ofac-990003", "VESSEL", Some("KP"), "Tanker", "1995", &["IMPOSED", "LIFTED"]),
        asset("uk-dpr9002", "VESSEL", Some("KM"), "Tanker", "1995", &["IMPOSED", "AMENDED"]),
    ]);
    assert_eq!(answer["parties"]["nodes"], expected);
    assert_eq!(answer["imo"]["nodes"], json!([{ "key": "ofac-990003" }, { "key": "uk-dpr9002" }]));
}

/// An entity of OFAC's ENHANCED XML with one name, under these parts of the list.
fn entity(number: u32, kind: &str, name: &str, lists: &[&str], more: &str) -> String {
    let lists: String = lists
        .iter()
        .map(|list| format!("<sanctionsList refId=\"1\" id=\"1\" datePublished=\"2020-02-03\">{list}</sanctionsList>"))
        .collect();
    format!(
        "<entity id=\"{number}\"><generalInfo><entityType>{kind}</entityType></generalInfo>\
         <sanctionsLists>{lists}</sanctionsLists>\
         <sanctionsPrograms><sanctionsProgram>SDGT</sanctionsProgram></sanctionsPrograms>\
         <sanctionsTypes><sanctionsType>Block</sanctionsType></sanctionsTypes>\
         <names><name id=\"1\"><isPrimary>true</isPrimary><isLowQuality>false</isLowQuality><translations><translation id=\"1\">\
         <isPrimary>true</isPrimary><script>Latin</script><formattedFullName>{name}</formattedFullName></translation>\
         </translations></name></names>{more}</entity>"
    )
}

fn ofac(list: &str, day: &str, entities: &[String]) -> String {
    format!(
        "<sanctionsData xmlns=\"https://sanctionslistservice.ofac.treas.gov/api/PublicationPreview/exports/ENHANCED_XML\">\
         <publicationInfo><dataAsOf>{day}T00:00:00</dataAsOf><filters><sanctionsLists><sanctionsList>{list}</sanctionsList>\
         </sanctionsLists></filters></publicationInfo><entities>{}</entities></sanctionsData>",
        entities.concat()
    )
}

fn relation(kind: &str, other: u32) -> String {
    format!(
        "<relationships><relationship id=\"1\"><type>{kind}</type><relatedEntity entityId=\"{other}\">OTHER</relatedEntity>\
         </relationship></relationships>"
    )
}

async fn both_lists_of_ofac_share_a_data_set(db: &TestDatabase) {
    let folder = folder_of(db, "ofac");
    let mut conn = prepared(db);
    let mut take = |name: &str, text: String| {
        fs::write(folder.join(name), text).unwrap();
        reports(imported(&mut conn, &folder.join(name), &Options { accept_removals: 9, ..Options::default() }).unwrap())
    };
    let owned = relation("Owned or Controlled By", 10);
    let both = |more: &str| entity(12, "Entity", "SHARED BANK", &["SDN List", "CAPTA List"], more);
    let sdn = [entity(10, "Individual", "OWNER, Omar", &["SDN List"], ""), both(&owned)];
    // The other file comes first: its relation leads to an entry that is not known yet.
    let other = entity(11, "Entity", "SECTOR COMPANY", &["Sectoral Sanctions Identifications List"], &owned);
    let first = take("cons.xml", ofac("Consolidated List", "2026-03-01", &[other.clone(), both(&owned)]));
    let dangling = "the other end of a relation is no entry that is known";
    assert_eq!(first[0].left_out[dangling].count, 2);
    let second = take("sdn.xml", ofac("SDN List", "2026-03-04", &sdn));
    assert!(second[0].left_out.is_empty(), "{}", second[0]);
    let dataset = r#"{ datasets { key title edition } }"#;
    let ofac_lists = |answer: &Value| {
        answer["datasets"].as_array().unwrap().iter().find(|dataset| dataset["key"] == "ofac-lists").unwrap().clone()
    };
    // The data set is as old as the older list.
    let expected = json!({ "key": "ofac-lists", "title": "OFAC Sanctions Lists", "edition": "2026-03-01" });
    assert_eq!(ofac_lists(&db.query(dataset).await), expected);
    // The next edition finds the other end.
    take("cons.xml", ofac("Consolidated List", "2026-03-06", &[other, both(&owned)]));
    let answer = db
        .query(
            r#"{ party(key: "ofac-10") { relationships { nodes { kind target { key } evidence { nodes { article { key } } } } } }
                 shared: party(key: "ofac-12") { sanctionEvents { nodes { key evidence { nodes { article { key } } } } } } }"#,
        )
        .await;
    let owns = |target: &str, article: &str| json!({ "kind": "OWNS", "target": { "key": target }, "evidence": { "nodes": [{ "article": { "key": article } }] } });
    let expected = json!([owns("ofac-12", "ofac-sdn.2026-03-04"), owns("ofac-11", "ofac-non-sdn.2026-03-06")]);
    assert_eq!(answer["party"]["relationships"]["nodes"], expected);
    // Both files tell its listings: the first to do so is the source.
    let step = |case: &str| {
        let evidence = json!({ "nodes": [{ "article": { "key": "ofac-non-sdn.2026-03-01" } }] });
        json!({ "key": format!("ofac-12.{case}.imposed-1"), "evidence": evidence })
    };
    assert_eq!(answer["shared"]["sanctionEvents"]["nodes"], json!([step("sdn"), step("capta")]));
    // A delta has the changes of both, and states the day.
    let delta = format!(
        "<sanctionsData xmlns='https://www.treasury.gov/ofac/DeltaFile/1.0'><publicationInfo>\
         <datePublished>2026-03-09T00:00:00-04:00</datePublished></publicationInfo><entities>\
         <entity id='10' action='remove'></entity><entity id='11' action='remove'></entity>\
         <entity id='99' action='remove'></entity>{}</entities></sanctionsData>",
        entity(13, "Individual", "NEW, Nadia", &["SDN List"], "").replace("<entity id", "<entity action=\"add\" id")
    );
    let reports = take("delta.xml", delta);
    let numbers: Vec<_> =
        reports.iter().map(|report| (report.list, report.tally.added, report.tally.removed)).collect();
    assert_eq!(numbers, [("OFAC_SDN", 1, 1), ("OFAC_NON_SDN", 0, 1)]);
    for report in &reports {
        let left_out: Vec<_> = report.left_out.iter().map(|(reason, left_out)| (*reason, &left_out.examples)).collect();
        assert_eq!(left_out, [("the entry that is gone was never there", &vec!["99".to_owned()])]);
    }
    let answer = db
        .query(
            r#"{ sanctionEvents(where: { actions: [LIFTED] }) { nodes { key started authority { key } evidence { nodes { article { key } note } } } } }"#,
        )
        .await;
    let lifted = |key: &str, article: &str| {
        json!({ "key": key, "started": "2026-03-09", "authority": { "key": "ofac" },
                "evidence": { "nodes": [{ "article": { "key": article }, "note": null }] } })
    };
    let expected = json!([
        lifted("ofac-10.sdn.lifted-1", "ofac-sdn.delta-2026-03-09"),
        lifted("ofac-11.ssi.lifted-1", "ofac-non-sdn.delta-2026-03-09"),
    ]);
    assert_eq!(answer["sanctionEvents"]["nodes"], expected);
}

async fn a_delta_reports_what_is_on_a_list_that_is_not_known(db: &TestDatabase) {
    let folder = folder_of(db, "delta");
    let mut conn = prepared(db);
    let delta = |day: &str, entities: &str| {
        format!(
            "<sanctionsData xmlns='https://www.treasury.gov/ofac/DeltaFile/1.0'><publicationInfo>\
             <datePublished>{day}T00:00:00-04:00</datePublished></publicationInfo><entities>{entities}</entities></sanctionsData>"
        )
    };
    let new =
        entity(13, "Individual", "NEW, Nadia", &["SDN List"], "").replace("<entity id", "<entity action='add' id");
    fs::write(folder.join("delta.xml"), delta("2026-03-09", &new)).unwrap();
    let refusal = imported(&mut conn, &folder.join("delta.xml"), &Options::default()).unwrap_err().to_string();
    assert!(refusal.contains("delta.xml: "), "{refusal}");
    let other = entity(11, "Entity", "SECTOR COMPANY", &["Sectoral Sanctions Identifications List"], "");
    fs::write(folder.join("cons.xml"), ofac("Consolidated List", "2026-03-01", &[other])).unwrap();
    reports(imported(&mut conn, &folder.join("cons.xml"), &Options::default()).unwrap());
    let report = &reports(imported(&mut conn, &folder.join("delta.xml"), &Options::default()).unwrap())[0];
    let left_out = &report.left_out["the entry is on a list of which no edition is known"];
    assert_eq!((report.tally.read, &left_out.examples), (0, &vec!["13: Nadia NEW".to_owned()]));
}

/// The same person in the articles and in a list.
async fn a_person_of_the_articles_is_similar_to_one_of_a_list(db: &TestDatabase) {
    let folder = folder_of(db, "similar");
    let kani = "<INDIVIDUAL><DATAID>9900901</DATAID><FIRST_NAME>MOHAMED</FIRST_NAME><SECOND_NAME>AL-KANI</SECOND_NAME>\
        <UN_LIST_TYPE>Libya</UN_LIST_TYPE><REFERENCE_NUMBER>LYi.931</REFERENCE_NUMBER><LISTED_ON>2022-10-25</LISTED_ON>\
        <NAME_ORIGINAL_SCRIPT>محمد الكاني</NAME_ORIGINAL_SCRIPT><NATIONALITY><VALUE>Libya</VALUE></NATIONALITY></INDIVIDUAL>";
    fs::write(folder.join("un.xml"), super::series::un("2024-01-01", &[kani.to_owned()], &[])).unwrap();
    let mut conn = db.conn();
    reports(imported(&mut conn, &folder.join("un.xml"), &Options::default()).unwrap());
    let answer = db
        .query(
            r#"{ articles: party(key: "mohamed-al-kani") { similar { score party { key dataset { key } } } }
                 list: party(key: "un-lyi.931") { similar { score party { key dataset { key } } } } }"#,
        )
        .await;
    for (side, key, dataset) in [("articles", "un-lyi.931", "un-list"), ("list", "mohamed-al-kani", "libya-2018-2020")]
    {
        let best = &answer[side]["similar"][0];
        assert_eq!(best["party"], json!({ "key": key, "dataset": { "key": dataset } }), "{answer}");
        assert!(best["score"].as_f64().unwrap() > 0.9, "{answer}");
    }
}

on_each_backend! { empty: async each_layout_is_imported, async vessels_and_aircraft_are_assets, async both_lists_of_ofac_share_a_data_set,
async a_delta_reports_what_is_on_a_list_that_is_not_known }

on_each_backend! { async a_person_of_the_articles_is_similar_to_one_of_a_list }
