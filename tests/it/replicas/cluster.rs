//! A primary and its streaming replica: two containers of the image that the other tests use.

use sanad_testkit::port::free_port;
use sanad_testkit::postgres;
use testcontainers::core::{ExecCommand, IntoContainerPort, WaitFor};
use testcontainers::runners::SyncRunner;
use testcontainers::{Container, ContainerRequest, GenericImage, ImageExt};

use super::until;

const PASSWORD: &str = "sanad";
const DATABASE: &str = "sanad";

/// How long a server that is told to end may take, in seconds, before it is killed.
const SHUTDOWN: i32 = 30;

/// Settings of both servers: a replica must allow at least what its primary does. What is replayed cancels the queries that
/// it conflicts with at once, so that such conflicts come about as often as they can.
const SETTINGS: [&str; 5] = [
    "fsync=off",
    "max_connections=100",
    "wal_keep_size=256MB",
    "max_standby_streaming_delay=0",
    "wal_retrieve_retry_interval=200ms",
];

/// Copies the primary, then becomes what the image's own entry point makes of a container with data. Its name is not the
/// same in all images.
const FOLLOW: &str = r#"
if [ ! -s "$PGDATA/PG_VERSION" ]; then
  pg_basebackup --host="$PRIMARY" --username=postgres --pgdata="$PGDATA" --write-recovery-conf --checkpoint=fast || exit 1
  chown -R postgres "$PGDATA" && chmod 700 "$PGDATA" || exit 1
fi
exec "$(command -v docker-entrypoint.sh || command -v postgres-entrypoint)" postgres "$@"
"#;

/// How a server is made to end.
#[derive(Debug, Clone, Copy)]
pub enum Ending {
    /// It ends its sessions, tells each so, and writes down all that is needed to start again.
    Orderly,
    /// The process is gone, and the kernel closes its connections.
    Killed,
}

/// One server.
pub struct Server {
    container: Container<GenericImage>,
    /// Where it is reached from outside, restarted or not.
    authority: String,
}

impl Server {
    fn start(request: impl Fn(ContainerRequest<GenericImage>) -> ContainerRequest<GenericImage>, name: &str) -> Self {
        let image = postgres::image();
        let (repository, tag) = image.rsplit_once(':').unwrap_or((&image, "latest"));
        let port = free_port();
        let base = GenericImage::new(repository, tag).with_wait_for(WaitFor::Nothing);
        let base =
            base.with_container_name(name).with_mapped_port(port, 5432.tcp()).with_env_var("PGPASSWORD", PASSWORD);
        let container =
            request(base).start().unwrap_or_else(|error| panic!("{}", postgres::no_container(&image, &error)));
        let host = container.get_host().expect("the container has an address");
        Self { container, authority: format!("{host}:{port}") }
    }

    /// What one command of the image's shell prints; nothing when it fails.
    fn shell(&self, command: &str) -> Option<String> {
        let mut done = self.container.exec(ExecCommand::new(["sh", "-c", command])).ok()?;
        let printed = String::from_utf8(done.stdout_to_vec().ok()?).ok()?;
        (done.exit_code().ok()? == Some(0)).then(|| printed.trim().to_owned())
    }

    /// The one value that a statement gives; nothing when the server is away. By address: while an image sets its data up,
    /// it has a server that only its socket reaches.
    fn value(&self, statement: &str) -> Option<String> {
        self.shell(&format!("psql -XqAt -v ON_ERROR_STOP=1 -h 127.0.0.1 -U postgres -d {DATABASE} -c \"{statement}\""))
    }

    /// Whether it answers a question so. It fails when the server has ended by itself.
    fn answers(&self, statement: &str, answer: &str) -> bool {
        if !self.container.is_running().unwrap_or(true) {
            let log = self.container.stderr_to_vec().unwrap_or_default();
            panic!("a server has ended:\n{}", String::from_utf8_lossy(&log));
        }
        self.value(statement).as_deref() == Some(answer)
    }

    pub fn stop(&self, ending: Ending) {
        let patience = match ending {
            // The signal for a fast shutdown. Some images are stopped by another one, which waits for clients to
            // disconnect.
            Ending::Orderly => {
                self.shell("kill -INT 1");
                SHUTDOWN
            }
            Ending::Killed => 0,
        };
        self.container.stop_with_timeout(Some(patience)).expect("the container stops");
    }

    /// Starts it again, and waits until it takes queries.
    pub fn start_again(&self) {
        self.container.start().expect("the container starts");
        until("a server takes queries again", || self.answers("SELECT 1", "1"));
    }
}

/// The primary and its replica.
pub struct Cluster {
    /// It goes first: a replica needs its primary, not the other way round.
    pub replica: Server,
    pub primary: Server,
}

impl Cluster {
    /// Starts both, with an empty database.
    pub fn start() -> Self {
        let name = |role: &str| format!("sanad-test-{}-{role}", std::process::id());
        let network = name("replicas");
        let options = || SETTINGS.iter().flat_map(|setting| ["-c", setting]).map(str::to_owned);
        let primary = Server::start(
            |request| {
                let request = request.with_network(&network).with_cmd(options());
                request.with_env_var("POSTGRES_PASSWORD", PASSWORD).with_env_var("POSTGRES_DB", DATABASE)
            },
            &name("primary"),
        );
        until("the primary takes queries", || primary.answers("SELECT 1", "1"));
        let admit = "echo 'host replication all all scram-sha-256' >> $PGDATA/pg_hba.conf";
        primary.shell(admit).expect("the settings of the primary are writable");
        primary.value("SELECT pg_reload_conf()").expect("the primary reads its settings again");

        let follow = ["sh", "-c", FOLLOW, "sh"].map(str::to_owned);
        let replica = Server::start(
            |request| {
                let request = request.with_network(&network).with_cmd(follow.iter().cloned().chain(options()));
                request.with_env_var("PRIMARY", name("primary"))
            },
            &name("replica"),
        );
        until("the replica takes queries", || replica.answers("SELECT pg_is_in_recovery()", "t"));
        Self { replica, primary }
    }

    /// A URL that names both servers, in that order, with parameters of libpq.
    pub fn url(&self, servers: [&Server; 2], parameters: &str) -> String {
        let [first, second] = servers.map(|server| server.authority.as_str());
        // Two seconds are the least that libpq takes.
        format!("postgres://postgres:{PASSWORD}@{first},{second}/{DATABASE}?connect_timeout=2&{parameters}")
    }

    /// Waits until the replica has all that the primary has committed so far.
    pub fn wait_for_replica(&self) {
        let mut written = None;
        until("the primary tells how far it has written", || {
            written = self.primary.value("SELECT pg_current_wal_lsn()");
            written.is_some()
        });
        let written = written.unwrap_or_default();
        let has_it = format!("SELECT pg_last_wal_replay_lsn() >= '{written}'");
        until("the replica has what the primary has", || self.replica.answers(&has_it, "t"));
    }

    /// Removes what the last loads have left behind. When that is replayed, the replica ends the queries that might still
    /// read it.
    pub fn vacuum(&self) {
        self.primary.value("VACUUM").expect("the primary vacuums");
    }
}
