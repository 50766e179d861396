//! The scores of another matcher, nomenklatura's logic-v2, in the same run.

use std::io::{self, Write};
use std::path::Path;
use std::process::{Command, Stdio};
use std::thread;

use sanad_names::Bearer;

use crate::pairs::PairSet;

/// The scores of the pairs, by a Python that has nomenklatura.
///
/// # Errors
/// When it cannot be run, or answers with something else than a score for each pair.
pub fn scores(python: &Path, set: &PairSet) -> io::Result<Vec<f64>> {
    let schema = match set.bearer {
        Some(Bearer::Person) => "Person",
        Some(Bearer::Organization) => "Organization",
        None => "LegalEntity",
    };
    let plain = |name: &str| name.replace(['\t', '\n'], " ");
    let lines: String =
        set.pairs.iter().map(|pair| format!("{schema}\t{}\t{}\n", plain(&pair.first), plain(&pair.second))).collect();
    let mut peer = Command::new(python)
        .args(["-c", include_str!("peer.py")])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()?;
    let mut stdin = peer.stdin.take().ok_or_else(|| io::Error::other("the peer has no standard input"))?;
    let writer = thread::spawn(move || stdin.write_all(lines.as_bytes()));
    let output = peer.wait_with_output()?;
    writer.join().map_err(|_| io::Error::other("writing to the peer failed"))??;
    let scores: Vec<f64> =
        String::from_utf8_lossy(&output.stdout).lines().filter_map(|line| line.parse().ok()).collect();
    match scores.len() == set.pairs.len() {
        true => Ok(scores),
        false => Err(io::Error::other(format!("the peer gave {} scores: expected {}", scores.len(), set.pairs.len()))),
    }
}
