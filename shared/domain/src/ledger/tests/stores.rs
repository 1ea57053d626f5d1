//! One member in several stores, with lines that break, answers that are lost or come twice, and
//! machines that start again: nothing is spent twice and nothing is lost.

use std::collections::{BTreeMap, BTreeSet};

use proptest::prelude::Rng;
use proptest::test_runner::{RngAlgorithm, TestRng};
use uuid::Uuid;

use super::{
    Shop, by_card, coupon, giving, in_cash, members_order, paying, points, refunding, revision,
    shop, topping_up, value, with_coupon,
};
use crate::id::{CouponId, StoreId};
use crate::ledger::lending::{Book, Lending, Share, opposite};
use crate::ledger::{Coupon, CouponMove, Entry, Reason, entry_of};
use crate::order::NewTenderKind;
use crate::shop::{
    Ask, Written, day, float, member, noodles, order, pence, replay, settings, system,
};
use crate::{Money, State, SystemCommand};

const SEEDS: u64 = 5_000;
const STEPS: u32 = 60;
const NOODLES_PRICE: i64 = 1_180;
const RISK_POINTS: u32 = 30;
const RISK_COUPONS: Money = Money::from_minor(1_000);

/// Something that is built wrong, to see that it is noticed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Bug {
    None,
    /// HQ keeps what it lends.
    LendsAndKeeps,
    /// HQ hears a line again when its answer was lost.
    HearsTwice,
    /// A store takes a lending again when it is told of it again.
    TakesTwice,
    /// A store that starts again has forgotten which lendings it took.
    ForgetsWhatItTook,
    /// A store tells HQ that it gave something back, and keeps it.
    ReturnsAndKeeps,
    /// HQ makes a new lending of what is still due, instead of telling of it again.
    LendsAgain,
}

struct Site {
    id: StoreId,
    shop: Shop,
    /// Lines of its journal that HQ has confirmed, and that HQ has heard.
    confirmed: usize,
    heard: usize,
    online: bool,
    /// HQ's answers that are under way.
    letters: Vec<Vec<Lending>>,
}

struct World {
    sites: Vec<Site>,
    book: Book,
    bug: Bug,
    dice: TestRng,
    next: u128,
}

impl World {
    fn new(seed: u64, bug: Bug, fresh: &[Shop]) -> Self {
        let mut bytes = [0; 32];
        bytes[..8].copy_from_slice(&seed.to_le_bytes());
        let site = |(n, shop): (u128, &Shop)| Site {
            id: StoreId::from_uuid(Uuid::from_u128(n)),
            shop: shop.clone(),
            confirmed: 0,
            heard: 0,
            online: true,
            letters: Vec::new(),
        };
        Self {
            sites: (1..).zip(fresh).map(site).collect(),
            book: Book::default(),
            bug,
            dice: TestRng::from_seed(RngAlgorithm::ChaCha, &bytes),
            next: 10,
        }
    }

    fn roll(&mut self, sides: u32) -> u32 {
        self.dice.next_u32() % sides
    }

    fn pick(&mut self, of: usize) -> usize {
        usize::try_from(self.dice.next_u32()).unwrap() % of
    }

    fn number(&mut self) -> u128 {
        self.next += 1;
        self.next
    }

    fn site(&mut self) -> usize {
        self.pick(self.sites.len())
    }

    fn step(&mut self) {
        let at = self.site();
        match self.roll(14) {
            0 => {
                let paid_in = topping_up(self.number(), i64::from(self.roll(9_000)) + 1, by_card());
                self.ask(at, &paid_in);
            }
            1 => {
                let given = giving(coupon(self.number(), i64::from(self.roll(900)) + 1, 0));
                self.ask(at, &given);
            }
            2..=4 => self.sell(at),
            5 => self.refund(at),
            6 => self.sync(at),
            7 => self.lend(at),
            8 => self.deliver(at),
            9 | 10 => {
                let beyond_kept = self.roll(2) == 0;
                self.give_back(at, beyond_kept);
            }
            11 => self.sites[at].online = self.roll(3) > 0,
            12 if self.roll(4) == 0 => self.lapse(at),
            _ => self.restart(at),
        }
    }

    /// Whatever is refused changes nothing.
    fn ask(&mut self, at: usize, ask: &Ask) {
        drop(self.sites[at].shop.ask(ask));
    }

