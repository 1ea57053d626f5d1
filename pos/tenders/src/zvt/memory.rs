//! What is remembered of money that a terminal was asked to move, and what its last transaction
//! says of it.
//!
//! ZVT has no id of ours on a transaction. What there is: a trace number that rises by one with
//! every transaction, and the terminal's word about its last one. Before money is asked for, the
//! trace of then is noted; afterwards, also after a restart, the last transaction is compared with it.

use std::collections::VecDeque;
use std::io;
use std::sync::{Mutex, MutexGuard, PoisonError};

use domain::id::{RefundId, TenderId};
use serde::{Deserialize, Serialize};

use super::notebook::Notebook;
use super::status::{TRACE_MAX, Transaction, reason};
use super::{approval, is_for};
use crate::Answer;

/// Charges and refunds remembered at most. The oldest goes first; asked about, it is unknown.
const REMEMBERED_MAX: usize = 500;

/// Whose money it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Of {
    /// Of a charge.
    Charge(TenderId),
    /// Given back.
    Refund(RefundId),
}

/// How much, as the terminal is told it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Sum {
    /// Minor units, above zero.
    pub(super) minor: u64,
    /// ISO 4217 number.
    pub(super) currency: u16,
}

/// The last transaction before money was asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Mark {
    /// Its trace number.
    pub(super) trace: u64,
    /// Which terminal said so, if it said that too.
    pub(super) terminal: Option<u64>,
}

impl Mark {
    /// The mark that a last transaction makes, if it has a number.
    pub(super) fn of(last: Option<&Transaction>) -> Option<Self> {
        let last = last?;
        Some(Self { trace: last.trace?, terminal: last.terminal })
    }
}

/// What is known of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Known {
    /// It was asked for, and how it ended was not heard.
    Asked {
        /// The terminal's last transaction before it, if it told one.
        before: Option<Mark>,
        /// How much.
        sum: Sum,
    },
    /// How it ended was not heard, and the terminal has moved other money since.
    Lost,
    /// It ended so.
    Ended(Answer),
}

/// What a terminal was asked for, the latest last.
#[derive(Debug, Default)]
pub(super) struct Memory {
    rows: Mutex<VecDeque<(Of, Known)>>,
    /// Where it is kept over a restart; `None` when it is not.
    notebook: Option<Notebook>,
}

impl Memory {
    /// What stands in this notebook, and from now on goes there.
    pub(super) fn kept_in(notebook: Notebook) -> Self {
        Self { rows: Mutex::new(notebook.read().into()), notebook: Some(notebook) }
    }

    /// Puts it on disk. Only for whoever has the turn, so that an older page never comes last.
    ///
    /// # Errors
    /// It is not there.
    pub(super) async fn keep(&self) -> io::Result<()> {
        let Some(notebook) = &self.notebook else { return Ok(()) };
        let rows = self.rows().iter().cloned().collect();
        notebook.write(rows).await
    }

    pub(super) fn known(&self, of: Of) -> Option<Known> {
        let rows = self.rows();
        rows.iter().find(|(id, _)| *id == of).map(|(_, known)| known.clone())
    }

    pub(super) fn note(&self, of: Of, known: Known) {
        let mut rows = self.rows();
        if let Some(row) = rows.iter_mut().find(|(id, _)| *id == of) {
            row.1 = known;
            return;
        }
        if rows.len() == REMEMBERED_MAX {
            rows.pop_front();
        }
        rows.push_back((of, known));
    }

    /// Settles whatever was not heard, before the terminal moves other money: after that its last
    /// transaction says nothing of it any more.
    pub(super) fn settle(&self, last: Option<&Transaction>) {
        for (_, known) in self.rows().iter_mut() {
            if let Known::Asked { before, sum } = *known {
                *known = judge(before, sum, last).map_or(Known::Lost, Known::Ended);
            }
        }
    }

