//! Pages of lists: Relay's arguments as keyset conditions, for one list or for a list per parent.

use std::borrow::Cow;
use std::cmp::Ordering;
use std::collections::HashMap;
use std::sync::Arc;

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use diesel::sql_types::Text;
use sanad_base::work::in_time;

use super::condition::{Conditions, Value};
use super::fragment::Fragment;

/// The parent id of what has no parent row, such as the list of all parties.
pub const ROOT: i64 = 0;

/// The maximum number of rows on a page.
pub const PAGE_LIMIT: usize = 100;

/// The number of rows on a page when the client does not choose.
pub const PAGE_DEFAULT: usize = 20;

/// The order of a list. Rows with equal sort values come in order of entry.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Order {
    /// Names the list and its order, so that a cursor cannot be used in another list.
    name: Cow<'static, str>,
    /// What to sort by before the id, if anything: a column or another expression that is never null.
    sort: Option<Cow<'static, str>>,
    /// Whether the sort values are whole numbers. Otherwise, they are texts, compared byte by byte.
    is_number: bool,
    id: &'static str,
    descending: bool,
    /// A condition that all rows meet. It leads SQLite to an index that has them in this order.
    bound: Option<&'static str>,
}

impl Order {
    /// By id, which is the order of entry.
    pub const fn entered(name: &'static str, id: &'static str) -> Self {
        Self { name: Cow::Borrowed(name), sort: None, is_number: false, id, descending: false, bound: None }
    }

    /// By a text, then by id.
    pub fn by(
        name: impl Into<Cow<'static, str>>,
        sort: impl Into<Cow<'static, str>>,
        id: &'static str,
        descending: bool,
    ) -> Self {
        Self { name: name.into(), sort: Some(sort.into()), is_number: false, id, descending, bound: None }
    }

    /// By a whole number, then by id.
    pub fn by_number(name: &'static str, sort: &'static str, id: &'static str, descending: bool) -> Self {
        Self { is_number: true, ..Self::by(name, sort, id, descending) }
    }

    /// The same, in this direction.
    pub fn directed(self, descending: bool) -> Self {
        Self { descending, ..self }
    }

    /// The same, with a condition that all rows meet.
    pub fn bounded(self, bound: &'static str) -> Self {
        Self { bound: Some(bound), ..self }
    }

    /// A sort value as text, as cursors have it, in the form that the database compares.
    fn value(&self, sort: &str) -> Option<Value> {
        match self.is_number {
            true => sort.parse().ok().map(Value::Number),
            false => Some(Value::Text(sort.to_owned())),
        }
    }

    /// Compares two rows by their sort values and ids, in ascending order.
    fn compare(&self, one: (&str, i64), other: (&str, i64)) -> Ordering {
        let by_value = match self.is_number {
            true => one.0.parse::<i64>().ok().cmp(&other.0.parse().ok()),
            false => one.0.cmp(other.0),
        };
        by_value.then(one.1.cmp(&other.1))
    }
}

/// A row's position in a list: the list's order, the row's sort value and its id.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Cursor {
    order: Cow<'static, str>,
    sort: String,
    id: i64,
}

/// The text is not a cursor of this list.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("expected a cursor as `pageInfo` or an edge of this list, in this order, has shown it")]
pub struct MalformedCursor;

impl Cursor {
    fn new(order: &Order, sort: String, id: i64) -> Self {
        Self { order: order.name.clone(), sort, id }
    }

    /// The opaque text that clients get and send back.
    pub fn encode(&self) -> String {
        URL_SAFE_NO_PAD.encode(format!("{}:{}:{}", self.order, self.id, self.sort))
    }

    /// # Errors
    /// [`MalformedCursor`] for text that [`Cursor::encode`] did not make.
    pub fn decode(text: &str) -> Result<Self, MalformedCursor> {
        let bytes = URL_SAFE_NO_PAD.decode(text).map_err(|_| MalformedCursor)?;
        let plain = String::from_utf8(bytes).map_err(|_| MalformedCursor)?;
        let mut parts = plain.splitn(3, ':');
        let (Some(order), Some(id), Some(sort)) = (parts.next(), parts.next(), parts.next()) else {
            return Err(MalformedCursor);
        };
        // Postgres rejects NUL in text, and no cursor contains it.
        if sort.contains('\0') {
            return Err(MalformedCursor);
        }
        let id = id.parse().map_err(|_| MalformedCursor)?;
        Ok(Self { order: Cow::Owned(order.to_owned()), sort: sort.to_owned(), id })
    }
}

