import {
  channelName,
  dictionary,
  pick,
  type Item,
  type Offer,
  type Promotion,
  type StoreCard,
  type Terms,
  type Which,
} from '@comanda/web';
import { clockText, parseClock, parsePercent, percentText } from '../amount';
import { AmountField, CountField, ParsedField, SelectField, TextField, Tick, Ticks } from '../fields';
import { CodedList, without, withOne } from './CodedList';
import { ItemPicker } from './ItemPicker';
import { CHANNELS, weekdayNames } from './PriceFields';
import { put, working } from './state';

const t = dictionary({
  en: {
    title: 'Promotions',
    lead: 'What is taken off by itself when a guest pays, in this order. The till takes the combination that saves most, says which it is, and the cashier may leave one out. No line is reduced by two of them.',
    kind: 'What it does',
    percent: 'A share off',
    amount: 'An amount off',
    fixed_price: 'A fixed price each',
    price_level: 'Each at its price of a level',
    free_item: 'The cheapest one free',
    free_choices: 'What is chosen with it free',
    buy_get: 'Buy some, get some free',
    bundle: 'Together at a price',
    level: 'Which price level',
    noLevel: 'No item has a price of a level yet: give an item one under its other prices.',
    ppm: 'How much off',
    notPercent: 'More than 0 and at most 100, such as 12.5',
    off: 'How much off, once',
    price: 'Price of each',
    whole: 'Price together',
    buy: 'Buy',
    get: 'Get free',
    of: 'Of what',
    part: (number: number) => `Part ${number}`,
    everything: 'Nothing chosen means everything.',
    items: 'These items',
    addItem: 'Find an item to add',
    categories: 'Items of these categories',
    exclusive: 'Stands alone: never together with another',
    terms: 'For whom and when',
    least: 'The order comes to at least',
    from: 'From',
    until: 'Until',
    days: 'On these days (none chosen: every day)',
    begins: 'From (time of day)',
    ends: 'Until (time of day)',
    notClock: 'A time, such as 17:30',
    channels: 'On these channels (none chosen: all)',
    members: 'Only for members',
    tiers: 'Only for these tiers',
    tags: 'Only for members with one of these tags',
    tagsHint: 'With commas between them',
    birthday: 'Only on a member’s birthday',
    visit: 'Only on this visit of a member (1 is the first, 0 any)',
    often: 'Orders of one member a day (0 any number)',
  },
  zh: {
    title: '优惠',
    lead: '客人付款时按此顺序自动减免。收银台选最划算的组合并说明，收银员可以不用其中一个。一样东西不会被减两次。',
    kind: '做什么',
    percent: '打折',
    amount: '减金额',
    fixed_price: '统一价',
    price_level: '按价格档位',
    free_item: '最便宜的一样免费',
    free_choices: '加料免费',
    buy_get: '买几送几',
    bundle: '组合价',
    level: '哪个价格档位',
    noLevel: '还没有商品设了档位价：请先在商品的其他价格里设一个。',
    ppm: '减多少',
    notPercent: '大于 0，最多 100，如 12.5',
    off: '减多少，一次',
    price: '每样价格',
    whole: '一起的价格',
    buy: '买',
    get: '送',
    of: '针对',
    part: (number) => `第 ${number} 样`,
    everything: '都不选表示全部。',
    items: '这些商品',
    addItem: '查找要加的商品',
    categories: '这些分类的商品',
    exclusive: '单独使用：不与别的优惠同用',
    terms: '对谁、何时',
    least: '整单至少',
    from: '开始日期',
    until: '结束日期',
    days: '这些星期（不选：每天）',
    begins: '从（时刻）',
    ends: '到（时刻）',
    notClock: '请填时间，如 17:30',
    channels: '这些渠道（不选：全部）',
    members: '仅会员',
    tiers: '仅这些等级',
    tags: '仅有其中一个标签的会员',
    tagsHint: '用逗号分隔',
    birthday: '仅会员生日当天',
    visit: '仅会员第几次来（1 为第一次，0 不限）',
    often: '每位会员每天几单（0 不限）',
  },
});

const EVERYTHING: Which = { items: [], categories: [] };
const NO_TERMS: Terms = {
  from: null,
  until: null,
  weekdays: 0,
  from_minute: 0,
  until_minute: 0,
  channels: [],
  least: 0,
  members: false,
  tiers: [],
  tags: [],
  birthday: false,
  visit: 0,
  per_member_day: 0,
};
const KINDS = [
  'percent',
  'amount',
  'fixed_price',
  'price_level',
  'free_item',
  'free_choices',
  'buy_get',
  'bundle',
] as const;

