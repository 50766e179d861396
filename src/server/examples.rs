//! Example queries: the front page links them, and GraphiQL opens each in a tab.

use std::sync::LazyLock;

use include_dir::{Dir, include_dir};
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};

static FILES: Dir<'static> = include_dir!("$CARGO_MANIFEST_DIR/src/server/examples");

/// A question, and the query that answers it.
pub struct Example {
    /// The question in Arabic.
    pub arabic: &'static str,
    /// The question in English.
    pub english: &'static str,
    /// The whole document, including the question in its first two lines.
    pub query: &'static str,
}

impl Example {
    /// Reads a document that starts with the question in two comments, Arabic first; none if it does not.
    fn read(document: &'static str) -> Option<Self> {
        let mut lines = document.lines().map(|line| line.strip_prefix("# "));
        Some(Self { arabic: lines.next()??, english: lines.next()??, query: document.trim() })
    }

    /// A URL with the query in its parameter `query`.
    pub fn address(&self, path: &str) -> String {
        format!("{path}?query={}", utf8_percent_encode(self.query, NON_ALPHANUMERIC))
    }

    /// An HTML list item: the question in both languages, as a link to the path with the query.
    pub fn item(&self, path: &str) -> String {
        let Self { arabic, english, .. } = self;
        let address = self.address(path);
        format!(
            "<li><a href=\"{address}\"><span lang=\"ar\" dir=\"rtl\">{arabic}</span><span>{english}</span></a></li>\n"
        )
    }
}

/// The examples, ordered by file name.
pub fn examples() -> &'static [Example] {
    static EXAMPLES: LazyLock<Vec<Example>> = LazyLock::new(|| {
        let mut files: Vec<_> = FILES.files().collect();
        files.sort_by_key(|file| file.path());
        files.into_iter().filter_map(|file| Example::read(file.contents_utf8()?)).collect()
    });
    &EXAMPLES
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_file_asks_its_question_in_two_languages() {
        assert!(FILES.files().count() > 3 && FILES.dirs().count() == 0);
        assert_eq!(examples().len(), FILES.files().count());
        for Example { arabic, english, .. } in examples() {
            assert!(arabic.ends_with('؟') && english.ends_with('?'), "{arabic} {english}");
            // They are inserted into HTML without escaping.
            assert!(!format!("{arabic}{english}").contains(['<', '&', '"']), "{arabic} {english}");
        }
    }

    #[test]
    fn a_document_without_a_question_is_none() {
        for document in ["", "{ revision }", "# One?\n{ revision }", "# One?\n#Two?\n"] {
            assert!(Example::read(document).is_none(), "{document}");
        }
    }
}
