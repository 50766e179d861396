//! What a list says of two of its entries, as relationships.

use std::collections::{HashMap, HashSet};

use sanad_dataset::records::Relationship;
use sanad_lists::{Entry, List, Other, PartyType, Relation};
use sanad_model::{Key, NameKind, RelationshipKind, Vocabulary, When};
use sanad_names::fold;

use super::event::evidence;
use super::text::localized;
use crate::left_out::LeftOut;

/// The relations of an edition, until all of its entries are known.
#[derive(Debug, Default)]
pub struct Relations {
    stated: Vec<Stated>,
    /// By folded name, the one entry that has it; `None` for a name of several.
    named: HashMap<String, Option<Key>>,
}

#[derive(Debug)]
struct Stated {
    entry: Key,
    reference: String,
    relation: Relation,
}

impl Relations {
    /// Notes what an entry says of others, and its names, by which others may call it.
    pub fn note(&mut self, entry: &Entry) {
        for relation in &entry.relations {
            let (entry, reference) = (entry.key.clone(), entry.reference.clone());
            self.stated.push(Stated { entry, reference, relation: relation.clone() });
        }
        for name in entry.names.iter().filter(|name| name.kind != NameKind::Weak) {
            let owner = self.named.entry(fold(&name.text)).or_insert_with(|| Some(entry.key.clone()));
            if owner.as_ref() != Some(&entry.key) {
                *owner = None;
            }
        }
    }

    /// The relationships between entries that are known. `kind_of` gives the kind of an entry by its key, if there is
    /// such an entry. Those whose other end is not known are left out.
    pub fn relationships(
        self,
        list: List,
        article: &Key,
        kind_of: impl Fn(&Key) -> Option<PartyType>,
        left_out: &mut LeftOut,
    ) -> Vec<Relationship> {
        let mut seen: HashSet<Key> = HashSet::new();
        let mut found = Vec::new();
        for Stated { entry, reference, relation } in &self.stated {
            let other = self.other(&relation.other, list).filter(|other| kind_of(other).is_some());
            let Some(other) = other else {
                left_out.add_of("the other end of a relation is no entry that is known", reference, &printed(relation));
                continue;
            };
            if other == *entry {
                left_out.add_of("the relation is one of an entry with itself", reference, &printed(relation));
                continue;
            }
            let (source, target) = if relation.is_inverse { (&other, entry) } else { (entry, &other) };
            let (kind, source, target) = fitted(relation.kind, source, target, &kind_of);
            let key = Key::joined([source.as_str(), kind.word(), target.as_str()]);
            if seen.insert(key.clone()) {
                found.push(Relationship {
                    key,
                    source: source.clone(),
                    kind,
                    target: target.clone(),
                    role: None,
                    started: When::default(),
                    ended: When::default(),
                    evidence: vec![evidence(
                        article,
                        reference,
                        localized(&words(relation), sanad_model::Language::english()),
                    )],
                });
            }
        }
        found
    }

    fn other(&self, other: &Other, list: List) -> Option<Key> {
        let Other::Name(name) = other else { return other.key(list) };
        // `AL-KANI, Mohamed` is the entry Mohamed AL-KANI.
        let reordered = name.split_once(", ").map(|(last, first)| format!("{first} {last}"));
        let by_name = |name: &str| self.named.get(&fold(name)).cloned().flatten();
        by_name(name).or_else(|| by_name(&reordered?))
    }
}

/// The list's own words for a relation.
fn words(relation: &Relation) -> String {
    let note = relation.note.iter().map(String::as_str);
    std::iter::once(relation.printed.as_str()).chain(note).collect::<Vec<_>>().join("; ")
}

fn printed(relation: &Relation) -> String {
    let other = match &relation.other {
        Other::Number(number, Some(name)) => format!("{number} {name}"),
        Other::Number(text, None) | Other::Reference(text) | Other::Name(text) => text.clone(),
    };
    format!("{} {other}", relation.printed)
}

/// The kind and the ends that fit each other: the directions of lists are not always sensible. The ends of a symmetric
/// relationship are in the order of their keys, so that it is recorded once.
fn fitted<'k>(
    kind: RelationshipKind,
    source: &'k Key,
    target: &'k Key,
    kind_of: &impl Fn(&Key) -> Option<PartyType>,
) -> (RelationshipKind, &'k Key, &'k Key) {
    use RelationshipKind::{Commands, EmployedBy, Family, HoldsOffice, Leads, Linked, MemberOf, Owns, SpokespersonOf};
    let (source_type, target_type) = (kind_of(source), kind_of(target));
    let is = |party: Option<PartyType>, expected| party == Some(expected);
    let is_thing = |party: Option<PartyType>| party.is_some_and(|party| party.asset_type().is_some());
    let fits = |source, target| match kind {
        Commands | EmployedBy | HoldsOffice | Leads | SpokespersonOf => {
            is(source, PartyType::Person) && is(target, PartyType::Organization)
        }
        MemberOf => !is_thing(source) && is(target, PartyType::Organization),
        Owns => !is_thing(source) && !is(target, PartyType::Person),
        Family => is(source, PartyType::Person) && is(target, PartyType::Person),
        _ => true,
    };
    match (fits(source_type, target_type), fits(target_type, source_type)) {
        (false, false) => (Linked, source, target),
        (false, true) => (kind, target, source),
        (true, _) if kind.is_symmetric() && target < source => (kind, target, source),
        (true, _) => (kind, source, target),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_ends_fit_the_kind() {
        use RelationshipKind::{Associate, Family, HoldsOffice, Leads, Linked, MemberOf, Owns};
        let [person, other, company, parent, ship]: [Key; 5] =
            ["a", "b", "c", "d", "v"].map(|key| key.parse().unwrap());
        let kind_of = |key: &Key| match key.as_str() {
            "a" | "b" => Some(PartyType::Person),
            "c" | "d" => Some(PartyType::Organization),
            _ => Some(PartyType::Vessel),
        };
        for (kind, source, target, expected) in [
            (HoldsOffice, &person, &company, (HoldsOffice, "a", "c")),
            (HoldsOffice, &company, &person, (HoldsOffice, "a", "c")),
            (HoldsOffice, &company, &parent, (Linked, "c", "d")),
            (Owns, &parent, &company, (Owns, "d", "c")),
            (Owns, &company, &person, (Owns, "a", "c")),
            (Owns, &other, &person, (Linked, "b", "a")),
            (Owns, &company, &ship, (Owns, "c", "v")),
            (Owns, &ship, &person, (Owns, "a", "v")),
            (Owns, &ship, &ship, (Linked, "v", "v")),
            (Leads, &person, &ship, (Linked, "a", "v")),
            (MemberOf, &ship, &company, (Linked, "v", "c")),
            (Family, &other, &person, (Family, "a", "b")),
            (Family, &person, &company, (Linked, "a", "c")),
            (Associate, &company, &person, (Associate, "a", "c")),
        ] {
            let (kind, source, target) = fitted(kind, source, target, &kind_of);
            assert_eq!((kind, source.as_str(), target.as_str()), expected);
        }
    }
}
