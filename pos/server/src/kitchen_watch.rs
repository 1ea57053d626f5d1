//! Watches the kitchen: notes tickets that no screen shows in time, and switches the layout when its
//! part of the day begins. Sleeps until the earliest of these, woken by commits.

use std::collections::BTreeMap;
use std::sync::Arc;

use chrono::{NaiveTime, TimeDelta};
use domain::catalogue::{KitchenLayout, Menu, SHOWN_WITHIN_S};
use domain::id::TicketId;
use domain::kitchen::{ACKNOWLEDGED_TICKETS_MAX, Ticket, TicketStatus};
use domain::{Code, SystemCommand, Timestamp};
use journal::{Change, Commit, ReadError, Reader};
use tokio::sync::broadcast;
use tokio::sync::broadcast::error::RecvError;
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;

use crate::own_ask::{Noted, note};
use crate::parts::Parts;
use crate::wake;

/// What stands in the JSON of a ticket that no screen has shown yet.
const MARK: &str = r#""status":{"type":"sent"}"#;

/// Starts the watch.
pub(crate) fn start(parts: &Arc<Parts>, tasks: &TaskTracker, stop: &CancellationToken) {
    let from = parts.journal.head().borrow().at;
    let watch = Watch {
        parts: Arc::clone(parts),
        due: BTreeMap::new(),
        layouts_from: from,
        stop: stop.clone(),
    };
    // Listened to before the first read, so that nothing falls between the two.
    let commits = parts.journal.commits();
    let stop = stop.clone();
    tasks.spawn(async move {
        if let Err(error) = watch.run(commits).await
            && !stop.is_cancelled()
        {
            tracing::error!(%error, "nobody watches for tickets that no screen shows: restart the store server");
        }
    });
}

struct Watch {
    parts: Arc<Parts>,
    /// When somebody must be told that no screen shows a ticket.
    due: BTreeMap<TicketId, Timestamp>,
    /// Layouts that began up to here have been switched to: one that began while the server was off
    /// still counts, one that somebody switched away from does not come back.
    layouts_from: Timestamp,
    stop: CancellationToken,
}

impl Watch {
    async fn run(mut self, mut commits: broadcast::Receiver<Arc<Commit>>) -> Result<(), ReadError> {
        self.read_all().await?;
        loop {
            let now = self.parts.clock.now();
            if self.switch_layout(now).await == Noted::Stopped
                || self.note_unshown(now).await == Noted::Stopped
            {
                return Ok(());
            }
            tokio::select! {
                () = self.stop.cancelled() => return Ok(()),
                commit = commits.recv() => match commit {
                    Ok(commit) => self.handle_commit(&commit)?,
                    Err(RecvError::Lagged(_)) => self.read_all().await?,
                    Err(RecvError::Closed) => return Ok(()),
                },
                () = wake::at_earliest(&self.parts, self.moments()) => {}
            }
        }
    }

