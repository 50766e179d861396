//! The bodies of articles: files beside a data set, whose texts are not its own.

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use sanad_base::regular_file::{self, Unreadable};
use sanad_base::visible::quoted;
use sanad_model::{Body, Key};

use super::citations::{Beyond, CitedBy, beyond};
use super::problem::{Position, Problem, Problems};
use super::reader::nearest;
use super::records::Dataset;

/// The most bytes of a body: a report of some hundred pages has fewer, and an answer may hold a hundred of them.
pub const BODY_LIMIT: usize = 512 * 1024;

/// The files of bodies in a directory, in the order of their paths.
#[derive(Debug, Clone)]
pub struct BodyFiles(Vec<BodyFile>);

/// One file.
#[derive(Debug, Clone)]
struct BodyFile {
    path: String,
    /// Its name without `.txt`: the key of an article.
    name: String,
    /// What it holds, but no more than one byte over the limit.
    bytes: Vec<u8>,
}

/// The bodies of articles, by the article's key. Each is one that can be stored.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Bodies(BTreeMap<Key, Body>);

impl BodyFiles {
    /// The `*.txt` files in a directory. Other files, hidden ones and directories of other names are left out.
    ///
    /// # Errors
    /// When there is no such directory, no such file in it, or one that is no regular file, is longer than
    /// [`BODY_LIMIT`], or cannot be read.
    pub fn in_dir(dir: &Path) -> Result<Self, Unreadable> {
        let failed = |source| Unreadable { path: dir.to_path_buf(), source };
        let mut paths = Vec::new();
        for entry in fs::read_dir(dir).map_err(failed)? {
            let path = entry.map_err(failed)?.path();
            if is_of_body(&path) {
                paths.push(path);
            }
        }
        if paths.is_empty() {
            return Err(failed(io::Error::new(io::ErrorKind::NotFound, "there is no *.txt file in it")));
        }
        paths.sort();
        paths.into_iter().map(BodyFile::open).collect::<Result<_, _>>().map(Self)
    }

    /// The bodies of a data set's articles.
    ///
    /// # Errors
    /// Everything that is wrong with the files, all at once: one that is named after no article, that is longer than
    /// [`BODY_LIMIT`], that is no UTF-8 text or has a NUL in it, and one with fewer paragraphs than are cited.
    pub fn bodies(&self, dataset: &Dataset) -> Result<Bodies, Problems> {
        let articles: BTreeMap<&str, &Key> =
            dataset.articles.iter().map(|article| (article.key.as_str(), &article.key)).collect();
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
        let cited_beyond = beyond(dataset, |article| bodies.get(article).map(Body::paragraphs));
        problems.extend(cited_beyond.iter().filter_map(|citation| {
            let file = self.0.iter().find(|file| file.name == citation.article.as_str())?;
            Some(file.too_short_for(citation))
        }));
        if problems.is_empty() { Ok(Bodies(bodies)) } else { Err(Problems::new(problems)) }
    }
}

impl Bodies {
    /// Texts as if they were read from files.
    pub fn from_texts<'t>(texts: impl IntoIterator<Item = (Key, &'t str)>) -> Self {
        Self(texts.into_iter().map(|(key, text)| (key, Body::new(text))).collect())
    }

    pub(super) fn by_article(&self) -> &BTreeMap<Key, Body> {
        &self.0
    }
}

impl BodyFile {
    fn open(path: PathBuf) -> Result<Self, Unreadable> {
        let name = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        match regular_file::read(&path, BODY_LIMIT as u64) {
            Ok(bytes) => Ok(Self { path: path.display().to_string(), name, bytes }),
            Err(source) => Err(Unreadable { path, source }),
        }
    }

    /// Its text, if that can be stored.
    fn body(&self) -> Result<Body, Problem> {
        if self.bytes.len() > BODY_LIMIT {
            let hint = format!("expected at most {BODY_LIMIT} bytes");
            return Err(self.problem(0, "the file is too long for the body of an article", hint));
        }
        let text = std::str::from_utf8(&self.bytes).map_err(|error| {
            self.problem(error.valid_up_to(), "no UTF-8 text", "expected a text file in UTF-8".to_owned())
        })?;
        if let Some(offset) = text.find('\0') {
            return Err(self.problem(offset, "a NUL, which no text has", "take it out".to_owned()));
        }
        let body = Body::new(text);
        if body.paragraphs() == 0 {
            let hint = "expected a line with any character but white space".to_owned();
            return Err(self.problem(0, "there is no paragraph in it", hint));
        }
        Ok(body)
    }

