//! The store description and its parts, as they stand in the file.

mod tender;

use domain::Names;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

pub use self::tender::{TenderDescription, TenderKind};
use crate::{Problem, TradeSection, check, shape};

/// Everything a store server is told about its store: who it is, what it prints on, what takes
/// its money, where HQ is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StoreDescription {
    /// Who the store is.
    pub store: StoreSection,
    /// Where HQ is; a store without it works alone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hq: Option<HqSection>,
    /// The printers, in the order they are shown.
    #[serde(default)]
    pub printers: Vec<PrinterDescription>,
    /// Which document goes to which printer.
    #[serde(default)]
    pub routes: Routes,
    /// How the store takes money and lets people in.
    #[serde(default, skip_serializing_if = "TradeSection::is_default")]
    pub trade: TradeSection,
    /// The machines that take money, in the order they are shown.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub tenders: Vec<TenderDescription>,
}

/// Who the store is and by which clock and money it trades.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StoreSection {
    /// The identity of the store, the same for ever.
    pub id: Uuid,
    /// The name over the door.
    pub names: Names,
    /// ISO 4217 code such as `GBP`.
    pub currency: String,
    /// IANA name such as `Europe/London`.
    pub time_zone: String,
    /// When one business day ends and the next begins, `HH:MM` on the store's clock.
    #[serde(default = "default_cut_off")]
    pub day_cut_off: String,
    /// Two-letter region that a phone number without a country code belongs to, such as `GB`.
    pub phone_region: String,
    /// The lines printed under the name on a receipt.
    #[serde(default)]
    pub address_lines: Vec<String>,
    /// VAT or other tax registration number, printed on a receipt.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tax_number: Option<String>,
    /// Where guests reach this store from their phones, as they type it, such as `noodles.example`;
    /// printed on receipts with the code under which they say how it was.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub guest_address: Option<String>,
}

impl StoreSection {
    /// Minutes after midnight at which a business day begins, 0 to 1439.
    ///
    /// A description that came from [`StoreDescription::parse`] always has a readable time; for one
    /// built by hand with an unreadable time the answer is midnight.
    pub fn day_cut_off_minutes(&self) -> u16 {
        check::minutes_of_day(&self.day_cut_off).unwrap_or(0)
    }
}

/// Where HQ is and how the store proves who it is.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct HqSection {
    /// Such as `https://hq.example.com`.
    pub url: String,
    /// The secret HQ gave this store.
    pub token: String,
}

impl std::fmt::Debug for HqSection {
    // The token must not reach a log through a derived `Debug`.
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("HqSection").field("url", &self.url).finish_non_exhaustive()
    }
}

/// One printer and how it is to be spoken to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PrinterDescription {
    /// Short name in lower-case letters, digits and hyphens, unique in the store.
    pub code: String,
    /// What people call it.
    pub names: Names,
    /// `host:port`.
    pub address: String,
    /// Paper width in millimetres, 80 or 58.
    pub width_mm: u16,
    /// Which characters the printer can print.
    pub encoding: Encoding,
    /// True for the printer that is a page in a browser.
    #[serde(default)]
    pub is_virtual: bool,
    /// How the printer tells us that a job was printed.
    #[serde(default)]
    pub confirm: Confirm,
    /// How to open the drawer that is wired to this printer, if one is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub drawer: Option<DrawerPulse>,
}

impl PrinterDescription {
    /// Characters of normal size on one line: 48 on 80 mm paper, 32 on 58 mm.
    pub fn columns(&self) -> u16 {
        if self.width_mm == 58 { 32 } else { 48 }
    }
}

/// Which characters a printer can print.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Encoding {
    /// Chinese and Latin, one byte for ASCII and two for everything else.
    Gb18030,
    /// Latin letters without accents; everything else becomes a question mark.
    Ascii,
}

/// How a printer tells us that a job was printed, the surest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Confirm {
    /// It repeats the number of the job once the paper is out (`GS ( H`).
    ProcessId,
    /// It says that it has paper and is ready, before and after (`DLE EOT`).
    #[default]
    Status,
    /// It says nothing.
    None,
}

/// The pulse that opens a drawer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DrawerPulse {
    /// 0 for connector pin 2, 1 for pin 5.
    pub pin: u8,
    /// Length of the pulse in milliseconds, 2 to 510.
    pub pulse_on_ms: u16,
    /// Rest after the pulse in milliseconds, 2 to 510, not shorter than the pulse.
    pub pulse_off_ms: u16,
}

/// Which document goes to which printer.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Routes {
    /// Code of the printer for receipts.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub receipt: Option<String>,
    /// Which printer prints the chits of which station.
    #[serde(default)]
    pub chits: Vec<ChitRoute>,
}

/// The chits of one station go to one printer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ChitRoute {
    /// Code of the station.
    pub station: String,
    /// Code of the printer.
    pub printer: String,
}

fn default_cut_off() -> String {
    "04:00".to_owned()
}

impl StoreDescription {
    /// Reads a description and checks all of it.
    ///
    /// # Errors
    /// Every problem found, in the order of the file's parts; never an empty list.
    pub fn parse(text: &str) -> Result<Self, Vec<Problem>> {
        let table: toml::Table = text.parse().map_err(|error| vec![not_toml(&error)])?;
        let mut problems = Vec::new();
        let mended = shape::mend(table, &mut problems);
        match mended.try_into::<Self>() {
            Ok(description) => {
                check::check(&description, &mut problems);
                if problems.is_empty() { Ok(description) } else { Err(problems) }
            }
            Err(error) => {
                // The shape check knows less than the types only where a value has a form of its own.
                if problems.is_empty() {
                    problems.push(not_toml(&error));
                }
                Err(problems)
            }
        }
    }

    /// Checks a description that was built in memory, as [`parse`](Self::parse) does.
    pub fn problems(&self) -> Vec<Problem> {
        let mut problems = Vec::new();
        check::check(self, &mut problems);
        problems
    }

    /// Writes the description as TOML that [`parse`](Self::parse) reads back to the same.
    ///
    /// # Errors
    /// A value that TOML cannot hold; none of our own values is one.
    pub fn render(&self) -> Result<String, toml::ser::Error> {
        toml::to_string_pretty(self)
    }

    /// The printer with this code.
    pub fn printer(&self, code: &str) -> Option<&PrinterDescription> {
        self.printers.iter().find(|printer| printer.code == code)
    }

    /// The machine that takes money under this code.
    pub fn tender(&self, code: &str) -> Option<&TenderDescription> {
        self.tenders.iter().find(|tender| tender.code == code)
    }

    /// The printer for receipts.
    pub fn receipt_printer(&self) -> Option<&PrinterDescription> {
        self.routes.receipt.as_deref().and_then(|code| self.printer(code))
    }

    /// The printer for the chits of a station.
    pub fn chit_printer(&self, station: &str) -> Option<&PrinterDescription> {
        let route = self.routes.chits.iter().find(|route| route.station == station)?;
        self.printer(&route.printer)
    }
}

fn not_toml(error: &toml::de::Error) -> Problem {
    let detail = error.to_string();
    Problem::new(
        "store.toml",
        format!("The file cannot be read; correct what is marked here: {}", detail.trim()),
        "文件无法读取；请按上面标出的位置改正。",
    )
}

#[cfg(test)]
mod tests;
