//! What a print job puts on paper, from the rows as they are now.

use domain::catalogue::Menu;
use domain::command::ReportAsked;
use domain::id::LineId;
use domain::kitchen::Ticket;
use domain::order::Order;
use domain::staff::Staff;
use domain::{Event, Names, Timestamp};
use firmware_config::DrawerPulse;
use journal::{JobDocument, JobSubject, ReadError, Reader, StoredJob, upcast};
use printing::chit::ChitKind;
use printing::encode::{drawer_job, encode};
use printing::receipt::StoreHead;
use printing::wording::Emission;
use printing::{Document, PaperForm, chit, receipt, report};

/// A job and its bytes; none when what it prints is not there (any more).
pub(super) struct Work {
    pub(super) job: StoredJob,
    pub(super) bytes: Option<Vec<u8>>,
}

/// What paper needs to know besides its rows.
pub(super) struct Desk<'a> {
    pub(super) head: &'a StoreHead,
    pub(super) menu: &'a Menu,
    pub(super) staff: &'a [Staff],
    pub(super) now: Timestamp,
}

/// Builds the bytes of a job.
///
/// # Errors
/// The journal cannot be read.
pub(super) fn work(
    reader: &Reader<'_>,
    job: StoredJob,
    desk: &Desk<'_>,
    form: PaperForm,
    drawer: Option<DrawerPulse>,
) -> Result<Work, ReadError> {
    let emission = Emission { copy: job.copy, possible_duplicate: job.possible_duplicate };
    let (head, menu) = (desk.head, desk.menu);
    let document = match job.document {
        JobDocument::Drawer => {
            return Ok(Work { job, bytes: drawer.map(drawer_job) });
        }
        JobDocument::Receipt | JobDocument::Refund => reader
            .order(job.order_id)?
            .and_then(|order| for_the_guest(&order, job.subject, head, emission)),
        JobDocument::Report => report_of(reader, &job, desk, emission)?,
        JobDocument::ValueSlip => slip_of(reader, &job, head, emission)?,
        JobDocument::Chit => ticket(reader, &job)?
            .map(|ticket| chit_of(&ticket, &ChitKind::Firing, head, menu, emission)),
        JobDocument::VoidChit => match (ticket(reader, &job)?, struck(reader, job.seq)?) {
            (Some(ticket), Some(lines)) => {
                let lines = if lines.is_empty() {
                    ticket.lines.iter().map(|line| line.line_id).collect()
                } else {
                    lines
                };
                Some(chit_of(&ticket, &ChitKind::Void(lines), head, menu, emission))
            }
            (_, None) | (None, Some(_)) => None,
        },
    };
    let bytes = document.map(|document: Document| encode(&document, form));
    Ok(Work { job, bytes })
}

/// The receipt of an order, of one of its checks, or of a refund.
fn for_the_guest(
    order: &Order,
    subject: Option<JobSubject>,
    head: &StoreHead,
    emission: Emission,
) -> Option<Document> {
    match subject {
        Some(JobSubject::Check { check_id }) => {
            receipt::from_check(order, check_id, head, emission)
        }
        Some(JobSubject::Refund { refund_id }) => {
            let refund = order.refunds.iter().find(|refund| refund.id == refund_id)?;
            Some(receipt::of_refund(order, refund, head, emission))
        }
        Some(JobSubject::Report { .. }) | None => receipt::from_order(order, head, emission),
    }
}

/// A drawer report, an X or a Z.
fn report_of(
    reader: &Reader<'_>,
    job: &StoredJob,
    desk: &Desk<'_>,
    emission: Emission,
) -> Result<Option<Document>, ReadError> {
    let Some(JobSubject::Report { report }) = job.subject else { return Ok(None) };
    let head = desk.head;
    Ok(match report {
        ReportAsked::Shift { shift_id } => reader.shift(shift_id)?.map(|shift| {
            let holder = shift.held_by.or(shift.opened_by);
            let who = desk.staff.iter().find(|staff| Some(staff.id) == holder);
            let who = who.map(|staff| head.language.name(&staff.names)).unwrap_or_default();
            report::of_shift(&shift, who, desk.now, head, emission)
        }),
        ReportAsked::Takings => {
            Some(report::of_takings(&reader.takings_now()?, desk.now, head, emission))
        }
        ReportAsked::Day { number } => {
            reader.day(number)?.map(|day| report::of_day(&day, head, emission))
        }
    })
}

