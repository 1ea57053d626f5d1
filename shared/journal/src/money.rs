//! Does the money of a journal hold? Invariants I27 to I29, checked at every event in its turn.

use domain::day::{Signing, hash_of};
use domain::member::Member;
use domain::order::{CheckState, Order, OrderState};
use domain::shift::{self, Shift, ShiftState};
use domain::store::Row;
use domain::{Event, Money, State};
use ed25519_dalek::{Signature, VerifyingKey};

/// What was true before an event, as far as it must stay true.
#[derive(Default)]
pub(crate) struct MoneyCheck {
    closed: Vec<domain::id::OrderId>,
}

impl MoneyCheck {
    /// Looks at an event before it happens.
    ///
    /// # Errors
    /// What does not hold, in a sentence.
    pub(crate) fn before(&mut self, state: &State, event: &Event) -> Result<(), String> {
        self.closed.clear();
        for row in event.rows() {
            if let Row::Order(id) = row
                && state.order(id).is_some_and(is_closed)
            {
                self.closed.push(id);
            }
        }
        if let Event::ShiftClosed { shift_id, expected, .. } = event
            && let Some(shift) = state.shift(*shift_id)
            && shift.expected != *expected
        {
            let stands = shift.expected.minor();
            return Err(format!(
                "the drawer should hold {stands}, and was closed with {} expected",
                expected.minor()
            ));
        }
        if let Event::DayClosed { report, .. } = event {
            day(state, report)?;
        }
        if let Event::DaySigned { number, public_key, signature } = event {
            let known = state.closed_day(*number);
            let known = known.ok_or_else(|| format!("Z {number} was never made"))?;
            match known.signing {
                Signing::Waiting | Signing::Outage { .. } => {}
                Signing::Signed { .. } => return Err(format!("Z {number} is signed twice")),
            }
            if !is_signed(known.report.hash.as_bytes(), public_key, signature) {
                return Err(format!("the signature of Z {number} is not its own"));
            }
        }
        Ok(())
    }

    /// Looks at what it made.
    ///
    /// # Errors
    /// What does not hold, in a sentence.
    pub(crate) fn after(&self, state: &State, event: &Event) -> Result<(), String> {
        for id in &self.closed {
            if !state.order(*id).is_some_and(is_closed) {
                return Err(format!("order {id} was paid, and is no longer"));
            }
        }
        for row in event.rows() {
            match row {
                Row::Order(id) => state.order(id).map_or(Ok(()), order)?,
                Row::Shift(id) => state.shift(id).map_or(Ok(()), drawer)?,
                Row::Member(id) => state.member(id).map_or(Ok(()), owned)?,
                Row::Ticket(_)
                | Row::PinFailures(_)
                | Row::Stock(_)
                | Row::Table(_)
                | Row::Takings
                | Row::Kitchen
                | Row::Day(_) => {}
            }
        }
        Ok(())
    }
}

fn is_closed(order: &Order) -> bool {
    match order.state {
        OrderState::Closed { .. } => true,
        OrderState::Open | OrderState::Voided { .. } | OrderState::Merged { .. } => false,
    }
}

/// The sum, or the sentence that there is none.
fn sum(amounts: impl IntoIterator<Item = Money>) -> Result<Money, String> {
    Money::sum(amounts).ok_or_else(|| "a sum leaves the range of amounts".to_owned())
}

