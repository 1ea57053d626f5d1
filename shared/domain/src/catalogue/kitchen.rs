//! What the kitchen needs of the catalogue: recipes, routes that depend on choice, channel and time,
//! and layouts by daypart.

use serde::{Deserialize, Serialize};

use super::{Item, Menu, Weekdays, price};
use crate::id::{ItemId, ModifierId};
use crate::order::Channel;
use crate::{Code, Names, Timestamp, is_default};

/// Seconds in which a screen shows a new ticket before somebody is told, where nothing else is said.
pub const SHOWN_WITHIN_S: u32 = 5;
/// Ingredients of a catalogue at most.
pub const INGREDIENTS_MAX: usize = 2_000;
/// Ingredients in one recipe at most.
pub const RECIPE_PARTS_MAX: usize = 40;
/// Portions of one ingredient in one recipe at most.
pub const PORTIONS_MAX: u32 = 1_000;
/// Routes of a catalogue at most.
pub const ROUTES_MAX: usize = 200;
/// Layouts of a kitchen at most.
pub const LAYOUTS_MAX: usize = 24;

/// Something that is put into dishes and counted: broth, dumpling skins.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct Ingredient {
    /// Which.
    pub code: Code,
    /// What it is called.
    pub names: Names,
}

/// How much of an ingredient goes into one of an item.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct RecipePart {
    /// Which.
    pub ingredient: Code,
    /// Portions, 1 to [`PORTIONS_MAX`].
    pub portions: u32,
}

/// Hours in which something holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct Hours {
    /// On which days of the week.
    #[serde(default, skip_serializing_if = "is_default")]
    #[cfg_attr(feature = "ts", ts(as = "Option<_>", optional))]
    pub weekdays: Weekdays,
    /// From how many minutes after local midnight, 0 to 1439.
    pub from_minute: u32,
    /// Until how many minutes after local midnight, 1 to 1440; at or below `from_minute` it runs
    /// past midnight, and its weekday is the one it began on.
    pub until_minute: u32,
}

impl Hours {
    /// Whether a moment is within them.
    pub fn hold(self, at: Timestamp, zone: chrono_tz::Tz) -> bool {
        price::within(self.weekdays, self.from_minute, self.until_minute, at, zone)
    }
}

/// Where some lines are made, other than where their item says. A line must fit everything that is
/// named; what is left empty fits any line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct Route {
    /// These items, or those of `categories`.
    #[serde(default, skip_serializing_if = "is_default")]
    #[cfg_attr(feature = "ts", ts(as = "Option<_>", optional))]
    pub items: Vec<ItemId>,
    /// Items of these categories, or those of `items`.
    #[serde(default, skip_serializing_if = "is_default")]
    #[cfg_attr(feature = "ts", ts(as = "Option<_>", optional))]
    pub categories: Vec<Code>,
    /// With one of these choices.
    #[serde(default, skip_serializing_if = "is_default")]
    #[cfg_attr(feature = "ts", ts(as = "Option<_>", optional))]
    pub modifiers: Vec<ModifierId>,
    /// On one of these channels.
    #[serde(default, skip_serializing_if = "is_default")]
    #[cfg_attr(feature = "ts", ts(as = "Option<_>", optional))]
    pub channels: Vec<Channel>,
    /// In these hours, by the moment of firing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "ts", ts(optional))]
    pub hours: Option<Hours>,
    /// Where. May be empty for what needs no making then, unless it is `also`.
    pub stations: Vec<Code>,
    /// Whether these stand beside the others; otherwise they take their place, and of several such
    /// routes the first that fits counts.
    #[serde(default, skip_serializing_if = "is_default")]
    #[cfg_attr(feature = "ts", ts(as = "Option<_>", optional))]
    pub also: bool,
}

/// What a route is asked about.
pub struct Making<'a> {
    /// What is made.
    pub item_id: ItemId,
    /// What was chosen with it.
    pub modifiers: &'a [ModifierId],
    /// How the guest eats.
    pub channel: Channel,
    /// When it is fired.
    pub at: Timestamp,
    /// Where the store's clock is.
    pub zone: chrono_tz::Tz,
}

impl Route {
    fn fits(&self, making: &Making<'_>, item: Option<&Item>) -> bool {
        let any_item = self.items.is_empty() && self.categories.is_empty();
        (any_item
            || self.items.contains(&making.item_id)
            || item.is_some_and(|item| self.categories.contains(&item.category)))
            && (self.modifiers.is_empty()
                || self.modifiers.iter().any(|id| making.modifiers.contains(id)))
            && (self.channels.is_empty() || self.channels.contains(&making.channel))
            && self.hours.is_none_or(|hours| hours.hold(making.at, making.zone))
    }
}

impl Menu {
    /// Where something is made at a moment: `usual` unless a route says otherwise. Each station once.
    pub fn stations_for(&self, usual: &[Code], making: &Making<'_>) -> Vec<Code> {
        let item = self.item(making.item_id);
        let fitting = || self.catalogue().routes.iter().filter(|route| route.fits(making, item));
        let instead = fitting().find(|route| !route.also).map_or(usual, |route| &route.stations);
        let also = fitting().filter(|route| route.also).flat_map(|route| &route.stations);
        let mut stations = Vec::with_capacity(instead.len());
        for station in instead.iter().chain(also) {
            if !stations.contains(station) {
                stations.push(station.clone());
            }
        }
        stations
    }

    /// The layout with this code.
    pub fn layout(&self, code: &Code) -> Option<&KitchenLayout> {
        self.catalogue().layouts.iter().find(|layout| layout.code == *code)
    }
}

/// How the kitchen is staffed in a part of the day: which stations are worked somewhere else.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct KitchenLayout {
    /// Which.
    pub code: Code,
    /// What it is called: 早市, Quiet morning.
    pub names: Names,
    /// From how many minutes after local midnight it begins by itself, 0 to 1439; `None` when
    /// somebody switches to it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "ts", ts(optional))]
    pub from_minute: Option<u32>,
    /// What is worked elsewhere; empty for every station at its own place.
    pub moves: Vec<StationMove>,
}

/// One station's tickets go to another.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct StationMove {
    /// Whose tickets.
    pub from: Code,
    /// Where they are made then.
    pub to: Code,
}

impl KitchenLayout {
    /// Where a station's tickets are made.
    pub fn place<'a>(&'a self, station: &'a Code) -> &'a Code {
        let moved = self.moves.iter().find(|moved| moved.from == *station);
        moved.map_or(station, |moved| &moved.to)
    }
}
