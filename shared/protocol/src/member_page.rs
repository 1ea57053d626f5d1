//! The member page: what a member's own phone shows and proves.
//!
//! The phone's browser holds an Ed25519 key that never leaves it; HQ and the stores know its public
//! half ([`domain::member::MemberRecord::page_key`]). With it the page signs a **code** each minute,
//! which any store verifies by itself, a **coupon code** for each coupon that is shown or given away, and
//! every question it asks of HQ.

use domain::id::{CouponId, MemberId};
use domain::ledger::Coupon;
use domain::member::{Consent, MemberRecord};
use domain::{Money, Timestamp};
use ed25519_dalek::{Signature, VerifyingKey};
use serde::{Deserialize, Serialize};
use ts_rs::TS;
use uuid::Uuid;

use crate::hq::HqMemberLine;

/// What a member's code begins with, so that no scanner takes it for goods.
pub const CODE_PREFIX: &str = "CM1";
/// What the code of a coupon begins with.
pub const COUPON_PREFIX: &str = "CC1";
/// Minutes by which the phone's clock may differ from the store's.
pub const CODE_MINUTES_OFF: i64 = 2;
/// Bytes of a coupon's code: the member's id, the coupon's, its worth, the least that an order comes to,
/// its last day as `20261130`, the signature.
const COUPON_CODE_BYTES: usize = 16 + 16 + 8 + 8 + 4 + 64;
/// Milliseconds by which it may differ from HQ's when it asks something.
pub const PAGE_CLOCK_OFF_MS: i64 = 5 * 60 * 1000;
/// Bytes of a code: the member's id, the minute, the signature.
const CODE_BYTES: usize = 16 + 4 + 64;
const MINUTE_MS: i64 = 60_000;

/// A code that a member's phone shows: [`CODE_PREFIX`] and 168 hexadecimal digits, so that a scanner
/// types it on any keyboard.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MemberCode {
    /// Whose.
    pub member_id: MemberId,
    /// Which minute since 1970 UTC, by the phone's clock.
    pub minute: u32,
    signature: [u8; 64],
}

impl MemberCode {
    /// Reads a code; `None` when this is none.
    pub fn parse(text: &str) -> Option<Self> {
        let bytes: [u8; CODE_BYTES] = bytes(text.trim().strip_prefix(CODE_PREFIX)?)?;
        let (id, rest) = bytes.split_first_chunk::<16>()?;
        let (minute, signature) = rest.split_first_chunk::<4>()?;
        let member_id = MemberId::from_uuid(Uuid::from_bytes(*id));
        let minute = u32::from_be_bytes(*minute);
        Some(Self { member_id, minute, signature: signature.try_into().ok()? })
    }

    /// Whether it is of now, give or take [`CODE_MINUTES_OFF`].
    pub fn is_of(&self, now: Timestamp) -> bool {
        let now = now.ms().div_euclid(MINUTE_MS);
        (i64::from(self.minute) - now).abs() <= CODE_MINUTES_OFF
    }

    /// Whether the phone with this public key, as hexadecimal digits, made it.
    pub fn is_signed_by(&self, public_key: &str) -> bool {
        verifies(public_key, code_message(self.member_id, self.minute).as_bytes(), &self.signature)
    }
}

/// What a phone signs for the code of a minute.
pub fn code_message(member_id: MemberId, minute: u32) -> String {
    format!("comanda member code 1\n{member_id}\n{minute}")
}

/// The code of a coupon: [`COUPON_PREFIX`] and 232 hexadecimal digits. Whoever shows it may use the
/// coupon: its member, or whom they gave it to. It holds for as long as the coupon does, which pays once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CouponCode {
    /// Whose coupon it is.
    pub member_id: MemberId,
    /// Which, as their phone knows it; without its campaign.
    pub coupon: Coupon,
    signature: [u8; 64],
}