    fn rows(&self) -> MutexGuard<'_, VecDeque<(Of, Known)>> {
        self.rows.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// What the last transaction says of money that was asked for when the trace number was `before`.
/// `None` when it says nothing certain.
pub(super) fn judge(before: Option<Mark>, sum: Sum, last: Option<&Transaction>) -> Option<Answer> {
    let (before, last) = (before?, last?);
    let trace = last.trace?;
    // Another terminal stands at that address now: its numbers say nothing of what the other did.
    if before.terminal.zip(last.terminal).is_some_and(|(then, now)| then != now) {
        return None;
    }
    if trace == before.trace {
        return Some(Answer::declined("the terminal took nothing"));
    }
    // Another step than the next one: somebody used the terminal meanwhile, and the last
    // transaction may be theirs.
    if trace != before.trace % TRACE_MAX + 1 {
        return None;
    }
    match last.result? {
        0 if last.amount.is_none() => None,
        0 => is_for(last, sum).then(|| Answer::Approved(approval(last))),
        code => Some(Answer::declined(reason(code))),
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    const SUM: Sum = Sum { minor: 900, currency: 826 };

    fn last(trace: u64, result: u8, minor: u64) -> Transaction {
        Transaction {
            result: Some(result),
            amount: Some(minor),
            trace: Some(trace),
            ..Transaction::default()
        }
    }

    #[test]
    fn only_the_very_next_transaction_of_the_same_amount_is_ours() {
        for (before, last, expected) in [
            (Some(7), Some(last(7, 0, 900)), Some(false)),
            (Some(7), Some(last(8, 0, 900)), Some(true)),
            (Some(7), Some(last(8, 0, 901)), None),
            (Some(7), Some(last(8, 0x71, 900)), Some(false)),
            (Some(7), Some(last(9, 0, 900)), None),
            (Some(7), Some(last(6, 0, 900)), None),
            (Some(TRACE_MAX), Some(last(1, 0, 900)), Some(true)),
            (None, Some(last(8, 0, 900)), None),
            (Some(7), None, None),
            (Some(7), Some(Transaction::default()), None),
            (Some(7), Some(Transaction { amount: None, ..last(8, 0, 900) }), None),
            (Some(7), Some(Transaction { result: None, ..last(8, 0, 900) }), None),
            (Some(7), Some(Transaction { currency: Some(978), ..last(8, 0, 900) }), None),
        ] {
            let before = before.map(|trace| Mark { trace, terminal: None });
            let judged = judge(before, SUM, last.as_ref());
            let taken = judged.map(|answer| matches!(answer, Answer::Approved(_)));
            assert_eq!(taken, expected, "before {before:?}, last {last:?}");
        }
    }

    #[test]
    fn the_numbers_of_another_terminal_say_nothing_of_what_this_one_did() {
        let mark = |terminal| Some(Mark { trace: 7, terminal });
        let last = |terminal| Transaction { terminal, ..last(8, 0, 900) };
        for (before, now, is_told) in [
            (Some(1), Some(1), true),
            (Some(1), Some(2), false),
            (Some(1), None, true),
            (None, Some(2), true),
        ] {
            let judged = judge(mark(before), SUM, Some(&last(now)));
            assert_eq!(judged.is_some(), is_told, "{before:?} then, {now:?} now");
        }
    }

    #[test]
    fn past_its_limit_the_oldest_is_forgotten_and_nothing_else() {
        let memory = Memory::default();
        let of = |n: usize| {
            let n = u128::try_from(n).unwrap();
            Of::Charge(TenderId::from_uuid(Uuid::from_u128(u128::MAX - n)))
        };
        for n in 0..=REMEMBERED_MAX {
            memory.note(of(n), Known::Lost);
            memory.note(of(n), Known::Asked { before: None, sum: SUM });
        }
        assert_eq!(memory.known(of(0)), None);
        assert!(memory.known(of(1)).is_some());
        assert!(memory.known(of(REMEMBERED_MAX)).is_some());
    }
}
