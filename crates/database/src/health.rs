//! Whether the database answers, by the last poll of the revision watch.

use std::sync::Arc;
use std::time::{Duration, Instant};

use tokio::sync::watch::{Sender, channel};
use tokio::time::timeout;

use crate::error::{Error, Result};

/// How long the last answer counts. A database that hangs is reported as unavailable after this time; one that refuses
/// connections is reported at the next poll.
const STALENESS: Duration = Duration::from_secs(3);

/// The outcome of the last poll of the database.
#[derive(Debug)]
pub(super) struct DatabaseHealth {
    last: Sender<Option<Look>>,
    staleness: Duration,
}

#[derive(Debug, Clone)]
struct Look {
    /// When the database answered.
    at: Instant,
    found: Result<i64, Arc<Error>>,
}

impl Default for DatabaseHealth {
    fn default() -> Self {
        Self { last: channel(None).0, staleness: STALENESS }
    }
}

impl DatabaseHealth {
    /// Records the result of a poll: the revision, or why there is none.
    pub fn put(&self, found: Result<i64, Arc<Error>>) {
        self.last.send_replace(Some(Look { at: Instant::now(), found }));
    }

    /// The revision of the last poll. It waits only for the first poll, never for the database.
    ///
    /// # Errors
    /// The error of the last poll, or `Unavailable` if it was too long ago.
    pub async fn revision(&self) -> Result<i64, Arc<Error>> {
        let mut looks = self.last.subscribe();
        let first = timeout(self.staleness, looks.wait_for(Option::is_some)).await;
        let look = first.ok().and_then(Result::ok).and_then(|look| look.clone());
        match look.filter(|look| look.at.elapsed() < self.staleness) {
            Some(look) => look.found,
            None => {
                let silence = format!("no answer for {} s", self.staleness.as_secs());
                Err(Arc::new(Error::Unavailable(silence)))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn with(staleness: Duration) -> DatabaseHealth {
        DatabaseHealth { staleness, ..DatabaseHealth::default() }
    }

    #[tokio::test]
    async fn the_last_look_counts_until_it_is_stale() {
        let health = with(Duration::from_secs(60));
        health.put(Ok(7));
        assert_eq!(health.revision().await.unwrap(), 7);
        health.put(Err(Arc::new(Error::Unavailable("refused".to_owned()))));
        assert!(health.revision().await.unwrap_err().to_string().contains("refused"));
        health.put(Ok(8));
        assert_eq!(health.revision().await.unwrap(), 8);

        let hanging = with(Duration::from_millis(20));
        hanging.put(Ok(7));
        std::thread::sleep(Duration::from_millis(30));
        assert!(hanging.revision().await.unwrap_err().to_string().contains("no answer"));
    }

    #[tokio::test]
    async fn the_first_look_is_waited_for() {
        let health = Arc::new(with(Duration::from_secs(60)));
        let looking = Arc::clone(&health);
        let look = std::thread::spawn(move || {
            std::thread::sleep(Duration::from_millis(20));
            looking.put(Ok(1));
        });
        assert_eq!(health.revision().await.unwrap(), 1);
        look.join().unwrap();
        assert!(with(Duration::from_millis(20)).revision().await.is_err(), "nobody looks");
    }
}
