//! The receipt a guest takes home.

mod content;

use domain::id::CheckId;
use domain::money::Currency;
use domain::order::{Order, ReductionKind, Refund};
use domain::{Money, Names};
use firmware_config::StoreSection;

pub use self::content::{ReceiptInput, ReceiptLine, ReceiptTender};

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
    /// Where guests say how it was, as they type it; none where they are not asked.
    pub guest_address: Option<String>,
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
            guest_address: store.guest_address.clone(),
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

/// The receipt of a closed order; none for an order that is not closed.
pub fn from_order(order: &Order, store: &StoreHead, emission: Emission) -> Option<Document> {
    Some(receipt(&ReceiptInput::from_order(order)?, store, emission))
}

/// The receipt of one check of an order that was split; none while the check is not paid.
pub fn from_check(
    order: &Order,
    check: CheckId,
    store: &StoreHead,
    emission: Emission,
) -> Option<Document> {
    Some(receipt(&ReceiptInput::from_check(order, check)?, store, emission))
}

/// What a guest gets about money that was given back.
pub fn of_refund(
    order: &Order,
    refund: &Refund,
    store: &StoreHead,
    emission: Emission,
) -> Document {
    receipt(&ReceiptInput::of_refund(order, refund), store, emission)
}

/// Lays a receipt out as a document.
pub fn receipt(input: &ReceiptInput, store: &StoreHead, emission: Emission) -> Document {
    let mut paper = Document::default();
    head(&mut paper, store);
    marks(&mut paper, input, store, emission);
    paper.push(Block::Rule);
    let language = store.language;
    let mut corner = vec![
        language.channel(input.channel).to_owned(),
        local_time(input.closed_at, store.time_zone),
    ];
    corner.extend(input.table.iter().map(|table| language.table(table, input.guests)));
    paper.push(Block::Number { number: input.order_number.clone(), corner });
    paper.push(Block::Rule);
    if let Some((number, of)) = input.check {
        let text = match language {
            Language::Zh => format!("第 {number} 份，共 {of} 份"),
            Language::En => format!("Check {number} of {of}"),
        };
        paper.text(Align::Left, PaperSpan::plain(text).bold());
    }
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
    if input.training {
        paper.push(Block::Feed(1));
        paper
            .push(Block::Mark {
                zh: "培训".to_owned(), en: "TRAINING - NOT A RECEIPT".to_owned()
            });
    }
    if input.refund.is_some() {
        paper.push(Block::Feed(1));
        paper.push(Block::Mark { zh: "退款".to_owned(), en: "REFUND".to_owned() });
    }
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
    let mut extras: Vec<String> = Vec::new();
    extras.extend(line.grams.map(|grams| weight(grams, line.unit_price, store)));
    extras.extend(line.size.iter().map(|size| language.name(size).to_owned()));
    extras.extend(line.modifiers.iter().map(|chosen| modifier(chosen, store)));
    let separator = language.pick("，", ", ");
    let mut rows = Vec::new();
    if !extras.is_empty() {
        rows.push(extras.join(separator));
    }
    for (names, modifiers) in &line.parts {
        let with = modifiers.iter().map(|chosen| modifier(chosen, store));
        let words: Vec<String> =
            std::iter::once(language.name(names).to_owned()).chain(with).collect();
        rows.push(format!("- {}", words.join(separator)));
    }
    rows.extend(line.reductions.iter().map(|kind| reduction(*kind, store)));
    for text in rows {
        let spans = vec![PaperSpan::plain(text)];
        paper.push(Block::Text { spans, align: Align::Left, indent });
    }
}

/// `0.350 kg x 24.00`.
fn weight(grams: u32, per_kilogram: Money, store: &StoreHead) -> String {
    let price = store.currency.digits(per_kilogram);
    format!("{}.{:03} kg x {price}", grams / 1_000, grams % 1_000)
}

/// What was chosen, and what it added to the price of one.
fn modifier((names, price): &(Names, Money), store: &StoreHead) -> String {
    let name = store.language.name(names);
    let digits = store.currency.digits(*price);
    match price.minor() {
        0 => name.to_owned(),
        1.. => format!("{name} +{digits}"),
        _ => format!("{name} {digits}"),
    }
}

/// What a line was reduced by, in words.
fn reduction(kind: ReductionKind, store: &StoreHead) -> String {
    let language = store.language;
    match kind {
        ReductionKind::Percent { ppm } => {
            format!("{} {}", language.pick("折扣", "Discount"), rate(ppm))
        }
        ReductionKind::Amount { amount } => {
            let digits = store.currency.digits(amount);
            format!("{} {digits}", language.pick("减", "Discount"))
        }
        ReductionKind::Comp => language.pick("免单", "On the house").to_owned(),
    }
}

