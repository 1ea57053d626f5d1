//! The heartbeat: written once a second for all connections.

use std::sync::Arc;
use std::time::Duration;

use protocol::HEARTBEAT_MS;
use protocol::frames::ServerFrame;
use tokio::time::MissedTickBehavior;
use tokio_util::sync::CancellationToken;

use crate::frames::text;
use crate::measures::gauge_value;
use crate::parts::Parts;

/// The heartbeat as of now.
pub(crate) fn now(parts: &Parts) -> Arc<str> {
    let seq = parts.journal.head().borrow().seq;
    let hq = *parts.hq.borrow();
    let printer_alarms = parts.printers.alarms();
    parts.measures.seq.set(gauge_value(seq));
    parts.measures.hq_waiting.set(gauge_value(hq.waiting));
    parts.measures.printer_alarms.set(f64::from(printer_alarms));
    let frame =
        ServerFrame::Heartbeat { seq, server_utc_ms: parts.clock.now(), hq, printer_alarms };
    text(&frame).into()
}

/// Beats until told to stop.
pub(crate) async fn run(parts: Arc<Parts>, stop: CancellationToken) {
    let mut beat = tokio::time::interval(Duration::from_millis(u64::from(HEARTBEAT_MS)));
    beat.set_missed_tick_behavior(MissedTickBehavior::Delay);
    loop {
        tokio::select! {
            () = stop.cancelled() => return,
            _ = beat.tick() => {}
        }
        parts.measures.fold();
        parts.heartbeat.send_replace(now(&parts));
    }
}
