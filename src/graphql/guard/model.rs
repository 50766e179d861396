//! The schema with the cost and the list size of each field.

use std::collections::{BTreeSet, HashMap};
use std::sync::LazyLock;

use async_graphql::OutputType;
use async_graphql::registry::{MetaField, MetaType, Registry};

use super::weights::{ALL, PAGE_COST, PARENT, Rows, Size, TOTAL_COST, WEIGHTS, Weight};
use crate::db::{PAGE_DEFAULT, PAGE_LIMIT};
use crate::graphql::root::Root;

/// The objects of the schema, and the possible objects of each type by name. An object is known by its index.
pub struct Model {
    pub(super) objects: Vec<Object>,
    pub(super) possible: HashMap<String, Vec<usize>>,
}

/// An object.
#[derive(Default)]
pub(super) struct Object {
    pub fields: HashMap<String, Field>,
}

/// A field of an object.
#[derive(Debug, Clone, Default)]
pub(super) struct Field {
    /// Its own cost, without its selections. For a list as long as an argument, the cost of each item.
    pub cost: u64,
    /// The length of its list; none for a field that is no list.
    pub size: Option<Size>,
    /// The cost of each item of its page, without its selections.
    pub each: u64,
    /// The cost of the few parents with very many rows. It is counted once for all parents.
    pub once: u64,
    /// The number of rows that a filter in its arguments may read.
    pub rows: Rows,
    /// The page sizes that its `first` and `last` allow; none for a field without pages.
    pub page: Option<Paging>,
    /// The objects that it may return, by index.
    pub possible: Vec<usize>,
}

/// The number of items of a page.
#[derive(Debug, Clone, Copy)]
pub(super) struct Paging {
    /// When neither `first` nor `last` is given.
    pub default: u64,
    pub most: u64,
}

static MODEL: LazyLock<Model> = LazyLock::new(|| Model::new(&registry()));

/// The schema's types.
fn registry() -> Registry {
    let mut registry = Registry::default();
    Root::create_type_info(&mut registry);
    registry.query_type = Root::type_name().into_owned();
    registry.remove_unused_types();
    registry
}

impl Model {
    pub fn get() -> &'static Self {
        &MODEL
    }

    fn new(registry: &Registry) -> Self {
        let names: Vec<&str> = registry
            .types
            .iter()
            .filter(|(_, ty)| matches!(ty, MetaType::Object { .. }))
            .map(|(name, _)| &**name)
            .collect();
        let place = |name: &str| names.binary_search(&name).ok();
        let mut possible = HashMap::new();
        for (name, ty) in &registry.types {
            let objects = match ty {
                MetaType::Object { .. } => place(name).into_iter().collect(),
                MetaType::Interface { possible_types, .. } | MetaType::Union { possible_types, .. } => {
                    possible_types.iter().filter_map(|name| place(name)).collect()
                }
                _ => continue,
            };
            possible.insert(name.clone(), objects);
        }
        let objects = names.iter().map(|name| object(registry, name, &possible)).collect();
        Self { objects, possible }
    }

    /// The indexes of the objects that an object, interface or union of this name may be.
    pub(super) fn possible(&self, name: &str) -> &[usize] {
        self.possible.get(name).map_or(&[], Vec::as_slice)
    }
}

fn object(registry: &Registry, name: &str, possible: &HashMap<String, Vec<usize>>) -> Object {
    let Some(MetaType::Object { fields, .. }) = registry.types.get(name) else { return Object::default() };
    let fields = fields.values().map(|meta| {
        let weight = weight(registry, name, &meta.name);
        let field = field(meta, weight, name == registry.query_type, name.ends_with("Connection"), possible);
        (meta.name.clone(), field)
    });
    Object { fields: fields.collect() }
}

/// The declared weight of a field, by its object or by an interface of that object.
fn weight(registry: &Registry, object: &str, field: &str) -> Option<&'static Weight> {
    let interfaces: BTreeSet<&str> =
        registry.implements.get(object).into_iter().flatten().map(|name| &**name).collect();
    WEIGHTS.iter().find(|weight| {
        weight
            .field
            .split_once('.')
            .is_some_and(|(ty, name)| name == field && (ty == object || interfaces.contains(ty)))
    })
}

