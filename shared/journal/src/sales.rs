//! What was sold, added up as it happens: by hour, day, item, category, channel, staff, tender, tax.
//!
//! An order counts when it is closed, on its own business day. What is given back later is taken off
//! that same day, hour, item and tender, so that a group always says what its sales came to in the
//! end. Training counts nowhere.

use std::collections::BTreeMap;

use domain::day::evolve::name_of;
use domain::id::OrderId;
use domain::order::totals::shares;
use domain::order::{Order, OrderState, Refund};
use domain::{BusinessDay, Event, Money, Names, State, Timestamp};
use rusqlite::{Connection, params};

use crate::error::ReadError;
use crate::exceptions::word;

/// Milliseconds in a quarter of an hour. Every time zone is a whole number of quarters from UTC, so
/// quarters can be told by any zone's clock later.
const QUARTER_MS: i64 = 15 * 60 * 1000;
/// Added to a kind for its rows by month.
const BY_MONTH: i64 = 16;

/// What sales are grouped by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum SalesBy {
    /// The hour on the store's clock in which the order was closed: `00` to `23`.
    Hour,
    /// The business day: `2026-11-21`.
    Day,
    /// The item, by its id.
    Item,
    /// The category, by its code; empty for none.
    Category,
    /// The channel's word: `dine_in`.
    Channel,
    /// Who opened the order, by their id; empty for nobody.
    Staff,
    /// How it was paid: `cash`, `card_elsewhere`, or a driver's code.
    Tender,
    /// The tax rate: its code and its parts per million, `standard@200000`.
    Tax,
}

impl SalesBy {
    fn number(self) -> i64 {
        match self {
            Self::Hour => 0,
            Self::Day => 1,
            Self::Item => 2,
            Self::Category => 3,
            Self::Channel => 4,
            Self::Staff => 5,
            Self::Tender => 6,
            Self::Tax => 7,
        }
    }

    /// Whether months are added up too. Days and hours are not: they are few, or need their date.
    fn has_months(self) -> bool {
        match self {
            Self::Hour | Self::Day => false,
            Self::Item
            | Self::Category
            | Self::Channel
            | Self::Staff
            | Self::Tender
            | Self::Tax => true,
        }
    }
}

/// Sums of one group, in minor units where they are money.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct SalesSums {
    /// What it was called last, where it has a name of its own.
    pub names: Option<Names>,
    /// Orders closed; lines, for items and categories; tenders, for tenders.
    pub count: i64,
    /// Units sold.
    pub quantity: i64,
    /// Before discounts and comps.
    pub gross: Money,
    /// What discounts took off.
    pub discounts: Money,
    /// What was given free.
    pub comps: Money,
    /// What was given back since.
    pub refunds: Money,
    /// What guests paid for it, tax included, refunds taken off.
    pub net: Money,
    /// The tax in that.
    pub tax: Money,
    /// Tips.
    pub tips: Money,
}

impl SalesSums {
    /// Adds another group's sums. Sums stay at the ends of the `i64` range.
    pub fn add(&mut self, more: Self) {
        let add = |sum: &mut Money, more: Money| {
            *sum = Money::from_minor(sum.minor().saturating_add(more.minor()));
        };
        self.names = more.names.or_else(|| self.names.take());
        self.count = self.count.saturating_add(more.count);
        self.quantity = self.quantity.saturating_add(more.quantity);
        add(&mut self.gross, more.gross);
        add(&mut self.discounts, more.discounts);
        add(&mut self.comps, more.comps);
        add(&mut self.refunds, more.refunds);
        add(&mut self.net, more.net);
        add(&mut self.tax, more.tax);
        add(&mut self.tips, more.tips);
    }
}

/// Collects sales until they are written.
#[derive(Default)]
pub(crate) struct Sales {
    rows: BTreeMap<(SalesBy, BusinessDay, String), SalesSums>,
}

impl Sales {
    /// Counts one event in. Call after the state has evolved.
    pub(crate) fn note(&mut self, event: &Event, state: &State) {
        if let Event::OrderClosed { order_id, .. } = event
            && let Some(order) = counted(state, *order_id)
        {
            self.closed(order);
        }
        if let Event::OrderRefunded { order_id, refund, .. } = event
            && let Some(order) = counted(state, *order_id)
        {
            self.refunded(order, refund);
        }
    }

