//! A decision's settings, from the store's description.

use domain::Code;
use domain::id::StoreId;
use domain::money::Currency;
use domain::settings::Settings;
use firmware_config::StoreDescription;

/// Points a member earns for each whole major unit spent.
pub const POINTS_PER_MAJOR: u32 = 1;

/// A description from which no store can be run. One that was read with
/// [`StoreDescription::parse`] never is one.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SettingsError {
    /// There is no such money.
    #[error("{0} is not a currency: give an ISO 4217 code such as GBP in store.currency")]
    Currency(String),
    /// There is no such zone.
    #[error("{0} is not a time zone: give an IANA name such as Europe/London in store.time_zone")]
    TimeZone(String),
    /// A printer or station has no proper code.
    #[error("store.toml: {0}")]
    Code(#[from] domain::names::NotACode),
}

/// What decisions know of the store.
///
/// # Errors
/// [`SettingsError`], the first thing that cannot be.
pub(crate) fn settings(description: &StoreDescription) -> Result<Settings, SettingsError> {
    let store = &description.store;
    let currency = Currency::from_code(&store.currency)
        .ok_or_else(|| SettingsError::Currency(store.currency.clone()))?;
    let time_zone =
        store.time_zone.parse().map_err(|_| SettingsError::TimeZone(store.time_zone.clone()))?;
    let receipt = description.receipt_printer();
    let with_drawer = receipt
        .filter(|printer| printer.drawer.is_some())
        .or_else(|| description.printers.iter().find(|printer| printer.drawer.is_some()));
    let chits = description.routes.chits.iter();
    Ok(Settings {
        store_id: StoreId::from_uuid(store.id),
        names: store.names.clone(),
        currency,
        time_zone,
        day_cut_off_minutes: store.day_cut_off_minutes(),
        receipt_printer: receipt.map(|printer| Code::new(&printer.code)).transpose()?,
        drawer_printer: with_drawer.map(|printer| Code::new(&printer.code)).transpose()?,
        chit_printers: chits
            .map(|route| Ok((Code::new(&route.station)?, Code::new(&route.printer)?)))
            .collect::<Result<_, SettingsError>>()?,
        // Somebody stands at the receipt printer; a station whose screens are dark may have nobody.
        fallback_printer: receipt.map(|printer| Code::new(&printer.code)).transpose()?,
        points_per_major: POINTS_PER_MAJOR,
        trade: description.trade.trade(),
    })
}
