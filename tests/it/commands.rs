//! The commands, run as their users run them.

use std::fs::{self, Permissions};
use std::io::Write;
use std::net::{TcpListener, TcpStream};
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::time::{Duration, Instant};

use diesel::connection::SimpleConnection;
use sanad::config::TokenHash;
use sanad::db::migrate;
use sanad::graphql::sdl;

use crate::support::TestDatabase;
use crate::support::server::{TestServer, read_to_end};

/// An empty folder, without the developer's `.env`.
pub fn folder(test: &str) -> PathBuf {
    let path = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(test);
    let _ = fs::remove_dir_all(&path);
    fs::create_dir_all(&path).unwrap();
    path
}

/// The command in that folder, without the developer's environment. A server takes a free port unless the arguments name
/// one: the default may be taken by another test.
pub fn sanad(folder: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_sanad"));
    command.current_dir(folder).env_clear().env("SANAD_LISTEN", "127.0.0.1:0").args(arguments).stdin(Stdio::null());
    command
}

pub fn on(db: &TestDatabase, test: &str, arguments: &[&str]) -> Command {
    on_url(&db.url_text(), &format!("{test}-{}", db.backend()), arguments)
}

/// The same, on the database of that URL.
pub fn on_url(url: &str, test: &str, arguments: &[&str]) -> Command {
    let mut command = sanad(&folder(test), arguments);
    command.env("DATABASE_URL", url);
    command
}

/// Runs a command to its end: its exit code, stdout and stderr.
pub fn outcome(command: &mut Command) -> (i32, String, String) {
    let Output { status, stdout, stderr } = command.output().unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    (status.code().unwrap(), text(stdout), text(stderr))
}

/// Asserts that the command says in one line why it cannot be done.
pub fn refuses(command: &mut Command, reason: &str) {
    let (code, stdout, stderr) = outcome(command);
    assert_eq!((code, stdout.as_str()), (1, ""), "{stderr}");
    assert!(stderr.starts_with("sanad: ") && stderr.contains(reason), "{stderr}");
    assert_eq!(stderr.lines().count(), 1, "{stderr}");
}

fn seeding_again_changes_nothing(db: &TestDatabase) {
    let (code, first, stderr) = outcome(&mut on(db, "seed", &["seed"]));
    assert_eq!(code, 0, "{stderr}");
    assert!(first.starts_with("migrated the database: ") && first.contains("pieces of evidence"), "{first}");
    let (code, second, stderr) = outcome(&mut on(db, "seed", &["seed"]));
    assert_eq!(code, 0, "{stderr}");
    assert!(second.starts_with("nothing changed"), "{second}");
}

fn a_broken_data_set_is_not_loaded(db: &TestDatabase) {
    let mut command = on(db, "seed-broken", &["seed", "."]);
    fs::write(command.get_current_dir().unwrap().join("a.toml"), "[[actor]]\nkey = \"nobody\"\n").unwrap();
    let (code, stdout, stderr) = outcome(&mut command);
    assert_eq!((code, stdout.as_str()), (1, ""), "{stderr}");
    assert!(stderr.contains("a.toml:1:"), "{stderr}");
    assert!(migrate::is_new(&mut db.conn()).unwrap());
}

