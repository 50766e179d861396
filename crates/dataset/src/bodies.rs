//! The bodies of articles: full texts in files that are not part of the data set.

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::Path;

use sanad_base::nearest::nearest;
use sanad_base::regular_file;
use sanad_base::visible::quoted;
use sanad_model::{Body, Key};

use super::batch::Batch;
use super::citations::{CitedBy, OutOfRange, out_of_range};
use super::problem::{Position, Problem, Problems, UnreadableFiles};
use super::records::Dataset;

/// Maximum size of a body, in bytes: more than a report of a hundred pages, and a response may hold a hundred bodies.
pub const BODY_LIMIT: usize = 512 * 1024;

/// Maximum size of all bodies of a load together, in bytes: they are kept in memory.
const TOTAL_LIMIT: usize = 512 * 1024 * 1024;

/// The body files in a directory, ordered by path.
#[derive(Debug, Clone)]
pub struct BodyFiles(Vec<BodyFile>);

#[derive(Debug, Clone)]
struct BodyFile {
    path: String,
    /// The file name without `.txt`: the key of an article.
    name: String,
    /// The contents, cut one byte after [`BODY_LIMIT`].
    bytes: Vec<u8>,
}

/// The bodies of articles, by the key of the article.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Bodies(BTreeMap<Key, Body>);

impl BodyFiles {
    /// The `*.txt` files in a directory, except hidden ones.
    ///
    /// # Errors
    /// The directory, or every file that cannot be read. A file must be a regular file and at most [`BODY_LIMIT`] bytes
    /// long. Also when there is no such file, or when all files together are larger than 512 MiB.
    pub fn in_dir(dir: &Path) -> Result<Self, UnreadableFiles> {
        Self::in_dir_within(dir, TOTAL_LIMIT)
    }

    fn in_dir_within(dir: &Path, total_limit: usize) -> Result<Self, UnreadableFiles> {
        let mut paths = Vec::new();
        for entry in fs::read_dir(dir).map_err(|reason| UnreadableFiles::one(dir, reason))? {
            let path = entry.map_err(|reason| UnreadableFiles::one(dir, reason))?.path();
            if is_of_body(&path) {
                paths.push(path);
            }
        }
        if paths.is_empty() {
            let reason = "expected *.txt files in it, and found none";
            return Err(UnreadableFiles::one(dir, io::Error::new(io::ErrorKind::NotFound, reason)));
        }
        paths.sort();
        let (mut files, mut total, mut unreadable) = (Vec::new(), 0, UnreadableFiles::default());
        for path in paths {
            match regular_file::read(&path, BODY_LIMIT as u64) {
                Err(reason) => unreadable.add(path, reason),
                Ok(bytes) => {
                    total += bytes.len();
                    if total > total_limit {
                        let reason =
                            format!("its *.txt files are too large: expected at most {total_limit} bytes in total");
                        return Err(UnreadableFiles::one(dir, io::Error::other(reason)));
                    }
                    let name = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
                    files.push(BodyFile { path: path.display().to_string(), name, bytes });
                }
            }
        }
        unreadable.unless_any(Self(files))
    }

    /// The bodies of the articles of data sets.
    ///
    /// # Errors
    /// All problems of the files: a name that is not the key of an article, a file longer than [`BODY_LIMIT`], invalid
    /// UTF-8, a NUL character, no paragraph, or fewer paragraphs than are cited.
    pub fn bodies(&self, datasets: &[Dataset]) -> Result<Bodies, Problems> {
        let articles = datasets.iter().flat_map(|dataset| &dataset.articles);
        let articles: BTreeMap<&str, &Key> = articles.map(|article| (article.key.as_str(), &article.key)).collect();
        let mut problems = Vec::new();
        let mut bodies = BTreeMap::new();
        for file in &self.0 {
            let key = articles.get(file.name.as_str()).copied();
            if key.is_none() {
                problems.push(file.unknown(articles.keys().copied()));
            }
            match (file.body(), key) {
                (Ok(body), Some(key)) => {
                    bodies.insert(key.clone(), body);
                }
                (Ok(_), None) => {}
                (Err(problem), _) => problems.push(problem),
            }
        }
        let length = |article: &Key| bodies.get(article).map(Body::paragraphs);
        let citations = datasets.iter().flat_map(|dataset| out_of_range(Batch::of(dataset), length));
        problems.extend(citations.filter_map(|citation| {
            let file = self.0.iter().find(|file| file.name == citation.article.as_str())?;
            Some(file.too_short_for(&citation))
        }));
        if problems.is_empty() { Ok(Bodies(bodies)) } else { Err(Problems::new(problems)) }
    }
}

