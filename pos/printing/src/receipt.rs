//! The receipt a guest takes home.

use domain::money::Currency;
use domain::order::{Channel, Line, Order, OrderState, TenderKind};
use domain::tax::TaxLine;
use domain::{Money, Names, Timestamp};
use firmware_config::StoreSection;

use crate::document::{Block, Document};
use crate::paper::{Align, PaperSpan};
use crate::wording::{Emission, Language, local_time, rate};

/// Columns of the quantity, with the gap after it.
const QUANTITY_COLUMNS: usize = 4;

/// What every paper of a store says about the store, and how it says it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoreHead {
    /// The name over the door.
    pub names: Names,
    /// Printed under it.
    pub address_lines: Vec<String>,
    /// Tax registration number.
    pub tax_number: Option<String>,
    /// What amounts are in.
    pub currency: Currency,
    /// Where the store's clock is.
    pub time_zone: chrono_tz::Tz,
    /// What the paper is written in.
    pub language: Language,
    /// Whether items are also named in the other language.
    pub second_names: bool,
}

impl StoreHead {
    /// The head for a checked description; none if its currency or time zone is unknown.
    pub fn from_description(
        store: &StoreSection,
        language: Language,
        second_names: bool,
    ) -> Option<Self> {
        Some(Self {
            names: store.names.clone(),
            address_lines: store.address_lines.clone(),
            tax_number: store.tax_number.clone(),
            currency: Currency::from_code(&store.currency)?,
            time_zone: store.time_zone.parse().ok()?,
            language,
            second_names,
        })
    }

    /// An amount with the currency's sign.
    fn money(&self, amount: Money) -> String {
        let digits = self.currency.digits(amount);
        match digits.strip_prefix('-') {
            Some(digits) => format!("-{}{digits}", self.currency.symbol()),
            None => format!("{}{digits}", self.currency.symbol()),
        }
    }
}

/// One line of a receipt.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReceiptLine {
    /// How many.
    pub quantity: u32,
    /// What.
    pub names: Names,
    /// What was chosen with it, and what each added to the price of one.
    pub modifiers: Vec<(Names, Money)>,
    /// Quantity times price.
    pub amount: Money,
}

/// How money was given.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ReceiptTender {
    /// Notes and coins.
    Cash {
        /// What the guest gave.
        received: Money,
        /// What went back.
        change: Money,
    },
    /// On another machine.
    Card {
        /// How much.
        amount: Money,
        /// That machine's reference.
        reference: String,
    },
}

/// Everything a receipt says. Holds no name and no phone number of a member.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReceiptInput {
    /// The order number as people say it: `A 042`.
    pub order_number: String,
    /// How the guest eats.
    pub channel: Channel,
    /// Gapless over the life of the store.
    pub receipt_number: u64,
    /// When the order was paid; the same on every copy.
    pub closed_at: Timestamp,
    /// In the order rung, without those that were struck.
    pub lines: Vec<ReceiptLine>,
    /// The sum of the lines.
    pub subtotal: Money,
    /// Tax by rate.
    pub taxes: Vec<TaxLine>,
    /// What the guest paid.
    pub total: Money,
    /// In the order taken.
    pub tenders: Vec<ReceiptTender>,
    /// Points the member earned; 0 prints nothing.
    pub points_earned: i64,
}

impl ReceiptInput {
    /// What the receipt of an order says; none for an order that is not closed.
    pub fn from_order(order: &Order) -> Option<Self> {
        let (closed_at, receipt_number) = match order.state {
            OrderState::Closed { at, receipt_number } => (at, receipt_number),
            OrderState::Open | OrderState::Voided { .. } | OrderState::Merged { .. } => {
                return None;
            }
        };
        let line = |line: &Line| ReceiptLine {
            quantity: line.quantity,
            names: line.names.clone(),
            modifiers: line.modifiers.iter().map(|m| (m.names.clone(), m.price)).collect(),
            amount: line.amount,
        };
        let tender = |tender: &domain::order::Tender| match &tender.kind {
            TenderKind::Cash { received, change, rounding: _ } => {
                ReceiptTender::Cash { received: *received, change: *change }
            }
            TenderKind::CardElsewhere { reference } => {
                ReceiptTender::Card { amount: tender.amount, reference: reference.clone() }
            }
            TenderKind::Driver { reference, .. } => {
                ReceiptTender::Card { amount: tender.amount, reference: reference.clone() }
            }
        };
        Some(Self {
            order_number: order.spoken_number(),
            channel: order.channel,
            receipt_number,
            closed_at,
            lines: order.lines.iter().filter(|line| !line.is_voided()).map(line).collect(),
            subtotal: order.totals.subtotal,
            taxes: order.totals.taxes.clone(),
            total: order.totals.total,
            tenders: order.tenders.iter().map(tender).collect(),
            points_earned: order.member_points_earned,
        })
    }
}

/// The receipt of a closed order; none for an order that is not closed.
pub fn from_order(order: &Order, store: &StoreHead, emission: Emission) -> Option<Document> {
    Some(receipt(&ReceiptInput::from_order(order)?, store, emission))
}

/// Lays a receipt out as a document.
pub fn receipt(input: &ReceiptInput, store: &StoreHead, emission: Emission) -> Document {
    let mut paper = Document::default();
    head(&mut paper, store);
    marks(&mut paper, input, store, emission);
    paper.push(Block::Rule);
    let language = store.language;
    paper.push(Block::Number {
        number: input.order_number.clone(),
        corner: vec![
            language.channel(input.channel).to_owned(),
            local_time(input.closed_at, store.time_zone),
        ],
    });
    paper.push(Block::Rule);
    for line in &input.lines {
        self::line(&mut paper, line, store);
    }
    paper.push(Block::Rule);
    totals(&mut paper, input, store);
    tenders(&mut paper, input, store);
    foot(&mut paper, input, store);
    paper
}

