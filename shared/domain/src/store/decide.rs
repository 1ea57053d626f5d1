//! One request, answered with events or a refusal.

use super::{Decision, Record, State, UPSERTED_ITEMS_MAX};
use crate::actor::{Context, Permission};
use crate::catalogue::{CATALOGUE_CHANGES_MAX, Catalogue, CatalogueChange, Item, Menu};
use crate::chain::Hash;
use crate::command::{Command, CommandResult, ReportAsked, Request, SystemCommand};
use crate::id::{CommandId, StaffId};
use crate::order::decide::{Moving, Placing, Refunding};
use crate::shift::decide::{Closing, MovingCash};
use crate::staff::SESSION_MS_MAX;
use crate::{Event, Rejection, Timestamp};
use crate::{day, floor, kitchen, ledger, member, order, shift, stock};

/// Decides what a request makes happen. Changes nothing.
///
/// # Errors
/// The first rule that the request breaks.
pub fn decide(state: &State, request: &Request, context: &Context) -> Result<Decision, Rejection> {
    match request {
        Request::Device(command) => {
            state.permit(permission_for(command), context)?;
            decide_command(state, command, context)
        }
        Request::System(command) => decide_system(state, command, context),
    }
}

/// What somebody must be allowed to do to ask this. Voids, reductions, refunds, pay-outs
/// and charges settled by hand ask again, once it is known what they are about ([`State::allow`]).
fn permission_for(command: &Command) -> Permission {
    match command {
        Command::PlaceOrder { .. }
        | Command::AddLines { .. }
        | Command::ChangeLine { .. }
        | Command::ArrangeLines { .. }
        | Command::ChangeDetails { .. }
        | Command::MoveLines { .. }
        | Command::Reduce { .. }
        | Command::RemoveReduction { .. }
        | Command::SetServiceCharge { .. }
        | Command::SplitOrder { .. }
        | Command::JoinChecks { .. }
        | Command::TakeTender { .. }
        | Command::AskTender { .. }
        | Command::AskTenderAgain { .. }
        | Command::CancelTender { .. }
        | Command::SettleTender { .. }
        | Command::RefundOrder { .. }
        | Command::CloseOrder { .. }
        | Command::AttachMember { .. }
        | Command::ReprintReceipt { .. }
        | Command::ClearTable { .. }
        | Command::SetAllergies { .. }
        | Command::ChangeMember { .. }
        | Command::ApplyPromotions { .. }
        | Command::TopUp { .. }
        | Command::GiveCoupon { .. }
        | Command::PayOutValue { .. }
        | Command::EnrolMember { .. } => Permission::TakeOrders,
        Command::WithdrawCoupon { .. }
        | Command::EraseMember { .. }
        | Command::AdjustMember { .. }
        | Command::MergeMembers { .. }
        | Command::TakeApart { .. }
        | Command::KeepApart { .. }
        | Command::TransferPoints { .. } => Permission::AdjustMembers,
        Command::FireLines { .. } | Command::ScheduleFire { .. } => Permission::FireCourses,
        Command::VoidLine { .. } | Command::VoidOrder { .. } => Permission::VoidHeld,
        Command::AcknowledgeTickets { .. }
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
        | Command::HandOverOrder { .. }
        | Command::RecallOrder { .. } => Permission::WorkKitchen,
        Command::OpenShift { .. }
        | Command::CloseShift { .. }
        | Command::MoveCash { .. }
        | Command::OpenDrawer { .. }
        | Command::HandOverShift { .. } => Permission::RunShift,
        Command::PrintReport { report } => match report {
            ReportAsked::Shift { .. } => Permission::RunShift,
            ReportAsked::Takings | ReportAsked::Day { .. } => Permission::CloseDay,
        },
        Command::CloseDay { .. } => Permission::CloseDay,
        Command::SetAvailability { .. } => Permission::SetAvailability,
        Command::UpsertItems { .. }
        | Command::EditCatalogue { .. }
        | Command::RevertCatalogue { .. }
        | Command::PublishFloorPlan { .. } => Permission::EditCatalogue,
    }
}

