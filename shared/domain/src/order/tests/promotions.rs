//! Which promotions an order gets, and that no other choice takes more off.

use proptest::prelude::*;
use uuid::Uuid;

use crate::catalogue::{
    Buying, BuyingMember, Catalogue, Menu, Moment, Offer, PriceRule, Promotion, Terms, Weekdays,
    Which,
};
use crate::id::{LineId, ReductionId};
use crate::member::{Consent, Purpose};
use crate::order::promote::{Taken, all_of, best, off_lines};
use crate::order::{
    Channel, Line, LineDetails, LineState, NewLine, NewReduction, ReductionKind, ReductionReason,
};
use crate::shop::{
    Ask, CAKE, HOUR_MS, NOODLES, NOON, SET, Shop, TEA, ask, card, code, day, float, item, member,
    menu, one, opened, order, pence, placing, system,
};
use crate::tax::TaxMode;
use crate::{Command, Money, Names, Rejection, SystemCommand, Timestamp};

fn line(item_id: u128, price: i64, quantity: u32) -> Line {
    Line {
        id: LineId::from_uuid(Uuid::from_u128(item_id)),
        position: 1,
        item_id: item(item_id),
        names: Names::new("面", "Noodles"),
        quantity,
        unit_price: pence(price),
        modifiers: Vec::new(),
        tax: code("standard"),
        tax_ppm: 200_000,
        amount: pence(price * i64::from(quantity)),
        stations: Vec::new(),
        state: LineState::Held,
        details: LineDetails::default(),
        reductions: Vec::new(),
    }
}

fn of(items: &[u128]) -> Which {
    Which { items: items.iter().map(|&id| item(id)).collect(), categories: Vec::new() }
}

fn promotion(name: &str, offer: Offer) -> Promotion {
    Promotion {
        code: code(name),
        names: Names::new(name, name),
        offer,
        terms: Terms::default(),
        exclusive: false,
    }
}

fn sold_from() -> Menu {
    Menu::new(menu()).unwrap()
}

/// What comes off each line, promotion by promotion.
fn taken(promotions: &[Promotion], lines: &[Line]) -> Vec<(String, Vec<i64>)> {
    let all: Vec<&Promotion> = promotions.iter().collect();
    let told = |one: Taken<'_>| {
        (one.promotion.code.to_string(), one.off.iter().map(|off| off.minor()).collect())
    };
    best(&all, lines, &sold_from(), noon()).into_iter().map(told).collect()
}

fn noon() -> Moment {
    Moment { channel: Channel::Takeaway, at: NOON, zone: chrono_tz::Europe::London }
}

#[test]
fn each_kind_takes_off_what_it_says() {
    let lines = [line(NOODLES, 1_180, 2), line(TEA, 350, 3), line(CAKE, 400, 1)];
    for (offer, off) in [
        (Offer::Percent { of: of(&[NOODLES]), ppm: 100_000 }, vec![236, 0, 0]),
        (Offer::Percent { of: of(&[]), ppm: 500_000 }, vec![1_180, 525, 200]),
        (Offer::Amount { of: of(&[TEA, CAKE]), amount: pence(145) }, vec![0, 105, 40]),
        (Offer::Amount { of: of(&[CAKE]), amount: pence(9_999) }, vec![0, 0, 400]),
        (Offer::FixedPrice { of: of(&[NOODLES, CAKE]), price: pence(500) }, vec![1_360, 0, 0]),
        (Offer::FreeItem { of: of(&[]) }, vec![0, 350, 0]),
        (Offer::BuyGet { of: of(&[TEA]), buy: 2, get: 1 }, vec![0, 350, 0]),
        // Two bowls and the cake, then three teas: the cheapest of each three is free.
        (Offer::BuyGet { of: of(&[]), buy: 2, get: 1 }, vec![0, 350, 400]),
        (
            Offer::Bundle { parts: vec![of(&[NOODLES]), of(&[TEA])], price: pence(1_330) },
            vec![308, 92, 0],
        ),
    ] {
        let found = taken(&[promotion("it", offer.clone())], &lines);
        assert_eq!(found, [("it".to_owned(), off)], "{offer:?}");
    }
    let dear = Offer::Bundle { parts: vec![of(&[TEA]), of(&[TEA])], price: pence(701) };
    for offer in [dear, Offer::FreeItem { of: of(&[SET]) }] {
        assert_eq!(taken(&[promotion("it", offer)], &lines), []);
    }
}

