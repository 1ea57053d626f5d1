//! Items from rows, and what became of each row.

use std::collections::{BTreeMap, BTreeSet};

use domain::catalogue::{
    Catalogue, CatalogueChange, Category, Colour, ITEMS_MAX, Item, SIZES_MAX, Size, SoldBy,
};
use domain::id::{ItemId, ModifierGroupId, SizeId};
use domain::names::NAME_CHARS_MAX;
use domain::{Code, Names};
use protocol::reports::{ImportOutcome, ImportRow, ImportSource};
use uuid::Uuid;

use super::columns::Row;
use crate::import_report::FileRefused;

/// The category of items that name none.
const NO_CATEGORY: &str = "imported";

/// Gathers rows into items.
pub(super) struct Builder<'a> {
    source: &'static str,
    catalogue: &'a Catalogue,
    known: BTreeMap<ItemId, &'a Item>,
    tax: &'a Code,
    categories: BTreeMap<String, Code>,
    new_categories: Vec<Category>,
    codes: BTreeSet<Code>,
    barcodes: BTreeMap<String, ItemId>,
    /// Items in the order of their first row.
    order: Vec<ItemId>,
    items: BTreeMap<ItemId, Draft>,
    new_items: usize,
    rows: Vec<ImportRow>,
}

/// An item that is being put together.
struct Draft {
    item: Item,
    /// The file's rows of it: which entry of the report, and which size.
    parts: Vec<(usize, String, Option<SizeId>)>,
}

impl<'a> Builder<'a> {
    /// Begins with the catalogue as it is.
    ///
    /// # Errors
    /// [`FileRefused::NoTaxRate`].
    pub(super) fn new(source: ImportSource, catalogue: &'a Catalogue) -> Result<Self, FileRefused> {
        let tax = catalogue.tax_rates.first().map(|rate| &rate.code);
        let mut categories = BTreeMap::new();
        for category in &catalogue.categories {
            for name in [&category.names.en, &category.names.zh] {
                categories.entry(name.to_lowercase()).or_insert_with(|| category.code.clone());
            }
        }
        let mut barcodes = BTreeMap::new();
        for item in &catalogue.items {
            let of_sizes = item.sizes.iter().flat_map(|size| &size.barcodes);
            for barcode in item.barcodes.iter().chain(of_sizes) {
                barcodes.insert(barcode.clone(), item.id);
            }
        }
        Ok(Self {
            source: match source {
                ImportSource::Square => "square",
                ImportSource::Loyverse => "loyverse",
            },
            catalogue,
            known: catalogue.items.iter().map(|item| (item.id, item)).collect(),
            tax: tax.ok_or(FileRefused::NoTaxRate)?,
            categories,
            new_categories: Vec::new(),
            codes: catalogue.categories.iter().map(|category| category.code.clone()).collect(),
            barcodes,
            order: Vec::new(),
            items: BTreeMap::new(),
            new_items: 0,
            rows: Vec::new(),
        })
    }

    /// A row that cannot be taken.
    pub(super) fn refuse(&mut self, line: u32, name: String, why: String) {
        self.rows.push(ImportRow {
            line,
            name,
            outcome: ImportOutcome::Refused,
            why,
            code: String::new(),
        });
    }

    /// A row that can be read: a new item, or one more size of an item.
    pub(super) fn take(&mut self, line: u32, row: &Row) {
        let id = ItemId::from_uuid(self.id("item", &row.item_key));
        let name = match self.items.get(&id) {
            Some(draft) if row.name.is_empty() => draft.item.names.en.clone(),
            Some(_) | None => row.name.clone(),
        };
        if let Err(why) = self.check(id, row) {
            self.refuse(line, name, why);
            return;
        }
        if !self.items.contains_key(&id) {
            let item = self.begin(id, row);
            self.order.push(id);
            self.new_items += usize::from(!self.known.contains_key(&id));
            self.items.insert(id, Draft { item, parts: Vec::new() });
        }
        let size_id = (!row.size.is_empty()).then(|| {
            let key = if row.size_key.is_empty() {
                format!("{}\n{}", row.item_key, row.size.to_lowercase())
            } else {
                row.size_key.clone()
            };
            SizeId::from_uuid(self.id("size", &key))
        });
        let mut left_out = row.left_out.clone();
        let barcode = self.free_barcode(id, &row.barcode, &mut left_out);
        let index = self.rows.len();
        if let Some(draft) = self.items.get_mut(&id) {
            let part = (index, row.size.to_lowercase(), size_id);
            draft.put(row, part, barcode);
            self.note_modifiers(id, row, &mut left_out);
        }
        let outcome = ImportOutcome::Unchanged;
        self.rows.push(ImportRow {
            line,
            name,
            outcome,
            why: left_out.join("; "),
            code: String::new(),
        });
    }