impl CouponCode {
    /// Reads a code; `None` when this is none.
    pub fn parse(text: &str) -> Option<Self> {
        let bytes: [u8; COUPON_CODE_BYTES] = bytes(text.trim().strip_prefix(COUPON_PREFIX)?)?;
        let (member, rest) = bytes.split_first_chunk::<16>()?;
        let (coupon, rest) = rest.split_first_chunk::<16>()?;
        let (worth, rest) = rest.split_first_chunk::<8>()?;
        let (least, rest) = rest.split_first_chunk::<8>()?;
        let (last_day, signature) = rest.split_first_chunk::<4>()?;
        let money = |bytes: &[u8; 8]| Some(Money::from_minor(i64::from_be_bytes(*bytes)));
        let last_day = u32::from_be_bytes(*last_day);
        let (year, month, day) = (last_day / 10_000, last_day / 100 % 100, last_day % 100);
        let coupon = Coupon {
            id: CouponId::from_uuid(Uuid::from_bytes(*coupon)),
            worth: money(worth)?,
            least: money(least)?,
            last_day: format!("{year:04}-{month:02}-{day:02}").parse().ok()?,
            campaign: None,
        };
        let member_id = MemberId::from_uuid(Uuid::from_bytes(*member));
        Some(Self { member_id, coupon, signature: signature.try_into().ok()? })
    }

    /// Whether the phone with this public key, as hexadecimal digits, made it.
    pub fn is_signed_by(&self, public_key: &str) -> bool {
        let message = coupon_message(self.member_id, &self.coupon);
        verifies(public_key, message.as_bytes(), &self.signature)
    }
}

/// What a phone signs for the code of a coupon.
pub fn coupon_message(member_id: MemberId, coupon: &Coupon) -> String {
    let Coupon { id, worth, least, last_day, .. } = coupon;
    let (worth, least) = (worth.minor(), least.minor());
    format!("comanda coupon code 1\n{member_id}\n{id}\n{worth}\n{least}\n{last_day}")
}

/// What a phone signs to ask something of HQ: `me`, `own`, `close`, `coupon` or `share`, at its own time.
pub fn page_message(what: &str, member_id: MemberId, at: Timestamp) -> String {
    format!("comanda member page 1\n{what}\n{member_id}\n{}", at.ms())
}

/// Whether this is a public key that can verify anything: 64 hexadecimal digits of a point.
pub fn is_public_key(public_key: &str) -> bool {
    bytes::<32>(public_key).is_some_and(|bytes| VerifyingKey::from_bytes(&bytes).is_ok())
}

fn verifies(public_key: &str, message: &[u8], signature: &[u8; 64]) -> bool {
    let key = bytes::<32>(public_key).and_then(|bytes| VerifyingKey::from_bytes(&bytes).ok());
    // Strict: a signature that can be bent into another one counts for nothing.
    key.is_some_and(|key| key.verify_strict(message, &Signature::from_bytes(signature)).is_ok())
}

/// Reads hexadecimal digits, exactly as many as the bytes take.
fn bytes<const N: usize>(digits: &str) -> Option<[u8; N]> {
    if digits.len() != 2 * N || !digits.bytes().all(|digit| digit.is_ascii_hexdigit()) {
        return None;
    }
    let mut bytes = [0; N];
    for (at, byte) in bytes.iter_mut().enumerate() {
        *byte = u8::from_str_radix(digits.get(2 * at..2 * at + 2)?, 16).ok()?;
    }
    Some(bytes)
}

/// `POST /m/api/claim`: a phone takes an invitation and says its public key.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct PageClaim {
    /// What stood in the address.
    pub claim: String,
    /// 64 hexadecimal digits.
    pub public_key: String,
}

/// Whose page it is now.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct PageClaimed {
    /// Whose.
    pub member_id: MemberId,
}

/// `POST /m/api/me`, `/m/api/own` and `/m/api/close`: what a page asks, signed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct PageAsk {
    /// Whose page.
    pub member_id: MemberId,
    /// When, by the phone's clock.
    pub at: Timestamp,
    /// 128 hexadecimal digits over [`page_message`].
    pub signature: String,
}

/// `POST /m/api/coupon`: a member looks at a coupon of theirs; `POST /m/api/share`: they give it away.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct CouponLook {
    /// Which coupon.
    pub coupon_id: CouponId,
    /// Signed for `coupon` or `share`.
    pub ask: PageAsk,
}