/// The requested part of a list: a number of rows after a cursor, or before one.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct PageRequest {
    /// At most [`PAGE_LIMIT`].
    pub limit: usize,
    /// Only rows beyond this one in the direction of reading.
    pub from: Option<Cursor>,
    /// Only rows that come before this one in the direction of reading.
    pub until: Option<Cursor>,
    /// Whether to read from the end towards the start.
    pub backwards: bool,
}

impl Default for PageRequest {
    fn default() -> Self {
        Self { limit: PAGE_DEFAULT, from: None, until: None, backwards: false }
    }
}

/// The rows of a page in the order of the list, each with its cursor.
#[derive(Debug)]
pub struct Page<T> {
    pub rows: Vec<(Cursor, Arc<T>)>,
    pub has_previous: bool,
    pub has_next: bool,
}

impl<T> Default for Page<T> {
    fn default() -> Self {
        Self { rows: Vec::new(), has_previous: false, has_next: false }
    }
}

/// The order of a list and the requested page, as parts of a statement.
#[derive(Debug, Clone)]
pub struct ListQuery<'a> {
    pub order: Order,
    pub page: &'a PageRequest,
}

impl ListQuery<'_> {
    /// # Errors
    /// [`MalformedCursor`] when a cursor of the page comes from a list in another order.
    pub fn check(&self) -> Result<(), MalformedCursor> {
        let mut cursors = self.page.from.iter().chain(&self.page.until);
        let fits = |cursor: &Cursor| cursor.order == self.order.name && self.order.value(&cursor.sort).is_some();
        if cursors.all(fits) { Ok(()) } else { Err(MalformedCursor) }
    }

    /// One more than the requested number of rows, to tell whether there are more.
    pub fn limit(&self) -> i64 {
        self.page.limit as i64 + 1
    }

    fn downwards(&self) -> bool {
        self.order.descending != self.page.backwards
    }

    /// What rows are sorted by: an expression, if any, and the column of the id.
    pub(super) fn sorted_by(&self) -> (Option<&str>, &'static str) {
        (self.order.sort.as_deref(), self.order.id)
    }

    /// The sort value of a row as text, to be selected with the row.
    pub fn sort_value(&self) -> Fragment<Text> {
        match &self.order.sort {
            Some(sort) if self.order.is_number => Fragment::new(format!("CAST({sort} AS TEXT)")),
            Some(sort) => Fragment::new(&**sort),
            None => Fragment::new("''"),
        }
    }

    /// The `ORDER BY` list, given expressions for the two columns.
    pub(super) fn in_order_of(&self, sort: Option<&str>, id: &str) -> String {
        let direction = if self.downwards() { " DESC" } else { "" };
        let sort = sort.map(|sort| format!("{sort}{direction}, ")).unwrap_or_default();
        format!("{sort}{id}{direction}")
    }

    pub(super) fn columns(&self) -> String {
        self.in_order_of(self.order.sort.as_deref(), self.order.id)
    }

    /// The `ORDER BY` list.
    pub fn ordering(&self) -> Fragment<Text> {
        Fragment::new(self.columns())
    }

    /// Adds the conditions of the cursors and of the order.
    #[must_use]
    pub fn keyset(&self, conditions: Conditions) -> Conditions {
        let conditions = match self.order.sort {
            // It depends on the client's arguments.
            Some(Cow::Owned(_)) => conditions.varying(),
            _ => conditions,
        };
        let conditions = match &self.page.from {
            Some(cursor) => self.beyond(conditions, cursor, self.downwards()),
            None => conditions,
        };
        let conditions = match &self.page.until {
            Some(cursor) => self.beyond(conditions, cursor, !self.downwards()),
            None => conditions,
        };
        match self.order.bound {
            Some(bound) => conditions.and::<i64>(bound, []),
            None => conditions,
        }
    }

    /// Whether the cursors keep a row at this position: `keyset` for rows that are already in memory.
    pub fn keeps(&self, sort: &str, id: i64) -> bool {
        let is_beyond = |cursor: &Option<Cursor>, downwards| {
            cursor.as_ref().is_none_or(|cursor| {
                let beyond = if downwards { Ordering::Less } else { Ordering::Greater };
                self.order.compare((sort, id), (&cursor.sort, cursor.id)) == beyond
            })
        };
        is_beyond(&self.page.from, self.downwards()) && is_beyond(&self.page.until, !self.downwards())
    }

    /// Only rows that come after the cursor in ascending order or, if `downwards`, in descending order.
    fn beyond(&self, conditions: Conditions, cursor: &Cursor, downwards: bool) -> Conditions {
        let than = if downwards { '<' } else { '>' };
        let id = self.order.id;
        match &self.order.sort {
            // Both databases seek the first comparison in the index; with `a > x OR (a = x AND b > y)` they read all of
            // it.
            Some(column) => {
                // `check` refuses a cursor whose value is malformed.
                let Some(sort) = self.order.value(&cursor.sort) else { return conditions };
                conditions.and(
                    format!("{column} {than}= ? AND ({column} {than} ? OR {id} {than} ?)"),
                    [sort.clone(), sort, Value::Number(cursor.id)],
                )
            }
            None => conditions.and(format!("{id} {than} ?"), [cursor.id]),
        }
    }

    /// Builds the page from rows in this order: one more than the limit if there are more.
    fn page<T>(&self, mut rows: Vec<(String, T)>, id: impl Fn(&T) -> i64) -> Page<T> {
        let has_more = rows.len() > self.page.limit;
        rows.truncate(self.page.limit);
        if self.page.backwards {
            rows.reverse();
        }
        let rows = in_time(rows).map(|(sort, row)| (Cursor::new(&self.order, sort, id(&row)), Arc::new(row))).collect();
        let (behind, ahead) = (self.page.from.is_some(), has_more || self.page.until.is_some());
        match self.page.backwards {
            false => Page { rows, has_previous: behind, has_next: ahead },
            true => Page { rows, has_previous: ahead, has_next: behind },
        }
    }

    /// Builds the page of a list without a parent, from its rows with their sort values.
    pub fn root<T>(&self, rows: Vec<(String, T)>, id: impl Fn(&T) -> i64) -> HashMap<i64, Page<T>> {
        HashMap::from([(ROOT, self.page(rows, id))])
    }

    /// Builds each parent's page from its first rows in any order: one more than the limit if there are more.
    pub fn pages<T>(&self, rows: Vec<(i64, (String, T))>, id: impl Fn(&T) -> i64) -> HashMap<i64, Page<T>> {
        let mut lists: HashMap<i64, Vec<(String, T)>> = HashMap::new();
        for (parent, row) in in_time(rows) {
            lists.entry(parent).or_default().push(row);
        }
        for rows in in_time(lists.values_mut()) {
            rows.sort_unstable_by(|one, other| {
                let order = self.order.compare((&one.0, id(&one.1)), (&other.0, id(&other.1)));
                if self.downwards() { order.reverse() } else { order }
            });
        }
        in_time(lists).map(|(parent, rows)| (parent, self.page(rows, &id))).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cursor_survives_its_encoding() {
        let by_day = Order::by("day", "events.sort_day", "events.id", false);
        for (order, sort, id) in
            [(&Order::entered("events", "events.id"), "", 7), (&by_day, "2020-11-13", 42), (&by_day, "أ:ب", -1)]
        {
            let cursor = Cursor::new(order, sort.to_owned(), id);
            assert_eq!(Cursor::decode(&cursor.encode()), Ok(cursor));
        }
        for text in
            ["", "?", "YQ", "MTI6", "AA", "ي", &URL_SAFE_NO_PAD.encode("day:x:2020"), &URL_SAFE_NO_PAD.encode("a:1:\0")]
        {
            assert_eq!(Cursor::decode(text), Err(MalformedCursor), "{text:?}");
        }
    }

    #[test]
    fn a_cursor_of_another_order_is_refused() {
        let by_key = Order::by("key", "nodes.key", "nodes.id", false);
        let by_name = Order::by("name", "nodes.caption", "nodes.id", false);
        let at = |order: &Order, sort: &str| PageRequest {
            from: Some(Cursor::new(order, sort.to_owned(), 1)),
            ..PageRequest::default()
        };
        let page = at(&by_key, "a");
        assert_eq!(ListQuery { order: by_key.clone(), page: &page }.check(), Ok(()));
        assert_eq!(ListQuery { order: by_name, page: &page }.check(), Err(MalformedCursor));
        let by_degree = Order::by_number("degree", "nodes.degree", "nodes.id", false);
        for (sort, expected) in [("12", Ok(())), ("twelve", Err(MalformedCursor)), ("", Err(MalformedCursor))] {
            let page = at(&by_degree, sort);
            assert_eq!(ListQuery { order: by_degree.clone(), page: &page }.check(), expected, "{sort:?}");
        }
    }

    #[test]
    fn numbers_are_sorted_as_numbers() {
        let by_degree = Order::by_number("degree", "nodes.degree", "nodes.id", true);
        let page = PageRequest { limit: 3, ..PageRequest::default() };
        let rows = [("9", 1), ("10", 2), ("10", 3), ("-1", 4)].map(|(degree, id)| (7, (degree.to_owned(), id)));
        let pages = ListQuery { order: by_degree, page: &page }.pages(rows.to_vec(), |id| *id);
        let ids: Vec<i64> = pages[&7].rows.iter().map(|(_, id)| **id).collect();
        assert_eq!(ids, [3, 2, 1]);
        assert!(pages[&7].has_next);
    }
}