    fn add(&mut self, by: SalesBy, order: &Order, key: String, more: SalesSums) {
        self.rows.entry((by, order.business_day, key)).or_default().add(more);
    }

    /// Adds to the groups that take an order as a whole.
    fn add_whole(&mut self, order: &Order, more: &SalesSums) {
        let OrderState::Closed { at, .. } = order.state else { return };
        let staff = order.opened_by.map(|id| id.to_string()).unwrap_or_default();
        for (by, key) in [
            (SalesBy::Hour, at.ms().div_euclid(QUARTER_MS).to_string()),
            (SalesBy::Day, order.business_day.to_string()),
            (SalesBy::Channel, word(&order.channel)),
            (SalesBy::Staff, staff),
        ] {
            self.add(by, order, key, more.clone());
        }
    }

    fn closed(&mut self, order: &Order) {
        let totals = &order.totals;
        let units = order.lines.iter().filter(|line| !line.is_voided());
        let whole = SalesSums {
            count: 1,
            quantity: units.map(|line| i64::from(line.quantity)).sum(),
            gross: totals.subtotal,
            discounts: totals.discounts,
            comps: totals.comps,
            net: totals.total,
            tax: totals.tax,
            tips: totals.tips,
            ..SalesSums::default()
        };
        self.add_whole(order, &whole);
        for share in shares(order).unwrap_or_default() {
            let sums = SalesSums {
                count: 1,
                quantity: i64::from(share.line.quantity),
                gross: share.line.amount,
                discounts: share.discounts,
                comps: share.comps,
                net: share.amount,
                tax: sum(share.tax, share.packaging_tax),
                ..SalesSums::default()
            };
            let named = SalesSums { names: Some(share.line.names.clone()), ..sums.clone() };
            self.add(SalesBy::Item, order, share.line.item_id.to_string(), named);
            self.add(SalesBy::Category, order, category(order, share.line.id), sums);
        }
        for tender in &order.tenders {
            let (net, tips) = (tender.amount, tender.tip);
            let sums = SalesSums { count: 1, net, tips, ..SalesSums::default() };
            self.add(SalesBy::Tender, order, name_of(&tender.kind).as_str().to_owned(), sums);
        }
        for tax in &totals.taxes {
            let net = sum(tax.net, tax.tax);
            let sums = SalesSums { count: 1, net, tax: tax.tax, ..SalesSums::default() };
            self.add(SalesBy::Tax, order, format!("{}@{}", tax.code, tax.rate_ppm), sums);
        }
    }

    fn refunded(&mut self, order: &Order, refund: &Refund) {
        let back = |amount: Money, tax: Money| SalesSums {
            refunds: amount,
            net: negative(amount),
            tax: negative(tax),
            ..SalesSums::default()
        };
        let tax = refund.taxes.iter().fold(Money::ZERO, |all, line| sum(all, line.tax));
        self.add_whole(order, &back(refund.amount, tax));
        let mut given: BTreeMap<_, u32> = BTreeMap::new();
        for line in &refund.lines {
            *given.entry(line.line_id).or_default() += line.quantity;
        }
        for share in shares(order).unwrap_or_default() {
            let Some(quantity) = given.get(&share.line.id) else { continue };
            // The order is as of after the refund.
            let with = share.line.details.refunded;
            let Some(part) = share.units(with.saturating_sub(*quantity), with) else { continue };
            let sums = back(part.amount, sum(part.tax, part.packaging_tax));
            self.add(SalesBy::Item, order, share.line.item_id.to_string(), sums.clone());
            self.add(SalesBy::Category, order, category(order, share.line.id), sums);
        }
        for given in &refund.tenders {
            let Some(tender) = order.tender(given.tender_id) else { continue };
            let sums = back(given.amount, Money::ZERO);
            self.add(SalesBy::Tender, order, name_of(&tender.kind).as_str().to_owned(), sums);
        }
        for tax in &refund.taxes {
            let sums = back(sum(tax.net, tax.tax), tax.tax);
            self.add(SalesBy::Tax, order, format!("{}@{}", tax.code, tax.rate_ppm), sums);
        }
    }