impl Bodies {
    /// Bodies from texts in memory.
    pub fn from_texts<'t>(texts: impl IntoIterator<Item = (Key, &'t str)>) -> Self {
        Self(texts.into_iter().map(|(key, text)| (key, Body::new(text))).collect())
    }

    pub(super) fn by_article(&self) -> &BTreeMap<Key, Body> {
        &self.0
    }
}

impl BodyFile {
    fn body(&self) -> Result<Body, Problem> {
        if self.bytes.len() > BODY_LIMIT {
            let hint = format!("expected at most {BODY_LIMIT} bytes");
            return Err(self.problem(0, "the file is too long for the body of an article", hint));
        }
        let text = std::str::from_utf8(&self.bytes).map_err(|error| {
            self.problem(error.valid_up_to(), "the file is not UTF-8 text", "save the file as UTF-8".to_owned())
        })?;
        if let Some(offset) = text.find('\0') {
            return Err(self.problem(offset, "the text contains a NUL character", "remove it".to_owned()));
        }
        let body = Body::new(text);
        if body.paragraphs() == 0 {
            let hint = "expected at least one line that is not blank".to_owned();
            return Err(self.problem(0, "the file has no paragraphs", hint));
        }
        Ok(body)
    }

    fn unknown<'k>(&self, articles: impl Iterator<Item = &'k str> + Clone) -> Problem {
        let hint = match nearest(&self.name, articles) {
            Some(near) => format!("did you mean `{near}.txt`?"),
            None => "expected the key of an article, followed by `.txt`".to_owned(),
        };
        self.problem(0, &format!("no article of the data set has the key {}", quoted(&self.name)), hint)
    }

    fn too_short_for(&self, citation: &OutOfRange<'_>) -> Problem {
        let key = match citation.cited_by {
            CitedBy::Fact(fact) => fact,
            CitedBy::Mention(_) => citation.article,
        };
        let hint = "each line that is not blank is a paragraph; paragraphs are counted from 1".to_owned();
        Problem { key: Some(key.clone()), ..self.problem(0, &citation.to_string(), hint) }
    }

    fn problem(&self, offset: usize, text: &str, hint: String) -> Problem {
        let before = String::from_utf8_lossy(self.bytes.get(..offset).unwrap_or_default());
        let line = before.rsplit('\n').next().unwrap_or_default();
        let position = Position {
            file: self.path.clone(),
            line: before.matches('\n').count() + 1,
            column: line.trim_start_matches('\u{feff}').chars().count() + 1,
        };
        Problem { position, key: None, text: text.to_owned(), hint: Some(hint) }
    }
}