#[expect(clippy::too_many_lines, reason = "a table with one row for each command")]
fn decide_command(state: &State, ask: &Command, ctx: &Context) -> Result<Decision, Rejection> {
    match ask {
        Command::PlaceOrder {
            order_id,
            channel,
            member_id,
            lines,
            fire,
            tenders,
            print_receipt,
            details,
        } => {
            let placing = Placing {
                order_id: *order_id,
                channel: *channel,
                member_id: *member_id,
                lines,
                fire: *fire,
                tenders,
                print_receipt: *print_receipt,
                details,
            };
            order::decide::place(state, &placing, ctx)
        }
        Command::AddLines { order_id, revision, lines, fire } => {
            order::decide::add_lines(state, *order_id, *revision, lines, *fire, ctx)
        }
        Command::ChangeLine { order_id, revision, line } => {
            order::decide::change_line(state, *order_id, *revision, line, ctx)
        }
        Command::ArrangeLines { order_id, revision, line_ids, seat, course } => {
            order::decide::arrange(state, *order_id, *revision, line_ids, *seat, *course, ctx)
        }
        Command::ChangeDetails { order_id, revision, details } => {
            order::decide::change_details(state, *order_id, *revision, details, ctx)
        }
        Command::MoveLines { from, from_revision, to, to_revision, line_ids, open } => {
            let moving = Moving {
                from: (*from, *from_revision),
                to: (*to, *to_revision),
                line_ids,
                open: open.as_ref(),
            };
            order::decide::move_lines(state, &moving, ctx)
        }
        Command::VoidLine { order_id, line_id, reason } => {
            order::decide::void_line(state, *order_id, *line_id, *reason, ctx)
        }
        Command::VoidOrder { order_id, reason } => {
            order::decide::void_order(state, *order_id, *reason, ctx)
        }
        Command::FireLines { order_id, line_ids } => {
            order::decide::fire(state, *order_id, line_ids, ctx)
        }
        Command::ScheduleFire { order_id, line_ids, at } => {
            order::decide::schedule_fire(state, *order_id, line_ids, *at, ctx)
        }
        Command::Reduce { order_id, revision, reduction } => {
            order::decide::reduce(state, *order_id, *revision, reduction, ctx)
        }
        Command::RemoveReduction { order_id, revision, reduction_id } => {
            order::decide::remove_reduction(state, *order_id, *revision, *reduction_id, ctx)
        }
        Command::SetServiceCharge { order_id, revision, ppm } => {
            order::decide::set_service(state, *order_id, *revision, *ppm, ctx)
        }
        Command::SplitOrder { order_id, revision, by } => {
            order::decide::split(state, *order_id, *revision, by, ctx)
        }
        Command::JoinChecks { order_id, revision, check_ids } => {
            order::decide::join(state, *order_id, *revision, check_ids, ctx)
        }
        Command::TakeTender { order_id, check_id, tender, print_receipt } => {
            order::decide::take_tender(state, *order_id, *check_id, tender, *print_receipt, ctx)
        }
        Command::AskTender { order_id, tender_id, .. }
        | Command::AskTenderAgain { order_id, tender_id }
        | Command::CancelTender { order_id, tender_id } => {
            order::decide::by_driver(state, *order_id, *tender_id, ask, ctx)
        }
        Command::SettleTender { order_id, tender_id, taken, reference } => {
            let said = taken.then_some(reference.as_str());
            order::decide::settle_by_hand(state, *order_id, *tender_id, said, ctx)
        }
        Command::RefundOrder {
            order_id,
            revision,
            refund_id,
            lines,
            tenders,
            reason,
            print_receipt,
        } => {
            let refunding = Refunding {
                order_id: *order_id,
                revision: *revision,
                refund_id: *refund_id,
                lines,
                tenders,
                reason: *reason,
                print_receipt: *print_receipt,
            };
            order::decide::refund(state, &refunding, ctx)
        }
        Command::CloseOrder { order_id } => order::decide::close(state, *order_id, ctx),
        Command::AttachMember { order_id, member_id } => {
            order::decide::attach_member(state, *order_id, *member_id, ctx)
        }
        Command::ReprintReceipt { order_id } => order::decide::reprint(state, *order_id, ctx),
        Command::AcknowledgeTickets { tickets, level } => {
            kitchen::decide::acknowledge(state, tickets, *level, ctx)
        }
        Command::BumpTicket { ticket_id, revision } => {
            kitchen::decide::bump(state, *ticket_id, *revision, ctx)
        }
        Command::RecallTicket { ticket_id } => kitchen::decide::recall(state, *ticket_id, ctx),
        Command::BumpLines { ticket_id, revision, line_ids } => {
            kitchen::decide::bump_lines(state, *ticket_id, *revision, line_ids, ctx)
        }
        Command::BumpLinesBack { ticket_id, line_ids } => {
            kitchen::decide::bump_lines_back(state, *ticket_id, line_ids, ctx)
        }
        Command::ConfirmAllergy { ticket_id, line_ids } => {
            kitchen::decide::confirm_allergy(state, *ticket_id, line_ids, ctx)
        }
        Command::RushOrder { order_id, rush } => kitchen::decide::rush(state, *order_id, *rush),
        Command::RemakeLine { ticket_id, line_id, quantity, reason } => {
            kitchen::decide::remake(state, *ticket_id, *line_id, *quantity, *reason, ctx)
        }
        Command::CallFromKitchen { call_id, kind, ticket_id, line_id, words } => {
            kitchen::decide::call(state, *call_id, *kind, (*ticket_id, *line_id), words, ctx)
        }
        Command::AnswerCall { call_id } => kitchen::decide::answer(state, *call_id),
        Command::ReprintChit { ticket_id } => kitchen::decide::reprint_chit(state, *ticket_id, ctx),
        Command::SwitchLayout { layout } => {
            kitchen::decide::switch_layout(state, layout.as_ref(), ctx)
        }
        Command::HandOverOrder { order_id } => kitchen::decide::hand_over(state, *order_id),
        Command::RecallOrder { order_id } => kitchen::decide::recall_order(state, *order_id),
        Command::OpenShift { shift_id, float } => {
            shift::decide::open(state, *shift_id, *float, ctx)
        }
        Command::CloseShift { shift_id, counted, denominations, leave_orders, print } => {
            let closing = Closing {
                shift_id: *shift_id,
                counted: *counted,
                denominations,
                leave_orders: *leave_orders,
                print: *print,
            };
            shift::decide::close(state, &closing, ctx)
        }
        Command::MoveCash { shift_id, movement_id, kind, amount, reason } => {
            let moving = MovingCash {
                shift_id: *shift_id,
                movement_id: *movement_id,
                kind: *kind,
                amount: *amount,
                reason,
            };
            shift::decide::move_cash(state, &moving, ctx)
        }
        Command::OpenDrawer { shift_id } => shift::decide::open_drawer(state, *shift_id, ctx),
        Command::HandOverShift { shift_id, to } => {
            shift::decide::hand_over(state, *shift_id, *to, ctx)
        }
        Command::CloseDay { leave_orders, print } => {
            day::decide::close(state, *leave_orders, *print, ctx)
        }
        Command::PrintReport { report } => day::decide::print(state, *report),
        Command::SetAvailability { item_id, availability } => {
            stock::decide::set(state, *item_id, *availability)
        }
        Command::ClearTable { table } => floor::decide::clear(state, table),
        Command::PublishFloorPlan { plan } => floor::decide::publish(state, plan),
        Command::EnrolMember { member_id, phone, name, consents, came } => {
            let asked = (phone.as_str(), name.as_str(), consents.as_slice(), came);
            member::decide::enrol(state, *member_id, asked, ctx)
        }
        Command::ApplyPromotions { order_id, revision, without } => {
            order::decide::promote(state, *order_id, *revision, without, ctx)
        }
        Command::ChangeMember { member_id, about } => {
            member::decide::change(state, *member_id, about)
        }
        Command::SetAllergies { member_id, allergies, consent } => {
            member::decide::set_allergies(state, *member_id, allergies, *consent)
        }
        Command::EraseMember { member_id } => member::decide::erase(state, *member_id),
        Command::TopUp { member_id, movement_id, amount, paid } => {
            ledger::decide::top_up(state, *member_id, *movement_id, *amount, paid, ctx)
        }
        Command::PayOutValue { member_id, movement_id } => {
            ledger::decide::pay_out(state, *member_id, *movement_id, ctx)
        }
        Command::GiveCoupon { member_id, coupon } => {
            ledger::decide::give_coupon(state, *member_id, coupon, ctx)
        }
        Command::WithdrawCoupon { member_id, coupon_id, why } => {
            ledger::decide::withdraw_coupon(state, *member_id, *coupon_id, *why)
        }
        Command::AdjustMember { member_id, points, gift, why } => {
            ledger::decide::adjust(state, *member_id, *points, *gift, *why)
        }
        Command::MergeMembers { from, into } => member::merging::merge(state, *from, *into),
        Command::KeepApart { one, other } => member::decide::keep_apart(state, *one, *other),
        Command::TakeApart { member_id } => member::merging::take_apart(state, *member_id),
        Command::TransferPoints { from, to, points } => {
            ledger::decide::transfer(state, *from, *to, *points)
        }
        Command::UpsertItems { items } => upsert_items(state, items),
        Command::EditCatalogue { base_version, changes } => {
            edit_catalogue(state, *base_version, changes)
        }
        Command::RevertCatalogue { base_version, version } => {
            revert_catalogue(state, *base_version, *version)
        }
    }
}

