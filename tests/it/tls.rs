//! TLS to Postgres, as the URL asks for it.

use std::fs;
use std::net::{SocketAddr, ToSocketAddrs};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};

use diesel::connection::SimpleConnection;
use diesel::dsl::sql;
use diesel::prelude::*;
use diesel::sql_types::Bool;
use sanad::db::{Access, Conn};
use sanad_testkit::postgres::start_container;

use crate::commands::folder;

/// The name in the certificate of the server. `hostaddr` says where it is.
const HOST: &str = "db.sanad.test";

const PATIENCE: Duration = Duration::from_secs(10);

/// Makes an authority `NAME.crt` in the folder, and a certificate for the host that it has signed, `NAME-host.crt`.
fn make_certificates(folder: &Path, name: &str) {
    let openssl = |arguments: &str| {
        let output = Command::new("openssl").current_dir(folder).args(arguments.split(' ')).output();
        let output = output.expect("the command openssl is there");
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    };
    let new = "req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2";
    openssl(&format!("{new} -subj /CN={name} -keyout {name}.key -out {name}.crt"));
    let host = format!("-subj /CN={HOST} -addext subjectAltName=DNS:{HOST}");
    openssl(&format!("{new} {host} -CA {name}.crt -CAkey {name}.key -keyout {name}-host.key -out {name}-host.crt"));
}

/// Writes a file that the server alone may read, into its own folder.
fn put(conn: &mut Conn, name: &str, path: PathBuf) {
    let text = fs::read_to_string(path).unwrap();
    let lines = format!("SELECT unnest(string_to_array('{}', E'\\n'))", text.trim_end());
    conn.batch_execute(&format!("COPY ({lines}) TO PROGRAM 'umask 077 && cat > {name}'")).unwrap();
}

/// The file of a kind that the URL names, in the folder.
fn path(folder: &Path, name: &str) -> String {
    folder.join(name).display().to_string()
}

#[test]
fn the_certificate_of_the_server_is_checked_as_the_url_asks() {
    let folder = folder("tls");
    make_certificates(&folder, "known");
    make_certificates(&folder, "unknown");
    let (_container, server) = start_container(&[]).unwrap_or_else(|reason| panic!("{reason}"));
    let (user, place) = server.split_once('@').unwrap();
    let (_, port) = place.rsplit_once(':').unwrap();
    // libpq takes no name for `hostaddr`.
    let address = place.to_socket_addrs().unwrap().find(SocketAddr::is_ipv4).unwrap().ip();
    let open = |host: &str, parameters: &str| {
        let url = format!("{user}@{host}:{port}/postgres?hostaddr={address}&{parameters}");
        Conn::open(&url.parse().unwrap(), Access::Read)
    };
    let refusal = |host: &str, parameters: &str| match open(host, parameters) {
        Ok(_) => panic!("{host} {parameters}: connected"),
        Err(error) => error.to_string(),
    };
    let refused = refusal(HOST, "sslmode=require");
    assert!(refused.contains("server does not support SSL"), "{refused}");

    let mut administrator = Conn::open(&format!("{server}/postgres").parse().unwrap(), Access::Write).unwrap();
    put(&mut administrator, "server.key", folder.join("known-host.key"));
    put(&mut administrator, "server.crt", folder.join("known-host.crt"));
    administrator.batch_execute("ALTER SYSTEM SET ssl = on").unwrap();
    administrator.batch_execute("SELECT pg_reload_conf()").unwrap();
    let start = Instant::now();
    while open(HOST, "sslmode=require").is_err() {
        assert!(start.elapsed() < PATIENCE, "{}", refusal(HOST, "sslmode=require"));
        std::thread::sleep(Duration::from_millis(20));
    }

    let [known, unknown] = ["known.crt", "unknown.crt"].map(|name| path(&folder, name));
    let is_encrypted = |parameters: &str| {
        let mut conn = open(HOST, parameters).unwrap_or_else(|error| panic!("{parameters}: {error}"));
        let ssl = "SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()";
        sql::<Bool>(ssl).get_result::<bool>(&mut conn).unwrap()
    };
    assert!(is_encrypted(&format!("sslmode=verify-full&sslrootcert={known}")));
    assert!(is_encrypted("sslmode=require"));
    assert!(!is_encrypted("sslmode=disable"));

    let of_others = refusal(HOST, &format!("sslmode=verify-full&sslrootcert={unknown}"));
    assert!(of_others.contains("certificate verify failed"), "{of_others}");
    let other_host = refusal("other.sanad.test", &format!("sslmode=verify-full&sslrootcert={known}"));
    assert!(other_host.contains("does not match host name \"other.sanad.test\""), "{other_host}");
    let missing = refusal(HOST, &format!("sslmode=verify-full&sslrootcert={}", path(&folder, "missing.crt")));
    assert!(missing.contains("missing.crt\" does not exist"), "{missing}");
    for message in [of_others, other_host, missing] {
        assert!(
            message.starts_with("cannot open the database postgres://postgres:…@") && !message.contains("hostaddr")
        );
    }
}
