//! `[[place]]`: a place on the map.

use super::names;
use crate::check::Chained;
use crate::keys::PLACE;
use crate::reader::Fields;
use crate::records::Place;

pub fn read(fields: &mut Fields<'_>) -> Option<Place> {
    let key = fields.required("key");
    let names = names::read(fields);
    let coordinates = coordinates(fields);
    let country = fields.optional("country");
    let within = fields.optional_reference("within", PLACE);
    if let (Some(key), Some(within)) = (fields.unique_key(), &within) {
        let chained = Chained { spot: fields.spot_of("within"), key, next: within.clone() };
        fields.reading().notes.borrow_mut().within.push(chained);
    }
    Some(Place { key: key?, names: names?, coordinates, country, within })
}

/// Degrees north and east: both or neither.
fn coordinates(fields: &mut Fields<'_>) -> Option<(f64, f64)> {
    let latitude = degrees(fields, "latitude", 90.0);
    let longitude = degrees(fields, "longitude", 180.0);
    for (given, other) in [("latitude", "longitude"), ("longitude", "latitude")] {
        if fields.has(given) && !fields.has(other) {
            fields.add_missing(other, format!("`{given}` is given without `{other}`"), "give both or neither");
        }
    }
    latitude.zip(longitude)
}

fn degrees(fields: &mut Fields<'_>, field: &str, limit: f64) -> Option<f64> {
    let degrees: f64 = fields.optional(field)?;
    if degrees.abs() > limit {
        let hint = format!("expected degrees from -{limit} to {limit}");
        fields.complain(fields.spot_of(field), format!("`{field}`: found `{degrees}`"), hint);
    }
    Some(degrees)
}
