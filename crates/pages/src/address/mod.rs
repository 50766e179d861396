//! The addresses of the pages: parsed from a path and a query string, and printed, in one place.
//!
//! `/en/party/kaniyat.csv?asOf=2020-11-26` is a language, a page with its parameters, a form, and a [`Moment`].

mod ends;
mod facets;
mod form;
mod moment;
mod network;
mod page;
mod parameters;
mod period;

use std::fmt;

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

pub use ends::{End, Ends};
pub use facets::{Facets, Year};
pub use form::Form;
pub use moment::{AS_OF, KNOWN_BY, MIN_SOURCES, Moment};
pub use network::Surroundings;
pub use page::{Page, SearchGroup, Tab};
pub use parameters::{Misread, Parameters};
pub use period::Period;

use crate::locale::Lang;

/// The address of a page in one of its forms.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Address {
    pub lang: Lang,
    pub page: Page,
    pub form: Form,
    pub moment: Moment,
}

impl Address {
    /// The page in HTML, about everything that is known.
    pub fn of(lang: Lang, page: Page) -> Self {
        Self { lang, page, form: Form::Html, moment: Moment::default() }
    }

    /// Parses a path with its query string.
    ///
    /// # Errors
    /// `NoPage` when no page has this path, else the parameter that cannot be read.
    pub fn parse(path: &str, query: &str) -> Result<Self, Misread> {
        let mut parts = path.strip_prefix('/').unwrap_or(path).splitn(2, '/');
        let (first, rest) = (parts.next().unwrap_or_default(), parts.next());
        // The home page has no name that a form could follow, so its forms follow the language.
        let (name, form) = Form::split(rest.unwrap_or(first));
        let (lang, name) = if rest.is_some() { (first, name) } else { (name, "") };
        let lang = Lang::of_tag(lang).ok_or(Misread::NoPage)?;
        let mut parameters = Parameters::parse(query)?;
        let page = Page::parse(name, &mut parameters)?;
        let moment = Moment::parse(&mut parameters)?;
        if page.has(form) { Ok(Self { lang, page, form, moment }) } else { Err(Misread::NoPage) }
    }

    /// Another page at the same moment, in HTML.
    pub fn to(&self, page: Page) -> Self {
        Self { page, form: Form::Html, ..self.clone() }
    }

    /// The same page in another form.
    pub fn form(&self, form: Form) -> Self {
        Self { form, ..self.clone() }
    }

    /// The same page in another language.
    pub fn lang(&self, lang: Lang) -> Self {
        Self { lang, ..self.clone() }
    }

    /// The same page at another moment.
    pub fn at(&self, moment: Moment) -> Self {
        Self { moment, ..self.clone() }
    }

    /// The path without the query string.
    pub fn path(&self) -> String {
        let name = self.page.path();
        let separator = if name.is_empty() { "" } else { "/" };
        let form = self.form.suffix_of(&name);
        format!("/{}{separator}{name}{form}", self.lang.tag())
    }

    /// The parameters of the moment alone.
    pub fn moment_parameters(&self) -> Vec<(&'static str, String)> {
        self.moment.parameters().collect()
    }

    /// The name of the page as a file, such as `party-kaniyat.csv`.
    pub fn file_name(&self) -> String {
        format!("{}{}", self.page.slug(), self.form.suffix())
    }

    /// The parameters of the query string, those of the moment last.
    pub fn parameters(&self) -> Vec<(&'static str, String)> {
        let mut parameters = self.page.parameters();
        parameters.extend(self.moment.parameters());
        parameters
    }
}

/// The path and the query string, as they are linked.
impl fmt::Display for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.path())?;
        for (at, (name, value)) in self.parameters().iter().enumerate() {
            write!(f, "{}{name}={}", if at == 0 { '?' } else { '&' }, encoded(value))?;
        }
        Ok(())
    }
}

