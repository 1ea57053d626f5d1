//! Reports on paper: a drawer session, the takings so far (X), a closed day (Z).

use domain::day::{ClosedDay, Signing, Takings};
use domain::ledger::{Entry, Reason};
use domain::shift::{MovementKind, Shift, ShiftState};
use domain::{Money, Timestamp};

use crate::document::{Block, Document};
use crate::paper::{Align, PaperSpan};
use crate::receipt::StoreHead;
use crate::wording::{Emission, local_time, rate};

/// Hexadecimal digits of a hash or signature that are printed: enough to compare by eye.
const DIGITS_SHOWN: usize = 32;

/// The report of a drawer session: an X while it runs, the count once it is closed. Who opened it is
/// named by the caller, because events and rows hold no names.
pub fn of_shift(
    shift: &Shift,
    who: &str,
    now: Timestamp,
    store: &StoreHead,
    emission: Emission,
) -> Document {
    let language = store.language;
    let mut paper = begin(store, emission, ("钱箱报表", "DRAWER REPORT"));
    let row = |paper: &mut Document, zh: &str, en: &str, amount: Money| {
        paper.row(
            PaperSpan::plain(language.pick(zh, en)),
            PaperSpan::plain(store.currency.digits(amount)),
        );
    };
    words(&mut paper, store, "收银员", "Cashier", who);
    let opened_at = local_time(shift.opened_at, store.time_zone);
    words(&mut paper, store, "开班", "Opened", &opened_at);
    match shift.state {
        ShiftState::Open => {
            words(&mut paper, store, "截至", "As of", &local_time(now, store.time_zone));
        }
        ShiftState::Closed { at, .. } => {
            words(&mut paper, store, "收班", "Closed", &local_time(at, store.time_zone));
        }
    }
    paper.push(Block::Rule);
    row(&mut paper, "备用金", "Float", shift.float);
    row(&mut paper, "现金收入", "Cash taken", shift.cash_in);
    row(&mut paper, "存入", "Paid in", shift.pay_ins);
    row(&mut paper, "支出", "Paid out", negative(shift.pay_outs));
    row(&mut paper, "入保险箱", "To the safe", negative(shift.drops));
    row(&mut paper, "现金退款", "Refunds in cash", negative(shift.cash_refunds));
    for movement in &shift.movements {
        let (sign, amount) = match movement.kind {
            MovementKind::PayIn | MovementKind::TopUp => ("+", movement.amount),
            MovementKind::PayOut | MovementKind::Drop | MovementKind::ValuePaidOut => {
                ("-", movement.amount)
            }
        };
        let reason = match movement.kind {
            MovementKind::TopUp => language.pick("会员充值", "Member paid in"),
            MovementKind::ValuePaidOut => language.pick("退还储值", "Stored value paid out"),
            MovementKind::PayIn | MovementKind::PayOut | MovementKind::Drop => &movement.reason,
        };
        let at = local_time(movement.at, store.time_zone);
        let digits = store.currency.digits(amount);
        let spans = vec![PaperSpan::plain(format!("{at} {sign}{digits} {reason}"))];
        paper.push(Block::Text { spans, align: Align::Left, indent: 2 });
    }
    let times = shift.no_sales.to_string();
    words(&mut paper, store, "无销售开箱", "Drawer opened without a sale", &times);
    paper.push(Block::Rule);
    if let ShiftState::Closed { counted, over_short, .. } = shift.state {
        row(&mut paper, "应有", "Expected", shift.expected);
        for kind in &shift.denominations {
            let value = store.currency.digits(kind.value);
            let sum = kind.value.checked_mul(kind.count).unwrap_or_default();
            paper.row(
                PaperSpan::plain(format!("  {} x {value}", kind.count)),
                PaperSpan::plain(store.currency.digits(sum)),
            );
        }
        row(&mut paper, "清点", "Counted", counted);
        let label = PaperSpan::plain(language.pick("长短款", "Over/short")).bold();
        paper.row(label, PaperSpan::plain(store.currency.digits(over_short)).bold());
    }
    end(&mut paper);
    paper
}

/// The takings since the last Z, read without closing anything.
pub fn of_takings(
    takings: &Takings,
    now: Timestamp,
    store: &StoreHead,
    emission: Emission,
) -> Document {
    let mut paper = begin(store, emission, ("X 报表", "X REPORT"));
    words(&mut paper, store, "截至", "As of", &local_time(now, store.time_zone));
    paper.push(Block::Rule);
    sums(&mut paper, takings, store);
    end(&mut paper);
    paper
}

