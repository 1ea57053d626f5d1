//! The demo's store: a small noodle and tea shop of our own making.
//!
//! Every id follows from a name, so the same demo is the same shop on every machine. Nobody in it
//! is real: phones come from the range that Ofcom keeps free for fiction.

mod choices;
mod description;
mod dishes;
mod floor;
mod kitchen;
mod menu;
mod people;
mod special;

use domain::Code;
use uuid::Uuid;

pub use self::description::{HqPlace, PrinterPlaces, store_toml};
pub use self::floor::floor_plan;
pub use self::menu::catalogue;
pub use self::people::{MEMBERS, members, staff};

/// A store of the sample chain.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Branch {
    /// The one that is always there.
    Lane,
    /// A second one, for whoever wants to see how two stores share their members.
    Quay,
}

impl Branch {
    /// Its identity, the same for ever.
    pub fn store_id(self) -> domain::id::StoreId {
        let name = match self {
            Self::Lane => "lane-noodle-and-tea",
            Self::Quay => "quay-noodle-and-tea",
        };
        domain::id::StoreId::from_uuid(named("store", name))
    }

    /// What is over the door.
    pub fn names(self) -> domain::Names {
        match self {
            Self::Lane => domain::Names::new("巷口面茶", "Lane Noodle & Tea"),
            Self::Quay => domain::Names::new("码头面茶", "Quay Noodle & Tea"),
        }
    }
}

/// The id of something of the sample shop: UUID version 5 of what it is and its name.
fn named(kind: &str, name: &str) -> Uuid {
    let shop = Uuid::new_v5(&Uuid::NAMESPACE_URL, b"https://comanda.example/sample");
    Uuid::new_v5(&shop, format!("{kind}/{name}").as_bytes())
}

/// A code written in this folder.
///
/// # Panics
/// When it is not one: the tables here are wrong then.
fn code(text: &str) -> Code {
    match Code::new(text) {
        Ok(code) => code,
        Err(error) => unreachable!("{error}"),
    }
}