fn bodies_are_attached_all_or_none(db: &TestDatabase) {
    let article = "us-state-2020-11-27-kaniyat-designation";
    let seed = |bodies: &[(&str, &str)]| {
        let command = on(db, "seed-bodies", &["seed", "--bodies", "texts"]);
        let texts = command.get_current_dir().unwrap().join("texts");
        fs::create_dir(&texts).unwrap();
        // None of these counts as a body.
        for name in ["NOTES.md", ".hidden.txt", "text"] {
            fs::write(texts.join(name), [0xff]).unwrap();
        }
        fs::create_dir(texts.join("folder")).unwrap();
        for (name, text) in bodies {
            fs::write(texts.join(name), text).unwrap();
        }
        command
    };
    refuses(&mut seed(&[]), "cannot read texts: expected *.txt files in it, and found none");
    let named = format!("{article}.txt");
    let (code, stdout, stderr) = outcome(&mut seed(&[(&named, "one\ntwo"), ("kaniyat.txt", "three")]));
    assert_eq!((code, stdout.as_str()), (1, ""), "{stderr}");
    assert!(stderr.contains("texts/kaniyat.txt:1:1: no article of the data set has the key `kaniyat`"), "{stderr}");
    assert!(stderr.contains(&format!("texts/{named}:1:1: the body of `{article}` has 2 paragraphs, but ")), "{stderr}");
    assert!(migrate::is_new(&mut db.conn()).unwrap());

    let long = "\u{feff}paragraph\r\n\r\n".repeat(30);
    let (code, stdout, stderr) = outcome(&mut seed(&[(&named, &long)]));
    assert_eq!(code, 0, "{stderr}");
    let has_row = |stdout: &str, row: [&str; 5]| stdout.lines().any(|line| line.split_whitespace().eq(row));
    assert!(has_row(&stdout, ["bodies", "1", "1", "0", "0"]), "{stdout}");
    let (code, stdout, stderr) = outcome(&mut seed(&[(&named, &long)]));
    assert!(code == 0 && stdout.starts_with("nothing changed"), "{stdout}{stderr}");
    // The setting in the environment, and without it: the body stays.
    let mut command = on(db, "seed-bodies", &["seed"]);
    fs::write(command.get_current_dir().unwrap().join(&named), format!("{long}more")).unwrap();
    let (code, stdout, stderr) = outcome(command.env("SANAD_BODIES", "."));
    assert!(code == 0 && has_row(&stdout, ["bodies", "1", "0", "1", "0"]), "{stdout}{stderr}");
    for empty in [None, Some(("SANAD_BODIES", ""))] {
        let (code, stdout, stderr) = outcome(on(db, "seed-bodies", &["seed"]).envs(empty));
        assert!(code == 0 && stdout.starts_with("nothing changed"), "{stdout}{stderr}");
    }
}

fn migrating_again_does_nothing(db: &TestDatabase) {
    let migrated = |command: &mut Command| {
        let (code, stdout, stderr) = outcome(command);
        assert_eq!(code, 0, "{stderr}");
        stdout
    };
    assert!(migrated(&mut on(db, "migrate", &["migrate"])).starts_with("migrated the database: "));
    assert_eq!(migrated(&mut on(db, "migrate", &["migrate"])), "the database is up to date\n");
}

fn a_database_of_a_newer_version_is_refused(db: &TestDatabase) {
    let newer = "INSERT INTO __diesel_schema_migrations (version) VALUES ('99991231235959')";
    db.conn().batch_execute(newer).unwrap();
    for arguments in [&["serve"][..], &["serve", "--migrate"], &["serve", "--seed"], &["seed"], &["migrate"]] {
        refuses(&mut on(db, "newer", arguments), "newer version");
    }
}

const READY: &str = r#"{"revision":1,"status":"ready"}"#;

