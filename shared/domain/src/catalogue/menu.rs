//! A checked catalogue, looked up in by id.

use std::collections::BTreeMap;

use super::{Catalogue, ChannelTerms, Item, ModifierGroup, check};
use crate::Code;
use crate::id::{ItemId, ModifierGroupId};
use crate::order::Channel;

/// A catalogue that was checked, with everything findable by its id.
#[derive(Debug, Clone)]
pub struct Menu {
    catalogue: Catalogue,
    items: BTreeMap<ItemId, usize>,
    groups: BTreeMap<ModifierGroupId, usize>,
    rates: BTreeMap<Code, usize>,
}

impl Menu {
    /// Checks a catalogue as a whole.
    ///
    /// # Errors
    /// Every problem found, each a sentence that names the place and says what to do.
    pub fn new(catalogue: Catalogue) -> Result<Self, Vec<String>> {
        let problems = check::problems_of(&catalogue);
        if !problems.is_empty() {
            return Err(problems);
        }
        Ok(Self::as_published(catalogue))
    }

    /// The menu of a catalogue that was checked when it was published, by the rules of then.
    ///
    /// Rules get stricter, and what a journal holds has happened: an older catalogue is sold from
    /// until the next change, which must mend what is wrong by the rules of now.
    pub(crate) fn as_published(catalogue: Catalogue) -> Self {
        let rates = catalogue.tax_rates.iter().enumerate();
        Self {
            items: catalogue.items.iter().enumerate().map(|(i, item)| (item.id, i)).collect(),
            groups: catalogue.modifier_groups.iter().enumerate().map(|(i, g)| (g.id, i)).collect(),
            rates: rates.map(|(i, rate)| (rate.code.clone(), i)).collect(),
            catalogue,
        }
    }

    /// The menu of a store that has no catalogue yet.
    pub fn empty() -> Self {
        Self {
            catalogue: Catalogue::empty(),
            items: BTreeMap::new(),
            groups: BTreeMap::new(),
            rates: BTreeMap::new(),
        }
    }

    /// The catalogue as published.
    pub fn catalogue(&self) -> &Catalogue {
        &self.catalogue
    }

    /// Finds an item.
    pub fn item(&self, id: ItemId) -> Option<&Item> {
        self.items.get(&id).and_then(|&index| self.catalogue.items.get(index))
    }

    /// Finds a modifier group.
    pub fn group(&self, id: ModifierGroupId) -> Option<&ModifierGroup> {
        self.groups.get(&id).and_then(|&index| self.catalogue.modifier_groups.get(index))
    }

    /// The rate of a tax class on a channel, in parts per million.
    pub fn rate_ppm(&self, code: &Code, channel: Channel) -> Option<u32> {
        let rate = self.catalogue.tax_rates.get(*self.rates.get(code)?)?;
        let own = rate.channel_rates.iter().find(|own| own.channel == channel);
        Some(own.map_or(rate.rate_ppm, |own| own.rate_ppm))
    }

    /// What selling on a channel adds or promises, if anything.
    pub fn channel_terms(&self, channel: Channel) -> Option<&ChannelTerms> {
        self.catalogue.channels.iter().find(|terms| terms.channel == channel)
    }
}
