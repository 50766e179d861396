//! The files of a data set.

use std::fs;
use std::io;
use std::ops::Range;
use std::path::{Path, PathBuf};

use include_dir::{Dir, include_dir};
use sanad_base::regular_file;

use super::problem::{Position, UnreadableFiles};

/// The built-in data sets, each with its directory as problems show it.
static BUILT_IN: [(&str, Dir<'static>); 2] = [
    ("seeds/core", include_dir!("$CARGO_MANIFEST_DIR/../../seeds/core")),
    ("seeds/libya", include_dir!("$CARGO_MANIFEST_DIR/../../seeds/libya")),
];

/// Maximum size of one TOML file, in bytes.
pub const FILE_LIMIT: u64 = 64 * 1024 * 1024;

/// Maximum size of all files of a data set together, in bytes: they are kept in memory.
const TOTAL_LIMIT: u64 = 256 * 1024 * 1024;

/// The files of data sets. Those of one set stand together, ordered by path.
#[derive(Debug, Clone, Default)]
pub struct Files {
    files: Vec<File>,
    sets: Vec<FilesOfSet>,
}

/// The files of one data set.
#[derive(Debug, Clone)]
pub(super) struct FilesOfSet {
    /// The indexes of its files.
    pub files: Range<usize>,
    /// Whether it is read even if no other set uses it.
    pub is_given: bool,
}

#[derive(Debug, Clone)]
pub struct File {
    path: String,
    text: String,
    /// The byte offset of each line.
    lines: Vec<usize>,
}

/// A position in one of the files: the index of the file and the byte offset in it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Spot {
    pub file: usize,
    pub offset: usize,
}

impl Files {
    /// The built-in data sets.
    pub fn embedded() -> Self {
        let mut files = Self::default();
        for (name, directory) in &BUILT_IN {
            files.add(built_in(name, directory), true);
        }
        files
    }

    /// These data sets, and the built-in ones for those that use them.
    #[must_use]
    pub fn with_built_in(mut self) -> Self {
        for (name, directory) in &BUILT_IN {
            self.add(built_in(name, directory), false);
        }
        self
    }

    /// The data sets in these directories, each read like [`Files::in_dir`].
    ///
    /// # Errors
    /// Those of [`Files::in_dir`], for the first directory that has any.
    pub fn in_dirs(dirs: &[PathBuf]) -> Result<Self, UnreadableFiles> {
        let mut files = Self::default();
        for dir in dirs {
            files.add(texts_in(dir)?, true);
        }
        Ok(files)
    }

    /// The `*.toml` files in a directory and all directories below it, except hidden ones.
    ///
    /// # Errors
    /// Every directory and file that cannot be read. A file must be a regular file, at most [`FILE_LIMIT`] bytes long,
    /// and UTF-8. Also when there is no such file, or when all files together are larger than 256 MiB.
    pub fn in_dir(dir: &Path) -> Result<Self, UnreadableFiles> {
        Ok(Self::from_texts(texts_in(dir)?))
    }

    /// One data set from memory: the path of each file, as problems show it, and its text.
    pub fn from_texts(texts: impl IntoIterator<Item = (String, String)>) -> Self {
        let mut files = Self::default();
        files.add(texts, true);
        files
    }

    /// Adds the files of another data set.
    pub(super) fn add(&mut self, texts: impl IntoIterator<Item = (String, String)>, is_given: bool) {
        let mut files: Vec<File> = texts.into_iter().map(|(path, text)| File::new(path, text)).collect();
        files.sort_by(|one, other| one.path.cmp(&other.path));
        let first = self.files.len();
        self.files.extend(files);
        self.sets.push(FilesOfSet { files: first..self.files.len(), is_given });
    }

    pub(super) fn sets(&self) -> &[FilesOfSet] {
        &self.sets
    }

    /// The index and the text of each file of a set.
    pub(super) fn texts(&self, set: &FilesOfSet) -> impl Iterator<Item = (usize, &str)> {
        let files = self.files.iter().enumerate().skip(set.files.start).take(set.files.len());
        files.map(|(number, file)| (number, file.text.as_str()))
    }

    /// The line of the spot, counted from 1.
    pub(super) fn line(&self, spot: Spot) -> usize {
        self.files.get(spot.file).map_or(1, |file| file.lines.partition_point(|start| *start <= spot.offset))
    }

