//! Reading any files ends without a panic.

use proptest::prelude::*;

use super::super::{Files, read};

/// Fragments of data-set files, and text that breaks them.
const SCRAPS: &str = "[[article]]\n|[[article.mention]]\n|[actor]\n|[[actor]]\n|[dataset]\n|[[incident]]\n|\
    [[incident.participation.evidence]]\n|[[sanction_event]]\n|[[relationship]]\n|key|name|name.ar|party|paragraphs|\
    follows|started|latitude|low| = |=|\"|'|\"\"\"|\"a\"|\"b-c\"|\"2020-11\"|\"TARGET\"|{ ar = \"x\" }|{|}|[|]|,|.|1|\
    -1|0x7f|1e400|nan|2020-11-25|2020-99-99|true|#|\n|\r\n| |\u{feff}|\u{0}|\\|\\u0000|ترهونة|𝔞";

/// Values of every type, most of them wrong for the field.
const VALUES: &str = r#"""|"khalifa-haftar"|"kaniyat"|"2020-11"|"TARGET"|"DOZENS"|"\u0000"|0|-1|7|
    18446744073709551616|0xff|1.5|nan|true|2020-11-25|10:00:00|[]|[0]|[1, 1]|[[]]|["LY", "LY"]|{}|
    { ar = "", AR = "x" }|[{}]|[{ party = "kaniyat", role = "TARGET" }]"#;

fn one_of(list: &'static str) -> impl Strategy<Value = &'static str> {
    prop::sample::select(list.split('|').collect::<Vec<_>>())
}

fn seeds() -> Vec<(String, String)> {
    let files = Files::embedded();
    let texts = files.sets().iter().flat_map(|set| files.texts(set));
    texts.map(|(number, text)| (format!("{number:03}.toml"), text.to_owned())).collect()
}

/// Reads the files and prints the problems, which computes all positions.
fn read_and_print(texts: Vec<(String, String)>) {
    if let Err(problems) = read(&Files::from_texts(texts)) {
        assert!(problems.iter().len() > 0);
        assert!(problems.to_string().contains("problem"));
    }
}

fn floor(text: &str, index: prop::sample::Index) -> usize {
    text.floor_char_boundary(index.index(text.len() + 1))
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(256) })]

    #[test]
    fn arbitrary_text_is_read(text in any::<String>()) {
        read_and_print(vec![("a.toml".to_owned(), text)]);
    }

    #[test]
    fn arbitrary_scraps_are_read(scraps in prop::collection::vec(one_of(SCRAPS), 0..80)) {
        read_and_print(vec![("a.toml".to_owned(), scraps.concat())]);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(24) })]

    #[test]
    fn mutated_seeds_are_read(
        cuts in prop::collection::vec(
            (any::<prop::sample::Index>(), any::<prop::sample::Index>(), 0..40_usize, one_of(SCRAPS)),
            1..6,
        ),
    ) {
        let mut texts = seeds();
        for (file, at, length, scrap) in cuts {
            let (_, text) = file.get_mut(&mut texts);
            let start = floor(text, at);
            let end = text.floor_char_boundary((start + length).min(text.len()));
            text.replace_range(start..end.max(start), scrap);
        }
        read_and_print(texts);
    }

    #[test]
    fn seeds_with_other_values_are_read(
        changes in prop::collection::vec(
            (any::<prop::sample::Index>(), any::<prop::sample::Index>(), one_of(VALUES)),
            1..12,
        ),
    ) {
        let mut texts = seeds();
        for (file, at, value) in changes {
            let (_, text) = file.get_mut(&mut texts);
            let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
            let line = at.get_mut(&mut lines);
            if let Some((field, _)) = line.split_once(" = ") {
                *line = format!("{field} = {}", value.trim());
            }
            *text = lines.join("\n");
        }
        read_and_print(texts);
    }
}

#[test]
fn deep_and_long_files_are_read() {
    for text in [
        format!("a{} = 1", ".a".repeat(100_000)),
        format!("[a{}]", ".a".repeat(100_000)),
        format!("x = {}", "[".repeat(100_000)),
        format!("x = {}1{}", "{ a = ".repeat(100_000), "}".repeat(100_000)),
        format!("x = {}", "{ a.a.a.a.a.a.a = ".repeat(100_000)),
        format!("x = {}1{}", "{ a.a.a.a.a.a.a = ".repeat(79), "}".repeat(79)),
        format!("[[actor]]\nkey = \"{}\"", "a".repeat(1_000_000)),
        format!("[[actor]]\n{}", (0..10_000).map(|number| format!("x{number} = 1\n")).collect::<String>()),
        format!("[[actor]]\ncountries = [{}]", "3, ".repeat(10_000)),
        "[[actor]\n".repeat(10_000),
    ] {
        read_and_print(vec![("a.toml".to_owned(), text)]);
    }
}