    fn sell(&mut self, at: usize) {
        let (id, part) = (self.number() * 100, i64::from(self.roll(1_180)) + 1);
        let state = &self.sites[at].shop.state;
        let held = state.member(member(1)).and_then(|known| known.coupons.first()).cloned();
        let own = match (self.roll(3), held) {
            (0, _) => value(id, part),
            (1, Some(held)) => {
                let worth = part.min(held.worth.minor());
                with_coupon(id, worth, held.id.uuid().as_u128())
            }
            // While HQ is away also what lies elsewhere, at the owner's risk.
            _ if !self.sites[at].online && self.roll(2) == 0 => self.shown_coupon(id, part),
            _ if !self.sites[at].online => paying(id, part.min(20), NewTenderKind::PointsAtRisk),
            _ => points(id, part.min(20)),
        };
        self.sites[at].shop.hq_away = !self.sites[at].online;
        let rest = in_cash(id + 1, NOODLES_PRICE - own.amount.minor());
        let paid = [own, rest].into_iter().filter(|one| one.amount > Money::ZERO).collect();
        self.ask(at, &members_order(id, vec![noodles(id)], paid));
    }

    /// The guest shows a coupon that some store gave them, wherever it lies, used or not.
    fn shown_coupon(&mut self, id: u128, part: i64) -> crate::order::NewTender {
        let all = self.sites.iter().flat_map(|site| entries(&site.shop));
        let given = |entry: &Entry| matches!(entry.reason, Reason::CouponGiven { .. });
        let given: Vec<Coupon> =
            all.filter(given).filter_map(|entry| entry.coupon).map(|moved| moved.coupon).collect();
        if given.is_empty() {
            return points(id, part.min(20));
        }
        let coupon = given[self.pick(given.len())].clone();
        let worth = part.min(coupon.worth.minor());
        paying(id, worth, NewTenderKind::CouponAtRisk { coupon })
    }

    /// The member was nowhere for too long: the points that lie here lapse.
    fn lapse(&mut self, at: usize) {
        let last = self.sites[at].shop.state.member(member(1)).and_then(|known| known.last_visit);
        let before = last.unwrap_or(crate::shop::day(2026, 11, 19)).plus_days(1);
        let lapsing = SystemCommand::LapsePoints { member_id: member(1), before };
        self.ask(at, &system(lapsing));
    }

    fn refund(&mut self, at: usize) {
        let sold = u128::from(self.roll(60)) + 11;
        let id = sold * 100;
        let shop = &self.sites[at].shop;
        let Some(known) = shop.state.order(order(id)) else { return };
        let back: Vec<_> = known
            .tenders
            .iter()
            .map(|tender| (tender.id.uuid().as_u128(), tender.amount.minor()))
            .collect();
        let refund = refunding(id, revision(shop, id), &[(id, 1)], &back);
        self.ask(at, &refund);
    }

    /// A store sends what HQ has not confirmed; HQ hears each line once, and its answer may be lost.
    fn sync(&mut self, at: usize) {
        if !self.sites[at].online {
            return;
        }
        let twice = self.bug == Bug::HearsTwice;
        let site = &mut self.sites[at];
        let entries = entries(&site.shop);
        let from = if twice { site.confirmed } else { site.heard };
        for entry in &entries[from..] {
            self.book.hear(site.id, entry);
        }
        site.heard = entries.len();
        if self.roll(3) > 0 {
            let site = &mut self.sites[at];
            site.confirmed = site.heard;
        }
    }

    /// A store asks for what HQ holds; the answer may be lost, and may come more than once.
    fn lend(&mut self, at: usize) {
        let id = self.sites[at].id;
        if !self.sites[at].online {
            return;
        }
        let before = self.book.reserve.clone();
        if self.bug == Bug::LendsAgain {
            let due: Vec<_> = self.book.due(id);
            let known = self.book.stores.entry(id).or_default();
            for lending in due {
                known.lent += 1;
                known.due.insert(known.lent, lending.share);
            }
        }
        self.book.lend(id);
        if self.bug == Bug::LendsAndKeeps {
            self.book.reserve = before;
        }
        let due = self.book.due(id);
        for _ in 0..self.roll(3) {
            self.sites[at].letters.push(due.clone());
        }
    }

    fn deliver(&mut self, at: usize) {
        if self.sites[at].letters.is_empty() {
            return;
        }
        let which = self.pick(self.sites[at].letters.len());
        let letter = self.sites[at].letters.remove(which);
        self.take(at, letter);
    }

