//! The cost of an operation, with every list as long as it can be.

use std::collections::HashMap;

use async_graphql::parser::types::{ExecutableDocument, Field, OperationDefinition, Selection, SelectionSet};
use async_graphql::{Name, Positioned, Variables};

use super::filters::{of_fact, of_row, of_rows};
use super::given::Given;
use super::introspection;
use super::model::{self, Model, Paging};
use super::values::Sizes;
use super::weights::{COLUMN_COST, NAME_COST, Rows, Size};
use crate::graphql::error::Failure;
use crate::graphql::quantifier;

/// The cost of a selection set. It saturates instead of overflowing.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
struct Cost {
    /// The cost that does not depend on the page.
    fixed: u64,
    /// The cost for each item of the page of the nearest paginated field above.
    per_item: u64,
    /// The cost of the few parents with very many rows. Each is read once, so the lengths of the lists above do not
    /// matter.
    once: u64,
}

impl Cost {
    fn fixed(fixed: u64) -> Self {
        Self { fixed, ..Self::default() }
    }

    fn plus(self, other: Self) -> Self {
        Self {
            fixed: self.fixed.saturating_add(other.fixed),
            per_item: self.per_item.saturating_add(other.per_item),
            once: self.once.saturating_add(other.once),
        }
    }

    fn times(self, factor: u64) -> Self {
        Self {
            fixed: self.fixed.saturating_mul(factor),
            per_item: self.per_item.saturating_mul(factor),
            once: self.once,
        }
    }

    /// The higher cost of both, for any page.
    fn max(self, other: Self) -> Self {
        Self {
            fixed: self.fixed.max(other.fixed),
            per_item: self.per_item.max(other.per_item),
            once: self.once.max(other.once),
        }
    }

    /// The cost with a page of this many items.
    fn on_page(self, items: u64) -> Self {
        let fixed = self.fixed.saturating_add(self.per_item.saturating_mul(items));
        Self { fixed, per_item: 0, once: self.once }
    }

    /// The fixed cost as the cost for each item of the page.
    fn for_each_item(self) -> Self {
        Self { fixed: 0, per_item: self.fixed, once: self.once }
    }
}

/// The cost of the operation. Each selection set is counted once for each object that it may be selected on, so the
/// work is linear in the document size. A field that the schema does not have costs 1; validation refuses it.
///
/// # Errors
/// `QUERY_TOO_COMPLEX` for a list that is too long, `BAD_USER_INPUT` for a filter that is too large.
pub fn cost(
    document: &ExecutableDocument,
    operation: &OperationDefinition,
    root: &str,
    variables: &Variables,
    sizes: &Sizes<'_>,
) -> Result<u64, Failure> {
    let mut counting = Counting { model: Model::get(), document, variables, sizes, sets: HashMap::new() };
    let mut dearest = Cost::default();
    for object in counting.model.possible(root) {
        dearest = dearest.max(counting.set(&operation.selection_set.node, *object)?);
    }
    Ok(dearest.fixed.saturating_add(dearest.once))
}

struct Counting<'a> {
    model: &'static Model,
    document: &'a ExecutableDocument,
    variables: &'a Variables,
    sizes: &'a Sizes<'a>,
    /// The costs so far, by the address of the selection set and the index of the object.
    sets: HashMap<(*const SelectionSet, usize), Cost>,
}

impl<'a> Counting<'a> {
    fn set(&mut self, set: &'a SelectionSet, object: usize) -> Result<Cost, Failure> {
        let key = (std::ptr::from_ref(set), object);
        if let Some(cost) = self.sets.get(&key) {
            return Ok(*cost);
        }
        let mut cost = Cost::default();
        for selection in &set.items {
            cost = cost.plus(self.selection(&selection.node, object)?);
        }
        self.sets.insert(key, cost);
        Ok(cost)
    }

    fn selection(&mut self, selection: &'a Selection, object: usize) -> Result<Cost, Failure> {
        match selection {
            Selection::Field(field) => {
                // A filter that is too large is refused as such, not for what it would cost.
                if let Some(filter) = self.argument(&field.node, "where") {
                    quantifier::check(filter).map_err(|failure| failure.at(field.pos))?;
                }
                self.field(&field.node, object)
            }
            Selection::InlineFragment(Positioned { node: fragment, .. }) => {
                let condition = fragment.type_condition.as_ref().map(|condition| &condition.node.on.node);
                self.fragment(condition, &fragment.selection_set.node, object)
            }
            Selection::FragmentSpread(spread) => {
                let document = self.document;
                let Some(fragment) = document.fragments.get(&spread.node.fragment_name.node) else {
                    return Ok(Cost::fixed(1));
                };
                let condition = &fragment.node.type_condition.node.on.node;
                self.fragment(Some(condition), &fragment.node.selection_set.node, object)
            }
        }
    }

