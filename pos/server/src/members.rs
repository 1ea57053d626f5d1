//! Looking members up: by their whole number, or by its last four digits.

use domain::BusinessDay;
use domain::catalogue::Menu;
use domain::id::MemberId;
use domain::member::{
    CARD_CHARS, Came, Member, MemberRecord, Purpose, masked_phone, standing, tagging,
};
use domain::order::Order;
use domain::settings::MemberRules;
use journal::{ReadError, StoredEntry, favourites};
use protocol::frames::{
    LedgerLine, MEMBERS_FOUND_MAX, MemberCard, MemberDetail, MemberOrder, MergedMember,
};
use protocol::member_page::MemberCode;

use crate::allowances::{self, Elsewhere};
use crate::frames::Refusal;
use crate::member_codes;
use crate::parts::Parts;
use crate::phone::{WHOLE_DIGITS_MIN, digits};

/// Orders of a member that are looked through for what they like.
const ORDERS_READ: u32 = 30;
/// Orders of a member that are shown.
const ORDERS_SHOWN: usize = 5;
/// Items that are offered as what a member likes.
const FAVOURITES_SHOWN: usize = 6;
/// Lines of a member's ledger that are shown.
const LEDGER_SHOWN: u32 = 100;

/// The members that `typed` finds: a phone, its last four digits, a word of a name, a card, or the code
/// of a member page.
///
/// # Errors
/// The outer: the journal cannot be read. The inner: why what was typed, or scanned, finds nobody.
pub(crate) async fn find(
    parts: &Parts,
    typed: &str,
) -> Result<Result<Vec<MemberCard>, Refusal>, ReadError> {
    let today = today(parts);
    let (rules, menu) = (parts.card.trade.members.clone(), parts.journal.menu());
    let card = move |found| card(found, &rules, &menu, today);
    if let Some(code) = MemberCode::parse(typed) {
        let found = match member_codes::find(parts, &code).await? {
            Ok((record, _)) => by_id(parts, record.id).await?,
            Err(refusal) => return Ok(Err(refusal)),
        };
        return Ok(Ok(found.into_iter().collect()));
    }
    let code = typed.trim().to_owned();
    if CARD_CHARS.contains(&code.len())
        && let Some(found) = parts.journal.read(move |reader| reader.member_by_card(&code)).await?
    {
        return Ok(Ok(vec![card(found)]));
    }
    let most = u32::try_from(MEMBERS_FOUND_MAX).unwrap_or(u32::MAX);
    let digits = digits(typed);
    if digits.is_empty() && !typed.trim().is_empty() {
        let typed = typed.to_owned();
        let found = parts.journal.read(move |reader| reader.members_by_words(&typed, most)).await?;
        return Ok(Ok(found.into_iter().map(card).collect()));
    }
    if digits.len() >= WHOLE_DIGITS_MIN {
        let Some(phone) = parts.phones.e164(typed) else { return Ok(Err(not_digits())) };
        let mut found = by_phone(parts, phone.clone()).await?;
        if found.is_empty()
            && let Some(id) = allowances::adopt(parts, &phone).await
        {
            // By their id: the phone may be one of somebody whom they stand for.
            found.extend(parts.journal.read(move |reader| reader.member_now(id)).await?);
        }
        return Ok(Ok(found.into_iter().map(card).collect()));
    }
    if digits.len() != 4 {
        return Ok(Err(not_digits()));
    }
    let found = parts.journal.read(move |reader| reader.members_by_last4(&digits, most)).await?;
    Ok(Ok(found.into_iter().map(card).collect()))
}

fn not_digits() -> Refusal {
    let message = "this is not a phone number: type all its digits, or its last four";
    Refusal::new("not_digits", message)
}

async fn by_phone(parts: &Parts, phone: String) -> Result<Vec<(MemberRecord, Member)>, ReadError> {
    parts.journal.read(move |reader| reader.members_by_phone(&phone)).await
}

/// One member's card, if there is such a member.
///
/// # Errors
/// The journal cannot be read.
pub(crate) async fn by_id(parts: &Parts, id: MemberId) -> Result<Option<MemberCard>, ReadError> {
    let found = parts.journal.read(move |reader| reader.member_now(id)).await?;
    Ok(found
        .map(|found| card(found, &parts.card.trade.members, &parts.journal.menu(), today(parts))))
}

