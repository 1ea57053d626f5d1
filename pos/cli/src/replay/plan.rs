//! What will be asked, minted and written out before the first order is sent.

use std::collections::BTreeMap;

use chrono::NaiveDateTime;
use domain::id::{CommandId, ItemId, LineId, OrderId, TenderId};
use domain::money::{Currency, WIRE_MAX};
use domain::order::{Channel, NewLine, NewTender, NewTenderKind};
use domain::{Code, Command, Money};
use tokio_tungstenite::tungstenite::Utf8Bytes;
use uuid::Uuid;

use super::sheet::{Sheet, SheetError, SheetOrder};
use super::wire;

/// Where each item is made; what is missing is made nowhere.
pub(super) type Routes = BTreeMap<ItemId, Vec<Code>>;

/// An order of the file with its prices read as money.
#[derive(Debug, Clone)]
pub(super) struct Priced {
    pub(super) ordered_at: NaiveDateTime,
    pub(super) lines: Vec<PricedLine>,
    /// What all lines come to.
    pub(super) total: Money,
}

/// A line of a [`Priced`].
#[derive(Debug, Clone)]
pub(super) struct PricedLine {
    pub(super) item: String,
    pub(super) quantity: u32,
    pub(super) price: Money,
}

/// Reads all prices in the store's currency.
///
/// # Errors
/// The first price that the currency cannot hold, or an order whose sum is too large.
pub(super) fn priced(sheet: &Sheet, currency: Currency) -> Result<Vec<Priced>, SheetError> {
    sheet.orders.iter().map(|order| price_order(order, currency)).collect()
}

fn price_order(order: &SheetOrder, currency: Currency) -> Result<Priced, SheetError> {
    let mut total = Money::ZERO;
    let mut lines = Vec::with_capacity(order.rows.len());
    for row in &order.rows {
        let wrong = |why| SheetError::Cell {
            row: row.row,
            what: "unit price",
            text: row.price.clone(),
            why,
        };
        let price = currency
            .parse(&row.price)
            .ok_or_else(|| wrong("has more decimals than the store's currency: round it"))?;
        total = price
            .checked_mul(row.quantity)
            .and_then(|amount| total.checked_add(amount))
            .filter(|&sum| sum <= WIRE_MAX)
            .ok_or_else(|| wrong("makes the order too large to add up: split it"))?;
        lines.push(PricedLine { item: row.item.clone(), quantity: row.quantity, price });
    }
    Ok(Priced { ordered_at: order.ordered_at, lines, total })
}

/// The id of an item of a file: the same name is the same item in every replay.
pub(super) fn item_id(name: &str) -> ItemId {
    let replay = Uuid::new_v5(&Uuid::NAMESPACE_URL, b"https://comanda.example/replay");
    ItemId::from_uuid(Uuid::new_v5(&replay, name.as_bytes()))
}

/// A fresh id, minted here at the edge.
pub(super) fn mint<T>(wrap: impl Fn(Uuid) -> T) -> T {
    wrap(Uuid::now_v7())
}

/// An order ready to be sent.
pub(super) struct Planned {
    pub(super) order_id: OrderId,
    pub(super) ordered_at: NaiveDateTime,
    pub(super) total: Money,
    /// Whether the guest pays in cash; elsewhere by card.
    pub(super) cash: bool,
    pub(super) lines: usize,
    /// What is asked, one after the other: mostly one command.
    pub(super) steps: Vec<(CommandId, Utf8Bytes)>,
    /// The tickets it must make: its lines by station.
    pub(super) tickets: BTreeMap<Code, Vec<LineId>>,
}

/// Everything that will be sent, and what must come of it.
pub(super) struct Plan {
    /// Oldest first.
    pub(super) orders: Vec<Planned>,
    places: BTreeMap<OrderId, usize>,
}

impl Plan {
    /// Mints all ids and writes out all frames.
    pub(super) fn new(orders: &[Priced], routes: &Routes) -> Self {
        let orders: Vec<Planned> =
            orders.iter().enumerate().map(|(index, order)| planned(index, order, routes)).collect();
        let places =
            orders.iter().enumerate().map(|(index, order)| (order.order_id, index)).collect();
        Self { orders, places }
    }

    /// Which of the orders this is; `None` for somebody else's.
    pub(super) fn place_of(&self, order: OrderId) -> Option<usize> {
        self.places.get(&order).copied()
    }

    /// The lines of all orders.
    pub(super) fn lines(&self) -> usize {
        self.orders.iter().map(|order| order.lines).sum()
    }

