import { useSignal, type ReadonlySignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { Banner, Button, dictionary, explainCode, toast } from '@comanda/web';
import { ask, download, type Query } from '../api';

const t = dictionary({
  en: {
    loading: 'Asking the store server…',
    noAnswer: 'The store server did not answer, so there is no report. Sales go on. Try again in a moment.',
    again: 'Try again',
    csv: 'Save as CSV',
    noCsv: 'The store server did not give the file. Try again in a moment.',
  },
  zh: {
    loading: '正在问门店服务器…',
    noAnswer: '门店服务器没有回应，暂时没有报表。营业不受影响，请稍后再试。',
    again: '再试一次',
    csv: '存为 CSV',
    noCsv: '门店服务器没有给出文件，请稍后再试。',
  },
});

/** What came of a question. `before` is the last answer, still shown while the next is on its way. */
export type Asked<T> =
  | { type: 'loading'; before: T | null }
  | { type: 'failed'; code: string; detail: string }
  | { type: 'ok'; value: T };

/** Asks the store whenever the question changes. */
export function useAsked<T>(
  path: string,
  query: Query,
): { said: ReadonlySignal<Asked<T>>; again: () => void } {
  const said = useSignal<Asked<T>>({ type: 'loading', before: null });
  const turn = useSignal(0);
  const question = JSON.stringify([path, query]);
  useEffect(() => {
    let gone = false;
    const known = said.peek();
    const before = known.type === 'ok' ? known.value : known.type === 'loading' ? known.before : null;
    said.value = { type: 'loading', before };
    void ask<T>(path, query).then((answer) => {
      if (gone) return;
      said.value =
        answer.type === 'ok'
          ? { type: 'ok', value: answer.value }
          : { type: 'failed', code: answer.code, detail: answer.detail };
    });
    return () => {
      gone = true;
    };
  }, [question, turn.value]);
  return { said, again: () => (turn.value += 1) };
}

/** The last answer there is to show. */
export function shownOf<T>(said: Asked<T>): T | null {
  if (said.type === 'ok') return said.value;
  return said.type === 'loading' ? said.before : null;
}

/** Says that an answer is on its way, or why there is none. */
export function Waiting<T>({ said, again }: { said: Asked<T>; again: () => void }) {
  if (said.type === 'ok') return null;
  if (said.type === 'loading')
    return (
      <p role="status" class="hint">
        {said.before === null ? t().loading : ' '}
      </p>
    );
  return (
    <Banner tone="warn" action={<Button onClick={again}>{t().again}</Button>}>
      {said.code === 'no_answer' ? t().noAnswer : explainCode(said.code, said.detail)}
    </Banner>
  );
}

type CsvProps = { path: string; query: Query; name: string; label?: string };

/** Saves the report as it is asked for. */
export function CsvButton({ path, query, name, label }: CsvProps) {
  const save = async () => {
    if (!(await download(path, query, `${name}.csv`))) toast({ text: t().noCsv, bad: true });
  };
  return (
    <Button data-testid="csv" onClick={() => void save()}>
      {label ?? t().csv}
    </Button>
  );
}