    async fn read_all(&mut self) -> Result<(), ReadError> {
        self.due.clear();
        let open = self.parts.journal.read(|reader: &Reader<'_>| reader.open_tickets(None)).await?;
        for row in open {
            self.take(&row.json)?;
        }
        Ok(())
    }

    fn handle_commit(&mut self, commit: &Commit) -> Result<(), ReadError> {
        for change in &commit.changes {
            let Change::Ticket(ticket) = change else { continue };
            if !ticket.json.contains(MARK) {
                self.due.remove(&ticket.ticket_id);
                continue;
            }
            self.take(&ticket.json)?;
        }
        Ok(())
    }

    fn take(&mut self, json: &str) -> Result<(), ReadError> {
        if !json.contains(MARK) {
            return Ok(());
        }
        let ticket: Ticket = serde_json::from_str(json)?;
        match ticket.status {
            TicketStatus::Sent if ticket.unshown.is_none() => {
                let wait_ms =
                    i64::from(shown_within_s(&self.parts.journal.menu(), &ticket.station)) * 1_000;
                self.due.insert(ticket.id, Timestamp::from_ms(ticket.fired_at.ms() + wait_ms));
            }
            TicketStatus::Sent
            | TicketStatus::Shown { .. }
            | TicketStatus::Seen { .. }
            | TicketStatus::Bumped { .. } => {
                self.due.remove(&ticket.id);
            }
        }
        Ok(())
    }

    /// When there is something to do next, for each thing that waits.
    fn moments(&self) -> impl Iterator<Item = Timestamp> {
        let menu = self.parts.journal.menu();
        let layouts = &menu.catalogue().layouts;
        let layout = next_layout(layouts, self.layouts_from, self.parts.time_zone);
        self.due.values().copied().chain(layout.map(|(at, _)| at))
    }

    async fn note_unshown(&mut self, now: Timestamp) -> Noted {
        let mut due: Vec<TicketId> =
            self.due.iter().filter(|(_, at)| **at <= now).map(|(id, _)| *id).collect();
        // The rest in the next round, which follows at once.
        due.truncate(ACKNOWLEDGED_TICKETS_MAX);
        if due.is_empty() {
            return Noted::Accepted;
        }
        for id in &due {
            self.due.remove(id);
        }
        note(&self.parts, &self.stop, SystemCommand::NoteUnshown { tickets: due }).await
    }

    async fn switch_layout(&mut self, now: Timestamp) -> Noted {
        let menu = self.parts.journal.menu();
        let mut begun = None;
        while let Some((at, layout)) =
            next_layout(&menu.catalogue().layouts, self.layouts_from, self.parts.time_zone)
            && at <= now
        {
            self.layouts_from = at;
            begun = Some(layout.code.clone());
        }
        // A clock that was set back must not switch the same layout again; one that runs on moves along.
        self.layouts_from = self.layouts_from.max(now);
        match begun {
            Some(layout) => {
                note(&self.parts, &self.stop, SystemCommand::SwitchLayout { layout: Some(layout) })
                    .await
            }
            None => Noted::Accepted,
        }
    }
}

/// In how many seconds a station's screens show a new ticket.
fn shown_within_s(menu: &Menu, station: &Code) -> u32 {
    let stations = &menu.catalogue().stations;
    let own = stations.iter().find(|one| one.code == *station);
    own.map_or(SHOWN_WITHIN_S, |own| own.shown_within_s)
}

/// The layout that begins by itself next after a moment, and when.
fn next_layout(
    layouts: &[KitchenLayout],
    after: Timestamp,
    zone: chrono_tz::Tz,
) -> Option<(Timestamp, &KitchenLayout)> {
    let today = after.utc().with_timezone(&zone).date_naive();
    let begins = |layout: &KitchenLayout, days: i64| {
        let minute = layout.from_minute?;
        let local = (today + TimeDelta::days(days)).and_time(NaiveTime::MIN)
            + TimeDelta::minutes(i64::from(minute));
        // A minute that a clock change skips is taken as if the clock had not changed.
        let utc = local
            .and_local_timezone(zone)
            .earliest()
            .map_or_else(|| local.and_utc(), |at| at.to_utc());
        Some(Timestamp::from_ms(utc.timestamp_millis()))
    };
    let starts =
        layouts.iter().flat_map(|layout| [0, 1].map(|days| Some((begins(layout, days)?, layout))));
    starts.flatten().filter(|(at, _)| *at > after).min_by_key(|(at, _)| *at)
}

#[cfg(test)]
mod tests {
    use chrono_tz::Europe::London;
    use domain::Names;

    use super::*;

    fn layout(text: &str, from_minute: Option<u32>) -> KitchenLayout {
        KitchenLayout {
            code: Code::new(text).unwrap(),
            names: Names::new(text, text),
            from_minute,
            moves: Vec::new(),
        }
    }

    fn at(text: &str) -> Timestamp {
        let at: chrono::DateTime<chrono::Utc> = text.parse().unwrap();
        Timestamp::from_ms(at.timestamp_millis())
    }

    fn next(layouts: &[KitchenLayout], after: &str) -> Option<(String, String)> {
        let (begins, layout) = next_layout(layouts, at(after), London)?;
        Some((begins.utc().to_rfc3339(), layout.code.to_string()))
    }

    #[test]
    fn a_layout_begins_at_its_minute_by_the_stores_clock_each_day_and_those_by_hand_never() {
        let layouts = [
            layout("late", Some(22 * 60)),
            layout("early", Some(6 * 60 + 30)),
            layout("hand", None),
        ];
        let told = |after| next(&layouts, after).unwrap();
        let is = |at: &str, code: &str| (at.to_owned(), code.to_owned());
        assert_eq!(told("2026-11-21T05:00:00Z"), is("2026-11-21T06:30:00+00:00", "early"));
        // A layout that begins now has begun.
        assert_eq!(told("2026-11-21T06:30:00Z"), is("2026-11-21T22:00:00+00:00", "late"));
        assert_eq!(told("2026-11-21T22:00:01Z"), is("2026-11-22T06:30:00+00:00", "early"));
        assert_eq!(told("2026-07-01T12:00:00Z"), is("2026-07-01T21:00:00+00:00", "late"), "summer");
        assert_eq!(next(&layouts[2..], "2026-11-21T05:00:00Z"), None);
    }

    #[test]
    fn a_minute_that_a_clock_change_skips_still_begins_its_layout_once() {
        let layouts = [layout("night", Some(90))]; // 01:30, which 2026-03-29 does not have in London
        let (begins, _) = next(&layouts, "2026-03-28T12:00:00Z").unwrap();
        assert_eq!(begins, "2026-03-29T01:30:00+00:00");
        let (twice, _) = next(&layouts, "2026-10-25T00:30:00Z").unwrap();
        assert_eq!(
            twice, "2026-10-26T01:30:00+00:00",
            "the second 01:30 of that night is passed over"
        );
    }
}
