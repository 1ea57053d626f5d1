//! The line to HQ: the journal as `outbox` sees it.

use std::collections::BTreeSet;
use std::sync::Arc;

use domain::id::{CommandId, DeviceId, Epoch, MemberId, StaffId};
use domain::settings::StoreCard;
use domain::{Actor, Event, Request, SystemCommand};
use journal::{Ask, Cursor, HQ_CURSOR, Journal, Note, ReadError, Reader, StoredEvent, upcast};
use outbox::{LinkSettings, OutboxSource, SourceFailed};
use protocol::frames::Mark;
use protocol::sync::{Batch, SyncEvent, SyncRecord};
use tokio::sync::watch;
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;
use uuid::Uuid;

use crate::parts::Parts;

/// Starts the line, if the store has an HQ.
pub(crate) fn start(parts: &Arc<Parts>, tasks: &TaskTracker, stop: &CancellationToken) {
    let Some(hq) = parts.hq_options.clone() else { return };
    let settings = LinkSettings { hq_url: hq.url, token: hq.token, store_id: parts.card.id };
    let head = watch::Sender::new(outbox_head(&parts.journal));
    let source = StoreOutbox {
        journal: parts.journal.clone(),
        card: parts.card.clone(),
        day_cut_off_minutes: parts.day_cut_off_minutes,
        head: head.subscribe(),
        own_device: parts.own_device,
    };
    tasks.spawn(follow_head(parts.journal.clone(), head, stop.clone()));
    let (status, stop) = (parts.hq.clone(), stop.clone());
    tasks.spawn(async move {
        if let Err(error) = outbox::run(settings, Arc::new(source), status, stop).await {
            tracing::error!(%error, "the line to HQ could not begin: correct the settings and restart the store server");
        }
    });
}

fn outbox_head(journal: &Journal) -> outbox::Head {
    let head = *journal.head().borrow();
    outbox::Head { seq: head.seq, at: head.at }
}

async fn follow_head(journal: Journal, head: watch::Sender<outbox::Head>, stop: CancellationToken) {
    let mut moved = journal.head();
    loop {
        head.send_replace(outbox_head(&journal));
        tokio::select! {
            () = stop.cancelled() => return,
            changed = moved.changed() => {
                if changed.is_err() {
                    return;
                }
                moved.mark_unchanged();
            }
        }
    }
}

/// The journal, as far as the line to HQ may see it.
struct StoreOutbox {
    journal: Journal,
    card: StoreCard,
    day_cut_off_minutes: u16,
    head: watch::Receiver<outbox::Head>,
    own_device: DeviceId,
}

impl StoreOutbox {
    async fn read<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Reader<'_>) -> Result<T, ReadError> + Send + 'static,
    ) -> Result<T, SourceFailed> {
        self.journal.read(work).await.map_err(|error| SourceFailed(error.to_string()))
    }
}

impl OutboxSource for StoreOutbox {
    async fn load_batch(
        &self,
        after: Option<Mark>,
        events_max: usize,
        bytes_max: usize,
    ) -> Result<Batch, SourceFailed> {
        let (store, day_cut_off_minutes) = (self.card.clone(), self.day_cut_off_minutes);
        let head = *self.journal.head().borrow();
        self.read(move |reader| {
            let seq = after.map_or(0, |mark| mark.seq);
            let mut events = reader.events_after(seq, events_max, bytes_max)?;
            let epoch = events.first().map_or(head.epoch, |event| event.epoch);
            events.retain(|event| event.epoch == epoch);
            let previous_hash = events.first().map_or(head.hash, |event| event.prev_hash);
            let last = events.last().map_or(head.seq, |event| event.seq);
            let next = reader.events_after(last, 1, 1)?;
            Ok(Batch {
                store,
                day_cut_off_minutes,
                epoch,
                previous_hash,
                head_seq: head.seq.max(last),
                next_at: next.first().map(|event| event.at),
                records: records(reader, &events)?,
                events: events.into_iter().map(sync_event).collect(),
            })
        })
        .await
    }

    async fn hash_at(&self, seq: u64) -> Result<Option<Mark>, SourceFailed> {
        self.read(move |reader| Ok(reader.event_at(seq)?.as_ref().map(mark))).await
    }

    async fn last_of(&self, epoch: Epoch) -> Result<Option<Mark>, SourceFailed> {
        let head = *self.journal.head().borrow();
        self.read(move |reader| last_of(reader, head.seq, epoch)).await
    }

