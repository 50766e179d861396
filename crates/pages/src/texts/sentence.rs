//! Sentences with values in them.

use maud::{Markup, PreEscaped, Render, html};

use crate::locale::Lang;

/// A sentence: the template with each `{name}` replaced by the value of that name. The template is text, and is escaped.
pub fn say(template: &str, values: &[(&str, Markup)]) -> Markup {
    let mut said = String::new();
    let mut rest = template;
    while let Some((before, after)) = rest.split_once('{') {
        said.push_str(&before.render().0);
        let Some((name, after)) = after.split_once('}') else { break };
        if let Some((_, value)) = values.iter().find(|(other, _)| *other == name) {
            said.push_str(&value.0);
        }
        rest = after;
    }
    said.push_str(&rest.render().0);
    PreEscaped(said)
}

/// The values as a list in a sentence: one, two and three.
pub fn list(lang: Lang, values: Vec<Markup>) -> Markup {
    let (comma, and) = lang.pick((", ", " and "), ("، ", " و"));
    let last = values.len().saturating_sub(1);
    html! {
        @for (at, value) in values.into_iter().enumerate() {
            @if at > 0 { (if at == last { and } else { comma }) }
            (value)
        }
    }
}

/// The names of the values of a template, sorted.
#[cfg(test)]
pub fn values_of(template: &str) -> Vec<&str> {
    let mut names: Vec<_> = template.split('{').skip(1).filter_map(|rest| Some(rest.split_once('}')?.0)).collect();
    names.sort_unstable();
    names
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_put_where_the_template_says() {
        let value = || html! { b { "x<" } };
        assert_eq!(say("a < {x}, {y}{x}.", &[("x", value())]).0, "a &lt; <b>x&lt;</b>, <b>x&lt;</b>.");
        assert_eq!(say("no values", &[]).0, "no values");
    }

    #[test]
    fn a_list_has_its_last_item_joined() {
        let items = |count: usize| (0..count).map(|at| html! { (at) }).collect();
        assert_eq!(list(Lang::En, items(0)).0, "");
        assert_eq!(list(Lang::En, items(1)).0, "0");
        assert_eq!(list(Lang::En, items(3)).0, "0, 1 and 2");
        assert_eq!(list(Lang::Ar, items(3)).0, "0، 1 و2");
    }
}
