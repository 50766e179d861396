//! Reading a table field by field.

use std::hash::Hash;

use sanad_base::nearest::nearest;
use sanad_base::visible::quoted;
use sanad_model::{KEY_LIMIT, Key, NodeKind};
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::value::{expectation, type_of};
use super::{Document, FromToml, Reading, Seen};
use crate::check::DerivedKey;
use crate::files::Spot;
use crate::keys::{noun, one_of};

/// The fields of a table. Each is read by name; fields that were never asked for are reported as unknown.
pub struct Fields<'a> {
    reading: &'a Reading<'a>,
    file: usize,
    /// The names of the enclosing tables and of this one, joined by dots; empty for the root of the file.
    path: String,
    table: &'a DeTable<'a>,
    offset: usize,
    key: Option<Key>,
    asked: Vec<String>,
    missing: Vec<(String, String, String)>,
}

impl<'a> Fields<'a> {
    /// Reads the root table of a file.
    pub fn of_document<T>(
        document: &'a Document<'a>,
        reading: &'a Reading<'a>,
        read: impl FnOnce(&mut Self) -> T,
    ) -> T {
        let mut fields = Self {
            reading,
            file: document.file,
            path: String::new(),
            table: &document.table,
            offset: 0,
            key: None,
            asked: Vec::new(),
            missing: Vec::new(),
        };
        let outcome = read(&mut fields);
        fields.finish();
        outcome
    }

    /// The key of the record, or of the enclosing record.
    pub fn key(&self) -> Option<&Key> {
        self.key.as_ref()
    }

    /// Sets the key of the record to one that is made of other keys and words.
    pub fn derive_key(&mut self, kind: NodeKind, key: Key) {
        let length = key.as_str().len();
        if length > KEY_LIMIT {
            let text = format!("the derived key of this {} has {length} characters", noun(kind));
            let hint = format!("shorten the keys that it is made of: expected at most {KEY_LIMIT} characters");
            self.complain(self.spot(), text, hint);
        }
        self.reading.notes.borrow_mut().derived.push(DerivedKey { spot: self.spot(), key: key.clone(), kind });
        self.key = Some(key);
    }

    /// The value of `key`, which distinguishes records that are otherwise alike. Without it, the key that `derive`
    /// makes of other fields.
    pub fn own_or_derived_key(&mut self, kind: NodeKind, derive: impl FnOnce(&Self) -> Option<Key>) -> Option<Key> {
        let own = self.optional("key");
        if self.has("key") {
            return own;
        }
        let key = derive(self)?;
        self.derive_key(kind, key.clone());
        Some(key)
    }

    /// The key of the record, if no other record has the same key.
    pub fn unique_key(&self) -> Option<Key> {
        self.key.clone().filter(|key| self.reading.keys.is_unique(key))
    }

    pub fn reading(&self) -> &'a Reading<'a> {
        self.reading
    }

    /// The name of this table, without those of the enclosing tables.
    pub fn name(&self) -> &str {
        self.path.rsplit('.').next().unwrap_or_default()
    }

    /// The full name of a table in this one: `incident.participation.evidence`.
    pub fn path_of(&self, field: &str) -> String {
        if self.path.is_empty() { field.to_owned() } else { format!("{}.{field}", self.path) }
    }

    /// The start of the record.
    pub fn spot(&self) -> Spot {
        Spot { file: self.file, offset: self.offset }
    }

    /// The position of the value of a field, or the start of the record if it has no such field.
    pub fn spot_of(&self, field: &str) -> Spot {
        let offset = self.table.get(field).map_or(self.offset, |value| value.span().start);
        Spot { file: self.file, offset }
    }

    pub fn has(&self, field: &str) -> bool {
        self.table.contains_key(field)
    }

    /// The value of a field, if it is valid. Reports nothing.
    pub fn peek<T: FromToml>(&self, field: &str) -> Option<T> {
        T::from_toml(self.table.get(field)?).ok()
    }

