//! Questions that journalists ask, over many rows.

use super::cases::{COUNTS, Case, NESTED, PAGE, case};
use super::{Failure, Measured};

/// Who is under sanctions, on whose word, and lists with conditions that combine.
pub fn questions(measured: &Measured) -> Result<Vec<Case>, Failure> {
    // The last parties publish most.
    let last = measured.parties()? - 1;
    let publishers = [measured.party(last)?, measured.party(last - 1)?];
    Ok([under_sanctions(), on_whose_word(&publishers), combined(), in_order()].into_iter().flatten().collect())
}

fn under_sanctions() -> Vec<Case> {
    vec![
        case("parties under sanctions now", PAGE, "{ parties(where: { sanctionStatus: {} }) { nodes { key name } } }"),
        case(
            "those for sure, on a day, by one authority, under one programme",
            PAGE,
            r#"{ parties(where: { sanctionStatus: { asOf: "2020-06-30", authorities: ["p-0000003"],
                   programmes: ["LIBYA"], isCertain: true } }) { nodes { key name } } }"#,
        ),
        case(
            "people of a country under an arms embargo",
            PAGE,
            r#"{ actors(where: { countries: ["LY"], sanctionStatus: { measures: [ARMS_EMBARGO] } }) {
                   nodes { key name } } }"#,
        ),
        case(
            "how many parties are under sanctions",
            COUNTS,
            "{ parties(where: { sanctionStatus: {} }, first: 1) { totalCount } }",
        ),
    ]
}

fn on_whose_word([publisher, other]: &[String; 2]) -> Vec<Case> {
    let of_publisher =
        |name, target, query: &str| case(name, target, &query.replace("PUBLISHER", publisher).replace("OTHER", other));
    vec![
        of_publisher(
            "relationships that one publisher alone alleges",
            PAGE,
            r#"{ relationships(where: { facts: { publishers: ["PUBLISHER"], maxSources: 1, onlyStances: [ALLEGES] } }) {
                   nodes { kind source { name } target { name } } } }"#,
        ),
        of_publisher(
            "disputed events that one publisher reported first",
            PAGE,
            r#"{ events(where: { facts: { isDisputed: true, firstReportedBy: ["PUBLISHER"] } }) { nodes { key title } } }"#,
        ),
        of_publisher(
            "evidence of a publisher that is attributed to a party",
            PAGE,
            r#"{ evidence(where: { publishers: ["PUBLISHER"], attributedTo: ["p-0000001"] }) {
                   nodes { stance article { headline } } } }"#,
        ),
        of_publisher(
            "the evidence of 20 events by two publishers",
            NESTED,
            r#"{ events { nodes { key evidence(where: { publishers: ["PUBLISHER", "OTHER"] }) {
                   nodes { stance article { publisher { name } } } } } } }"#,
        ),
        case("incidents", PAGE, "{ incidents { nodes { key title } } }"),
        case(
            "figures of incidents with two sources",
            PAGE,
            "{ figures(where: { event: { kind: INCIDENT }, facts: { minSources: 2 } }) { nodes { low high measure } } }",
        ),
        case(
            "figures of at least a number",
            PAGE,
            "{ figures(where: { atLeast: 100 }) { nodes { low high measure } } }",
        ),
        case(
            "evidence in articles in a language",
            PAGE,
            r#"{ evidence(where: { article: { languages: ["ar"] } }) { nodes { stance article { headline } } } }"#,
        ),
        case(
            "participations as a target",
            PAGE,
            "{ participations(where: { role: TARGET }) { nodes { party { name } event { title } } } }",
        ),
        case(
            "mentions of people of a country",
            PAGE,
            r#"{ mentions(where: { party: { countries: ["MR"] } }) { nodes { party { name } article { headline } } } }"#,
        ),
    ]
}

fn combined() -> Vec<Case> {
    vec![
        case(
            "parties with one of two names (or)",
            PAGE,
            r#"{ parties(where: { or: [{ nameStartsWith: "Mohamed al-Ka" }, { nameStartsWith: "Salem Wa" }] }) {
                   nodes { key name } } }"#,
        ),
        case(
            "courts of two countries that are not under sanctions (and, or, not)",
            PAGE,
            r#"{ organizations(where: { types: [COURT], or: [{ countries: ["LY"] }, { countries: ["TD"] }],
                   not: { sanctionStatus: {} } }) { nodes { key name } } }"#,
        ),
        case(
            "a combination that nothing meets",
            COUNTS,
            r#"{ parties(where: { and: [{ countries: ["LY"] }, { not: { countries: ["LY"] } }] }) { nodes { key } } }"#,
        ),
    ]
}

fn in_order() -> Vec<Case> {
    vec![
        case(
            "the best connected parties of a country",
            PAGE,
            r#"{ parties(where: { countries: ["LY"] }, orderBy: { by: DEGREE, direction: DESC }) {
                   nodes { key name } } }"#,
        ),
        case(
            "the best connected parties",
            PAGE,
            "{ parties(orderBy: { by: DEGREE, direction: DESC }) { nodes { key name } } }",
        ),
        case(
            "parties by their Arabic names",
            COUNTS,
            r#"{ parties(orderBy: { language: "ar" }) { nodes { key name(language: "ar") } } }"#,
        ),
        case(
            "the relationships with most sources",
            PAGE,
            "{ relationships(orderBy: { by: SOURCES, direction: DESC }) { nodes { kind sourceCount } } }",
        ),
        case(
            "the events reported first, of one kind",
            PAGE,
            "{ events(where: { kind: INCIDENT }, orderBy: { by: FIRST_REPORTED }) { nodes { key title } } }",
        ),
        case(
            "20 parties, the 5 best sourced relationships of each",
            NESTED,
            r#"{ parties(where: { countries: ["LY"] }, orderBy: { by: KEY }) { nodes { key
                   relationships(first: 5, orderBy: { by: SOURCES, direction: DESC }) { edges { node { kind } } } } } }"#,
        ),
    ]
}
