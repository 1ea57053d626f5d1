//! What is counted about the server itself, for Prometheus.
//!
//! A recorder of its own: HQ may run in the same process, and counts for itself.

use metrics::{Counter, Gauge, Histogram};
use metrics_exporter_prometheus::{PrometheusBuilder, PrometheusHandle};

/// Upper bounds of the buckets of the time an answer takes, in seconds.
const ANSWER_BUCKETS_S: [f64; 10] = [0.0005, 0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.5, 2.0];

/// Counters and gauges of one store server.
pub(crate) struct Measures {
    handle: PrometheusHandle,
    /// Commands that were answered.
    pub(crate) commands: Counter,
    /// Seconds from a command's arrival to its durable answer.
    pub(crate) answer_s: Histogram,
    /// Frames that could not be taken.
    pub(crate) frames_refused: Counter,
    /// Screens that had to be brought up to date from the database.
    pub(crate) resyncs: Counter,
    /// Connected terminals and screens.
    pub(crate) connections: Gauge,
    /// The journal's last seq.
    pub(crate) seq: Gauge,
    /// Events that HQ has not confirmed.
    pub(crate) hq_waiting: Gauge,
    /// Printers that want somebody.
    pub(crate) printer_alarms: Gauge,
    /// Jobs that were printed.
    pub(crate) printed: Counter,
    /// Attempts to print that failed.
    pub(crate) print_failures: Counter,
    /// Charges that other machines approved.
    pub(crate) tenders_approved: Counter,
    /// Charges that they declined.
    pub(crate) tenders_declined: Counter,
    /// Answers that left a charge unknown.
    pub(crate) tenders_unknown: Counter,
    /// Tries to sign a closed day that failed.
    pub(crate) signer_outages: Counter,
}

impl Measures {
    pub(crate) fn new() -> Self {
        // Buckets are not empty, which is all that can go wrong.
        let builder = PrometheusBuilder::new()
            .set_buckets(&ANSWER_BUCKETS_S)
            .unwrap_or_else(|_| PrometheusBuilder::new());
        let recorder = builder.build_recorder();
        let handle = recorder.handle();
        metrics::with_local_recorder(&recorder, || Self {
            handle,
            commands: metrics::counter!("comanda_commands_total"),
            answer_s: metrics::histogram!("comanda_answer_seconds"),
            frames_refused: metrics::counter!("comanda_frames_refused_total"),
            resyncs: metrics::counter!("comanda_resyncs_total"),
            connections: metrics::gauge!("comanda_connections"),
            seq: metrics::gauge!("comanda_journal_seq"),
            hq_waiting: metrics::gauge!("comanda_hq_waiting_events"),
            printer_alarms: metrics::gauge!("comanda_printer_alarms"),
            printed: metrics::counter!("comanda_jobs_printed_total"),
            print_failures: metrics::counter!("comanda_print_failures_total"),
            tenders_approved: metrics::counter!("comanda_tenders_approved_total"),
            tenders_declined: metrics::counter!("comanda_tenders_declined_total"),
            tenders_unknown: metrics::counter!("comanda_tenders_unknown_total"),
            signer_outages: metrics::counter!("comanda_signer_outages_total"),
        })
    }

    /// Folds samples into their buckets; without it they pile up until somebody asks.
    pub(crate) fn fold(&self) {
        self.handle.run_upkeep();
    }

    /// Everything in Prometheus' text format.
    pub(crate) fn render(&self) -> String {
        self.fold();
        self.handle.render()
    }
}

/// A count as a gauge takes it; exact up to 2^32, which no store reaches in a lifetime.
pub(crate) fn gauge_value(count: u64) -> f64 {
    f64::from(u32::try_from(count).unwrap_or(u32::MAX))
}
