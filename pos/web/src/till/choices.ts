import type { Catalogue, Item, ModifierGroup } from '@comanda/web';

/** The groups of an item in the item's own order. A group that the catalogue does not have is left out. */
export function groupsOf(catalogue: Catalogue, item: Item): ModifierGroup[] {
  return item.modifier_groups.flatMap(
    (id) => catalogue.modifier_groups.find((group) => group.id === id) ?? [],
  );
}

/** What is chosen before anybody chose: the modifiers marked as default, and nothing else. */
export function usualChoices(groups: readonly ModifierGroup[]): string[] {
  return groups.flatMap((group) => group.modifiers.filter((one) => one.default).map((one) => one.id));
}

/** Whether the item has to be asked about before it goes on the slip. */
export function mustAsk(item: Item, groups: readonly ModifierGroup[]): boolean {
  return item.price === null || groups.some((group) => group.min > 0);
}

/** Whether the first tap on a choice settles everything: one group, exactly one of it. */
export function oneTapDecides(item: Item, groups: readonly ModifierGroup[]): boolean {
  const [only, ...others] = groups;
  return item.price !== null && only?.min === 1 && only.max === 1 && others.length === 0;
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
