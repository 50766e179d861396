//! Databases for tests: each test has its own, on the backend that it runs on.

pub mod postgres;
pub mod proxy;
pub mod server;
mod sqlite;

use std::sync::atomic::{AtomicU32, Ordering};
use std::time::{Duration, Instant};

use async_graphql::parser::parse_query;
use async_graphql::parser::types::Selection;
use async_graphql::{Request, Response, Variables};
use diesel::connection::SimpleConnection;
use sanad::config::DatabaseUrl;
use sanad::dataset::{Bodies, Dataset, Files, load_all, read};
use sanad::db::{Access, Conn, Pool, migrate};
use sanad::graphql::Api;
use serde_json::{Value, json};

/// The backend that a test runs on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Backend {
    Sqlite,
    Postgres,
}

/// Turns each function `name(db: &TestDatabase)`, which may be async, into the tests `name::sqlite` and
/// `name::postgres`, which `--skip ::postgres` leaves out. After `empty:` they get a database without tables, otherwise
/// one with the embedded data sets.
macro_rules! on_each_backend {
    (empty: $($rest:tt)*) => { on_each_backend!(@each empty $($rest)*); };
    (@each $state:ident) => {};
    (@each $state:ident async $name:ident $(, $($rest:tt)*)?) => {
        mod $name {
            #[test]
            fn sqlite() {
                $crate::support::run_async($crate::support::Backend::Sqlite, stringify!($state), async |db| super::$name(db).await);
            }

            #[test]
            fn postgres() {
                $crate::support::run_async($crate::support::Backend::Postgres, stringify!($state), async |db| super::$name(db).await);
            }
        }
        on_each_backend!(@each $state $($($rest)*)?);
    };
    (@each $state:ident $name:ident $(, $($rest:tt)*)?) => {
        mod $name {
            #[test]
            fn sqlite() {
                $crate::support::run($crate::support::Backend::Sqlite, stringify!($state), super::$name);
            }

            #[test]
            fn postgres() {
                $crate::support::run($crate::support::Backend::Postgres, stringify!($state), super::$name);
            }
        }
        on_each_backend!(@each $state $($($rest)*)?);
    };
    ($($rest:tt)*) => { on_each_backend!(@each seeded $($rest)*); };
}

pub fn run(backend: Backend, state: &str, test: impl FnOnce(&TestDatabase)) {
    test(&TestDatabase::new(backend, state == "seeded"));
}

pub fn run_async(backend: Backend, state: &str, test: impl AsyncFnOnce(&TestDatabase)) {
    let db = TestDatabase::new(backend, state == "seeded");
    actix_web::rt::System::new().block_on(test(&db));
}

/// Waits until the condition holds; fails after 30 seconds.
pub fn eventually(is_so: impl Fn() -> bool) {
    let deadline = Instant::now() + Duration::from_secs(30);
    while !is_so() {
        assert!(Instant::now() < deadline, "it does not come to that");
        std::thread::sleep(Duration::from_millis(5));
    }
}

/// A database that is removed with the test.
pub struct TestDatabase {
    url: DatabaseUrl,
    /// Removes it.
    _place: Box<dyn Send>,
}

/// A name that no other test of this or another run uses.
fn unique_name() -> String {
    static NEXT: AtomicU32 = AtomicU32::new(0);
    format!("sanad_test_{}_{}", std::process::id(), NEXT.fetch_add(1, Ordering::Relaxed))
}

/// The embedded data sets.
pub fn embedded() -> Vec<Dataset> {
    read(&Files::embedded()).expect("the embedded data sets have no mistake")
}

/// Migrates the database and loads the embedded data sets.
fn fill(url: &DatabaseUrl) {
    let mut conn = Conn::open(url, Access::Write).expect("the database opens");
    migrate::migrate(&mut conn).expect("the database migrates");
    load_all(&mut conn, &embedded(), &Bodies::default()).expect("the data sets load");
}

/// Variables with the values of GraphQL arguments: `first: 5, facts: { minSources: 2 }` gives `first` and `facts`.
pub fn variables(arguments: &str) -> Value {
    let mut variables = json!({});
    if arguments.is_empty() {
        return variables;
    }
    let query = ["{ field(", arguments, ") }"].concat();
    let document = parse_query(&query).unwrap_or_else(|error| panic!("{arguments}: {error}"));
    let (_, operation) = document.operations.iter().next().expect("there is an operation");
    let Selection::Field(field) = &operation.node.selection_set.node.items[0].node else { panic!("{query}") };
    for (name, value) in &field.node.arguments {
        variables[name.node.as_str()] = value.node.clone().into_json().expect("an argument is JSON");
    }
    variables
}