fn a_server_that_is_told_to_stop_finishes_its_requests(db: &TestDatabase) {
    let server = TestServer::spawn(&mut on(db, "serve", &["serve", "--listen", "127.0.0.1:0"]));
    let body = r#"{"query": "{ revision }"}"#;
    let mut connection = server.begin_post(body.len());
    server.tell_to_stop();
    let deadline = Instant::now() + Duration::from_secs(10);
    while TcpStream::connect(&server.address).is_ok() {
        assert!(Instant::now() < deadline, "the server still takes connections");
        std::thread::sleep(Duration::from_millis(5));
    }
    connection.write_all(body.as_bytes()).unwrap();
    let answer = read_to_end(connection);
    assert_eq!((answer.status, answer.text.as_str()), (200, r#"{"data":{"revision":1}}"#));
    assert_eq!(server.ended().code(), Some(0));
}

/// A wrong setting is reported before anything is written.
#[test]
fn a_setting_that_is_wrong_leaves_no_database_behind() {
    let folder = folder("wrong-setting");
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let taken = taken.local_addr().unwrap().to_string();
    for (option, value, reason) in [
        ("--trusted-documents", "nowhere", "nowhere"),
        ("--listen", &*taken, "cannot listen"),
        ("--metrics-listen", &*taken, "cannot listen"),
    ] {
        for seed in [&[][..], &["--seed"]] {
            let mut serve = sanad(&folder, &[&["serve", option, value][..], seed].concat());
            serve.env("DATABASE_URL", "sqlite://new.db");
            refuses(&mut serve, reason);
            assert_eq!(fs::read_dir(&folder).unwrap().count(), 0, "{option}");
        }
    }
}

fn a_new_database_is_migrated_and_seeded_on_request(db: &TestDatabase) {
    let server = TestServer::spawn(&mut on(db, "serve-seed", &["serve", "--seed", "--listen", "127.0.0.1:0"]));
    assert_eq!(server.get("/health/ready", &[]).text, READY);
}

fn an_address_in_use_is_refused(db: &TestDatabase) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap().to_string();
    let reason =
        format!("cannot listen on {address}: Address already in use (os error 98): choose another port by --listen");
    refuses(&mut on(db, "in-use", &["serve", "--listen", &address]), &reason);
}

on_each_backend! {
    a_database_of_a_newer_version_is_refused,
    a_server_that_is_told_to_stop_finishes_its_requests,
    an_address_in_use_is_refused,
    a_variable_that_is_no_setting_is_named,
    the_log_names_the_database_and_who_may_read_answers,
}

on_each_backend! {
    empty:
    seeding_again_changes_nothing,
    a_broken_data_set_is_not_loaded,
    bodies_are_attached_all_or_none,
    migrating_again_does_nothing,
    a_new_database_is_migrated_and_seeded_on_request,
}

#[test]
fn a_database_that_cannot_be_reached_is_refused() {
    let folder = folder("unreachable");
    for (url, shown) in [
        ("postgres://amal:secret@127.0.0.1:1/sanad", "postgres://amal:…@127.0.0.1:1/sanad"),
        ("sqlite:///nowhere/sanad.db", "sqlite:///nowhere/sanad.db"),
    ] {
        for command in ["serve", "seed", "migrate"] {
            refuses(&mut sanad(&folder, &[command, "--database-url", url]), shown);
        }
    }
}

/// Root may write all the same, so the last part is skipped for root.
#[test]
fn a_file_that_may_only_be_read_is_served() {
    let folder = folder("read-only");
    assert_eq!(outcome(&mut sanad(&folder, &["seed"])).0, 0);
    fs::set_permissions(folder.join("sanad.db"), Permissions::from_mode(0o444)).unwrap();
    let serve = || sanad(&folder, &["serve", "--listen", "127.0.0.1:0"]);
    let server = TestServer::spawn(&mut serve());
    for _ in 0..2 {
        assert_eq!(server.get("/health/ready", &[]).text, READY);
    }
    drop(server);
    for left in ["sanad.db-shm", "sanad.db-wal"] {
        let _ = fs::remove_file(folder.join(left));
    }
    fs::set_permissions(&folder, Permissions::from_mode(0o555)).unwrap();
    if fs::write(folder.join("note"), "").is_err() {
        refuses(&mut serve(), "has to lie in a folder that may be written");
    }
    fs::set_permissions(&folder, Permissions::from_mode(0o755)).unwrap();
}

#[test]
fn a_bad_setting_is_named_with_what_was_expected() {
    let folder = folder("settings");
    for (setting, value, expected) in [
        ("DATABASE_URL", "mysql://localhost", "--database-url <URL>': `mysql://localhost` is not a database URL"),
        ("SANAD_LISTEN", "here", "'here' for '--listen <ADDRESS:PORT>': expected an IP address and a port"),
        ("SANAD_POOL_SIZE", "0", "'0' for '--pool-size <NUMBER>': expected `auto` or a number from 1 to 1000"),
        ("SANAD_SHUTDOWN_TIMEOUT", "-1", "'-1' for '--shutdown-timeout <SECONDS>': invalid digit"),
        ("SANAD_ANSWER_LIMIT", "1", "'1' for '--answer-limit <BYTES>': 1 is not in 1024..=1073741824"),
        (
            "SANAD_CORS_ORIGINS",
            "example.org",
            "'--cors-origins <ORIGINS>': `example.org` is not an origin: expected a scheme",
        ),
        (
            "SANAD_TOKEN_HASHES",
            "secret",
            "invalid value for '--token-hashes <HASHES>': hash 1 is not a SHA-256: expected 64",
        ),
        ("SANAD_GRAPHIQL", "no", "'no' for '--graphiql <BOOL>': expected `true` or `false`"),
        ("SANAD_CONCURRENCY", "0", "'0' for '--concurrency <NUMBER>': expected `auto` or a number from 1 to 10000"),
        ("SANAD_RATE_LIMIT", "100001", "'100001' for '--rate-limit <NUMBER>': 100001 is not in 0..=100000"),
        ("SANAD_TRUSTED_PROXIES", "10.0.0.0/8,here", "`here` is not a network: expected addresses or networks such as"),
        (
            "SANAD_METRICS_LISTEN",
            "9464",
            "'9464' for '--metrics-listen <ADDRESS:PORT>': expected an IP address and a port",
        ),
        ("OTEL_EXPORTER_OTLP_ENDPOINT", "https://here", "'--otlp-endpoint <URL>': expected the URL of a collector"),
        ("SANAD_TRACE_RATIO", "1.5", "'1.5' for '--trace-ratio <SHARE>': expected a number from 0 to 1"),
        ("SANAD_SEED", "maybe", "'maybe' for '--seed': expected `true` or `false`"),
        ("SANAD_LOG", "inof", "'inof' for '--log <FILTER>': expected a level"),
        ("SANAD_LOG_FORMAT", "xml", "[possible values: text, json]"),
    ] {
        let (code, stdout, stderr) = outcome(sanad(&folder, &["serve"]).env(setting, value));
        assert_eq!((code, stdout.as_str()), (2, ""), "{setting}: {stderr}");
        assert!(stderr.contains(expected), "{setting}: {stderr}");
    }
}

fn a_variable_that_is_no_setting_is_named(db: &TestDatabase) {
    let mut serve = on(db, "unknown-setting", &["serve", "--listen", "127.0.0.1:0"]);
    let running = TestServer::spawn(serve.env("SANAD_WORKERS", "4"));
    running.logged(|line| line.contains("WARN") && line.contains("SANAD_WORKERS is not a setting of this version"));
}

fn the_log_names_the_database_and_who_may_read_answers(db: &TestDatabase) {
    let server = TestServer::spawn(&mut on(db, "log-at-start", &["serve", "--listen", "127.0.0.1:0"]));
    server.logged(|line| line.contains("serving the database ") && line.contains(&db.url().redacted()));
    server.logged(|line| line.contains("pages from localhost may read answers"));
}

#[test]
fn a_new_token_is_printed_with_its_hash() {
    let token = || {
        let (code, stdout, stderr) = outcome(&mut sanad(&folder("token"), &["token"]));
        assert_eq!((code, stderr.as_str()), (0, ""));
        let lines: Vec<&str> = stdout.lines().collect();
        let [token, hash] = lines[..] else { panic!("{stdout}") };
        let token = token.strip_prefix("token ").unwrap().to_owned();
        assert_eq!(hash, format!("hash  {}", TokenHash::of(token.as_bytes())));
        assert!(token.starts_with("sanad_") && token.len() == 6 + 43, "{token}");
        token
    };
    assert_ne!(token(), token());
}

#[test]
fn the_environment_goes_before_the_file() {
    let folder = folder("env-file");
    let check = |log: Option<&str>| outcome(sanad(&folder, &["check"]).envs(log.map(|log| ("SANAD_LOG", log))));
    fs::write(folder.join(".env"), "# a comment\nSANAD_LOG=nonsense\n").unwrap();
    assert_eq!(check(None).0, 2);
    assert_eq!(check(Some("warn")).0, 0);
    fs::write(folder.join(".env"), "# a comment\nSANAD_LOG\n").unwrap();
    let (code, _, stderr) = check(Some("warn"));
    assert_eq!(code, 1);
    assert!(stderr.starts_with("sanad: .env, line 2: expected NAME=value"), "{stderr}");
}

#[test]
fn nothing_that_a_terminal_heeds_is_repeated() {
    let folder = folder("hidden");
    let name = "\u{1b}[2J\u{202e}x";
    for arguments in [
        &["check", name][..],
        &["compare", "--pairs", name],
        &["seed", name],
        &["screen", name],
        &[name],
        &["screen", "x", "--threshold", name],
    ] {
        let (code, stdout, stderr) = outcome(&mut sanad(&folder, arguments));
        assert!(code > 0 && stdout.is_empty());
        assert!(!stderr.contains(['\u{1b}', '\u{202e}']), "{stderr:?}");
    }
    refuses(&mut sanad(&folder, &["check", name]), "cannot read \\u{1b}[2J\\u{202e}x: ");
}

#[test]
fn a_reader_that_has_seen_enough_of_the_schema_is_no_failure() {
    let folder = folder("schema");
    assert_eq!(outcome(&mut sanad(&folder, &["schema"])), (0, sdl(), String::new()));
    let mut command = sanad(&folder, &["schema"]);
    let mut printing = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    drop(printing.stdout.take());
    let Output { status, stderr, .. } = printing.wait_with_output().unwrap();
    assert_eq!((status.code(), stderr.as_slice()), (Some(0), &[][..]));
}