    /// The tickets of all orders.
    pub(super) fn tickets(&self) -> usize {
        self.orders.iter().map(|order| order.tickets.len()).sum()
    }
}

fn planned(index: usize, order: &Priced, routes: &Routes) -> Planned {
    let order_id = mint(OrderId::from_uuid);
    let mut tickets: BTreeMap<Code, Vec<LineId>> = BTreeMap::new();
    let mut lines = Vec::with_capacity(order.lines.len());
    for line in &order.lines {
        let (line_id, item_id) = (mint(LineId::from_uuid), item_id(&line.item));
        for station in routes.get(&item_id).into_iter().flatten() {
            tickets.entry(station.clone()).or_default().push(line_id);
        }
        let (quantity, price) = (line.quantity, Some(line.price));
        lines.push(NewLine {
            line_id,
            item_id,
            quantity,
            modifiers: Vec::new(),
            price,
            size_id: None,
            parts: Vec::new(),
            grams: None,
            seat: None,
            course: None,
            note: None,
            hold: false,
        });
    }
    let cash = index.is_multiple_of(2);
    let free = order.total == Money::ZERO;
    let place = Command::PlaceOrder {
        order_id,
        channel: if index.is_multiple_of(3) { Channel::DineIn } else { Channel::Takeaway },
        member_id: None,
        lines,
        fire: true,
        tenders: if free { Vec::new() } else { vec![tender(order.total, cash)] },
        print_receipt: true,
        details: domain::order::OrderDetails::default(),
    };
    let mut steps = vec![place];
    // Nothing is due on it, so no tender closes it.
    if free {
        steps.push(Command::CloseOrder { order_id });
    }
    Planned {
        order_id,
        ordered_at: order.ordered_at,
        total: order.total,
        cash,
        lines: order.lines.len(),
        steps: steps.into_iter().map(wire::command).collect(),
        tickets,
    }
}

fn tender(amount: Money, cash: bool) -> NewTender {
    let kind = if cash {
        NewTenderKind::Cash { received: amount }
    } else {
        NewTenderKind::CardElsewhere { reference: "replay".to_owned() }
    };
    NewTender {
        tender_id: mint(TenderId::from_uuid),
        kind,
        amount,
        tip: Money::ZERO,
        currency: None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn orders(text: &str, currency: &str) -> Result<Vec<Priced>, SheetError> {
        let header = "order id,ordered at,item,quantity,unit price\n";
        let sheet = Sheet::parse(format!("{header}{text}").as_bytes())?;
        let Some(currency) = Currency::from_code(currency) else { panic!("no such currency") };
        priced(&sheet, currency)
    }

    #[test]
    fn prices_are_read_in_the_stores_currency_and_never_rounded() {
        let text = "1,2026-11-20 18:05,Tea,3,2.8\n1,2026-11-20 18:05,Noodles,1,11.80\n";
        assert_eq!(orders(text, "GBP").unwrap()[0].total, Money::from_minor(2020));
        assert_eq!(
            orders(text, "JPY").unwrap_err().to_string(),
            "row 2: unit price \"2.8\" has more decimals than the store's currency: round it"
        );
    }

    #[test]
    fn an_order_makes_one_ticket_for_each_station_that_its_lines_need() {
        let (tea, noodles) = (Code::new("tea").unwrap(), Code::new("noodles").unwrap());
        let routes = Routes::from([
            (item_id("Tea"), vec![tea.clone()]),
            (item_id("Set"), vec![noodles.clone(), tea.clone()]),
        ]);
        let text = "1,2026-11-20 18:05,Tea,1,2.8\n1,2026-11-20 18:05,Set,1,11.80\n\
                    1,2026-11-20 18:05,Jar,1,6.50\n2,2026-11-20 18:06,Tea,1,0\n";
        let plan = Plan::new(&orders(text, "GBP").unwrap(), &routes);
        let first = &plan.orders[0];
        assert_eq!(first.tickets[&tea].len(), 2);
        assert_eq!(first.tickets[&noodles].len(), 1);
        assert_eq!((plan.lines(), plan.tickets()), (4, 3));
        assert_eq!(
            (first.steps.len(), plan.orders[1].steps.len()),
            (1, 2),
            "a free order is closed"
        );
        assert_eq!(plan.place_of(first.order_id), Some(0));
        assert!(first.steps[0].1.as_str().starts_with("{\"type\":\"command\""));
    }
}
