//! What has a state of its own: it is asked for it when somebody reads the metrics.

use std::fmt;

use prometheus_client::collector::Collector;
use prometheus_client::encoding::{DescriptorEncoder, EncodeMetric};
use prometheus_client::metrics::MetricType;
use prometheus_client::metrics::counter::ConstCounter;
use prometheus_client::metrics::gauge::ConstGauge;
use prometheus_client::registry::Unit;

use crate::db::{Pool, RevisionWatch};
use crate::server::admission::Admission;
use crate::server::answer_cache::AnswerCache;
use crate::server::connections::Connections;
use crate::server::rate_limit::RateLimit;
use crate::server::unread::Unread;

/// All that has a state of its own. What is absent is not shown.
#[derive(Clone)]
pub struct Watched {
    pub pool: Option<Pool>,
    pub revision: RevisionWatch,
    pub cache: Option<AnswerCache>,
    pub admission: Option<Admission>,
    pub connections: Connections,
    pub unread: Option<Unread>,
    pub rate_limit: Option<RateLimit>,
}

#[cfg(test)]
impl Watched {
    pub fn nothing() -> Self {
        Self {
            pool: None,
            revision: RevisionWatch::default(),
            cache: None,
            admission: None,
            connections: Connections::default(),
            unread: None,
            rate_limit: None,
        }
    }
}

impl fmt::Debug for Watched {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Watched").finish_non_exhaustive()
    }
}

impl Collector for Watched {
    fn encode(&self, encoder: DescriptorEncoder) -> fmt::Result {
        let mut written = Written { encoder };
        if let Some(pool) = &self.pool {
            let usage = pool.usage();
            written.gauge("pool_size", "The most connections to the database", usage.size)?;
            written.gauge("pool_open", "Connections to the database that are open", usage.open)?;
            written.gauge("pool_in_use", "Connections to the database that are in use", usage.in_use)?;
            written.gauge("pool_waiting", "Requests that wait for a connection to the database", usage.waiting)?;
            written.counter("statements", "Statements that were sent to the database", pool.statements())?;
        }
        if let Some(revision) = self.revision.revision() {
            written.gauge("revision", "The revision of the data that is served", revision)?;
        }
        if let Some(cache) = self.cache.as_ref().map(AnswerCache::usage) {
            written.counter("cache_hits", "Requests answered from the cache", cache.hits)?;
            written.counter("cache_misses", "Requests whose answer was not in the cache", cache.misses)?;
            written.gauge("cache_entries", "Answers in the cache", cache.entries)?;
            written.bytes("cache", "What the cache takes", cache.bytes)?;
        }
        if let Some(admission) = &self.admission {
            let usage = admission.usage();
            written.gauge("admitted", "Requests that are executed", usage.running)?;
            written.gauge("queued", "Requests that wait until they are executed", usage.waiting)?;
            written.gauge("admission_clients", "Clients whose requests are executed or wait for it", usage.clients)?;
            let help = "Requests that waited because their client had its share of those that are executed";
            written.counter("held_back", help, usage.held_back)?;
        }
        written.gauge("connections", "Open connections of clients", self.connections.open())?;
        let help = "Connections that were closed because their clients were too slow";
        written.counter("connections_closed_slow", help, self.connections.closed())?;
        if let Some(unread) = &self.unread {
            let bytes = u64::try_from(unread.bytes()).unwrap_or(u64::MAX);
            written.bytes("unread", "What answers take that clients have not read yet", bytes)?;
            let help = "Answers that were refused because too much was unread";
            written.counter("unread_refused", help, unread.refused())?;
        }
        if let Some(rate_limit) = &self.rate_limit {
            written.gauge("rate_limit_clients", "Clients whose requests are counted", rate_limit.clients())?;
        }
        Ok(())
    }
}

struct Written<'a> {
    encoder: DescriptorEncoder<'a>,
}

impl Written<'_> {
    fn gauge(&mut self, name: &str, help: &str, value: impl TryInto<i64>) -> fmt::Result {
        let metric = self.encoder.encode_descriptor(name, help, None, MetricType::Gauge)?;
        ConstGauge::new(value.try_into().unwrap_or(i64::MAX)).encode(metric)
    }

    fn bytes(&mut self, name: &str, help: &str, value: u64) -> fmt::Result {
        let metric = self.encoder.encode_descriptor(name, help, Some(&Unit::Bytes), MetricType::Gauge)?;
        ConstGauge::new(value).encode(metric)
    }

    fn counter(&mut self, name: &str, help: &str, value: u64) -> fmt::Result {
        let metric = self.encoder.encode_descriptor(name, help, None, MetricType::Counter)?;
        ConstCounter::new(value).encode(metric)
    }
}
