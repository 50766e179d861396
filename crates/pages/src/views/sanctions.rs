//! The page of sanctions: a table, narrowed by facets.

use maud::{Markup, html};

use super::narrowed::{self, Narrowed, name_of};
use super::{Context, Hidden, View};
use crate::address::{Facets, Page, Year};
use crate::answers::{CountOf, SanctionRow, SanctionsAnswer};
use crate::texts::{noun, say, word};

pub fn view(cx: &Context<'_>, facets: &Facets, answer: &SanctionsAnswer) -> View {
    View {
        title: cx.t.sanctions_title.to_owned(),
        description: Some(cx.t.sanctions_lead.to_owned()),
        body: body(cx, facets, answer),
        hidden: match &answer.all {
            Some(all) if *facets == Facets::default() => {
                cx.hidden(&[(noun::STEPS, answer.sanction_events.total_count + undated(answer), all.total_count)])
            }
            _ => Hidden::Uncounted,
        },
        ..View::default()
    }
}

fn page(facets: Facets) -> Page {
    Page::Sanctions { facets, after: None }
}

fn body(cx: &Context<'_>, facets: &Facets, answer: &SanctionsAnswer) -> Markup {
    let t = cx.t;
    let list = html! {
        section aria-labelledby="steps" {
            (chosen(cx, facets, answer))
            h2 #steps { (cx.count(noun::STEPS, answer.sanction_events.total_count)) }
            (table(cx, &answer.sanction_events.nodes))
            (cx.more(next(facets, answer), "steps"))
            @if undated(answer) > 0 {
                p { a href=(cx.to(page(facets.undated()))) {
                    (say(t.steps_undated, &[("steps", cx.count(noun::STEPS, undated(answer)))]))
                } }
            }
        }
    };
    let narrower =
        html! { (years(cx, facets, &answer.years)) (steps(cx, facets, answer)) (authorities(cx, facets, answer)) };
    let page = Narrowed { title: t.sanctions_title, lead: t.sanctions_lead, by: t.narrow, list, facets: narrower };
    narrowed::body(cx, &page)
}

/// How many steps have no date, and are not in the table for that.
fn undated(answer: &SanctionsAnswer) -> u64 {
    answer.undated.as_ref().map_or(0, |undated| undated.total_count)
}

/// What the table is narrowed to, each with a link that takes it back.
fn chosen(cx: &Context<'_>, facets: &Facets, answer: &SanctionsAnswer) -> Markup {
    let t = cx.t;
    let year = facets.year.map(|Year(year)| {
        let name = year.map_or_else(|| html! { (t.undated) }, |year| html! { (cx.locale.digits(&year.to_string())) });
        (name, Facets { year: None, ..facets.clone() })
    });
    let action = facets
        .action
        .map(|action| (html! { (word(cx.locale.lang, action)) }, Facets { action: None, ..facets.clone() }));
    let authority = facets
        .authority
        .as_ref()
        .map(|key| (name_of(&answer.authorities, key.as_str()), Facets { authority: None, ..facets.clone() }));
    let chosen = [year, action, authority].into_iter().flatten();
    narrowed::chosen(cx, t.narrow, chosen.map(|(name, without)| (name, page(without))).collect())
}

fn next(facets: &Facets, answer: &SanctionsAnswer) -> Option<Page> {
    let after = answer.sanction_events.next()?.to_owned();
    Some(Page::Sanctions { facets: facets.clone(), after: Some(after) })
}

