//! The size of a document with its fragments written out. The time of validation grows with it.

use std::collections::HashMap;

use async_graphql::parser::types::{Directive, ExecutableDocument, FragmentDefinition, Selection, SelectionSet};
use async_graphql::{Name, Positioned};

use super::values::Sizes;
use super::{DIRECTIVES_OF_ONE_LIMIT, too_complex};
use crate::config::GuardLimits;
use crate::error::Code;
use crate::graphql::error::Failure;

/// The size of a selection set or of a whole operation.
#[derive(Debug, Clone, Copy, Default)]
struct DocumentSize {
    /// The levels of nested selection sets.
    depth: usize,
    /// The fields of the set's own object, fragments included. For an operation: its root fields.
    fields: usize,
    /// The selections and argument values on all levels.
    selections: usize,
    aliases: usize,
    directives: usize,
}

impl DocumentSize {
    fn add(&mut self, other: Self) {
        self.depth = self.depth.max(other.depth);
        self.fields = self.fields.saturating_add(other.fields);
        self.selections = self.selections.saturating_add(other.selections);
        self.aliases = self.aliases.saturating_add(other.aliases);
        self.directives = self.directives.saturating_add(other.directives);
    }
}

/// Checks the document's depth, root fields, aliases and directives, and its selections in all. Each fragment is
/// measured once.
///
/// # Errors
/// `QUERY_TOO_COMPLEX` when a limit is exceeded, `GRAPHQL_VALIDATION_FAILED` for a fragment that spreads itself.
pub fn check_document_size(
    document: &ExecutableDocument,
    sizes: &Sizes<'_>,
    limits: &GuardLimits,
) -> Result<(), Failure> {
    let mut measuring = Measuring { document, sizes, limits, fragments: HashMap::new() };
    let mut selections = 0_usize;
    for (_, operation) in document.operations.iter() {
        let mut size = measuring.set(&operation.node.selection_set.node, 1)?;
        size.add(measuring.directives(&operation.node.directives)?);
        for variable in &operation.node.variable_definitions {
            size.add(measuring.directives(&variable.node.directives)?);
        }
        measuring.check(size)?;
        selections = selections.saturating_add(size.selections);
    }
    // Validation reads unused fragments too.
    for (name, fragment) in &document.fragments {
        if !measuring.fragments.contains_key(name) {
            let size = measuring.fragment(name, fragment, 1)?;
            measuring.check(size)?;
            selections = selections.saturating_add(size.selections);
        }
    }
    if selections > limits.tokens {
        return Err(too_complex(
            "the document with its fragments written out has",
            selections,
            "selections",
            limits.tokens,
        ));
    }
    Ok(())
}

struct Measuring<'a> {
    document: &'a ExecutableDocument,
    sizes: &'a Sizes<'a>,
    limits: &'a GuardLimits,
    /// The sizes of fragments; `None` while a fragment is being measured.
    fragments: HashMap<&'a Name, Option<DocumentSize>>,
}

impl<'a> Measuring<'a> {
    fn check(&self, size: DocumentSize) -> Result<(), Failure> {
        for (what, found, unit, limit) in [
            ("the operation selects", size.fields, "root fields", self.limits.root_fields),
            ("the operation gives", size.aliases, "aliases", self.limits.aliases),
            ("the operation has", size.directives, "directives", self.limits.directives),
        ] {
            if found > limit {
                return Err(too_complex(what, found, unit, limit));
            }
        }
        Ok(())
    }

    /// The size of a set at this level, from 1.
    fn set(&mut self, set: &'a SelectionSet, level: usize) -> Result<DocumentSize, Failure> {
        self.check_depth(level)?;
        let mut size = DocumentSize::default();
        for selection in &set.items {
            size.add(self.selection(&selection.node, level)?);
        }
        size.depth += 1;
        Ok(size)
    }

    fn check_depth(&self, level: usize) -> Result<(), Failure> {
        if level > self.limits.depth {
            return Err(too_complex("the document nests selections", level, "deep", self.limits.depth));
        }
        Ok(())
    }

    fn selection(&mut self, selection: &'a Selection, level: usize) -> Result<DocumentSize, Failure> {
        let mut size = self.directives(selection.directives())?;
        size.selections = size.selections.saturating_add(1);
        match selection {
            Selection::Field(Positioned { node: field, .. }) => {
                let arguments = self.sizes.of_field(field)?;
                size.selections = size.selections.saturating_add(arguments);
                size.aliases += usize::from(field.alias.is_some());
                if !field.selection_set.node.items.is_empty() {
                    size.add(self.set(&field.selection_set.node, level + 1)?);
                }
                size.fields = 1;
            }
            Selection::InlineFragment(fragment) => {
                size.add(self.set(&fragment.node.selection_set.node, level + 1)?);
            }
            Selection::FragmentSpread(spread) => {
                let document = self.document;
                // Validation refuses an unknown fragment.
                if let Some((name, fragment)) = document.fragments.get_key_value(&spread.node.fragment_name.node) {
                    size.add(self.fragment(name, fragment, level + 1)?);
                }
            }
        }
        Ok(size)
    }