#[test]
fn what_is_chosen_with_an_item_is_free_and_what_it_costs_without_stays() {
    let chosen = |minor: i64| crate::order::LineModifier {
        modifier_id: crate::shop::modifier(1),
        names: Names::new("加蛋", "Extra egg"),
        price: pence(minor),
    };
    let mut lines = [line(NOODLES, 1_330, 2), line(TEA, 350, 1), line(CAKE, 100, 1)];
    lines[0].modifiers = vec![chosen(150), chosen(-50), chosen(50)];
    lines[2].modifiers = vec![chosen(300), chosen(-400)];
    let free = promotion("gold", Offer::FreeChoices { of: of(&[]) });
    assert_eq!(taken(&[free], &lines), [("gold".to_owned(), vec![400, 0, 100])]);
    let of_tea = promotion("gold", Offer::FreeChoices { of: of(&[TEA]) });
    assert_eq!(taken(&[of_tea], &lines), [], "nothing is chosen with it");
}

/// Gold members pay less for noodles, less still in the evening; and would pay more for tea.
fn with_levels() -> Catalogue {
    let rule = |level: Option<&str>, from_minute, price| PriceRule {
        channels: Vec::new(),
        weekdays: Weekdays(0),
        from_minute,
        until_minute: 1_440,
        size_id: None,
        level: level.map(code),
        price: pence(price),
    };
    let mut catalogue = menu();
    for known in &mut catalogue.items {
        if known.id == item(NOODLES) {
            // In the evening it is cheaper still; that rule stands first and does not hold yet.
            known.prices = vec![rule(Some("gold"), 18 * 60, 800), rule(Some("gold"), 0, 1_000)];
        } else if known.id == item(TEA) {
            known.prices = vec![rule(Some("gold"), 0, 400), rule(Some("staff"), 0, 100)];
        }
    }
    catalogue
}

#[test]
fn a_price_level_is_what_each_item_says_for_it_and_only_for_what_the_item_itself_costs() {
    let mut catalogue = with_levels();
    let gold = |of| promotion("gold", Offer::PriceLevel { of, level: code("gold") });
    catalogue.promotions = vec![gold(of(&[]))];
    let menu = Menu::new(catalogue.clone()).unwrap();
    let noodles = menu.item(item(NOODLES)).unwrap();
    assert_eq!(noodles.price_at(None, Channel::Takeaway, NOON, noon().zone), Some(pence(1_180)));
    let mut lines = [line(NOODLES, 1_330, 2), line(TEA, 350, 1), line(CAKE, 400, 1)];
    lines[0].modifiers = vec![crate::order::LineModifier {
        modifier_id: crate::shop::modifier(1),
        names: Names::new("加蛋", "Extra egg"),
        price: pence(150),
    }];
    let off = |promotion: &Promotion, moment| {
        let found = best(&[promotion], &lines, &menu, moment);
        found.into_iter().flat_map(|one| one.off).map(Money::minor).collect::<Vec<_>>()
    };
    assert_eq!(off(&gold(of(&[])), noon()), [360, 0, 0], "the tea costs less without it");
    assert_eq!(off(&gold(of(&[TEA, CAKE])), noon()), Vec::<i64>::new());
    let evening = Moment { at: Timestamp::from_ms(NOON.ms() + 8 * HOUR_MS), ..noon() };
    assert_eq!(off(&gold(of(&[])), evening), [760, 0, 0]);
    catalogue.promotions[0].offer = Offer::PriceLevel { of: of(&[]), level: code("golden") };
    assert_eq!(
        Menu::new(catalogue).map(drop).unwrap_err(),
        ["promotion gold: some item has a price at its level: correct it"]
    );
}

#[test]
fn a_category_is_all_its_items_and_what_was_struck_counts_nothing() {
    let mut lines = [line(NOODLES, 1_000, 1), line(TEA, 300, 1)];
    let category = sold_from().item(item(TEA)).unwrap().category.clone();
    let which = Which { items: Vec::new(), categories: vec![category] };
    let offer = promotion("it", Offer::Percent { of: which, ppm: 1_000_000 });
    assert_eq!(taken(std::slice::from_ref(&offer), &lines)[0].1[1], 300);
    lines[1].quantity = 0;
    lines[1].amount = Money::ZERO;
    assert!(taken(&[offer], &lines).iter().all(|(_, off)| off[1] == 0));
}

