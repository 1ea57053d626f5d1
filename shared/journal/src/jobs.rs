//! Print jobs: which events ask for paper, and the rows that say so.

use domain::id::{OrderId, TicketId};
use domain::{Code, Event, State, Timestamp};

/// What is printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum JobDocument {
    /// For the guest.
    Receipt,
    /// A ticket on paper.
    Chit,
    /// That a line on a chit was struck.
    VoidChit,
    /// No paper: the pulse that opens the drawer.
    Drawer,
}

impl JobDocument {
    pub(crate) fn number(self) -> i64 {
        match self {
            Self::Receipt => 0,
            Self::Chit => 1,
            Self::VoidChit => 2,
            Self::Drawer => 3,
        }
    }

    pub(crate) fn from_number(number: i64) -> Option<Self> {
        [Self::Receipt, Self::Chit, Self::VoidChit, Self::Drawer]
            .into_iter()
            .find(|document| document.number() == number)
    }
}

/// How far a print job is. Those below `Confirmed` still want something done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum JobState {
    /// Waiting for its turn.
    Queued,
    /// Bytes may be on their way: a restart now means a marked second copy.
    Sending,
    /// Sent, not confirmed, and to be tried again as a marked copy.
    Retrying,
    /// The printer said that it is on paper.
    Confirmed,
    /// Sent to a printer that cannot confirm: nothing more to be done.
    SentUnconfirmed,
    /// Not printed: somebody must come.
    Failed,
}

impl JobState {
    pub(crate) fn number(self) -> i64 {
        match self {
            Self::Queued => 0,
            Self::Sending => 1,
            Self::Retrying => 2,
            Self::Confirmed => 3,
            Self::SentUnconfirmed => 4,
            Self::Failed => 5,
        }
    }

    pub(crate) fn from_number(number: i64) -> Option<Self> {
        [
            Self::Queued,
            Self::Sending,
            Self::Retrying,
            Self::Confirmed,
            Self::SentUnconfirmed,
            Self::Failed,
        ]
        .into_iter()
        .find(|state| state.number() == number)
    }
}

/// A print job and how far it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredJob {
    /// Follows from the event that asked for it.
    pub id: i64,
    /// Of that event.
    pub seq: u64,
    /// Which printer.
    pub printer: Code,
    /// What is printed.
    pub document: JobDocument,
    /// Of which order.
    pub order_id: OrderId,
    /// That order's number as people say it.
    pub order_number: String,
    /// The ticket of a chit.
    pub ticket_id: Option<TicketId>,
    /// 1 for the first copy.
    pub copy: u32,
    /// When it was asked for.
    pub at: Timestamp,
    /// How far it is.
    pub state: JobState,
    /// How often it was tried.
    pub attempts: u32,
    /// Whether an earlier attempt may have printed already.
    pub possible_duplicate: bool,
    /// When that changed.
    pub changed_at: Timestamp,
}

/// Jobs that one event may ask for at most; part of how job ids are made. An order of 200 lines,
/// each fired alone to many stations and then struck as a whole, stays far below it.
const JOBS_PER_EVENT_MAX: i64 = 65_536;

/// The jobs that an event asks for. `state` is as of after the event.
///
/// # Panics
/// When one event asks for more than 65 536 jobs, or names an order that is not loaded.
pub(crate) fn jobs_of(event: &Event, seq: u64, at: Timestamp, state: &State) -> Vec<StoredJob> {
    let asked = asked_by(event);
    let fits = i64::try_from(asked.len()).is_ok_and(|asked| asked <= JOBS_PER_EVENT_MAX);
    assert!(fits, "event {seq} asks for too much paper");
    let base = i64::try_from(seq).unwrap_or(i64::MAX).saturating_mul(JOBS_PER_EVENT_MAX);
    asked
        .into_iter()
        .zip(base..)
        .map(|((printer, document, order_id, ticket_id, copy), id)| {
            let order = state.order(order_id);
            assert!(order.is_some(), "order {order_id} was not loaded before its paper");
            StoredJob {
                id,
                seq,
                printer: printer.clone(),
                document,
                order_id,
                order_number: order.map(domain::order::Order::spoken_number).unwrap_or_default(),
                ticket_id,
                copy,
                at,
                state: JobState::Queued,
                attempts: 0,
                possible_duplicate: false,
                changed_at: at,
            }
        })
        .collect()
}

