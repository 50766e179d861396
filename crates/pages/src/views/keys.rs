//! The list of keys, which the script of all pages opens: `web/explorer/keys.js`.

use maud::{Markup, html};

use super::Context;
use crate::texts::word;

/// What a key does.
#[derive(Debug, Clone, Copy)]
pub enum Shortcut {
    Search,
    DayBack,
    DayForth,
    List,
    Leave,
    Suggestions,
    TakeSuggestion,
    Nearest,
    Open,
    Expand,
    Zoom,
    Whole,
}

/// The keys that do something anywhere: each alone, without a field that takes what is typed.
const ANYWHERE: [(&[&str], Shortcut); 5] = [
    (&["/"], Shortcut::Search),
    (&["["], Shortcut::DayBack),
    (&["]"], Shortcut::DayForth),
    (&["?"], Shortcut::List),
    (&["Esc"], Shortcut::Leave),
];

const IN_SUGGESTIONS: [(&[&str], Shortcut); 2] =
    [(&["↓", "↑"], Shortcut::Suggestions), (&["Enter"], Shortcut::TakeSuggestion)];

const IN_NETWORK: [(&[&str], Shortcut); 5] = [
    (&["↑", "↓", "←", "→"], Shortcut::Nearest),
    (&["Enter"], Shortcut::Open),
    (&["Shift", "Enter"], Shortcut::Expand),
    (&["+", "−"], Shortcut::Zoom),
    (&["0"], Shortcut::Whole),
];

/// The button that opens the list. The script shows it, since nothing opens the list without it.
pub fn button(cx: &Context<'_>) -> Markup {
    html! {
        @if cx.site.files.script.is_some() { button.keys type="button" hidden aria-haspopup="dialog" { (cx.t.keys) } }
    }
}

/// The list, in a dialog that is closed.
pub fn dialog(cx: &Context<'_>) -> Markup {
    let t = cx.t;
    html! {
        @if cx.site.files.script.is_some() {
            dialog.keys aria-labelledby="keys" {
                form method="dialog" {
                    header {
                        h2 #keys { (t.keys) }
                        button.button type="submit" { (t.close) }
                    }
                    (list(cx, &ANYWHERE))
                    h3 { (t.keys_suggestions) }
                    (list(cx, &IN_SUGGESTIONS))
                    h3 { (t.keys_network) }
                    (list(cx, &IN_NETWORK))
                    label.check { input type="checkbox" checked; span { (t.keys_on) } }
                }
            }
        }
    }
}

fn list(cx: &Context<'_>, keys: &[(&[&str], Shortcut)]) -> Markup {
    html! {
        dl {
            @for (keys, does) in keys {
                div {
                    dt dir="ltr" { @for (at, key) in keys.iter().enumerate() { @if at > 0 { " " } kbd { (key) } } }
                    dd { (word(cx.locale.lang, *does)) }
                }
            }
        }
    }
}
