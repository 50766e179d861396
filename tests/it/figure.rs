//! What each source counts, and on whose word.

use serde_json::Value;

use crate::support::TestDatabase;

async fn contradicting_figures_stand_side_by_side(db: &TestDatabase) {
    let answer = db
        .query(
            r#"{ event(key: "tarhuna-mass-graves") {
                   title(language: "en")
                   figures {
                     id measure qualifier low high note(language: "en") sourceCount isDisputed firstReported
                     event { key }
                     evidence { nodes { stance paragraphs attribution(language: "en")
                                        attributedTo { name(language: "en") } article { key } } }
                   }
               } }"#,
        )
        .await;
    insta::assert_json_snapshot!("figures_at_the_mass_graves", answer);
}

fn upper(figure: &Value) -> Option<i64> {
    figure["high"].as_i64().or(figure["low"].as_i64())
}

async fn figures_of_an_event_are_filtered(db: &TestDatabase) {
    let figures = async |arguments: &str| {
        let query = format!(
            r#"{{ event(key: "tarhuna-mass-graves") {{ figures{arguments} {{ id measure low high qualifier sourceCount }} }} }}"#
        );
        db.query(&query).await["event"]["figures"].as_array().unwrap().clone()
    };
    let all = figures("").await;
    type Kept = fn(&Value) -> bool;
    let filters: [(&str, Kept); 9] = [
        (r#"measures: ["graves"]"#, |figure| figure["measure"] == "graves"),
        ("qualifiers: [ABOUT]", |figure| figure["qualifier"] == "ABOUT"),
        ("not: { qualifiers: [ABOUT] }", |figure| figure["qualifier"] != "ABOUT"),
        ("facts: { maxSources: 1 }, event: { kind: INCIDENT }", |figure| figure["sourceCount"] == 1),
        ("event: { kind: SANCTION_EVENT }", |_| false),
        ("atLeast: 30", |figure| figure["low"].as_i64() >= Some(30)),
        ("atMost: 30", |figure| upper(figure).is_some_and(|upper| upper <= 30)),
        ("not: { atLeast: 30 }", |figure| figure["low"].as_i64().is_none_or(|low| low < 30)),
        ("atLeast: 11, atMost: 230", |figure| {
            figure["low"].as_i64() >= Some(11) && upper(figure).is_some_and(|upper| upper <= 230)
        }),
    ];
    for (filter, is_kept) in filters {
        let expected: Vec<Value> = all.iter().filter(|figure| is_kept(figure)).cloned().collect();
        assert_eq!(figures(&format!("(where: {{ {filter} }})")).await, expected, "{filter}");
        let is_by_number = filter.contains("atLeast") || filter.contains("atMost");
        assert!(!is_by_number || (1..all.len()).contains(&expected.len()), "{filter}: {expected:?}");
    }
    assert!(all.len() > 3);
}

on_each_backend! {
    async contradicting_figures_stand_side_by_side,
    async figures_of_an_event_are_filtered,
}
