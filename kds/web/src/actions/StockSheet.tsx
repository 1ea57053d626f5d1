import { Button, dictionary, Numpad, pick, Sheet, type Item } from '@comanda/web';
import { useSignal } from '@preact/signals';
import { Choices, type Choice } from './Choices';
import type { Work } from './Work';

/** The highest countdown, as the store takes it. */
const LEFT_MAX = 9_999;

const t = dictionary({
  en: {
    title: 'Sold out, or only some left',
    none: 'Nothing on the menu is made here.',
    out: 'SOLD OUT',
    left: (left: number) => `${left} left`,
    sellOut: 'Sold out now',
    sellAgain: 'Can be sold again',
    some: 'Only some left',
    set: (left: number) => `${left} left`,
    howMany: 'How many are left?',
    nothingShown: 'No such item.',
  },
  zh: {
    title: '沽清，或只剩几份',
    none: '菜单上没有这里做的。',
    out: '沽清',
    left: (left) => `还剩 ${left}`,
    sellOut: '现在沽清',
    sellAgain: '又可以卖了',
    some: '只剩几份',
    set: (left) => `还剩 ${left} 份`,
    howMany: '还剩几份？',
    nothingShown: '没有这个商品。',
  },
});

type Props = { work: Work; items: readonly Item[]; onClose: () => void };

/** What the kitchen makes, with what can be had of it; the sold out first. */
export function StockSheet({ work, items, onClose }: Props) {
  const chosen = useSignal<string | null>(null);
  const item = chosen.value === null ? undefined : work.items.value.get(chosen.value);
  const isShort = (one: Item) => stateWord(work, one) !== undefined;
  const sorted = [...items].sort((a, b) => Number(isShort(b)) - Number(isShort(a)));
  const choices: Choice[] = sorted.map((one) => ({
    key: one.id,
    text: pick(one.names),
    detail: stateWord(work, one),
    testid: 'stock-item',
    run: () => (chosen.value = one.id),
  }));
  return (
    <Sheet open title={item === undefined ? t().title : pick(item.names)} onClose={onClose} class="actions">
      {item !== undefined ? (
        <StockOfItem work={work} itemId={item.id} onDone={onClose} />
      ) : choices.length === 0 ? (
        <p>{t().none}</p>
      ) : (
        <Choices choices={choices} />
      )}
    </Sheet>
  );
}

/** Whether one item can be had, and how many are left. */
export function StockOfItem({ work, itemId, onDone }: { work: Work; itemId: string; onDone: () => void }) {
  const counting = useSignal(false);
  const digits = useSignal('');
  const item = work.items.value.get(itemId);
  if (item === undefined) return <p>{t().nothingShown}</p>;
  const word = stateWord(work, item);
  const give = (availability: Parameters<Work['setStock']>[1]) => () => {
    onDone();
    void work.setStock(item, availability);
  };
  if (counting.value) {
    const left = Math.min(LEFT_MAX, Number(digits.value));
    return (
      <div class="count-left">
        <p>{t().howMany}</p>
        <output class="typed">{digits.value === '' ? '0' : String(left)}</output>
        <Numpad
          value={digits.value}
          maxLength={4}
          extra="none"
          onValue={(next) => (digits.value = next)}
          onEnter={() => {
            if (digits.peek() !== '') give(countdown(left))();
          }}
        />
        <Button
          tone="go"
          data-testid="left-go"
          disabled={digits.value === ''}
          onClick={give(countdown(left))}
        >
          {t().set(left)}
        </Button>
      </div>
    );
  }
  return (
    <>
      {word !== undefined && <p class="state">{word}</p>}
      <Choices
        choices={[
          {
            ...{ key: 'out', testid: 'stock-out', text: t().sellOut, tone: 'danger' },
            run: give({ type: 'eighty_six' }),
          },
          { key: 'some', testid: 'stock-some', text: t().some, run: () => (counting.value = true) },
          { key: 'again', testid: 'stock-again', text: t().sellAgain, run: give({ type: 'available' }) },
        ]}
      />
    </>
  );
}

function countdown(left: number) {
  return { type: 'countdown', left } as const;
}

function stateWord(work: Work, item: Item): string | undefined {
  const stock = work.stock.value.get(item.id)?.availability;
  if (stock === undefined || stock.type === 'available') return undefined;
  return stock.type === 'eighty_six' || stock.left === 0 ? t().out : t().left(stock.left);
}
