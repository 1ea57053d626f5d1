//! Print jobs: which events ask for paper, and the rows that say so.

use domain::command::ReportAsked;
use domain::id::{CheckId, OrderId, RefundId, TicketId};
use domain::{Code, Event, State, Timestamp};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

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
    /// For the guest who gets money back.
    Refund,
    /// A drawer report, an X or a Z.
    Report,
    /// For a member who paid in, or got it back.
    ValueSlip,
}

impl JobDocument {
    pub(crate) fn number(self) -> i64 {
        match self {
            Self::Receipt => 0,
            Self::Chit => 1,
            Self::VoidChit => 2,
            Self::Drawer => 3,
            Self::Refund => 4,
            Self::Report => 5,
            Self::ValueSlip => 6,
        }
    }

    pub(crate) fn from_number(number: i64) -> Option<Self> {
        [
            Self::Receipt,
            Self::Chit,
            Self::VoidChit,
            Self::Drawer,
            Self::Refund,
            Self::Report,
            Self::ValueSlip,
        ]
        .into_iter()
        .find(|document| document.number() == number)
    }
}

/// What paper is about besides its order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum JobSubject {
    /// One check of the order.
    Check {
        /// Which.
        check_id: CheckId,
    },
    /// One refund of the order.
    Refund {
        /// Which.
        refund_id: RefundId,
    },
    /// A report, which is about no order.
    Report {
        /// Which.
        report: ReportAsked,
    },
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
    /// Of which order; sixteen zeros for none.
    pub order_id: OrderId,
    /// That order's number as people say it; empty for none.
    pub order_number: String,
    /// What it is about besides.
    pub subject: Option<JobSubject>,
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

/// In place of an order, for paper that is about none.
const NO_ORDER: OrderId = OrderId::from_uuid(Uuid::nil());

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
        .map(|(asked, id)| {
            let order = asked.order_id.map(|order_id| {
                let order = state.order(order_id);
                assert!(order.is_some(), "order {order_id} was not loaded before its paper");
                order.map(domain::order::Order::spoken_number).unwrap_or_default()
            });
            StoredJob {
                id,
                seq,
                printer: asked.printer.clone(),
                document: asked.document,
                order_id: asked.order_id.unwrap_or(NO_ORDER),
                order_number: order.unwrap_or_default(),
                subject: asked.subject,
                ticket_id: asked.ticket_id,
                copy: asked.copy,
                at,
                state: JobState::Queued,
                attempts: 0,
                possible_duplicate: false,
                changed_at: at,
            }
        })
        .collect()
}

/// Paper that an event asks for.
struct Asked<'a> {
    printer: &'a Code,
    document: JobDocument,
    order_id: Option<OrderId>,
    subject: Option<JobSubject>,
    ticket_id: Option<TicketId>,
    copy: u32,
}

impl<'a> Asked<'a> {
    fn of(printer: &'a Code, document: JobDocument, order_id: Option<OrderId>) -> Self {
        Self { printer, document, order_id, subject: None, ticket_id: None, copy: 1 }
    }

    fn chit(printer: &'a Code, order_id: OrderId, ticket_id: TicketId) -> Self {
        let ticket_id = Some(ticket_id);
        Self { ticket_id, ..Self::of(printer, JobDocument::Chit, Some(order_id)) }
    }

    fn drawer(printer: &'a Code, order_id: Option<OrderId>) -> Self {
        Self::of(printer, JobDocument::Drawer, order_id)
    }

    fn receipt(printer: &'a Code, order_id: OrderId, check: Option<CheckId>) -> Self {
        let subject = check.map(|check_id| JobSubject::Check { check_id });
        Self { subject, ..Self::of(printer, JobDocument::Receipt, Some(order_id)) }
    }

    fn report(printer: &'a Code, report: ReportAsked) -> Self {
        let subject = Some(JobSubject::Report { report });
        Self { subject, ..Self::of(printer, JobDocument::Report, None) }
    }
}

