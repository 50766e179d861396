//! Filters of identifiers.

use sanad_model::{IdentifierKind, Identity};

use super::Hanging;
use crate::condition::Conditions;

/// That an identifier agrees with the given one.
fn agreeing(identifier: &Identity) -> Conditions {
    let forms = IdentifierKind::forms(&identifier.kinds(), &identifier.value);
    let of_forms = forms.into_iter().map(|(form, kinds)| {
        Conditions::default().and("identifier.normalized = ?", [form]).one_of("identifier.kind", &Some(kinds))
    });
    Conditions::default().and_any(of_forms).and_for(&identifier.country, |conditions, country| {
        conditions.and("identifier.country IS NULL OR identifier.country = ?", [country.to_string()])
    })
}

/// The identifiers that agree with the given one, hanging on their parties.
pub fn bearing(identifier: &Identity) -> Hanging {
    Hanging { table: "identifiers AS identifier", owner: "identifier.party_id", conditions: agreeing(identifier) }
}
