//! Which members may be one person: proposed to people, who decide.
//!
//! Two of three agree: the name, the birthday, and all digits of the phone but one, or but two
//! neighbours that changed places. Or one card stands for both, which two stores gave it while they could
//! not hear of each other. Equal phones need no proposal: HQ finds those by itself. A name alone is no
//! sign: half a town is called Wang Wei.

use std::hash::{DefaultHasher, Hash, Hasher};

use serde::{Deserialize, Serialize};

use super::{Birthday, MemberRecord};
use crate::id::MemberId;

/// Members that agree in something are compared with each other up to so many; more of them agree by
/// accident.
const AGREEING_MAX: usize = 64;
/// Characters of a phone at most: a plus and fifteen digits.
const PHONE_CHARS_MAX: usize = 16;

/// What two members agree in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum Alike {
    /// The same card or wallet.
    Card,
    /// The same name, and phones like one mistyped as the other.
    NameAndPhone,
    /// The same name and birthday.
    NameAndBirthday,
    /// The same birthday, and phones like one mistyped as the other.
    BirthdayAndPhone,
}

/// What two records agree in, if it is enough.
pub fn alike(one: &MemberRecord, other: &MemberRecord) -> Option<Alike> {
    if one.id == other.id || one.unlike.contains(&other.id) || other.unlike.contains(&one.id) {
        return None;
    }
    Signs::of(one).alike(&Signs::of(other))
}

/// Whether one digit differs, or two neighbours changed places.
fn is_mistyped(one: &[u8], other: &[u8]) -> bool {
    if one.len() != other.len() {
        return false;
    }
    let mut differ = one.iter().zip(other).enumerate().filter(|(_, (a, b))| a != b);
    match (differ.next(), differ.next(), differ.next()) {
        (Some(_), None, None) => true,
        (Some((at, (a, b))), Some((next, (c, d))), None) => next == at + 1 && a == d && b == c,
        _ => false,
    }
}

/// A name without spaces and capitals.
fn plain(name: &str) -> String {
    name.chars().filter(|char| !char.is_whitespace()).flat_map(char::to_lowercase).collect()
}

/// What of a record is compared, as small as a million of them should be.
#[derive(Debug)]
struct Signs {
    /// A hash of the name; none without one.
    name: Option<u64>,
    birthday: Option<Birthday>,
    /// As written, in E.164 form, with zeros behind it.
    phone: [u8; PHONE_CHARS_MAX],
    phone_chars: u8,
    /// Hashes of their cards.
    cards: Box<[u64]>,
}

impl Signs {
    fn of(record: &MemberRecord) -> Self {
        let name = plain(&record.name);
        let mut phone = [0; PHONE_CHARS_MAX];
        let mut phone_chars = 0;
        for (place, byte) in phone.iter_mut().zip(record.phone.bytes()) {
            *place = byte;
            phone_chars += 1;
        }
        let name = (!name.is_empty()).then(|| hash(&name));
        let cards = record.cards.iter().map(hash).collect();
        Self { name, birthday: record.birthday, phone, phone_chars, cards }
    }

    fn phone(&self) -> &[u8] {
        self.phone.get(..usize::from(self.phone_chars)).unwrap_or_default()
    }

    fn alike(&self, other: &Self) -> Option<Alike> {
        if self.cards.iter().any(|card| other.cards.contains(card)) {
            return Some(Alike::Card);
        }
        let name = self.name.is_some() && self.name == other.name;
        let birthday = self.birthday.is_some() && self.birthday == other.birthday;
        match (name, birthday, is_mistyped(self.phone(), other.phone())) {
            (true, _, true) => Some(Alike::NameAndPhone),
            (true, true, false) => Some(Alike::NameAndBirthday),
            (false, true, true) => Some(Alike::BirthdayAndPhone),
            (true, false, false) | (false, _, _) => None,
        }
    }
}

fn hash(value: &impl Hash) -> u64 {
    let mut hasher = DefaultHasher::new();
    value.hash(&mut hasher);
    hasher.finish()
}

/// Finds, in one pass over all members, those who are alike; about 150 bytes of memory for each.
#[derive(Debug, Default)]
pub struct Candidates {
    members: Vec<(MemberId, Signs)>,
    /// What members may agree in, hashed, with the place of the member in `members`.
    agree: Vec<(u64, u32)>,
}

impl Candidates {
    /// Takes a member into account.
    pub fn add(&mut self, record: &MemberRecord) {
        let Ok(place) = u32::try_from(self.members.len()) else { return };
        let signs = Signs::of(record);
        // Where one digit differs, either the last four are the same or all before them; the same goes
        // for two neighbours that changed places, unless they stand on both sides.
        let phone = signs.phone();
        let (head, tail) = phone.split_at(phone.len().saturating_sub(4));
        let birthday = signs.birthday.map(|day| (day.month, day.day));
        if birthday.is_some() {
            self.agree.extend(
                [hash(&(0, birthday, head)), hash(&(1, birthday, tail))].map(|sign| (sign, place)),
            );
        }
        if let Some(name) = signs.name {
            self.agree
                .extend([hash(&(2, name, head)), hash(&(3, name, tail))].map(|sign| (sign, place)));
            self.agree.extend(birthday.map(|birthday| (hash(&(4, name, birthday)), place)));
        }
        self.agree.extend(signs.cards.iter().map(|card| (hash(&(5, card)), place)));
        self.members.push((record.id, signs));
    }

