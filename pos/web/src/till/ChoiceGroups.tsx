import {
  Button,
  dictionary,
  formatAmount,
  pick,
  pickOther,
  type ModifierGroup,
  type StoreCard,
} from '@comanda/web';
import { countIn } from './choices';

const t = dictionary({
  en: {
    one: 'Choose one',
    exactly: (count: number) => `Choose ${count}`,
    between: (least: number, most: number) => `Choose ${least} to ${most}`,
    upTo: (most: number) => `Up to ${most}, if the guest wants`,
    maybe: 'If the guest wants',
    chosen: 'chosen',
  },
  zh: {
    one: '选一样',
    exactly: (count) => `选 ${count} 样`,
    between: (least, most) => `选 ${least} 到 ${most} 样`,
    upTo: (most) => `最多 ${most} 样，可不选`,
    maybe: '可不选',
    chosen: '已选',
  },
});

/** How many of something must and may be chosen, in words. */
export function howMany({ min, max }: { min: number; max: number }): string {
  if (min === 0) return max === 1 ? t().maybe : t().upTo(max);
  if (min === max) return min === 1 ? t().one : t().exactly(min);
  return t().between(min, max);
}

type OptionProps = {
  name: string;
  second: string | null;
  /** What it adds or costs, already written out; nothing for what changes no price. */
  price: string;
  on: boolean;
  disabled?: boolean;
  testid?: string;
  onTap: () => void;
};

/** One thing to choose. */
export function Option({ name, second, price, on, disabled = false, testid = 'choice', onTap }: OptionProps) {
  return (
    <Button
      class={on ? 'option on' : 'option'}
      aria-pressed={on}
      disabled={disabled}
      data-testid={testid}
      onClick={onTap}
    >
      <span>
        <b>{name}</b>
        <small>{second}</small>
      </span>
      <span class="extra">
        {price}
        {on && <i>{t().chosen}</i>}
      </span>
    </Button>
  );
}

/** What a choice adds to the price, written out. */
export function extraText(extra: number, at: StoreCard): string {
  return extra === 0 ? '' : `${extra > 0 ? '+' : ''}${formatAmount(extra, at)}`;
}

type GroupProps = {
  group: ModifierGroup;
  chosen: readonly string[];
  at: StoreCard;
  /** Whether it came with a choice above it. */
  nested: boolean;
  onTap: (id: string) => void;
};

/** One modifier group. */
export function Group({ group, chosen, at, nested, onTap }: GroupProps) {
  const full = group.max > 1 && countIn(group, chosen) >= group.max;
  const classes = ['group', countIn(group, chosen) < group.min ? 'lacking' : '', nested ? 'nested' : ''];
  return (
    <section class={classes.filter(Boolean).join(' ')}>
      <h3>
        {pick(group.names)} <small>{howMany(group)}</small>
      </h3>
      <div class="options">
        {group.modifiers.map((one) => (
          <Option
            key={one.id}
            name={pick(one.names)}
            second={pickOther(one.names)}
            price={extraText(one.price, at)}
            on={chosen.includes(one.id)}
            disabled={full && !chosen.includes(one.id)}
            onTap={() => onTap(one.id)}
          />
        ))}
      </div>
    </section>
  );
}
