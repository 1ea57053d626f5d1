//! What a terminal or screen may say, and what it is answered. Owns no socket.

use std::sync::Arc;
use std::time::{Duration, Instant};

use domain::id::{CommandId, DeviceId, MemberId};
use domain::staff::DeviceCard;
use domain::{Actor, Code, Command, Request};
use journal::{Answer, AppendError, Ask};
use kds::View;
use protocol::PROTOCOL_VERSION;
use protocol::frames::{ClientFrame, OrderQuery, ServerFrame};

use crate::approve::{self, Approving};
use crate::frames::{Refusal, reply, text};
use crate::own_ask::Who;
use crate::parts::Parts;
use crate::shown_coupons::{self, Shown};
use crate::sign_in::{self, SignedIn, not_taken};
use crate::{allowances, find_orders, find_tickets, members, secret};

/// How long a command waits for room in the journal's queue before it is refused as busy.
const BUSY_PATIENCE: Duration = Duration::from_secs(2);
/// Between two tries.
const BUSY_PAUSE: Duration = Duration::from_millis(10);

/// One paired device on one connection.
#[derive(Debug, Clone)]
pub(crate) struct Terminal {
    pub(crate) device: DeviceCard,
    signed_in: Option<SignedIn>,
}

/// A client that was let in.
#[derive(Debug)]
pub(crate) struct Welcomed {
    pub(crate) terminal: Terminal,
    pub(crate) view: View,
    /// The seq it has of the running history.
    pub(crate) seen: Option<u64>,
    pub(crate) frame: String,
}

/// What a question came to.
#[derive(Debug)]
pub(crate) enum Done {
    /// A frame to send.
    Frame(String),
    /// Somebody signed in; and a frame to send.
    SignedIn(SignedIn, String),
    /// Nothing to say.
    Silent,
}

/// Answers a connection's first frame.
///
/// # Errors
/// Why it is not let in; the connection is closed after it.
pub(crate) async fn hello(parts: &Parts, frame: ClientFrame) -> Result<Welcomed, Refusal> {
    let ClientFrame::Hello { protocol, token, session, view, station, epoch, last_seq } = frame
    else {
        return Err(Refusal::new(
            "hello_first",
            "the first frame must be a hello: send it, then this again",
        ));
    };
    if protocol != PROTOCOL_VERSION {
        return Err(Refusal::new(
            "unsupported_protocol",
            format!(
                "this server speaks protocol {PROTOCOL_VERSION}, not {protocol}: reload the page"
            ),
        ));
    }
    let device_hash = secret::hash(&token);
    let session_hash = session.as_deref().map(secret::hash);
    let (device, session) = parts
        .journal
        .read(move |reader| {
            let session = session_hash.map(|hash| reader.session(hash)).transpose()?.flatten();
            Ok((reader.device_by_token(device_hash)?, session))
        })
        .await
        .map_err(|error| internal(&error))?;
    let device = device.ok_or_else(|| {
        Refusal::new("unknown_device", "this device is not paired with this store: pair it again")
    })?;
    let now = parts.clock.now();
    let signed_in = session.zip(session_hash).and_then(|(session, hash)| {
        let staff = parts.journal.staff().iter().find(|staff| staff.id == session.staff_id)?.into();
        let holds = session.device_id == device.id && now < session.expires_at;
        holds.then_some(SignedIn { staff, session: hash, expires_at: session.expires_at })
    });
    let view = View::asked(view, station, &device, now)
        .map_err(|refusal| Refusal::new(refusal.code(), refusal.to_string()))?;
    let head = *parts.journal.head().borrow();
    let welcome = ServerFrame::Welcome {
        protocol: PROTOCOL_VERSION,
        store: parts.card.clone(),
        device: device.clone(),
        staff: signed_in.as_ref().map(|signed_in| signed_in.staff.clone()),
        epoch: head.epoch,
        seq: head.seq,
        server_utc_ms: now,
        heartbeat_ms: protocol::HEARTBEAT_MS,
    };
    Ok(Welcomed {
        terminal: Terminal { device, signed_in },
        view,
        seen: last_seq.filter(|_| epoch == Some(head.epoch)),
        frame: text(&welcome),
    })
}

