//! The days of an answer, for the time bar.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use sanad_model::PartialDate;
use serde_json::Value;

/// The fields with days on which something happened or was published.
const FIELDS: [&str; 3] = ["started", "published", "firstReported"];

/// More days than a slider can tell apart.
const MOST: usize = 400;

/// The days on which something happened or was published, in their order. A month or a year counts by its last day, from
/// which on it has certainly happened.
///
/// # Errors
/// When the data is not JSON.
pub fn days(data: &str) -> serde_json::Result<Vec<NaiveDate>> {
    let mut days = BTreeSet::new();
    collect(&serde_json::from_str(data)?, &mut days);
    Ok(days.into_iter().rev().take(MOST).rev().collect())
}

fn collect(value: &Value, days: &mut BTreeSet<NaiveDate>) {
    match value {
        Value::Array(items) => items.iter().for_each(|item| collect(item, days)),
        Value::Object(fields) => {
            for (name, value) in fields {
                let date = value.as_str().filter(|_| FIELDS.contains(&name.as_str()));
                match date.and_then(|text| text.parse::<PartialDate>().ok()) {
                    Some(date) => _ = days.insert(date.latest()),
                    None => collect(value, days),
                }
            }
        }
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_found_at_any_depth() {
        let data = r#"{"a": [{"started": "2020-11"}, {"b": {"published": "2020-11-21"}}], "died": "1999-01-01",
                       "firstReported": null, "started": "2020-11-21", "name": "2001-01-01"}"#;
        let found: Vec<_> = days(data).unwrap().iter().map(NaiveDate::to_string).collect();
        assert_eq!(found, ["2020-11-21", "2020-11-30"]);
    }
}
