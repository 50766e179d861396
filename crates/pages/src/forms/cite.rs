//! What to cite a page by: its title, its address, and the version of the data.

use crate::address::Form;
use crate::address::Page;
use crate::answers::{AboutAnswer, ArticleAnswer, ArticleLink};
use crate::views::Context;

/// What a citation consists of.
struct Work<'a> {
    title: &'a str,
    /// The article that the page is about.
    article: Option<&'a ArticleLink>,
    address: String,
    key: String,
    version: String,
}

/// The citation as text, BibTeX or RIS.
///
/// # Errors
/// When the data is not an answer to the page's document.
pub fn cite(cx: &Context<'_>, title: &str, data: &str) -> serde_json::Result<String> {
    let about: AboutAnswer = serde_json::from_str(data)?;
    let article: Option<ArticleAnswer> = match cx.address.page {
        Page::Article { .. } => Some(serde_json::from_str(data)?),
        _ => None,
    };
    let page = cx.address.form(Form::Html);
    let datasets: Vec<String> = about
        .datasets
        .iter()
        .map(|dataset| match (&dataset.edition, &dataset.version) {
            (Some(edition), _) => format!("{} {}", dataset.key, **edition),
            (None, Some(version)) => format!("{} {version}", dataset.key),
            (None, None) => dataset.key.clone(),
        })
        .collect();
    let work = Work {
        title: if title.is_empty() { cx.t.tagline } else { title },
        article: article.as_ref().and_then(|answer| answer.article.as_ref()).map(|article| &article.link),
        address: format!("{}{page}", cx.site.origin),
        key: format!("{}-{}", page.lang.tag(), page.page.slug()),
        version: format!("revision {} ({})", about.revision, datasets.join(", ")),
    };
    Ok(match cx.address.form {
        Form::Bibtex => bibtex(&work),
        Form::Ris => ris(&work),
        _ => text(&work),
    })
}

impl Work<'_> {
    fn publisher(&self) -> Option<&str> {
        Some(self.article?.publisher.as_ref()?.name.as_str())
    }

    fn published(&self) -> Option<String> {
        Some(self.article?.published?.to_string())
    }
}

fn text(work: &Work<'_>) -> String {
    let publisher = work.publisher().map(|publisher| format!("{publisher}. ")).unwrap_or_default();
    let published = work.published().map(|date| format!("{date}. ")).unwrap_or_default();
    format!("{publisher}“{}”. {published}Sanad, {}. {}\n", one_line(work.title), work.version, work.address)
}

fn bibtex(work: &Work<'_>) -> String {
    let mut fields = vec![
        ("title", format!("{{{}}}", escaped(work.title))),
        ("howpublished", format!("{{Sanad, {}}}", escaped(&work.version))),
        ("url", format!("{{{}}}", work.address)),
    ];
    if let Some(publisher) = work.publisher() {
        fields.push(("author", format!("{{{{{}}}}}", escaped(publisher))));
    }
    if let Some(published) = work.published() {
        fields.push(("date", format!("{{{published}}}")));
    }
    let fields: Vec<String> = fields.into_iter().map(|(name, value)| format!("  {name} = {value}")).collect();
    format!("@online{{{},\n{}\n}}\n", work.key, fields.join(",\n"))
}

/// A text within braces. Braces and backslashes would end or change it.
fn escaped(text: &str) -> String {
    let mut escaped = String::new();
    for letter in one_line(text).chars() {
        match letter {
            '\\' => escaped.push_str("\\textbackslash{}"),
            '{' | '}' | '%' | '#' | '&' | '$' | '_' => {
                escaped.push('\\');
                escaped.push(letter);
            }
            letter => escaped.push(letter),
        }
    }
    escaped
}

fn ris(work: &Work<'_>) -> String {
    let mut lines = vec![
        ("TY", if work.article.is_some() { "NEWS" } else { "ELEC" }.to_owned()),
        ("TI", one_line(work.title)),
        ("UR", work.address.clone()),
        ("N1", format!("Sanad, {}", work.version)),
    ];
    if let Some(publisher) = work.publisher() {
        lines.push(("PB", one_line(publisher)));
    }
    if let Some(published) = work.published() {
        let mut parts = published.split('-').map(str::to_owned).collect::<Vec<_>>();
        parts.resize(4, String::new());
        lines.push(("DA", parts.join("/")));
    }
    lines.push(("ER", String::new()));
    lines.into_iter().map(|(tag, value)| format!("{tag}  - {value}\r\n")).collect()
}

/// The text without line breaks, which would begin another field.
fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn work(title: &str) -> Work<'_> {
        Work {
            title,
            article: None,
            address: "https://sanad.example/en/party/kaniyat".to_owned(),
            key: "en-party-kaniyat".to_owned(),
            version: "revision 1 (libya 2026-11-28)".to_owned(),
        }
    }

    #[test]
    fn a_title_breaks_no_format() {
        let hostile = work("a}\\ {b\nER  - c");
        let bibtex = bibtex(&hostile);
        assert!(bibtex.contains("title = {a\\}\\textbackslash{} \\{b ER - c},"), "{bibtex}");
        let ris = ris(&hostile);
        assert_eq!(ris.lines().filter(|line| line.starts_with("ER")).count(), 1, "{ris}");
        assert!(text(&hostile).starts_with("“a}\\ {b ER - c}”".trim_end_matches("}”")), "{}", text(&hostile));
    }
}