    pub(super) fn position(&self, spot: Spot) -> Position {
        match self.files.get(spot.file) {
            Some(file) => file.position(spot.offset),
            None => Position { file: String::new(), line: 1, column: 1 },
        }
    }
}

/// The files of a built-in data set: the path and the text of each.
fn built_in(name: &str, directory: &'static Dir<'static>) -> Vec<(String, String)> {
    let mut texts = Vec::new();
    let mut directories = vec![directory];
    while let Some(directory) = directories.pop() {
        directories.extend(directory.dirs());
        for file in directory.files().filter(|file| is_of_dataset(file.path())) {
            let path = Path::new(name).join(file.path());
            texts.push((path.display().to_string(), String::from_utf8_lossy(file.contents()).into_owned()));
        }
    }
    texts
}

/// The files of the data set in a directory: the path and the text of each.
fn texts_in(dir: &Path) -> Result<Vec<(String, String)>, UnreadableFiles> {
    let (mut texts, mut total, mut unreadable) = (Vec::new(), 0, UnreadableFiles::default());
    let mut directories = vec![dir.to_path_buf()];
    while let Some(directory) = directories.pop() {
        let entries = match fs::read_dir(&directory) {
            Ok(entries) => entries,
            Err(reason) => {
                unreadable.add(directory, reason);
                continue;
            }
        };
        for entry in entries {
            // The type of the entry itself: following a link to a directory could lead into a cycle.
            match entry.and_then(|entry| Ok((entry.file_type()?.is_dir(), entry.path()))) {
                Err(reason) => unreadable.add(&directory, reason),
                Ok((true, path)) if !is_hidden(&path) => directories.push(path),
                Ok((false, path)) if is_of_dataset(&path) => match regular_file::read_text(&path, FILE_LIMIT) {
                    Err(reason) => unreadable.add(path, reason),
                    Ok(text) => {
                        total += text.len() as u64;
                        if total > TOTAL_LIMIT {
                            let reason = "its *.toml files are too large: expected at most 256 MiB in total";
                            return Err(UnreadableFiles::one(dir, io::Error::other(reason)));
                        }
                        texts.push((path.display().to_string(), text));
                    }
                },
                Ok(_) => {}
            }
        }
    }
    let texts = unreadable.unless_any(texts)?;
    if texts.is_empty() {
        let reason = "expected *.toml files in it, and found none";
        return Err(UnreadableFiles::one(dir, io::Error::new(io::ErrorKind::NotFound, reason)));
    }
    Ok(texts)
}

impl File {
    fn new(path: String, text: String) -> Self {
        // Some editors write a byte order mark at the start of a file.
        let text = text.strip_prefix('\u{feff}').map(str::to_owned).unwrap_or(text);
        let lines = std::iter::once(0).chain(text.match_indices('\n').map(|(offset, _)| offset + 1)).collect();
        Self { path, text, lines }
    }

    fn position(&self, offset: usize) -> Position {
        let offset = self.text.floor_char_boundary(offset);
        let line = self.lines.partition_point(|start| *start <= offset);
        let start = self.lines.get(line.saturating_sub(1)).copied().unwrap_or_default();
        let before = self.text.get(start..offset).unwrap_or_default();
        Position { file: self.path.clone(), line, column: before.chars().count() + 1 }
    }
}

fn is_of_dataset(path: &Path) -> bool {
    path.extension().is_some_and(|extension| extension == "toml") && !is_hidden(path)
}

