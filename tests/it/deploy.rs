//! What `deploy/`, `Dockerfile` and `compose.yaml` say of how to run the server.

use std::fs::{self, Permissions};
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use crate::commands::folder;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn text(path: &str) -> String {
    fs::read_to_string(root().join(path)).unwrap()
}

/// Where the program is; `tests/left-out` leaves out the tests of what is not installed.
fn installed(program: &str) -> PathBuf {
    let path = std::env::var("PATH").unwrap_or_default() + ":/usr/sbin:/sbin";
    let found = std::env::split_paths(&path).map(|folder| folder.join(program)).find(|program| program.exists());
    found.unwrap_or_else(|| panic!("{program} is missing"))
}

fn said(Output { status, stdout, stderr }: &Output) -> String {
    format!("{status}\n{}{}", String::from_utf8_lossy(stdout), String::from_utf8_lossy(stderr))
}

#[test]
fn behind_the_balancer_clients_are_answered_while_one_asks_for_all_it_can() {
    for program in ["haproxy", "curl", "openssl"] {
        installed(program);
    }
    let mut tried = Command::new(root().join("deploy/try-balancer"));
    let tried = tried.args([env!("CARGO_BIN_EXE_sanad"), "5"]).output().unwrap();
    assert!(tried.status.success(), "{}", said(&tried));
}

#[test]
fn what_an_instance_has_answered_is_not_sent_to_another() {
    let configuration = text("deploy/haproxy.cfg");
    let lines: Vec<&str> = configuration.lines().map(str::trim).collect();
    let retries = lines.iter().find(|line| line.starts_with("retry-on ")).unwrap();
    assert!(!retries.contains(|one: char| one.is_ascii_digit()), "{retries}");
    let check = lines.iter().find(|line| line.starts_with("default-server ")).unwrap();
    let fall = check.split(' ').skip_while(|word| *word != "fall").nth(1).unwrap();
    assert!(fall.parse::<u32>().unwrap() > 1, "one slow check takes an instance away: {check}");
}

#[test]
fn the_unit_bounds_what_the_process_may_take_and_do() {
    let unit = text("deploy/sanad.service");
    for line in [
        "UMask=0077",
        "ProtectProc=invisible",
        "ProcSubset=pid",
        "SystemCallFilter=~@privileged @resources",
        "RestrictSUIDSGID=true",
    ] {
        assert!(unit.lines().any(|other| other == line), "{line}");
    }
    for setting in ["MemoryHigh=", "MemoryMax=", "TasksMax="] {
        assert!(unit.lines().any(|line| line.starts_with(setting)), "{setting}");
    }
}

#[test]
fn systemd_finds_the_unit_safe() {
    let mut analysis = Command::new(installed("systemd-analyze"));
    let analysis = analysis.args(["security", "--offline=true", "--threshold=15", "--no-pager"]);
    let analysis = analysis.arg(root().join("deploy/sanad.service")).output().unwrap();
    assert!(analysis.status.success(), "{}", said(&analysis));
}

#[test]
fn containers_are_bounded() {
    let compose = text("compose.yaml");
    for bound in ["mem_limit: ", "pids_limit: "] {
        assert_eq!(compose.matches(bound).count(), 2, "{bound}of each service");
    }
}

/// A `docker` that knows the digest of each image but those of one name.
const FAKE_DOCKER: &str = r#"#!/usr/bin/env bash
[[ "$1 $2 $3" == "buildx imagetools inspect" && $5 == --format ]] || exit 9
[[ $4 != *@* && $4 != *unknown* ]] || { echo "no such image: $4" >&2; exit 1; }
echo "sha256:$(printf %s "$4" | sha256sum | cut -d' ' -f1)"
"#;

/// The registry is a stub, because not every machine can reach one.
#[test]
fn images_are_pinned_to_their_digests_all_or_none() {
    let folder = folder("pin-images");
    let docker = folder.join("bin/docker");
    fs::create_dir(folder.join("bin")).unwrap();
    fs::write(&docker, FAKE_DOCKER).unwrap();
    fs::set_permissions(&docker, Permissions::from_mode(0o755)).unwrap();
    for file in ["Dockerfile", "compose.yaml"] {
        fs::write(folder.join(file), text(file)).unwrap();
    }
    let files = || ["Dockerfile", "compose.yaml"].map(|file| fs::read_to_string(folder.join(file)).unwrap());
    let pin = || {
        let path = format!("{}:{}", folder.join("bin").display(), std::env::var("PATH").unwrap());
        Command::new(root().join("deploy/pin-images")).arg(&folder).env("PATH", path).output().unwrap()
    };
    let (before, outcome) = (files(), pin());
    assert!(outcome.status.success(), "{}", said(&outcome));
    let pinned = files();
    let unpinned = |line: &str| line.split("@sha256:").next().unwrap().to_owned();
    for (before, pinned) in before.iter().zip(&pinned) {
        for (before, pinned) in before.lines().zip(pinned.lines()) {
            let names_image = before.contains("_IMAGE=") || before.contains("POSTGRES_IMAGE:-");
            assert_eq!(names_image, pinned.contains("@sha256:"), "{pinned}");
            assert!(before.starts_with(&unpinned(pinned)), "{pinned}");
            if names_image {
                let digest = pinned.rsplit("@sha256:").next().unwrap().trim_end_matches('}');
                assert_eq!(digest.len(), 64, "{pinned}");
            }
        }
    }
    assert_eq!(pinned.iter().map(|file| file.matches("@sha256:").count()).collect::<Vec<_>>(), [3, 1]);
    // Again, it asks for the tags and finds the same.
    assert!(pin().status.success());
    assert_eq!(files(), pinned);
    // One image that cannot be looked up leaves all as they are.
    let unknown = pinned[1].replace("postgres:15", "unknown:15");
    fs::write(folder.join("compose.yaml"), unknown).unwrap();
    let before = files();
    let outcome = pin();
    assert!(!outcome.status.success() && said(&outcome).contains("cannot be looked up"), "{}", said(&outcome));
    assert_eq!(files(), before);
}
