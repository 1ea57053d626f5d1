//! What a receipt says, taken from an order: as a whole, of one check, or of what was given back.

use domain::id::CheckId;
use domain::order::feedback::code_of;
use domain::order::{
    Channel, Check, CheckState, Line, Order, OrderState, ReductionKind, Refund, Tender, TenderKind,
};
use domain::tax::TaxLine;
use domain::{Money, Names, Timestamp};

/// One line of a receipt.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReceiptLine {
    /// How many.
    pub quantity: u32,
    /// What.
    pub names: Names,
    /// In which size.
    pub size: Option<Names>,
    /// How many grams, of what is sold by weight.
    pub grams: Option<u32>,
    /// The price of one, or of a kilogram.
    pub unit_price: Money,
    /// What was chosen with it, and what each added to the price of one.
    pub modifiers: Vec<(Names, Money)>,
    /// The parts of a combo, and what was chosen with each.
    pub parts: Vec<(Names, Vec<(Names, Money)>)>,
    /// What its price was reduced by.
    pub reductions: Vec<ReductionKind>,
    /// Quantity times price, before reductions.
    pub amount: Money,
}

impl ReceiptLine {
    fn of(line: &Line) -> Self {
        let details = &line.details;
        let chosen = |modifiers: &[domain::order::LineModifier]| -> Vec<(Names, Money)> {
            modifiers.iter().map(|one| (one.names.clone(), one.price)).collect()
        };
        let parts = details.parts.iter();
        Self {
            quantity: line.quantity,
            names: line.names.clone(),
            size: details.size.as_ref().map(|size| size.names.clone()),
            grams: details.grams,
            unit_price: line.unit_price,
            modifiers: chosen(&line.modifiers),
            parts: parts.map(|part| (part.names.clone(), chosen(&part.modifiers))).collect(),
            // What promotions took off is told by their names, below.
            reductions: line
                .reductions
                .iter()
                .filter(|reduction| !reduction.is_of_promotions())
                .map(|reduction| reduction.kind)
                .collect(),
            amount: line.amount,
        }
    }
}

/// How money was given, or given back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ReceiptTender {
    /// Notes and coins.
    Cash {
        /// What the guest gave.
        received: Money,
        /// What went back.
        change: Money,
        /// What was kept beyond the amount because of the smallest coin; below zero, short of it.
        rounding: Money,
    },
    /// With what the member had paid in.
    Value {
        /// How much.
        amount: Money,
    },
    /// With the member's points.
    Points {
        /// What they stood for.
        amount: Money,
        /// How many; 0 where it is not said.
        points: i64,
    },
    /// With the member's coupon.
    Coupon {
        /// What it took off.
        amount: Money,
    },
    /// On another machine.
    Card {
        /// How much.
        amount: Money,
        /// That machine's reference.
        reference: String,
    },
}

impl ReceiptTender {
    fn of(tender: &Tender) -> Self {
        match &tender.kind {
            TenderKind::Cash { received, change, rounding } => {
                Self::Cash { received: *received, change: *change, rounding: *rounding }
            }
            TenderKind::CardElsewhere { reference } => {
                Self::Card { amount: with_tip(tender), reference: reference.clone() }
            }
            TenderKind::Driver { reference, brand, last4, .. } => {
                let card =
                    if last4.is_empty() { String::new() } else { format!("•••• {last4}") };
                let words = [brand.as_str(), card.as_str(), reference.as_str()];
                let words: Vec<&str> = words.into_iter().filter(|word| !word.is_empty()).collect();
                Self::Card { amount: with_tip(tender), reference: words.join(" ") }
            }
            TenderKind::StoredValue { .. } => Self::Value { amount: with_tip(tender) },
            TenderKind::Points { points, .. } => {
                Self::Points { amount: tender.amount, points: *points }
            }
            TenderKind::Coupon { .. } => Self::Coupon { amount: tender.amount },
        }
    }
}

fn with_tip(tender: &Tender) -> Money {
    tender.amount.checked_add(tender.tip).unwrap_or(tender.amount)
}

