//! Asks other machines for money, and for what became of it: one task per charge, so that a machine
//! that is silent delays nobody else.
//!
//! A charge is asked for once, by the process that saw it appear in the journal. Whoever finds one
//! that is already there (the server was restarted) only asks what became of it. An outcome that
//! nobody knows is asked about again, ever more rarely, until it is settled, by the machine or by
//! somebody who looked at its slip.

mod charge;
mod give_back;
mod machine;

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};

use domain::id::{OrderId, TenderId};
use domain::order::{Order, PendingTender, Refund, TenderKind, TenderOutcome};
use domain::{Code, SystemCommand};
use journal::ReadError;
use tenders::Driver;
use tokio::sync::mpsc;
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;

use self::charge::{Following, Nudge};
use self::give_back::GivingBack;
pub use self::machine::{MachineError, SimulatedMachine, TenderMachine, tender_machines};
use crate::own_ask::note;
use crate::parts::Parts;

/// Scanned payment codes that wait to be used; the oldest go first.
const GUEST_CODES_MAX: usize = 200;
/// Nudges that wait for one charge; more change nothing.
const NUDGES_MAX: usize = 4;
/// What is said of a charge at a machine that the store no longer describes.
const NO_SUCH_MACHINE: &str = "store.toml does not describe this machine any more";

/// The machines of a store.
pub(crate) struct TenderMachines {
    drivers: BTreeMap<Code, Arc<Driver>>,
    guest_codes: Mutex<BTreeMap<TenderId, String>>,
    /// Held so that they run as long as the store.
    _simulated: Vec<Arc<SimulatedMachine>>,
}

impl TenderMachines {
    /// The drivers of these machines, with notes beside the store's data. Reaches none of them yet.
    ///
    /// # Errors
    /// A machine that cannot be set up.
    pub(crate) fn new(machines: &[TenderMachine], dir: &Path) -> Result<Self, tenders::SetupError> {
        let driver = |machine: &TenderMachine| {
            let code = machine.card.code.clone();
            let notes = dir.join("terminals").join(format!("{code}.json"));
            let driver = Driver::new(&code, &machine.setup)?.remembering_in(notes);
            Ok((code, Arc::new(driver)))
        };
        let drivers = machines.iter().map(driver).collect::<Result<_, tenders::SetupError>>()?;
        let simulated = machines.iter().filter_map(|machine| machine.simulated.clone()).collect();
        Ok(Self { drivers, guest_codes: Mutex::default(), _simulated: simulated })
    }

    /// Keeps a scanned code until its charge is asked for; in memory only, so that it is never
    /// stored.
    pub(crate) fn keep_guest_code(&self, id: TenderId, code: String) {
        let mut codes = self.guest_codes.lock().unwrap_or_else(PoisonError::into_inner);
        codes.insert(id, code);
        // Ids rise with time: the first is the oldest.
        while codes.len() > GUEST_CODES_MAX {
            codes.pop_first();
        }
    }

    /// Takes a scanned code out, if there is one.
    pub(crate) fn take_guest_code(&self, id: TenderId) -> Option<String> {
        self.guest_codes.lock().unwrap_or_else(PoisonError::into_inner).remove(&id)
    }
}

/// Hands what happened to the charges that are under way.
pub(crate) struct TenderDesk {
    parts: Arc<Parts>,
    tasks: TaskTracker,
    stop: CancellationToken,
    under_way: BTreeMap<TenderId, mpsc::Sender<Nudge>>,
}

/// Takes up what an earlier process left behind: asked about, never asked for anew.
///
/// # Errors
/// The journal cannot be read.
pub(crate) async fn recover(desk: &mut TenderDesk, head: u64) -> Result<(), ReadError> {
    let orders = desk
        .parts
        .journal
        .read(|reader: &journal::Reader<'_>| reader.orders_with_other_machines())
        .await?;
    for order in &orders {
        for pending in &order.pending {
            desk.take_up(order.id, pending.clone(), Begin::AskAgain);
        }
        for refund in &order.refunds {
            desk.give_back(order, refund, false);
        }
    }
    tracing::debug!(orders = orders.len(), seq = head, "charges of before are asked about");
    Ok(())
}

/// How a charge is taken up.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Begin {
    /// It appeared just now: it is asked for.
    Ask,
    /// It was there already: only what became of it is asked.
    AskAgain,
}

impl TenderDesk {
    pub(crate) fn new(parts: Arc<Parts>, tasks: TaskTracker, stop: CancellationToken) -> Self {
        Self { parts, tasks, stop, under_way: BTreeMap::new() }
    }

    /// A charge appeared in the journal.
    pub(crate) fn handle_asked(&mut self, order_id: OrderId, pending: PendingTender) {
        // One that was taken up when the server started was in the journal before.
        if !self.is_under_way(pending.tender_id) {
            self.take_up(order_id, pending, Begin::Ask);
        }
    }

