//! SQLite files on a read-only mount. Making one takes a superuser.

use std::path::{Path, PathBuf};
use std::process::Command;

use async_graphql::Request;
use diesel::connection::SimpleConnection;
use sanad::config::DatabaseUrl;
use sanad::dataset::load;
use sanad::db::{Access, Conn, Error, Pool, RevisionWatch, migrate};
use sanad::graphql::Api;

use crate::load::small::small;
use crate::support::eventually;

/// A file system in memory that ends with the test.
struct Mount(PathBuf);

fn mount(arguments: &[&str], path: &Path) -> bool {
    let output = Command::new("mount").args(arguments).arg(path).output();
    output.is_ok_and(|output| output.status.success())
}

impl Mount {
    fn new(name: &str) -> Self {
        let path = std::env::temp_dir().join(format!("sanad_{name}_{}", std::process::id()));
        std::fs::create_dir_all(&path).unwrap();
        assert!(
            mount(&["-t", "tmpfs", "tmpfs"], &path),
            "mounting takes a superuser: `--skip read_only::` leaves this out"
        );
        Self(path)
    }

    fn may_be_written(&self, may: bool) {
        assert!(mount(&["-o", if may { "remount,rw" } else { "remount,ro" }], &self.0));
    }

    fn url(&self) -> DatabaseUrl {
        format!("sqlite://{}/sanad.db", self.0.display()).parse().unwrap()
    }

    /// A database as a load leaves it.
    fn filled(&self) -> DatabaseUrl {
        let mut conn = Conn::open(&self.url(), Access::Write).unwrap();
        migrate::migrate(&mut conn).unwrap();
        load(&mut conn, &small()).unwrap();
        self.url()
    }
}

impl Drop for Mount {
    fn drop(&mut self) {
        let _ = Command::new("umount").arg("-l").arg(&self.0).output();
        let _ = std::fs::remove_dir(&self.0);
    }
}

async fn revision(api: &Api) -> i64 {
    let response = api.execute(Request::new("{ revision parties(first: 5) { nodes { name } } }")).await;
    assert!(response.errors.is_empty(), "{:?}", response.errors);
    response.data.into_json().unwrap()["revision"].as_i64().unwrap()
}

#[actix_web::test]
async fn a_file_on_a_read_only_mount_is_read() {
    let folder = Mount::new("read_only");
    let url = folder.filled();
    folder.may_be_written(false);
    migrate::verify(&mut Conn::open(&url, Access::Read).unwrap()).unwrap();
    let (api, watch) = (Api::new(Pool::new(&url, 2)), RevisionWatch::start(&url));
    assert_eq!(revision(&api).await, 1);
    eventually(|| watch.revision() == Some(1));

    // It is mounted writable, and a load runs. SQLite was told that nobody would write.
    folder.may_be_written(true);
    let mut dataset = small();
    dataset.version = Some("2".to_owned());
    load(&mut Conn::open(&url, Access::Write).unwrap(), &dataset).unwrap();
    assert_eq!(revision(&api).await, 2);
    eventually(|| watch.revision() == Some(2));
    // Those that share with the writer go before the mount can be read-only again.
    drop((api, watch));
}

#[test]
fn what_was_not_taken_over_is_not_left_out() {
    let folder = Mount::new("left_over");
    let url = folder.filled();
    // A copy made during a write has the database file and its WAL.
    let path = |end: &str| folder.0.join(format!("sanad.db{end}"));
    let mut writer = Conn::open(&url, Access::Write).unwrap();
    writer.batch_execute("PRAGMA wal_autocheckpoint = 0; UPDATE revisions SET number = 7").unwrap();
    let copies = ["", "-wal"].map(|end| (path(end), std::fs::read(path(end)).unwrap()));
    drop(writer);
    for (path, content) in &copies {
        std::fs::write(path, content).unwrap();
    }
    folder.may_be_written(false);
    let error = match Conn::open(&url, Access::Read) {
        Err(error @ Error::Unreachable { .. }) => error.to_string(),
        Err(error) => panic!("{error:?}"),
        Ok(_) => panic!("it opens without what is in -wal"),
    };
    assert!(error.contains("sanad.db-wal holds changes") && error.contains("wal_checkpoint"), "{error}");

    folder.may_be_written(true);
    let mut conn = Conn::open(&url, Access::Write).unwrap();
    conn.batch_execute("PRAGMA wal_checkpoint(TRUNCATE)").unwrap();
    drop(conn);
    folder.may_be_written(false);
    assert!(Conn::open(&url, Access::Read).is_ok());
}

#[test]
fn a_writer_is_told_that_it_may_not() {
    let folder = Mount::new("may_not_write");
    let url = folder.filled();
    folder.may_be_written(false);
    let Err(Error::Unreachable { reason, .. }) = Conn::open(&url, Access::Write) else { panic!("it opens") };
    assert_eq!(
        reason,
        format!("the folder {} cannot be written: Read-only file system (os error 30)", folder.0.display())
    );
}
