import { computed, effect } from '@preact/signals';
import { allergenName, dictionary, listed, pick, toast, type Allergen } from '@comanda/web';
import { items, localLines, member, slip } from './store';

const t = dictionary({
  en: {
    alarm: (what: string) => `⚠ ALLERGY: ${what}`,
    warn: (dish: string, what: string) =>
      `${dish}: this guest is allergic to ${what}. Ask them before you send it.`,
  },
  zh: {
    alarm: (what) => `⚠ 过敏：${what}`,
    warn: (dish, what) => `${dish}：这位客人对${what}过敏，下单前请先问清楚。`,
  },
});

/** What makes the guest on the desk ill, as they said it. */
export const allergies = computed<readonly Allergen[]>(() => member.value?.allergies ?? []);

/** What in these items makes the guest on the desk ill. */
export function conflictOf(itemIds: readonly string[]): readonly Allergen[] {
  const bad = allergies.value;
  if (bad.length === 0) return [];
  const inside = new Set(itemIds.flatMap((id) => items.value.get(id)?.allergens ?? []));
  return bad.filter((one) => inside.has(one));
}

/** That conflict in words for the line it is in; nothing where there is none. */
export function alarmOf(itemIds: readonly string[]): { alarm?: string } {
  const found = conflictOf(itemIds);
  return found.length === 0 ? {} : { alarm: t().alarm(listed(found.map(allergenName))) };
}

/** Says it aloud once for each line as it comes on the check. The cashier goes on; the kitchen must confirm it. */
export function warnOfAllergies(): () => void {
  let told: ReadonlySet<string> = new Set();
  return effect(() => {
    const here = slip.value.order_id;
    const known = new Set<string>();
    for (const line of localLines.value) {
      const found = conflictOf([line.item_id, ...line.parts.map((part) => part.item_id)]);
      if (found.length === 0) continue;
      const key = `${here} ${line.id} ${found.join(' ')}`;
      known.add(key);
      const item = items.value.get(line.item_id);
      if (item === undefined || told.has(key)) continue;
      toast({ text: t().warn(pick(item.names), listed(found.map(allergenName))), bad: true });
    }
    told = known;
  });
}
