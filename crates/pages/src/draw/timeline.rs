//! A timeline as SVG: a mark for each event, a band for each day on which it may have begun.

use chrono::{Datelike, NaiveDate};
use maud::{Markup, html};

use super::label::shortened;
use crate::address::Period;
use crate::answers::TimelineEvent;
use crate::locale::Lang;
use crate::texts::partial;
use crate::views::Context;

const WIDTH: f64 = 960.0;
const MARGIN: f64 = 44.0;
const LANE: f64 = 40.0;
const AXIS: f64 = 30.0;

/// About the width of a letter of a title.
const LETTER: f64 = 6.4;
const CAPITAL: f64 = 8.8;
const ARABIC_LETTER: f64 = 5.8;

/// The letters of the longest title that is written out.
const LONGEST_TITLE: usize = 64;

/// The fewest days that the drawing covers.
const SHORTEST: i64 = 14;

/// The shortest distance of two marks in one lane.
const GAP: f64 = 8.0;

/// An event with its days.
struct Bar<'a> {
    event: &'a TimelineEvent,
    first: NaiveDate,
    last: NaiveDate,
    /// When it ended, if it is known to have lasted.
    end: Option<NaiveDate>,
    lane: usize,
}

impl Bar<'_> {
    /// The left and the right end of what is drawn for the time of the event.
    fn sides(&self, scale: &Scale) -> (f64, f64) {
        let (one, other) = (scale.x(self.first), scale.x(self.end.unwrap_or(self.last)));
        (one.min(other), one.max(other))
    }
}

/// The title of an event, above its bar: it begins with the bar, or ends at the edge of the drawing.
struct Title {
    text: String,
    x: f64,
    anchor: &'static str,
    /// The left and the right end of the bar with it.
    sides: (f64, f64),
}

impl Title {
    fn of(bar: &Bar<'_>, scale: &Scale) -> Self {
        let (left, right) = bar.sides(scale);
        let text = shortened(&bar.event.event.link.title, LONGEST_TITLE);
        let length: f64 = text.chars().map(width).sum();
        let has_room = if scale.is_rtl { right >= length } else { left + length <= WIDTH };
        let (x, anchor) = match (has_room, scale.is_rtl) {
            (true, true) => (right, "start"),
            (true, false) => (left, "start"),
            (false, true) => (0.0, "end"),
            (false, false) => (WIDTH, "end"),
        };
        let runs_left = (anchor == "start") == scale.is_rtl;
        let (from, to) = if runs_left { (x - length, x) } else { (x, x + length) };
        Self { text, x, anchor, sides: (left.min(from), right.max(to)) }
    }
}

/// About the width of a letter.
fn width(letter: char) -> f64 {
    if letter.is_uppercase() {
        CAPITAL
    } else if letter.is_ascii() {
        LETTER
    } else {
        ARABIC_LETTER
    }
}

/// The days that the drawing covers, and the side on which time begins.
struct Scale {
    first: NaiveDate,
    days: f64,
    is_rtl: bool,
}

impl Scale {
    fn x(&self, day: NaiveDate) -> f64 {
        // What began before the period, or lasts longer, reaches a little over the edge.
        let share = ((day - self.first).num_days() as f64 / self.days).clamp(-0.02, 1.02);
        let x = MARGIN + share * (WIDTH - 2.0 * MARGIN);
        let x = if self.is_rtl { WIDTH - x } else { x };
        (x * 10.0).round() / 10.0
    }
}

/// The drawing of those events whose days are known, over the days of the period.
pub fn timeline(cx: &Context<'_>, events: &[TimelineEvent], period: Period) -> Markup {
    let mut bars: Vec<Bar<'_>> = events.iter().filter_map(bar).collect();
    bars.sort_by_key(|bar| (bar.first, bar.last));
    let ends = bars.iter().map(|bar| bar.end.unwrap_or(bar.last)).max();
    let (Some(first), Some(last)) = (bars.first().map(|bar| bar.first), ends) else { return html! {} };
    let (first, last) = (period.from.unwrap_or(first), period.until.unwrap_or(last));
    let days = (last - first).num_days().max(SHORTEST) as f64;
    let scale = Scale { first, days, is_rtl: cx.address.lang == Lang::Ar };
    let lanes = into_lanes(&mut bars, &scale);
    let height = lanes as f64 * LANE + AXIS + 12.0;
    html! {
        svg.timeline xmlns="http://www.w3.org/2000/svg" viewBox={ "0 0 " (WIDTH) " " (height) } width=(WIDTH) height=(height)
            role="group" aria-label=(cx.t.timeline_drawn) direction=(cx.address.lang.direction())
            data-first=(scale.first) data-days=(scale.days) data-margin=(MARGIN) {
            @for (day, text) in ticks(cx, &scale) {
                line.tick x1=(scale.x(day)) x2=(scale.x(day)) y1="0" y2=(height - AXIS) stroke="currentColor" stroke-opacity="0.15" {}
                text.label x=(scale.x(day)) y=(height - 8.0) font-size="13" text-anchor="middle" { (text) }
            }
            @for bar in &bars { (drawn(bar, &scale)) }
        }
    }
}