impl PageAsk {
    /// Whether its time is close to HQ's.
    pub fn is_of(&self, now: Timestamp) -> bool {
        self.at.ms().abs_diff(now.ms()) <= PAGE_CLOCK_OFF_MS.unsigned_abs()
    }

    /// Whether the phone with this public key asks `what`.
    pub fn is_signed_by(&self, what: &str, public_key: &str) -> bool {
        let message = page_message(what, self.member_id, self.at);
        bytes::<64>(&self.signature)
            .is_some_and(|signature| verifies(public_key, message.as_bytes(), &signature))
    }
}

/// What a member sees of themselves.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct MemberPage {
    /// HQ's clock, for the codes of a phone whose clock is wrong.
    pub server_utc_ms: Timestamp,
    /// What to call them; may be empty.
    pub name: String,
    /// Their own number.
    pub phone: String,
    /// Points, over all stores.
    #[ts(type = "number")]
    pub points: i64,
    /// Stored value that they paid in.
    pub principal: Money,
    /// Stored value that was given to them.
    pub gift: Money,
    /// Coupons, past ones among them.
    pub coupons: Vec<Coupon>,
    /// What they agreed to.
    pub consents: Vec<Consent>,
    /// When they were enrolled.
    pub enrolled_at: Timestamp,
    /// Their ledger over all stores, the latest first.
    pub ledger: Vec<HqMemberLine>,
    /// The orders that they paid, in all stores, the latest first.
    pub orders: Vec<PageOrder>,
    /// The stores that occur, for their names and money.
    pub stores: Vec<PageStore>,
}

/// An order that a member paid.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct PageOrder {
    /// Where.
    pub store_id: domain::id::StoreId,
    /// The number that was called.
    pub number: u32,
    /// When.
    pub paid_at: Timestamp,
    /// What it came to.
    pub total: Money,
    /// What was given back of that.
    pub refunded: Money,
    /// What it was, each thing once.
    pub bought: Vec<PageBought>,
}

/// Something in an order.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct PageBought {
    /// As the stores call it now; `None` for what none of them sells any more.
    pub names: Option<domain::Names>,
    /// How many; 1 of what is weighed.
    pub units: u32,
}

/// Lines of a ledger, and orders, in an [`OwnData`] at most: the latest.
pub const OWN_DATA_MAX: usize = 10_000;

/// `POST /m/api/own`: everything that HQ keeps of a member.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct OwnData {
    /// What their page shows, with the whole of their ledger and all of their orders.
    pub page: MemberPage,
    /// Who they are, as stores wrote it down; with the memberships that turned out to be theirs too.
    pub records: Vec<MemberRecord>,
}

/// A store as a member's page names it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct PageStore {
    /// Which.
    pub id: domain::id::StoreId,
    /// What it is called.
    pub names: domain::Names,
    /// ISO 4217 code of its money.
    pub currency: String,
    /// Decimal places of that.
    pub currency_exponent: u32,
    /// IANA name of its zone.
    pub time_zone: String,
}

#[cfg(test)]
mod tests {
    use super::*;
    use ed25519_dalek::{Signer, SigningKey};
    use std::fmt::Write as _;

    const NOON: Timestamp = Timestamp::from_ms(1_795_262_400_000);

    fn hex(bytes: &[u8]) -> String {
        bytes.iter().fold(String::new(), |mut text, byte| {
            write!(text, "{byte:02X}").unwrap();
            text
        })
    }

    fn ann() -> MemberId {
        MemberId::from_uuid(Uuid::from_u128(7))
    }

    fn code(key: &SigningKey, minute: u32) -> String {
        let signature = key.sign(code_message(ann(), minute).as_bytes()).to_bytes();
        let minute = minute.to_be_bytes();
        format!("{CODE_PREFIX}{}{}{}", hex(ann().as_bytes()), hex(&minute), hex(&signature))
    }

