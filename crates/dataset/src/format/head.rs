//! `[dataset]`: the data set as a whole.

use chrono::NaiveDate;
use sanad_model::Key;

use super::url;
use crate::reader::{Caption, Day, Fields};

pub struct Head {
    pub key: Key,
    pub title: String,
    pub publisher: Option<String>,
    pub licence: Option<String>,
    pub version: Option<String>,
    pub uses: Vec<Key>,
    pub licence_url: Option<String>,
    pub edition: Option<NaiveDate>,
}

pub fn read(fields: &mut Fields<'_>) -> Option<Head> {
    let key = fields.required("key");
    let title = fields.required("title").map(|Caption(text)| text);
    let publisher = fields.optional("publisher");
    let licence = fields.optional("licence");
    let licence_url = url::read(fields, "licence_url");
    let version = fields.optional("version");
    let edition = fields.optional("edition").map(|Day(day)| day);
    let uses: Option<Vec<Key>> = fields.list("uses");
    for used in uses.iter().flatten() {
        fields.check_used_dataset("uses", used);
    }
    Some(Head { key: key?, title: title?, publisher, licence, version, uses: uses?, licence_url, edition })
}
