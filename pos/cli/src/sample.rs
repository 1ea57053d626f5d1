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

pub use self::description::{HqPlace, PrinterPlaces, STORE_NAME_EN, STORE_NAME_ZH, store_toml};
pub use self::floor::floor_plan;
pub use self::menu::catalogue;
pub use self::people::{MEMBERS, members, staff};

/// The identity of the sample store, the same for ever.
pub fn store_id() -> domain::id::StoreId {
    domain::id::StoreId::from_uuid(named("store", "lane-noodle-and-tea"))
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
