//! Looking for orders that are on no screen any more.

use domain::BusinessDay;
use domain::order::Order;
use journal::ReadError;
use protocol::frames::{ORDERS_FOUND_MAX, OrderQuery};

use crate::parts::Parts;

/// The orders that a query finds, the latest first, at most [`ORDERS_FOUND_MAX`].
///
/// # Errors
/// The journal cannot be read.
pub(crate) async fn find(parts: &Parts, query: OrderQuery) -> Result<Vec<Order>, ReadError> {
    let most = u32::try_from(ORDERS_FOUND_MAX).unwrap_or(u32::MAX);
    let today = BusinessDay::of(parts.clock.now(), parts.time_zone, parts.day_cut_off_minutes);
    parts
        .journal
        .read(move |reader| match query {
            OrderQuery::Receipt { number } => reader.orders_by_receipt(number, most),
            OrderQuery::Number { number, business_day } => {
                reader.orders_by_number(business_day.unwrap_or(today), number, most)
            }
            OrderQuery::Recent => reader.orders_closed_last(most),
        })
        .await
}