    fn take(&mut self, at: usize, mut lendings: Vec<Lending>) {
        if self.bug == Bug::TakesTwice {
            let known = self.sites[at].shop.state.member(member(1)).unwrap();
            for (next, lending) in (known.lent + 1..).zip(&mut lendings) {
                lending.number = next;
            }
        }
        let taking = SystemCommand::TakeLent { member_id: member(1), lendings };
        self.sites[at].shop.ask(&system(taking)).unwrap();
    }

    fn give_back(&mut self, at: usize, beyond_kept: bool) {
        let returning = SystemCommand::ReturnToHq { member_id: member(1), beyond_kept };
        let shop = &mut self.sites[at].shop;
        let before = shop.state.member(member(1)).unwrap().clone();
        shop.ask(&system(returning)).unwrap();
        if self.bug == Bug::ReturnsAndKeeps {
            shop.state.load_member(member(1), before);
        }
    }

    /// The power is cut: what is in memory is read from the journal again.
    fn restart(&mut self, at: usize) {
        let forgets = self.bug == Bug::ForgetsWhatItTook;
        let site = &mut self.sites[at];
        let mut again = State::new(settings());
        again.settings = site.shop.state.settings.clone();
        replay(&mut again, &site.shop.written);
        if forgets {
            let mut known = again.member(member(1)).unwrap().clone();
            known.lent = 0;
            again.load_member(member(1), known);
        }
        site.shop.state = again;
        site.letters.clear();
    }

    /// What the member owns: what came and went, wherever it was.
    fn owned(&self) -> Share {
        let all = self.sites.iter().flat_map(|site| entries(&site.shop));
        let mut owned = Share::default();
        let mut coupons: BTreeMap<CouponId, (Coupon, i32)> = BTreeMap::new();
        for mut entry in all {
            if matches!(entry.reason, Reason::Lent { .. } | Reason::Returned) {
                continue;
            }
            // The stores' journals are not in one order: what went may be read before it came.
            if let Some(CouponMove { coupon, came }) = entry.coupon.take() {
                let times = &mut coupons.entry(coupon.id).or_insert((coupon, 0)).1;
                *times += if came { 1 } else { -1 };
            }
            owned.follow(&entry);
        }
        for (coupon, times) in coupons.into_values() {
            let kept = if times > 0 { &mut owned.coupons } else { &mut owned.owed };
            kept.extend((0..times.unsigned_abs()).map(|_| coupon.clone()));
        }
        owned
    }

    /// What is wrong with the world as it is now.
    fn check(&self) -> Result<(), String> {
        let owned = self.owned();
        let mut spendable = Money::ZERO;
        let mut seen = BTreeSet::new();
        for site in &self.sites {
            let held = Share::of(site.shop.state.member(member(1)).unwrap());
            if held.principal.is_negative() || held.gift.is_negative() {
                return Err(format!("a store has less than nothing: {held:?}"));
            }
            spendable = spendable.checked_add(held.value()).unwrap();
            for coupon in held.coupons {
                if !seen.insert(coupon.id) {
                    return Err("a coupon is in two stores".into());
                }
            }
        }
        if spendable > owned.value() {
            return Err(format!("{spendable:?} may be spent of {owned:?}"));
        }
        let all = self.wherever();
        if all != owned {
            return Err(format!("{all:?} lies somewhere, the member owns {owned:?}"));
        }
        self.risked()?;
        spent_once(&self.sites)
    }

    /// No store risks more than its owner allows, whatever was given back meanwhile.
    fn risked(&self) -> Result<(), String> {
        for site in &self.sites {
            let mut left = Share::default();
            for entry in entries(&site.shop) {
                left.follow(&entry);
                let at_risk = matches!(entry.reason, Reason::Spent { beyond: 1.., .. });
                let owed = Money::sum(left.owed.iter().map(|coupon| coupon.worth)).unwrap();
                let much = if entry.coupon.is_some() {
                    owed > RISK_COUPONS
                } else {
                    left.points < -i64::from(RISK_POINTS)
                };
                if at_risk && much {
                    return Err(format!("{left:?} is at the owner's risk"));
                }
            }
        }
        Ok(())
    }

    /// What lies in the stores, with HQ, and on its way between them.
    fn wherever(&self) -> Share {
        let mut all = self.book.reserve.clone();
        for site in &self.sites {
            let known = site.shop.state.member(member(1)).unwrap();
            all.add(&Share::of(known));
            let due = self.book.due(site.id).into_iter();
            due.filter(|lending| lending.number > known.lent)
                .for_each(|lending| all.add(&lending.share));
            let unheard = &entries(&site.shop)[site.heard..];
            let returned = unheard.iter().filter(|entry| entry.reason == Reason::Returned);
            returned.for_each(|entry| all.follow(&opposite(entry)));
        }
        sorted(all)
    }

