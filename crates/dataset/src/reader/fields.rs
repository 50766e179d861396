//! A table of a file, read field by field.

use std::hash::Hash;

use sanad_base::visible::quoted;
use sanad_model::{KEY_LIMIT, Key, NodeKind};
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::value::{expectation, sort_of};
use super::{Document, FromToml, Met, Reading, nearest};
use crate::check::Derived;
use crate::files::Spot;
use crate::keys::{noun, one_of};

/// The fields of a table. Each is read by its name; those that nobody has asked for in the end are unknown ones.
pub struct Fields<'a> {
    reading: &'a Reading<'a>,
    file: usize,
    /// The names of the tables that it is in and its own, joined by dots; empty for the file itself.
    path: String,
    table: &'a DeTable<'a>,
    offset: usize,
    key: Option<Key>,
    asked: Vec<String>,
    missing: Vec<(String, String, String)>,
}

impl<'a> Fields<'a> {
    /// Reads the tables of a file.
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

    /// The key of the record, or of the one that it is a part of.
    pub fn key(&self) -> Option<&Key> {
        self.key.as_ref()
    }

    /// Says that the key of the record is that one, made of other keys and words.
    pub fn derive_key(&mut self, kind: NodeKind, key: Key) {
        if key.as_str().len() > KEY_LIMIT {
            let text = format!("the key of this {} is too long, put together", noun(kind));
            self.complain(self.spot(), text, format!("shorten the keys that it is made of; {KEY_LIMIT} is the limit"));
        }
        self.reading.notes.borrow_mut().derived.push(Derived { spot: self.spot(), key: key.clone(), kind });
        self.key = Some(key);
    }

    /// The key that the record gives itself, which it needs to be told apart from another one like it; else the one that
    /// `derive` makes of other fields.
    pub fn own_or_derived_key(&mut self, kind: NodeKind, derive: impl FnOnce(&Self) -> Option<Key>) -> Option<Key> {
        let own = self.optional("key");
        if self.has("key") {
            return own;
        }
        let key = derive(self)?;
        self.derive_key(kind, key.clone());
        Some(key)
    }

    /// The key of the record when no other has it too: then what is found under it belongs to this record.
    pub fn unique_key(&self) -> Option<Key> {
        self.key.clone().filter(|key| self.reading.keys.is_unique(key))
    }

    pub fn reading(&self) -> &'a Reading<'a> {
        self.reading
    }

    /// The name of the table of the record, without those that it is in.
    pub fn name(&self) -> &str {
        self.path.rsplit('.').next().unwrap_or_default()
    }

    /// The whole name of a table in this one: `incident.participation.evidence`.
    pub fn path_of(&self, field: &str) -> String {
        if self.path.is_empty() { field.to_owned() } else { format!("{}.{field}", self.path) }
    }

    /// Where the record begins.
    pub fn spot(&self) -> Spot {
        Spot { file: self.file, offset: self.offset }
    }

    /// Where the value of a field stands; without it, where the record begins.
    pub fn spot_of(&self, field: &str) -> Spot {
        let offset = self.table.get(field).map_or(self.offset, |value| value.span().start);
        Spot { file: self.file, offset }
    }

    pub fn has(&self, field: &str) -> bool {
        self.table.contains_key(field)
    }

    /// The value of a field if it can be read; nothing is reported.
    pub fn peek<T: FromToml>(&self, field: &str) -> Option<T> {
        T::from_toml(self.table.get(field)?).ok()
    }

    /// The values of a field in each of the tables `[[tables]]`, where it can be read; nothing is reported.
    pub fn peek_each<T: FromToml>(&self, tables: &str, field: &str) -> Vec<Option<T>> {
        let items = self.table.get(tables).and_then(|value| value.get_ref().as_array());
        let field_of = |item: &Spanned<DeValue<'_>>| T::from_toml(item.get_ref().as_table()?.get(field)?).ok();
        items.into_iter().flatten().map(field_of).collect()
    }

    /// The value of a field that may be left out.
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

    /// The value of a field that must be there.
    pub fn required<T: FromToml>(&mut self, field: &str) -> Option<T> {
        if !self.has(field) {
            self.add_missing(field, format!("`{field}` is missing"), expectation::<T>());
        }
        self.optional(field)
    }

    /// The items of a list; without the field there are none.
    pub fn list<T: FromToml + Clone + Eq + Hash>(&mut self, field: &str) -> Option<Vec<T>> {
        let is_there = self.has(field);
        let read = self.optional(field);
        if is_there { read } else { Some(Vec::new()) }
    }