    /// The value of a field in each of the tables `[[tables]]`, where it is valid. Reports nothing.
    pub fn peek_each<T: FromToml>(&self, tables: &str, field: &str) -> Vec<Option<T>> {
        let items = self.table.get(tables).and_then(|value| value.get_ref().as_array());
        let field_of = |item: &Spanned<DeValue<'_>>| T::from_toml(item.get_ref().as_table()?.get(field)?).ok();
        items.into_iter().flatten().map(field_of).collect()
    }

    /// The value of an optional field.
    pub fn optional<T: FromToml>(&mut self, field: &str) -> Option<T> {
        let value = self.ask(field)?;
        match T::from_toml(value) {
            Ok(read) => Some(read),
            Err(mistakes) => {
                for mistake in mistakes {
                    let spot = Spot { file: self.file, offset: mistake.offset };
                    self.complain(spot, format!("`{field}`: {}", mistake.text), mistake.hint);
                }
                None
            }
        }
    }

    /// The value of a required field.
    pub fn required<T: FromToml>(&mut self, field: &str) -> Option<T> {
        if !self.has(field) {
            self.add_missing(field, format!("`{field}` is missing"), expectation::<T>());
        }
        self.optional(field)
    }

    /// The items of an optional list.
    pub fn list<T: FromToml + Clone + Eq + Hash>(&mut self, field: &str) -> Option<Vec<T>> {
        let is_there = self.has(field);
        let read = self.optional(field);
        if is_there { read } else { Some(Vec::new()) }
    }

    /// The key of another record of one of these kinds, in an optional field.
    pub fn optional_reference(&mut self, field: &str, kinds: &[NodeKind]) -> Option<Key> {
        let key: Key = self.optional(field)?;
        self.check_reference(field, self.spot_of(field), &key, kinds);
        Some(key)
    }

    /// Reports a problem unless a record of one of these kinds has the key.
    pub fn check_reference(&self, field: &str, spot: Spot, key: &Key, kinds: &[NodeKind]) {
        if let Some((text, hint)) = self.reading.keys.mistake(key, kinds, self.reading.report) {
            self.complain(spot, format!("`{field}`: {text}"), hint);
        }
    }

    /// Reports a problem unless there is a data set with this key.
    pub fn check_used_dataset(&self, field: &str, key: &Key) {
        if let Some((text, hint)) = self.reading.keys.mistake_in_use(key) {
            self.complain(self.spot_of(field), format!("`{field}`: {text}"), hint);
        }
    }

    pub fn spot_at(&self, offset: usize) -> Spot {
        Spot { file: self.file, offset }
    }

    /// The key of another record of one of these kinds, in a required field.
    pub fn reference(&mut self, field: &str, kinds: &[NodeKind]) -> Option<Key> {
        if !self.has(field) {
            let hint = format!("expected the key of {}", one_of(kinds));
            self.add_missing(field, format!("`{field}` is missing"), hint);
        }
        self.optional_reference(field, kinds)
    }

