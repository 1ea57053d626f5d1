//! Fires held lines whose time has come: sleeps until the earliest, woken by commits.

use std::collections::BTreeMap;
use std::sync::Arc;

use domain::id::OrderId;
use domain::order::{Order, OrderState};
use domain::{SystemCommand, Timestamp};
use journal::{Change, Commit, OrderChange, ReadError};
use tokio::sync::broadcast;
use tokio::sync::broadcast::error::RecvError;
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;

use crate::own_ask::{Noted, note};
use crate::parts::Parts;
use crate::wake;

/// What stands in an order's JSON when a line of it fires by itself.
const MARK: &str = "\"fire_at\"";

/// Starts the timer.
pub(crate) fn start(parts: &Arc<Parts>, tasks: &TaskTracker, stop: &CancellationToken) {
    let timer = Timer { parts: Arc::clone(parts), due: BTreeMap::new(), stop: stop.clone() };
    // Listened to before the first read, so that nothing falls between the two.
    let commits = parts.journal.commits();
    let stop = stop.clone();
    tasks.spawn(async move {
        if let Err(error) = timer.run(commits).await
            && !stop.is_cancelled()
        {
            tracing::error!(%error, "held lines no longer fire by themselves: restart the store server");
        }
    });
}

struct Timer {
    parts: Arc<Parts>,
    /// When the first line of each order fires.
    due: BTreeMap<OrderId, Timestamp>,
    stop: CancellationToken,
}

/// When the first held line of an open order fires by itself.
fn first_due(order: &Order) -> Option<Timestamp> {
    match order.state {
        OrderState::Open => {
            let held = order.lines.iter().filter(|line| line.is_held());
            held.filter_map(|line| line.details.fire_at).min()
        }
        OrderState::Closed { .. } | OrderState::Voided { .. } | OrderState::Merged { .. } => None,
    }
}

impl Timer {
    async fn run(mut self, mut commits: broadcast::Receiver<Arc<Commit>>) -> Result<(), ReadError> {
        self.read_all().await?;
        loop {
            self.fire_due().await;
            tokio::select! {
                () = self.stop.cancelled() => return Ok(()),
                commit = commits.recv() => match commit {
                    Ok(commit) => self.handle_commit(&commit)?,
                    Err(RecvError::Lagged(_)) => self.read_all().await?,
                    Err(RecvError::Closed) => return Ok(()),
                },
                () = wake::at_earliest(&self.parts, self.due.values().copied()) => {}
            }
        }
    }

    async fn read_all(&mut self) -> Result<(), ReadError> {
        self.due.clear();
        for row in
            self.parts.journal.read(|reader: &journal::Reader<'_>| reader.open_orders()).await?
        {
            if row.json.contains(MARK) {
                self.note(&row.json)?;
            }
        }
        Ok(())
    }

    fn handle_commit(&mut self, commit: &Commit) -> Result<(), ReadError> {
        for change in &commit.changes {
            let Change::Order(OrderChange { order_id, is_open, json, .. }) = change else {
                continue;
            };
            if *is_open && json.contains(MARK) {
                self.note(json)?;
            } else {
                self.due.remove(order_id);
            }
        }
        Ok(())
    }

    fn note(&mut self, json: &str) -> Result<(), ReadError> {
        let order: Order = serde_json::from_str(json)?;
        match first_due(&order) {
            Some(at) => self.due.insert(order.id, at),
            None => self.due.remove(&order.id),
        };
        Ok(())
    }

    async fn fire_due(&mut self) {
        let now = self.parts.clock.now();
        let due: Vec<OrderId> =
            self.due.iter().filter(|(_, at)| **at <= now).map(|(id, _)| *id).collect();
        for order_id in due {
            // The commit that follows says when its next line is due.
            self.due.remove(&order_id);
            match note(&self.parts, &self.stop, SystemCommand::FireDue { order_id }).await {
                Noted::Accepted => {}
                Noted::Refused => {
                    tracing::warn!(order.id = %order_id, "held lines whose time came could not be fired");
                }
                Noted::Stopped => return,
            }
        }
    }
}