    fn unknown<'k>(&self, articles: impl Iterator<Item = &'k str> + Clone) -> Problem {
        let hint = match nearest(&self.name, articles) {
            Some(near) => format!("did you mean `{near}.txt`?"),
            None => "expected the key of an article of the data set and `.txt`".to_owned(),
        };
        self.problem(0, &format!("no article of the data set has the key {}", quoted(&self.name)), hint)
    }

    fn too_short_for(&self, citation: &Beyond<'_>) -> Problem {
        let key = match citation.cited_by {
            CitedBy::Fact(fact) => fact,
            CitedBy::Mention(_) => citation.article,
        };
        let hint = "a paragraph is a line with any character but white space, counted from 1".to_owned();
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

/// Whether the name is that of a body's file.
fn is_of_body(path: &Path) -> bool {
    let is_hidden = path.file_name().is_some_and(|name| name.as_encoded_bytes().starts_with(b"."));
    !is_hidden && path.extension().is_some_and(|extension| extension == "txt")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Files, read};

    /// A data set that cites paragraphs 1 to 9 of its one article, `report`.
    fn dataset() -> Dataset {
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
        files(bodies).bodies(&dataset()).unwrap_err().to_string()
    }

    #[test]
    fn a_file_is_the_body_of_the_article_that_it_is_named_after() {
        let text = "\u{feff}1\r\n2\r\n\r\n3\n4\n5\n6\n7\n8\n9";
        let bodies = files([("report", text.as_bytes())]).bodies(&dataset()).unwrap();
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
               hint: expected the key of an article of the data set and `.txt`\n\n\
             texts/broken.txt:2:2: no UTF-8 text\n  hint: expected a text file in UTF-8\n\n\
             texts/kaniyat.txt:1:1: no article of the data set has the key `kaniyat`\n  \
               hint: expected the key of an article of the data set and `.txt`\n\n\
             texts/report.txt:1:2: a NUL, which no text has\n  hint: take it out\n\n\
             texts/repotr.txt:1:1: no article of the data set has the key `repotr`\n  hint: did you mean `report.txt`?\n\n\
             5 problems in 4 files"
        );
    }

    #[test]
    fn a_body_has_a_paragraph_and_an_end() {
        let blank = problems([("report", "\u{feff}\r\n\u{a0}\n \t".as_bytes())]);
        assert!(blank.starts_with("texts/report.txt:1:1: there is no paragraph in it\n"), "{blank}");
        let most = "1\n".repeat(BODY_LIMIT / 2);
        assert!(files([("report", most.as_bytes())]).bodies(&dataset()).is_ok());
        let long = problems([("report", format!("{most}.").as_bytes())]);
        assert!(long.contains("too long") && long.contains("expected at most 524288 bytes"), "{long}");
    }

    #[test]
    fn citations_beyond_a_body_are_named() {
        let found = problems([("report", b"1\n2\n3\n4\n5\n6\n\n")]);
        let beyond = |by: &str, key: &str| {
            format!(
                "texts/report.txt:1:1: the body of `report` has 6 paragraphs, and {by}\n  in: {key}\n  \
                 hint: a paragraph is a line with any character but white space, counted from 1\n\n"
            )
        };
        let expected = [
            beyond("its mention of `khalifa-haftar` cites [1, 2, 7]", "report"),
            beyond("`mass-graves.dead-bodies.about-20-30` cites [9]", "mass-graves.dead-bodies.about-20-30"),
            beyond("`mass-graves` cites [9]", "mass-graves"),
            beyond("`mass-graves.graves.at-least-11` cites [9]", "mass-graves.graves.at-least-11"),
            beyond("`mass-graves.graves.dozens` cites [9]", "mass-graves.graves.dozens"),
        ];
        for problem in &expected {
            assert!(found.contains(problem), "{problem}\nnot in\n{found}");
        }
        assert!(found.ends_with("5 problems in 1 file"), "{found}");
    }
}
