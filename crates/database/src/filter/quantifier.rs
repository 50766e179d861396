//! Conditions on related rows: that some of them meet a filter, or that none does.
//!
//! Such a condition becomes `EXISTS` or `NOT EXISTS` on the table of related rows, and the filter on that table's other
//! end becomes another one inside it, to any depth. The names inside a subquery hide those outside. So each entity has
//! one set of conditions for all uses, as long as the table in between has a name of its own (`link`, `part`,
//! `mention`) and leads one step: from the outer row to itself, or from itself to the inner row.

use crate::condition::Conditions;

/// Conditions on rows that belong to others, at least one of which has to meet them.
#[derive(Debug, Clone)]
pub struct Hanging {
    /// The table, with its alias in the conditions.
    pub table: &'static str,
    /// The column with the id of the row that they belong to.
    pub owner: &'static str,
    pub conditions: Conditions,
}

/// Filters on the rows that belong to one. Each filter that is present has to be met.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Quantified<F> {
    /// At least one of them meets this filter.
    pub some: Option<Box<F>>,
    /// None of them meets this filter.
    pub none: Option<Box<F>>,
}

impl<F> Default for Quantified<F> {
    fn default() -> Self {
        Self { some: None, none: None }
    }
}

impl<F> Quantified<F> {
    /// Whether there is any filter.
    pub fn is_asked(&self) -> bool {
        self.some.is_some() || self.none.is_some()
    }
}

impl Conditions {
    /// Adds that a row that belongs to the one whose id the column holds meets the conditions.
    #[must_use]
    pub fn hanging(self, asked: Option<Hanging>, id: &str) -> Self {
        match asked {
            Some(Hanging { table, owner, conditions }) => self.varying().and_exists(table, conditions.same(owner, id)),
            None => self,
        }
    }

    /// The same, but the databases look for all matching rows first.
    #[must_use]
    pub fn starting_from(self, asked: Option<Hanging>, id: &str) -> Self {
        match asked {
            Some(Hanging { table, owner, conditions }) => self.varying().and_in(id, owner, table, conditions),
            None => self,
        }
    }

    /// Adds the filters on the rows of the table that belong to this one. `conditions` says which rows these are and
    /// which of them meet the filter.
    #[must_use]
    pub fn quantified<F>(self, asked: &Quantified<F>, table: &str, conditions: impl Fn(&F) -> Self) -> Self {
        self.and_for(&asked.some, |outer, filter| outer.and_exists(table, conditions(filter)).asking())
            .and_for(&asked.none, |outer, filter| outer.and_none(table, conditions(filter)).asking())
    }

    /// Adds that the column holds the id of a row that meets the filter, of a table and those joined to it.
    #[must_use]
    pub fn leading_to<F>(
        self,
        column: &str,
        id: &str,
        tables: &str,
        filter: &Option<Box<F>>,
        conditions: impl Fn(&F) -> Self,
    ) -> Self {
        self.and_for(filter, |outer, filter| outer.and_leads_to(column, id, tables, conditions(filter)))
    }

    /// Adds that the two columns are equal.
    #[must_use]
    pub fn same(self, column: &str, other: &str) -> Self {
        self.and::<i64>(format!("{column} = {other}"), [])
    }
}