/// A paragraph of an article with a body.
pub fn paragraph(number: u64, article: &str) -> String {
    format!("الفقرة {number} من {article}")
}

impl TestDatabase {
    pub fn new(backend: Backend, seeded: bool) -> Self {
        match (backend, seeded) {
            (Backend::Sqlite, true) => sqlite::seeded(),
            (Backend::Sqlite, false) => sqlite::empty(),
            (Backend::Postgres, true) => postgres::seeded(),
            (Backend::Postgres, false) => postgres::empty(),
        }
    }

    /// The name of the backend.
    pub fn backend(&self) -> &'static str {
        match self.url {
            DatabaseUrl::Sqlite(_) => "sqlite",
            DatabaseUrl::Postgres(_) => "postgres",
        }
    }

    pub fn url(&self) -> &DatabaseUrl {
        &self.url
    }

    /// The URL with all that it holds, as `DATABASE_URL` takes it.
    pub fn url_text(&self) -> String {
        match &self.url {
            DatabaseUrl::Sqlite(path) => format!("sqlite://{path}"),
            DatabaseUrl::Postgres(url) => url.clone(),
        }
    }

    /// Makes each query of `datasets` take practically forever.
    pub fn slow_datasets_down(&self) {
        let forever = match &self.url {
            DatabaseUrl::Sqlite(_) => {
                "(WITH RECURSIVE numbers (number) AS (SELECT 1 UNION ALL SELECT number + 1 FROM numbers \
                 LIMIT 100000000000) SELECT COUNT(*) AS number FROM numbers)"
            }
            DatabaseUrl::Postgres(_) => "(SELECT pg_sleep(600))",
        };
        let slowly = format!(
            "ALTER TABLE datasets RENAME TO kept_datasets; \
             CREATE VIEW datasets AS SELECT kept_datasets.* FROM kept_datasets CROSS JOIN {forever} AS forever"
        );
        self.conn().batch_execute(&slowly).expect("the table becomes a view");
    }

    /// A new pool on the database.
    pub fn pool(&self) -> Pool {
        Pool::new(&self.url, 4)
    }

    /// A connection that may write.
    pub fn conn(&self) -> Conn {
        Conn::open(&self.url, Access::Write).expect("the database opens")
    }

    /// Gives each article of the embedded data sets a body of more paragraphs than are cited: the third is
    /// `الفقرة 3 من KEY`, and so on.
    pub fn attach_bodies(&self) {
        let datasets = embedded();
        let body = |key: &str| -> String {
            (1..=60).map(|number| format!("\n  {}\u{a0}\r\n", paragraph(number, key))).collect()
        };
        let articles = datasets.iter().flat_map(|dataset| &dataset.articles);
        let texts: Vec<_> = articles.map(|article| (article.key.clone(), body(article.key.as_str()))).collect();
        let bodies = Bodies::from_texts(texts.iter().map(|(key, text)| (key.clone(), text.as_str())));
        load_all(&mut self.conn(), &datasets, &bodies).expect("the bodies are attached");
    }

    /// The answer to a query without variables; it must not fail.
    pub async fn query(&self, query: &str) -> Value {
        self.query_with(query, json!({})).await
    }

    /// The answer to a query; it must not fail.
    pub async fn query_with(&self, query: &str, variables: Value) -> Value {
        let response = self.answer(query, variables).await;
        assert!(response.errors.is_empty(), "{query}\n{:#?}", response.errors);
        serde_json::to_value(response.data).expect("an answer is JSON")
    }

    /// The code and the message of the first error of a query that must fail.
    pub async fn failure(&self, query: &str) -> (String, String) {
        self.failure_with(query, json!({})).await
    }

    /// The same with variables.
    pub async fn failure_with(&self, query: &str, variables: Value) -> (String, String) {
        let response = serde_json::to_value(self.answer(query, variables).await).expect("an answer is JSON");
        let error = &response["errors"][0];
        let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
        (text(&error["extensions"]["code"]), text(&error["message"]))
    }

    /// How many statements a query takes, without those that open and close its transaction; it must not fail.
    pub async fn statements_of(&self, query: &str) -> u64 {
        self.statements_with(query, json!({})).await
    }

    /// The same with variables.
    pub async fn statements_with(&self, query: &str, variables: Value) -> u64 {
        let pool = self.pool();
        let request = Request::new(query).variables(Variables::from_json(variables));
        let response = Api::new(pool.clone()).execute(request).await;
        assert!(response.errors.is_empty(), "{query}\n{:#?}", response.errors);
        pool.statements()
    }

    /// The whole answer, with its errors.
    pub async fn answer(&self, query: &str, variables: Value) -> Response {
        let request = Request::new(query).variables(Variables::from_json(variables));
        Api::new(self.pool()).execute(request).await
    }
}
