//! Each level of a query costs a fixed number of statements, whatever the number of rows.

use crate::support::TestDatabase;

/// The parties, their relationships, the other party of each, and evidence with its article and publisher.
fn nested(parties: u32, relationships: u32) -> String {
    format!(
        r#"{{ parties(first: {parties}, orderBy: {{ by: KEY }}) {{ totalCount nodes {{
             name(language: "en") countries
             relationships(first: {relationships}) {{ totalCount edges {{
               other {{ name(language: "en") }}
               node {{ kind evidence(first: 5) {{ nodes {{ paragraphs attributedTo {{ key }} article {{ headline publisher {{ name }} }} }} }} }}
             }} }} }} }} }}"#
    )
}

/// The queries of the tour and of its users, each with the statements that it takes.
fn queries() -> Vec<(String, u64)> {
    vec![
        // One each for the parties and their number; their names and countries; the relationships and their numbers;
        // the other parties and their names; the evidence; its articles, their publishers, and who it is attributed to.
        (nested(20, 10), 12),
        (r#"{ party(key: "kaniyat") { key } }"#.to_owned(), 1),
        // The removal, and its data set.
        (r#"{ removal(key: "bulletin") { key dataset { key } } }"#.to_owned(), 2),
        (r#"{ node(id: "Actor:mohamed-al-kani") { ... on Actor { name } } }"#.to_owned(), 2),
        (
            r#"{ party(key: "kaniyat") { sanctionEvents { nodes {
                   action measures targets { name } authority { name }
                   follows { key } followedBy { key }
                   participations { nodes { role party { name } evidence { nodes { article { key } } } } }
                   evidence { nodes { article { publisher { name } } } } } } } }"#
                .to_owned(),
            // The party, its events, their measures, the ids of their targets, these, authorities, followed events,
            // following ones, participations, their parties, their evidence, its articles, these' publishers. The
            // events' own evidence cites articles that are there by then.
            13,
        ),
        (
            r#"{ party(key: "kaniyat") { sanctionStatus(asOf: "2020-11-26") {
                   state since measures authority { name }
                   events { key participations { nodes { party { name } } } evidence { nodes { article { key } } } } } } }"#
                .to_owned(),
            // The party, its status with the events, measures, authorities, participations, their parties, evidence, its
            // articles.
            8,
        ),
        (
            r#"{ sanctionEvents { nodes { chain { action authority { name } chain { key } } } } }"#.to_owned(),
            // The events, their cases, authorities. The cases of these are there by then.
            3,
        ),
        (
            r#"{ parties(first: 100) { nodes { sanctionStatus(facts: { minSources: 2 }) { state events { key } } } } }"#
                .to_owned(),
            2,
        ),
        (
            r#"{ event(key: "tarhuna-mass-graves") { place { name(language: "en") } figures {
                   measure evidence { nodes { article { key } attributedTo { name } } } } } }"#
                .to_owned(),
            7,
        ),
        (
            r#"{ article(key: "al-ain-2018-11-haftar-g5-sahel") { body mentions(first: 100) { nodes { party { name } } }
                   evidence(first: 100) { nodes { fact { id ... on Relationship { source { key } } ... on Participation { event { key } } } } } } }"#
                .to_owned(),
            // The article, its body, mentions, their parties, evidence, and the four kinds of fact that it stands for.
            9,
        ),
        (
            r#"{ legalInstrument(key: "executive-order-13818") { title(language: "en")
                   sanctionEvents { nodes { action targets { name } } } events { nodes { title } } } }"#
                .to_owned(),
            // The instrument; its sanction events, the ids of their targets, these; all of its events.
            5,
        ),
        (
            r#"{ place(key: "tarhuna") { placeRelationships(facts: { asOf: "2020-01-01" }) { nodes {
                   party { name } evidence { nodes { article { publisher { name } } } } } } } }"#
                .to_owned(),
            // The place, its relationships, their parties, evidence, its articles, their publishers.
            6,
        ),
        // Rarely selected columns take a statement of their own: the evidence summary, and the details of a kind of
        // party.
        ("{ relationships { nodes { id kind } } parties { nodes { id name } } }".to_owned(), 2),
        (
            "{ relationships { nodes { id sourceCount isDisputed firstReported } }
               parties { nodes { ... on Actor { born gender } ... on Organization { type } ... on Asset { built } } } }"
                .to_owned(),
            4,
        ),
        (
            r#"{ events(where: { place: { within: ["tripoli-area"] }, from: "2018-01-01", period: CERTAINLY_WITHIN }) {
                   totalCount nodes { key place { key within { key } } } }
                 places(where: { countries: ["LY"] }) { totalCount nodes { key } } }"#
                .to_owned(),
            // The places, for the list and for its number; these; the places of the events, and what these lie within;
            // the places of the country, and their number.
            8,
        ),
        ("{ revision datasets { key } places { nodes { events { totalCount } } } }".to_owned(), 4),
        (
            r#"{ actors(where: { relationships: { some: { kind: LEADS, other: { sanctionEvents: { some: { action: IMPOSED } } } } } }) {
                   nodes { key } } }"#
                .to_owned(),
            // From the inside out: the events, their targets, these as parties, those who lead them; then the actors.
            5,
        ),
        (
            r#"{ sanctionEventCounts(by: [ACTION, AUTHORITY]) { action authority { name(language: "en") } count }
                 mentionCounts(by: [PUBLISHER]) { publisher { name(language: "en") } count } }"#
                .to_owned(),
            // Two counts; authorities together with publishers, and the names of both.
            4,
        ),
    ]
}

async fn a_query_takes_as_many_statements_as_it_has_levels(db: &TestDatabase) {
    crate::removal::remove_one(db);
    for (query, expected) in queries() {
        assert_eq!(db.statements_of(&query).await, expected, "{query}");
    }
}

async fn more_rows_take_no_more_statements(db: &TestDatabase) {
    let few = db.statements_of(&nested(20, 10)).await;
    let many = db.statements_of(&nested(100, 100)).await;
    assert_eq!(few, many);
}

/// A circular query returns to rows that are already loaded: eight rounds take one statement for each relation.
async fn circles_take_a_few_statements_for_each_level(db: &TestDatabase) {
    let circle = |length: usize| {
        let open = "evidence(first: 1) { nodes { fact { id ".repeat(length);
        format!("{{ relationships(first: 2) {{ nodes {{ {open} {} }} }} }}", "} } }".repeat(length))
    };
    assert_eq!(db.statements_of(&circle(8)).await, 3);
}

async fn fields_that_are_left_out_cost_nothing(db: &TestDatabase) {
    let query = r#"query($yes: Boolean = true, $no: Boolean = false) { party(key: "kaniyat") {
        key names @skip(if: $yes) { text } mentions @include(if: $no) { nodes { paragraphs } } } }"#;
    assert_eq!(db.statements_of(query).await, 1);
}

on_each_backend! {
    async a_query_takes_as_many_statements_as_it_has_levels,
    async more_rows_take_no_more_statements,
    async circles_take_a_few_statements_for_each_level,
    async fields_that_are_left_out_cost_nothing,
}