/// Everything a receipt says. Holds no name and no phone number of a member.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReceiptInput {
    /// The order number as people say it: `A 042`.
    pub order_number: String,
    /// How the guest eats.
    pub channel: Channel,
    /// At which table.
    pub table: Option<String>,
    /// How many guests.
    pub guests: Option<u32>,
    /// Whether it is only for practice.
    pub training: bool,
    /// Which check of how many, of an order that was split.
    pub check: Option<(u32, usize)>,
    /// The number of the refund, when money was given back.
    pub refund: Option<u64>,
    /// Whether it is for a share of the whole and so lists no lines of its own.
    pub share: bool,
    /// Gapless over the life of the store.
    pub receipt_number: u64,
    /// When it was paid; the same on every copy.
    pub closed_at: Timestamp,
    /// In the order rung, without those that were struck.
    pub lines: Vec<ReceiptLine>,
    /// The sum of the lines; for a share, what the whole order comes to.
    pub subtotal: Money,
    /// What discounts took off, promotions included.
    pub discounts: Money,
    /// What each promotion took off, by its name.
    pub promotions: Vec<(Names, Money)>,
    /// What was given free.
    pub comps: Money,
    /// The service charge.
    pub service: Money,
    /// The fee for packaging.
    pub packaging: Money,
    /// Whether prices include the tax.
    pub tax_included: bool,
    /// Tax by rate.
    pub taxes: Vec<TaxLine>,
    /// What the guest paid, or got back.
    pub total: Money,
    /// In the order taken.
    pub tenders: Vec<ReceiptTender>,
    /// What was given to the staff on top; it is in the tenders.
    pub tips: Money,
    /// Points the member earned, or lost by a refund; 0 prints nothing.
    pub points_earned: i64,
    /// The code under which the guest says how it was; none for practice and for refunds.
    pub feedback_code: Option<String>,
}

impl ReceiptInput {
    /// What the receipt of an order says; none for an order that is not closed. Of an order that
    /// was split it is the receipt of the rest, the checks have their own.
    pub fn from_order(order: &Order) -> Option<Self> {
        let (closed_at, receipt_number) = closed(order)?;
        let mut input = Self::about(order, closed_at, receipt_number);
        input.points_earned = order.member_points_earned;
        if order.checks.is_empty() {
            input.tenders = order.tenders.iter().map(ReceiptTender::of).collect();
            input.tips = order.totals.tips;
            return Some(input);
        }
        let shares = shares(order);
        let rest = *shares.last()?;
        let on_checks =
            |line: &&Line| order.checks.iter().any(|check| check.lines.contains(&line.id));
        let own = order.lines.iter().filter(|line| !line.is_voided() && !on_checks(line));
        input.limit(order, &shares, shares.len() - 1, rest);
        input.lines = own.map(ReceiptLine::of).collect();
        input.share = input.lines.is_empty() || has_shares(order);
        input.check = Some((next_number(order), shares.len()));
        input.take_tenders(order, None);
        Some(input)
    }

    /// What the receipt of one check says; none while it is not paid.
    pub fn from_check(order: &Order, id: CheckId) -> Option<Self> {
        let index = order.checks.iter().position(|check| check.id == id)?;
        let check = &order.checks[index];
        let CheckState::Paid { at, receipt_number } = check.state else { return None };
        let shares = shares(order);
        let count = shares.iter().filter(|share| **share != Money::ZERO).count();
        let mut input = Self::about(order, at, receipt_number);
        input.limit(order, &shares, index, check.amount);
        let own = order.lines.iter().filter(|line| check.lines.contains(&line.id));
        input.lines = own.map(ReceiptLine::of).collect();
        input.share = check.lines.is_empty();
        input.check = Some((check.number, count));
        input.take_tenders(order, Some(id));
        Some(input)
    }

    /// What a refund's receipt says.
    pub fn of_refund(order: &Order, refund: &Refund) -> Self {
        let receipt_number = closed(order).map_or(0, |(_, number)| number);
        let mut input = Self::about(order, refund.at, receipt_number);
        input.refund = Some(refund.number);
        input.lines = refund
            .lines
            .iter()
            .filter_map(|given| Some((order.line(given.line_id)?, given.quantity)))
            .map(|(line, quantity)| {
                let amount = line.unit_price.checked_mul(quantity).unwrap_or(line.amount);
                let amount = if line.details.grams.is_some() { line.amount } else { amount };
                ReceiptLine { quantity, amount, ..ReceiptLine::of(line) }
            })
            .collect();
        input.feedback_code = None;
        input.taxes.clone_from(&refund.taxes);
        input.total = refund.amount;
        input.tenders = refund
            .tenders
            .iter()
            .filter_map(|given| Some((order.tender(given.tender_id)?, given)))
            .map(|(tender, given)| match ReceiptTender::of(tender) {
                ReceiptTender::Cash { .. } => ReceiptTender::Cash {
                    received: given.amount.checked_add(given.rounding).unwrap_or(given.amount),
                    change: Money::ZERO,
                    rounding: given.rounding,
                },
                ReceiptTender::Card { reference, .. } => {
                    ReceiptTender::Card { amount: given.amount, reference }
                }
                ReceiptTender::Value { .. } => ReceiptTender::Value { amount: given.amount },
                // How many points came back stands below, with those that went.
                ReceiptTender::Points { .. } => {
                    ReceiptTender::Points { amount: given.amount, points: 0 }
                }
                ReceiptTender::Coupon { .. } => ReceiptTender::Coupon { amount: given.amount },
            })
            .collect();
        input
    }

