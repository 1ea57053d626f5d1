import {
  Button,
  channelName,
  dictionary,
  locale,
  mintId,
  pick,
  type Channel,
  type PriceRule,
  type Size,
} from '@comanda/web';
import { clockText, parseClock } from '../amount';
import { AmountField, NamesField, ParsedField, SelectField, TextField, Tick, Ticks } from '../fields';
import { pricedBy, pricingOf, type Pricing } from './form';
import type { PartProps } from './ItemEditor';
import { working } from './state';

/** Every channel, in the order of the till. */
export const CHANNELS: readonly Channel[] = [
  ...(['dine_in', 'takeaway', 'delivery', 'phone', 'pickup', 'self_order', 'online'] as const),
];

const t = dictionary({
  en: {
    pricing: 'How it is priced',
    one: 'One price',
    sizes: 'By size',
    open: 'Open price',
    openHint: 'The cashier types the price with each line.',
    byWeight: 'Sold by weight: the price is for a kilogram',
    price: 'Price',
    perKilo: 'Price per kg',
    tax: 'Tax',
    barcodes: 'Barcodes',
    barcodesHint: 'Several with spaces between them; a scanner may type them here.',
    size: (number: number) => `Size ${number}`,
    addSize: 'Add a size',
    remove: 'Remove',
    up: 'Up',
    rules: 'Other prices at other times, on other channels, or for some members',
    rulesHint: 'The first rule that fits counts. Without a tick it holds on every channel or day.',
    level: 'Price level',
    levelHint: 'For whom a promotion gives it, such as gold. Empty: for everybody.',
    addRule: 'Add a price rule',
    channels: 'Channels',
    days: 'Days',
    from: 'From',
    until: 'Until',
    untilHint: 'Earlier than the start: past midnight.',
    notClock: 'A time such as 17:30',
    forSize: 'Size',
  },
  zh: {
    pricing: '定价方式',
    one: '一个价格',
    sizes: '按规格',
    open: '时价',
    openHint: '收银员每次输入价格。',
    byWeight: '按重量卖：价格为每公斤',
    price: '价格',
    perKilo: '每公斤价格',
    tax: '税率',
    barcodes: '条码',
    barcodesHint: '多个用空格隔开，可直接扫码输入。',
    size: (number) => `规格 ${number}`,
    addSize: '添加规格',
    remove: '删去',
    up: '上移',
    rules: '其他时间、渠道或会员的价格',
    rulesHint: '以第一条符合的为准。不勾选表示所有渠道或每天。',
    level: '价格档位',
    levelHint: '由优惠给到的会员适用，如 gold。不填：所有人。',
    addRule: '添加价格规则',
    channels: '渠道',
    days: '星期',
    from: '从',
    until: '到',
    untilHint: '早于开始时间：到第二天。',
    notClock: '请填时间，如 17:30',
    forSize: '规格',
  },
});

/** Monday to Sunday in this language; bit 0 is Monday. */
export function weekdayNames(): string[] {
  const format = new Intl.DateTimeFormat(locale(), { weekday: 'short', timeZone: 'UTC' });
  return Array.from({ length: 7 }, (_, day) => format.format(Date.UTC(2024, 0, 1 + day)));
}

/** Price or sizes, tax, barcodes, price rules. */
export function PriceFields({ form, onChange, store }: PartProps) {
  const exponent = store.currency_exponent;
  const pricing = pricingOf(form);
  const choices: Pricing[] = ['one', 'sizes', 'open'];
  return (
    <>
      <div class="row-foot start">
        <div class="segments" role="group" aria-label={t().pricing}>
          {choices.map((choice) => (
            <button
              type="button"
              key={choice}
              aria-pressed={choice === pricing}
              data-testid={`pricing-${choice}`}
              onClick={() => choice !== pricing && onChange(pricedBy(form, choice))}
            >
              {t()[choice]}
            </button>
          ))}
        </div>
        {pricing === 'open' && <p class="hint">{t().openHint}</p>}
        {pricing === 'one' && (
          <Tick
            checked={form.sold_by === 'weight'}
            onChange={(on) => onChange({ sold_by: on ? 'weight' : 'piece' })}
          >
            {t().byWeight}
          </Tick>
        )}
      </div>
      {pricing === 'sizes' && <SizeRows {...{ form, onChange, store }} />}
      <div class="grid-2">
        {form.price !== null && pricing === 'one' && (
          <AmountField
            label={form.sold_by === 'weight' ? t().perKilo : t().price}
            value={form.price}
            exponent={exponent}
            unit={store.currency}
            testId="item-price"
            onValue={(price) => onChange({ price })}
          />
        )}
        <SelectField
          label={t().tax}
          value={form.tax}
          options={working.value.tax_rates.map(({ code, names }) => ({ value: code, label: pick(names) }))}
          onValue={(tax) => onChange({ tax })}
        />
        {pricing !== 'sizes' && (
          <BarcodesField codes={form.barcodes} onCodes={(barcodes) => onChange({ barcodes })} />
        )}
      </div>
      {pricing !== 'open' && <RuleRows {...{ form, onChange, store }} />}
    </>
  );
}

function BarcodesField({ codes, onCodes }: { codes: readonly string[]; onCodes: (codes: string[]) => void }) {
  return (
    <TextField
      label={t().barcodes}
      hint={t().barcodesHint}
      value={codes.join(' ')}
      onValue={(text) => onCodes(text.split(/\s+/).filter((code) => code !== ''))}
    />
  );
}