    async fn load_cursor(&self) -> Result<Option<Mark>, SourceFailed> {
        let cursor = self.read(|reader| reader.cursor(HQ_CURSOR)).await?;
        Ok(cursor.filter(|cursor| cursor.seq > 0).map(|Cursor { epoch, seq, hash }| Mark {
            epoch,
            seq,
            hash,
        }))
    }

    async fn save_cursor(&self, mark: Mark) -> Result<(), SourceFailed> {
        let Mark { epoch, seq, hash } = mark;
        let note = Note::Cursor { name: HQ_CURSOR.to_owned(), cursor: Cursor { epoch, seq, hash } };
        self.journal.note(note).await.map_err(|error| SourceFailed(error.to_string()))
    }

    async fn forget(&self, members: Vec<MemberId>) -> Result<(), SourceFailed> {
        let known = self
            .read(move |reader| {
                let held = members.into_iter().map(|id| Ok((id, reader.member(id)?.is_some())));
                held.collect::<Result<Vec<_>, ReadError>>()
            })
            .await?;
        for (member_id, _) in known.into_iter().filter(|(_, held)| *held) {
            let ask = Ask {
                command_id: CommandId::from_uuid(Uuid::now_v7()),
                actor: Actor::System,
                device: self.own_device,
                request: Request::System(SystemCommand::EraseMember { member_id }),
            };
            let answer = self.journal.append(ask).await;
            answer.map_err(|error| SourceFailed(error.to_string()))?;
        }
        Ok(())
    }

    fn head(&self) -> watch::Receiver<outbox::Head> {
        self.head.clone()
    }
}

fn mark(event: &StoredEvent) -> Mark {
    Mark { epoch: event.epoch, seq: event.seq, hash: event.hash }
}

/// The last row of an epoch. Epochs follow each other in the journal, so each one's first row is
/// found by halving, from the running epoch backwards.
fn last_of(reader: &Reader<'_>, head: u64, epoch: Epoch) -> Result<Option<Mark>, ReadError> {
    let mut last = head;
    while let Some(event) = reader.event_at(last)? {
        if event.epoch == epoch {
            return Ok(Some(mark(&event)));
        }
        // `first` is where the epoch of `last` begins: everything before it is of earlier ones.
        let (mut below, mut first) = (0, last);
        while first - below > 1 {
            let middle = below + (first - below) / 2;
            let same = reader.event_at(middle)?.is_some_and(|found| found.epoch == event.epoch);
            if same { first = middle } else { below = middle }
        }
        last = first - 1;
    }
    Ok(None)
}

fn sync_event(event: StoredEvent) -> SyncEvent {
    let StoredEvent {
        seq,
        epoch: _,
        command_id,
        index,
        at,
        actor,
        device,
        kind,
        version,
        body,
        prev_hash: _,
        hash,
    } = event;
    SyncEvent { seq, command_id, index, at, actor, device, kind, version, body, hash }
}

/// The reference data that events name, as it is now.
fn records(reader: &Reader<'_>, events: &[StoredEvent]) -> Result<Vec<SyncRecord>, ReadError> {
    let (mut catalogues, mut staff, mut members) =
        (BTreeSet::new(), BTreeSet::<StaffId>::new(), BTreeSet::<MemberId>::new());
    for event in events {
        // Kinds with a record; the body of another needs no reading.
        if !matches!(
            event.kind.as_str(),
            "catalogue_changed"
                | "staff_changed"
                | "member_enrolled"
                | "member_changed"
                | "member_erased"
        ) {
            continue;
        }
        let body = upcast(&event.kind, event.version, &event.body)?;
        if let Event::CatalogueChanged { version } = body {
            catalogues.insert(version);
        } else if let Event::StaffChanged { staff_id } = body {
            staff.insert(staff_id);
        } else if let Event::MemberEnrolled { member_id, .. }
        | Event::MemberChanged { member_id, .. }
        | Event::MemberErased { member_id } = body
        {
            members.insert(member_id);
        }
    }
    let mut records = Vec::new();
    for version in catalogues {
        let found = reader.catalogue(version)?;
        records.extend(found.map(|catalogue| SyncRecord::Catalogue { catalogue }));
    }
    for id in staff {
        records.extend(reader.staff_card(id)?.map(|staff| SyncRecord::Staff { staff }));
    }
    for member_id in members {
        let record = reader.member(member_id)?.map(|(record, _)| record);
        records.push(SyncRecord::Member { member_id, record });
    }
    Ok(records)
}