    /// Adds what was collected to the table.
    pub(crate) fn flush(&mut self, connection: &Connection) -> Result<(), ReadError> {
        for ((by, day, key), sums) in std::mem::take(&mut self.rows) {
            let day = day.to_string();
            add_row(connection, by.number(), &day, &key, &sums)?;
            if by.has_months() {
                add_row(connection, by.number() + BY_MONTH, month(&day), &key, &sums)?;
            }
        }
        Ok(())
    }
}

/// The order, unless it is for practice.
fn counted(state: &State, id: OrderId) -> Option<&Order> {
    state.order(id).filter(|order| !order.is_training())
}

fn category(order: &Order, line: domain::id::LineId) -> String {
    let code = order.line(line).and_then(|line| line.details.category.as_ref());
    code.map(|code| code.as_str().to_owned()).unwrap_or_default()
}

fn sum(one: Money, other: Money) -> Money {
    Money::from_minor(one.minor().saturating_add(other.minor()))
}

fn negative(amount: Money) -> Money {
    Money::from_minor(amount.minor().saturating_neg())
}

/// The month of a business day: `2026-11`.
fn month(day: &str) -> &str {
    day.get(..7).unwrap_or(day)
}

fn add_row(
    connection: &Connection,
    kind: i64,
    day: &str,
    key: &str,
    sums: &SalesSums,
) -> Result<(), ReadError> {
    const SQL: &str = "INSERT INTO sales (kind, business_day, key, names, count, quantity, gross, discounts, comps, refunds, net, tax, tips) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13) ON CONFLICT (kind, business_day, key) DO UPDATE SET names = coalesce(excluded.names, names), count = count + excluded.count, quantity = quantity + excluded.quantity, gross = gross + excluded.gross, discounts = discounts + excluded.discounts, comps = comps + excluded.comps, refunds = refunds + excluded.refunds, net = net + excluded.net, tax = tax + excluded.tax, tips = tips + excluded.tips";
    let names = sums.names.as_ref().map(serde_json::to_string).transpose()?;
    connection.prepare_cached(SQL)?.execute(params![
        kind,
        day,
        key,
        names,
        sums.count,
        sums.quantity,
        sums.gross.minor(),
        sums.discounts.minor(),
        sums.comps.minor(),
        sums.refunds.minor(),
        sums.net.minor(),
        sums.tax.minor(),
        sums.tips.minor()
    ])?;
    Ok(())
}

/// Sales of some business days, both included, by group.
pub(crate) fn read(
    connection: &Connection,
    by: SalesBy,
    from: BusinessDay,
    to: BusinessDay,
    zone: chrono_tz::Tz,
) -> Result<BTreeMap<String, SalesSums>, ReadError> {
    let mut groups = BTreeMap::new();
    let kind = by.number();
    let days = |first: String, last: String| (kind, first, last);
    let ranges = match whole_months(from, to).filter(|_| by.has_months()) {
        None => vec![days(from.to_string(), to.to_string())],
        Some((first, last)) => vec![
            // Text sorts as dates do: day 00 and day 99 are before and after every day.
            days(from.to_string(), format!("{first}-00")),
            (kind + BY_MONTH, first, last.clone()),
            days(format!("{last}-99"), to.to_string()),
        ],
    };
    for (kind, first, last) in ranges {
        let mut find = connection.prepare_cached(match by {
            SalesBy::Hour => {
                "SELECT key, NULL, count, quantity, gross, discounts, comps, refunds, net, tax, tips FROM sales WHERE kind = ?1 AND business_day BETWEEN ?2 AND ?3"
            }
            SalesBy::Day
            | SalesBy::Item
            | SalesBy::Category
            | SalesBy::Channel
            | SalesBy::Staff
            | SalesBy::Tender
            | SalesBy::Tax => {
                "SELECT key, names, sum(count), sum(quantity), sum(gross), sum(discounts), sum(comps), sum(refunds), sum(net), sum(tax), sum(tips), max(business_day) FROM sales WHERE kind = ?1 AND business_day BETWEEN ?2 AND ?3 GROUP BY key"
            }
        })?;
        let mut rows = find.query(params![kind, first, last])?;
        while let Some(row) = rows.next()? {
            let key: String = row.get(0)?;
            let key = match by {
                SalesBy::Hour => hour(&key, zone).ok_or(ReadError::Column("key"))?,
                SalesBy::Day
                | SalesBy::Item
                | SalesBy::Category
                | SalesBy::Channel
                | SalesBy::Staff
                | SalesBy::Tender
                | SalesBy::Tax => key,
            };
            let names: Option<String> = row.get(1)?;
            let money = |column| Ok::<_, ReadError>(Money::from_minor(row.get(column)?));
            let sums = SalesSums {
                names: names.map(|text| serde_json::from_str(&text)).transpose()?,
                count: row.get(2)?,
                quantity: row.get(3)?,
                gross: money(4)?,
                discounts: money(5)?,
                comps: money(6)?,
                refunds: money(7)?,
                net: money(8)?,
                tax: money(9)?,
                tips: money(10)?,
            };
            groups.entry(key).or_insert_with(SalesSums::default).add(sums);
        }
    }
    Ok(groups)
}