    /// What to publish, and what became of the rows.
    pub(super) fn finish(mut self) -> (Vec<CatalogueChange>, Vec<ImportRow>) {
        let mut items = Vec::new();
        let mut used = BTreeSet::new();
        // The core refuses a change as a whole: one bad item must not keep out all others.
        let with_new = Catalogue {
            categories: [&self.catalogue.categories[..], &self.new_categories].concat(),
            ..self.catalogue.clone()
        };
        let unsound = with_new.unsound(self.items.values().map(|draft| &draft.item));
        for id in &self.order {
            let Some(draft) = self.items.remove(id) else { continue };
            if let Some(why) = unsound.get(id) {
                for (index, ..) in &draft.parts {
                    if let Some(row) = self.rows.get_mut(*index) {
                        (row.outcome, row.why) = (ImportOutcome::Refused, why.clone());
                    }
                }
                continue;
            }
            let old = self.known.get(id).copied();
            for (place, (index, _, size_id)) in draft.parts.iter().enumerate() {
                let outcome = outcome(old, &draft.item, *size_id, place == 0);
                if let Some(row) = self.rows.get_mut(*index) {
                    row.outcome = outcome;
                }
            }
            if old != Some(&draft.item) {
                used.insert(draft.item.category.clone());
                items.push(CatalogueChange::PutItem { item: Box::new(draft.item) });
            }
        }
        let wanted = self.new_categories.into_iter().filter(|one| used.contains(&one.code));
        let mut changes: Vec<_> =
            wanted.map(|category| CatalogueChange::PutCategory { category }).collect();
        changes.append(&mut items);
        (changes, self.rows)
    }

    /// Whether a row fits to those before it.
    fn check(&self, id: ItemId, row: &Row) -> Result<(), String> {
        let Some(draft) = self.items.get(&id) else {
            if row.name.is_empty() {
                return Err("it has no name: give it one".to_owned());
            }
            let known = self.known.contains_key(&id);
            if !known && self.catalogue.items.len() + self.new_items >= ITEMS_MAX {
                return Err(format!("the catalogue is full: it has {ITEMS_MAX} items"));
            }
            if !row.size.is_empty() && row.price.is_none() {
                return Err("a size needs a price: give it one".to_owned());
            }
            return Ok(());
        };
        let size = row.size.to_lowercase();
        if let Some((index, ..)) = draft.parts.iter().find(|(_, known, _)| *known == size) {
            let line = self.rows.get(*index).map_or(0, |row| row.line);
            return Err(format!("the same item and size stand on line {line} already"));
        }
        if size.is_empty() || draft.parts.iter().any(|(_, known, _)| known.is_empty()) {
            return Err("the item has sizes and none at once: name every size".to_owned());
        }
        if row.price.is_none() {
            return Err("a size needs a price: give it one".to_owned());
        }
        if draft.item.sizes.len() >= SIZES_MAX {
            return Err(format!("an item has at most {SIZES_MAX} sizes"));
        }
        Ok(())
    }

    /// The item as it is before its rows: what is known of it stays.
    fn begin(&mut self, id: ItemId, row: &Row) -> Item {
        let category = self.category(&row.category);
        let names = Names::new(row.name.clone(), row.name.clone());
        let tax = self.tax_of(&row.taxes);
        let Some(&old) = self.known.get(&id) else {
            let tax = tax.unwrap_or_else(|| self.tax.clone());
            return Item::plain(id, names, category, tax);
        };
        let mut item = old.clone();
        // A name that somebody translated since stays.
        if item.names.en != row.name && item.names.zh != row.name {
            item.names = names;
        }
        if !row.category.is_empty() {
            item.category = category;
        }
        if let Some(tax) = tax {
            item.tax = tax;
        }
        item
    }

    /// The category of this name, made when there is none.
    fn category(&mut self, name: &str) -> Code {
        let (zh, en) = if name.is_empty() { ("导入", "Imported") } else { (name, name) };
        let key = en.to_lowercase();
        if let Some(code) = self.categories.get(&key) {
            return code.clone();
        }
        let cut = |name: &str| {
            let shown = name.chars().filter(|letter| !letter.is_control());
            shown.take(NAME_CHARS_MAX).collect::<String>()
        };
        let code = self.free_code(en);
        let names = Names::new(cut(zh), cut(en));
        self.categories.insert(key, code.clone());
        self.new_categories.push(Category { code: code.clone(), names, colour: Colour::Plain });
        code
    }

