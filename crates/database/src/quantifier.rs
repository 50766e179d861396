//! Questions about what hangs on a row: that some of it meets a filter, that none of it does.
//!
//! The condition on a row becomes `EXISTS` or `NOT EXISTS` of a table that hangs on it, and the filter on that table's
//! other end becomes a further one inside, however deep. Inside a subquery its own names hide those outside. So each
//! entity has one set of conditions, wherever it stands, as long as a table that leads on has a name of its own (`link`,
//! `part`, `mention`) and leads by one step: from the row outside to itself, or from itself to the row inside.

use super::condition::Conditions;

/// What is asked of rows that hang on others, one of which has to meet it.
#[derive(Debug, Clone)]
pub struct Hanging {
    /// The table, with the name that the conditions give it.
    pub table: &'static str,
    /// The column that holds the id of the row that they hang on.
    pub owner: &'static str,
    pub conditions: Conditions,
}

/// What is asked of the rows that hang on one. Each filter that is there has to be met.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Quantified<F> {
    /// At least one of them meets this filter.
    pub some: Option<Box<F>>,
    /// Not one of them meets this filter.
    pub none: Option<Box<F>>,
}

impl<F> Default for Quantified<F> {
    fn default() -> Self {
        Self { some: None, none: None }
    }
}

impl<F> Quantified<F> {
    /// Whether anything is.
    pub fn is_asked(&self) -> bool {
        self.some.is_some() || self.none.is_some()
    }
}

impl Conditions {
    /// A row that hangs on this one, whose id the column holds, is as asked.
    #[must_use]
    pub fn hanging(self, asked: Option<Hanging>, id: &str) -> Self {
        match asked {
            Some(Hanging { table, owner, conditions }) => self.varying().and_exists(table, conditions.same(owner, id)),
            None => self,
        }
    }

    /// The same, starting from what is asked: the databases look for all such rows first.
    #[must_use]
    pub fn starting_from(self, asked: Option<Hanging>, id: &str) -> Self {
        match asked {
            Some(Hanging { table, owner, conditions }) => self.varying().and_in(id, owner, table, conditions),
            None => self,
        }
    }

    /// Rows of the table that hang on this one are as asked. `conditions` say which rows these are, and which of them
    /// meet the filter.
    #[must_use]
    pub fn quantified<F>(self, asked: &Quantified<F>, table: &str, conditions: impl Fn(&F) -> Self) -> Self {
        self.and_for(&asked.some, |outer, filter| outer.and_exists(table, conditions(filter)).asking())
            .and_for(&asked.none, |outer, filter| outer.and_none(table, conditions(filter)).asking())
    }

    /// The column leads to a row that meets the filter, of a table and those joined to it.
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

    /// Two columns are the same.
    #[must_use]
    pub fn same(self, column: &str, other: &str) -> Self {
        self.and::<i64>(format!("{column} = {other}"), [])
    }
}
