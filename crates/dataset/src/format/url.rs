//! `url`: the web address of a record.

use crate::reader::Fields;
use sanad_base::visible::quoted;

/// An http or https URL. Other schemes are refused: `javascript:` would run a script in a page that links to it.
pub fn read(fields: &mut Fields<'_>) -> Option<String> {
    let url: String = fields.optional("url")?;
    let rest = url.strip_prefix("https://").or_else(|| url.strip_prefix("http://"));
    if rest.is_none_or(|rest| rest.is_empty() || rest.contains(char::is_whitespace)) {
        let hint = "expected a URL that starts with https:// or http:// and contains no white space";
        fields.complain(fields.spot_of("url"), format!("`url`: {} is not a web address", quoted(&url)), hint);
    }
    Some(url)
}
