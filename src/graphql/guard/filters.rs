//! The costs of filters. A filter may match almost nothing, so all of its rows may be read: it costs what one row
//! takes, times the number of rows.

use super::given::Given;
use super::weights::{COLUMN_COST, COUNT_COST, QUESTION_COST, STANCE_COST};
use crate::graphql::quantifier::DEPTH_LIMIT;

/// The cost of one row is counted in hundredths of a unit.
const UNIT: u64 = 100;

/// The cost of a `facts` filter for one row, in hundredths.
pub fn of_fact(filter: Given<'_>) -> u64 {
    COLUMN_COST.saturating_add(look_at_fact(filter))
}

/// The cost of a `where` filter for one row, in hundredths.
pub fn of_row(filter: Given<'_>) -> u64 {
    UNIT.saturating_add(look_at_row(filter, DEPTH_LIMIT))
}

/// The cost of a filter for this many rows, in units.
pub fn of_rows(one: u64, rows: u64) -> u64 {
    one.saturating_mul(rows) / UNIT
}

/// The cost of a `facts` filter for one fact, without the fact's own columns.
fn look_at_fact(filter: Given<'_>) -> u64 {
    let has = |name| filter.field(name).is_some();
    let counts_sources = filter.field("minSources").is_some_and(|least| least.number() != Some(1)) || has("maxSources");
    let chooses = ["stances", "publishers", "articles", "attributedTo"].into_iter().any(has);
    let counted = match (chooses, has("knownBy")) {
        // The sources are counted among the evidence that is chosen, or known by that day.
        (true, _) | (_, true) if counts_sources => COUNT_COST,
        (true, _) => STANCE_COST,
        _ => 0,
    };
    let looks = [("onlyStances", STANCE_COST), ("isDisputed", STANCE_COST), ("firstReportedBy", COUNT_COST)];
    looks.into_iter().filter(|(name, _)| has(name)).fold(counted, |sum, (_, cost)| sum.saturating_add(cost))
}

/// The cost of a filter for one row, without the row's own columns. `some` and `none` read several related rows, and so
/// do the filters inside them. Filters below the depth limit are refused elsewhere. Each filter in `and`, `or` and `not`
/// looks at the row again.
fn look_at_row(filter: Given<'_>, deeper: usize) -> u64 {
    filter.fields().into_iter().fold(0_u64, |sum, (name, value)| {
        let inside = match (name, deeper.checked_sub(1)) {
            ("facts", _) => look_at_fact(value),
            ("some" | "none", None) => 0,
            ("some" | "none", Some(deeper)) => {
                QUESTION_COST.saturating_mul(UNIT.saturating_add(look_at_row(value, deeper))) / UNIT
            }
            ("and" | "or" | "not", _) => value
                .list()
                .into_iter()
                .fold(0, |sum: u64, filter| sum.saturating_add(UNIT).saturating_add(look_at_row(filter, deeper))),
            _ => look_at_row(value, deeper),
        };
        sum.saturating_add(inside)
    })
}

#[cfg(test)]
mod tests {
    use async_graphql::{Value, Variables};
    use async_graphql_value::Value as Written;
    use serde_json::json;

    use super::*;

    fn cost(filter: serde_json::Value, of: impl Fn(Given<'_>) -> u64) -> u64 {
        let sent = Value::from_json(filter).unwrap();
        let written = Written::from(sent.clone());
        let costs = [of(Given::Sent(&sent)), of(Given::Written(&written, &Variables::default()))];
        assert_eq!(costs[0], costs[1], "it matters how a filter is given");
        costs[0]
    }

    fn facts(filter: serde_json::Value) -> u64 {
        cost(filter, of_fact)
    }

    fn everything(filter: serde_json::Value) -> u64 {
        cost(filter, of_row)
    }

    #[test]
    fn what_takes_a_look_at_the_evidence_costs_more() {
        let columns = facts(json!({ "minSources": 9, "asOf": "2020-01-01", "datasets": ["a"] }));
        assert_eq!(facts(json!({})), columns);
        assert_eq!(facts(json!({ "knownBy": "2020-01-01" })), columns);
        assert_eq!(facts(json!({ "knownBy": "2020-01-01", "minSources": 1 })), columns);
        let stances = facts(json!({ "stances": ["DENIES"] }));
        assert_eq!(facts(json!({ "stances": ["DENIES"], "minSources": null })), stances);
        let counted = facts(json!({ "stances": ["DENIES"], "minSources": 2 }));
        assert_eq!(facts(json!({ "knownBy": "2020-01-01", "minSources": 2 })), counted);
        assert!(columns < stances && stances < counted, "{columns}, {stances}, {counted}");
    }

    #[test]
    fn each_question_costs_more_than_the_one_inside() {
        let mut filter = json!({});
        let mut before = everything(filter.clone());
        for _ in 0..DEPTH_LIMIT {
            filter = json!({ "relationships": { "some": { "other": filter } } });
            let deeper = everything(filter.clone());
            assert!(deeper > before + UNIT, "{deeper} after {before}");
            before = deeper;
        }
        assert_eq!(everything(json!({ "relationships": { "none": { "other": filter } } })), before);
        let question = |name: &str| everything(json!({ name: { "none": { "facts": { "stances": ["DENIES"] } } } }));
        let both = everything(json!({
            "participations": { "none": { "facts": { "stances": ["DENIES"] } } },
            "mentions": { "none": { "facts": { "stances": ["DENIES"] } } },
        }));
        assert_eq!(both + everything(json!({})), question("participations") + question("mentions"));
        assert!(question("mentions") > everything(json!({ "mentions": { "none": {} } })));
        assert_eq!(everything(json!({ "countries": ["LY"] })), everything(json!({})));
    }

    #[test]
    fn combined_filters_cost_what_they_have() {
        let empty = everything(json!({}));
        let dear = json!({ "relationships": { "none": { "facts": { "stances": ["DENIES"] } } } });
        let inside = everything(dear.clone()) - empty;
        for (filter, filters, questions) in [
            (json!({ "and": [], "or": [], "not": null }), 0, 0),
            (json!({ "and": [{}] }), 1, 0),
            (json!({ "or": {} }), 1, 0),
            (json!({ "or": [dear, {}, dear] }), 3, 2),
            (json!({ "not": dear }), 1, 1),
            (json!({ "or": [{ "and": [{ "not": dear }, dear] }] }), 4, 2),
        ] {
            let expected = empty * (1 + filters) + inside * questions;
            assert_eq!(everything(filter.clone()), expected, "{filter}");
        }
        let nested = everything(json!({ "relationships": { "some": { "other": { "or": [dear] } } } }));
        assert!(nested > everything(json!({ "relationships": { "some": { "other": dear } } })));
        let written = async_graphql_value::Value::List(vec![async_graphql_value::Value::Variable(
            async_graphql::Name::new("filter"),
        )]);
        let or = Written::Object([(async_graphql::Name::new("or"), written)].into_iter().collect());
        let variables = Variables::from_json(json!({ "filter": dear }));
        assert_eq!(of_row(Given::Written(&or, &variables)), empty * 2 + inside);
    }
}
