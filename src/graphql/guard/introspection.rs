//! The price of introspection. It bounds circles, such as the fields of the types of fields.

use async_graphql::parser::types::{ExecutableDocument, Selection, SelectionSet};

/// The price of a selection set below `__schema` or `__type`: 1 for each value. `types` counts as 150 items, any other
/// list as 6, which is more than its average. There is no cache of fragments, since the document size is bounded with
/// fragments written out.
pub fn price(document: &ExecutableDocument, set: &SelectionSet) -> u64 {
    set.items.iter().fold(0, |sum: u64, selection| {
        let cost = match &selection.node {
            Selection::Field(field) => {
                let item = price(document, &field.node.selection_set.node).saturating_add(1);
                item.saturating_mul(items(&field.node.name.node))
            }
            Selection::InlineFragment(fragment) => price(document, &fragment.node.selection_set.node),
            Selection::FragmentSpread(spread) => {
                let fragment = document.fragments.get(&spread.node.fragment_name.node);
                fragment.map_or(1, |fragment| price(document, &fragment.node.selection_set.node))
            }
        };
        sum.saturating_add(cost)
    })
}

fn items(field: &str) -> u64 {
    match field {
        "types" => 150,
        "fields" | "inputFields" | "enumValues" | "interfaces" | "possibleTypes" | "args" | "directives" => 6,
        _ => 1,
    }
}

#[cfg(test)]
mod tests {
    use async_graphql::parser::parse_query;

    use super::*;
    use crate::config::GuardLimits;

    #[test]
    fn a_request_may_read_the_whole_schema_a_few_times() {
        let document = parse_query(include_str!("../../../fuzz/seeds/introspection.graphql")).unwrap();
        let (_, operation) = document.operations.iter().next().unwrap();
        let price = price(&document, &operation.node.selection_set.node);
        let limit = GuardLimits::default().cost;
        assert!((limit / 10..limit / 4).contains(&price), "{price}");
    }
}
