//! A batch as it comes off the wire: decompressed within a limit, read, its chain recomputed.
//!
//! Pure and slow, so it runs before the writer sees the batch.

use std::io::Read;

use domain::{Event, chain};
use protocol::sync::{BATCH_BYTES_MAX, BATCH_EVENTS_MAX, Batch};

use crate::project::{self, Unfit};
use crate::sentence::Sentence;

/// The largest window that decompressing may ask memory for, as a power of two: 8 MiB.
const ZSTD_WINDOW_LOG_MAX: u32 = 23;

/// A batch that was read.
#[derive(Debug)]
pub(crate) struct Incoming {
    pub(crate) batch: Batch,
    /// The events, one for each row of the batch.
    pub(crate) events: Vec<Result<Event, Unfit>>,
    /// What is wrong with its chain, if anything is.
    pub(crate) broken: Option<Sentence>,
}

/// A body that is no batch.
#[derive(Debug, thiserror::Error)]
pub(crate) enum NotABatch {
    #[error("the batch is larger than {BATCH_BYTES_MAX} bytes: send fewer events at once")]
    TooLarge,
    #[error("the batch has more than {BATCH_EVENTS_MAX} events: send fewer at once")]
    TooMany,
    #[error("the body is not zstd as its content-encoding says: {0}")]
    NotZstd(std::io::Error),
    #[error("the body is not a batch: {0}")]
    Unreadable(serde_json::Error),
    #[error("the batch has numbers that no journal has")]
    OutOfRange,
}

/// Reads a body and checks all of it that can be checked without HQ's own rows.
pub(crate) fn read(body: &[u8], compressed: bool) -> Result<Incoming, NotABatch> {
    let batch: Batch = if compressed {
        serde_json::from_slice(&decompress(body)?)
    } else {
        serde_json::from_slice(body)
    }
    .map_err(NotABatch::Unreadable)?;
    if batch.events.len() > BATCH_EVENTS_MAX {
        return Err(NotABatch::TooMany);
    }
    let in_range = |number: u64| i64::try_from(number).is_ok();
    if !in_range(batch.head_seq) || !batch.events.iter().all(|event| in_range(event.seq)) {
        return Err(NotABatch::OutOfRange);
    }
    let broken = broken_chain(&batch);
    let read =
        |event: &protocol::sync::SyncEvent| project::read(&event.kind, event.version, &event.body);
    let events = batch.events.iter().map(read).collect();
    Ok(Incoming { batch, events, broken })
}

fn decompress(body: &[u8]) -> Result<Vec<u8>, NotABatch> {
    let mut decoder = zstd::Decoder::new(body).map_err(NotABatch::NotZstd)?;
    decoder.window_log_max(ZSTD_WINDOW_LOG_MAX).map_err(NotABatch::NotZstd)?;
    let limit = u64::try_from(BATCH_BYTES_MAX).unwrap_or(u64::MAX);
    let mut plain = Vec::new();
    // One byte past the limit, to tell a batch of exactly the limit from one that goes on.
    decoder.take(limit.saturating_add(1)).read_to_end(&mut plain).map_err(NotABatch::NotZstd)?;
    if plain.len() > BATCH_BYTES_MAX { Err(NotABatch::TooLarge) } else { Ok(plain) }
}

fn broken_chain(batch: &Batch) -> Option<Sentence> {
    let mut previous = batch.previous_hash;
    let mut before: Option<u64> = None;
    for event in &batch.events {
        if event.seq == 0 || before.is_some_and(|before| before.checked_add(1) != Some(event.seq)) {
            return Some(Sentence::hole(before.unwrap_or(0), event.seq));
        }
        if chain::hash(&previous, &event.link(batch.epoch)) != event.hash {
            return Some(Sentence::forged(event.seq));
        }
        previous = event.hash;
        before = Some(event.seq);
    }
    None
}