/** What is taken off by itself, for whom and when. */
export function Promotions({ store }: { store: StoreCard }) {
  const { promotions = [] } = working.value;
  const set = (next: Promotion[]) => put({ type: 'set_promotions', promotions: next });
  return (
    <CodedList
      kind="promotion"
      title={t().title}
      lead={t().lead}
      list={promotions}
      uses={() => 0}
      onPut={(one) => set(withOne(promotions, one))}
      onRemove={(code) => set(without(promotions, code))}
      blank={(code): Promotion => ({
        code,
        names: { zh: '', en: '' },
        offer: { type: 'percent', of: EVERYTHING, ppm: 100_000 },
        exclusive: false,
      })}
    >
      {(promotion) => (
        <Fields promotion={promotion} store={store} onPut={(one) => set(withOne(promotions, one))} />
      )}
    </CodedList>
  );
}

type FieldsProps = { promotion: Promotion; store: StoreCard; onPut: (one: Promotion) => void };

function Fields({ promotion, store, onPut }: FieldsProps) {
  const { offer, code } = promotion;
  const change = (next: Offer) => onPut({ ...promotion, offer: next });
  return (
    <>
      <SelectField
        label={t().kind}
        value={offer.type}
        testId={`kind-${code}`}
        options={KINDS.map((value) => ({ value, label: t()[value] }))}
        onValue={(kind) => change(blankOffer(kind as Offer['type'], partsOf(offer)))}
      />
      <OfferFields offer={offer} code={code} store={store} onOffer={change} />
      {partsOf(offer).map((which, index) => (
        <WhichFields
          key={index}
          legend={offer.type === 'bundle' ? t().part(index + 1) : t().of}
          which={which}
          onWhich={(next) => change(withPart(offer, index, next))}
        />
      ))}
      <Tick checked={promotion.exclusive} onChange={(exclusive) => onPut({ ...promotion, exclusive })}>
        {t().exclusive}
      </Tick>
      <TermsFields
        terms={promotion.terms ?? NO_TERMS}
        store={store}
        onTerms={(terms) => onPut({ ...promotion, terms })}
      />
    </>
  );
}

type OfferProps = { offer: Offer; code: string; store: StoreCard; onOffer: (offer: Offer) => void };

function OfferFields({ offer, code, store, onOffer }: OfferProps) {
  const money = { exponent: store.currency_exponent, unit: store.currency, testId: `sum-${code}` };
  switch (offer.type) {
    case 'percent':
      return (
        <ParsedField
          label={t().ppm}
          value={offer.ppm}
          text={percentText}
          parse={parsePercent}
          wrong={t().notPercent}
          unit="%"
          testId={`sum-${code}`}
          onValue={(ppm) => onOffer({ ...offer, ppm })}
        />
      );
    case 'amount':
      return (
        <AmountField
          label={t().off}
          value={offer.amount}
          {...money}
          onValue={(amount) => onOffer({ ...offer, amount })}
        />
      );
    case 'fixed_price':
      return (
        <AmountField
          label={t().price}
          value={offer.price}
          {...money}
          onValue={(price) => onOffer({ ...offer, price })}
        />
      );
    case 'price_level':
      return <LevelField level={offer.level} code={code} onLevel={(level) => onOffer({ ...offer, level })} />;
    case 'free_item':
    case 'free_choices':
      return null;
    case 'buy_get':
      return (
        <div class="grid-2">
          <CountField label={t().buy} value={offer.buy} onValue={(buy) => onOffer({ ...offer, buy })} />
          <CountField label={t().get} value={offer.get} onValue={(get) => onOffer({ ...offer, get })} />
        </div>
      );
    case 'bundle':
      return (
        <AmountField
          label={t().whole}
          value={offer.price}
          {...money}
          onValue={(price) => onOffer({ ...offer, price })}
        />
      );
  }
}

type LevelProps = { level: string; code: string; onLevel: (level: string) => void };

function LevelField({ level, code, onLevel }: LevelProps) {
  const levels = levelsOf(working.value.items);
  if (levels.length === 0) return <p class="hint">{t().noLevel}</p>;
  return (
    <SelectField
      label={t().level}
      value={level}
      testId={`level-${code}`}
      options={levels.map((value) => ({ value, label: value }))}
      onValue={onLevel}
    />
  );
}

/** The price levels that items have prices of. */
function levelsOf(items: readonly Item[]): string[] {
  const rules = items.flatMap((item) => item.prices ?? []);
  return [...new Set(rules.flatMap(({ level }) => level ?? []))].toSorted();
}

type WhichProps = { legend: string; which: Which; onWhich: (which: Which) => void };

function WhichFields({ legend, which, onWhich }: WhichProps) {
  const { categories, items } = working.value;
  const named = which.items.map((id) => ({
    value: id,
    label: pick(items.find((item) => item.id === id)?.names ?? { zh: id, en: id }),
  }));
  return (
    <fieldset class="which">
      <legend>{legend}</legend>
      <p class="hint">{t().everything}</p>
      {named.length > 0 && (
        <Ticks
          legend={t().items}
          options={named}
          chosen={which.items}
          onChosen={(next) => onWhich({ ...which, items: next })}
        />
      )}
      <ItemPicker
        label={t().addItem}
        fits={(item) => !which.items.includes(item.id)}
        onPick={(item) => onWhich({ ...which, items: [...which.items, item.id] })}
      />
      <Ticks
        legend={t().categories}
        options={categories.map(({ code, names }) => ({ value: code, label: pick(names) }))}
        chosen={which.categories}
        onChosen={(next) => onWhich({ ...which, categories: next })}
      />
    </fieldset>
  );
}