/// A closed day.
pub fn of_day(day: &ClosedDay, store: &StoreHead, emission: Emission) -> Document {
    let language = store.language;
    let report = &day.report;
    let title = format!("Z {}", report.number);
    let mut paper = begin(store, emission, (title.as_str(), title.as_str()));
    words(&mut paper, store, "营业日", "Business day", &report.business_day.to_string());
    words(&mut paper, store, "结班", "Closed", &local_time(report.at, store.time_zone));
    paper.push(Block::Rule);
    sums(&mut paper, &report.takings, store);
    let perpetual = PaperSpan::plain(store.currency.digits(report.perpetual)).bold();
    paper.row(PaperSpan::plain(language.pick("累计总额", "Perpetual total")).bold(), perpetual);
    words(&mut paper, store, "未结订单", "Orders still open", &report.open_orders.to_string());
    let confirmed = report.hq_confirmed_seq.to_string();
    words(&mut paper, store, "总部已确认至", "HQ has confirmed up to", &confirmed);
    paper.push(Block::Rule);
    digits(&mut paper, store, "上一份", "Previous", &report.previous_hash.to_string());
    digits(&mut paper, store, "本份", "This", &report.hash.to_string());
    match &day.signing {
        Signing::Signed { signature, .. } => {
            digits(&mut paper, store, "签名", "Signature", signature);
        }
        Signing::Waiting | Signing::Outage { .. } => {
            paper.push(Block::Mark { zh: "未签名".to_owned(), en: "NOT SIGNED YET".to_owned() });
        }
    }
    end(&mut paper);
    paper
}

/// What a member paid in, with its gift, or got back in cash: a slip for them. It names nobody.
pub fn of_value(entry: &Entry, at: Timestamp, store: &StoreHead, emission: Emission) -> Document {
    let language = store.language;
    let (title, how) = match &entry.reason {
        Reason::ToppedUp { paid, .. } => (("会员充值", "PAID IN"), Some(paid)),
        Reason::Earned { .. }
        | Reason::Reversed { .. }
        | Reason::Spent { .. }
        | Reason::GivenBack { .. }
        | Reason::PaidOut { .. }
        | Reason::CouponGiven { .. }
        | Reason::Adjusted { .. }
        | Reason::TransferredTo { .. }
        | Reason::Merged { .. }
        | Reason::TakenApart { .. }
        | Reason::TransferredFrom { .. }
        | Reason::Lent { .. }
        | Reason::Returned
        | Reason::PointsLapsed => (("退还储值", "PAID BACK"), None),
    };
    let mut paper = begin(store, emission, title);
    words(&mut paper, store, "时间", "At", &local_time(at, store.time_zone));
    if let Some(how) = how {
        words(&mut paper, store, "付款方式", "Paid by", &tender(how.as_str(), store));
    }
    let row = |paper: &mut Document, zh: &str, en: &str, amount: Money| {
        let digits = PaperSpan::plain(store.currency.digits(amount)).bold();
        paper.row(PaperSpan::plain(language.pick(zh, en)).bold(), digits);
    };
    row(&mut paper, "储值", "Stored value", entry.principal);
    if entry.gift != Money::ZERO {
        row(&mut paper, "赠送", "Gift", entry.gift);
    }
    end(&mut paper);
    paper
}

fn begin(store: &StoreHead, emission: Emission, (zh, en): (&str, &str)) -> Document {
    let language = store.language;
    let mut paper = Document::default();
    for (zh, en) in emission.marks() {
        paper.push(Block::Mark { zh, en });
    }
    let name = PaperSpan::plain(language.name(&store.names)).bold();
    paper.text(Align::Centre, name);
    paper.text(Align::Centre, PaperSpan::plain(language.pick(zh, en)).bold().large());
    paper.push(Block::Rule);
    paper
}

fn end(paper: &mut Document) {
    paper.push(Block::Feed(1));
    paper.push(Block::Cut);
}

fn words(paper: &mut Document, store: &StoreHead, zh: &str, en: &str, value: &str) {
    paper.row(PaperSpan::plain(store.language.pick(zh, en)), PaperSpan::plain(value));
}

fn digits(paper: &mut Document, store: &StoreHead, zh: &str, en: &str, value: &str) {
    let label = store.language.pick(zh, en);
    let shown: String = value.chars().take(DIGITS_SHOWN).collect();
    paper.text(Align::Left, PaperSpan::plain(format!("{label} {shown}")));
}

fn negative(amount: Money) -> Money {
    Money::ZERO.checked_sub(amount).unwrap_or_default()
}

