//! A store's own settings, as far as a decision needs them.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::id::StoreId;
use crate::money::Currency;
use crate::{BusinessDay, Code, Names, Timestamp};

/// What a decision knows of the store it decides for.
#[derive(Debug, Clone)]
pub struct Settings {
    /// Which store.
    pub store_id: StoreId,
    /// What it is called.
    pub names: Names,
    /// What it trades in.
    pub currency: Currency,
    /// Where its clock is.
    pub time_zone: chrono_tz::Tz,
    /// Minutes after local midnight at which a business day begins.
    pub day_cut_off_minutes: u16,
    /// Where receipts come out; none when the store prints none.
    pub receipt_printer: Option<Code>,
    /// Where the drawer is plugged in; none when there is no drawer to open.
    pub drawer_printer: Option<Code>,
    /// Where each station's chits come out; a station that is missing wants no paper.
    pub chit_printers: BTreeMap<Code, Code>,
    /// Points a member earns for each whole major unit spent.
    pub points_per_major: u32,
}

impl Settings {
    /// The business day that `now` falls in.
    pub fn business_day(&self, now: Timestamp) -> BusinessDay {
        BusinessDay::of(now, self.time_zone, self.day_cut_off_minutes)
    }

    /// What screens and HQ may know of the store.
    pub fn card(&self) -> StoreCard {
        StoreCard {
            id: self.store_id,
            names: self.names.clone(),
            currency: self.currency.code().to_owned(),
            currency_exponent: self.currency.exponent(),
            time_zone: self.time_zone.name().to_owned(),
        }
    }
}

/// What screens and HQ know of a store.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct StoreCard {
    /// Which.
    pub id: StoreId,
    /// What it is called.
    pub names: Names,
    /// ISO 4217 code.
    pub currency: String,
    /// Decimal places of the major unit.
    pub currency_exponent: u32,
    /// IANA name, `Europe/London` for example.
    pub time_zone: String,
}

#[cfg(test)]
mod tests {
    #[test]
    fn screens_learn_how_the_store_writes_money_and_time() {
        let card = crate::shop::settings().card();
        assert_eq!((card.currency.as_str(), card.currency_exponent), ("GBP", 2));
        assert_eq!(card.time_zone, "Europe/London");
    }
}