/// I27: what an order comes to is what its lines, reductions, charges and taxes make, what was paid
/// is what its tenders brought, and a closed one owes nothing.
fn order(order: &Order) -> Result<(), String> {
    let totals = &order.totals;
    let number = order.spoken_number();
    let wrong = |what: &str| Err(format!("order {number}: {what}"));
    let kept = || order.lines.iter().filter(|line| !line.is_voided());
    for line in kept().filter(|line| line.details.grams.is_none()) {
        if line.unit_price.checked_mul(line.quantity) != Some(line.amount) {
            return wrong("a line is not its quantity times its price");
        }
    }
    if sum(kept().map(|line| line.amount))? != totals.subtotal {
        return wrong("its lines do not come to its subtotal");
    }
    let taken = sum([totals.discounts, totals.comps])?;
    let added = sum([totals.subtotal, totals.service, totals.packaging])?;
    let before = added.checked_sub(taken).ok_or("a sum leaves the range of amounts")?;
    if totals.total != before && Some(totals.total) != before.checked_add(totals.tax) {
        return wrong("its total is not its lines less reductions with charges and tax");
    }
    if sum(totals.taxes.iter().map(|tax| tax.tax))? != totals.tax {
        return wrong("its taxes do not come to its tax");
    }
    if sum(order.tenders.iter().map(|tender| tender.amount))? != totals.paid {
        return wrong("its tenders do not come to what was paid");
    }
    if totals.total.checked_sub(totals.paid) != Some(totals.due) {
        return wrong("what is due is not what it comes to less what was paid");
    }
    if is_closed(order) && totals.due != Money::ZERO {
        return wrong("it is closed and not paid in full");
    }
    for check in &order.checks {
        let of_check = order.tenders.iter().filter(|tender| tender.check_id == Some(check.id));
        let paid = sum(of_check.map(|tender| tender.amount))?;
        let settled = match check.state {
            CheckState::Open => paid <= check.amount,
            CheckState::Paid { .. } => paid == check.amount,
        };
        if paid != check.paid || !settled {
            return wrong("a check does not have what was paid on it");
        }
    }
    for refund in &order.refunds {
        if sum(refund.tenders.iter().map(|given| given.amount))? != refund.amount {
            return wrong("a refund does not come to what its tenders got back");
        }
    }
    if sum(order.refunds.iter().map(|refund| refund.amount))? > totals.paid
        || order.tenders.iter().any(|tender| tender.refunded > tender.amount)
    {
        return wrong("more was given back than was paid");
    }
    Ok(())
}

/// I16: nobody has less stored value than nothing.
fn owned(member: &Member) -> Result<(), String> {
    if member.principal.is_negative() || member.gift.is_negative() {
        return Err("a member has less stored value than nothing".to_owned());
    }
    Ok(())
}

/// I29: float and what came in, less what went out, is what should be in the drawer.
fn drawer(shift: &Shift) -> Result<(), String> {
    if shift::evolve::expected(shift) != Some(shift.expected) {
        return Err(format!("the drawer of shift {} does not add up", shift.id));
    }
    match shift.state {
        ShiftState::Open => Ok(()),
        ShiftState::Closed { counted, over_short, .. } => {
            let found = counted.checked_sub(shift.expected);
            if found == Some(over_short) {
                Ok(())
            } else {
                Err(format!("what shift {} was over or short is not what was counted", shift.id))
            }
        }
    }
}

/// I29: a Z holds what happened since the one before, and is chained to it.
fn day(state: &State, report: &domain::day::ZReport) -> Result<(), String> {
    let counters = state.counters();
    let number = report.number;
    let wrong = |what: &str| Err(format!("Z {number}: {what}"));
    if number != counters.z_number + 1 {
        return wrong(&format!("it stands where Z {} belongs", counters.z_number + 1));
    }
    if report.takings != *state.takings() {
        return wrong("it is not what happened since the one before");
    }
    if report.previous_hash != counters.z_hash.unwrap_or(domain::chain::Hash::ZERO) {
        return wrong("it is not chained to the one before");
    }
    let perpetual = report.takings.net().and_then(|net| counters.perpetual.checked_add(net));
    if perpetual != Some(report.perpetual) {
        return wrong("its perpetual total is not the last one and this day");
    }
    if hash_of(report) != report.hash {
        return wrong("its hash is not its own");
    }
    Ok(())
}

/// Whether this key signed these bytes. Both are hexadecimal digits.
fn is_signed(bytes: &[u8], public_key: &str, signature: &str) -> bool {
    let key = bytes_of(public_key).and_then(|bytes| VerifyingKey::from_bytes(&bytes).ok());
    let halves = signature.split_at_checked(64);
    let halves = halves.and_then(|(left, right)| Some((bytes_of(left)?, bytes_of(right)?)));
    match (key, halves) {
        (Some(key), Some((left, right))) => {
            key.verify_strict(bytes, &Signature::from_components(left, right)).is_ok()
        }
        (_, _) => false,
    }
}

fn bytes_of(digits: &str) -> Option<[u8; 32]> {
    let hash = domain::chain::Hash::try_from(digits.to_owned());
    hash.ok().map(|hash| *hash.as_bytes())
}