fn decide_system(
    state: &State,
    command: &SystemCommand,
    context: &Context,
) -> Result<Decision, Rejection> {
    match command {
        SystemCommand::AddStaff { staff } => {
            let event = Event::StaffChanged { staff_id: staff.id };
            Ok(with_record(event, Record::Staff(staff.clone()), CommandResult::Done))
        }
        SystemCommand::PairDevice { device, token_hash } => {
            let event = Event::DevicePaired {
                device_id: device.id,
                kind: device.kind,
                station: device.station.clone(),
            };
            let record = Record::Device(device.clone(), *token_hash);
            Ok(with_record(event, record, CommandResult::Done))
        }
        SystemCommand::RecordSignIn { staff_id, pin_matches, session_hash } => {
            sign_in(state, *staff_id, *pin_matches, *session_hash, context)
        }
        SystemCommand::SignOut { session_hash } => {
            let staff_id = context.actor.staff_id().ok_or(Rejection::NotSignedIn)?;
            let event = Event::StaffSignedOut { staff_id };
            Ok(with_record(event, Record::SessionEnded(*session_hash), CommandResult::Done))
        }
        SystemCommand::PublishCatalogue { catalogue } => {
            let mut next = catalogue.clone();
            next.version = state.menu.catalogue().version + 1;
            publish(next)
        }
        SystemCommand::GiveApproval { command_id, command_hash } => {
            approve(state, *command_id, *command_hash, context)
        }
        SystemCommand::ResolveTender { order_id, tender_id, outcome } => {
            order::decide::resolve(state, *order_id, *tender_id, outcome, context)
        }
        SystemCommand::ResolveRefund { order_id, refund_id, tender_id, outcome } => {
            let which = (*order_id, *refund_id, *tender_id);
            order::decide::resolve_refund(state, which, outcome, context)
        }
        SystemCommand::LeaveFeedback { order_id, score, words } => {
            order::feedback::leave(state, *order_id, *score, words, context)
        }
        SystemCommand::HandOnCoupon { from, to, coupon_id } => {
            ledger::decide::hand_on_coupon(state, *from, *to, *coupon_id, context)
        }
        SystemCommand::EraseMember { .. }
        | SystemCommand::AdoptMember { .. }
        | SystemCommand::MergeAsTold { .. }
        | SystemCommand::NoteWritten { .. }
        | SystemCommand::NoteElsewhere { .. }
        | SystemCommand::LapsePoints { .. }
        | SystemCommand::TakeLent { .. }
        | SystemCommand::ReturnToHq { .. } => Ok(decide_of_members(state, command, context)),
        SystemCommand::FireDue { order_id } => order::decide::fire_due(state, *order_id, context),
        SystemCommand::NoteUnshown { tickets } => kitchen::decide::unshown(state, tickets, context),
        SystemCommand::SwitchLayout { layout } => {
            kitchen::decide::switch_layout(state, layout.as_ref(), context)
        }
        SystemCommand::SignDay { number, public_key, signature } => {
            day::decide::sign(state, *number, public_key, signature)
        }
        SystemCommand::NoteSignerOutage { number, reason } => {
            day::decide::note_outage(state, *number, reason)
        }
    }
}

