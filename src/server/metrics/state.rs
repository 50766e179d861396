//! Metrics whose values are read on each scrape.

use std::fmt;

use chrono::{NaiveTime, Utc};
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
use crate::server::send_buffer::SendBuffers;

/// Where the values come from. An absent source has no metrics.
#[derive(Clone)]
pub struct Watched {
    pub pool: Option<Pool>,
    pub revision: RevisionWatch,
    pub cache: Option<AnswerCache>,
    pub admission: Option<Admission>,
    pub connections: Connections,
    pub send_buffers: Option<SendBuffers>,
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
            send_buffers: None,
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
            written.gauge("pool_size", "Maximum number of database connections", usage.size)?;
            written.gauge("pool_open", "Open database connections", usage.open)?;
            written.gauge("pool_in_use", "Database connections in use", usage.in_use)?;
            written.gauge("pool_waiting", "Requests waiting for a database connection", usage.waiting)?;
            written.counter("statements", "SQL statements sent to the database", pool.statements())?;
        }
        if let Some(revision) = self.revision.revision() {
            written.gauge("revision", "Revision of the data", revision)?;
        }
        let today = Utc::now();
        let ages = self.revision.editions().into_iter().map(|(dataset, day)| {
            let age = today.signed_duration_since(day.and_time(NaiveTime::MIN).and_utc());
            (dataset, age.num_seconds())
        });
        written.seconds_of_datasets("dataset_edition_age", "Time since the day of a data set's edition", ages)?;
        if let Some(cache) = self.cache.as_ref().map(AnswerCache::usage) {
            written.counter(
                "cache_hits",
                "Requests answered from the cache or by the execution of an equal request",
                cache.hits,
            )?;
            written.counter("cache_misses", "Requests whose answer was not in the cache", cache.misses)?;
            written.gauge("cache_entries", "Answers in the cache", cache.entries)?;
            written.bytes("cache", "Memory used by the cache", cache.bytes)?;
        }
        if let Some(admission) = &self.admission {
            let usage = admission.usage();
            written.gauge("admitted", "Running requests", usage.running)?;
            written.gauge("queued", "Queued requests", usage.waiting)?;
            written.gauge("admission_clients", "Clients with running or queued requests", usage.clients)?;
            let help = "Requests queued only because of the limit of their client";
            written.counter("held_back", help, usage.held_back)?;
        }
        written.gauge("connections", "Open client connections", self.connections.open())?;
        let help = "Connections closed because their clients were too slow";
        written.counter("connections_closed_slow", help, self.connections.closed())?;
        if let Some(buffers) = &self.send_buffers {
            let bytes = u64::try_from(buffers.bytes()).unwrap_or(u64::MAX);
            written.bytes("unread", "Memory of answers not sent yet", bytes)?;
            let help = "Answers refused because of the memory of answers not sent yet";
            written.counter("unread_refused", help, buffers.refused())?;
        }
        if let Some(rate_limit) = &self.rate_limit {
            written.gauge("rate_limit_clients", "Clients tracked by the rate limit", rate_limit.clients())?;
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

    fn seconds_of_datasets(
        &mut self,
        name: &str,
        help: &str,
        values: impl Iterator<Item = (String, i64)>,
    ) -> fmt::Result {
        let mut values = values.peekable();
        if values.peek().is_none() {
            return Ok(());
        }
        let mut metric = self.encoder.encode_descriptor(name, help, Some(&Unit::Seconds), MetricType::Gauge)?;
        for (dataset, seconds) in values {
            ConstGauge::new(seconds).encode(metric.encode_family(&[("dataset", dataset)])?)?;
        }
        Ok(())
    }

    fn counter(&mut self, name: &str, help: &str, value: u64) -> fmt::Result {
        let metric = self.encoder.encode_descriptor(name, help, None, MetricType::Counter)?;
        ConstCounter::new(value).encode(metric)
    }
}