    /// What every receipt of an order has in common, as if it were paid in one.
    fn about(order: &Order, closed_at: Timestamp, receipt_number: u64) -> Self {
        let totals = &order.totals;
        let lines = order.lines.iter().filter(|line| !line.is_voided());
        Self {
            order_number: order.spoken_number(),
            channel: order.channel,
            table: order.details.table.as_ref().map(|table| table.as_str().to_owned()),
            guests: order.details.guests,
            training: order.is_training(),
            check: None,
            refund: None,
            share: false,
            receipt_number,
            closed_at,
            lines: lines.map(ReceiptLine::of).collect(),
            subtotal: totals.subtotal,
            discounts: totals.discounts,
            promotions: order
                .promotions
                .iter()
                .map(|promotion| (promotion.names.clone(), promotion.off))
                .collect(),
            comps: totals.comps,
            service: totals.service,
            packaging: totals.packaging,
            tax_included: includes_tax(order),
            taxes: totals.taxes.clone(),
            total: totals.total,
            tenders: Vec::new(),
            tips: Money::ZERO,
            points_earned: 0,
            feedback_code: (!order.is_training()).then(|| code_of(order.id)),
        }
    }

    /// Limits it to one share of the order: what it comes to, and its part of the taxes.
    fn limit(&mut self, order: &Order, shares: &[Money], index: usize, amount: Money) {
        self.total = amount;
        self.subtotal = order.totals.total;
        self.taxes = tax_shares(order, shares, index);
        (self.discounts, self.comps) = (Money::ZERO, Money::ZERO);
        self.promotions.clear();
        (self.service, self.packaging) = (Money::ZERO, Money::ZERO);
    }

    fn take_tenders(&mut self, order: &Order, check: Option<CheckId>) {
        let own: Vec<&Tender> =
            order.tenders.iter().filter(|tender| tender.check_id == check).collect();
        self.tips = Money::sum(own.iter().map(|tender| tender.tip)).unwrap_or_default();
        self.tenders = own.into_iter().map(ReceiptTender::of).collect();
    }
}

fn closed(order: &Order) -> Option<(Timestamp, u64)> {
    match order.state {
        OrderState::Closed { at, receipt_number } => Some((at, receipt_number)),
        OrderState::Open | OrderState::Voided { .. } | OrderState::Merged { .. } => None,
    }
}

/// Prices include the tax when the total is what the lines come to without adding it.
fn includes_tax(order: &Order) -> bool {
    let totals = &order.totals;
    let net = Money::sum([totals.subtotal, totals.service, totals.packaging])
        .and_then(|sum| sum.checked_sub(totals.discounts))
        .and_then(|sum| sum.checked_sub(totals.comps));
    net == Some(totals.total)
}

fn has_shares(order: &Order) -> bool {
    order.checks.iter().any(|check: &Check| check.lines.is_empty())
}

fn next_number(order: &Order) -> u32 {
    order.checks.iter().map(|check| check.number).max().unwrap_or(0) + 1
}

/// What each check owes, in their order, and the rest last.
fn shares(order: &Order) -> Vec<Money> {
    let mut shares: Vec<Money> = order.checks.iter().map(|check| check.amount).collect();
    let on_checks = Money::sum(shares.iter().copied()).unwrap_or_default();
    shares.push(order.totals.total.checked_sub(on_checks).unwrap_or_default());
    shares
}

/// The part of each tax that falls to one share, so that all parts sum to the whole: the tax up to
/// and with this share, less the tax before it, both rounded half away from zero.
fn tax_shares(order: &Order, shares: &[Money], index: usize) -> Vec<TaxLine> {
    let whole = i128::from(order.totals.total.minor());
    let before: i128 = shares[..index].iter().map(|share| i128::from(share.minor())).sum();
    let with = before + i128::from(shares[index].minor());
    let part = |amount: Money| {
        if whole == 0 {
            return Money::ZERO;
        }
        let up_to = |share: i128| {
            let product = i128::from(amount.minor()) * share;
            let magnitude = (2 * product.abs() + whole) / (2 * whole);
            if product < 0 { -magnitude } else { magnitude }
        };
        Money::from_minor(i64::try_from(up_to(with) - up_to(before)).unwrap_or(0))
    };
    let taxes = order.totals.taxes.iter();
    taxes
        .map(|tax| TaxLine {
            code: tax.code.clone(),
            rate_ppm: tax.rate_ppm,
            net: part(tax.net),
            tax: part(tax.tax),
        })
        .collect()
}