    /// Reads each of the tables `[[field]]`. Returns `None` if one of them is invalid.
    pub fn each<T>(&mut self, field: &str, mut read: impl FnMut(&mut Fields<'a>) -> Option<T>) -> Option<Vec<T>> {
        let Some(value) = self.ask(field) else { return Some(Vec::new()) };
        let hint = format!("expected a [[{}]] header above each one", self.path_of(field));
        let DeValue::Array(items) = value.get_ref() else {
            let text = format!("`{field}`: found {}", type_of(value.get_ref()));
            self.complain(self.spot_of(field), text, hint);
            return None;
        };
        let read_item = |item: &'a Spanned<DeValue<'a>>| match item.get_ref() {
            DeValue::Table(table) => self.within(field, table, item.span().start, &mut read),
            other => {
                let spot = Spot { file: self.file, offset: item.span().start };
                self.complain(spot, format!("`{field}`: found {} in the list", type_of(other)), hint.clone());
                None
            }
        };
        // Reads all of them before it gives up, so that the problems of each are reported.
        let read: Vec<Option<T>> = items.iter().map(read_item).collect();
        read.into_iter().collect()
    }

    /// Reads the optional table `[field]`.
    pub fn table<T>(&mut self, field: &str, read: impl FnOnce(&mut Fields<'a>) -> Option<T>) -> Option<T> {
        let value = self.ask(field)?;
        match value.get_ref() {
            DeValue::Table(table) => self.within(field, table, value.span().start, read),
            other => {
                let text = format!("`{field}`: found {}", type_of(other));
                self.complain(self.spot_of(field), text, format!("expected one table, [{}]", self.path_of(field)));
                None
            }
        }
    }

    /// Reports a problem in this record.
    pub fn complain(&self, spot: Spot, text: impl Into<String>, hint: impl Into<String>) {
        self.reading.report.add(spot, self.key(), text, Some(hint.into()));
    }

    /// Reports that a field is missing, unless an unknown field turns out to be a misspelling of it.
    pub fn add_missing(&mut self, field: &str, text: impl Into<String>, hint: impl Into<String>) {
        self.missing.push((field.to_owned(), text.into(), hint.into()));
    }

    /// Adds an item to those seen, and reports a problem if it was seen before.
    pub fn expect_first<T: Eq + Hash>(&self, seen: &mut Seen<T>, item: T, spot: Spot, text: impl Into<String>) {
        match seen.get(&item) {
            Some(first) => {
                let hint = format!("the first is at {}", self.reading.report.position(*first));
                self.complain(spot, text, hint);
            }
            None => {
                seen.insert(item, spot);
            }
        }
    }

    fn ask(&mut self, field: &str) -> Option<&'a Spanned<DeValue<'a>>> {
        self.asked.push(field.to_owned());
        self.table.get(field)
    }

    fn within<T>(
        &self,
        field: &str,
        table: &'a DeTable<'a>,
        offset: usize,
        read: impl FnOnce(&mut Fields<'a>) -> Option<T>,
    ) -> Option<T> {
        let mut fields = Fields {
            reading: self.reading,
            file: self.file,
            path: self.path_of(field),
            table,
            offset,
            key: None,
            asked: Vec::new(),
            missing: Vec::new(),
        };
        fields.key = fields.peek("key").or_else(|| self.key.clone());
        let outcome = read(&mut fields);
        fields.finish();
        outcome
    }

    /// Reports unknown and missing fields.
    fn finish(self) {
        let asked = || self.asked.iter().map(String::as_str);
        let mut meant = Vec::new();
        for (name, value) in self.table.iter().filter(|(name, _)| !asked().any(|asked| asked == name.get_ref())) {
            let is_table = match value.get_ref() {
                DeValue::Array(items) => items.iter().any(|item| item.get_ref().is_table()),
                other => other.is_table(),
            };
            let spot = Spot { file: self.file, offset: name.span().start };
            let (name, is_outside) = (name.get_ref(), self.path.is_empty());
            if is_outside && !is_table {
                let text = format!("the field {} is outside any table", quoted(name));
                self.complain(spot, text, "move it below the header of its table, such as [[article]]");
                continue;
            }
            let noun = if is_outside { "table" } else { "field" };
            let near = nearest(name, asked());
            let hint = match near {
                Some(near) => format!("did you mean `{near}`?"),
                None => format!("expected one of {}", asked().collect::<Vec<_>>().join(", ")),
            };
            meant.extend(near);
            self.complain(spot, format!("unknown {noun} {}", quoted(name)), hint);
        }
        for (field, text, hint) in &self.missing {
            if !meant.contains(&field.as_str()) {
                self.complain(self.spot(), text, hint);
            }
        }
    }
}