    fn fragment(&mut self, condition: Option<&Name>, set: &'a SelectionSet, object: usize) -> Result<Cost, Failure> {
        let looked_at = Cost::fixed(1);
        if condition.is_none_or(|name| self.model.possible(name).contains(&object)) {
            return Ok(looked_at.plus(self.set(set, object)?));
        }
        Ok(looked_at)
    }

    fn field(&mut self, field: &'a Field, object: usize) -> Result<Cost, Failure> {
        let arguments = self.sizes.of_field(field)? as u64;
        if matches!(field.name.node.as_str(), "__schema" | "__type") {
            let price = introspection::price(self.document, &field.selection_set.node);
            return Ok(Cost::fixed(price.saturating_add(1).saturating_add(arguments)));
        }
        let model = self.model;
        let Some(declared) = model.objects[object].fields.get(field.name.node.as_str()) else {
            return Ok(Cost::fixed(arguments.saturating_add(1)));
        };
        let mut item = Cost::default();
        for object in &declared.possible {
            item = item.max(self.set(&field.selection_set.node, *object)?);
        }
        let page = declared.page.map(|paging| self.page(field, paging));
        let below = self.below(field, declared, item, page);
        // The page applies to the field that asks for it, not to the fields above.
        let below = page.map_or(below, |items| below.on_page(items));
        Ok(below.plus(self.own(field, declared, page)).plus(Cost::fixed(arguments)))
    }

    /// The cost of the field without its selections.
    fn own(&self, field: &'a Field, declared: &model::Field, page: Option<u64>) -> Cost {
        let cost = match declared.size {
            Some(Size::Argument(argument)) => declared.cost.saturating_mul(self.length(field, argument)),
            _ => declared.cost,
        };
        let of_items = declared.each.saturating_mul(page.unwrap_or(1));
        let own = Cost { fixed: cost.saturating_add(of_items), per_item: 0, once: declared.once };
        own.plus(self.filters(field, declared.rows))
    }

    /// The cost of the filters in its arguments, for the rows that they may read.
    fn filters(&self, field: &'a Field, rows: Rows) -> Cost {
        field.arguments.iter().fold(Cost::default(), |sum, (name, _)| {
            let given = self.argument(field, &name.node).filter(|given| !given.is_null());
            let of_rows = |one: u64| Cost { fixed: of_rows(one, rows.each), per_item: 0, once: of_rows(one, rows.hub) };
            sum.plus(match (name.node.as_str(), given) {
                ("where", Some(filter)) => of_rows(of_row(filter)),
                ("facts", Some(filter)) => of_rows(of_fact(filter)),
                ("actions", Some(_)) => of_rows(COLUMN_COST),
                // All parties have an index for each order but that of names in a language.
                ("orderBy", Some(order)) if rows.hub == 0 => match order.field("language") {
                    Some(_) => of_rows(NAME_COST),
                    None => Cost::default(),
                },
                // The rows of a parent are sorted.
                ("orderBy", Some(_)) => of_rows(COLUMN_COST),
                _ => Cost::default(),
            })
        })
    }

    /// The cost of the field's selections. For a list, each item costs 1 more.
    fn below(&self, field: &'a Field, declared: &model::Field, item: Cost, page: Option<u64>) -> Cost {
        let each = item.plus(Cost::fixed(1));
        match (declared.size, page) {
            (None, _) => item,
            (Some(Size::Items(items)), _) => each.times(items),
            (Some(Size::Argument(argument)), _) => each.times(self.length(field, argument)),
            (Some(Size::Page(times)), Some(items)) => each.times(items.saturating_mul(times)),
            (Some(Size::Page(times)), None) => each.on_page(1).times(times).for_each_item(),
        }
    }

    /// The number of items of the page that the field asks for.
    fn page(&self, field: &'a Field, paging: Paging) -> u64 {
        let asked = |name| self.argument(field, name).and_then(Given::number);
        asked("first").max(asked("last")).unwrap_or(paging.default).min(paging.most)
    }

    /// The number of items of a list argument. An item that is an absent variable counts too.
    fn length(&self, field: &'a Field, argument: &str) -> u64 {
        // A single value is coerced to a list of one.
        self.argument(field, argument).and_then(Given::items).map_or(1, |items| items as u64)
    }

