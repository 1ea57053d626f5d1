import {
  Button,
  clockSeconds,
  dictionary,
  Seal,
  toast,
  type Paper,
  type PaperRow,
  type PaperSpan,
  type StoreCard,
} from '@comanda/web';
import { columnsOf, runs } from './columns';

const t = dictionary({
  en: {
    paper: (number: number) => `Paper ${number}`,
    drawer: 'Drawer opened',
    torn: 'Not cut: the job broke off',
    drawerOnly: 'No print: only the drawer was opened.',
    image: 'Image',
    noImage:
      'The image of this paper could not be fetched. The paper itself is shown here. Try again in a moment.',
  },
  zh: {
    paper: (number) => `第 ${number} 张`,
    drawer: '钱箱已开',
    torn: '没有切断：打印中断',
    drawerOnly: '没有打印，只开了钱箱。',
    image: '图片',
    noImage: '暂时取不到这张纸的图片，纸面内容见本页。请稍后再试。',
  },
});

type Props = { paper: Paper; store: StoreCard; imageUrl: string; token: string };

/** One piece of paper as it came out of a virtual printer. */
export function PaperView({ paper, store, imageUrl, token }: Props) {
  return (
    <article class="sheet-of-paper" data-testid="paper" data-number={paper.number}>
      <header>
        <h3>{t().paper(paper.number)}</h3>
        <time>{clockSeconds(paper.at, store)}</time>
        {paper.drawer_pulses > 0 && <Seal>{t().drawer}</Seal>}
        {!paper.cut && paper.rows.length > 0 && <Seal>{t().torn}</Seal>}
        <Button tone="quiet" onClick={() => void openImage(imageUrl, token)}>
          {t().image}
        </Button>
      </header>
      {paper.rows.length === 0 ? (
        <p class="no-print">{t().drawerOnly}</p>
      ) : (
        <div class="roll" style={`--columns:${paper.columns}`} role="img" aria-label={textOf(paper)}>
          {paper.rows.map((row, index) => (
            <Row key={index} row={row} />
          ))}
        </div>
      )}
    </article>
  );
}

function textOf(paper: Paper): string {
  return paper.rows.map((row) => row.spans.map((span) => span.text).join('')).join('\n');
}

function Row({ row }: { row: PaperRow }) {
  const tall = row.spans.some((span) => span.tall);
  return (
    <div class={`row ${row.align}${tall ? ' tall' : ''}`}>
      {row.spans.map((span, index) => (
        <Span key={index} span={span} />
      ))}
    </div>
  );
}

function Span({ span }: { span: PaperSpan }) {
  const { bold, wide, tall, inverse } = span;
  const style = `--x:${wide ? 2 : 1};--y:${tall ? 2 : 1};--n:${columnsOf(span.text)}`;
  const marks = [bold ? 'bold' : '', inverse ? 'inverse' : ''].filter(Boolean).join(' ');
  return (
    <span class={`span ${marks}`.trim()} style={style}>
      <span class="stretched">
        {runs(span.text).map((run, index) =>
          run.double ? (
            <span key={index} class="double" style={`--n:${columnsOf(run.text)}`}>
              {run.text}
            </span>
          ) : (
            run.text
          ),
        )}
      </span>
    </span>
  );
}

/** Opens the image in a tab of its own. A plain link cannot carry the token. */
async function openImage(url: string, token: string): Promise<void> {
  const tab = window.open('', '_blank'); // at once, or the browser takes it for an advertisement
  try {
    const response = await fetch(url, { headers: { authorization: `Bearer ${token}` } });
    if (!response.ok) throw new Error(`status ${response.status}`);
    const object = URL.createObjectURL(await response.blob());
    if (tab === null) location.href = object;
    else tab.location.href = object;
  } catch {
    tab?.close();
    toast({ text: t().noImage, bad: true });
  }
}
