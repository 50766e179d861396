//! From the API's answer to the form that was asked for.

use maud::html;
use sanad_model::NodeKind;
use serde::Deserialize;
use serde_json::json;
use serde_json::value::RawValue;

use crate::address::{Address, Form};
use crate::answers::RemovedAnswer;
use crate::forms;
use crate::locale::Lang;
use crate::names::Unchecked;
use crate::site::Site;
use crate::texts::{FailureTexts, say};
use crate::views::{self, Context, Failure, Framing};

/// A page, ready to be sent.
#[derive(Debug)]
pub struct Rendered {
    pub form: Form,
    pub body: String,
}

/// The JSON of an answer.
#[derive(Deserialize)]
struct Answer<'a> {
    #[serde(borrow)]
    data: Option<&'a RawValue>,
    #[serde(default)]
    errors: Vec<Problem>,
}

#[derive(Deserialize)]
struct Problem {
    message: String,
}

/// The page in the form of its address, from the API's answer to its request; none if the answer has no such record, or
/// nothing but errors.
///
/// # Errors
/// When the answer is none to the page's document.
pub fn render(address: &Address, site: &Site, answer: &str) -> serde_json::Result<Option<Rendered>> {
    let cx = Context::new(address, site);
    let Answer { data, errors } = serde_json::from_str(answer)?;
    let Some(data) = data.map(RawValue::get) else { return Ok(None) };
    let Some(mut view) = views::view(&cx, data)? else { return Ok(None) };
    if let Some(problem) = errors.first() {
        let message = html! { bdi { (problem.message) } };
        let note = say(FailureTexts::of(address.lang).part_failed, &[("message", message)]);
        view.body = html! { p.incomplete role="alert" { (note) } (view.body) };
    }
    let body = match address.form {
        Form::Html => {
            view.days = forms::days(data)?;
            views::page(&cx, data, &view)?.into_string()
        }
        Form::Json => answer.to_owned(),
        Form::Csv => forms::csv(&cx, data)?,
        Form::Text | Form::Bibtex | Form::Ris => forms::cite(&cx, &view.title, data)?,
        Form::Svg => forms::svg(&cx, data)?,
        Form::Graphml => forms::graphml(&cx, data)?,
    };
    Ok(Some(Rendered { form: address.form, body }))
}

/// The drawing of a page alone, for a frame on another site; none if the page has no drawing, there is no such record, or a
/// part of the answer is missing.
///
/// # Errors
/// When the answer is none to the page's document.
pub fn embedded(address: &Address, site: &Site, answer: &str) -> serde_json::Result<Option<Rendered>> {
    let cx = Context::new(address, site);
    let Answer { data, errors } = serde_json::from_str(answer)?;
    let Some(data) = data.filter(|_| errors.is_empty()).map(RawValue::get) else { return Ok(None) };
    let Some(view) = views::view(&cx, data)?.filter(|view| view.drawing.is_some()) else { return Ok(None) };
    Ok(Some(Rendered { form: Form::Html, body: views::embedded(&cx, data, &view)?.into_string() }))
}

/// The page that checks names, with what they have found, or as CSV.
///
/// # Errors
/// When the answer is none to [`Address::screening`].
pub fn screened(address: &Address, site: &Site, names: &str, answer: &str) -> serde_json::Result<Option<Rendered>> {
    let cx = Context::new(address, site);
    let Answer { data, .. } = serde_json::from_str(answer)?;
    let Some(data) = data.map(RawValue::get) else { return Ok(None) };
    let found = serde_json::from_str(data)?;
    let body = match address.form {
        Form::Csv => forms::screened(&found),
        _ => views::page(&cx, data, &views::screened(&cx, names, &found))?.into_string(),
    };
    Ok(Some(Rendered { form: address.form, body }))
}

/// The page that says why no names were checked.
pub fn unchecked(address: &Address, site: &Site, names: &str, why: Unchecked) -> Rendered {
    let cx = Context::new(address, site);
    let body = views::bare(&cx, &views::unchecked(&cx, names, why)).into_string();
    Rendered { form: Form::Html, body }
}

/// Why a page has no record to show, from the API's answer to one of [`Address::missing`]; none if it is not for lack of
/// this record.
///
/// # Errors
/// When the answer is none to [`Address::missing`].
pub fn missing(address: &Address, answer: &str) -> serde_json::Result<Option<Failure>> {
    let Answer { data, .. } = serde_json::from_str(answer)?;
    let Some(data) = data.map(RawValue::get) else { return Ok(None) };
    let RemovedAnswer { record, removal } = serde_json::from_str(data)?;
    let kinds = address.page.records().kinds;
    let is_of_kind = |kind: Option<NodeKind>| kind.is_some_and(|kind| kinds.contains(&kind));
    if let Some(removal) = removal.filter(|removal| is_of_kind(removal.kind())) {
        return Ok(Some(Failure::Removed { removal, answer: answer.to_owned() }));
    }
    // Which of several records is unknown, the API says better: it names it.
    let is_unknown = !record.is_some_and(|record| is_of_kind(record.kind()));
    Ok((is_unknown && address.page.records().keys.len() == 1).then_some(Failure::Record))
}

/// The page that says why there is none. Other forms say it in JSON, as the API does; what is left of a removed record is
/// there as data.
pub fn failed(
    address: &Address,
    site: &Site,
    failure: &Failure,
    request_id: Option<&str>,
    framing: Framing,
) -> Rendered {
    let cx = Context::new(address, site);
    match (failure, address.form) {
        (Failure::Removed { answer, .. }, Form::Json) => Rendered { form: Form::Json, body: answer.clone() },
        (Failure::Removed { removal, .. }, Form::Csv) => Rendered { form: Form::Csv, body: forms::removed(removal) },
        (_, Form::Html) => {
            Rendered { form: Form::Html, body: views::failure(&cx, failure, request_id, framing).into_string() }
        }
        _ => {
            let errors = json!({ "errors": [{ "message": views::failure_line(&cx, failure) }] });
            Rendered { form: Form::Json, body: errors.to_string() }
        }
    }
}

/// The language that a reader who names none gets: the first of the preferred ones that pages have.
pub fn preferred<'a>(languages: impl IntoIterator<Item = &'a str>) -> Lang {
    let primary = |tag: &'a str| tag.split('-').next().unwrap_or(tag);
    languages.into_iter().find_map(|tag| Lang::of_tag(primary(tag))).unwrap_or(Lang::En)
}
