//! The first terminal before opening time: reads the menu and puts on it what is missing.

use std::collections::VecDeque;
use std::time::{Duration, Instant};

use domain::Command;
use domain::catalogue::{Catalogue, Item};
use domain::id::CommandId;
use domain::staff::StaffCard;
use protocol::frames::Outcome;
use tokio_tungstenite::tungstenite::Utf8Bytes;

use super::super::inflight::Inflight;
use super::super::line::{GaveUp, Part};
use super::super::plan::Priced;
use super::super::sign_in::SignIn;
use super::super::wire::{self, Frame, TillRows};
use super::articles;

/// Items in one command at most: with the longest names a frame stays below 64 KiB.
const ITEMS_PER_COMMAND_MAX: usize = 50;

/// How far the opening is.
enum Stage {
    /// The menu and the list of staff have not come yet.
    Waiting,
    /// Items are being put on the menu, so many at a time.
    Adding { sign_in: SignIn, left: VecDeque<Vec<Item>>, asked: Option<CommandId> },
    /// The menu is complete.
    Open,
}

/// The first terminal before opening time.
pub(super) struct Opening<'a, F> {
    choose: F,
    orders: &'a [Priced],
    catalogue: Option<Catalogue>,
    crew: Vec<SignIn>,
    staff: Option<Vec<StaffCard>>,
    inflight: Inflight,
    stage: Stage,
}

impl<'a, F> Opening<'a, F>
where
    F: Fn(&[StaffCard]) -> anyhow::Result<Vec<SignIn>>,
{
    /// An opening for these orders; `choose` says who signs in once it is known who works here.
    pub(super) fn new(choose: F, orders: &'a [Priced]) -> Self {
        Self {
            choose,
            orders,
            catalogue: None,
            crew: Vec::new(),
            staff: None,
            inflight: Inflight::default(),
            stage: Stage::Waiting,
        }
    }

    /// The complete menu, and who signs in on the terminals.
    ///
    /// # Errors
    /// It was stopped before its end.
    pub(super) fn finish(self) -> anyhow::Result<(Catalogue, Vec<SignIn>)> {
        match (self.stage, self.catalogue) {
            (Stage::Open, Some(catalogue)) => Ok((catalogue, self.crew)),
            (Stage::Open | Stage::Waiting | Stage::Adding { .. }, _) => {
                anyhow::bail!("the store did not send its menu")
            }
        }
    }

    fn handle_rows(&mut self, rows: TillRows) -> Result<(), GaveUp> {
        if !matches!(self.stage, Stage::Waiting) {
            return Ok(());
        }
        self.catalogue = rows.catalogue.or(self.catalogue.take());
        self.staff = rows.staff.or(self.staff.take());
        let (Some(catalogue), Some(staff)) = (&self.catalogue, &self.staff) else { return Ok(()) };
        let told = |error: anyhow::Error| GaveUp(format!("{error:#}"));
        self.crew = (self.choose)(staff).map_err(told)?;
        let items = articles::missing(catalogue, self.orders).map_err(told)?;
        let Some(sign_in) = self.crew.first().cloned() else {
            return Err(GaveUp("nobody may take orders here".to_owned()));
        };
        if items.is_empty() {
            self.stage = Stage::Open;
            return Ok(());
        }
        tracing::info!(items = items.len(), "putting {} items on the menu", items.len());
        let left = items.chunks(ITEMS_PER_COMMAND_MAX).map(<[Item]>::to_vec).collect();
        self.catalogue = Some(catalogue.with_items(&items));
        self.stage = Stage::Adding { sign_in, left, asked: None };
        Ok(())
    }

    fn handle_reply(&mut self, id: CommandId, outcome: &Outcome) -> Result<(), GaveUp> {
        if !self.inflight.answered(id) {
            return Ok(());
        }
        if let Outcome::Refused { message, .. } = outcome {
            return Err(GaveUp(format!("new items cannot be put on the menu: {message}")));
        }
        if let Stage::Adding { left, asked, .. } = &mut self.stage {
            *asked = None;
            if left.is_empty() {
                self.stage = Stage::Open;
            }
        }
        Ok(())
    }
}

impl<F> Part for Opening<'_, F>
where
    F: Fn(&[StaffCard]) -> anyhow::Result<Vec<SignIn>> + Send,
{
    fn session(&self) -> Option<String> {
        match &self.stage {
            Stage::Adding { sign_in, .. } => sign_in.session(),
            Stage::Waiting | Stage::Open => None,
        }
    }

    fn handle_welcome(&mut self, signed_in: bool, now: Instant) {
        if let Stage::Adding { sign_in, .. } = &mut self.stage {
            sign_in.handle_welcome(signed_in);
        }
        self.inflight.reconnected(now);
    }

    fn handle_frame(&mut self, frame: Frame<'_>, now: Instant) -> Result<(), GaveUp> {
        match frame {
            Frame::Rows { text } => {
                let rows = wire::rows(text)
                    .map_err(|error| GaveUp(format!("the menu cannot be read: {error}")))?;
                self.handle_rows(rows)?;
            }
            Frame::Reply { command_id, outcome } => self.handle_reply(command_id, &outcome)?,
            Frame::SignedIn { session } => {
                if let Stage::Adding { sign_in, .. } = &mut self.stage {
                    sign_in.handle_signed_in(session);
                }
            }
            Frame::Refused { request_id, .. } => self.inflight.put_off(request_id.as_deref(), now),
            Frame::Welcome { .. } | Frame::Other => {}
        }
        Ok(())
    }

    fn handle_tick(&mut self, now: Instant, patience: Duration) -> Result<(), GaveUp> {
        self.inflight.tick(now, patience)
    }

    fn poll_frame(&mut self, now: Instant) -> Option<Utf8Bytes> {
        if let Stage::Adding { sign_in, left, asked } = &mut self.stage {
            if !sign_in.is_in() {
                return sign_in.poll(now);
            }
            if asked.is_none()
                && let Some(items) = left.pop_front()
            {
                let command = wire::command(Command::UpsertItems { items });
                *asked = Some(command.0);
                self.inflight.ask(command, now);
            }
        }
        self.inflight.poll()
    }

    fn is_done(&self) -> bool {
        matches!(self.stage, Stage::Open)
    }
}

#[cfg(test)]
mod tests {
    use domain::catalogue::{ITEMS_MAX, Menu};
    use domain::names::NAME_CHARS_MAX;
    use domain::{Code, Names};

    use super::*;

    #[test]
    fn fifty_items_with_the_longest_names_fit_in_one_frame() {
        let mut item = crate::sample::catalogue().items.remove(0);
        item.price = None;
        item.names = Names::new("面".repeat(NAME_CHARS_MAX), "\"".repeat(NAME_CHARS_MAX));
        item.pinyin = "m".repeat(NAME_CHARS_MAX);
        item.modifier_groups.clear();
        item.category = Code::new(&"c".repeat(32)).unwrap();
        let (_, text) =
            wire::command(Command::UpsertItems { items: vec![item; ITEMS_PER_COMMAND_MAX] });
        assert!(text.len() < protocol::CLIENT_FRAME_BYTES_MAX, "{}", text.len());
        assert!(Menu::new(crate::sample::catalogue()).is_ok() && ITEMS_MAX > 1_000);
    }
}