/// What the store server asks about members, which is never refused.
#[expect(clippy::wildcard_enum_match_arm, reason = "whoever calls it knows what is about members")]
fn decide_of_members(state: &State, command: &SystemCommand, context: &Context) -> Decision {
    match command {
        SystemCommand::EraseMember { member_id } => member::decide::erase_again(state, *member_id),
        SystemCommand::AdoptMember { record } => ledger::lending::adopt(state, record),
        SystemCommand::MergeAsTold { member_id, into } => {
            member::merging::told(state, *member_id, into.as_ref())
        }
        SystemCommand::NoteWritten { members } => member::letters::note(state, members, context),
        SystemCommand::NoteElsewhere { member_id, elsewhere } => {
            member::elsewhere::note(state, *member_id, elsewhere)
        }
        SystemCommand::LapsePoints { member_id, before } => {
            ledger::decide::lapse_points(state, *member_id, *before)
        }
        SystemCommand::TakeLent { member_id, lendings } => {
            ledger::lending::take(state, *member_id, lendings)
        }
        SystemCommand::ReturnToHq { member_id, beyond_kept } => {
            ledger::lending::give_back(state, *member_id, *beyond_kept)
        }
        _ => unreachable!("not about members"),
    }
}

/// Notes an approval by whoever asks. Whether they may approve that command is looked at when it
/// is asked, because only then it is known what it needs.
fn approve(
    state: &State,
    command_id: CommandId,
    command_hash: Hash,
    context: &Context,
) -> Result<Decision, Rejection> {
    let approver = context.actor.staff_id().ok_or(Rejection::NotSignedIn)?;
    state.staff(approver).ok_or(Rejection::UnknownStaff { staff_id: approver })?;
    not_locked(state, approver, context)?;
    let event = Event::ApprovalGiven { command_id, command_hash, approver };
    Ok(Decision::of(vec![event], CommandResult::Done))
}