/// Whether the event has a place on the drawing: it needs a first and a last possible day.
pub fn is_drawn(event: &TimelineEvent) -> bool {
    bar(event).is_some()
}

fn bar(event: &TimelineEvent) -> Option<Bar<'_>> {
    let within = event.event.link.started_within?;
    let (first, last) = (*within.earliest?, *within.latest?);
    let end = event.event.ended_within.and_then(|days| days.latest).map(|day| *day);
    let end = end.or(event.event.link.ended.map(|ended| ended.latest())).filter(|end| *end > last);
    Some(Bar { event, first, last, end, lane: 0 })
}

/// Puts each bar into the first lane that is free. Returns the number of lanes.
fn into_lanes(bars: &mut [Bar<'_>], scale: &Scale) -> usize {
    let mut lanes: Vec<Vec<(f64, f64)>> = Vec::new();
    for bar in bars {
        let sides = Title::of(bar, scale).sides;
        let (from, to) = (sides.0 - GAP, sides.1 + GAP);
        let is_free = |lane: &Vec<(f64, f64)>| lane.iter().all(|(start, stop)| to < *start || from > *stop);
        let lane = lanes.iter().position(is_free).unwrap_or_else(|| {
            lanes.push(Vec::new());
            lanes.len() - 1
        });
        lanes[lane].push((from, to));
        bar.lane = lane;
    }
    lanes.len()
}

fn drawn(bar: &Bar<'_>, scale: &Scale) -> Markup {
    let y = bar.lane as f64 * LANE + 28.0;
    let (from, to) = (scale.x(bar.first), scale.x(bar.last));
    let is_sanction = bar.event.event.link.action.is_some();
    let kind = if is_sanction { "mark sanction" } else { "mark" };
    let Title { text, x, anchor, .. } = Title::of(bar, scale);
    html! {
        a href={ "#" (bar.event.anchor()) } tabindex="-1" {
            title { (bar.event.event.link.title) }
            @if let Some(end) = bar.end {
                line.lasting x1=(to) x2=(scale.x(end)) y1=(y) y2=(y) stroke="currentColor" stroke-width="2" {}
            }
            @if bar.first == bar.last {
                circle class=(kind) cx=(from) cy=(y) r="6" {}
            } @else {
                rect class={ (kind) " band" } x=(from.min(to)) y=(y - 6.0) width=((to - from).abs().max(4.0)) height="12" rx="6" {}
            }
            text.label x=(x) y=(y - 12.0) font-size="13" text-anchor=(anchor) { (text) }
        }
    }
}

/// The days that are marked on the axis: years, or months of a short time.
fn ticks(cx: &Context<'_>, scale: &Scale) -> Vec<(NaiveDate, Markup)> {
    let months = (scale.days / 30.4).ceil();
    let step = match months {
        months if months <= 9.0 => 1,
        months if months <= 24.0 => 3,
        months => 12 * (months / 12.0 / 10.0).ceil().max(1.0) as u32,
    };
    let last = scale.first + chrono::Days::new(scale.days as u64);
    let start = if step >= 12 { scale.first.with_ordinal(1) } else { scale.first.with_day(1) };
    let mut found = Vec::new();
    let mut day = start.unwrap_or(scale.first);
    while day <= last {
        if day >= scale.first {
            let printed = day.to_string();
            let printed = printed.get(..if step >= 12 { 4 } else { 7 }).unwrap_or_default();
            if let Ok(date) = printed.parse() {
                found.push((day, plain(partial(cx.locale, date))));
            }
        }
        let Some(next) = day.checked_add_months(chrono::Months::new(step)) else { break };
        day = next;
    }
    found
}

/// The text of a date: SVG has no `time`.
fn plain(date: Markup) -> Markup {
    let text = date.0.split('>').nth(1).and_then(|rest| rest.split('<').next()).unwrap_or_default().to_owned();
    html! { (text) }
}
