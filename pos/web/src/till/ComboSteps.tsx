import { useSignal } from '@preact/signals';
import { Button, dictionary, pick, pickOther, type Catalogue, type Item, type StoreCard } from '@comanda/web';
import { extraText, Group, howMany, Option } from './ChoiceGroups';
import { groupsOf, openGroups, tapChoice, type Part } from './choices';
import { isSameChoice, lackingParts, partsIn, tapPart } from './combo';
import { menuIndex } from './menuIndex';
import { leftOf } from './stock';
import { view } from './store';

const t = dictionary({
  en: { steps: 'Parts of the set', done: 'chosen', open: 'still to choose', out: 'Out' },
  zh: { steps: '套餐各部分', done: '已选', open: '待选', out: '售罄' },
});

type Props = {
  menu: Catalogue;
  item: Item;
  parts: readonly Part[];
  at: StoreCard;
  onParts: (parts: readonly Part[]) => void;
};

/** A combo: one step for each of its choice groups, and under it what belongs to the part that was chosen. */
export function ComboSteps({ menu, item, parts, at, onParts }: Props) {
  const combo = item.combo ?? [];
  const lacking = lackingParts(menu, combo, parts);
  const step = useSignal(lacking[0]?.group ?? 0);
  const group = step.value;
  const of = combo[group];
  if (of === undefined) return null;
  const here = partsIn(parts, group);
  const full = of.max > 1 && here.length >= of.max;
  const { items } = menuIndex(menu);
  const put = (next: readonly Part[]) => {
    onParts(next);
    // On to the next step once this one is settled; a part with choices of its own keeps its step open.
    const done = lackingParts(menu, combo, next).every((one) => one.group !== group);
    const asks = partsIn(next, group).some((part) => {
      const chosen = items.get(part.item_id);
      return chosen !== undefined && groupsOf(menu, chosen).length > 0;
    });
    if (done && !asks && of.max === 1 && group + 1 < combo.length) step.value = group + 1;
  };
  const choose = (part: Part, id: string) => {
    const partItem = items.get(part.item_id);
    if (partItem === undefined) return;
    const modifiers = tapChoice(menu, partItem, part.modifiers, id);
    onParts(parts.map((one) => (one === part ? { ...one, modifiers } : one)));
  };
  return (
    <>
      <nav class="steps" aria-label={t().steps}>
        {combo.map((one, index) => {
          const open = lacking.some((lack) => lack.group === index);
          return (
            <Button
              key={index}
              class={index === group ? 'step on' : 'step'}
              aria-current={index === group ? 'step' : undefined}
              data-testid="combo-step"
              onClick={() => (step.value = index)}
            >
              <b>{pick(one.names)}</b>
              <small class={open ? 'lacking' : ''}>
                {open ? t().open : partsIn(parts, index).length > 0 ? t().done : howMany(one)}
              </small>
            </Button>
          );
        })}
      </nav>
      <section class={here.length < of.min ? 'group lacking' : 'group'}>
        <h3>
          {pick(of.names)} <small>{howMany(of)}</small>
        </h3>
        <div class="options">
          {of.choices.map((choice) => {
            const partItem = items.get(choice.item_id);
            if (partItem === undefined) return null;
            const size = partItem.sizes?.find((one) => one.id === choice.size_id);
            const on = here.some((part) => isSameChoice(part, choice));
            const out = leftOf(partItem, view.value.stock.get(partItem.id)) === 0;
            return (
              <Option
                key={`${choice.item_id} ${choice.size_id ?? ''}`}
                name={[pick(partItem.names), size === undefined ? '' : pick(size.names)].join(' ').trim()}
                second={pickOther(partItem.names)}
                price={out ? t().out : extraText(choice.extra, at)}
                on={on}
                disabled={!on && (full || out)}
                testid="part"
                onTap={() => put(tapPart(menu, combo, parts, group, choice))}
              />
            );
          })}
        </div>
      </section>
      {here.map((part) => {
        const partItem = items.get(part.item_id);
        if (partItem === undefined) return null;
        return openGroups(menu, partItem, part.modifiers).map((one) => (
          <Group
            key={`${part.item_id} ${part.size_id ?? ''} ${one.id}`}
            group={one}
            chosen={part.modifiers}
            at={at}
            nested
            onTap={(id) => choose(part, id)}
          />
        ));
      })}
    </>
  );
}
