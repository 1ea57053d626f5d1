//! Why a line does not work.

use protocol::http::Problem;

/// Why a line does not work, in words for the log and the support page.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Fault {
    /// HQ could not be reached.
    #[error("HQ cannot be reached: {0}")]
    Unreachable(String),
    /// HQ took too long.
    #[error("HQ did not answer within {seconds} seconds while {during}")]
    TimedOut {
        /// The limit.
        seconds: u64,
        /// What was being done.
        during: &'static str,
    },
    /// HQ, or something in between, refused.
    #[error("HQ refused with status {status}: {detail}")]
    Refused {
        /// The HTTP status.
        status: u16,
        /// What it said about it.
        detail: String,
    },
    /// Something that is not HQ answered, a captive portal for example.
    #[error("what answered is not HQ: is a sign-in page of the network in between?")]
    NotHq,
    /// HQ sends the store to and fro.
    #[error("HQ names another place each time it is asked")]
    Undecided,
    /// The store could not read its own journal or keep its cursor.
    #[error("the journal cannot be read for HQ: {0}")]
    Store(String),
    /// HQ has more of this store's journal than the store itself.
    #[error(
        "HQ holds this store up to {hq}, the store itself ends at {store}: was a backup restored?"
    )]
    Behind {
        /// HQ's seq.
        hq: u64,
        /// The store's.
        store: u64,
    },
    /// The row that HQ holds at this seq is not the store's.
    #[error("what HQ holds of this store at {seq} is not what the store holds")]
    OffChain {
        /// Where.
        seq: u64,
    },
    /// HQ found a contradiction.
    #[error("HQ found a contradiction: {0}")]
    Forked(String),
    /// Another box runs this store now.
    #[error("HQ follows a later history of this store: this box was replaced")]
    Fenced,
}

impl Fault {
    /// A refusal, with the sentence of its problem document when it has one.
    pub(super) fn status(status: u16, body: &[u8]) -> Self {
        let detail = serde_json::from_slice::<Problem>(body)
            .map_or_else(|_| "no reason given".to_owned(), |problem| problem.detail);
        Self::Refused { status, detail }
    }
}
