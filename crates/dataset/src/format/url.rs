//! `url` and the like: web addresses.

use crate::reader::Fields;
use sanad_base::visible::quoted;

/// An http or https URL. Other schemes are refused: `javascript:` would run a script in a page that links to it.
pub fn read(fields: &mut Fields<'_>, field: &str) -> Option<String> {
    let url: String = fields.optional(field)?;
    let rest = url.strip_prefix("https://").or_else(|| url.strip_prefix("http://"));
    if rest.is_none_or(|rest| rest.is_empty() || rest.contains(char::is_whitespace)) {
        let hint = "expected a URL that starts with https:// or http:// and contains no white space";
        fields.complain(fields.spot_of(field), format!("`{field}`: {} is not a web address", quoted(&url)), hint);
    }
    Some(url)
}