/// The table of sanction events.
pub fn table(cx: &Context<'_>, rows: &[SanctionRow]) -> Markup {
    let t = cx.t;
    html! {
        @if rows.is_empty() { p.quiet { (t.nothing_shown) } } @else {
            div.scroll tabindex="0" role="region" aria-label=(t.sanctions_title) {
                table {
                    thead { tr {
                        th scope="col" { (t.when) } th scope="col" { (t.step) } th scope="col" { (t.what) }
                        th scope="col" { (t.against) } th scope="col" { (t.authority) } th scope="col" { (t.source_count) }
                    } }
                    tbody { @for row in rows { tr {
                        td.date { (cx.began(&row.link).unwrap_or_else(|| html! { (cx.t.undated) })) }
                        td { (cx.event_kind(&row.link).unwrap_or_default()) }
                        td { (cx.event(&row.link)) }
                        td { (cx.parties(&row.targets)) }
                        td { @if let Some(authority) = &row.authority { (cx.party(authority)) } }
                        td { (cx.sources(row.link.source_count, row.link.is_disputed)) }
                    } } }
                }
            }
        }
    }
}

/// The counts by year as bars, each a link that narrows the table.
fn years(cx: &Context<'_>, facets: &Facets, years: &[CountOf]) -> Markup {
    let mut years: Vec<_> = years.iter().collect();
    years.sort_by_key(|count| (count.year.is_none(), count.year));
    let most = years.iter().map(|count| count.count).max().unwrap_or(1);
    html! {
        section {
            h2 { (cx.t.by_year) }
            ul.bars {
                @for count in years {
                    li { (bar(cx, facets, count, most)) }
                }
                (all(cx, Facets { year: None, ..facets.clone() }, facets.year.is_none()))
            }
        }
    }
}

fn bar(cx: &Context<'_>, facets: &Facets, count: &CountOf, most: u64) -> Markup {
    let label = count.year.map_or_else(|| cx.t.undated_year.to_owned(), |year| cx.locale.digits(&year.to_string()));
    let inside = html! {
        span.label { (label) } " " meter min="0" max=(most) value=(count.count) aria-hidden="true" {} " " span.number { (cx.locale.number(count.count)) }
    };
    match count.year {
        Some(year) => {
            let is_here = facets.year == Some(Year(Some(year)));
            html! { a href=(cx.to(page(Facets { year: Some(Year(Some(year))), ..facets.clone() }))) aria-current=[is_here.then_some("true")] { (inside) } }
        }
        None => html! { span.row { (inside) } },
    }
}

/// The link that takes a facet back.
fn all(cx: &Context<'_>, facets: Facets, is_here: bool) -> Markup {
    html! { @if !is_here { li.all { a href=(cx.to(page(facets))) { (cx.t.any) } } } }
}

fn steps(cx: &Context<'_>, facets: &Facets, answer: &SanctionsAnswer) -> Markup {
    html! {
        section {
            h2 { (cx.t.by_step) }
            ul.facet {
                @for count in &answer.actions {
                    @if let Some(action) = count.action {
                        @let is_here = facets.action == Some(*action);
                        li { a href=(cx.to(page(Facets { action: Some(*action), ..facets.clone() }))) aria-current=[is_here.then_some("true")] {
                            (word(cx.locale.lang, *action)) " " span.number { (cx.locale.number(count.count)) }
                        } }
                    }
                }
                (all(cx, Facets { action: None, ..facets.clone() }, facets.action.is_none()))
            }
        }
    }
}

fn authorities(cx: &Context<'_>, facets: &Facets, answer: &SanctionsAnswer) -> Markup {
    html! {
        section {
            h2 { (cx.t.by_authority) }
            ul.facet {
                @for count in &answer.authorities {
                    @let number = html! { " " span.number { (cx.locale.number(count.count)) } };
                    @match count.authority.as_ref().and_then(|party| Some((party, party.key.parse().ok()?))) {
                        Some((party, key)) => li {
                            @let is_here = facets.authority.as_ref() == Some(&key);
                            a href=(cx.to(page(Facets { authority: Some(key), ..facets.clone() }))) aria-current=[is_here.then_some("true")] {
                                bdi { (party.name) } (number)
                            }
                        },
                        None => li { span.row { (cx.t.unknown) (number) } },
                    }
                }
                (all(cx, Facets { authority: None, ..facets.clone() }, facets.authority.is_none()))
            }
        }
    }
}