type TermsProps = { terms: Terms; store: StoreCard; onTerms: (terms: Terms) => void };

function TermsFields({ terms, store, onTerms }: TermsProps) {
  const clock = { text: clockText, parse: parseClock, wrong: t().notClock };
  const day = (key: 'from' | 'until') => (
    <label class="field">
      <span>{t()[key]}</span>
      <input
        type="date"
        value={terms[key] ?? ''}
        onInput={(event) => onTerms({ ...terms, [key]: event.currentTarget.value || null })}
      />
    </label>
  );
  const weekdays = weekdayNames().map((label, index) => ({ value: String(index), label }));
  const tiers = store.trade.members.tiers.map(({ code, names }) => ({ value: code, label: pick(names) }));
  return (
    <details class="terms">
      <summary>{t().terms}</summary>
      <AmountField
        label={t().least}
        value={terms.least}
        exponent={store.currency_exponent}
        unit={store.currency}
        onValue={(least) => onTerms({ ...terms, least })}
      />
      <div class="grid-2">
        {day('from')}
        {day('until')}
        <ParsedField
          label={t().begins}
          value={terms.from_minute}
          {...clock}
          onValue={(from_minute) => onTerms({ ...terms, from_minute })}
        />
        <ParsedField
          label={t().ends}
          value={terms.until_minute}
          {...clock}
          onValue={(until_minute) => onTerms({ ...terms, until_minute })}
        />
      </div>
      <Ticks
        legend={t().days}
        options={weekdays}
        chosen={weekdays
          .filter((_, index) => (terms.weekdays & (1 << index)) !== 0)
          .map(({ value }) => value)}
        onChosen={(chosen) =>
          onTerms({ ...terms, weekdays: chosen.reduce((sum, one) => sum | (1 << Number(one)), 0) })
        }
      />
      <Ticks
        legend={t().channels}
        options={CHANNELS.map((value) => ({ value, label: channelName(value) }))}
        chosen={terms.channels}
        onChosen={(channels) => onTerms({ ...terms, channels })}
      />
      <div class="rows">
        <Tick checked={terms.members} onChange={(members) => onTerms({ ...terms, members })}>
          {t().members}
        </Tick>
        <Tick checked={terms.birthday} onChange={(birthday) => onTerms({ ...terms, birthday })}>
          {t().birthday}
        </Tick>
      </div>
      {tiers.length > 0 && (
        <Ticks
          legend={t().tiers}
          options={tiers}
          chosen={terms.tiers}
          onChosen={(next) => onTerms({ ...terms, tiers: next })}
        />
      )}
      <TextField
        label={t().tags}
        hint={t().tagsHint}
        value={terms.tags.join(', ')}
        onValue={(text) =>
          onTerms({
            ...terms,
            tags: text
              .split(/[,，]/)
              .map((tag) => tag.trim())
              .filter((tag) => tag !== ''),
          })
        }
      />
      <div class="grid-2">
        <CountField label={t().visit} value={terms.visit} onValue={(visit) => onTerms({ ...terms, visit })} />
        <CountField
          label={t().often}
          value={terms.per_member_day}
          onValue={(per_member_day) => onTerms({ ...terms, per_member_day })}
        />
      </div>
    </details>
  );
}

function partsOf(offer: Offer): Which[] {
  return offer.type === 'bundle' ? offer.parts : [offer.of];
}

function withPart(offer: Offer, index: number, which: Which): Offer {
  if (offer.type !== 'bundle') return { ...offer, of: which };
  return { ...offer, parts: offer.parts.map((part, at) => (at === index ? which : part)) };
}

/** Another kind of offer about the same things. */
function blankOffer(kind: Offer['type'], parts: readonly Which[]): Offer {
  const of = parts[0] ?? EVERYTHING;
  switch (kind) {
    case 'percent':
      return { type: kind, of, ppm: 100_000 };
    case 'amount':
      return { type: kind, of, amount: 100 };
    case 'fixed_price':
      return { type: kind, of, price: 100 };
    case 'price_level':
      return { type: kind, of, level: levelsOf(working.peek().items)[0] ?? 'level' };
    case 'free_item':
    case 'free_choices':
      return { type: kind, of };
    case 'buy_get':
      return { type: kind, of, buy: 2, get: 1 };
    case 'bundle':
      return { type: kind, parts: [of, parts[1] ?? EVERYTHING], price: 1_000 };
  }
}