function SizeRows({ form, onChange, store }: PartProps) {
  const set = (sizes: Size[]) => onChange({ sizes });
  const patch = (id: string, change: Partial<Size>) =>
    set(form.sizes.map((size) => (size.id === id ? { ...size, ...change } : size)));
  const add = () =>
    set([...form.sizes, { id: mintId(), names: { zh: '', en: '' }, price: form.sizes.at(-1)?.price ?? 0 }]);
  const up = (index: number) =>
    set(
      form.sizes.flatMap((size, at) =>
        at === index - 1 ? [form.sizes[index] ?? size, size] : at === index ? [] : [size],
      ),
    );
  return (
    <ul class="rows">
      {form.sizes.map((size, index) => (
        <li key={size.id}>
          <NamesField
            label={t().size(index + 1)}
            names={size.names}
            onNames={(names) => patch(size.id, { names })}
          />
          <div class="grid-2">
            <AmountField
              label={t().price}
              value={size.price}
              exponent={store.currency_exponent}
              unit={store.currency}
              onValue={(price) => patch(size.id, { price })}
            />
            <BarcodesField codes={size.barcodes ?? []} onCodes={(barcodes) => patch(size.id, { barcodes })} />
          </div>
          <div class="row-foot end">
            {index > 0 && (
              <Button class="small" onClick={() => up(index)}>
                {t().up}
              </Button>
            )}
            {form.sizes.length > 1 && (
              <Button
                class="small"
                tone="danger"
                onClick={() => set(form.sizes.filter((one) => one.id !== size.id))}
              >
                {t().remove}
              </Button>
            )}
          </div>
        </li>
      ))}
      <li class="bare">
        <Button class="small" onClick={add}>
          {t().addSize}
        </Button>
      </li>
    </ul>
  );
}

function RuleRows({ form, onChange, store }: PartProps) {
  const set = (prices: PriceRule[]) => onChange({ prices });
  const patch = (index: number, change: Partial<PriceRule>) =>
    set(form.prices.map((rule, at) => (at === index ? { ...rule, ...change } : rule)));
  const [first] = form.sizes;
  const add = () => {
    const price = form.price ?? first?.price ?? 0;
    const size = first === undefined ? {} : { size_id: first.id };
    set([...form.prices, { from_minute: 0, until_minute: 1440, price, ...size }]);
  };
  return (
    <fieldset>
      <legend>{t().rules}</legend>
      {form.prices.length > 0 && <p class="hint">{t().rulesHint}</p>}
      <ul class="rows">
        {form.prices.map((rule, index) => (
          <li key={index}>
            <RuleFields form={form} rule={rule} store={store} onRule={(change) => patch(index, change)} />
            <div class="row-foot end">
              <Button
                class="small"
                tone="danger"
                onClick={() => set(form.prices.filter((_, at) => at !== index))}
              >
                {t().remove}
              </Button>
            </div>
          </li>
        ))}
        <li class="bare">
          <Button class="small" data-testid="add-rule" onClick={add}>
            {t().addRule}
          </Button>
        </li>
      </ul>
    </fieldset>
  );
}

/** Small letters, digits and hyphens, as a price level is kept while it is being typed. */
export function levelCode(text: string): string {
  return text.toLowerCase().replaceAll(/[^a-z0-9-]+/g, '-');
}

type RuleProps = Pick<PartProps, 'form' | 'store'> & {
  rule: PriceRule;
  onRule: (change: Partial<PriceRule>) => void;
};

function RuleFields({ form, rule, store, onRule }: RuleProps) {
  const bits = rule.weekdays ?? 0;
  const days = weekdayNames().map((label, day) => ({ value: String(day), label }));
  const clock = { text: clockText, parse: parseClock, wrong: t().notClock };
  return (
    <>
      <div class="grid-2">
        <AmountField
          label={t().price}
          value={rule.price}
          exponent={store.currency_exponent}
          unit={store.currency}
          testId="rule-price"
          onValue={(price) => onRule({ price })}
        />
        <ParsedField
          label={t().from}
          value={rule.from_minute}
          {...clock}
          onValue={(from_minute) => onRule({ from_minute })}
        />
        <ParsedField
          label={t().until}
          value={rule.until_minute}
          {...clock}
          hint={rule.until_minute <= rule.from_minute ? t().untilHint : undefined}
          onValue={(until_minute) => onRule({ until_minute })}
        />
        {form.sizes.length > 0 && (
          <SelectField
            label={t().forSize}
            value={rule.size_id ?? ''}
            options={form.sizes.map((size) => ({ value: size.id, label: pick(size.names) }))}
            onValue={(size_id) => onRule({ size_id })}
          />
        )}
      </div>
      <TextField
        label={t().level}
        hint={t().levelHint}
        value={rule.level ?? ''}
        testId="rule-level"
        onValue={(text) => onRule({ level: levelCode(text) })}
      />
      <Ticks
        legend={t().channels}
        options={CHANNELS.map((value) => ({ value, label: channelName(value) }))}
        chosen={rule.channels ?? []}
        onChosen={(channels) => onRule({ channels })}
      />
      <Ticks
        legend={t().days}
        options={days}
        chosen={days.map(({ value }) => value).filter((day) => (bits & (1 << Number(day))) !== 0)}
        onChosen={(chosen) => onRule({ weekdays: chosen.reduce((sum, day) => sum | (1 << Number(day)), 0) })}
      />
    </>
  );
}
