//! Coupons that phones show: verified here, and brought here, for whoever uses them.

use domain::SystemCommand;
use domain::id::MemberId;
use domain::ledger::Coupon;
use domain::member::{Member, MemberRecord};
use journal::ReadError;
use protocol::frames::MemberCard;
use protocol::member_page::CouponCode;

use crate::allowances;
use crate::frames::Refusal;
use crate::members;
use crate::own_ask::{Noted, Who, note_by};
use crate::parts::Parts;

/// A coupon that may be used: whose it is now, and the coupon when it does not lie here.
#[derive(Debug)]
pub(crate) struct Shown {
    /// Its member's card.
    pub(crate) card: MemberCard,
    /// The coupon, to be taken at the owner's risk.
    pub(crate) at_risk: Option<Coupon>,
}

/// Makes a coupon that was scanned usable for the member whose order it is. One that somebody else gave
/// away becomes theirs; one that lies elsewhere is brought here, and while HQ is away it is at the owner's
/// risk, if it is their own.
///
/// # Errors
/// The outer: the journal cannot be read. The inner: why it cannot be used.
pub(crate) async fn show(
    parts: &Parts,
    who: Who,
    member_id: MemberId,
    code: &str,
) -> Result<Result<Shown, Refusal>, ReadError> {
    let Some(code) = CouponCode::parse(code) else { return Ok(Err(unreadable())) };
    if code.coupon.last_day < members::today(parts) {
        return Ok(Err(expired(&code.coupon)));
    }
    if !is_genuine(parts, &code).await? {
        return Ok(Err(forged()));
    }
    let Some(user) = standing(parts, member_id).await? else { return Ok(Err(unknown())) };
    let Some(mut owner) = standing(parts, code.member_id).await? else { return Ok(Err(unknown())) };
    let held = |owner: &Member| owner.coupons.iter().any(|held| held.id == code.coupon.id);
    let mut hq_away = false;
    if !held(&owner.1) {
        hq_away = allowances::bring(parts, owner.0.id, true).await?.hq_away;
        owner = standing(parts, owner.0.id).await?.unwrap_or(owner);
    }
    let (from, to) = (owner.0.id, user.0.id);
    let mut at_risk = None;
    if !held(&owner.1) {
        match lies_elsewhere(parts, &code, from, to, hq_away).await? {
            Ok(coupon) => at_risk = Some(coupon),
            Err(refusal) => return Ok(Err(refusal)),
        }
    } else if from != to {
        let handing = SystemCommand::HandOnCoupon { from, to, coupon_id: code.coupon.id };
        if note_by(parts, who, handing).await != Noted::Accepted {
            return Ok(Err(gone()));
        }
    }
    let card = members::by_id(parts, to).await?;
    Ok(card.map(|card| Shown { card, at_risk }).ok_or_else(unknown))
}

/// Whether the phone of the coupon's member made the code, as this store knows that phone, or HQ does.
async fn is_genuine(parts: &Parts, code: &CouponCode) -> Result<bool, ReadError> {
    let id = code.member_id;
    for looked_up in [false, true] {
        if looked_up && !allowances::look_up(parts, id).await {
            return Ok(false);
        }
        let known = parts.journal.read(move |reader| reader.member(id)).await?;
        if known.is_some_and(|(record, _)| code.is_signed_by(&record.page_key)) {
            return Ok(true);
        }
    }
    Ok(false)
}

/// What becomes of a coupon that does not lie here.
async fn lies_elsewhere(
    parts: &Parts,
    code: &CouponCode,
    owner: MemberId,
    user: MemberId,
    hq_away: bool,
) -> Result<Result<Coupon, Refusal>, ReadError> {
    let coupon_id = code.coupon.id;
    let ids = [code.member_id, owner];
    let used = parts.journal.read(move |reader| {
        ids.into_iter()
            .try_fold(false, |used, id| Ok(used || reader.coupon_is_used(id, coupon_id)?))
    });
    if used.await? {
        return Ok(Err(used_here()));
    }
    if !hq_away {
        return Ok(Err(gone()));
    }
    let risks = parts.card.trade.members.risk_coupons > domain::Money::ZERO;
    let own = owner == user && risks;
    Ok(if own { Ok(code.coupon.clone()) } else { Err(elsewhere()) })
}

async fn standing(
    parts: &Parts,
    id: MemberId,
) -> Result<Option<(MemberRecord, Member)>, ReadError> {
    parts.journal.read(move |reader| reader.member_now(id)).await
}

fn unreadable() -> Refusal {
    let message =
        "this is not the whole code of a coupon: have the guest open the coupon again, and scan it";
    Refusal::new("coupon_unreadable", message)
}

fn expired(coupon: &Coupon) -> Refusal {
    let message =
        format!("this coupon was good until {}: it is not taken any more", coupon.last_day);
    Refusal::new("coupon_expired", message)
}

fn forged() -> Refusal {
    let message = "no phone that this store knows made this code: have the guest open their own page, and scan the coupon there";
    Refusal::new("coupon_forged", message)
}

fn unknown() -> Refusal {
    let message = "this store does not know the member: find them by their phone number, then scan the coupon again";
    Refusal::new("coupon_of_nobody", message)
}

fn used_here() -> Refusal {
    let message = "this coupon was used in this store before: it pays for one order only";
    Refusal::new("coupon_used_here", message)
}

fn gone() -> Refusal {
    let message = "this coupon was used, taken back or given to somebody else: have the guest open their page again";
    Refusal::new("coupon_gone", message)
}

fn elsewhere() -> Refusal {
    let message =
        "this coupon lies in another store, and HQ cannot be asked for it: take it another time";
    Refusal::new("coupon_elsewhere", message)
}