fn field(
    meta: &MetaField,
    weight: Option<&Weight>,
    is_of_root: bool,
    is_of_connection: bool,
    possible: &HashMap<String, Vec<usize>>,
) -> Field {
    let page = meta.args.get("first").map(|first| Paging {
        default: first.default_value.as_ref().and_then(|text| text.parse().ok()).unwrap_or(PAGE_DEFAULT as u64),
        most: weight.and_then(|weight| weight.most).unwrap_or(PAGE_LIMIT as u64),
    });
    let cost = match weight {
        Some(weight) => weight.cost,
        None if is_of_connection && meta.name == "totalCount" => TOTAL_COST,
        None if page.is_some() => PAGE_COST,
        None => 1,
    };
    let is_list = meta.ty.starts_with('[');
    let size = match weight.and_then(|weight| weight.size) {
        None if is_list && is_of_connection => Some(Size::Page(1)),
        size => size,
    };
    let name = meta.ty.trim_matches(['[', ']', '!']);
    let rows = weight.and_then(|weight| weight.rows).unwrap_or(if is_of_root { ALL } else { PARENT });
    let (each, once) = weight.map_or((0, 0), |weight| (weight.each, weight.once));
    Field { cost, size, each, once, rows, page, possible: possible.get(name).cloned().unwrap_or_default() }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn objects(registry: &Registry) -> impl Iterator<Item = (&str, &MetaField)> {
        registry.types.iter().flat_map(|(name, ty)| match ty {
            MetaType::Object { fields, .. } => fields.values().map(|field| (name.as_str(), field)).collect(),
            _ => Vec::new(),
        })
    }

    #[test]
    fn each_list_has_a_size() {
        let (registry, model) = (registry(), Model::get());
        for (object, meta) in objects(&registry) {
            let Some(place) = model.possible(object).first() else { panic!("{object} is no object") };
            let field = &model.objects[*place].fields[&meta.name];
            assert_eq!(
                field.size.is_some(),
                meta.ty.starts_with('['),
                "{object}.{}: declare its size in WEIGHTS",
                meta.name
            );
        }
    }

    #[test]
    fn what_is_declared_is_in_the_schema() {
        let registry = registry();
        for declared in WEIGHTS {
            let is_met = |(object, field): (&str, &MetaField)| {
                weight(&registry, object, &field.name).is_some_and(|weight| weight.field == declared.field)
            };
            assert!(objects(&registry).any(is_met), "{}", declared.field);
        }
    }

    #[test]
    fn each_filter_of_facts_stands_over_rows() {
        let (registry, model) = (registry(), Model::get());
        let filtered: Vec<(&str, &MetaField)> =
            objects(&registry).filter(|(_, meta)| meta.args.contains_key("facts")).collect();
        assert!(filtered.len() > 10);
        for (object, meta) in filtered {
            let field = &model.objects[model.possible(object)[0]].fields[&meta.name];
            let is_page = meta.args.contains_key("after");
            assert!(field.rows.each > 0 && (!is_page || field.rows == PARENT), "{object}.{}", meta.name);
        }
    }

    #[test]
    fn a_size_by_an_argument_names_a_list_among_the_arguments() {
        let registry = registry();
        for (object, meta) in objects(&registry) {
            if let Some(Size::Argument(argument)) = weight(&registry, object, &meta.name).and_then(|weight| weight.size)
            {
                assert!(meta.args[argument].ty.starts_with('['), "{object}.{}", meta.name);
            }
        }
    }

    #[test]
    fn interfaces_and_unions_lead_to_their_objects() {
        let model = Model::get();
        for (name, expected) in
            [("Actor", 1), ("Party", 3), ("Event", 2), ("Fact", 6), ("SearchResult", 8), ("Node", 15)]
        {
            assert_eq!(model.possible(name).len(), expected, "{name}");
        }
    }
}
