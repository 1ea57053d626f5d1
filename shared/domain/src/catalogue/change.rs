//! Changes that the menu editor makes: a list of them turns one version into the next.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{
    Catalogue, Category, ChannelTerms, Ingredient, Item, KitchenLayout, ModifierGroup, Promotion,
    Route, Station, TaxRate, check,
};
use crate::Code;
use crate::id::{ItemId, ModifierGroupId};
use crate::tax::TaxMode;

/// Changes in one edit at most: a whole catalogue can be put in at once.
pub const CATALOGUE_CHANGES_MAX: usize = 30_000;

/// One change to the catalogue. What is known already is replaced in its place; what is new comes
/// last; what is not there is not removed twice.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(tag = "type", rename_all = "snake_case", deny_unknown_fields)]
#[expect(missing_docs, reason = "each variant's one field is what it names")]
pub enum CatalogueChange {
    /// Add or replace an item.
    PutItem { item: Box<Item> },
    /// Take an item off the menu.
    RemoveItem { item_id: ItemId },
    /// Show the items in this order; those not named keep theirs, after them.
    OrderItems { item_ids: Vec<ItemId> },
    /// Add or replace a category.
    PutCategory { category: Category },
    /// Take away a category that no item is in.
    RemoveCategory { code: Code },
    /// Add or replace a set of modifiers.
    PutGroup { group: ModifierGroup },
    /// Take away a set that nothing names.
    RemoveGroup { group_id: ModifierGroupId },
    /// Add or replace a station.
    PutStation { station: Station },
    /// Take away a station at which nothing is made.
    RemoveStation { code: Code },
    /// Add or replace a tax rate.
    PutTaxRate { rate: TaxRate },
    /// Take away a rate that nothing is taxed at.
    RemoveTaxRate { code: Code },
    /// Set what selling on a channel adds or promises.
    PutChannel { terms: ChannelTerms },
    /// Set whether prices include tax.
    SetTaxMode { mode: TaxMode },
    /// Set what the kitchen counts besides dishes, all of it.
    SetIngredients { ingredients: Vec<Ingredient> },
    /// Set where lines are made other than where their item says, all of it.
    SetRoutes { routes: Vec<Route> },
    /// Set how the kitchen is staffed by daypart, all of it.
    SetLayouts { layouts: Vec<KitchenLayout> },
    /// Set what is taken off, for whom and when, all of it.
    SetPromotions { promotions: Vec<Promotion> },
}

impl Catalogue {
    /// Why some of these items could not be sold beside what the catalogue has: the first problem of
    /// each, a sentence that names the item and says what to do. Barcodes that belong to another
    /// item are not looked for.
    pub fn unsound<'a>(
        &self,
        items: impl IntoIterator<Item = &'a Item>,
    ) -> BTreeMap<ItemId, String> {
        check::unsound(self, items)
    }

    /// The next version: this one with the changes made, one after the other. Not checked.
    #[must_use]
    pub fn with_changes(&self, changes: &[CatalogueChange]) -> Self {
        let mut next = self.clone();
        next.version += 1;
        let mut items = super::ItemList::new(std::mem::take(&mut next.items));
        for change in changes {
            match change {
                CatalogueChange::PutItem { item } => items.put(item),
                CatalogueChange::RemoveItem { item_id } => items.remove(*item_id),
                CatalogueChange::OrderItems { item_ids } => items.order(item_ids),
                CatalogueChange::PutCategory { category } => {
                    put(&mut next.categories, category, |one| one.code == category.code);
                }
                CatalogueChange::RemoveCategory { code } => {
                    next.categories.retain(|one| one.code != *code);
                }
                CatalogueChange::PutGroup { group } => {
                    put(&mut next.modifier_groups, group, |one| one.id == group.id);
                }
                CatalogueChange::RemoveGroup { group_id } => {
                    next.modifier_groups.retain(|one| one.id != *group_id);
                }
                CatalogueChange::PutStation { station } => {
                    put(&mut next.stations, station, |one| one.code == station.code);
                }
                CatalogueChange::RemoveStation { code } => {
                    next.stations.retain(|one| one.code != *code);
                }
                CatalogueChange::PutTaxRate { rate } => {
                    put(&mut next.tax_rates, rate, |one| one.code == rate.code);
                }
                CatalogueChange::RemoveTaxRate { code } => {
                    next.tax_rates.retain(|one| one.code != *code);
                }
                CatalogueChange::PutChannel { terms } => {
                    put(&mut next.channels, terms, |one| one.channel == terms.channel);
                }
                CatalogueChange::SetTaxMode { mode } => next.tax_mode = *mode,
                CatalogueChange::SetIngredients { ingredients } => {
                    next.ingredients.clone_from(ingredients);
                }
                CatalogueChange::SetRoutes { routes } => next.routes.clone_from(routes),
                CatalogueChange::SetLayouts { layouts } => next.layouts.clone_from(layouts),
                CatalogueChange::SetPromotions { promotions } => {
                    next.promotions.clone_from(promotions);
                }
            }
        }
        next.items = items.into_items();
        next
    }
}

fn put<T: Clone>(list: &mut Vec<T>, entry: &T, same: impl Fn(&T) -> bool) {
    match list.iter_mut().find(|one| same(one)) {
        Some(known) => known.clone_from(entry),
        None => list.push(entry.clone()),
    }
}
