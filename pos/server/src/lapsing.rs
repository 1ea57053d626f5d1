//! Points of members who have not been in any store for long lapse, each night once the day is closed.

use std::sync::Arc;

use domain::id::MemberId;
use domain::{BusinessDay, SystemCommand};
use outbox::AskFailed;
use tokio::sync::Notify;
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;

use crate::allowances;
use crate::members::today;
use crate::own_ask::note;
use crate::parts::Parts;

/// Members whose points lapse in one night at most; the others' do in the next.
const LAPSED_AT_ONCE_MAX: u32 = 1_000;

/// Starts to let points lapse, where they do. Who closes a day wakes it by what comes back.
pub(crate) fn start(
    parts: &Arc<Parts>,
    tasks: &TaskTracker,
    stop: &CancellationToken,
) -> Arc<Notify> {
    let wake = Arc::new(Notify::new());
    if let Some(days) = parts.card.trade.members.points_idle_days {
        let (parts, woken, stop) = (Arc::clone(parts), Arc::clone(&wake), stop.clone());
        tasks.spawn(async move {
            tokio::select! {
                () = stop.cancelled() => {}
                () = run(&parts, days, &woken, &stop) => {}
            }
        });
    }
    wake
}

async fn run(parts: &Parts, days: u32, woken: &Notify, stop: &CancellationToken) {
    loop {
        woken.notified().await;
        // Only HQ knows who has been elsewhere meanwhile: while it is away nothing lapses.
        let mut hq = parts.hq.subscribe();
        if parts.members.is_some() && hq.wait_for(|link| link.connected).await.is_err() {
            return;
        }
        let before = today(parts).plus_days(-i64::from(days));
        let begins = before.begins(parts.time_zone, parts.day_cut_off_minutes);
        let idle = parts
            .journal
            .read(move |reader| reader.members_idle(before, begins, LAPSED_AT_ONCE_MAX));
        match idle.await {
            Ok(idle) => {
                for member_id in idle {
                    if let Err(error) = lapse(parts, stop, member_id, before).await {
                        tracing::warn!(%error, "HQ cannot say who has been elsewhere: points lapse once the next day is closed");
                        break;
                    }
                }
            }
            Err(error) => tracing::error!(%error, "whose points lapse could not be read"),
        }
    }
}

/// Brings everything here that a member has elsewhere, unless they have been there since, and lets it
/// lapse.
async fn lapse(
    parts: &Parts,
    stop: &CancellationToken,
    member_id: MemberId,
    before: BusinessDay,
) -> Result<(), AskFailed> {
    if let Some(line) = &parts.members {
        let active_at = line.bring(member_id, None, false).await?.active_at;
        let (zone, cut_off) = (parts.time_zone, parts.day_cut_off_minutes);
        let active_on = active_at.map(|at| BusinessDay::of(at, zone, cut_off));
        if active_on.is_some_and(|day| day >= before) {
            return Ok(());
        }
        if let Err(error) = allowances::bring(parts, member_id, true).await {
            tracing::error!(%error, "what a member has elsewhere could not be brought here");
            return Ok(());
        }
    }
    note(parts, stop, SystemCommand::LapsePoints { member_id, before }).await;
    Ok(())
}
