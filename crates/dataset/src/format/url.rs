//! `url`: where something can be read.

use crate::reader::Fields;

/// An address that a reader can follow: one with another scheme could run a script in a page that links it.
pub fn read(fields: &mut Fields<'_>) -> Option<String> {
    let url: String = fields.optional("url")?;
    let rest = url.strip_prefix("https://").or_else(|| url.strip_prefix("http://"));
    if rest.is_none_or(|rest| rest.is_empty() || rest.contains(char::is_whitespace)) {
        let hint = "expected an address that begins with https:// or http:// and has no white space";
        fields.complain(fields.spot_of("url"), "`url`: not the address of a page", hint);
    }
    Some(url)
}
