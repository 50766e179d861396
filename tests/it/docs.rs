//! The examples in the documents work: queries, commands, files, vocabularies, links and settings.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use apollo_compiler::ast;
use sanad::dataset::{Files, read};
use sanad::model::*;
use serde_json::{Value, json};

use crate::commands::{folder, outcome, sanad};
use crate::support::TestDatabase;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn text(path: &str) -> String {
    fs::read_to_string(root().join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// The paths of all documents, from the root of the repository.
fn documents() -> Vec<String> {
    let entries = fs::read_dir(root().join("docs")).unwrap().map(|entry| entry.unwrap().file_name());
    let mut paths: Vec<String> = entries.map(|name| format!("docs/{}", name.to_str().unwrap())).collect();
    paths.retain(|path| path.ends_with(".md"));
    paths
        .extend(["README.md", "CONTRIBUTING.md", "CHANGELOG.md", "deploy/README.md", "fuzz/README.md"].map(Into::into));
    paths.sort();
    paths
}

/// A block of a document: a fenced one, or an indented one, which is a session where it begins with `$ `, else `sh`.
struct Block {
    language: String,
    text: String,
    /// The number of its first line.
    line: usize,
    /// Whether only blank lines stand between it and the block before.
    follows: bool,
}

const INDENT: &str = "    ";

fn blocks(text: &str) -> Vec<Block> {
    let mut blocks: Vec<Block> = Vec::new();
    let mut lines = (1..).zip(text.lines()).peekable();
    let mut follows = false;
    while let Some((number, line)) = lines.next() {
        if let Some(first) = line.strip_prefix(INDENT) {
            let mut inner = vec![first];
            while let Some((_, line)) = lines.next_if(|(_, line)| line.starts_with(INDENT)) {
                inner.push(&line[INDENT.len()..]);
            }
            let language = if first.starts_with("$ ") { "console" } else { "sh" };
            blocks.push(Block { language: language.into(), text: inner.join("\n"), line: number, follows: false });
            follows = false;
            continue;
        }
        let Some((indent, language)) = line.split_once("```") else {
            follows &= line.is_empty();
            continue;
        };
        assert!(indent.trim().is_empty(), "line {number}: a fence has its own line");
        let inner = lines.by_ref().map(|(_, line)| line.strip_prefix(indent).unwrap_or(line));
        let inner: Vec<&str> = inner.take_while(|line| *line != "```").collect();
        blocks.push(Block { language: language.into(), text: inner.join("\n"), line: number + 1, follows });
        follows = true;
    }
    blocks
}

/// The inputs of a schema, each with its fields and their types.
fn inputs(sdl: &str) -> Vec<(String, Vec<String>)> {
    let document = ast::Document::parse(sdl, "schema.graphql").unwrap_or_else(|invalid| panic!("{invalid}"));
    let inputs = document.definitions.iter().filter_map(|definition| match definition {
        ast::Definition::InputObjectTypeDefinition(input) => {
            let fields = input.fields.iter().map(|field| format!("{}: {}", field.name, field.ty));
            Some((input.name.to_string(), fields.collect()))
        }
        _ => None,
    });
    inputs.collect()
}

/// Definitions are those of the schema; queries do not fail, and have the answer that follows them.
async fn check_query(db: &TestDatabase, place: &str, query: &str, shown: Option<&str>) {
    if query.starts_with("input ") {
        let all = inputs(&text("schema.graphql"));
        let shown = inputs(query);
        assert!(!shown.is_empty() && shown.iter().all(|input| all.contains(input)), "{place}: {shown:?}");
        return;
    }
    let answer = json!({ "data": db.query(query).await });
    if let Some(shown) = shown {
        let shown: Value = serde_json::from_str(shown).unwrap_or_else(|error| panic!("{place}: {error}"));
        assert_eq!(answer, shown, "{place}: {query}\n{answer:#}");
    }
}

/// Each line after `$ ` is a command for a shell, the lines after it are what it prints to both streams.
fn check_session(db: &TestDatabase, folder: &Path, place: &str, session: &str) {
    let programs = Path::new(env!("CARGO_BIN_EXE_sanad")).parent().unwrap().display();
    let path = format!("{programs}:{}", std::env::var("PATH").unwrap());
    let mut commands = session.split("$ ");
    assert_eq!(commands.next(), Some(""), "{place}: a session begins with a command");
    for (command, shown) in commands.map(|command| command.split_once('\n').unwrap_or((command, ""))) {
        let mut shell = Command::new("sh");
        shell.current_dir(folder).env_clear().args(["-c", &format!("exec 2>&1\n{command}")]);
        let output = shell.env("PATH", &path).env("DATABASE_URL", db.url_text()).output().unwrap();
        let printed = String::from_utf8(output.stdout).unwrap();
        assert_eq!(printed.trim_end(), shown.trim_end(), "{place}: {command}\n{printed}");
    }
}

/// The path in the first line of a file that a document shows: `# my-data/article.toml`.
fn shown_path(file: &str) -> Option<&str> {
    file.lines().next()?.strip_prefix("# ").filter(|path| path.ends_with(".toml") && !path.contains(' '))
}

/// Runs all examples of a document, from its beginning to its end. Returns how many they are.
async fn check_examples(db: &TestDatabase, path: &str) -> usize {
    let folder = folder(&format!("docs-{}-{}", path.replace('/', "-"), db.backend()));
    assert!(Command::new("cp").arg("-r").arg(root().join("seeds")).arg(&folder).status().unwrap().success());
    let blocks = blocks(&text(path));
    let mut checked = 0;
    for (number, block) in blocks.iter().enumerate() {
        let place = format!("{path}:{}", block.line);
        match block.language.as_str() {
            "graphql" => {
                let next = blocks.get(number + 1).filter(|next| next.follows && next.language == "json");
                check_query(db, &place, &block.text, next.map(|next| next.text.as_str())).await;
            }
            "console" => check_session(db, &folder, &place, &block.text),
            "toml" => match shown_path(&block.text) {
                Some(path) => {
                    let file = folder.join(path);
                    fs::create_dir_all(file.parent().unwrap()).unwrap();
                    fs::write(file, &block.text).unwrap();
                }
                None => assert!(toml::de::DeTable::parse(&block.text).is_ok(), "{place} is no TOML"),
            },
            _ => continue,
        }
        checked += 1;
    }
    checked
}

async fn the_tour_shows_what_happens(db: &TestDatabase) {
    assert!(check_examples(db, "README.md").await >= 1);
    assert!(check_examples(db, "docs/tour.md").await >= 10);
}

/// It changes the database, so that it has one of its own.
async fn the_data_guide_shows_what_happens(db: &TestDatabase) {
    assert!(check_examples(db, "docs/data.md").await >= 5);
}

async fn the_other_documents_show_what_happens(db: &TestDatabase) {
    let others =
        documents().into_iter().filter(|path| !["README.md", "docs/tour.md", "docs/data.md"].contains(&&**path));
    for path in others {
        check_examples(db, &path).await;
    }
}

on_each_backend! {
    async the_tour_shows_what_happens,
    async the_data_guide_shows_what_happens,
    async the_other_documents_show_what_happens,
}

/// The rows of the data guide's table under a heading, without its head: the cells of each.
fn rows_under(heading: &str) -> Vec<Vec<String>> {
    let guide = text("docs/data.md");
    let (_, section) =
        guide.split_once(&format!("\n{heading}\n")).unwrap_or_else(|| panic!("docs/data.md has no {heading}"));
    let rows = section.lines().skip_while(|line| !line.starts_with('|')).take_while(|line| line.starts_with('|'));
    rows.skip(2).map(|row| row.split('|').map(|cell| cell.trim().to_owned()).collect()).collect()
}

#[test]
fn the_data_guide_has_every_word_of_the_files() {
    let vocabularies = [
        ("Kinds of article", ArticleKind::words()),
        ("Stances", Stance::words()),
        ("Kinds of relationship", RelationshipKind::words()),
        ("Kinds of place relationship", PlaceRelationshipKind::words()),
        ("Sanction actions", SanctionAction::words()),
        ("Sanction measures", SanctionMeasure::words()),
        ("Kinds of incident", IncidentKind::words()),
        ("Roles", Role::words()),
        ("Qualifiers of figures", Qualifier::words()),
        ("Types of organization", OrganizationType::words()),
        ("Types of asset", AssetType::words()),
        ("Kinds of legal instrument", LegalInstrumentKind::words()),
        ("Kinds of name", NameKind::words()),
        ("Kinds of identifier", IdentifierKind::words()),
        ("Genders", Gender::words()),
    ];
    for (heading, words) in vocabularies {
        let shown: Vec<String> =
            rows_under(&format!("### {heading}")).iter().map(|row| row[1].trim_matches('`').to_owned()).collect();
        assert_eq!(shown, words, "{heading}");
    }
}

/// What `sanad check` says of a table with a field that no table has: the fields that it has, and those that are missing.
fn fields_of(table: &str, is_array: bool) -> [Vec<String>; 2] {
    let parent = table.split_once('.').map(|(parent, _)| format!("[[{parent}]]\n")).unwrap_or_default();
    let head = if is_array { format!("[[{table}]]") } else { format!("[{table}]") };
    let place = format!("a.toml:{}:1: `", parent.lines().count() + 1);
    let files = Files::from_texts([("a.toml".to_owned(), format!("{parent}{head}\nnonsense = 1\n"))]);
    let problems = read(&files).unwrap_err().to_string();
    let (_, all) = problems.split_once("unknown field `nonsense`\n  hint: expected one of ").unwrap();
    let is_own = |field: &&str| {
        let is_table = ["evidence", "mention", "participation", "figure", "source_record"].contains(field);
        !is_table && !field.ends_with("_not_before") && !field.ends_with("_not_after")
    };
    let missing = problems.lines().filter_map(|line| line.strip_prefix(&place)?.strip_suffix("` is missing"));
    let sorted = |fields: Vec<&str>| {
        let mut fields: Vec<String> = fields.into_iter().map(str::to_owned).collect();
        fields.sort();
        fields
    };
    [sorted(all.lines().next().unwrap().split(", ").filter(is_own).collect()), sorted(missing.collect())]
}

#[test]
fn the_data_guide_has_every_field_of_the_files() {
    let rows = rows_under("## Tables and fields");
    assert_eq!(rows.len(), 16);
    for row in rows {
        let name = row[1].split('`').nth(1).unwrap();
        let owner = if name.contains("evidence") { "relationship" } else { "sanction_event" };
        let table = name.trim_matches(['[', ']']).replace('…', owner);
        let spans = |mark: &str| {
            let spans = row[2].split(mark).skip(1).step_by(if mark == "`" { 2 } else { 1 });
            let spans = spans.map(|span| span.split('`').next().unwrap_or_default().to_owned());
            let mut fields: Vec<String> = spans.filter(|field| field.chars().all(|one| !one.is_uppercase())).collect();
            fields.sort();
            fields
        };
        assert_eq!([spans("`"), spans("**`")], fields_of(&table, name.starts_with("[[")), "{name}");
    }
}

/// The anchor that GitHub gives a heading.
fn anchor(heading: &str) -> String {
    let letters = heading.trim_start_matches('#').trim().to_lowercase();
    let letters = letters.chars().filter(|letter| letter.is_alphanumeric() || [' ', '-', '_'].contains(letter));
    letters.map(|letter| if letter == ' ' { '-' } else { letter }).collect()
}

#[test]
fn links_lead_somewhere() {
    for path in documents() {
        let document = text(&path);
        for link in document.split("](").skip(1).filter_map(|rest| rest.split(')').next()) {
            if link.starts_with("https://") {
                continue;
            }
            let (file, place) = link.split_once('#').unwrap_or((link, ""));
            let target: PathBuf = match file {
                "" => root().join(&path),
                file => root().join(&path).parent().unwrap().join(file),
            };
            assert!(target.exists(), "{path}: {link}");
            let is_there = || {
                fs::read_to_string(&target).unwrap().lines().any(|line| line.starts_with('#') && anchor(line) == place)
            };
            assert!(place.is_empty() || is_there(), "{path}: {link}");
        }
    }
}

/// Whether a text has a word, and not only as the beginning of a longer one.
fn has_word(text: &str, word: &str) -> bool {
    let goes_on =
        |rest: &str| rest.starts_with(|next: char| next.is_ascii_alphanumeric() || ['-', '_'].contains(&next));
    text.split(word).skip(1).any(|rest| !goes_on(rest))
}

#[test]
fn settings_exist() {
    const PREFIX: &str = "SANAD_";
    let known =
        [".env.example", "compose.yaml", "crates/testkit/src/postgres.rs", "crates/testkit/src/measured/mod.rs"]
            .map(text);
    // The changelog also names settings that are gone.
    for path in documents().into_iter().filter(|path| path != "CHANGELOG.md") {
        for rest in text(&path).split(PREFIX).skip(1) {
            let end = rest.find(|letter: char| !letter.is_ascii_uppercase() && letter != '_').unwrap_or(rest.len());
            let setting = format!("{PREFIX}{}", &rest[..end]);
            let is_known = setting == PREFIX || known.iter().any(|file| has_word(file, &setting));
            assert!(is_known, "{path}: {setting}");
        }
    }
}

/// Code in a document that begins with a program name, in a block or in backticks.
fn calls(document: &str, program: &str) -> Vec<String> {
    let (in_block, in_text) = (format!("{program} "), format!("`{program} "));
    let lines = blocks(document).into_iter().filter(|block| ["sh", "console"].contains(&block.language.as_str()));
    let lines = lines.flat_map(|block| block.text.lines().map(str::to_owned).collect::<Vec<_>>());
    let lines = lines.filter_map(|line| line.trim_start_matches("$ ").strip_prefix(&in_block).map(str::to_owned));
    let spans = document.split(&in_text).skip(1).map(|rest| rest.split('`').next().unwrap_or_default().to_owned());
    lines.chain(spans).collect()
}

#[test]
fn commands_exist() {
    let makefile = text("Makefile");
    let folder = folder("docs-commands");
    let mut seen = 0;
    for path in documents() {
        let document = text(&path);
        for call in calls(&document, "make") {
            let target = call.split_whitespace().next().unwrap();
            assert!(makefile.contains(&format!("\n{target}:")), "{path}: make {target}");
            seen += 1;
        }
        for call in calls(&document, "sanad") {
            let mut words = call.split_whitespace();
            let command = words.next().unwrap();
            let (code, help, _) = outcome(&mut sanad(&folder, &[command, "--help"]));
            assert_eq!(code, 0, "{path}: sanad {call}");
            for option in words
                .filter_map(|word| word.trim_matches(['[', ']']).strip_prefix("--"))
                .filter(|word| !word.is_empty())
            {
                assert!(has_word(&help, &format!("--{option}")), "{path}: sanad {call}: {option}");
            }
            seen += 1;
        }
    }
    assert!(seen > 20, "only {seen} commands: the test does not see them");
}