    /// All lines work again: everything is sent, heard and taken.
    fn heal(&mut self) {
        for at in 0..self.sites.len() {
            self.sites[at].online = true;
            while self.sites[at].confirmed < entries(&self.sites[at].shop).len() {
                self.sync(at);
            }
            let due = self.book.due(self.sites[at].id);
            self.take(at, due);
            while self.sites[at].confirmed < entries(&self.sites[at].shop).len() {
                self.sync(at);
            }
        }
    }

    /// Once all is heard HQ and the stores agree, and whatever the member owns can be spent anywhere.
    fn reconcile(&mut self) -> Result<(), String> {
        self.heal();
        let owned = self.owned();
        let total = sorted(self.book.total());
        if total != owned {
            return Err(format!("HQ knows of {total:?}, the member owns {owned:?}"));
        }
        for site in &self.sites {
            let held = sorted(Share::of(site.shop.state.member(member(1)).unwrap()));
            let known = self.book.stores.get(&site.id).map(|at| at.held.clone());
            if sorted(known.unwrap_or_default()) != held {
                return Err(format!("HQ and {:?} differ", site.id));
            }
        }
        // Each asks in its turn: what is owed in one is settled there, and the last has all of it.
        for at in 0..self.sites.len() {
            for other in 0..self.sites.len() {
                self.give_back(other, false);
            }
            self.heal();
            self.book.lend(self.sites[at].id);
            self.heal();
        }
        let mut all = Share::default();
        for site in &self.sites {
            let held = Share::of(site.shop.state.member(member(1)).unwrap());
            all = Share { owed: [all.owed, held.owed].concat(), ..held };
        }
        let all = sorted(all);
        if all != owned {
            return Err(format!("of {owned:?} only {all:?} can be spent in one store"));
        }
        Ok(())
    }
}

fn entries(shop: &Shop) -> Vec<Entry> {
    let events = shop.written.iter().filter_map(|written| match written {
        Written::Event(event, _) => entry_of(event),
        Written::Record(_) => None,
    });
    events.map(|(_, entry)| entry).collect()
}

fn sorted(mut share: Share) -> Share {
    share.coupons.sort_by_key(|coupon| coupon.id);
    share.owed.sort_by_key(|coupon| coupon.id);
    share
}

/// No coupon pays for two orders, but for those that an owner took the risk for.
fn spent_once(sites: &[Site]) -> Result<(), String> {
    let mut spent: BTreeMap<CouponId, i32> = BTreeMap::new();
    for entry in sites.iter().flat_map(|site| entries(&site.shop)) {
        let Some(moved) = entry.coupon else { continue };
        let times = spent.entry(moved.coupon.id).or_default();
        if let Reason::Spent { beyond, .. } = entry.reason {
            *times += i32::from(beyond == 0);
        } else if matches!(entry.reason, Reason::GivenBack { .. }) {
            *times -= 1;
        }
    }
    match spent.into_iter().find(|(_, times)| *times > 1) {
        Some((id, times)) => Err(format!("coupon {id} paid {times} orders")),
        None => Ok(()),
    }
}

/// The store where the member was enrolled, and two that know them from HQ.
fn three_stores() -> Vec<Shop> {
    let rules = |shop: &mut Shop| {
        let members = &mut shop.state.settings.trade.members;
        (members.kept_value, members.kept_points) = (Some(pence(1_000)), Some(10));
        members.risk_points = RISK_POINTS;
        members.risk_coupons = RISK_COUPONS;
    };
    let mut home = shop();
    rules(&mut home);
    let record = home.state.member_record(member(1)).unwrap().clone();
    let mut stores = vec![home];
    for _ in 0..2 {
        let mut other = Shop::new(crate::tax::TaxMode::Inclusive);
        other.state.settings.trade.members = stores[0].state.settings.trade.members.clone();
        other.ask(&float(1, 50_000)).unwrap();
        other.ask(&system(SystemCommand::AdoptMember { record: record.clone() })).unwrap();
        stores.push(other);
    }
    stores
}

fn run(seed: u64, bug: Bug, fresh: &[Shop]) -> Result<(), String> {
    let mut world = World::new(seed, bug, fresh);
    for _ in 0..STEPS {
        world.step();
        world.check()?;
    }
    world.reconcile()
}