    /// A code that no category has, made of the letters and digits of a name.
    fn free_code(&mut self, name: &str) -> Code {
        let mut slug = String::new();
        for letter in name.to_lowercase().chars() {
            if letter.is_ascii_alphanumeric() {
                slug.push(letter);
            } else if !slug.is_empty() && !slug.ends_with('-') {
                slug.push('-');
            }
        }
        let slug: String = slug.chars().take(24).collect();
        let slug = match slug.trim_matches('-') {
            "" => NO_CATEGORY,
            slug => slug,
        };
        let numbered = (2_u32..).map(|number| format!("{slug}-{number}"));
        let mut tries = std::iter::once(slug.to_owned()).chain(numbered);
        let free = tries.find_map(|text| Code::new(&text).ok().filter(|c| !self.codes.contains(c)));
        // The numbers do not run out: there are fewer categories than numbers.
        let code = free.unwrap_or_else(|| self.tax.clone());
        self.codes.insert(code.clone());
        code
    }

    fn tax_of(&self, names: &[String]) -> Option<Code> {
        let rates = &self.catalogue.tax_rates;
        let same = |name: &str, rate: &str| rate.to_lowercase().contains(&name.to_lowercase());
        names.iter().filter(|name| !name.is_empty()).find_map(|name| {
            let found =
                rates.iter().find(|rate| same(name, &rate.names.en) || same(name, &rate.names.zh));
            found.map(|rate| rate.code.clone())
        })
    }

    /// The barcode, unless another item has it.
    fn free_barcode(&mut self, id: ItemId, barcode: &str, left_out: &mut Vec<String>) -> String {
        if barcode.is_empty() {
            return String::new();
        }
        let owner = *self.barcodes.entry(barcode.to_owned()).or_insert(id);
        if owner == id {
            return barcode.to_owned();
        }
        left_out.push(format!("its barcode {barcode} belongs to another item and was left out"));
        String::new()
    }

    fn note_modifiers(&mut self, id: ItemId, row: &Row, left_out: &mut Vec<String>) {
        for name in &row.modifiers {
            let groups = &self.catalogue.modifier_groups;
            let same = |text: &str| text.to_lowercase() == name.to_lowercase();
            let found = groups.iter().find(|g| same(&g.names.en) || same(&g.names.zh));
            let Some(group) = found.map(|group| group.id) else {
                left_out.push(format!("there is no set of modifiers {name}: add it to the item"));
                continue;
            };
            if let Some(draft) = self.items.get_mut(&id) {
                draft.add_group(group);
            }
        }
    }

    /// An id that the same file gives again.
    fn id(&self, what: &str, key: &str) -> Uuid {
        let label = format!("comanda-import:{}:{what}:{key}", self.source);
        Uuid::new_v5(&Uuid::NAMESPACE_OID, label.as_bytes())
    }
}

impl Draft {
    fn put(&mut self, row: &Row, part: (usize, String, Option<SizeId>), barcode: String) {
        let item = &mut self.item;
        item.sold_by = if row.by_weight { SoldBy::Weight } else { item.sold_by };
        if !row.sku.is_empty() && self.parts.is_empty() {
            item.sku.clone_from(&row.sku);
        }
        let barcodes = match part.2 {
            None => {
                item.price = row.price;
                item.sizes.clear();
                &mut item.barcodes
            }
            Some(id) => {
                item.price = None;
                let names = Names::new(row.size.clone(), row.size.clone());
                let price = row.price.unwrap_or_default();
                let place = item.sizes.iter().position(|size| size.id == id);
                let place = place.unwrap_or_else(|| {
                    item.sizes.push(Size { id, names, price, barcodes: Vec::new() });
                    item.sizes.len() - 1
                });
                let size = &mut item.sizes[place];
                size.price = price;
                &mut size.barcodes
            }
        };
        if !barcode.is_empty() && !barcodes.contains(&barcode) {
            barcodes.push(barcode);
        }
        self.parts.push(part);
    }

    fn add_group(&mut self, group: ModifierGroupId) {
        if !self.item.modifier_groups.contains(&group) {
            self.item.modifier_groups.push(group);
        }
    }
}

/// What became of one row: of a size, or (the first row) of the item itself.
fn outcome(old: Option<&Item>, new: &Item, size: Option<SizeId>, first: bool) -> ImportOutcome {
    let Some(old) = old else { return ImportOutcome::Imported };
    if old == new {
        return ImportOutcome::Unchanged;
    }
    let Some(id) = size else { return ImportOutcome::Changed };
    let itself = |item: &Item| Item { sizes: Vec::new(), ..item.clone() };
    match (old.size(id), new.size(id)) {
        (None, _) => ImportOutcome::Imported,
        (was, is) if was != is => ImportOutcome::Changed,
        _ if first && itself(old) != itself(new) => ImportOutcome::Changed,
        _ => ImportOutcome::Unchanged,
    }
}