    /// The value of an argument; none if it is absent, or an absent variable.
    fn argument(&self, field: &'a Field, name: &str) -> Option<Given<'_>> {
        Given::of(&field.get_argument(name)?.node, self.variables)
    }
}

#[cfg(test)]
mod tests {
    use async_graphql::parser::parse_query;
    use serde_json::json;

    use super::super::weights::{PAGE_COST, TOTAL_COST};
    use super::*;
    use crate::config::GuardLimits;

    fn cost_with(document: &str, variables: serde_json::Value) -> u64 {
        let document = parse_query(document).unwrap();
        let variables = Variables::from_json(variables);
        let sizes = Sizes::of(&variables, &GuardLimits::default()).ok().unwrap();
        let (_, operation) = document.operations.iter().next().unwrap();
        cost(&document, &operation.node, "Query", &variables, &sizes).ok().unwrap()
    }

    fn cost_of(document: &str) -> u64 {
        cost_with(document, json!({}))
    }

    /// The cost of selections on a party.
    fn of_party(selected: &str) -> u64 {
        cost_of(&format!("{{ party(key: \"a\") {{ {selected} }} }}")) - cost_of("{ party(key: \"a\") { id } }") + 1
    }

    #[test]
    fn fields_cost_one_and_what_their_arguments_have() {
        assert_eq!(cost_of("{ revision }"), 1);
        assert_eq!(cost_of("{ a: revision b: revision __typename nothing(a: [1, 2]) }"), 1 + 1 + 1 + 4);
        assert_eq!(of_party("key name(language: \"ar\")"), 1 + 2);
        let keys = "{ parties(first: 0, where: { keys: $keys }) { pageInfo { endCursor } } }";
        let keys = format!("query A($keys: [String!]) {keys}");
        let three = cost_with(&keys, json!({ "keys": ["a", "b", "c"] }));
        assert_eq!(cost_with(&keys, json!({ "keys": vec!["a"; 103] })), three + 100);
    }

    #[test]
    fn lists_cost_as_many_items_as_are_asked_for() {
        let page = |arguments: &str| of_party(&format!("relationships{arguments} {{ nodes {{ id sourceCount }} }}"));
        let expected = |items: u64| PAGE_COST + 1 + items * 3;
        assert_eq!(page(""), expected(20));
        assert_eq!(page("(first: null)"), expected(20) + 1);
        assert_eq!(page("(first: 0)"), expected(0) + 1);
        assert_eq!(page("(last: 7)"), expected(7) + 1);
        assert_eq!(page("(first: 100)"), expected(100) + 1);
        assert_eq!(page("(first: 2147483647)"), expected(100) + 1);
        assert_eq!(page("(first: -1)"), expected(0) + 1);
        let with = |variables| {
            let document = "query A($n: Int = 3) { party(key: \"a\") { relationships(first: $n) { nodes { id } } } }";
            cost_with(document, variables)
        };
        assert_eq!(with(json!({ "n": 13 })), with(json!({ "n": 3 })) + 20);
    }

    #[test]
    fn a_page_is_asked_for_by_the_field_right_above() {
        let inner = PAGE_COST + 1 + 1 + 2 * (1 + 1);
        let outer = PAGE_COST + 1 + 1 + 5 * (1 + 1 + inner) + TOTAL_COST;
        let selected = "relationships(first: 5) { edges { other { mentions(first: 2) { nodes { id } } } } totalCount }";
        assert_eq!(of_party(selected), outer);
        assert_eq!(of_party("relationships(first: 5) { ...{ pageInfo { endCursor } } }"), PAGE_COST + 1 + 1 + 1 + 1);
        let paths = |first: &str| {
            cost_of(&format!("{{ paths(from: \"a\", to: \"b\"{first}) {{ nodes {{ length }} complete }} }}"))
        };
        assert_eq!(paths(", first: 13"), paths("") + 10 * 2 + 1);
        let network = "{ network(around: [\"a\"], first: 10) { nodes { degree } links { source } } }";
        let smaller = "{ network(around: [\"a\"], first: 9) { nodes { degree } links { source } } }";
        assert_eq!(cost_of(network), cost_of(smaller) + 2 + 4 * 2);
    }

    #[test]
    fn a_list_given_is_as_long_as_it_is() {
        let nodes = |ids: &str| cost_of(&format!("{{ nodes(ids: {ids}) {{ id }} }}"));
        assert_eq!(
            nodes("[\"a\", \"b\", \"c\"]") - nodes("[\"a\", \"b\"]"),
            nodes("[\"a\", \"b\"]") - nodes("[\"a\"]")
        );
        assert_eq!(nodes("\"a\"") + 1, nodes("[\"a\"]"));
        let screen = |count: usize, first: u64| {
            let document =
                "query A($q: [ScreenQuery!]!, $f: Int) { screen(queries: $q, first: $f) { matches { score } } }";
            cost_with(document, json!({ "q": vec![json!({ "name": "a" }); count], "f": first }))
        };
        assert_eq!(screen(2, 20) - screen(2, 19), 2 * 2);
        assert_eq!(screen(100, 20) - screen(98, 20), screen(3, 20) - screen(1, 20));
    }