impl Terminal {
    /// Somebody signed in.
    pub(crate) fn handle_signed_in(&mut self, signed_in: SignedIn) {
        self.signed_in = Some(signed_in);
    }

    /// Begins to answer a frame. What the connection itself remembers changes at once; the rest is
    /// in the future that comes back.
    #[expect(clippy::too_many_lines, reason = "a table with one row for each kind of frame")]
    pub(crate) fn handle_frame(
        &mut self,
        parts: &Arc<Parts>,
        frame: ClientFrame,
    ) -> impl Future<Output = Done> + Send + use<> {
        let parts = Arc::clone(parts);
        let device = self.device.id;
        let actor = self.actor(&parts);
        let asker = self.device.clone();
        let before = match &frame {
            ClientFrame::SignOut => self.signed_in.take(),
            ClientFrame::Hello { .. }
            | ClientFrame::SignIn { .. }
            | ClientFrame::Command { .. }
            | ClientFrame::FindMember { .. }
            | ClientFrame::ShowCoupon { .. }
            | ClientFrame::InviteMember { .. }
            | ClientFrame::Approve { .. }
            | ClientFrame::FindOrders { .. }
            | ClientFrame::FindTickets { .. }
            | ClientFrame::MemberDetail { .. }
            | ClientFrame::MemberCard { .. } => self.signed_in.clone(),
        };
        async move {
            match frame {
                ClientFrame::Hello { .. } => refuse(Refusal::new(
                    "hello_twice",
                    "this connection has said hello already: open another one",
                )),
                ClientFrame::SignIn { request_id, staff_id, pin } => {
                    let tried =
                        sign_in::sign_in(&parts, device, before, request_id, staff_id, pin).await;
                    match tried {
                        Ok((signed_in, frame)) => Done::SignedIn(signed_in, frame),
                        Err(refusal) => refuse(refusal),
                    }
                }
                ClientFrame::SignOut => {
                    if let Some(signed_in) = before {
                        sign_in::sign_out(&parts, device, &signed_in).await;
                    }
                    Done::Silent
                }
                ClientFrame::Command { command_id, command } => {
                    Done::Frame(answer(&parts, device, actor, command_id, command).await)
                }
                ClientFrame::FindMember { request_id, digits } => {
                    to_staff(actor, &request_id.clone(), find_member(&parts, request_id, &digits))
                        .await
                }
                ClientFrame::ShowCoupon { request_id, member_id, code } => {
                    let who = Who { actor, device };
                    let shown = shown_coupon(&parts, request_id.clone(), who, member_id, &code);
                    to_staff(actor, &request_id, shown).await
                }
                ClientFrame::InviteMember { request_id, member_id } => {
                    to_staff(actor, &request_id.clone(), invited(&parts, request_id, member_id))
                        .await
                }
                ClientFrame::Approve { request_id, staff_id, pin, command_id, command } => {
                    let asked = Approving { device, actor, staff_id, pin, command_id };
                    match approve::approve(&parts, asked, *command).await {
                        Ok((approver, expires_at)) => Done::Frame(text(&ServerFrame::Approved {
                            request_id,
                            approver,
                            expires_at,
                        })),
                        Err(refusal) => refuse(refusal.to(&request_id)),
                    }
                }
                ClientFrame::FindOrders { request_id, query } => {
                    to_staff(actor, &request_id.clone(), found_orders(&parts, request_id, query))
                        .await
                }
                ClientFrame::FindTickets { request_id, station, words } => {
                    found_tickets(&parts, &asker, request_id, station, words).await
                }
                ClientFrame::MemberDetail { request_id, member_id, bring } => {
                    to_staff(
                        actor,
                        &request_id.clone(),
                        member_detail(&parts, request_id, member_id, bring),
                    )
                    .await
                }
                ClientFrame::MemberCard { request_id, member_id } => {
                    to_staff(actor, &request_id.clone(), member_card(&parts, request_id, member_id))
                        .await
                }
            }
        }
    }

    /// Who asks: whoever is signed in, for as long as the sign-in holds.
    fn actor(&mut self, parts: &Parts) -> Actor {
        let now = parts.clock.now();
        self.signed_in = self.signed_in.take().filter(|signed_in| now < signed_in.expires_at);
        match &self.signed_in {
            Some(signed_in) => Actor::Staff { staff_id: signed_in.staff.id },
            None => Actor::Device,
        }
    }
}

