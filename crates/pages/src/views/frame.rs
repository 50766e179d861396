//! What is around each page: the head, the search, the time bar, the footer.

use maud::{DOCTYPE, Markup, PreEscaped, html};
use serde_json::Value;

use super::{Context, keys, moment};
use crate::address::{Address, Ends, Form, Page, encoded};
use crate::answers::AboutAnswer;
use crate::locale::Lang;
use crate::texts::{day, list, say};

/// What the time bar hides of a page.
#[derive(Debug)]
pub enum Hidden {
    /// The page does not follow the time bar.
    NotHere,
    /// Some of it may be hidden; nobody has counted what.
    Uncounted,
    /// So much, in words.
    Counted(Vec<Markup>),
}

/// Where a page is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Framing {
    /// In a window of its own, with all that is around pages.
    Own,
    /// In a frame on another site.
    Embedded,
}

/// A page without its frame.
#[derive(Debug)]
pub struct View {
    /// The title, without the name of the program.
    pub title: String,
    /// A sentence for search engines and previews.
    pub description: Option<String>,
    pub body: Markup,
    /// What the time bar hides.
    pub hidden: Hidden,
    /// Days on which something happened or was published.
    pub days: Vec<chrono::NaiveDate>,
    /// The page in terms of schema.org.
    pub linked_data: Option<Value>,
    /// The drawing of the page, which other sites may embed.
    pub drawing: Option<Markup>,
    /// Whether the page needs the script that draws networks.
    pub draws_network: bool,
    /// Whether search engines may list the page, if they may list any.
    pub is_indexed: bool,
}

impl Default for View {
    fn default() -> Self {
        Self {
            title: String::new(),
            description: None,
            body: html! {},
            hidden: Hidden::NotHere,
            days: Vec::new(),
            linked_data: None,
            drawing: None,
            draws_network: false,
            is_indexed: true,
        }
    }
}

/// The page with everything around it. Without an answer there is no data to tell the version of.
pub fn page(cx: &Context<'_>, about: Option<&AboutAnswer>, view: &View) -> Markup {
    let t = cx.t;
    html! {
        (DOCTYPE)
        html lang=(cx.address.lang.tag()) dir=(cx.address.lang.direction()) {
            (head(cx, view))
            body {
                a.skip href="#content" { (t.skip) }
                (banner(cx))
                (moment::bar(cx, view))
                main #content tabindex="-1" { (view.body) }
                (footer(cx, about))
                (keys::dialog(cx))
            }
        }
    }
}

/// A part of a page alone, for a frame on another site.
pub fn embedded(cx: &Context<'_>, about: Option<&AboutAnswer>, view: &View, part: &Markup) -> Markup {
    html! {
        (DOCTYPE)
        html lang=(cx.address.lang.tag()) dir=(cx.address.lang.direction()) {
            (head(cx, view))
            body.embedded {
                main #content {
                    h1 { a href=(cx.address) target="_top" { (view.title) } }
                    (part)
                }
                footer { p { (cx.t.product) @if let Some(about) = about { " · " (version(cx, about)) } } }
            }
        }
    }
}

fn head(cx: &Context<'_>, view: &View) -> Markup {
    let Context { address, site, t, .. } = cx;
    let title = if view.title.is_empty() {
        format!("{} · {}", t.product, t.tagline)
    } else {
        format!("{} · {}", short(&view.title), t.product)
    };
    let description = view.description.as_deref().unwrap_or(t.home_lead);
    let absolute = |address: &Address| format!("{}{address}", site.origin);
    html! {
        head {
            meta charset="utf-8";
            meta name="viewport" content="width=device-width, initial-scale=1";
            meta name="color-scheme" content="light dark";
            title { (title) }
            meta name="description" content=(description);
            @if !site.is_indexed || !view.is_indexed { meta name="robots" content="noindex"; }
            link rel="canonical" href=(absolute(address));
            @for lang in Lang::ALL { link rel="alternate" hreflang=(lang.tag()) href=(absolute(&address.lang(lang))); }
            link rel="alternate" hreflang="x-default" href=(absolute(&address.lang(Lang::En)));
            @if address.page.has(Form::Json) {
                link rel="alternate" type="application/json" href=(absolute(&address.form(Form::Json)));
            }
            meta property="og:type" content="website";
            meta property="og:site_name" content=(t.product);
            meta property="og:title" content=(title);
            meta property="og:description" content=(description);
            meta property="og:url" content=(absolute(address));
            meta property="og:locale" content=(address.lang.tag());
            @if let Some(fonts) = &site.files.fonts { link rel="stylesheet" href=(fonts); }
            link rel="stylesheet" href=(site.files.style);
            link rel="icon" href=(ICON) type="image/svg+xml";
            @if let Some(script) = &site.files.script { script type="module" src=(script) {} }
            @if let Some(script) = site.files.network.as_ref().filter(|_| view.draws_network) {
                script type="module" src=(script) {}
            }
            @if let Some(data) = &view.linked_data { (json("application/ld+json", None, data)) }
        }
    }
}

/// How many characters of a title are repeated where it stands among others.
const TITLE: usize = 120;