fn head(paper: &mut Document, store: &StoreHead) {
    let language = store.language;
    paper.text(Align::Centre, PaperSpan::plain(language.name(&store.names)).bold().large());
    if let Some(other) = language.other_name(&store.names) {
        let name = other.to_owned();
        paper.push(Block::SecondName { name, align: Align::Centre, indent: 0 });
    }
    for line in &store.address_lines {
        paper.text(Align::Centre, PaperSpan::plain(line.as_str()));
    }
    if let Some(number) = &store.tax_number {
        let label = language.pick("税号", "Tax No.");
        paper.text(Align::Centre, PaperSpan::plain(format!("{label} {number}")));
    }
}

fn marks(paper: &mut Document, input: &ReceiptInput, store: &StoreHead, emission: Emission) {
    let marks = emission.marks();
    if marks.is_empty() {
        return;
    }
    paper.push(Block::Feed(1));
    for (zh, en) in marks {
        paper.push(Block::Mark { zh, en });
    }
    let at = local_time(input.closed_at, store.time_zone);
    let number = input.receipt_number;
    let original = match store.language {
        Language::Zh => format!("原单 {at} 小票号 {number}"),
        Language::En => format!("Original of {at}, receipt {number}"),
    };
    paper.text(Align::Centre, PaperSpan::plain(original));
}

fn line(paper: &mut Document, line: &ReceiptLine, store: &StoreHead) {
    let language = store.language;
    let indent = QUANTITY_COLUMNS;
    paper.push(Block::Row {
        lead: Some(PaperSpan::plain(format!("{:>2}", line.quantity)).bold()),
        left: vec![PaperSpan::plain(language.name(&line.names)).bold()],
        right: vec![PaperSpan::plain(store.currency.digits(line.amount))],
        indent,
    });
    if let Some(other) = language.other_name(&line.names).filter(|_| store.second_names) {
        let name = other.to_owned();
        paper.push(Block::SecondName { name, align: Align::Left, indent });
    }
    let modifier = |(names, price): &(Names, Money)| {
        let name = language.name(names);
        let digits = store.currency.digits(*price);
        match price.minor() {
            0 => name.to_owned(),
            1.. => format!("{name} +{digits}"),
            _ => format!("{name} {digits}"),
        }
    };
    if !line.modifiers.is_empty() {
        let separator = language.pick("，", ", ");
        let text = line.modifiers.iter().map(modifier).collect::<Vec<_>>().join(separator);
        let spans = vec![PaperSpan::plain(text)];
        paper.push(Block::Text { spans, align: Align::Left, indent });
    }
}

fn totals(paper: &mut Document, input: &ReceiptInput, store: &StoreHead) {
    let language = store.language;
    let digits = |amount| PaperSpan::plain(store.currency.digits(amount));
    paper.row(PaperSpan::plain(language.pick("小计", "Subtotal")), digits(input.subtotal));
    let included = input.total == input.subtotal;
    for tax in &input.taxes {
        let (rate, net) = (rate(tax.rate_ppm), store.currency.digits(tax.net));
        let label = match (language, included) {
            (Language::Zh, true) => format!("含税 {rate}（净额 {net}）"),
            (Language::Zh, false) => format!("税 {rate}（净额 {net}）"),
            (Language::En, true) => format!("incl. tax {rate} on {net}"),
            (Language::En, false) => format!("Tax {rate} on {net}"),
        };
        paper.row(PaperSpan::plain(label), digits(tax.tax));
    }
    paper.row(
        PaperSpan::plain(language.pick("合计", "Total")).bold().large(),
        PaperSpan::plain(store.money(input.total)).bold().large(),
    );
    paper.push(Block::Rule);
}

fn tenders(paper: &mut Document, input: &ReceiptInput, store: &StoreHead) {
    let language = store.language;
    let digits = |amount| PaperSpan::plain(store.currency.digits(amount));
    for tender in &input.tenders {
        match tender {
            ReceiptTender::Cash { received, change } => {
                paper.row(PaperSpan::plain(language.pick("现金", "Cash")), digits(*received));
                if *change != Money::ZERO {
                    let label = PaperSpan::plain(language.pick("找零", "Change")).bold();
                    paper.row(label, digits(*change).bold());
                }
            }
            ReceiptTender::Card { amount, reference } => {
                let label = format!("{} {reference}", language.pick("刷卡", "Card"));
                paper.row(PaperSpan::plain(label.trim_end()), digits(*amount));
            }
        }
    }
}

fn foot(paper: &mut Document, input: &ReceiptInput, store: &StoreHead) {
    let language = store.language;
    if input.points_earned != 0 {
        let label = language.pick("本单积分", "Points earned");
        let points = PaperSpan::plain(format!("{:+}", input.points_earned));
        paper.row(PaperSpan::plain(label), points);
    }
    paper.push(Block::Rule);
    let label = language.pick("小票号", "Receipt");
    let number = format!("{label} {}", input.receipt_number);
    paper.text(Align::Centre, PaperSpan::plain(number));
    let thanks = language.pick("谢谢惠顾，欢迎再来！", "Thank you. Come again!");
    paper.text(Align::Centre, PaperSpan::plain(thanks).bold());
    paper.push(Block::Feed(1));
    paper.push(Block::Cut);
}

#[cfg(test)]
pub(crate) mod tests;
