import {
  Button,
  dictionary,
  pick,
  type ComboChoice,
  type ComboGroup,
  type Item,
  type StoreCard,
} from '@comanda/web';
import { AmountField, CountField, NamesField, SelectField } from '../fields';
import type { PartProps } from './ItemEditor';
import { ItemPicker } from './ItemPicker';
import { lookup } from './state';

const t = dictionary({
  en: {
    hint: 'A combo has one price and parts to choose from. Each part names items, and may add to the price.',
    add: 'Add a part',
    part: (number: number) => `Part ${number}`,
    least: 'Choose at least',
    most: 'At most',
    extra: (name: string) => `${name}: adds`,
    size: (name: string) => `Size of ${name}`,
    choose: 'Add an item to choose',
    remove: 'Remove',
    removePart: 'Remove this part',
  },
  zh: {
    hint: '套餐只有一个价格，由几项组成，每项可从几样里选，也可加价。',
    add: '添加一项',
    part: (number) => `第 ${number} 项`,
    least: '至少选',
    most: '最多选',
    extra: (name) => `${name}：加价`,
    size: (name) => `${name}的规格`,
    choose: '添加可选商品',
    remove: '删去',
    removePart: '删去这一项',
  },
});

/** The parts of a combo. */
export function ComboFields({ form, onChange, store }: PartProps) {
  const set = (combo: ComboGroup[]) => onChange({ combo });
  const add = () => set([...form.combo, { names: { zh: '', en: '' }, min: 1, max: 1, choices: [] }]);
  return (
    <>
      {form.combo.length === 0 && <p class="hint">{t().hint}</p>}
      <ul class="rows">
        {form.combo.map((group, index) => (
          <li key={index}>
            <GroupFields
              number={index + 1}
              group={group}
              store={store}
              self={form.id}
              onGroup={(next) => set(form.combo.map((one, at) => (at === index ? next : one)))}
            />
            <div class="row-foot end">
              <Button
                class="small"
                tone="danger"
                onClick={() => set(form.combo.filter((_, at) => at !== index))}
              >
                {t().removePart}
              </Button>
            </div>
          </li>
        ))}
        <li class="bare">
          <Button class="small" onClick={add}>
            {t().add}
          </Button>
        </li>
      </ul>
    </>
  );
}

type GroupProps = {
  number: number;
  group: ComboGroup;
  store: StoreCard;
  self: string;
  onGroup: (group: ComboGroup) => void;
};

function GroupFields({ number, group, store, self, onGroup }: GroupProps) {
  const choices = (next: ComboChoice[]) => onGroup({ ...group, choices: next });
  const canBePart = (item: Item) =>
    item.id !== self && (item.combo ?? []).length === 0 && item.sold_by !== 'weight' && !isOpen(item);
  const take = (item: Item) => {
    const [first] = item.sizes ?? [];
    choices([
      ...group.choices,
      { item_id: item.id, extra: 0, ...(first !== undefined && { size_id: first.id }) },
    ]);
  };
  return (
    <>
      <NamesField
        label={t().part(number)}
        names={group.names}
        onNames={(names) => onGroup({ ...group, names })}
      />
      <div class="grid-2">
        <CountField
          label={t().least}
          value={group.min}
          most={60}
          onValue={(min) => onGroup({ ...group, min })}
        />
        <CountField
          label={t().most}
          value={group.max}
          most={60}
          onValue={(max) => onGroup({ ...group, max })}
        />
      </div>
      <ul class="choices">
        {group.choices.map((choice, index) => (
          <li key={`${choice.item_id} ${index}`}>
            <ChoiceFields
              choice={choice}
              store={store}
              onChoice={(next) => choices(group.choices.map((one, at) => (at === index ? next : one)))}
            />
            <Button
              class="small"
              tone="danger"
              onClick={() => choices(group.choices.filter((_, at) => at !== index))}
            >
              {t().remove}
            </Button>
          </li>
        ))}
      </ul>
      <ItemPicker label={t().choose} fits={canBePart} onPick={take} />
    </>
  );
}

function isOpen(item: Item): boolean {
  return item.price === null && (item.sizes ?? []).length === 0;
}

type ChoiceProps = { choice: ComboChoice; store: StoreCard; onChoice: (choice: ComboChoice) => void };

function ChoiceFields({ choice, store, onChoice }: ChoiceProps) {
  const item = lookup.value.items.get(choice.item_id);
  const name = item === undefined ? '?' : pick(item.names);
  const sizes = item?.sizes ?? [];
  return (
    <div class="grid-2">
      <AmountField
        label={t().extra(name)}
        value={choice.extra}
        exponent={store.currency_exponent}
        unit={store.currency}
        onValue={(extra) => onChoice({ ...choice, extra })}
      />
      {sizes.length > 0 && (
        <SelectField
          label={t().size(name)}
          value={choice.size_id ?? ''}
          options={sizes.map((size) => ({ value: size.id, label: pick(size.names) }))}
          onValue={(size_id) => onChoice({ ...choice, size_id })}
        />
      )}
    </div>
  );
}