fn sums(paper: &mut Document, takings: &Takings, store: &StoreHead) {
    let language = store.language;
    let count = |paper: &mut Document, zh: &str, en: &str, number: u32| {
        words(paper, store, zh, en, &number.to_string());
    };
    let row = |paper: &mut Document, zh: &str, en: &str, amount: Money| {
        paper.row(
            PaperSpan::plain(language.pick(zh, en)),
            PaperSpan::plain(store.currency.digits(amount)),
        );
    };
    count(paper, "下单", "Orders placed", takings.orders_placed);
    count(paper, "结账", "Orders closed", takings.orders_closed);
    count(paper, "作废订单", "Orders voided", takings.orders_voided);
    count(paper, "厨房单", "Tickets", takings.tickets);
    let first = takings.first_receipt.unwrap_or(0);
    let last = takings.last_receipt.unwrap_or(0);
    let receipts = format!("{} ({first}-{last})", takings.receipts);
    words(paper, store, "小票", "Receipts", &receipts);
    paper.push(Block::Rule);
    row(paper, "销售原价", "Gross sales", takings.gross);
    row(paper, "折扣", "Discounts", negative(takings.discounts));
    row(paper, "免单", "On the house", negative(takings.comps));
    row(paper, "服务费", "Service charge", takings.service);
    row(paper, "包装费", "Packaging", takings.packaging);
    row(paper, "合计", "Total", takings.total);
    let refunds = format!("{} ({})", language.pick("退款", "Refunds"), takings.refunds);
    let back = store.currency.digits(negative(takings.refunded));
    paper.row(PaperSpan::plain(refunds), PaperSpan::plain(back));
    let net = store.currency.digits(takings.net().unwrap_or_default());
    paper.row(
        PaperSpan::plain(language.pick("净额", "Net")).bold().large(),
        PaperSpan::plain(net).bold().large(),
    );
    for tax in &takings.taxes {
        let net = store.currency.digits(tax.net);
        let label =
            format!("{} {} {} {net}", language.pick("税", "Tax"), tax.code, rate(tax.rate_ppm));
        paper.row(PaperSpan::plain(label), PaperSpan::plain(store.currency.digits(tax.tax)));
    }
    paper.push(Block::Rule);
    for (name, sum) in &takings.tenders {
        let label = format!("{} ({})", tender(name.as_str(), store), sum.count);
        let kept = sum.amount.checked_sub(sum.refunded).unwrap_or_default();
        paper.row(PaperSpan::plain(label), PaperSpan::plain(store.currency.digits(kept)));
    }
    // Owed to members until they spend it: not sold.
    for (name, sum) in &takings.top_ups {
        let label = format!(
            "{} {}",
            language.pick("会员充值", "Paid in by members,"),
            tender(name.as_str(), store)
        );
        paper.row(PaperSpan::plain(label), PaperSpan::plain(store.currency.digits(*sum)));
    }
    if takings.value_paid_out != Money::ZERO {
        let back = negative(takings.value_paid_out);
        row(paper, "退还储值", "Paid back to members", back);
    }
    row(paper, "小费", "Tips", takings.tips);
    row(paper, "抹零", "Cash rounding", takings.rounding);
    row(paper, "未结订单已收", "Taken on open orders", takings.open_paid);
    paper.push(Block::Rule);
    let voids = format!("{} ({})", language.pick("作废", "Voids"), takings.voids);
    let voided = store.currency.digits(takings.voided);
    paper.row(PaperSpan::plain(voids), PaperSpan::plain(voided));
    row(paper, "存入", "Paid in", takings.pay_ins);
    row(paper, "支出", "Paid out", negative(takings.pay_outs));
    row(paper, "入保险箱", "To the safe", negative(takings.drops));
    count(paper, "无销售开箱", "Drawer opened without a sale", takings.no_sales);
    count(paper, "收班", "Drawers counted", takings.shifts_closed);
    row(paper, "长短款", "Over/short", takings.over_short);
}

/// What a way of paying is called; a driver is called by its code.
fn tender(name: &str, store: &StoreHead) -> String {
    let language = store.language;
    if name == domain::day::TenderName::cash().as_str() {
        language.pick("现金", "Cash").to_owned()
    } else if name == domain::day::TenderName::card_elsewhere().as_str() {
        language.pick("刷卡（另机）", "Card, other machine").to_owned()
    } else if name == domain::day::TenderName::stored_value().as_str() {
        language.pick("储值", "Stored value").to_owned()
    } else if name == domain::day::TenderName::points().as_str() {
        language.pick("积分抵扣", "Points").to_owned()
    } else if name == domain::day::TenderName::coupon().as_str() {
        language.pick("优惠券", "Coupons").to_owned()
    } else {
        name.to_owned()
    }
}

#[cfg(test)]
mod tests;