#[test]
fn no_unit_is_reduced_twice_and_the_best_choice_is_found() {
    let lines = [line(TEA, 300, 3), line(CAKE, 400, 1)];
    let third = promotion("third", Offer::BuyGet { of: of(&[TEA]), buy: 2, get: 1 });
    let parts = vec![of(&[TEA]), of(&[CAKE])];
    let pair = promotion("pair", Offer::Bundle { parts, price: pence(350) });
    let tenth = promotion("tenth", Offer::Percent { of: of(&[]), ppm: 100_000 });
    // Three teas for two leave the cake to the tenth: 300 and 40. The pair saves 350, and the tenth
    // 60 of the other two teas: more.
    let found = taken(&[third.clone(), pair.clone(), tenth.clone()], &lines);
    assert_eq!(found[0].0, "pair");
    assert_eq!(found.iter().flat_map(|(_, off)| off).sum::<i64>(), 410);
    let half = promotion("half", Offer::Percent { of: of(&[]), ppm: 320_000 });
    let found = taken(&[Promotion { exclusive: true, ..half }, third, pair, tenth], &lines);
    assert_eq!((found.len(), found[0].0.as_str()), (1, "half"), "32 % of 13.00 is 4.16");
}

#[test]
fn terms_ask_when_where_and_who() {
    let at = |hours: i64| Timestamp::from_ms(NOON.ms() + hours * HOUR_MS);
    let member = BuyingMember {
        tier: Some(code("gold")),
        tags: vec!["no straw".into()],
        has_birthday: true,
        visits: 9,
        had_today: vec![code("it")],
    };
    let usual = Terms::default();
    let happy = Terms { from_minute: 15 * 60, until_minute: 17 * 60, ..Terms::default() };
    for (terms, now, who, holds) in [
        (usual.clone(), at(0), None, true),
        (Terms { least: pence(1_001), ..usual.clone() }, at(0), None, false),
        (Terms { from: Some(day(2026, 11, 22)), ..usual.clone() }, at(0), None, false),
        (Terms { until: Some(day(2026, 11, 21)), ..usual.clone() }, at(0), None, true),
        (Terms { weekdays: Weekdays(1 << 5), ..usual.clone() }, at(0), None, true),
        (Terms { weekdays: Weekdays(1), ..usual.clone() }, at(0), None, false),
        (happy.clone(), at(0), None, false),
        (happy.clone(), at(3), None, true),
        (happy, at(5), None, false),
        (Terms { channels: vec![Channel::Takeaway], ..usual.clone() }, at(0), None, false),
        (Terms { members: true, ..usual.clone() }, at(0), None, false),
        (Terms { members: true, ..usual.clone() }, at(0), Some(&member), true),
        (Terms { tiers: vec![code("gold")], ..usual.clone() }, at(0), Some(&member), true),
        (Terms { tiers: vec![code("silver")], ..usual.clone() }, at(0), Some(&member), false),
        (Terms { tags: vec!["no straw".into()], ..usual.clone() }, at(0), Some(&member), true),
        (Terms { tags: vec!["loud".into()], ..usual.clone() }, at(0), Some(&member), false),
        (Terms { birthday: true, ..usual.clone() }, at(0), Some(&member), true),
        (Terms { visit: 10, ..usual.clone() }, at(0), Some(&member), true),
        (Terms { visit: 1, ..usual.clone() }, at(0), Some(&member), false),
        (Terms { per_member_day: 1, ..usual.clone() }, at(0), Some(&member), false),
        (Terms { per_member_day: 2, ..usual.clone() }, at(0), Some(&member), true),
        (Terms { per_member_day: 2, ..usual }, at(0), None, false),
    ] {
        let buying = Buying {
            at: now,
            day: day(2026, 11, 21), // a Saturday
            zone: chrono_tz::Europe::London,
            channel: Channel::DineIn,
            member: who.cloned(),
        };
        assert_eq!(terms.hold(&code("it"), &buying, pence(1_000)), holds, "{terms:?}");
    }
}

