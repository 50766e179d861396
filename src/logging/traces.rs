//! Traces for an OpenTelemetry collector.

use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use opentelemetry::KeyValue;
use opentelemetry::trace::TracerProvider;
use opentelemetry_otlp::{Protocol, WithExportConfig};
use opentelemetry_sdk::Resource;
use opentelemetry_sdk::error::OTelSdkResult;
use opentelemetry_sdk::trace::{Sampler, SdkTracerProvider, SpanData, SpanExporter};
use sanad::config::Operations;
use sanad::graphql::SPANS;
use tracing::Subscriber;
use tracing_subscriber::Layer;
use tracing_subscriber::filter::filter_fn;
use tracing_subscriber::registry::LookupSpan;

use crate::command::Failure;

/// The timeout of an export, and of the last one at shutdown.
const TIMEOUT: Duration = Duration::from_secs(5);

/// Running traces. Dropping this sends the remaining spans.
pub struct Traces(SdkTracerProvider);

impl Traces {
    /// Starts traces if the settings have a collector.
    pub fn to_collector(operations: &Operations) -> Result<Option<Self>, Failure> {
        let Some(url) = &operations.otlp_endpoint else { return Ok(None) };
        let exporter = opentelemetry_otlp::SpanExporter::builder()
            .with_http()
            .with_protocol(Protocol::HttpBinary)
            .with_endpoint(format!("{url}/v1/traces"))
            .with_timeout(TIMEOUT)
            .build()
            .map_err(|error| Failure::Input(format!("cannot send traces to {url}: {error}")))?;
        let version = KeyValue::new("service.version", env!("CARGO_PKG_VERSION"));
        let resource = Resource::builder().with_service_name("sanad").with_attribute(version).build();
        let share = Sampler::TraceIdRatioBased(operations.trace_ratio);
        let provider = SdkTracerProvider::builder()
            .with_batch_exporter(Reporting { exporter, is_failing: AtomicBool::new(false) })
            .with_sampler(Sampler::ParentBased(Box::new(share)))
            .with_resource(resource)
            .build();
        Ok(Some(Self(provider)))
    }

    /// A layer that exports the spans for traces.
    pub fn layer<S: Subscriber + for<'span> LookupSpan<'span>>(&self) -> impl Layer<S> {
        let spans = tracing_opentelemetry::layer()
            .with_tracer(self.0.tracer("sanad"))
            .with_location(false)
            .with_threads(false)
            .with_tracked_inactivity(false);
        spans.with_filter(filter_fn(|metadata| metadata.is_span() && metadata.target() == SPANS))
    }
}

impl Drop for Traces {
    fn drop(&mut self) {
        if let Err(error) = self.0.shutdown_with_timeout(TIMEOUT) {
            tracing::warn!(%error, "cannot send the last traces");
        }
    }
}

/// Logs when exports start to fail, and when they succeed again.
#[derive(Debug)]
struct Reporting<E> {
    exporter: E,
    is_failing: AtomicBool,
}

impl<E: SpanExporter> SpanExporter for Reporting<E> {
    async fn export(&self, batch: Vec<SpanData>) -> OTelSdkResult {
        let outcome = self.exporter.export(batch).await;
        let was_failing = self.is_failing.swap(outcome.is_err(), Ordering::Relaxed);
        match &outcome {
            Err(error) if !was_failing => tracing::warn!(%error, "cannot send traces"),
            Ok(()) if was_failing => tracing::info!("traces are sent again"),
            _ => {}
        }
        outcome
    }

    fn shutdown_with_timeout(&self, timeout: Duration) -> OTelSdkResult {
        self.exporter.shutdown_with_timeout(timeout)
    }

    fn force_flush(&self) -> OTelSdkResult {
        self.exporter.force_flush()
    }

    fn set_resource(&mut self, resource: &Resource) {
        self.exporter.set_resource(resource);
    }
}
