//! The forms in which a page is served: in HTML, and as data.

/// A form of a page. The form follows the name of the page as a suffix; HTML has none.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Form {
    Html,
    /// The answer to the page's document.
    Json,
    /// The main table.
    Csv,
    /// What to cite the page by, as text, BibTeX and RIS.
    Text,
    Bibtex,
    Ris,
    /// A drawing.
    Svg,
    /// A network for graph programs.
    Graphml,
}

impl Form {
    pub const ALL: [Self; 8] =
        [Self::Html, Self::Json, Self::Csv, Self::Text, Self::Bibtex, Self::Ris, Self::Svg, Self::Graphml];

    pub fn suffix(self) -> &'static str {
        match self {
            Self::Html => ".html",
            Self::Json => ".json",
            Self::Csv => ".csv",
            Self::Text => ".txt",
            Self::Bibtex => ".bib",
            Self::Ris => ".ris",
            Self::Svg => ".svg",
            Self::Graphml => ".graphml",
        }
    }

    pub fn content_type(self) -> &'static str {
        match self {
            Self::Html => "text/html; charset=utf-8",
            Self::Json => "application/json; charset=utf-8",
            Self::Csv => "text/csv; charset=utf-8; header=present",
            Self::Text => "text/plain; charset=utf-8",
            Self::Bibtex => "application/x-bibtex; charset=utf-8",
            Self::Ris => "application/x-research-info-systems; charset=utf-8",
            Self::Svg => "image/svg+xml; charset=utf-8",
            Self::Graphml => "application/graphml+xml; charset=utf-8",
        }
    }

    /// The form that a path ends with, whether or not there is such a page.
    pub fn of_path(path: &str) -> Self {
        Self::split(path).1
    }

    /// The name without the suffix of its form, and the form.
    pub(super) fn split(name: &str) -> (&str, Self) {
        let split = |form: Self| Some((name.strip_suffix(form.suffix())?, form));
        Self::ALL.into_iter().find_map(split).unwrap_or((name, Self::Html))
    }

    /// The suffix to print after a name. HTML only needs it if the name ends like another form.
    pub(super) fn suffix_of(self, name: &str) -> &'static str {
        let is_clear = self == Self::Html && !Self::ALL.into_iter().any(|form| name.ends_with(form.suffix()));
        if is_clear { "" } else { self.suffix() }
    }
}