#[expect(clippy::too_many_lines, reason = "a table with one row for each kind of event")]
fn asked_by(event: &Event) -> Vec<Asked<'_>> {
    let mut asked = Vec::new();
    match event {
        Event::LinesFired { order_id, tickets, .. } => {
            for ticket in tickets {
                let chit = |printer| Asked::chit(printer, *order_id, ticket.ticket_id);
                asked.extend(ticket.chit_printer.iter().map(chit));
            }
        }
        Event::LineRemade { order_id, ticket, .. } => {
            asked.extend(
                ticket
                    .chit_printer
                    .iter()
                    .map(|printer| Asked::chit(printer, *order_id, ticket.ticket_id)),
            );
        }
        Event::TicketsUnshown { tickets } => {
            for noted in tickets {
                let chit = |printer| Asked::chit(printer, noted.order_id, noted.ticket_id);
                asked.extend(noted.printer.iter().map(chit));
            }
        }
        Event::ChitReprinted { order_id, ticket_id, copy, printer } => {
            asked.push(Asked { copy: *copy, ..Asked::chit(printer, *order_id, *ticket_id) });
        }
        Event::LineVoided { order_id, void_chits, .. }
        | Event::OrderVoided { order_id, void_chits, .. } => {
            for chit in void_chits {
                let struck = Asked::of(&chit.printer, JobDocument::VoidChit, Some(*order_id));
                asked.push(Asked { ticket_id: Some(chit.ticket_id), ..struck });
            }
        }
        Event::TenderTaken { order_id, open_drawer: Some(printer), .. } => {
            asked.push(Asked::drawer(printer, Some(*order_id)));
        }
        Event::CheckPaid { order_id, check_id, receipt_printer: Some(printer), .. } => {
            asked.push(Asked::receipt(printer, *order_id, Some(*check_id)));
        }
        Event::OrderClosed { order_id, receipt_printer: Some(printer), check_id, .. } => {
            asked.push(Asked::receipt(printer, *order_id, *check_id));
        }
        Event::ReceiptReprinted { order_id, copy, receipt_printer } => {
            asked.push(Asked { copy: *copy, ..Asked::receipt(receipt_printer, *order_id, None) });
        }
        Event::OrderRefunded { order_id, refund, open_drawer, receipt_printer, .. } => {
            let pulse = open_drawer.iter().map(|printer| Asked::drawer(printer, Some(*order_id)));
            asked.extend(pulse);
            asked.extend(receipt_printer.iter().map(|printer| Asked {
                subject: Some(JobSubject::Refund { refund_id: refund.id }),
                ..Asked::of(printer, JobDocument::Refund, Some(*order_id))
            }));
        }
        Event::CashMoved { open_drawer: Some(printer), .. }
        | Event::DrawerOpened { open_drawer: Some(printer), .. } => {
            asked.push(Asked::drawer(printer, None));
        }
        Event::ShiftClosed { shift_id, printer: Some(printer), .. } => {
            let report = ReportAsked::Shift { shift_id: *shift_id };
            asked.push(Asked::report(printer, report));
        }
        Event::DayClosed { report, printer: Some(printer) } => {
            asked.push(Asked::report(printer, ReportAsked::Day { number: report.number }));
        }
        Event::MemberPosted { receipt_printer: Some(printer), .. } => {
            asked.push(Asked::of(printer, JobDocument::ValueSlip, None));
        }
        Event::ReportPrinted { report, printer } => asked.push(Asked::report(printer, *report)),
        Event::TenderTaken { open_drawer: None, .. }
        | Event::CheckPaid { receipt_printer: None, .. }
        | Event::CashMoved { open_drawer: None, .. }
        | Event::DrawerOpened { open_drawer: None, .. }
        | Event::ShiftClosed { printer: None, .. }
        | Event::DayClosed { printer: None, .. }
        | Event::OrderClosed { receipt_printer: None, .. }
        | Event::EpochBegan { .. }
        | Event::OrderPlaced { .. }
        | Event::LinesAdded { .. }
        | Event::LineChanged { .. }
        | Event::PromotionsApplied { .. }
        | Event::MemberAttached { .. }
        | Event::FeedbackLeft { .. }
        | Event::OrderReady { .. }
        | Event::OrderHandedOver { .. }
        | Event::OrderRecalled { .. }
        | Event::TicketsShown { .. }
        | Event::TicketsSeen { .. }
        | Event::LinesDone { .. }
        | Event::LinesBack { .. }
        | Event::AllergyConfirmed { .. }
        | Event::OrderRushed { .. }
        | Event::GuestSignalled { .. }
        | Event::KitchenCalled { .. }
        | Event::CallAnswered { .. }
        | Event::LayoutSwitched { .. }
        | Event::TicketsRelocated { .. }
        | Event::MemberChanged { .. }
        | Event::TicketBumped { .. }
        | Event::TicketRecalled { .. }
        | Event::ShiftOpened { .. }
        | Event::MemberEnrolled { .. }
        | Event::PointsEarned { .. }
        | Event::MemberPosted { receipt_printer: None, .. }
        | Event::SeenElsewhere { .. }
        | Event::MemberErased { .. }
        | Event::CommissionPosted { .. }
        | Event::MembersMerged { .. }
        | Event::MembersTakenApart { .. }
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
        | Event::TenderAsked { .. }
        | Event::TenderAskedAgain { .. }
        | Event::TenderCancelAsked { .. }
        | Event::TenderUnsettled { .. }
        | Event::TenderSettledByHand { .. }
        | Event::TenderDeclined { .. }
        | Event::RefundSettled { .. }
        | Event::PointsReversed { .. }
        | Event::ShiftHandedOver { .. }
        | Event::DaySigned { .. }
        | Event::SignerOutage { .. }
        | Event::AvailabilitySet { .. }
        | Event::TableCleared { .. }
        | Event::FloorPlanChanged { .. }
        | Event::ApprovalGiven { .. }
        | Event::CatalogueChanged { .. } => {}
    }
    asked
}