/// Paper that an event asks for: where, what, of which order and ticket, and which copy.
type Asked<'a> = (&'a Code, JobDocument, OrderId, Option<TicketId>, u32);

#[expect(clippy::too_many_lines, reason = "a table with one row for each kind of event")]
fn asked_by(event: &Event) -> Vec<Asked<'_>> {
    let mut asked = Vec::new();
    match event {
        Event::LinesFired { order_id, tickets, .. } => {
            for ticket in tickets {
                if let Some(printer) = &ticket.chit_printer {
                    asked.push((printer, JobDocument::Chit, *order_id, Some(ticket.ticket_id), 1));
                }
            }
        }
        Event::LineVoided { order_id, void_chits, .. }
        | Event::OrderVoided { order_id, void_chits, .. } => {
            for chit in void_chits {
                let ticket = Some(chit.ticket_id);
                asked.push((&chit.printer, JobDocument::VoidChit, *order_id, ticket, 1));
            }
        }
        Event::TenderTaken { order_id, open_drawer: Some(printer), .. } => {
            asked.push((printer, JobDocument::Drawer, *order_id, None, 1));
        }
        Event::OrderClosed { order_id, receipt_printer: Some(printer), .. } => {
            asked.push((printer, JobDocument::Receipt, *order_id, None, 1));
        }
        Event::ReceiptReprinted { order_id, copy, receipt_printer } => {
            asked.push((receipt_printer, JobDocument::Receipt, *order_id, None, *copy));
        }
        Event::TenderTaken { open_drawer: None, .. }
        | Event::OrderClosed { receipt_printer: None, .. }
        | Event::EpochBegan { .. }
        | Event::OrderPlaced { .. }
        | Event::LinesAdded { .. }
        | Event::LineChanged { .. }
        | Event::MemberAttached { .. }
        | Event::OrderReady { .. }
        | Event::OrderHandedOver { .. }
        | Event::OrderRecalled { .. }
        | Event::TicketsShown { .. }
        | Event::TicketsSeen { .. }
        | Event::TicketBumped { .. }
        | Event::TicketRecalled { .. }
        | Event::ShiftOpened { .. }
        | Event::ShiftClosed { .. }
        | Event::MemberEnrolled { .. }
        | Event::PointsEarned { .. }
        | Event::StaffChanged { .. }
        | Event::DevicePaired { .. }
        | Event::StaffSignedIn { .. }
        | Event::StaffSignInFailed { .. }
        | Event::StaffSignedOut { .. }
        | Event::LinesArranged { .. }
        | Event::DetailsChanged { .. }
        | Event::LinesMoved { .. }
        | Event::OrderMerged { .. }
        | Event::FireScheduled { .. }
        | Event::Reduced { .. }
        | Event::ReductionRemoved { .. }
        | Event::ServiceChargeSet { .. }
        | Event::OrderSplit { .. }
        | Event::ChecksJoined { .. }
        | Event::CheckPaid { .. }
        | Event::TenderAsked { .. }
        | Event::TenderAskedAgain { .. }
        | Event::TenderCancelAsked { .. }
        | Event::TenderUnsettled { .. }
        | Event::TenderDeclined { .. }
        | Event::OrderRefunded { .. }
        | Event::RefundSettled { .. }
        | Event::PointsReversed { .. }
        | Event::CashMoved { .. }
        | Event::DrawerOpened { .. }
        | Event::ShiftHandedOver { .. }
        | Event::DayClosed { .. }
        | Event::DaySigned { .. }
        | Event::SignerOutage { .. }
        | Event::ReportPrinted { .. }
        | Event::AvailabilitySet { .. }
        | Event::TableCleared { .. }
        | Event::FloorPlanChanged { .. }
        | Event::ApprovalGiven { .. }
        | Event::CatalogueChanged { .. } => {}
    }
    asked
}