/// Takes a command to the journal and writes its stored answer.
async fn answer(
    parts: &Parts,
    device: DeviceId,
    actor: Actor,
    command_id: CommandId,
    command: Command,
) -> String {
    let arrived = Instant::now();
    if parts.hq.borrow().store_is_behind {
        let refusal = Refusal::new(
            "store_behind",
            "HQ knows more of this store than the store itself (was a backup restored?): nothing can be sold until somebody decides how to go on",
        );
        return refusal.to(&command_id).frame();
    }
    keep_guest_code(parts, &command);
    let request = Request::Device(normal(parts, command));
    let ask = Ask { command_id, actor, device, request };
    let answered = loop {
        match parts.journal.append(ask.clone()).await {
            Err(AppendError::Busy) if arrived.elapsed() < BUSY_PATIENCE => {
                tokio::time::sleep(BUSY_PAUSE).await;
            }
            answered => break answered,
        }
    };
    parts.measures.commands.increment(1);
    parts.measures.answer_s.record(arrived.elapsed());
    match answered {
        Ok(Answer::Stored(stored)) => reply(command_id, &stored.json),
        Ok(Answer::Conflict) => {
            let refusal = Refusal::new(
                "conflicting_command",
                "this command id was used for something else before, nothing was changed: mint a new id",
            );
            refusal.to(&command_id).frame()
        }
        Err(error) => not_taken(error).to(&command_id).frame(),
    }
}

/// Keeps a scanned payment code apart from the command, for whoever asks the acquirer: the journal
/// never has it.
fn keep_guest_code(parts: &Parts, command: &Command) {
    if let Command::AskTender { tender_id, guest_code: Some(code), .. } = command {
        parts.tenders.keep_guest_code(*tender_id, code.clone());
    }
}

/// A command with its phone number in E.164 form, so that one number is one member.
pub(crate) fn normal(parts: &Parts, command: Command) -> Command {
    match command {
        Command::EnrolMember { member_id, phone, name, consents, came } => {
            // One that cannot be read is left as it is, for the rules to refuse.
            let phone = parts.phones.e164(&phone).unwrap_or(phone);
            Command::EnrolMember { member_id, phone, name, consents, came }
        }
        other @ (Command::PlaceOrder { .. }
        | Command::AddLines { .. }
        | Command::ChangeLine { .. }
        | Command::VoidLine { .. }
        | Command::VoidOrder { .. }
        | Command::FireLines { .. }
        | Command::TakeTender { .. }
        | Command::CloseOrder { .. }
        | Command::AttachMember { .. }
        | Command::ReprintReceipt { .. }
        | Command::AcknowledgeTickets { .. }
        | Command::BumpTicket { .. }
        | Command::RecallTicket { .. }
        | Command::BumpLines { .. }
        | Command::BumpLinesBack { .. }
        | Command::ConfirmAllergy { .. }
        | Command::RushOrder { .. }
        | Command::RemakeLine { .. }
        | Command::CallFromKitchen { .. }
        | Command::AnswerCall { .. }
        | Command::ReprintChit { .. }
        | Command::SwitchLayout { .. }
        | Command::SetAllergies { .. }
        | Command::ChangeMember { .. }
        | Command::ApplyPromotions { .. }
        | Command::EraseMember { .. }
        | Command::TopUp { .. }
        | Command::PayOutValue { .. }
        | Command::GiveCoupon { .. }
        | Command::WithdrawCoupon { .. }
        | Command::AdjustMember { .. }
        | Command::TransferPoints { .. }
        | Command::MergeMembers { .. }
        | Command::TakeApart { .. }
        | Command::KeepApart { .. }
        | Command::HandOverOrder { .. }
        | Command::RecallOrder { .. }
        | Command::OpenShift { .. }
        | Command::CloseShift { .. }
        | Command::ArrangeLines { .. }
        | Command::ChangeDetails { .. }
        | Command::MoveLines { .. }
        | Command::ScheduleFire { .. }
        | Command::Reduce { .. }
        | Command::RemoveReduction { .. }
        | Command::SetServiceCharge { .. }
        | Command::SplitOrder { .. }
        | Command::JoinChecks { .. }
        | Command::AskTender { .. }
        | Command::AskTenderAgain { .. }
        | Command::CancelTender { .. }
        | Command::SettleTender { .. }
        | Command::RefundOrder { .. }
        | Command::MoveCash { .. }
        | Command::OpenDrawer { .. }
        | Command::HandOverShift { .. }
        | Command::CloseDay { .. }
        | Command::PrintReport { .. }
        | Command::SetAvailability { .. }
        | Command::ClearTable { .. }
        | Command::PublishFloorPlan { .. }
        | Command::EditCatalogue { .. }
        | Command::RevertCatalogue { .. }
        | Command::UpsertItems { .. }) => other,
    }
}

