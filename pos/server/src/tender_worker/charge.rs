//! One charge, from the moment it is asked for until it is settled.

use std::sync::Arc;

use backon::ExponentialBackoff;
use domain::SystemCommand;
use domain::id::OrderId;
use domain::order::{PendingTender, TenderOutcome};
use tenders::{Answer, Charge, Driver};
use tokio::sync::mpsc;
use tokio_util::sync::CancellationToken;

use super::Begin;
use crate::own_ask::{Noted, note};
use crate::parts::Parts;
use crate::pauses;

/// What somebody wants of a charge that is under way.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Nudge {
    /// To know at once what became of it.
    AskAgain,
    /// To have it called off.
    Cancel,
}

/// A charge that is followed.
pub(crate) struct Following {
    pub(crate) parts: Arc<Parts>,
    pub(crate) driver: Arc<Driver>,
    pub(crate) order_id: OrderId,
    pub(crate) pending: PendingTender,
    pub(crate) stop: CancellationToken,
}

impl Following {
    /// Follows the charge until it is settled or the server stops.
    pub(crate) async fn run(
        self,
        begin: Begin,
        guest_code: Option<String>,
        mut nudges: mpsc::Receiver<Nudge>,
    ) {
        let amount = self.pending.amount.checked_add(self.pending.tip);
        // A sum that no order can have reached the journal through a fault: nobody is charged.
        let Some(amount) = amount else { return };
        let charge = Charge {
            id: self.pending.tender_id,
            amount,
            currency: self.parts.currency,
            guest_code,
        };
        let stop = self.stop.clone();
        tokio::select! {
            () = stop.cancelled() => {}
            () = self.follow(&charge, begin, &mut nudges) => {}
        }
    }

    async fn follow(&self, charge: &Charge, begin: Begin, nudges: &mut mpsc::Receiver<Nudge>) {
        let (first, most) = self.parts.limits.tender_retry;
        let mut pauses = pauses::growing(first, most);
        let mut wish = match begin {
            Begin::Ask => Wish::Ask,
            Begin::AskAgain if self.pending.cancel_asked => Wish::Cancel,
            Begin::AskAgain => Wish::AskAgain,
        };
        let mut told = None;
        loop {
            let answer = match wish {
                Wish::Ask => self.ask(charge, nudges).await,
                Wish::AskAgain => self.driver.ask_again(charge).await,
                Wish::Cancel => self.driver.cancel(charge).await,
            };
            self.measure(&answer);
            let outcome = outcome(answer);
            // The same answer again is no news.
            if told.as_ref() != Some(&outcome) {
                let command = SystemCommand::ResolveTender {
                    order_id: self.order_id,
                    tender_id: charge.id,
                    outcome: outcome.clone(),
                };
                match note(&self.parts, &self.stop, command).await {
                    Noted::Accepted => {}
                    Noted::Refused | Noted::Stopped => return,
                }
            }
            let wait = match &outcome {
                TenderOutcome::Approved { .. } | TenderOutcome::Declined { .. } => return,
                TenderOutcome::Waiting { .. } => first,
                TenderOutcome::Unknown { .. } => pauses.next().unwrap_or(most),
            };
            told = Some(outcome);
            wish = tokio::select! {
                nudge = nudges.recv() => match nudge {
                    Some(Nudge::Cancel) => Wish::Cancel,
                    Some(Nudge::AskAgain) => {
                        pauses = restart(first, most);
                        Wish::AskAgain
                    }
                    // Nobody wants to know any more: it was settled by hand.
                    None => return,
                },
                () = tokio::time::sleep(wait) => Wish::AskAgain,
            };
        }
    }

    /// Asks for the money. A wish to call it off reaches the machine while it is being asked; what
    /// became of it is the answer to the asking.
    async fn ask(&self, charge: &Charge, nudges: &mut mpsc::Receiver<Nudge>) -> Answer {
        let asking = self.driver.ask(charge);
        tokio::pin!(asking);
        loop {
            tokio::select! {
                biased;
                answer = &mut asking => return answer,
                nudge = nudges.recv() => match nudge {
                    Some(Nudge::Cancel) => {
                        let cancelling = self.driver.cancel(charge);
                        tokio::pin!(cancelling);
                        tokio::select! {
                            biased;
                            answer = &mut asking => return answer,
                            answer = &mut cancelling => {
                                if answer.is_final() {
                                    return answer;
                                }
                            }
                        }
                    }
                    // It is being asked.
                    Some(Nudge::AskAgain) => {}
                    None => return asking.await,
                },
            }
        }
    }

    fn measure(&self, answer: &Answer) {
        let driver = &self.pending.driver;
        match answer {
            Answer::Approved(_) => self.parts.measures.tenders_approved.increment(1),
            Answer::Declined { reason } => {
                self.parts.measures.tenders_declined.increment(1);
                tracing::info!(driver.code = %driver, tender.id = %self.pending.tender_id, reason, "a charge was declined");
            }
            Answer::Waiting { .. } => {}
            Answer::Unknown { why } => {
                self.parts.measures.tenders_unknown.increment(1);
                tracing::warn!(driver.code = %driver, tender.id = %self.pending.tender_id, why, "nobody knows what became of a charge: it is asked about again");
            }
        }
    }
}

/// What the machine is asked next.
#[derive(Debug, Clone, Copy)]
enum Wish {
    Ask,
    AskAgain,
    Cancel,
}

fn restart(first: std::time::Duration, most: std::time::Duration) -> ExponentialBackoff {
    pauses::growing(first, most)
}

/// An answer as the journal keeps it.
pub(crate) fn outcome(answer: Answer) -> TenderOutcome {
    match answer {
        Answer::Approved(tenders::Approval { reference, brand, last4 }) => {
            TenderOutcome::Approved { reference, brand, last4 }
        }
        Answer::Declined { reason } => TenderOutcome::Declined { reason },
        Answer::Waiting { shown_code } => TenderOutcome::Waiting { shown_code },
        Answer::Unknown { why } => TenderOutcome::Unknown { why },
    }
}