    /// The key of another record, of one of those kinds, in a field that may be left out.
    pub fn optional_reference(&mut self, field: &str, kinds: &[NodeKind]) -> Option<Key> {
        let key: Key = self.optional(field)?;
        self.check_reference(field, self.spot_of(field), &key, kinds);
        Some(key)
    }

    /// Puts down a problem unless a record of one of those kinds has the key, which stands there in the field.
    pub fn check_reference(&self, field: &str, spot: Spot, key: &Key, kinds: &[NodeKind]) {
        if let Some((text, hint)) = self.reading.keys.mistake(key, kinds, self.reading.report) {
            self.complain(spot, format!("`{field}`: {text}"), hint);
        }
    }

    /// Where that byte of the file is.
    pub fn spot_at(&self, offset: usize) -> Spot {
        Spot { file: self.file, offset }
    }

    /// The key of another record, of one of those kinds, in a field that must be there.
    pub fn reference(&mut self, field: &str, kinds: &[NodeKind]) -> Option<Key> {
        if !self.has(field) {
            let hint = format!("expected the key of {}", one_of(kinds));
            self.add_missing(field, format!("`{field}` is missing"), hint);
        }
        self.optional_reference(field, kinds)
    }

    /// Reads each of the tables `[[field]]`. Without any there is nothing to read; when one is broken, nothing is read.
    pub fn each<T>(&mut self, field: &str, mut read: impl FnMut(&mut Fields<'a>) -> Option<T>) -> Option<Vec<T>> {
        let Some(value) = self.ask(field) else { return Some(Vec::new()) };
        let hint = format!("write [[{}]] above each", self.path_of(field));
        let DeValue::Array(items) = value.get_ref() else {
            let text = format!("`{field}`: found {}", sort_of(value.get_ref()));
            self.complain(self.spot_of(field), text, hint);
            return None;
        };
        let read_item = |item: &'a Spanned<DeValue<'a>>| match item.get_ref() {
            DeValue::Table(table) => self.within(field, table, item.span().start, &mut read),
            other => {
                let spot = Spot { file: self.file, offset: item.span().start };
                self.complain(spot, format!("`{field}`: found {} in the list", sort_of(other)), hint.clone());
                None
            }
        };
        // All are read, so that the problems of each are found, before the first broken one ends it.
        let read: Vec<Option<T>> = items.iter().map(read_item).collect();
        read.into_iter().collect()
    }

    /// Reads the table `[field]`, which is there once or not at all.
    pub fn table<T>(&mut self, field: &str, read: impl FnOnce(&mut Fields<'a>) -> Option<T>) -> Option<T> {
        let value = self.ask(field)?;
        match value.get_ref() {
            DeValue::Table(table) => self.within(field, table, value.span().start, read),
            other => {
                let text = format!("`{field}`: found {}", sort_of(other));
                self.complain(self.spot_of(field), text, format!("write [{}], once", self.path_of(field)));
                None
            }
        }
    }

    /// Puts down a problem with this record.
    pub fn complain(&self, spot: Spot, text: impl Into<String>, hint: impl Into<String>) {
        self.reading.report.add(spot, self.key(), text, Some(hint.into()));
    }

    /// Puts down that something is missing, unless it turns out that its name is misspelled.
    pub fn add_missing(&mut self, field: &str, text: impl Into<String>, hint: impl Into<String>) {
        self.missing.push((field.to_owned(), text.into(), hint.into()));
    }

    /// Notes that a thing has been met here; a problem where it was met before.
    pub fn meet<T: Eq + Hash>(&self, met: &mut Met<T>, thing: T, spot: Spot, text: impl Into<String>) {
        match met.get(&thing) {
            Some(first) => {
                let hint = format!("the first is at {}", self.reading.report.position(*first));
                self.complain(spot, text, hint);
            }
            None => {
                met.insert(thing, spot);
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

    /// Reports what nobody has asked for, and what is missing.
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
                let text = format!("the field {} outside of any table", quoted(name));
                self.complain(spot, text, "move it below the table that it belongs to, such as [[article]]");
                continue;
            }
            let (sort, all) = if is_outside { ("table", "the tables") } else { ("field", "its fields") };
            let near = nearest(name, asked());
            let hint = match near {
                Some(near) => format!("did you mean `{near}`?"),
                None => format!("{all} are {}", asked().collect::<Vec<_>>().join(", ")),
            };
            meant.extend(near);
            self.complain(spot, format!("unknown {sort} {}", quoted(name)), hint);
        }
        for (field, text, hint) in &self.missing {
            if !meant.contains(&field.as_str()) {
                self.complain(self.spot(), text, hint);
            }
        }
    }
}
