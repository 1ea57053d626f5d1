//! The views that a client may have, and which rows belong to each.

use domain::id::DeviceId;
use domain::staff::{DeviceCard, DeviceKind};
use domain::{Code, Timestamp};
use protocol::frames::ViewName;

/// A kind of row, by its name on the wire.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Table {
    /// Orders.
    Orders,
    /// Tickets.
    Tickets,
    /// Rows of the pickup board.
    Board,
    /// Shifts of the asking terminal.
    Shifts,
    /// Print jobs.
    PrintJobs,
    /// Printers.
    Printers,
    /// The catalogue: one row that replaces the last.
    Catalogue,
    /// Everybody who may sign in: one list that replaces the last.
    Staff,
    /// Availability: one list that replaces the last.
    Stock,
    /// Which tables must be cleaned: one list that replaces the last.
    Tables,
    /// The floor plan: one row that replaces the last.
    FloorPlan,
    /// The kitchen as a whole: one row that replaces the last.
    Kitchen,
    /// What guests are told cannot be had: one list that replaces the last.
    SoldOut,
}

impl Table {
    /// The field of [`protocol::frames::Rows`].
    pub fn field(self) -> &'static str {
        match self {
            Self::Orders => "orders",
            Self::Tickets => "tickets",
            Self::Board => "board",
            Self::Shifts => "shifts",
            Self::PrintJobs => "print_jobs",
            Self::Printers => "printers",
            Self::Catalogue => "catalogue",
            Self::Staff => "staff",
            Self::Stock => "stock",
            Self::Tables => "tables",
            Self::FloorPlan => "floor_plan",
            Self::Kitchen => "kitchen",
            Self::SoldOut => "sold_out",
        }
    }

    /// Whether the field holds a list of rows, and not one row that is everything.
    pub fn is_list(self) -> bool {
        match self {
            Self::Orders
            | Self::Tickets
            | Self::Board
            | Self::Shifts
            | Self::PrintJobs
            | Self::Printers => true,
            Self::Catalogue
            | Self::Staff
            | Self::Stock
            | Self::Tables
            | Self::FloorPlan
            | Self::Kitchen
            | Self::SoldOut => false,
        }
    }
}

/// What a client shows, and so what it is sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum View {
    /// Catalogue, staff, open orders, the shift of this terminal.
    Till {
        /// The terminal.
        device: DeviceId,
    },
    /// The tickets of one station.
    Station(Code),
    /// All tickets and the pickup board.
    Expo,
    /// The pickup board, and what is sold out.
    Board,
    /// Print jobs and printers.
    Printers {
        /// Jobs older than this are not in a snapshot.
        since: Timestamp,
    },
    /// Nothing.
    None,
}

/// Age of the oldest print job in a snapshot, in milliseconds: one hour.
pub const PRINT_JOBS_AGE_MS_MAX: i64 = 60 * 60 * 1000;

impl View {
    /// The view that a device asked for. A kitchen screen of one station always shows that station.
    ///
    /// # Errors
    /// [`ViewRefusal`] when this kind of device has no business with that view, or when a station's
    /// view was asked for and no station is named.
    pub fn asked(
        name: ViewName,
        station: Option<Code>,
        device: &DeviceCard,
        now: Timestamp,
    ) -> Result<Self, ViewRefusal> {
        if !is_given_to(name, device.kind) {
            return Err(ViewRefusal::NotPermitted);
        }
        Ok(match name {
            ViewName::Till => Self::Till { device: device.id },
            ViewName::Station => {
                let station = device.station.clone().or(station);
                Self::Station(station.ok_or(ViewRefusal::StationMissing)?)
            }
            ViewName::Expo => Self::Expo,
            ViewName::Board => Self::Board,
            ViewName::Printers => Self::Printers {
                since: Timestamp::from_ms(now.ms().saturating_sub(PRINT_JOBS_AGE_MS_MAX)),
            },
            ViewName::None => Self::None,
        })
    }

    /// Whether rows of a table can belong to this view at all.
    pub fn shows(&self, table: Table) -> bool {
        let shown: &[Table] = match self {
            Self::Till { .. } => &[
                Table::Orders,
                Table::Shifts,
                Table::Catalogue,
                Table::Staff,
                Table::Stock,
                Table::Tables,
                Table::FloorPlan,
                Table::Kitchen,
            ],
            // Of the catalogue only what the kitchen makes; of the floor what the tables are called.
            Self::Station(_) => {
                &[Table::Tickets, Table::Catalogue, Table::FloorPlan, Table::Stock, Table::Kitchen]
            }
            Self::Expo => &[
                Table::Tickets,
                Table::Board,
                Table::Catalogue,
                Table::FloorPlan,
                Table::Stock,
                Table::Kitchen,
            ],
            Self::Board => &[Table::Board, Table::SoldOut],
            Self::Printers { .. } => &[Table::PrintJobs, Table::Printers],
            Self::None => &[],
        };
        shown.contains(&table)
    }
}

/// Which views a kind of device may have: a board that guests can touch never shows the till.
fn is_given_to(name: ViewName, kind: DeviceKind) -> bool {
    match kind {
        DeviceKind::Terminal => true,
        DeviceKind::StationScreen | DeviceKind::ExpoScreen => match name {
            ViewName::Station | ViewName::Expo | ViewName::Board | ViewName::None => true,
            ViewName::Till | ViewName::Printers => false,
        },
        DeviceKind::Board => match name {
            ViewName::Board | ViewName::None => true,
            ViewName::Till | ViewName::Station | ViewName::Expo | ViewName::Printers => false,
        },
        DeviceKind::PrinterPage => match name {
            ViewName::Printers | ViewName::None => true,
            ViewName::Till | ViewName::Station | ViewName::Expo | ViewName::Board => false,
        },
    }
}

/// A view that cannot be had.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ViewRefusal {
    /// This kind of device has no business with it.
    #[error("this device was paired for another screen: pair it again as what it shows")]
    NotPermitted,
    /// A station's view, and no station is named.
    #[error("a station's view needs the station: name one in the hello")]
    StationMissing,
}

impl ViewRefusal {
    /// The stable code.
    pub fn code(self) -> &'static str {
        match self {
            Self::NotPermitted => "view_not_permitted",
            Self::StationMissing => "station_missing",
        }
    }
}
