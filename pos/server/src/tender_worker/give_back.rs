//! Money that another machine gives back.

use std::sync::Arc;

use domain::id::{OrderId, RefundId, TenderId};
use domain::order::TenderOutcome;
use domain::{Money, SystemCommand};
use tenders::{Driver, Repayment};
use tokio_util::sync::CancellationToken;
use uuid::Uuid;

use super::charge::outcome;
use crate::own_ask::{Noted, note};
use crate::parts::Parts;
use crate::pauses;

/// One machine's part of a refund.
pub(crate) struct GivingBack {
    pub(crate) parts: Arc<Parts>,
    pub(crate) driver: Arc<Driver>,
    pub(crate) order_id: OrderId,
    pub(crate) refund_id: RefundId,
    pub(crate) tender_id: TenderId,
    pub(crate) reference: String,
    pub(crate) amount: Money,
    pub(crate) stop: CancellationToken,
}

/// The id of one machine's part of a refund: two charges of one acquirer are two repayments.
fn part_id(refund: RefundId, tender: TenderId) -> RefundId {
    RefundId::from_uuid(Uuid::new_v5(&refund.uuid(), tender.as_bytes()))
}

impl GivingBack {
    /// Has the machine give it back, and notes what it said. `fresh`: it was never asked before.
    pub(crate) async fn run(self, fresh: bool) {
        let stop = self.stop.clone();
        tokio::select! {
            () = stop.cancelled() => {}
            () = self.follow(fresh) => {}
        }
    }

    async fn follow(&self, fresh: bool) {
        let repayment = Repayment {
            id: part_id(self.refund_id, self.tender_id),
            of: self.tender_id,
            reference: self.reference.clone(),
            amount: self.amount,
            currency: self.parts.currency,
        };
        let (first, most) = self.parts.limits.tender_retry;
        let mut pauses = pauses::growing(first, most);
        let mut told = None;
        let mut asked = !fresh;
        loop {
            // Asked again it is never given back twice: the driver finds out what became of it.
            let answer = if asked {
                self.driver.refund_again(&repayment).await
            } else {
                self.driver.refund(&repayment).await
            };
            asked = true;
            let outcome = outcome(answer);
            if told.as_ref() != Some(&outcome) {
                let command = SystemCommand::ResolveRefund {
                    order_id: self.order_id,
                    refund_id: self.refund_id,
                    tender_id: self.tender_id,
                    outcome: outcome.clone(),
                };
                match note(&self.parts, &self.stop, command).await {
                    Noted::Accepted => {}
                    Noted::Refused | Noted::Stopped => return,
                }
            }
            match &outcome {
                TenderOutcome::Approved { .. } | TenderOutcome::Declined { .. } => return,
                TenderOutcome::Waiting { .. } | TenderOutcome::Unknown { .. } => {}
            }
            told = Some(outcome);
            tokio::time::sleep(pauses.next().unwrap_or(most)).await;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_charges_of_one_refund_are_two_repayments_and_a_retry_is_the_same_one() {
        let refund = RefundId::from_uuid(Uuid::from_u128(1));
        let tender = |n| TenderId::from_uuid(Uuid::from_u128(n));
        assert_ne!(part_id(refund, tender(2)), part_id(refund, tender(3)));
        assert_eq!(part_id(refund, tender(2)), part_id(refund, tender(2)));
    }
}