    #[test]
    fn a_code_is_of_its_minute_and_of_one_phone() {
        let (phone, other) = (SigningKey::from_bytes(&[1; 32]), SigningKey::from_bytes(&[2; 32]));
        let key = |phone: &SigningKey| hex(phone.verifying_key().as_bytes());
        let now = u32::try_from(NOON.ms() / MINUTE_MS).unwrap();
        let shown = MemberCode::parse(&code(&phone, now)).unwrap();
        assert_eq!((shown.member_id, shown.minute), (ann(), now));
        assert!(shown.is_of(NOON) && shown.is_signed_by(&key(&phone)));
        assert!(shown.is_signed_by(&key(&phone).to_lowercase()));
        assert!(!shown.is_signed_by(&key(&other)) && !shown.is_signed_by("no key"));
        for (minute, fits) in [(now - 3, false), (now - 2, true), (now + 2, true), (now + 3, false)]
        {
            assert_eq!(MemberCode::parse(&code(&phone, minute)).unwrap().is_of(NOON), fits);
        }
        let mut forged = shown;
        forged.minute += 1;
        assert!(!forged.is_signed_by(&key(&phone)));
    }

    #[test]
    fn what_is_no_code_is_read_as_none() {
        let good = code(&SigningKey::from_bytes(&[1; 32]), 1);
        let short = &good[..good.len() - 1];
        let strange = good.replace('0', "é");
        for text in
            ["", "CM1", "5012345678900", "CM2", short, &format!("{good}0"), &strange, "CM1+F"]
        {
            assert_eq!(MemberCode::parse(text), None, "{text}");
        }
    }

    #[test]
    fn the_code_of_a_coupon_says_which_it_is_and_is_its_members_only() {
        let phone = SigningKey::from_bytes(&[1; 32]);
        let key = hex(phone.verifying_key().as_bytes());
        let coupon = Coupon {
            id: CouponId::from_uuid(Uuid::from_u128(9)),
            worth: Money::from_minor(500),
            least: Money::from_minor(2_000),
            last_day: "2026-11-30".parse().unwrap(),
            campaign: None,
        };
        let signature = phone.sign(coupon_message(ann(), &coupon).as_bytes()).to_bytes();
        let text = |worth: u64, day: u32| {
            format!(
                "CC1{}{}{worth:016x}{:016x}{day:08x}{}",
                hex(ann().as_bytes()),
                hex(coupon.id.as_bytes()),
                2_000,
                hex(&signature)
            )
        };
        let read = CouponCode::parse(&text(500, 20_261_130)).unwrap();
        assert_eq!((read.member_id, &read.coupon), (ann(), &coupon));
        assert!(read.is_signed_by(&key) && !read.is_signed_by(&key.replace('1', "2")));
        let dearer = CouponCode::parse(&text(501, 20_261_130)).unwrap();
        assert!(!dearer.is_signed_by(&key), "a worth that was written over");
        let later = CouponCode::parse(&text(500, 20_271_130)).unwrap();
        assert!(!later.is_signed_by(&key), "a day that was written over");
        assert_eq!(CouponCode::parse(&text(500, 20_261_131)), None, "there is no such day");
        assert_eq!(CouponCode::parse(&text(500, 20_261_130).replace("CC1", "CM1")), None);
        assert_eq!(CouponCode::parse("CC1"), None);
    }

    #[test]
    fn a_question_counts_for_what_it_asks_and_when() {
        let phone = SigningKey::from_bytes(&[1; 32]);
        let key = hex(phone.verifying_key().as_bytes());
        let signature = hex(&phone.sign(page_message("me", ann(), NOON).as_bytes()).to_bytes());
        let ask = PageAsk { member_id: ann(), at: NOON, signature };
        assert!(ask.is_signed_by("me", &key) && !ask.is_signed_by("close", &key));
        assert!(
            ask.is_of(NOON) && !ask.is_of(Timestamp::from_ms(NOON.ms() + PAGE_CLOCK_OFF_MS + 1))
        );
        let later = PageAsk { at: Timestamp::from_ms(NOON.ms() + 1), ..ask };
        assert!(!later.is_signed_by("me", &key));
        assert!(is_public_key(&key) && !is_public_key(&key[1..]));
    }
}