/// What a member paid in or got back, as its event says it.
fn slip_of(
    reader: &Reader<'_>,
    job: &StoredJob,
    head: &StoreHead,
    emission: Emission,
) -> Result<Option<Document>, ReadError> {
    let Some(stored) = reader.event_at(job.seq)? else { return Ok(None) };
    let event = upcast(&stored.kind, stored.version, &stored.body)?;
    let Event::MemberPosted { entry, .. } = event else { return Ok(None) };
    Ok(Some(report::of_value(&entry, job.at, head, emission)))
}

fn ticket(reader: &Reader<'_>, job: &StoredJob) -> Result<Option<Ticket>, ReadError> {
    job.ticket_id.map_or(Ok(None), |id| reader.ticket(id))
}

fn chit_of(
    ticket: &Ticket,
    kind: &ChitKind,
    head: &StoreHead,
    menu: &Menu,
    emission: Emission,
) -> Document {
    let station = menu.catalogue().stations.iter().find(|station| station.code == ticket.station);
    // A station that left the menu is still told by its code.
    let code = ticket.station.as_str();
    let names = station.map_or_else(|| Names::new(code, code), |station| station.names.clone());
    chit::from_ticket(ticket, &names, kind, head, emission)
}

/// The lines that an event struck; an empty list stands for all of them.
#[expect(clippy::too_many_lines, reason = "a table with one row for each kind of event")]
fn struck(reader: &Reader<'_>, seq: u64) -> Result<Option<Vec<LineId>>, ReadError> {
    let Some(stored) = reader.event_at(seq)? else { return Ok(None) };
    Ok(match upcast(&stored.kind, stored.version, &stored.body)? {
        Event::LineVoided { line_id, .. } => Some(vec![line_id]),
        Event::OrderVoided { .. } => Some(Vec::new()),
        Event::EpochBegan { .. }
        | Event::OrderPlaced { .. }
        | Event::LinesAdded { .. }
        | Event::LineChanged { .. }
        | Event::LinesFired { .. }
        | Event::TenderTaken { .. }
        | Event::OrderClosed { .. }
        | Event::PromotionsApplied { .. }
        | Event::MemberAttached { .. }
        | Event::FeedbackLeft { .. }
        | Event::ReceiptReprinted { .. }
        | Event::OrderReady { .. }
        | Event::OrderHandedOver { .. }
        | Event::OrderRecalled { .. }
        | Event::TicketsShown { .. }
        | Event::TicketsSeen { .. }
        | Event::TicketBumped { .. }
        | Event::TicketsUnshown { .. }
        | Event::LinesDone { .. }
        | Event::LinesBack { .. }
        | Event::AllergyConfirmed { .. }
        | Event::OrderRushed { .. }
        | Event::GuestSignalled { .. }
        | Event::KitchenCalled { .. }
        | Event::CallAnswered { .. }
        | Event::ChitReprinted { .. }
        | Event::LayoutSwitched { .. }
        | Event::TicketsRelocated { .. }
        | Event::MemberChanged { .. }
        | Event::LineRemade { .. }
        | Event::TicketRecalled { .. }
        | Event::ShiftOpened { .. }
        | Event::ShiftClosed { .. }
        | Event::MemberEnrolled { .. }
        | Event::PointsEarned { .. }
        | Event::MemberPosted { .. }
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
        | Event::CheckPaid { .. }
        | Event::TenderAsked { .. }
        | Event::TenderAskedAgain { .. }
        | Event::TenderCancelAsked { .. }
        | Event::TenderUnsettled { .. }
        | Event::TenderSettledByHand { .. }
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
        | Event::CatalogueChanged { .. } => None,
    })
}