/// An answer that only somebody who is signed in may have.
async fn to_staff(actor: Actor, request_id: &str, answer: impl Future<Output = Done>) -> Done {
    match actor {
        Actor::Staff { .. } => answer.await,
        Actor::Device | Actor::System => refuse(nobody().to(&request_id)),
    }
}

async fn member_card(parts: &Parts, request_id: String, member_id: MemberId) -> Done {
    match members::by_id(parts, member_id).await {
        Ok(card) => found(request_id, card.into_iter().collect()),
        Err(error) => refuse(internal(&error).to(&request_id)),
    }
}

async fn find_member(parts: &Parts, request_id: String, digits: &str) -> Done {
    match members::find(parts, digits).await {
        Ok(Ok(members)) => found(request_id, members),
        Ok(Err(refusal)) => refuse(refusal.to(&request_id)),
        Err(error) => refuse(internal(&error).to(&request_id)),
    }
}

async fn shown_coupon(
    parts: &Parts,
    request_id: String,
    who: Who,
    member_id: MemberId,
    code: &str,
) -> Done {
    match shown_coupons::show(parts, who, member_id, code).await {
        Ok(Ok(Shown { card, at_risk })) => {
            Done::Frame(text(&ServerFrame::CouponShown { request_id, card, at_risk }))
        }
        Ok(Err(refusal)) => refuse(refusal.to(&request_id)),
        Err(error) => refuse(internal(&error).to(&request_id)),
    }
}

async fn invited(parts: &Parts, request_id: String, member_id: MemberId) -> Done {
    match allowances::invite(parts, member_id).await {
        Ok(url) => Done::Frame(text(&ServerFrame::MemberInvited { request_id, url })),
        Err(refusal) => refuse(refusal.to(&request_id)),
    }
}

async fn member_detail(
    parts: &Parts,
    request_id: String,
    member_id: MemberId,
    bring: bool,
) -> Done {
    match members::detail(parts, member_id, bring).await {
        Ok(member) => Done::Frame(text(&ServerFrame::MemberDetail { request_id, member })),
        Err(error) => refuse(internal(&error).to(&request_id)),
    }
}

async fn found_orders(parts: &Parts, request_id: String, query: OrderQuery) -> Done {
    match find_orders::find(parts, query).await {
        Ok(orders) => Done::Frame(text(&ServerFrame::Orders { request_id, orders })),
        Err(error) => refuse(internal(&error).to(&request_id)),
    }
}

async fn found_tickets(
    parts: &Parts,
    asker: &DeviceCard,
    request_id: String,
    station: Option<Code>,
    words: String,
) -> Done {
    match find_tickets::find(parts, asker, station, words).await {
        Ok(Ok(tickets)) => Done::Frame(text(&ServerFrame::Tickets { request_id, tickets })),
        Ok(Err(refusal)) => refuse(refusal.to(&request_id)),
        Err(error) => refuse(internal(&error).to(&request_id)),
    }
}

fn found(request_id: String, members: Vec<protocol::frames::MemberCard>) -> Done {
    Done::Frame(text(&ServerFrame::Members { request_id, members }))
}

fn refuse(refusal: Refusal) -> Done {
    Done::Frame(refusal.frame())
}

pub(crate) fn nobody() -> Refusal {
    Refusal::new("not_signed_in", "nobody is signed in on this terminal: sign in, then try again")
}

/// Something of ours failed: the details go to the log, not to the screen (S27).
pub(crate) fn internal(error: &dyn std::error::Error) -> Refusal {
    tracing::error!(error = %error, "a question could not be answered");
    Refusal::new(
        "internal",
        "the store server could not answer: try again, and look at its log if it stays so",
    )
}
