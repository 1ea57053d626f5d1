import { useSignal } from '@preact/signals';
import {
  Button,
  dictionary,
  mintId,
  pick,
  pickOther,
  type Modifier,
  type ModifierGroup,
  type StoreCard,
} from '@comanda/web';
import { AmountField, CountField, NamesField, Tick, Ticks } from '../fields';
import { leanGroup } from './form';
import { ProblemList } from './ProblemList';
import { lookup, put, touched, working } from './state';
import { groupProblems } from './validate';

const t = dictionary({
  en: {
    title: 'Choices',
    lead: 'Sets to choose from with an item: how spicy, which noodles, what on top.',
    add: 'New set',
    changed: 'CHANGED',
    limits: (min: number, max: number, count: number) => `choose ${min}–${max} of ${count}`,
    names: 'Name of the set',
    least: 'Choose at least',
    leastHint: '0: may be left out',
    most: 'At most',
    choice: (number: number) => `Choice ${number}`,
    price: 'Adds',
    usual: 'Chosen beforehand',
    opens: 'Once chosen, ask from',
    addChoice: 'Add a choice',
    remove: 'Remove',
    removeGroup: 'Remove this set',
    up: 'Up',
    inUse: (count: number) => `Used by ${count} ${count === 1 ? 'item' : 'items'}, so it stays.`,
  },
  zh: {
    title: '选项组',
    lead: '和商品一起选的：辣度、面型、加料。',
    add: '新选项组',
    changed: '已改',
    limits: (min, max, count) => `${count} 选 ${min}–${max}`,
    names: '选项组名称',
    least: '至少选',
    leastHint: '0 表示可不选',
    most: '最多选',
    choice: (number) => `选项 ${number}`,
    price: '加价',
    usual: '默认选中',
    opens: '选中后再选',
    addChoice: '添加选项',
    remove: '删去',
    removeGroup: '删去这个选项组',
    up: '上移',
    inUse: (count) => `有 ${count} 项在用，不能删去。`,
  },
});

/** The sets of modifiers; one is open at a time. */
export function Groups({ store }: { store: StoreCard }) {
  const open = useSignal<string | null>(null);
  const { modifier_groups } = working.value;
  const save = (group: ModifierGroup) => put({ type: 'put_group', group: leanGroup(group) });
  const add = () => {
    const id = mintId();
    const modifiers = [aModifier()];
    save({ id, names: { zh: '新选项组', en: 'New set' }, min: 0, max: 1, modifiers });
    open.value = id;
  };
  return (
    <section class="settings">
      <h2>{t().title}</h2>
      <p class="hint">{t().lead}</p>
      <ul class="rows">
        {modifier_groups.map((group) => (
          <li key={group.id} class="panel">
            <button
              type="button"
              class="row-foot opener"
              aria-expanded={open.value === group.id}
              data-testid="group-row"
              onClick={() => (open.value = open.value === group.id ? null : group.id)}
            >
              <b>
                {pick(group.names)} <small>{pickOther(group.names)}</small>
              </b>
              {touched.value.has(`group ${group.id}`) && <span class="mark">{t().changed}</span>}
              <small>{t().limits(group.min, group.max, group.modifiers.length)}</small>
            </button>
            {open.value === group.id && <GroupFields group={group} store={store} onGroup={save} />}
          </li>
        ))}
      </ul>
      <p class="bar add-row">
        <Button data-testid="new-group" onClick={add}>
          {t().add}
        </Button>
      </p>
    </section>
  );
}

function aModifier(): Modifier {
  return { id: mintId(), names: { zh: '新选项', en: 'New choice' }, price: 0, default: false };
}

type GroupProps = { group: ModifierGroup; store: StoreCard; onGroup: (group: ModifierGroup) => void };

function GroupFields({ group, store, onGroup }: GroupProps) {
  const set = (modifiers: Modifier[]) => onGroup({ ...group, modifiers });
  const uses = working.value.items.filter((item) => item.modifier_groups.includes(group.id)).length;
  const up = (index: number) => {
    const next = [...group.modifiers];
    next.splice(index - 1, 0, ...next.splice(index, 1));
    set(next);
  };
  return (
    <>
      <NamesField label={t().names} names={group.names} onNames={(names) => onGroup({ ...group, names })} />
      <div class="grid-2">
        <CountField
          label={t().least}
          hint={t().leastHint}
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
      <ul class="rows">
        {group.modifiers.map((modifier, index) => (
          <li key={modifier.id}>
            <ModifierFields
              number={index + 1}
              group={group}
              modifier={modifier}
              store={store}
              onModifier={(next) => set(group.modifiers.map((one) => (one.id === next.id ? next : one)))}
            />
            <div class="row-foot end">
              {index > 0 && (
                <Button class="small" onClick={() => up(index)}>
                  {t().up}
                </Button>
              )}
              <Button
                class="small"
                tone="danger"
                onClick={() => set(group.modifiers.filter((one) => one.id !== modifier.id))}
              >
                {t().remove}
              </Button>
            </div>
          </li>
        ))}
      </ul>
      <ProblemList problems={groupProblems(group, lookup.value)} />
      <div class="row-foot">
        <Button class="small" onClick={() => set([...group.modifiers, aModifier()])}>
          {t().addChoice}
        </Button>
        {uses > 0 ? (
          <small>{t().inUse(uses)}</small>
        ) : (
          <Button
            class="small"
            tone="danger"
            onClick={() => put({ type: 'remove_group', group_id: group.id })}
          >
            {t().removeGroup}
          </Button>
        )}
      </div>
    </>
  );
}

type ModifierProps = {
  number: number;
  group: ModifierGroup;
  modifier: Modifier;
  store: StoreCard;
  onModifier: (modifier: Modifier) => void;
};

function ModifierFields({ number, group, modifier, store, onModifier }: ModifierProps) {
  // One level deep: a set that opens others itself cannot be opened by a choice.
  const flat = working.value.modifier_groups.filter(
    (one) => one.id !== group.id && one.modifiers.every((inner) => (inner.groups ?? []).length === 0),
  );
  return (
    <>
      <NamesField
        label={t().choice(number)}
        names={modifier.names}
        onNames={(names) => onModifier({ ...modifier, names })}
      />
      <div class="grid-2">
        <AmountField
          label={t().price}
          value={modifier.price}
          exponent={store.currency_exponent}
          unit={store.currency}
          onValue={(price) => onModifier({ ...modifier, price })}
        />
        <Tick checked={modifier.default} onChange={(on) => onModifier({ ...modifier, default: on })}>
          {t().usual}
        </Tick>
      </div>
      <details open={(modifier.groups ?? []).length > 0}>
        <summary>{t().opens}</summary>
        <Ticks
          legend={t().opens}
          options={flat.map(({ id, names }) => ({ value: id, label: pick(names) }))}
          chosen={modifier.groups ?? []}
          onChosen={(groups) => onModifier({ ...modifier, groups })}
        />
      </details>
    </>
  );
}