/// What is kept of a member: their card, what they like, their last orders and their ledger. With
/// `bring` what they own in other stores is brought here first.
///
/// # Errors
/// The journal cannot be read.
pub(crate) async fn detail(
    parts: &Parts,
    id: MemberId,
    bring: bool,
) -> Result<Option<MemberDetail>, ReadError> {
    let Elsewhere { held, hq_away } = allowances::bring(parts, id, bring).await?;
    let today = today(parts);
    let (rules, menu) = (parts.card.trade.members.clone(), parts.journal.menu());
    let detail = move |reader: &journal::Reader<'_>| {
        let Some(found) = reader.member_now(id)? else { return Ok(None) };
        let (id, enrolled_at) = (found.0.id, found.0.enrolled_at);
        let came = came(&found.0);
        let merged = reader.merged_into(&found.1)?;
        let orders = reader.orders_of_member(id, ORDERS_READ)?;
        let shown = orders.iter().take(ORDERS_SHOWN).map(order_of);
        Ok(Some(MemberDetail {
            card: card(found, &rules, &menu, today),
            favourites: favourites(&orders, FAVOURITES_SHOWN),
            orders: shown.collect(),
            ledger: reader.ledger(id, LEDGER_SHOWN)?.into_iter().map(ledger_line).collect(),
            elsewhere: held,
            hq_away,
            enrolled_at,
            came,
            merged: merged.into_iter().map(|(record, _)| merged_member(record)).collect(),
        }))
    };
    parts.journal.read(detail).await
}

pub(crate) fn today(parts: &Parts) -> BusinessDay {
    BusinessDay::of(parts.clock.now(), parts.time_zone, parts.day_cut_off_minutes)
}

/// An order as a member's card shows it.
pub(crate) fn order_of(order: &Order) -> MemberOrder {
    MemberOrder {
        order_id: order.id,
        business_day: order.business_day,
        number: order.spoken_number(),
        total: order.totals.total,
        lines: order.lines.iter().filter(|line| !line.is_voided()).cloned().collect(),
    }
}

fn came(record: &MemberRecord) -> Came {
    let MemberRecord { enrolled_by: brought_by, source, campaign, .. } = record.clone();
    Came { brought_by, source, campaign }
}

fn merged_member(record: MemberRecord) -> MergedMember {
    let phone_masked = masked_phone(&record.phone);
    MergedMember { id: record.id, name: record.name, phone_masked }
}

/// A line of a ledger as a member's card shows it.
pub(crate) fn ledger_line(stored: StoredEntry) -> LedgerLine {
    LedgerLine { at: stored.at, staff_id: stored.staff_id, entry: stored.entry }
}

pub(crate) fn card(
    (record, earned): (MemberRecord, Member),
    rules: &MemberRules,
    menu: &Menu,
    today: BusinessDay,
) -> MemberCard {
    let tier = standing::tier(rules, &earned, today).map(|tier| tier.names.clone());
    let stage = standing::stage(rules, &earned, today);
    let by_rule = tagging::by_rule(rules, |id| menu.item(id), &record, &earned, today);
    let tags_by_rule = by_rule.into_iter().map(ToOwned::to_owned).collect();
    let (keeps_allergies, marketing) =
        (record.agrees(Purpose::Allergies), record.agrees(Purpose::Marketing));
    let enrolled = BusinessDay::of(record.enrolled_at, chrono_tz::UTC, 0);
    let points_until = standing::points_until(rules, &earned, enrolled);
    let (visits, last_visit) = (earned.visits_anywhere(), earned.last_visit_anywhere());
    let coupons = earned.coupons.into_iter().filter(|coupon| coupon.last_day >= today);
    MemberCard {
        id: record.id,
        phone_masked: masked_phone(&record.phone),
        name: record.name,
        points: earned.points,
        points_until,
        principal: earned.principal,
        gift: earned.gift,
        coupons: coupons.collect(),
        owed_coupons: earned.owed_coupons,
        visits,
        last_visit,
        allergies: record.allergies,
        keeps_allergies,
        tier,
        tags: record.tags,
        tags_by_rule,
        cards: record.cards,
        has_birthday: record.birthday.is_some_and(|birthday| birthday.days_from(today) == 0),
        birthday: record.birthday,
        marketing,
        stage,
    }
}
