//! Members: recognised by phone, enrolled with consent, earning points.
//!
//! The record (phone, name) is reference data that can be erased; the journal knows ids only.

pub mod decide;
pub mod evolve;
pub mod numbers;
pub mod scorecard;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::catalogue::Allergen;
use crate::id::{ItemId, MemberId, StaffId};
use crate::ledger::Coupon;
use crate::{BusinessDay, Money, Timestamp, is_default};

/// Characters in a member's name at most.
pub const MEMBER_NAME_CHARS_MAX: usize = 40;

/// What somebody may agree to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum Purpose {
    /// Being recognised and earning points.
    Membership,
    /// Being written to.
    Marketing,
    /// What makes them ill being kept, and shown to whoever takes or cooks their orders.
    Allergies,
}

/// That somebody agreed, and to which wording.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct Consent {
    /// To what.
    pub purpose: Purpose,
    /// The version of the text they saw.
    pub text_version: u32,
}

/// Who a member is. Erasable; never in the journal.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MemberRecord {
    /// Which member.
    pub id: MemberId,
    /// Rises with each change of the record.
    pub version: u32,
    /// In E.164 form: `+` and 7 to 15 digits.
    pub phone: String,
    /// What to call them; may be empty.
    pub name: String,
    /// What they agreed to.
    pub consents: Vec<Consent>,
    /// When they were enrolled.
    pub enrolled_at: Timestamp,
    /// By whom.
    pub enrolled_by: Option<StaffId>,
    /// What makes them ill, as they said it.
    #[serde(default, skip_serializing_if = "is_default")]
    pub allergies: Vec<Allergen>,
    /// The public key of the phone that shows their member page, 64 hexadecimal digits; empty without.
    #[serde(default, skip_serializing_if = "is_default")]
    pub page_key: String,
}

/// What a member has earned, folded from the journal.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Member {
    /// Points to their name; below zero when some were spent whose order was given back.
    pub points: i64,
    /// Orders closed as theirs.
    pub visits: u32,
    /// The business day of the last one.
    pub last_visit: Option<BusinessDay>,
    /// What those orders came to.
    pub spent: Money,
    /// The limited items of the orders closed on the last visit's business day, and how many.
    #[serde(default, skip_serializing_if = "is_default")]
    pub bought: BTreeMap<ItemId, u32>,
    /// Stored value that they paid in. Never below zero.
    #[serde(default, skip_serializing_if = "is_default")]
    pub principal: Money,
    /// Stored value that the store added. Never below zero.
    #[serde(default, skip_serializing_if = "is_default")]
    pub gift: Money,
    /// Coupons that they hold, in the order they came; past ones among them.
    #[serde(default, skip_serializing_if = "is_default")]
    pub coupons: Vec<Coupon>,
    /// The number of the last of HQ's lendings that this store took.
    #[serde(default, skip_serializing_if = "is_default")]
    pub lent: u32,
}

/// Whether a phone is in E.164 form: `+`, then 7 to 15 digits (ITU-T E.164 allows 15 at most).
pub fn is_e164(phone: &str) -> bool {
    phone.strip_prefix('+').is_some_and(|digits| {
        (7..=15).contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_digit())
    })
}

/// A phone with all but its last four digits hidden: `•••• 0123`.
pub fn masked_phone(phone: &str) -> String {
    let last: String = phone.chars().rev().take(4).collect();
    format!("•••• {}", last.chars().rev().collect::<String>())
}

#[cfg(test)]
mod tests;
