import {
  Button,
  dictionary,
  explain,
  pick,
  pickOther,
  toast,
  type Availability,
  type Item,
  type Stock,
} from '@comanda/web';
import { give, items, view } from '../store';
import { ItemPicker } from '../menu/ItemPicker';
import { CountField } from '../fields';
import { useSignal } from '@preact/signals';
import './stock.css';

const t = dictionary({
  en: {
    title: 'Sold out and counted down',
    lead: 'What tills, kitchen and self-order see at once. Items are switched off here, at a till, or by themselves when a countdown ends.',
    none: 'Everything on the menu can be had.',
    off: 'SOLD OUT',
    left: (count: number) => `${count} LEFT`,
    limit: (sold: number, most: number) => `${sold} of ${most} sold today`,
    back: 'Back on',
    add: 'Switch an item off',
    sure: (name: string) => `${name}: how?`,
    soldOut: 'Sold out',
    countdown: 'Count down from',
    start: 'Start the countdown',
    done: (name: string) => `${name} can be had again.`,
    set: (name: string) => `${name}: every till knows.`,
    cancel: 'Not this one',
  },
  zh: {
    title: '售罄与余量',
    lead: '收银、后厨和自助点单马上看到。可在这里、收银台设定，余量卖完也会自动售罄。',
    none: '菜单上的都有货。',
    off: '售罄',
    left: (count) => `剩 ${count}`,
    limit: (sold, most) => `今天已卖 ${sold} / ${most}`,
    back: '恢复供应',
    add: '设为售罄',
    sure: (name) => `${name}：怎样设？`,
    soldOut: '售罄',
    countdown: '剩余数量',
    start: '开始计数',
    done: (name) => `${name}恢复供应。`,
    set: (name) => `${name}：所有收银台已知。`,
    cancel: '换一个',
  },
});

async function switchTo(item: Item, availability: Availability, words: string): Promise<void> {
  const outcome = await give({ type: 'set_availability', item_id: item.id, availability });
  if (outcome.type === 'accepted') toast({ text: words });
  else toast({ text: explain(outcome), bad: true });
}

/** What cannot be had, or not for long, and the way back. */
export function StockPage() {
  const rows = [...view.value.stock].flatMap(([id, stock]) => {
    const item = items.value.get(id);
    const limited = stock.availability.type !== 'available' || (stock.sold ?? 0) > 0;
    return item === undefined || !limited ? [] : [{ item, stock }];
  });
  return (
    <section class="settings wide stock-page">
      <h2>{t().title}</h2>
      <p class="hint">{t().lead}</p>
      <SwitchOff />
      {rows.length === 0 ? (
        <p class="panel empty">{t().none}</p>
      ) : (
        <ul class="list">
          {rows.map(({ item, stock }) => (
            <Row key={item.id} item={item} stock={stock} />
          ))}
        </ul>
      )}
    </section>
  );
}

function Row({ item, stock }: { item: Item; stock: Stock }) {
  const { availability } = stock;
  const most = item.most_per_day ?? 0;
  return (
    <li data-testid="stock-row">
      <span class="name">
        <b>{pick(item.names)}</b> <small>{pickOther(item.names)}</small>
        {most > 0 && <small>{t().limit(stock.sold ?? 0, most)}</small>}
      </span>
      {availability.type === 'eighty_six' && <span class="mark bad">{t().off}</span>}
      {availability.type === 'countdown' && (
        <span class={availability.left === 0 ? 'mark bad' : 'mark warn'}>
          {availability.left === 0 ? t().off : t().left(availability.left)}
        </span>
      )}
      {availability.type !== 'available' && (
        <Button
          data-testid="back-on"
          onClick={() => void switchTo(item, { type: 'available' }, t().done(pick(item.names)))}
        >
          {t().back}
        </Button>
      )}
    </li>
  );
}

function SwitchOff() {
  const chosen = useSignal<Item | null>(null);
  const left = useSignal(10);
  const item = chosen.value;
  if (item === null)
    return <ItemPicker label={t().add} fits={() => true} onPick={(found) => (chosen.value = found)} />;
  const name = pick(item.names);
  const go = (availability: Availability) => {
    chosen.value = null;
    void switchTo(item, availability, t().set(name));
  };
  return (
    <div class="panel stack">
      <b>{t().sure(name)}</b>
      <div class="row-foot">
        <Button tone="danger" data-testid="sold-out" onClick={() => go({ type: 'eighty_six' })}>
          {t().soldOut}
        </Button>
        <span class="row-foot count">
          <CountField
            label={t().countdown}
            value={left.value}
            most={9_999}
            onValue={(count) => (left.value = count)}
          />
          <Button onClick={() => go({ type: 'countdown', left: left.value })}>{t().start}</Button>
        </span>
        <Button tone="quiet" onClick={() => (chosen.value = null)}>
          {t().cancel}
        </Button>
      </div>
    </div>
  );
}
