import { useSignal } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import { Button, dictionary, pick, type Names } from '@comanda/web';
import { NamesField, TextField } from '../fields';
import { touched } from './state';
import { soundCode } from './validate';

const t = dictionary({
  en: {
    code: 'Code',
    codeHint: 'Stays for good: a–z, 0–9 and -',
    taken: 'This code is taken.',
    malformed: '1 to 32 of a–z, 0–9 and -',
    add: 'Add',
    remove: 'Remove',
    inUse: (count: number) => `Used by ${count} ${count === 1 ? 'item' : 'items'}, so it stays.`,
    changed: 'CHANGED',
  },
  zh: {
    code: '代码',
    codeHint: '定下后不变：a–z、0–9 和 -',
    taken: '这个代码已被使用。',
    malformed: '1 到 32 个 a–z、0–9 或 -',
    add: '添加',
    remove: '删去',
    inUse: (count) => `有 ${count} 项在用，不能删去。`,
    changed: '已改',
  },
});

type Props<T> = {
  /** The sort of thing, as `keyOf` names it. */
  kind: string;
  title: string;
  lead: string;
  list: readonly T[];
  /** How many items use it. */
  uses: (code: string) => number;
  onPut: (one: T) => void;
  onRemove: (code: string) => void;
  /** A new one with this code. */
  blank: (code: string) => T;
  /** The fields besides the names. */
  children: (one: T) => ComponentChildren;
};

/** A list of things with a code and names: categories, stations, tax rates. Every change goes straight into the draft. */
export function CodedList<T extends { code: string; names: Names }>(props: Props<T>) {
  const { kind, title, lead, list, uses, onPut, onRemove, children } = props;
  return (
    <section class="settings">
      <h2>{title}</h2>
      <p class="hint">{lead}</p>
      <ul class="rows">
        {list.map((one) => (
          <li key={one.code} class="panel">
            <div class="row-foot">
              <b>
                {pick(one.names)} <small>{one.code}</small>
              </b>
              {touched.value.has(`${kind} ${one.code}`) && <span class="mark">{t().changed}</span>}
            </div>
            <NamesField label={title} names={one.names} onNames={(names) => onPut({ ...one, names })} />
            {children(one)}
            <div class="row-foot end">
              {uses(one.code) > 0 ? (
                <small>{t().inUse(uses(one.code))}</small>
              ) : (
                <Button class="small" tone="danger" onClick={() => onRemove(one.code)}>
                  {t().remove}
                </Button>
              )}
            </div>
          </li>
        ))}
      </ul>
      <AddRow list={list} onPut={onPut} blank={props.blank} />
    </section>
  );
}

type AddProps<T> = { list: readonly T[]; onPut: (one: T) => void; blank: (code: string) => T };

function AddRow<T extends { code: string }>({ list, onPut, blank }: AddProps<T>) {
  const code = useSignal('');
  const taken = list.some((one) => one.code === code.value);
  const malformed = code.value !== '' && !soundCode(code.value);
  const add = (event: Event) => {
    event.preventDefault();
    if (taken || !soundCode(code.value)) return;
    onPut(blank(code.value));
    code.value = '';
  };
  return (
    <form class="bar add-row" onSubmit={add}>
      <TextField
        label={t().code}
        hint={taken ? t().taken : malformed ? t().malformed : t().codeHint}
        bad={taken || malformed}
        value={code.value}
        maxLength={32}
        onValue={(value) => (code.value = value)}
      />
      <Button type="submit" disabled={code.value === '' || taken || malformed}>
        {t().add}
      </Button>
    </form>
  );
}

/** A list with this one in the place of the one with its code, or at the end. */
export function withOne<T extends { code: string }>(list: readonly T[], one: T): T[] {
  return list.some(({ code }) => code === one.code)
    ? list.map((known) => (known.code === one.code ? one : known))
    : [...list, one];
}

/** A list without the one that has this code. */
export function without<T extends { code: string }>(list: readonly T[], code: string): T[] {
  return list.filter((one) => one.code !== code);
}
