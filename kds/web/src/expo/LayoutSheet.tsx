import { dictionary, listed, pick, Sheet, type Catalogue } from '@comanda/web';
import { Choices } from '../actions/Choices';
import type { Work } from '../actions/Work';
import { stationWord } from '../cards/words';

const t = dictionary({
  en: {
    title: 'How is the kitchen staffed?',
    usual: 'Every station at its own place',
    moved: (from: string, to: string) => `${from} is made at ${to}`,
    now: 'now',
    note: 'Tickets that are open move with it, each as a whole.',
  },
  zh: {
    title: '后厨现在怎么排？',
    usual: '每个档口各做各的',
    moved: (from, to) => `${from}由${to}做`,
    now: '现在',
    note: '没做完的单会整张一起转过去。',
  },
});

type Props = { work: Work; catalogue: Catalogue | null; onClose: () => void };

/** Which layout the kitchen works by; switching takes the open tickets along. */
export function LayoutSheet({ work, catalogue, onClose }: Props) {
  const { layout: current } = work.desk.value;
  const choose = (layout: string | null) => () => {
    onClose();
    void work.switchLayout(layout);
  };
  const word = (text: string, layout: string | null) =>
    layout === current ? `✓ ${text} (${t().now})` : text;
  const layouts = (catalogue?.layouts ?? []).map((layout) => ({
    ...{ key: layout.code, testid: `layout-${layout.code}` },
    text: word(pick(layout.names), layout.code),
    detail: listed(
      layout.moves.map(({ from, to }) => t().moved(stationWord(catalogue, from), stationWord(catalogue, to))),
    ),
    run: choose(layout.code),
  }));
  const usual = { key: 'usual', testid: 'layout-usual', text: word(t().usual, null), run: choose(null) };
  return (
    <Sheet open title={t().title} onClose={onClose} class="actions">
      <p>{t().note}</p>
      <Choices choices={[usual, ...layouts]} />
    </Sheet>
  );
}
