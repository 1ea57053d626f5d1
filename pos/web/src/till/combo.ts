import type { Catalogue, ComboChoice, ComboGroup, Item, ModifierGroup } from '@comanda/web';
import { missing, openGroups, usualOf, type Part } from './choices';
import { menuIndex } from './menuIndex';

/** What is still to be said about a combo. */
export type Lacking =
  | { type: 'part'; group: number }
  | { type: 'choice'; group: number; item_id: string; groups: readonly ModifierGroup[] };

/** The parts chosen in one group of a combo. */
export function partsIn(parts: readonly Part[], group: number): readonly Part[] {
  return parts.filter((part) => part.group === group);
}

/** What nobody has to choose: everything of a group that takes all there is. */
export function usualParts(catalogue: Catalogue, combo: readonly ComboGroup[]): Part[] {
  return combo.flatMap((of, group) =>
    of.min === of.choices.length ? of.choices.map((choice) => partOf(catalogue, group, choice)) : [],
  );
}

function partOf(catalogue: Catalogue, group: number, { item_id, size_id }: ComboChoice): Part {
  const item = menuIndex(catalogue).items.get(item_id);
  const modifiers = item === undefined ? [] : usualOf(catalogue, item);
  return { group, item_id, ...(size_id !== undefined && { size_id }), modifiers };
}

/** What tells the choices of a group apart: the same item may be offered in several sizes. */
type Choosing = Pick<Part, 'item_id' | 'size_id'>;

/** Whether both are the same item in the same size. */
export function isSameChoice(a: Choosing, b: Choosing): boolean {
  return a.item_id === b.item_id && a.size_id === b.size_id;
}

/** The parts after a tap on one choice of a group. A group of one is replaced, a full one takes no more. */
export function tapPart(
  catalogue: Catalogue,
  combo: readonly ComboGroup[],
  parts: readonly Part[],
  group: number,
  tapped: Choosing,
): readonly Part[] {
  const of = combo[group];
  const choice = of?.choices.find((one) => isSameChoice(one, tapped));
  if (of === undefined || choice === undefined) return parts;
  const here = partsIn(parts, group);
  const known = here.find((part) => isSameChoice(part, tapped));
  if (known !== undefined)
    return of.max === 1 && of.min === 1 ? parts : parts.filter((part) => part !== known);
  const made = partOf(catalogue, group, choice);
  if (of.max === 1) return inGroupOrder([...parts.filter((part) => part.group !== group), made]);
  return here.length < of.max ? inGroupOrder([...parts, made]) : parts;
}

function inGroupOrder(parts: readonly Part[]): readonly Part[] {
  return parts.toSorted((a, b) => a.group - b.group);
}

/** Everything that is missing, in the order of the groups; the combo cannot be added while there is something. */
export function lackingParts(
  catalogue: Catalogue,
  combo: readonly ComboGroup[],
  parts: readonly Part[],
): Lacking[] {
  const { items } = menuIndex(catalogue);
  return combo.flatMap((of, group): Lacking[] => {
    const here = partsIn(parts, group);
    if (here.length < of.min) return [{ type: 'part', group }];
    return here.flatMap((part): Lacking[] => {
      const item = items.get(part.item_id);
      const groups = item === undefined ? [] : lackingIn(catalogue, item, part.modifiers);
      return groups.length === 0 ? [] : [{ type: 'choice', group, item_id: part.item_id, groups }];
    });
  });
}

function lackingIn(catalogue: Catalogue, item: Item, chosen: readonly string[]): ModifierGroup[] {
  return missing(openGroups(catalogue, item, chosen), chosen);
}

/** What a part adds to the price of its combo, without its modifiers; 0 for one that the combo does not offer. */
export function extraOf(combo: readonly ComboGroup[], part: Choosing & Pick<Part, 'group'>): number {
  return combo[part.group]?.choices.find((one) => isSameChoice(one, part))?.extra ?? 0;
}