    #[test]
    fn a_list_that_holds_an_absent_variable_is_as_long_as_it_is() {
        let with = |arguments: &str, variables: serde_json::Value| {
            let document = format!(
                "query A($u: String, $d: String = \"a\", $q: [ScreenQuery!], $i: ID) {{ {arguments} {{ __typename }} }}"
            );
            cost_with(&document, variables)
        };
        let screen = |queries: &str, variables| with(&format!("screen(queries: {queries})"), variables);
        let none = || json!({});
        let written = screen("[{ name: \"a\" }, { name: \"b\" }, { name: \"c\" }]", none());
        for queries in [
            "[{ name: $u }, { name: \"b\" }, { name: \"c\" }]",
            "[{ name: $u }, { name: $u }, { name: $u }]",
            "[{ name: $d }, { name: \"b\" }, { name: $u }]",
        ] {
            assert_eq!(screen(queries, none()), written, "{queries}");
            assert_eq!(screen(queries, json!({ "u": null })), written, "{queries}");
            assert_eq!(screen(queries, json!({ "u": "a", "d": null })), written, "{queries}");
        }
        // The number of values in the items changes the cost a little; the length of the list stays the same.
        let nested = screen("[{ name: \"a\", countries: [$u, $u] }, $q, { name: $u }]", none());
        assert!(nested >= written && nested < written + 10, "{nested} and {written}");
        let given = screen("$q", json!({ "q": vec![json!({ "name": "a" }); 3] }));
        assert_eq!(given, written);
        assert_eq!(screen("$q", none()), screen("$q", json!({ "q": null })));
        assert!(screen("$q", none()) < written / 2);
        let nodes = |ids: &str| with(&format!("nodes(ids: {ids})"), none());
        assert_eq!(nodes("[$i, \"a\", \"b\"]"), nodes("[\"a\", \"a\", \"b\"]"));
    }

    #[test]
    fn of_what_an_interface_may_be_the_dearest_counts() {
        let cheap = "... on Place { name }";
        let dear = "... on Party { relationships { nodes { id } } }";
        let dearest = "... on SanctionEvent { chain { id } chain { id } }";
        let node = |selected: &str| cost_of(&format!("{{ node(id: \"a\") {{ {selected} }} }}"));
        let looked_at = 1;
        assert_eq!(node(&[cheap, dear].join(" ")), node(dear) + looked_at);
        assert_eq!(node(&[cheap, dear, dearest].join(" ")), node(dearest) + 2 * looked_at);
        assert_eq!(
            node("... on Fact { sourceCount } ... on Event { key }"),
            node("... on Incident { sourceCount key }") + 1
        );
    }

    #[test]
    fn fragments_cost_what_they_spread() {
        let written_out = "{ party(key: \"a\") { ...{ relationships { nodes { source { ...{ id } } } } } ...{ id } } }";
        let spread = "{ party(key: \"a\") { ...A ...B } } fragment B on Party { id }
                      fragment A on Party { relationships { nodes { source { ...B } } } }";
        assert_eq!(cost_of(spread), cost_of(written_out));
    }

    #[test]
    fn fragments_that_double_each_other_cost_no_time() {
        let mut document = String::from("{ node(id: \"a\") { ...F0 } }");
        for fragment in 0..30 {
            document += &format!(" fragment F{fragment} on Node {{ ...F{0} a: id ...F{0} }}", fragment + 1);
        }
        document += " fragment F30 on Fact { evidence(first: 100) { nodes { id } } }";
        assert!(cost_of(&document) > 100 << 30);
    }

    #[test]
    fn what_multiplies_is_dear_and_never_overflows() {
        let mut nested = String::from("id");
        for _ in 0..12 {
            nested = format!("chain {{ {nested} }}");
        }
        assert_eq!(cost_of(&format!("{{ sanctionEvent(key: \"a\") {{ {nested} }} }}")), u64::MAX);
        let mut circle = String::from("name");
        for _ in 0..5 {
            circle = format!("fields {{ type {{ {circle} }} }}");
        }
        let circle = cost_of(&format!("{{ __schema {{ types {{ {circle} }} }} }}"));
        assert!(circle > 1_000_000, "{circle}");
    }
}