/// The hour of a quarter on a zone's clock.
fn hour(quarter: &str, zone: chrono_tz::Tz) -> Option<String> {
    let at = Timestamp::from_ms(quarter.parse::<i64>().ok()?.checked_mul(QUARTER_MS)?);
    Some(format!("{:02}", domain::time::local_hour(at, zone)))
}

/// The first and last month that lie within the days as a whole; `None` when there is none.
fn whole_months(from: BusinessDay, to: BusinessDay) -> Option<(String, String)> {
    let (from, to) = (from.to_string(), to.to_string());
    let first = if from.ends_with("-01") { month(&from).to_owned() } else { next(month(&from))? };
    // The last day of a month is left to its days: at most 31 rows of each group.
    let last = previous(month(&to))?;
    (first <= last).then_some((first, last))
}

fn next(month: &str) -> Option<String> {
    let (year, number) = parts(month)?;
    Some(if number == 12 { text(year + 1, 1) } else { text(year, number + 1) })
}

fn previous(month: &str) -> Option<String> {
    let (year, number) = parts(month)?;
    Some(if number == 1 { text(year - 1, 12) } else { text(year, number - 1) })
}

fn parts(month: &str) -> Option<(i32, u32)> {
    let (year, number) = month.split_once('-')?;
    Some((year.parse().ok()?, number.parse().ok()?))
}

fn text(year: i32, month: u32) -> String {
    format!("{year:04}-{month:02}")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> BusinessDay {
        text.parse().unwrap()
    }

    #[test]
    fn the_months_between_two_days_are_the_whole_ones() {
        for (from, to, whole) in [
            ("2026-01-01", "2026-12-31", Some(("2026-01", "2026-11"))),
            ("2026-01-02", "2026-03-15", Some(("2026-02", "2026-02"))),
            ("2025-12-05", "2026-02-01", Some(("2026-01", "2026-01"))),
            ("2026-01-01", "2026-01-31", None),
            ("2026-01-15", "2026-02-15", None),
        ] {
            let found = whole_months(day(from), day(to));
            let whole = whole.map(|(first, last): (&str, &str)| (first.into(), last.into()));
            assert_eq!(found, whole, "{from} to {to}");
        }
    }

    #[test]
    fn a_quarter_is_told_by_the_clock_on_the_wall_on_either_side_of_a_clock_change() {
        let london = chrono_tz::Europe::London;
        // 2026-10-25 00:30 and 01:30 UTC: the clock goes back between them.
        let quarter = |ms: i64| (ms / QUARTER_MS).to_string();
        assert_eq!(hour(&quarter(1_792_888_200_000), london).as_deref(), Some("01"));
        assert_eq!(hour(&quarter(1_792_891_800_000), london).as_deref(), Some("01"));
        let delhi = chrono_tz::Asia::Kolkata;
        assert_eq!(hour(&quarter(1_792_888_200_000), delhi).as_deref(), Some("06"));
        assert_eq!(hour("lunch", london), None);
    }
}