fn which() -> impl Strategy<Value = Which> {
    prop::collection::vec(prop::sample::select(vec![NOODLES, TEA, CAKE, SET]), 0..3)
        .prop_map(|ids| of(&ids))
}

fn offers() -> impl Strategy<Value = Offer> {
    prop_oneof![
        (which(), 1_u32..1_000_000).prop_map(|(of, ppm)| Offer::Percent { of, ppm }),
        (which(), 1_i64..900).prop_map(|(of, minor)| Offer::Amount { of, amount: pence(minor) }),
        (which(), 0_i64..600).prop_map(|(of, minor)| Offer::FixedPrice { of, price: pence(minor) }),
        which().prop_map(|of| Offer::PriceLevel { of, level: code("gold") }),
        which().prop_map(|of| Offer::FreeItem { of }),
        (which(), 1_u32..4, 1_u32..3).prop_map(|(of, buy, get)| Offer::BuyGet { of, buy, get }),
        (prop::collection::vec(which(), 2..4), 0_i64..1_500)
            .prop_map(|(parts, minor)| Offer::Bundle { parts, price: pence(minor) }),
    ]
}

fn sale() -> impl Strategy<Value = (Vec<Promotion>, Vec<Line>)> {
    let promotions = prop::collection::vec((offers(), prop::bool::weighted(0.15)), 0..7);
    let lines = prop::collection::vec(
        (prop::sample::select(vec![NOODLES, TEA, CAKE, SET]), 0_i64..1_200, 1_u32..5),
        0..6,
    );
    (promotions, lines).prop_map(|(promotions, lines)| {
        let promotion = |(n, (offer, exclusive)): (usize, (Offer, bool))| Promotion {
            exclusive,
            ..promotion(&format!("p{n}"), offer)
        };
        let line = |(id, price, quantity)| line(id, price, quantity);
        (
            promotions.into_iter().enumerate().map(promotion).collect(),
            lines.into_iter().map(line).collect(),
        )
    })
}

/// Every legal choice, applied in the order of the list: the most that any takes off.
fn brute_force(promotions: &[Promotion], lines: &[Line], menu: &Menu) -> i64 {
    let mut most = 0;
    for choice in 0_u32..1 << promotions.len() {
        let chosen: Vec<&Promotion> = (0..)
            .zip(promotions)
            .filter(|(at, _)| choice & (1 << at) != 0)
            .map(|(_, one)| one)
            .collect();
        if chosen.len() < 2 || chosen.iter().all(|one| !one.exclusive) {
            most = most.max(all_of(&chosen, lines, menu, noon()));
        }
    }
    most
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(600))]

    #[test]
    fn no_other_choice_takes_more_off((promotions, lines) in sale()) {
        let menu = Menu::new(with_levels()).unwrap();
        let all: Vec<&Promotion> = promotions.iter().collect();
        let found = best(&all, &lines, &menu, noon());
        let off: i64 = found.iter().map(|one| one.sum().minor()).sum();
        prop_assert_eq!(off, brute_force(&promotions, &lines, &menu));
        // Never more off a line than it costs, and each promotion takes something off.
        for (line, off) in off_lines(&found) {
            prop_assert!(off <= lines[line].amount);
        }
        prop_assert!(found.iter().all(|one| one.sum() > Money::ZERO));
        prop_assert!(found.len() < 2 || found.iter().all(|one| !one.promotion.exclusive));
    }
}

/// A shop whose third tea is free, and where members have a tenth off cake once a day.
fn shop() -> Shop {
    let mut shop = Shop::new(TaxMode::Inclusive);
    let mut catalogue = shop.state.menu().catalogue().clone();
    let third = promotion("third", Offer::BuyGet { of: of(&[TEA]), buy: 2, get: 1 });
    let cake = promotion("cake", Offer::Percent { of: of(&[CAKE]), ppm: 100_000 });
    let terms = Terms { per_member_day: 1, ..Terms::default() };
    catalogue.promotions = vec![third, Promotion { terms, ..cake }];
    shop.ask(&system(SystemCommand::PublishCatalogue { catalogue })).unwrap();
    let consents = vec![Consent { purpose: Purpose::Membership, text_version: 1 }];
    let (phone, name) = ("+447700900123".into(), String::new());
    shop.ask(&ask(Command::EnrolMember {
        member_id: member(1),
        phone,
        name,
        consents,
        came: crate::member::Came::default(),
    }))
    .unwrap();
    shop
}