#[test]
fn whatever_breaks_between_three_stores_nothing_is_spent_twice_and_nothing_is_lost() {
    let fresh = three_stores();
    for seed in 0..SEEDS {
        run(seed, Bug::None, &fresh).unwrap_or_else(|what| panic!("seed {seed}: {what}"));
    }
}

#[test]
fn each_way_to_build_it_wrong_is_noticed() {
    let fresh = three_stores();
    for bug in [
        Bug::LendsAndKeeps,
        Bug::HearsTwice,
        Bug::TakesTwice,
        Bug::ForgetsWhatItTook,
        Bug::ReturnsAndKeeps,
        Bug::LendsAgain,
    ] {
        let noticed = (0..300).find(|seed| run(*seed, bug, &fresh).is_err());
        assert!(noticed.is_some(), "nobody notices that {bug:?}");
    }
}

/// A store whose backup is put back tells HQ a history that has less in it; whatever it had taken of
/// HQ's lendings since is due to it again.
#[test]
fn a_store_restored_from_a_backup_takes_again_what_it_had_taken_since() {
    let mut world = World::new(1, Bug::None, &three_stores());
    world.ask(0, &topping_up(2, 5_000, by_card()));
    world.give_back(0, false);
    let backup = world.sites[1].shop.clone();
    world.heal();
    world.book.lend(world.sites[1].id);
    world.heal();
    let lost = entries(&world.sites[1].shop);
    assert_eq!(lost.len(), 1);
    let id = world.sites[1].id;
    world.book.unhear(id, &lost[0]);
    let site = &mut world.sites[1];
    (site.shop, site.heard, site.confirmed) = (backup, 0, 0);
    world.check().unwrap();
    world.heal();
    assert_eq!(world.sites[1].shop.state.member(member(1)).unwrap().principal, pence(5_000));
    world.reconcile().unwrap();
}

/// HQ's backup knows nothing of a lending that a store took since, and lends under its number again.
#[test]
fn an_hq_restored_from_a_backup_learns_from_the_stores_what_it_had_lent() {
    let mut world = World::new(1, Bug::None, &three_stores());
    world.ask(0, &topping_up(2, 5_000, by_card()));
    world.give_back(0, false);
    world.heal();
    let (backup, heard) = (world.book.clone(), world.sites[1].heard);
    let to = world.sites[1].id;
    world.book.lend(to);
    let due = world.book.due(to);
    world.take(1, due);
    (world.book, world.sites[1].heard, world.sites[1].confirmed) = (backup, heard, heard);
    world.ask(0, &giving(coupon(3, 100, 0)));
    world.give_back(0, false);
    world.sync(0);
    world.book.lend(to);
    world.reconcile().unwrap();
}

#[test]
fn who_has_another_members_phone_is_not_taken_from_hq() {
    let mut shop = three_stores().remove(1);
    let mut record = shop.state.member_record(member(1)).unwrap().clone();
    record.id = member(9);
    record.version = 7;
    let adopting = |record| system(SystemCommand::AdoptMember { record });
    assert_eq!(shop.ask(&adopting(record.clone())).unwrap().events, []);
    assert!(shop.state.member_record(member(9)).is_none());
    (record.id, record.name) = (member(1), "Sample".into());
    assert_eq!(shop.ask(&adopting(record.clone())).unwrap().events.len(), 1);
    assert_eq!(shop.state.member_record(member(1)).unwrap().name, "Sample");
    // An older one changes nothing but the key of the member's phone.
    (record.version, record.name) = (2, "Old".into());
    assert_eq!(shop.ask(&adopting(record.clone())).unwrap().events, []);
    record.page_key = "ab".repeat(32);
    assert_eq!(shop.ask(&adopting(record.clone())).unwrap().events.len(), 1);
    let known = shop.state.member_record(member(1)).unwrap();
    assert_eq!((known.name.as_str(), known.version), ("Sample", 8));
    assert_eq!(known.page_key, record.page_key);
    // And that HQ wrote to them: nobody here does again so soon.
    (record.written_on, record.written_by) = (Some(day(2026, 11, 20)), None);
    assert_eq!(shop.ask(&adopting(record.clone())).unwrap().events.len(), 1);
    record.written_on = Some(day(2026, 11, 19));
    assert_eq!(shop.ask(&adopting(record)).unwrap().events, [], "that was before");
    let known = shop.state.member_record(member(1)).unwrap();
    assert_eq!((known.name.as_str(), known.written_on), ("Sample", Some(day(2026, 11, 20))));
}