fn sign_in(
    state: &State,
    staff_id: StaffId,
    pin_matches: bool,
    session_hash: Hash,
    context: &Context,
) -> Result<Decision, Rejection> {
    state.staff(staff_id).ok_or(Rejection::UnknownStaff { staff_id })?;
    not_locked(state, staff_id, context)?;
    if !pin_matches {
        let event = Event::StaffSignInFailed { staff_id };
        return Ok(Decision::of(vec![event], CommandResult::SignIn { signed_in: false }));
    }
    let record = Record::Session {
        token_hash: session_hash,
        staff_id,
        device_id: context.device,
        expires_at: Timestamp::from_ms(context.now.ms().saturating_add(SESSION_MS_MAX)),
    };
    let event = Event::StaffSignedIn { staff_id };
    Ok(with_record(event, record, CommandResult::SignIn { signed_in: true }))
}

/// Whether somebody's PIN counts at the moment.
fn not_locked(state: &State, staff_id: StaffId, context: &Context) -> Result<(), Rejection> {
    let Some(left) = state.pin_failures(staff_id).locked_for_ms(context.now) else { return Ok(()) };
    let minutes_left = u32::try_from((left + 59_999).div_euclid(60_000)).unwrap_or(u32::MAX);
    Err(Rejection::StaffLocked { minutes_left })
}

fn upsert_items(state: &State, items: &[Item]) -> Result<Decision, Rejection> {
    if items.is_empty() || items.len() > UPSERTED_ITEMS_MAX {
        let most = u32::try_from(UPSERTED_ITEMS_MAX).unwrap_or(u32::MAX);
        return Err(Rejection::BatchTooLarge { most });
    }
    publish(state.menu.catalogue().with_items(items))
}

fn edit_catalogue(
    state: &State,
    base_version: u32,
    changes: &[CatalogueChange],
) -> Result<Decision, Rejection> {
    let now = same_version(state, base_version)?;
    if changes.is_empty() || changes.len() > CATALOGUE_CHANGES_MAX {
        let most = u32::try_from(CATALOGUE_CHANGES_MAX).unwrap_or(u32::MAX);
        return Err(Rejection::BatchTooLarge { most });
    }
    publish(now.with_changes(changes))
}

fn revert_catalogue(state: &State, base_version: u32, version: u32) -> Result<Decision, Rejection> {
    let now = same_version(state, base_version)?;
    let old = state.old_catalogue(version).ok_or(Rejection::UnknownCatalogue { version })?;
    publish(Catalogue { version: now.version + 1, ..old.clone() })
}

fn same_version(state: &State, seen: u32) -> Result<&Catalogue, Rejection> {
    let now = state.menu.catalogue();
    if now.version == seen {
        return Ok(now);
    }
    Err(Rejection::CatalogueChangedMeanwhile { seen, now: now.version })
}

fn publish(catalogue: Catalogue) -> Result<Decision, Rejection> {
    let menu = Menu::new(catalogue).map_err(|problems| Rejection::CatalogueInvalid { problems })?;
    let catalogue = menu.catalogue().clone();
    let version = catalogue.version;
    let event = Event::CatalogueChanged { version };
    let result = CommandResult::Catalogue { version };
    Ok(with_record(event, Record::Catalogue(catalogue), result))
}

fn with_record(event: Event, record: Record, result: CommandResult) -> Decision {
    Decision { events: vec![event], records: vec![record], result }
}