fn teas(line_id: u128, quantity: u32) -> NewLine {
    NewLine { quantity, ..one(line_id, TEA) }
}

fn applying(shop: &Shop, without: &[&str]) -> Ask {
    let revision = shop.state.order(order(1)).unwrap().revision;
    let without = without.iter().map(|name| code(name)).collect();
    ask(Command::ApplyPromotions { order_id: order(1), revision, without })
}

fn off(shop: &Shop) -> (i64, i64, usize) {
    let order = shop.state.order(order(1)).unwrap();
    let off = order.promotions.iter().map(|one| one.off.minor()).sum();
    assert_eq!(order.totals.discounts.minor(), off);
    (off, order.totals.due.minor(), order.promotions.len())
}

#[test]
fn promotions_come_off_the_lines_and_again_after_every_change_before_money_is_taken() {
    let mut shop = shop();
    shop.ask(&opened(1, vec![teas(1, 3), one(2, CAKE)])).unwrap();
    let apply = applying(&shop, &[]);
    shop.ask(&apply).unwrap();
    assert_eq!(off(&shop), (350, 1_100, 1));
    let again = applying(&shop, &[]);
    assert_eq!(shop.ask(&again).unwrap().events, [], "the same again changes nothing");
    let revision = shop.state.order(order(1)).unwrap().revision;
    let attach = Command::AttachMember { order_id: order(1), member_id: Some(member(1)) };
    shop.ask(&ask(attach)).unwrap();
    let stale = ask(Command::TakeTender {
        order_id: order(1),
        check_id: None,
        tender: card(9, 1_100),
        print_receipt: true,
    });
    assert_eq!(shop.ask(&stale), Err(Rejection::PromotionsStale));
    let seen = ask(Command::ApplyPromotions { order_id: order(1), revision, without: vec![] });
    assert!(matches!(shop.ask(&seen), Err(Rejection::OrderChanged { .. })));
    let apply = applying(&shop, &[]);
    shop.ask(&apply).unwrap();
    assert_eq!(off(&shop), (390, 1_060, 2));
    let apply = applying(&shop, &["third"]);
    shop.ask(&apply).unwrap();
    assert_eq!(off(&shop), (40, 1_410, 1));
    let apply = applying(&shop, &[]);
    shop.ask(&apply).unwrap();
    shop.ask(&float(1, 0)).unwrap();
    let paid = ask(Command::TakeTender {
        order_id: order(1),
        check_id: None,
        tender: card(9, 1_060),
        print_receipt: true,
    });
    shop.ask(&paid).unwrap();
    assert_eq!(shop.state.member(member(1)).unwrap().promotions, [code("third"), code("cake")]);
    let late = applying(&shop, &[]);
    assert!(matches!(shop.ask(&late), Err(Rejection::OrderNotOpen { .. })));

    // The member had their cake for today; what was given by hand stays beside promotions.
    let mut second = placing(2, vec![teas(3, 3), one(4, CAKE)], false, Vec::new());
    if let crate::Request::Device(Command::PlaceOrder { member_id, .. }) = &mut second.request {
        *member_id = Some(member(1));
    }
    shop.ask(&second).unwrap();
    let hand = NewReduction {
        reduction_id: ReductionId::from_uuid(Uuid::from_u128(5)),
        line_id: Some(crate::shop::line(4)),
        kind: ReductionKind::Percent { ppm: 100_000 },
        reason: ReductionReason::Promotion,
    };
    let by_hand = Command::Reduce { order_id: order(2), revision: 1, reduction: hand };
    shop.ask(&ask(by_hand)).unwrap();
    let revision = shop.state.order(order(2)).unwrap().revision;
    let apply = Command::ApplyPromotions { order_id: order(2), revision, without: vec![] };
    shop.ask(&ask(apply)).unwrap();
    let second = shop.state.order(order(2)).unwrap();
    assert_eq!((second.totals.discounts.minor(), second.promotions.len()), (390, 1));
}