    fn fragment(
        &mut self,
        name: &'a Name,
        fragment: &'a Positioned<FragmentDefinition>,
        level: usize,
    ) -> Result<DocumentSize, Failure> {
        match self.fragments.get(name) {
            Some(Some(size)) => {
                self.check_depth(level + size.depth - 1)?;
                return Ok(*size);
            }
            Some(None) => {
                let message =
                    format!("the fragment `{name}` spreads itself, directly or through others: expected no cycle");
                return Err(Failure::new(Code::ValidationFailed, message).at(fragment.pos));
            }
            None => {}
        }
        self.fragments.insert(name, None);
        let mut size = self.set(&fragment.node.selection_set.node, level)?;
        size.add(self.directives(&fragment.node.directives)?);
        self.fragments.insert(name, Some(size));
        Ok(size)
    }

    fn directives(&self, directives: &[Positioned<Directive>]) -> Result<DocumentSize, Failure> {
        if directives.len() > DIRECTIVES_OF_ONE_LIMIT {
            return Err(too_complex("one selection has", directives.len(), "directives", DIRECTIVES_OF_ONE_LIMIT));
        }
        let mut size = DocumentSize { directives: directives.len(), ..DocumentSize::default() };
        for directive in directives {
            let values = self.sizes.of_directive(&directive.node)?;
            size.selections = size.selections.saturating_add(values.saturating_add(1));
        }
        Ok(size)
    }
}

#[cfg(test)]
mod tests {
    use async_graphql::Variables;
    use async_graphql::parser::parse_query;

    use super::*;

    fn limits() -> GuardLimits {
        GuardLimits { tokens: 30, depth: 4, root_fields: 3, aliases: 3, directives: 3, ..GuardLimits::default() }
    }

    fn message(document: &str) -> String {
        let variables = Variables::default();
        let sizes = Sizes::of(&variables, &limits()).ok().unwrap();
        let checked = check_document_size(&parse_query(document).unwrap(), &sizes, &limits());
        checked.err().map_or_else(String::new, |failure| failure.message().to_owned())
    }

    #[test]
    fn each_limit_is_the_last_that_passes() {
        for (passes, refused, reason) in [
            ("{a{b{c{d}}}}", "{a{b{c{d{e}}}}}", "the document nests selections 5 deep: expected at most 4"),
            ("{...F} fragment F on A{...{a{b}}}", "{...F} fragment F on A{...{...{a{b}}}}", "selections 5 deep"),
            ("{a{...F} b{...F}} fragment F on A{b{c}}", "{...F a{b{...F}}} fragment F on A{b{c}}", "selections 5 deep"),
            ("{a b ...{c}}", "{a b ...{c d}}", "the operation selects 4 root fields: expected at most 3"),
            ("{a{b:a c:a d:a}}", "{a{b:a c:a d:a{e:a}}}", "the operation gives 4 aliases: expected at most 3"),
            ("{a{...F}} fragment F on A{b:a}", "{a{...F} b{...F}} fragment F on A{b:a c:a}", "gives 4 aliases"),
            ("query @a{a @b @c}", "query @a{a @b ...@c{d @d}}", "the operation has 4 directives: expected at most 3"),
            (
                "{a{b{c{d}}}}",
                "{a @a @a @a @a @a @a @a @a @a @a @a}",
                "one selection has 11 directives: expected at most 10",
            ),
            (
                "{a{...F ...F ...F ...F}} fragment F on A{b c d e f}",
                "{a{...F ...F ...F ...F ...F}} fragment F on A{b c d e f}",
                "the document with its fragments written out has 31 selections: expected at most 30",
            ),
            ("{a}", "{a} fragment F on A{...F}", "the fragment `F` spreads itself"),
            ("{a}", "{...F} fragment F on A{...G} fragment G on A{a{...F}}", "spreads itself"),
            ("{...Nowhere}", "{a} fragment F on A{a{a{a{a{a}}}}}", "selections 5 deep"),
        ] {
            assert_eq!(message(passes), "", "{passes}");
            assert!(message(refused).contains(reason), "{refused}: {}", message(refused));
        }
    }

    #[test]
    fn fragments_that_double_each_other_are_looked_at_once() {
        let mut document = String::from("{...F0}");
        for fragment in 0..200 {
            document += &format!(" fragment F{fragment} on A{{...F{0} ...F{0}}}", fragment + 1);
        }
        assert!(message(&(document + " fragment F200 on A{a}")).contains("deep"));
    }
}
