//! The evidence of each pair, for those who weigh it anew.

use std::io::{self, Write};

use sanad_names::{Bearer, Name, compare};
use serde_json::{Map, Value, json};

/// Writes the amounts of the evidence as a line of JSON.
///
/// # Errors
/// When it cannot be written.
pub fn write(
    to: &mut impl Write,
    set: &str,
    texts: [&str; 2],
    is_same: bool,
    bearer: Option<Bearer>,
) -> io::Result<()> {
    let [first, second] = texts.map(|text| Name::new(text, bearer));
    let comparison = compare(&first, &second);
    let amounts: Map<String, Value> =
        comparison.evidence.iter().map(|one| (format!("{:?}", one.reason), json!(one.amount))).collect();
    let is_organization = bearer == Some(Bearer::Organization);
    let line = json!({"set": set, "first": texts[0], "second": texts[1], "same": is_same, "organization": is_organization, "score": comparison.score, "amounts": amounts});
    writeln!(to, "{line}")
}
