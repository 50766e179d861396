//! What each source counts, and on whose word.

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

on_each_backend! { async contradicting_figures_stand_side_by_side }
