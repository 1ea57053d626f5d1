//! HQ's own counters, in the form that Prometheus reads.
//!
//! The recorder is HQ's alone and never the process's: a store may run beside it.

use std::time::Duration;

use metrics::{Counter, Gauge, Histogram, counter, gauge, histogram, with_local_recorder};
use metrics_exporter_prometheus::{PrometheusBuilder, PrometheusHandle};
use protocol::sync::SyncAnswer;

/// Seconds from a batch's last byte to its answer.
const INGEST_SECONDS: [f64; 9] = [0.001, 0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.5, 2.0];

/// HQ's counters.
#[derive(Clone)]
pub(crate) struct Meters {
    handle: PrometheusHandle,
    acknowledged: Counter,
    redirected: Counter,
    refused: Counter,
    events: Counter,
    quarantined: Counter,
    ingest: Histogram,
    waiting: Gauge,
    aside: Gauge,
}

impl std::fmt::Debug for Meters {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Meters").finish_non_exhaustive()
    }
}

impl Meters {
    /// All at zero.
    pub(crate) fn new() -> Result<Self, metrics_exporter_prometheus::BuildError> {
        let recorder = PrometheusBuilder::new().set_buckets(&INGEST_SECONDS)?.build_recorder();
        Ok(with_local_recorder(&recorder, || Self {
            handle: recorder.handle(),
            acknowledged: counter!("hq_batches_total", "answer" => "acknowledged"),
            redirected: counter!("hq_batches_total", "answer" => "redirected"),
            refused: counter!("hq_batches_total", "answer" => "contradiction"),
            events: counter!("hq_events_total"),
            quarantined: counter!("hq_events_quarantined_total"),
            ingest: histogram!("hq_ingest_seconds"),
            waiting: gauge!("hq_events_waiting_in_stores"),
            aside: gauge!("hq_events_in_quarantine"),
        }))
    }

    pub(crate) fn took(&self, answer: &SyncAnswer, applied: u64, quarantined: u64) {
        match answer {
            SyncAnswer::Acknowledged { .. } => self.acknowledged.increment(1),
            SyncAnswer::Nothing | SyncAnswer::GoOnAfter { .. } => self.redirected.increment(1),
            SyncAnswer::Forked { .. } | SyncAnswer::Fenced { .. } => self.refused.increment(1),
        }
        self.events.increment(applied);
        self.quarantined.increment(quarantined);
    }

    pub(crate) fn ingested_in(&self, took: Duration) {
        self.ingest.record(took.as_secs_f64());
    }

    /// Everything as text, with how much waits in the stores and how much was kept aside.
    pub(crate) fn render(&self, waiting: u64, aside: u64) -> String {
        // A gauge is a floating-point number; past 2^32 the exact count does not matter.
        self.waiting.set(f64::from(u32::try_from(waiting).unwrap_or(u32::MAX)));
        self.aside.set(f64::from(u32::try_from(aside).unwrap_or(u32::MAX)));
        self.handle.run_upkeep();
        self.handle.render()
    }
}
