import type { Catalogue, Item, ModifierGroup, Money } from '@comanda/web';
import { menuIndex } from './menuIndex';

/** What is chosen for one part of a combo; the same as the wire's `NewPart`, but not to be written to. */
export type Part = Readonly<{
  group: number;
  item_id: string;
  /** The size of a choice that has one. */
  size_id?: string;
  modifiers: readonly string[];
}>;

/** Everything that is said of an item when it is rung. */
export type Choice = Readonly<{
  size_id: string | null;
  /** In menu order. */
  modifiers: readonly string[];
  /** In the order of the combo's groups. */
  parts: readonly Part[];
  /** For an item sold by weight. */
  grams: number | null;
  /** Only for an item with an open price; in minor units, for one, without modifiers. */
  price: Money | null;
}>;

/** Nothing chosen. */
export const NO_CHOICE: Choice = { size_id: null, modifiers: [], parts: [], grams: null, price: null };

/** The groups of an item in the item's own order. A group that the catalogue does not have is left out. */
export function groupsOf(catalogue: Catalogue, item: Item): ModifierGroup[] {
  const { groups } = menuIndex(catalogue);
  return item.modifier_groups.flatMap((id) => groups.get(id) ?? []);
}

/**
 * The groups to choose from now: the item's own, and after each the ones that come with what is chosen in it. A group
 * that two choices bring is there once.
 */
export function openGroups(catalogue: Catalogue, item: Item, chosen: readonly string[]): ModifierGroup[] {
  const { groups } = menuIndex(catalogue);
  const open = new Map<string, ModifierGroup>();
  for (const group of groupsOf(catalogue, item)) {
    open.set(group.id, group);
    for (const modifier of group.modifiers) {
      if (!chosen.includes(modifier.id)) continue;
      for (const id of modifier.groups ?? []) {
        const nested = groups.get(id);
        if (nested !== undefined) open.set(id, nested);
      }
    }
  }
  return [...open.values()];
}

/** What is chosen before anybody chose: the modifiers marked as default, and nothing else. */
export function usualChoices(groups: readonly ModifierGroup[]): string[] {
  return groups.flatMap((group) => group.modifiers.filter((one) => one.default).map((one) => one.id));
}

/** The usual choices of an item, those that the usual ones bring included. */
export function usualOf(catalogue: Catalogue, item: Item): string[] {
  const own = usualChoices(groupsOf(catalogue, item));
  return usualChoices(openGroups(catalogue, item, own));
}

/** Whether its price is given with each line: no price, no sizes, no rule that may give one. */
export function isOpenPrice(item: Item): boolean {
  return item.price === null && (item.sizes ?? []).length === 0;
}

/** Whether it is sold by weight. */
export function isWeighed(item: Item): boolean {
  return item.sold_by === 'weight';
}

/** Whether it is a combo. */
export function isCombo(item: Item): boolean {
  return (item.combo ?? []).length > 0;
}

/** Whether the item has to be asked about before it goes on the slip. */
export function mustAsk(item: Item, groups: readonly ModifierGroup[]): boolean {
  return (
    isOpenPrice(item) ||
    isWeighed(item) ||
    isCombo(item) ||
    (item.sizes ?? []).length > 0 ||
    groups.some((group) => group.min > 0)
  );
}

/** Whether anything about it can be chosen at all. */
export function isChoosable(item: Item, groups: readonly ModifierGroup[]): boolean {
  return groups.length > 0 || mustAsk(item, groups);
}

/** Whether the first tap on a choice or a size settles everything: there is one thing to choose, exactly one of it. */
export function oneTapDecides(item: Item, groups: readonly ModifierGroup[]): boolean {
  if (isOpenPrice(item) || isWeighed(item) || isCombo(item)) return false;
  const [only, ...others] = groups;
  if ((item.sizes ?? []).length > 0) return only === undefined;
  const single = only?.min === 1 && only.max === 1 && others.length === 0;
  return single && only.modifiers.every((one) => (one.groups ?? []).length === 0);
}

/** How many of a group are chosen. */
export function countIn(group: ModifierGroup, chosen: readonly string[]): number {
  return group.modifiers.filter((one) => chosen.includes(one.id)).length;
}

/**
 * The choices after a tap on `modifierId`. In a group of one the tap replaces; a full group takes no more; what is
 * chosen goes away at a second tap, unless it is the one that a required single choice needs.
 */
export function toggle(
  groups: readonly ModifierGroup[],
  chosen: readonly string[],
  modifierId: string,
): readonly string[] {
  const group = groups.find((one) => one.modifiers.some((modifier) => modifier.id === modifierId));
  if (group === undefined) return chosen;
  const others = chosen.filter((id) => id !== modifierId);
  if (others.length < chosen.length) return group.max === 1 && group.min === 1 ? chosen : others;
  if (group.max === 1) return [...without(chosen, group), modifierId];
  return countIn(group, chosen) < group.max ? [...chosen, modifierId] : chosen;
}

/** The choices after a tap: what a parent brought goes with it, and what it brings has its usual ones chosen. */
export function tapChoice(
  catalogue: Catalogue,
  item: Item,
  chosen: readonly string[],
  modifierId: string,
): readonly string[] {
  const before = openGroups(catalogue, item, chosen);
  const next = toggle(before, chosen, modifierId);
  const after = openGroups(catalogue, item, next);
  const fresh = after.filter((group) => !before.includes(group));
  return inMenuOrder(after, [...next, ...usualChoices(fresh)]);
}

/** The groups in which too little is chosen; the item cannot be added while there is one. */
export function missing(groups: readonly ModifierGroup[], chosen: readonly string[]): ModifierGroup[] {
  return groups.filter((group) => countIn(group, chosen) < group.min);
}

/** The same choices in the order of the menu, so that two lines with the same choices are the same line. */
export function inMenuOrder(groups: readonly ModifierGroup[], chosen: readonly string[]): string[] {
  return groups.flatMap((group) =>
    group.modifiers.filter((one) => chosen.includes(one.id)).map((one) => one.id),
  );
}

function without(chosen: readonly string[], group: ModifierGroup): readonly string[] {
  return chosen.filter((id) => group.modifiers.every((one) => one.id !== id));
}