fn is_of_body(path: &Path) -> bool {
    let is_hidden = path.file_name().is_some_and(|name| name.as_encoded_bytes().starts_with(b"."));
    !is_hidden && path.extension().is_some_and(|extension| extension == "txt")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Files, read};

    /// A data set whose only article is `report`, and which cites paragraphs of it up to 9.
    fn datasets() -> Vec<Dataset> {
        read(&Files::from_texts([("a.toml".to_owned(), include_str!("tests/whole.toml").to_owned())])).unwrap()
    }

    fn files<const N: usize>(files: [(&str, &[u8]); N]) -> BodyFiles {
        let file = |(name, bytes): (&str, &[u8])| BodyFile {
            path: format!("texts/{name}.txt"),
            name: name.to_owned(),
            bytes: bytes.to_vec(),
        };
        BodyFiles(files.map(file).into())
    }

    fn problems<const N: usize>(bodies: [(&str, &[u8]); N]) -> String {
        files(bodies).bodies(&datasets()).unwrap_err().to_string()
    }

    #[test]
    fn the_name_of_a_file_is_the_key_of_its_article() {
        let text = "\u{feff}1\r\n2\r\n\r\n3\n4\n5\n6\n7\n8\n9";
        let bodies = files([("report", text.as_bytes())]).bodies(&datasets()).unwrap();
        let body = bodies.by_article().values().next().unwrap();
        assert_eq!((body.paragraphs(), body.text()), (9, text.trim_start_matches('\u{feff}')));
    }

    #[test]
    fn all_problems_are_found_at_once() {
        let found = problems([
            ("repotr", b"1"),
            ("kaniyat", "نص".as_bytes()),
            ("broken", b"\xef\xbb\xbf\xd9\x86\n\xd9\x86\xff"),
            ("report", b"\xef\xbb\xbf1\0"),
        ]);
        assert_eq!(
            found,
            "texts/broken.txt:1:1: no article of the data set has the key `broken`\n  \
               hint: expected the key of an article, followed by `.txt`\n\n\
             texts/broken.txt:2:2: the file is not UTF-8 text\n  hint: save the file as UTF-8\n\n\
             texts/kaniyat.txt:1:1: no article of the data set has the key `kaniyat`\n  \
               hint: expected the key of an article, followed by `.txt`\n\n\
             texts/report.txt:1:2: the text contains a NUL character\n  hint: remove it\n\n\
             texts/repotr.txt:1:1: no article of the data set has the key `repotr`\n  hint: did you mean `report.txt`?\n\n\
             5 problems in 4 files"
        );
    }

    #[test]
    fn bodies_together_have_a_limit() {
        let dir = std::env::temp_dir().join(format!("sanad-{}-bodies", std::process::id()));
        fs::create_dir_all(&dir).unwrap();
        for (name, bytes) in [("a.txt", "1234"), ("b.txt", "5678"), (".c.txt", "9"), ("d.toml", "9")] {
            fs::write(dir.join(name), bytes).unwrap();
        }
        let read = |limit| BodyFiles::in_dir_within(&dir, limit).map(|files| files.0.len());
        assert_eq!(read(8).unwrap(), 2);
        let reason = "its *.txt files are too large: expected at most 7 bytes in total";
        assert_eq!(read(7).unwrap_err().to_string(), format!("cannot read {}: {reason}", dir.display()));
        fs::remove_dir_all(&dir).unwrap();
    }

    #[test]
    fn a_body_has_a_paragraph_and_a_limit() {
        let blank = problems([("report", "\u{feff}\r\n\u{a0}\n \t".as_bytes())]);
        assert!(blank.starts_with("texts/report.txt:1:1: the file has no paragraphs\n"), "{blank}");
        let most = "1\n".repeat(BODY_LIMIT / 2);
        assert!(files([("report", most.as_bytes())]).bodies(&datasets()).is_ok());
        let long = problems([("report", format!("{most}.").as_bytes())]);
        assert!(long.contains("too long") && long.contains("expected at most 524288 bytes"), "{long}");
    }

    #[test]
    fn citations_out_of_range_are_named() {
        let found = problems([("report", b"1\n2\n3\n4\n5\n6\n\n")]);
        let problem = |by: &str, key: &str| {
            format!(
                "texts/report.txt:1:1: the body of `report` has 6 paragraphs, but {by}\n  in: {key}\n  \
                 hint: each line that is not blank is a paragraph; paragraphs are counted from 1\n\n"
            )
        };
        let expected = [
            problem("its mention of `khalifa-haftar` cites [1, 2, 7]", "report"),
            problem("`mass-graves.dead-bodies.about-20-30` cites [9]", "mass-graves.dead-bodies.about-20-30"),
            problem("`mass-graves` cites [9]", "mass-graves"),
            problem("`mass-graves.graves.at-least-11` cites [9]", "mass-graves.graves.at-least-11"),
            problem("`mass-graves.graves.dozens` cites [9]", "mass-graves.graves.dozens"),
        ];
        for problem in &expected {
            assert!(found.contains(problem), "{problem}\nnot in\n{found}");
        }
        assert!(found.ends_with("5 problems in 1 file"), "{found}");
    }
}