/// What may stand in the value of a parameter as it is.
const KEPT: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// A text as the value of a parameter.
pub fn encoded(text: &str) -> impl fmt::Display + '_ {
    utf8_percent_encode(text, KEPT)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parsed(text: &str) -> Result<Address, Misread> {
        let (path, query) = text.split_once('?').unwrap_or((text, ""));
        Address::parse(path, query)
    }

    #[test]
    fn an_address_is_printed_as_it_is_parsed() {
        for text in [
            "/en",
            "/ar.json",
            "/en/search?q=%D8%AD%D9%81%D8%AA%D8%B1&type=people&after=abc",
            "/en/party/kaniyat?relationships=abc&asOf=2020-11-26&knownBy=2020-11-22&minSources=2",
            "/ar/party/kaniyat.csv",
            "/en/party/kaniyat/network?depth=2&kinds=LEADS&kinds=FAMILY&events=false",
            "/en/party/kaniyat/network?with=khalifa-haftar&with=united-states&most=500",
            "/en/party/kaniyat/network.graphml",
            "/en/party/kaniyat/timeline?from=2020-01-01&until=2020-12-31&after=abc",
            "/en/party/kaniyat/timeline.svg",
            "/en/paths?from=mohamed-al-kani&to=antonio-guterres",
            "/en/paths?from=mohamed-al-kani&toName=%D8%AD%D9%81%D8%AA%D8%B1",
            "/en/event/a.takes-part.b",
            "/en/party/made-up.json.html",
            "/en/case/us-designates-kaniyat-eo-13818.bib",
            "/en/article/us-state-2020-11-27-kaniyat-designation",
            "/en/place/tarhuna",
            "/en/fact/mohamed-al-kani.leads.kaniyat",
            "/en/instrument/executive-order-13818",
            "/en/sanctions?authority=united-states&action=IMPOSED&year=2020",
            "/en/sanctions?year=undated",
            "/en/sanctions/parties?authority=united-states&authority=united-kingdom",
            "/en/screen",
            "/ar/datasets",
            "/ar/about",
        ] {
            assert_eq!(parsed(text).map(|address| address.to_string()), Ok(text.to_owned()));
        }
    }

    #[test]
    fn a_key_that_ends_like_a_form_is_told_apart() {
        let address = parsed("/en/party/made-up.json").unwrap();
        assert_eq!((address.form, address.page.path()), (Form::Json, "party/made-up".to_owned()));
        let address = parsed("/en/party/made-up.json.html").unwrap();
        assert_eq!((address.form, address.page.path()), (Form::Html, "party/made-up.json".to_owned()));
    }

    #[test]
    fn what_is_no_page_is_not_found() {
        for text in [
            "/",
            "/fr",
            "/en/nothing",
            "/en/party",
            "/en/party/",
            "/en/party/UPPER",
            "/en/party/kaniyat/x",
            "/en/party/kaniyat/network/x",
            "/en/about.csv",
            "/en/about/x",
            "/en/party/%3Cscript%3E",
        ] {
            assert_eq!(parsed(text), Err(Misread::NoPage), "{text}");
        }
    }

    #[test]
    fn a_parameter_that_cannot_be_read_is_named() {
        for (text, parameter) in [
            ("/en?asOf=yesterday", "asOf"),
            ("/en?knownBy=2020-11", "knownBy"),
            ("/en?minSources=0", "minSources"),
            ("/en?minSources=1000", "minSources"),
            ("/en?asOf=2020-11-26&asOf=2020-11-27", "asOf"),
            ("/en/search?q=a&type=ships", "type"),
            ("/en/party/a/network?depth=9", "depth"),
            ("/en/party/a/network?kinds=HATES", "kinds"),
            ("/en/party/a/network?with=%3Cb%3E", "with"),
            ("/en/party/a/network?most=1000", "most"),
            ("/en/party/a/timeline?from=2020", "from"),
            ("/en/party/a/timeline?from=2020-12-31&until=2020-01-01", "until"),
            ("/en/sanctions?year=twenty", "year"),
            ("/en/sanctions?action=FORGOTTEN", "action"),
            ("/en/paths?from=%3Cb%3E", "from"),
        ] {
            assert!(matches!(parsed(text), Err(Misread::Parameter { name, .. }) if name == parameter), "{text}");
        }
        assert_eq!(parsed("/en?q=%FF"), Err(Misread::NotUtf8));
        assert!(parsed("/en/search?q=&type=&utm_source=x").is_ok(), "an empty or unknown parameter counts as absent");
    }
}
