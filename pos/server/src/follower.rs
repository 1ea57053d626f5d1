//! Follows the journal for those who act outside it: charges on other machines, and what is done when a
//! day is closed.
//!
//! Nothing is kept of how far it is: what was left undone stands in the orders and days themselves,
//! and each worker reads it there when the server starts.

use std::sync::Arc;

use domain::Event;
use journal::{ReadError, StoredEvent, upcast};
use tokio::sync::Notify;
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;

use crate::parts::Parts;
use crate::tender_worker::TenderDesk;
use crate::{day_signer, lapsing, tender_worker};

/// Events read at a time.
const EVENTS_READ_MAX: usize = 500;
/// The kinds that somebody here does something about.
const KINDS: [&str; 6] = [
    "tender_asked",
    "tender_asked_again",
    "tender_cancel_asked",
    "tender_settled_by_hand",
    "order_refunded",
    "day_closed",
];

/// Starts the workers, and the task that tells them what happened. Takes up what was left undone
/// before anybody can ask for more, so that what appears from now on is new.
pub(crate) async fn start(parts: &Arc<Parts>, tasks: &TaskTracker, stop: &CancellationToken) {
    // Taken before anything is read, so that nothing falls between the two.
    let seq = parts.journal.head().borrow().seq;
    let mut desk = TenderDesk::new(Arc::clone(parts), tasks.clone(), stop.clone());
    if let Err(error) = tender_worker::recover(&mut desk, seq).await {
        tracing::error!(%error, "charges of before cannot be read: ask about them at the till");
    }
    let nightly = [day_signer::start(parts, tasks, stop), lapsing::start(parts, tasks, stop)];
    let (parts, stop) = (Arc::clone(parts), stop.clone());
    tasks.spawn(async move {
        if let Err(error) = run(&parts, desk, &nightly, seq, &stop).await
            && !stop.is_cancelled()
        {
            tracing::error!(%error, "card machines and signatures are no longer served: restart the store server");
        }
    });
}

async fn run(
    parts: &Arc<Parts>,
    mut desk: TenderDesk,
    nightly: &[Arc<Notify>],
    mut seq: u64,
    stop: &CancellationToken,
) -> Result<(), ReadError> {
    let mut head = parts.journal.head();
    loop {
        let events =
            parts.journal.read(move |reader| reader.events_after(seq, EVENTS_READ_MAX, usize::MAX));
        let events = events.await?;
        let Some(last) = events.last().map(|event| event.seq) else {
            tokio::select! {
                () = stop.cancelled() => return Ok(()),
                moved = head.wait_for(|head| head.seq > seq) => {
                    if moved.is_err() {
                        return Ok(());
                    }
                    continue;
                }
            }
        };
        for event in events.iter().filter(|event| KINDS.contains(&event.kind.as_str())) {
            handle(&mut desk, nightly, event).await?;
        }
        seq = last;
    }
}

async fn handle(
    desk: &mut TenderDesk,
    nightly: &[Arc<Notify>],
    event: &StoredEvent,
) -> Result<(), ReadError> {
    let body = upcast(&event.kind, event.version, &event.body)?;
    if let Event::TenderAsked { order_id, pending } = body {
        desk.handle_asked(order_id, pending);
    } else if let Event::TenderAskedAgain { order_id, tender_id } = body {
        desk.handle_asked_again(order_id, tender_id).await?;
    } else if let Event::TenderCancelAsked { order_id, tender_id } = body {
        desk.handle_cancel_asked(order_id, tender_id).await?;
    } else if let Event::TenderSettledByHand { tender_id, .. } = body {
        desk.handle_settled_by_hand(tender_id);
    } else if let Event::OrderRefunded { order_id, refund, .. } = body {
        desk.handle_refunded(order_id, &refund).await?;
    } else if let Event::DayClosed { .. } = body {
        for worker in nightly {
            worker.notify_one();
        }
    }
    Ok(())
}
