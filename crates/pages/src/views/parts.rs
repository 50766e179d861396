//! What pages share: links, dates, names, small tables.

use maud::{Markup, html};
use sanad_model::{Key, PartialDate};

use super::Context;
use crate::address::{Address, Page};
use crate::answers::{ArticleLink, DatasetLink, DayRange, EventLink, NamedKey, Parsed, PartyLink};
use crate::texts::{Directed, Noun, day, list, noun, partial, range, say, word};

impl Context<'_> {
    /// The address of another page at the same moment.
    pub fn to(&self, page: Page) -> Address {
        self.address.to(page)
    }

    /// A link to the record with this key; only the text if it is no key.
    pub fn link_to(&self, key: &str, page: impl Fn(Key) -> Page, text: Markup) -> Markup {
        match key.parse() {
            Ok(key) => html! { a href=(self.to(page(key))) { (text) } },
            Err(_) => text,
        }
    }

    pub fn party(&self, party: &PartyLink) -> Markup {
        self.link_to(&party.key, |key| Page::party(&key), isolated(&party.name))
    }

    pub fn event(&self, event: &EventLink) -> Markup {
        self.link_to(&event.key, |key| Page::Event { key }, isolated(&event.title))
    }

    pub fn place(&self, place: &NamedKey) -> Markup {
        self.link_to(&place.key, |key| Page::Place { key, after: None }, isolated(&place.name))
    }

    pub fn article(&self, article: &ArticleLink) -> Markup {
        let headline = html! { bdi lang=(article.language) { (article.headline) } };
        self.link_to(&article.key, Page::article, headline)
    }

    /// A comma with the space after it.
    pub fn comma(&self) -> &'static str {
        self.locale.lang.pick(", ", "، ")
    }

    pub fn parties(&self, parties: &[PartyLink]) -> Markup {
        list(self.locale.lang, parties.iter().map(|party| self.party(party)).collect())
    }

    pub fn list(&self, items: impl IntoIterator<Item = Markup>) -> Markup {
        list(self.locale.lang, items.into_iter().collect())
    }

    pub fn count(&self, noun: Noun, number: u64) -> Markup {
        noun.of(self.locale, number)
    }

    pub fn date(&self, date: PartialDate) -> Markup {
        partial(self.locale, date)
    }

    pub fn day(&self, date: chrono::NaiveDate) -> Markup {
        day(self.locale, date)
    }

    /// A date as the source gives it, and the days that it may mean if other facts narrow it.
    pub fn when(&self, date: Option<Parsed<PartialDate>>, within: Option<DayRange>) -> Option<Markup> {
        let days = within.filter(|days| date.is_none_or(|date| is_narrower(*days, *date)));
        let day = |day: Option<Parsed<chrono::NaiveDate>>| day.map(|day| *day);
        let days = days.and_then(|days| range(self.locale, self.t, day(days.earliest), day(days.latest)));
        match (date, days) {
            (None, None) => None,
            (Some(date), None) => Some(self.date(*date)),
            (None, Some(days)) => Some(days),
            (Some(date), Some(days)) => Some(html! { (self.date(*date)) " " span.quiet { "(" (days) ")" } }),
        }
    }

    /// When an event began.
    pub fn began(&self, event: &EventLink) -> Option<Markup> {
        self.when(event.started, event.started_within)
    }

    /// Since when something holds.
    pub fn since(&self, date: Option<Parsed<PartialDate>>, within: Option<DayRange>) -> Option<Markup> {
        let is_range = |days: DayRange| days.earliest.zip(days.latest).is_some_and(|(first, last)| *first < *last);
        let template =
            if date.is_none() && within.is_some_and(is_range) { self.t.since_some_day } else { self.t.since };
        Some(say(template, &[("when", self.when(date, within)?)]))
    }

    /// From when to when something held.
    pub fn span(
        &self,
        started: Option<Parsed<PartialDate>>,
        within: Option<DayRange>,
        ended: Option<Parsed<PartialDate>>,
    ) -> Option<Markup> {
        let since = self.since(started, within);
        let until = ended.map(|ended| say(self.t.until, &[("when", self.date(*ended))]));
        match (since, until) {
            (None, None) => None,
            (since, until) => Some(html! { (since.unwrap_or_default()) " " (until.unwrap_or_default()) }),
        }
    }

    /// What a relationship says, before the party at its other end. An Arabic preposition of one letter is joined to it.
    pub fn before_party(&self, said: Directed) -> Markup {
        let said = word(self.locale.lang, said);
        html! { (said) @if !said.ends_with('ـ') { " " } }
    }

    /// The number of sources of a fact whose evidence is not shown, and whether they disagree; nothing as known by a day,
    /// since both are of all that is known.
    pub fn sources(&self, count: u64, is_disputed: bool) -> Markup {
        if self.address.moment.known_by.is_some() {
            html! {}
        } else {
            self.counted(count, is_disputed)
        }
    }

    /// A number of sources, and whether they disagree.
    pub fn counted(&self, sources: u64, is_disputed: bool) -> Markup {
        html! {
            (self.count(noun::SOURCES, sources))
            @if is_disputed { " " span.disputed { span aria-hidden="true" { "≠ " } (self.t.disputed) } }
        }
    }

    /// The kind of an event: the step of a case, or the kind of incident.
    pub fn event_kind(&self, event: &EventLink) -> Option<&'static str> {
        let action = event.action.map(|action| word(self.locale.lang, *action));
        action.or_else(|| event.kind.map(|kind| word(self.locale.lang, *kind)))
    }

    pub fn dataset(&self, dataset: &DatasetLink) -> Markup {
        let address = self.to(Page::Datasets);
        html! { a href={ (address) "#" (dataset.key) } { bdi { (dataset.title) } } }
    }

    /// A link to the next page of a list.
    pub fn more(&self, next: Option<Page>, anchor: &str) -> Markup {
        html! {
            @if let Some(page) = next {
                p.more { a href={ (self.to(page)) "#" (anchor) } rel="next" { (self.t.more) } }
            }
        }
    }
}

/// Whether the days say more than the date.
fn is_narrower(days: DayRange, date: PartialDate) -> bool {
    days.earliest.is_some_and(|first| *first > date.earliest()) || days.latest.is_some_and(|last| *last < date.latest())
}

/// A text whose direction does not disturb that around it.
pub fn isolated(text: &str) -> Markup {
    html! { bdi { (text) } }
}

/// A heading of a section, which can be linked to.
pub fn heading(id: &str, text: &str) -> Markup {
    html! { h2 id=(id) { (text) } }
}

/// Rows of a name and a value. A row without a value is left out.
pub fn particulars(rows: impl IntoIterator<Item = (&'static str, Option<Markup>)>) -> Markup {
    let rows: Vec<_> = rows.into_iter().filter_map(|(name, value)| Some((name, value?))).collect();
    html! {
        @if !rows.is_empty() {
            dl.particulars {
                @for (name, value) in rows { div { dt { (name) } dd { (value) } } }
            }
        }
    }
}

/// A link to another site, without telling it where the reader comes from. Only web addresses are linked.
pub fn outward(url: &str, text: Markup) -> Markup {
    let is_web = ["https://", "http://"].iter().any(|scheme| url.starts_with(scheme));
    html! { @if is_web { a href=(url) rel="external noreferrer nofollow" { (text) } } @else { (text) } }
}
