//! What the line needs from a store: a narrow door to its journal.

use domain::Timestamp;
use protocol::frames::Mark;
use protocol::sync::Batch;
use tokio::sync::watch;

use domain::id::{Epoch, MemberId};

/// The last row of a journal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Head {
    /// Its seq; 0 for an empty journal.
    pub seq: u64,
    /// When it happened.
    pub at: Timestamp,
}

/// The store could not read its journal or keep its cursor.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct SourceFailed(pub String);

/// A store's journal, as far as the line to HQ may see it.
pub trait OutboxSource: Send + Sync + 'static {
    /// The rows after a place (`None`: from the first one on), as a whole [`Batch`].
    ///
    /// All rows of a batch belong to one epoch, the batch's: where a later epoch begins the batch
    /// ends. Without rows to send the batch has none, and carries the epoch of the head and the
    /// hash of the last row. The first row goes in even when it alone exceeds `bytes_max`, so that
    /// no event can block those behind it.
    ///
    /// # Errors
    /// [`SourceFailed`] when the journal cannot be read.
    fn load_batch(
        &self,
        after: Option<Mark>,
        events_max: usize,
        bytes_max: usize,
    ) -> impl Future<Output = Result<Batch, SourceFailed>> + Send;

    /// The row at a seq, with the epoch it belongs to; `None` past the head and at 0.
    ///
    /// # Errors
    /// [`SourceFailed`] when the journal cannot be read.
    fn hash_at(&self, seq: u64) -> impl Future<Output = Result<Option<Mark>, SourceFailed>> + Send;

    /// The last row of an epoch; `None` when this journal has no row of it.
    ///
    /// # Errors
    /// [`SourceFailed`] when the journal cannot be read.
    fn last_of(
        &self,
        epoch: Epoch,
    ) -> impl Future<Output = Result<Option<Mark>, SourceFailed>> + Send;

    /// The place that was saved last.
    ///
    /// # Errors
    /// [`SourceFailed`] when it cannot be read.
    fn load_cursor(&self) -> impl Future<Output = Result<Option<Mark>, SourceFailed>> + Send;

    /// Keeps the place up to which HQ has confirmed; it may lie before the one kept last, when HQ
    /// was restored from a backup.
    ///
    /// # Errors
    /// [`SourceFailed`] when it cannot be kept.
    fn save_cursor(&self, mark: Mark) -> impl Future<Output = Result<(), SourceFailed>> + Send;

    /// Erases the members that HQ knows to be erased and this store still holds, because it was
    /// restored from a backup.
    ///
    /// # Errors
    /// [`SourceFailed`] when they cannot be erased.
    fn forget(
        &self,
        members: Vec<MemberId>,
    ) -> impl Future<Output = Result<(), SourceFailed>> + Send;

    /// The last row, as it moves.
    fn head(&self) -> watch::Receiver<Head>;
}