    /// Somebody wants to know at once what became of a charge.
    ///
    /// # Errors
    /// The journal cannot be read.
    pub(crate) async fn handle_asked_again(
        &mut self,
        order_id: OrderId,
        id: TenderId,
    ) -> Result<(), ReadError> {
        self.nudge(order_id, id, Nudge::AskAgain).await
    }

    /// Somebody wants a charge called off.
    ///
    /// # Errors
    /// The journal cannot be read.
    pub(crate) async fn handle_cancel_asked(
        &mut self,
        order_id: OrderId,
        id: TenderId,
    ) -> Result<(), ReadError> {
        self.nudge(order_id, id, Nudge::Cancel).await
    }

    /// Somebody said by hand what became of a charge: nobody has to ask about it any more.
    pub(crate) fn handle_settled_by_hand(&mut self, id: TenderId) {
        self.under_way.remove(&id);
    }

    /// Money is given back, some of it perhaps by other machines.
    ///
    /// # Errors
    /// The journal cannot be read.
    pub(crate) async fn handle_refunded(
        &mut self,
        order_id: OrderId,
        refund: &Refund,
    ) -> Result<(), ReadError> {
        if refund.tenders.iter().all(|tender| tender.pending.is_none()) {
            return Ok(());
        }
        let order = self.parts.journal.read(move |reader| reader.order(order_id)).await?;
        if let Some(order) = order {
            self.give_back(&order, refund, true);
        }
        Ok(())
    }

    fn is_under_way(&self, id: TenderId) -> bool {
        self.under_way.get(&id).is_some_and(|nudges| !nudges.is_closed())
    }

    async fn nudge(
        &mut self,
        order_id: OrderId,
        id: TenderId,
        nudge: Nudge,
    ) -> Result<(), ReadError> {
        if !self.is_under_way(id) {
            let order = self.parts.journal.read(move |reader| reader.order(order_id)).await?;
            let pending = order.and_then(|order| {
                order.pending.into_iter().find(|pending| pending.tender_id == id)
            });
            let Some(pending) = pending else { return Ok(()) };
            self.take_up(order_id, pending, Begin::AskAgain);
        }
        if let Some(nudges) = self.under_way.get(&id) {
            // A full queue holds the same wish already.
            let _ = nudges.try_send(nudge);
        }
        Ok(())
    }

    fn take_up(&mut self, order_id: OrderId, pending: PendingTender, begin: Begin) {
        self.under_way.retain(|_, nudges| !nudges.is_closed());
        let code = self.parts.tenders.take_guest_code(pending.tender_id);
        let Some(driver) = self.parts.tenders.drivers.get(&pending.driver) else {
            tracing::error!(driver.code = %pending.driver, tender.id = %pending.tender_id, "a charge waits for a payment machine that store.toml does not have: describe it again, or settle it by hand");
            self.give_up(order_id, pending.tender_id);
            return;
        };
        let (nudges, heard) = mpsc::channel(NUDGES_MAX);
        self.under_way.insert(pending.tender_id, nudges);
        let following = Following {
            parts: Arc::clone(&self.parts),
            driver: Arc::clone(driver),
            order_id,
            pending,
            stop: self.stop.clone(),
        };
        self.tasks.spawn(following.run(begin, code, heard));
    }

    /// Notes that nobody can ask about a charge, so that somebody can settle it by hand.
    fn give_up(&self, order_id: OrderId, tender_id: TenderId) {
        let (parts, stop) = (Arc::clone(&self.parts), self.stop.clone());
        let outcome = TenderOutcome::Unknown { why: NO_SUCH_MACHINE.to_owned() };
        self.tasks.spawn(async move {
            let command = SystemCommand::ResolveTender { order_id, tender_id, outcome };
            note(&parts, &stop, command).await
        });
    }

    /// Has every machine of a refund that owes an answer give its part back.
    fn give_back(&self, order: &Order, refund: &Refund, fresh: bool) {
        for part in refund.tenders.iter().filter(|part| part.pending.is_some()) {
            let taken = order.tenders.iter().find(|tender| tender.id == part.tender_id);
            let (code, reference) = match taken.map(|tender| &tender.kind) {
                Some(TenderKind::Driver { driver, reference, .. }) => (driver, reference.clone()),
                Some(
                    TenderKind::Cash { .. }
                    | TenderKind::CardElsewhere { .. }
                    | TenderKind::StoredValue { .. }
                    | TenderKind::Points { .. }
                    | TenderKind::Coupon { .. },
                )
                | None => continue,
            };
            let Some(driver) = self.parts.tenders.drivers.get(code) else {
                tracing::error!(driver.code = %code, refund.id = %refund.id, "a refund waits for a payment machine that store.toml does not have: describe it again");
                continue;
            };
            let giving = GivingBack {
                parts: Arc::clone(&self.parts),
                driver: Arc::clone(driver),
                order_id: order.id,
                refund_id: refund.id,
                tender_id: part.tender_id,
                reference,
                amount: part.amount,
                stop: self.stop.clone(),
            };
            self.tasks.spawn(giving.run(fresh));
        }
    }
}