fn totals(paper: &mut Document, input: &ReceiptInput, store: &StoreHead) {
    let language = store.language;
    let digits = |amount| PaperSpan::plain(store.currency.digits(amount));
    let minus = |amount: Money| PaperSpan::plain(format!("-{}", store.currency.digits(amount)));
    if input.share {
        let label = language.pick("整单合计", "The whole order");
        paper.row(PaperSpan::plain(label), digits(input.subtotal));
    } else if input.refund.is_none() {
        paper.row(PaperSpan::plain(language.pick("小计", "Subtotal")), digits(input.subtotal));
        for (names, amount) in &input.promotions {
            paper.row(PaperSpan::plain(language.name(names)), minus(*amount));
        }
        let promoted = Money::sum(input.promotions.iter().map(|(_, amount)| *amount));
        let others = input.discounts.checked_sub(promoted.unwrap_or_default()).unwrap_or_default();
        for (amount, zh, en) in
            [(others, "折扣", "Discounts"), (input.comps, "免单", "On the house")]
        {
            if amount != Money::ZERO {
                paper.row(PaperSpan::plain(language.pick(zh, en)), minus(amount));
            }
        }
        for (amount, zh, en) in
            [(input.service, "服务费", "Service charge"), (input.packaging, "包装费", "Packaging")]
        {
            if amount != Money::ZERO {
                paper.row(PaperSpan::plain(language.pick(zh, en)), digits(amount));
            }
        }
    }
    let included = input.tax_included;
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
        PaperSpan::plain(match input.refund {
            Some(_) => language.pick("退款", "Refund"),
            None => language.pick("合计", "Total"),
        })
        .bold()
        .large(),
        PaperSpan::plain(store.money(input.total)).bold().large(),
    );
    paper.push(Block::Rule);
}

fn tenders(paper: &mut Document, input: &ReceiptInput, store: &StoreHead) {
    let language = store.language;
    let digits = |amount| PaperSpan::plain(store.currency.digits(amount));
    for tender in &input.tenders {
        match tender {
            ReceiptTender::Cash { received, change, rounding } => {
                if *rounding != Money::ZERO {
                    paper.row(
                        PaperSpan::plain(language.pick("抹零", "Rounding")),
                        digits(*rounding),
                    );
                }
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
            ReceiptTender::Value { amount } => {
                let label = language.pick("储值", "Stored value");
                paper.row(PaperSpan::plain(label), digits(*amount));
            }
            ReceiptTender::Points { amount, points } => {
                let label = match (points, language) {
                    (0, _) => language.pick("积分抵扣", "Points").to_owned(),
                    (points, Language::Zh) => format!("积分抵扣（{points} 分）"),
                    (points, Language::En) => format!("{points} points"),
                };
                paper.row(PaperSpan::plain(label), digits(*amount));
            }
            ReceiptTender::Coupon { amount } => {
                let label = language.pick("优惠券", "Coupon");
                paper.row(PaperSpan::plain(label), digits(*amount));
            }
        }
    }
    if input.tips != Money::ZERO {
        paper.row(PaperSpan::plain(language.pick("小费", "Tip, included")), digits(input.tips));
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
    let label = match input.refund {
        Some(_) => language.pick("退款号", "Refund"),
        None => language.pick("小票号", "Receipt"),
    };
    let number = input.refund.unwrap_or(input.receipt_number);
    paper.text(Align::Centre, PaperSpan::plain(format!("{label} {number}")));
    if input.refund.is_some() {
        let label = language.pick("原小票号", "for receipt");
        let original = format!("{label} {}", input.receipt_number);
        paper.text(Align::Centre, PaperSpan::plain(original));
    }
    if let (Some(address), Some(code)) = (&store.guest_address, &input.feedback_code) {
        let asked = language.pick("这顿怎么样？请告诉我们：", "How was it? Tell us at");
        paper.text(Align::Centre, PaperSpan::plain(asked));
        paper.text(Align::Centre, PaperSpan::plain(format!("{address}/f")));
        let label = language.pick("评价码", "Code");
        paper.text(Align::Centre, PaperSpan::plain(format!("{label} {code}")).bold());
    }
    let thanks = language.pick("谢谢惠顾，欢迎再来！", "Thank you. Come again!");
    paper.text(Align::Centre, PaperSpan::plain(thanks).bold());
    paper.push(Block::Feed(1));
    paper.push(Block::Cut);
}

#[cfg(test)]
pub(crate) mod tests;