/// The beginning of a text, without characters that turn the direction of what follows.
pub fn short(text: &str) -> String {
    let is_control =
        |letter: char| letter.is_control() || matches!(letter, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    let mut letters = text.chars().filter(|letter| !is_control(*letter));
    let short: String = letters.by_ref().take(TITLE).collect();
    if letters.next().is_some() { format!("{short}…") } else { short }
}

/// Two links of a chain.
const ICON: &str = "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 32 32' fill='none' \
                    stroke='%230f766e' stroke-width='4'%3E%3Crect x='3' y='11' width='15' height='10' rx='5'/%3E%3Crect \
                    x='14' y='11' width='15' height='10' rx='5'/%3E%3C/svg%3E";

/// Data in an element that is never executed. `<` is escaped, so that no value ends the element.
pub fn json(kind: &str, id: Option<&str>, data: &Value) -> Markup {
    let text = data.to_string().replace('<', "\\u003c");
    html! { script type=(kind) id=[id] { (PreEscaped(text)) } }
}

fn banner(cx: &Context<'_>) -> Markup {
    let t = cx.t;
    let pages = [
        (Page::Sanctions { facets: Default::default(), after: None }, t.sanctions),
        (Page::Paths(Ends::default()), t.paths),
        (Page::Screen, t.screen),
        (Page::Datasets, t.datasets),
        (Page::About, t.about),
    ];
    let other = cx.address.lang(cx.address.lang.other());
    let text = match &cx.address.page {
        Page::Search { text, .. } => text,
        _ => "",
    };
    html! {
        header.banner {
            a.brand href=(cx.to(Page::Home)) {
                (t.product) " " span.quiet lang=(cx.address.lang.other().tag()) { (cx.address.lang.pick("سند", "Sanad")) }
            }
            (banner_search(cx, text))
            nav aria-label=(t.menu) {
                ul {
                    @for (page, name) in pages {
                        @let is_here = page.is_as(&cx.address.page);
                        li { a href=(cx.to(page)) aria-current=[is_here.then_some("page")] { (name) } }
                    }
                    li.language {
                        a href=(other) hreflang=(other.lang.tag()) lang=(other.lang.tag()) rel="alternate" { (t.other_language) }
                    }
                }
            }
        }
    }
}

/// The search at the top of each page, the one that is the landmark.
fn banner_search(cx: &Context<'_>, text: &str) -> Markup {
    html! { search { (search_form(cx, text, "banner-search")) } }
}

/// The search, which keeps the moment.
pub fn search_form(cx: &Context<'_>, text: &str, id: &str) -> Markup {
    let search = cx.to(Page::Search { text: String::new(), group: None, after: None });
    html! {
        form.search action=(search.path()) method="get" {
            label.hidden for=(id) { (cx.t.search) }
            input id=(id) type="search" name="q" value=(text) placeholder=(cx.t.search_hint) autocomplete="off"
                enterkeyhint="search" maxlength="1000" dir="auto";
            @for (name, value) in search.parameters() { input type="hidden" name=(name) value=(value); }
            button type="submit" { (cx.t.search) }
        }
    }
}

fn footer(cx: &Context<'_>, about: Option<&AboutAnswer>) -> Markup {
    let t = cx.t;
    html! {
        footer {
            @if let Some(about) = about {
                p { (t.evidence_rule) " " (version(cx, about)) }
                p.printed { bdi.code { (cx.site.origin) (cx.address) } }
                (forms(cx))
            }
            @if let Some(licences) = &cx.site.files.licences {
                p.service { a href=(licences) { (t.licences) } (keys::button(cx)) }
            }
        }
    }
}

/// The version of the data.
pub fn version(cx: &Context<'_>, about: &AboutAnswer) -> Markup {
    let datasets = about.datasets.iter().map(|dataset| {
        let edition = dataset.edition.map(|edition| day(cx.locale, *edition));
        let version = edition.or_else(|| dataset.version.as_ref().map(|version| html! { bdi.version { (version) } }));
        html! { (cx.dataset(dataset)) @if let Some(version) = version { " " (version) } }
    });
    let revision = html! { (cx.locale.digits(&about.revision.to_string())) };
    say(cx.t.data_version, &[("revision", revision), ("datasets", list(cx.locale.lang, datasets.collect()))])
}

/// The other forms of the page, and its query.
fn forms(cx: &Context<'_>) -> Markup {
    let Context { address, t, .. } = cx;
    let link = |form: Form, text: &str| {
        html! { @if address.page.has(form) { li { a href=(address.form(form)) type=(form.content_type()) rel="alternate nofollow" { (text) } } } }
    };
    html! {
        @if address.page.has(Form::Json) {
            ul.forms aria-label=(t.this_page) {
                li.quiet { (t.this_page) }
                (link(Form::Json, t.as_json)) (link(Form::Csv, t.as_csv)) (link(Form::Svg, t.as_svg)) (link(Form::Graphml, t.as_graphml))
                @if cx.site.graphiql { li { a href=(query(address)) rel="nofollow" { (t.the_query) } } }
                li.quiet { (t.cite) }
                (link(Form::Text, t.cite_text)) (link(Form::Bibtex, "BibTeX")) (link(Form::Ris, "RIS"))
            }
        }
    }
}

/// GraphiQL with the document and the variables of the page.
fn query(address: &Address) -> String {
    let request = address.request();
    let variables = Value::from(request.variables).to_string();
    format!("/graphiql?query={}&variables={}", encoded(request.document.text), encoded(&variables))
}