    /// Pairs that are alike, each once and at most `most`; people may have said that they are not one,
    /// which [`alike`] knows.
    pub fn pairs(mut self, most: usize) -> Vec<(MemberId, MemberId)> {
        self.agree.sort_unstable();
        let mut pairs = Vec::new();
        for group in self.agree.chunk_by(|(one, _), (other, _)| one == other) {
            if !(2..=AGREEING_MAX).contains(&group.len()) {
                continue;
            }
            for (at, (_, one)) in group.iter().enumerate() {
                let others = group.iter().skip(at + 1).map(|(_, other)| (*one, *other));
                pairs.extend(others.filter(|pair| self.is_alike(*pair)));
            }
        }
        pairs.sort_unstable();
        pairs.dedup();
        let id = |place: u32| self.at(place).map(|(id, _)| *id);
        let found = pairs.into_iter().filter_map(|(one, other)| Some((id(one)?, id(other)?)));
        found.take(most).collect()
    }

    fn at(&self, place: u32) -> Option<&(MemberId, Signs)> {
        usize::try_from(place).ok().and_then(|at| self.members.get(at))
    }

    fn is_alike(&self, (one, other): (u32, u32)) -> bool {
        let both = self.at(one).zip(self.at(other));
        both.is_some_and(|((_, one), (_, other))| one.alike(other).is_some())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::shop::{NOON, member};

    fn record(id: u128, name: &str, phone: &str, birthday: Option<(u8, u8)>) -> MemberRecord {
        MemberRecord {
            name: name.into(),
            birthday: birthday.map(|(month, day)| Birthday { month, day }),
            ..MemberRecord::new(member(id), phone, NOON)
        }
    }

    fn found(records: &[MemberRecord]) -> Vec<(MemberId, MemberId)> {
        let mut candidates = Candidates::default();
        for record in records {
            candidates.add(record);
        }
        candidates.pairs(100)
    }

    #[test]
    fn two_of_name_birthday_and_a_mistyped_phone_make_a_proposal_and_one_alone_does_not() {
        let mei = record(1, "Mei Li", "+447700900123", Some((5, 17)));
        let other = |name, phone, birthday| record(2, name, phone, birthday);
        for (second, why) in [
            (other("mei  LI", "+447700900173", None), Some(Alike::NameAndPhone)),
            (other("Mei Li", "+447700900132", None), Some(Alike::NameAndPhone)),
            (other("Mei Li", "+447711900123", Some((5, 17))), Some(Alike::NameAndBirthday)),
            (other("M. Li", "+447700800123", Some((5, 17))), Some(Alike::BirthdayAndPhone)),
            (other("", "+447700900124", Some((5, 17))), Some(Alike::BirthdayAndPhone)),
            (other("Mei Li", "+8613900000000", Some((5, 18))), None),
            (other("Mei Li", "+447700900321", None), None),
            (other("Ann", "+447700900124", None), None),
            (other("Ann", "+447711900124", Some((5, 17))), None),
            (other("Mei Li", "+44770090012", None), None),
        ] {
            assert_eq!(alike(&mei, &second), why, "{second:?}");
            let proposed = found(&[mei.clone(), second.clone()]);
            let pair = why.map(|_| (member(1), member(2)));
            assert_eq!(proposed, Vec::from_iter(pair), "{second:?}");
        }
    }

    #[test]
    fn two_who_have_one_card_are_proposed_whatever_else_they_are_called() {
        let with = |id, name, phone, card: &str| MemberRecord {
            cards: vec![card.to_owned()],
            ..record(id, name, phone, None)
        };
        let mei = with(1, "Mei Li", "+447700900123", "W-7");
        let same = with(2, "", "+8613900000000", "W-7");
        let other = with(3, "", "+8613900000001", "W-8");
        assert_eq!(alike(&mei, &same), Some(Alike::Card));
        assert_eq!(alike(&mei, &other), None);
        assert_eq!(found(&[mei, same, other]), [(member(1), member(2))]);
    }

    #[test]
    fn members_without_a_name_are_not_alike_for_having_none() {
        let nobody = record(1, "", "+447700900123", None);
        let other = record(2, " ", "+447700900124", None);
        assert_eq!(alike(&nobody, &other), None);
        assert_eq!(found(&[nobody, other]), []);
    }

    #[test]
    fn who_was_said_to_be_somebody_else_is_not_proposed_again() {
        let one = record(1, "Mei", "+447700900123", None);
        let mut other = record(2, "Mei", "+447700900124", None);
        assert!(alike(&one, &other).is_some());
        other.unlike.push(member(1));
        assert_eq!(alike(&one, &other), None);
        assert_eq!(alike(&other, &one), None);
    }

    #[test]
    fn a_birthday_and_a_name_that_many_share_propose_nobody() {
        let many: Vec<MemberRecord> = (1..100)
            .map(|id| record(id, "王伟", &format!("+86{:011}", id * 7_919_000_017), Some((1, 1))))
            .collect();
        assert_eq!(found(&many), []);
    }
}
