//! The files of a data set.

use std::fs;
use std::io;
use std::path::Path;

use include_dir::{Dir, include_dir};
use sanad_base::regular_file::{self, Unreadable};

use super::problem::Position;

/// The data set that comes with the program.
static LIBYA: Dir<'static> = include_dir!("$CARGO_MANIFEST_DIR/../../seeds/libya");

/// Where it stands in the sources; problems name its files so.
const LIBYA_DIRECTORY: &str = "seeds/libya";

/// The most bytes of one TOML file.
pub const FILE_LIMIT: u64 = 64 * 1024 * 1024;

/// The most bytes of all files of a data set together: they are held in memory.
const TOTAL_LIMIT: u64 = 256 * 1024 * 1024;

/// The files of one data set, in the order of their paths.
#[derive(Debug, Clone)]
pub struct Files(Vec<File>);

/// One file.
#[derive(Debug, Clone)]
pub struct File {
    path: String,
    text: String,
    /// The byte at which each line begins.
    lines: Vec<usize>,
}

/// A place in one of the files, by the number of the file and the byte in it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Spot {
    pub file: usize,
    pub offset: usize,
}

impl Files {
    /// The data set that comes with the program.
    pub fn embedded() -> Self {
        let mut texts = Vec::new();
        let mut directories = vec![&LIBYA];
        while let Some(directory) = directories.pop() {
            directories.extend(directory.dirs());
            for file in directory.files().filter(|file| is_of_dataset(file.path())) {
                let path = Path::new(LIBYA_DIRECTORY).join(file.path());
                texts.push((path.display().to_string(), String::from_utf8_lossy(file.contents()).into_owned()));
            }
        }
        Self::from_texts(texts)
    }

    /// The `*.toml` files in a directory and in all directories below it; hidden ones are left out.
    ///
    /// # Errors
    /// When there is no such directory, no such file in it, or one that is no regular file, has more bytes than
    /// [`FILE_LIMIT`], cannot be read, or is not UTF-8; and when all of them together have more than 256 MiB.
    pub fn in_dir(dir: &Path) -> Result<Self, Unreadable> {
        let (mut texts, mut total) = (Vec::new(), 0);
        let mut directories = vec![dir.to_path_buf()];
        while let Some(directory) = directories.pop() {
            let failed = |source| Unreadable { path: directory.clone(), source };
            for entry in fs::read_dir(&directory).map_err(failed)? {
                let entry = entry.map_err(failed)?;
                let path = entry.path();
                // The type of the entry itself: a link to a directory could lead round in a circle.
                if entry.file_type().map_err(failed)?.is_dir() {
                    if !is_hidden(&path) {
                        directories.push(path);
                    }
                } else if is_of_dataset(&path) {
                    let (name, text) = (
                        path.display().to_string(),
                        regular_file::read_text(&path, FILE_LIMIT).map_err(|source| Unreadable { path, source })?,
                    );
                    total += text.len() as u64;
                    if total > TOTAL_LIMIT {
                        let reason = "its *.toml files have more than 256 MiB together";
                        return Err(Unreadable { path: dir.to_path_buf(), source: io::Error::other(reason) });
                    }
                    texts.push((name, text));
                }
            }
        }
        if texts.is_empty() {
            let source = io::Error::new(io::ErrorKind::NotFound, "there is no *.toml file in it");
            return Err(Unreadable { path: dir.to_path_buf(), source });
        }
        Ok(Self::from_texts(texts))
    }

    /// Texts as if they were files: the path of each, to be shown in problems, and what it says.
    pub fn from_texts(texts: impl IntoIterator<Item = (String, String)>) -> Self {
        let mut files: Vec<File> = texts.into_iter().map(|(path, text)| File::new(path, text)).collect();
        files.sort_by(|one, other| one.path.cmp(&other.path));
        Self(files)
    }

    /// The texts with the numbers of their files.
    pub(super) fn texts(&self) -> impl Iterator<Item = (usize, &str)> {
        self.0.iter().enumerate().map(|(number, file)| (number, file.text.as_str()))
    }

    /// The line of the place, counted from 1.
    pub(super) fn line(&self, spot: Spot) -> usize {
        self.0.get(spot.file).map_or(1, |file| file.lines.partition_point(|start| *start <= spot.offset))
    }

    /// The place as its reader looks it up.
    pub(super) fn position(&self, spot: Spot) -> Position {
        match self.0.get(spot.file) {
            Some(file) => file.position(spot.offset),
            None => Position { file: String::new(), line: 1, column: 1 },
        }
    }
}

impl File {
    fn new(path: String, text: String) -> Self {
        // Some editors begin a file with a byte order mark, which is no part of its text.
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
    use std::path::PathBuf;

    use super::*;

    /// A directory of its own for a test, gone when the test ends.
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
    fn a_directory_is_read_with_all_below_it() {
        let scratch = Scratch::new("whole");
        for file in ["b.toml", "a/c.toml", "a-b.toml", "a/.d.toml", ".git/e.toml", "notes.md"] {
            scratch.write(file, b"");
        }
        let files = Files::in_dir(&scratch.0).unwrap();
        let prefix = format!("{}/", scratch.0.display());
        let names: Vec<_> = files.0.iter().map(|file| file.path.strip_prefix(&prefix).unwrap()).collect();
        assert_eq!(names, ["a-b.toml", "a/c.toml", "b.toml"]);
    }

    #[test]
    fn what_cannot_be_read_is_named() {
        let scratch = Scratch::new("errors");
        assert_eq!(scratch.error(), "cannot read <dir>: there is no *.toml file in it");
        scratch.write("sub/a.toml", b"# \xd9\x84\n# \xff\n");
        assert_eq!(scratch.error(), "cannot read <dir>/sub/a.toml: line 2 is not UTF-8 text");
        let missing = Scratch(scratch.0.join("missing"));
        assert!(missing.error().starts_with("cannot read <dir>: No such file"), "{}", missing.error());
    }

    #[test]
    fn only_regular_files_of_some_size_are_read() {
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
        // Sparse: nobody has to read it to know.
        fs::File::create(&path).unwrap().set_len(1 << 40).unwrap();
        refuse("the file is too long: expected at most 67108864 bytes");
        link("a.toml");
        assert!(scratch.error().contains("<dir>/a.toml: Too many levels of symbolic links"), "{}", scratch.error());
        fs::remove_file(&path).unwrap();
        link("missing.toml");
        refuse("No such file or directory (os error 2)");
    }

    #[test]
    fn directories_that_lead_round_are_read_once() {
        let scratch = Scratch::new("round");
        scratch.write("sub/a.toml", b"");
        std::os::unix::fs::symlink("..", scratch.0.join("sub/up")).unwrap();
        assert_eq!(Files::in_dir(&scratch.0).unwrap().0.len(), 1);
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
        assert!(files.0.iter().any(|file| file.path == "seeds/libya/dataset.toml"));
        assert!(files.0.iter().all(|file| !file.text.contains('\u{fffd}')));
    }
}