fn is_hidden(path: &Path) -> bool {
    path.file_name().is_some_and(|name| name.as_encoded_bytes().starts_with(b"."))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A temporary directory for one test, removed when the test ends.
    struct Scratch(PathBuf);

    impl Scratch {
        fn new(test: &str) -> Self {
            let path = std::env::temp_dir().join(format!("sanad-{}-{test}", std::process::id()));
            fs::create_dir_all(&path).unwrap();
            Self(path)
        }

        fn write(&self, file: &str, bytes: &[u8]) {
            let path = self.0.join(file);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, bytes).unwrap();
        }

        fn error(&self) -> String {
            let error = Files::in_dir(&self.0).unwrap_err().to_string();
            error.replace(&self.0.display().to_string(), "<dir>")
        }
    }

    impl Drop for Scratch {
        fn drop(&mut self) {
            let _ = fs::remove_dir_all(&self.0);
        }
    }

    #[test]
    fn a_directory_is_read_recursively() {
        let scratch = Scratch::new("whole");
        for file in ["b.toml", "a/c.toml", "a-b.toml", "a/.d.toml", ".git/e.toml", "notes.md"] {
            scratch.write(file, b"");
        }
        let files = Files::in_dir(&scratch.0).unwrap();
        let prefix = format!("{}/", scratch.0.display());
        let names: Vec<_> = files.files.iter().map(|file| file.path.strip_prefix(&prefix).unwrap()).collect();
        assert_eq!(names, ["a-b.toml", "a/c.toml", "b.toml"]);
    }

    #[test]
    fn everything_that_cannot_be_read_is_named() {
        let scratch = Scratch::new("errors");
        assert_eq!(scratch.error(), "cannot read <dir>: expected *.toml files in it, and found none");
        scratch.write("sub/a.toml", b"# \xd9\x84\n# \xff\n");
        assert_eq!(scratch.error(), "cannot read <dir>/sub/a.toml: line 2 is not UTF-8 text");
        scratch.write("sub/b.toml", b"");
        scratch.write("c.toml", b"\xff");
        std::os::unix::fs::symlink("/tmp", scratch.0.join("sub/d.toml")).unwrap();
        assert_eq!(
            scratch.error(),
            "cannot read <dir>/c.toml: line 1 is not UTF-8 text\n\
             cannot read <dir>/sub/a.toml: line 2 is not UTF-8 text\n\
             cannot read <dir>/sub/d.toml: it is a directory: expected a regular file"
        );
        let missing = Scratch(scratch.0.join("missing"));
        assert!(missing.error().starts_with("cannot read <dir>: No such file"), "{}", missing.error());
    }

    #[test]
    fn only_regular_files_up_to_the_limit_are_read() {
        let scratch = Scratch::new("irregular");
        let path = scratch.0.join("a.toml");
        let refuse = |expected: &str| {
            assert_eq!(scratch.error(), format!("cannot read <dir>/a.toml: {expected}"));
            fs::remove_file(&path).unwrap();
        };
        assert!(std::process::Command::new("mkfifo").arg(&path).status().unwrap().success());
        refuse("it is a FIFO: expected a regular file");
        let socket = std::os::unix::net::UnixListener::bind(&path).unwrap();
        refuse("it is a socket: expected a regular file");
        drop(socket);
        let link = |to: &str| std::os::unix::fs::symlink(to, &path).unwrap();
        link("/dev/zero");
        refuse("it is a device: expected a regular file");
        link("/tmp");
        refuse("it is a directory: expected a regular file");
        // A sparse file: its size is known without reading it.
        fs::File::create(&path).unwrap().set_len(1 << 40).unwrap();
        refuse("the file is too long: expected at most 67108864 bytes");
        link("a.toml");
        assert!(scratch.error().contains("<dir>/a.toml: Too many levels of symbolic links"), "{}", scratch.error());
        fs::remove_file(&path).unwrap();
        link("missing.toml");
        refuse("No such file or directory (os error 2)");
    }

    #[test]
    fn links_that_form_a_cycle_are_not_followed() {
        let scratch = Scratch::new("cycle");
        scratch.write("sub/a.toml", b"");
        std::os::unix::fs::symlink("..", scratch.0.join("sub/up")).unwrap();
        assert_eq!(Files::in_dir(&scratch.0).unwrap().files.len(), 1);
    }

    #[test]
    fn positions_count_characters_from_one() {
        let files = Files::from_texts([("a.toml".to_owned(), "\u{feff}# ليبيا\r\nx = 1".to_owned())]);
        let position = |offset| files.position(Spot { file: 0, offset }).to_string();
        assert_eq!(position(0), "a.toml:1:1");
        assert_eq!(position("# ل".len()), "a.toml:1:4");
        assert_eq!(position("# ليبيا\r\n".len()), "a.toml:2:1");
        assert_eq!(position(1000), "a.toml:2:6");
    }

    #[test]
    fn the_embedded_files_are_utf_8() {
        let files = Files::embedded();
        for path in ["seeds/core/dataset.toml", "seeds/libya/dataset.toml"] {
            assert!(files.files.iter().any(|file| file.path == path));
        }
        assert!(files.files.iter().all(|file| !file.text.contains('\u{fffd}')));
    }
}
