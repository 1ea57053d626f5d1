import { useSignal } from '@preact/signals';
import { Banner, Button, Dialog, dictionary, pick, toast, type StoreCard } from '@comanda/web';
import { keyOf } from './draft';
import { problemSentence } from './problemWords';
import {
  clashes,
  discard,
  draft,
  keepMine,
  leaveOut,
  problems,
  publish,
  published,
  type Published,
} from './state';
import { lineOf, theirWords } from './summary';

const LINES_MAX = 200;

const t = dictionary({
  en: {
    title: (version: number) => `Publish version ${version}`,
    lead: 'Every till, kitchen screen and self-order page takes it at once. Open orders keep the prices they were taken at.',
    publish: (version: number) => `Publish version ${version}`,
    publishing: 'Publishing…',
    discard: 'Throw the draft away',
    leaveOut: 'Leave out',
    more: (count: number) => `and ${count} more changes`,
    done: (version: number) => `Version ${version} is sold from now.`,
    changed: (version: number) =>
      `Somebody else published version ${version} meanwhile. Nothing of yours is lost: your draft now builds on theirs. Look at it and publish again.`,
    clash: 'Changed by somebody else too. Choose whose counts:',
    mine: 'Mine',
    theirs: 'Theirs',
    theirWords: (words: string) => `Theirs: ${words}`,
    wrong: 'This has to be corrected first:',
    settle: 'Choose for each change that somebody else made too, then publish.',
    empty: 'Nothing is left to publish.',
  },
  zh: {
    title: (version) => `发布第 ${version} 版`,
    lead: '所有收银台、后厨屏和自助点单页马上使用新菜单。未结的单保持原价。',
    publish: (version) => `发布第 ${version} 版`,
    publishing: '正在发布…',
    discard: '放弃草稿',
    leaveOut: '不发这一处',
    more: (count) => `还有 ${count} 处修改`,
    done: (version) => `现在使用第 ${version} 版菜单。`,
    changed: (version) =>
      `别人刚发布了第 ${version} 版。您的修改没有丢，草稿已接到新版之上。请看过后再发布。`,
    clash: '别人也改了这一处，请选以谁的为准：',
    mine: '用我的',
    theirs: '用别人的',
    theirWords: (words) => `别人的：${words}`,
    wrong: '请先改正：',
    settle: '请先逐一选定别人也改过的地方，然后发布。',
    empty: '没有要发布的修改了。',
  },
});

/** Asks once more with everything that will change, says what is wrong, and publishes. */
export function PublishDialog({
  open,
  store,
  onClose,
}: {
  open: boolean;
  store: StoreCard;
  onClose: () => void;
}) {
  const busy = useSignal(false);
  const answer = useSignal<Published | null>(null);
  const next = published.value.version + 1;
  const go = async () => {
    busy.value = true;
    const said = await publish();
    busy.value = false;
    answer.value = said.type === 'ok' ? null : said;
    if (said.type !== 'ok') return;
    toast({ text: t().done(said.version) });
    onClose();
  };
  const found = problems.value;
  const { edits } = draft.value;
  const blocked = busy.value || edits.length === 0 || found.length > 0 || clashes.value.length > 0;
  return (
    <Dialog
      open={open}
      class="publish"
      title={t().title(next)}
      onClose={() => {
        answer.value = null;
        onClose();
      }}
      actions={
        <>
          <Button tone="danger" disabled={edits.length === 0} onClick={discard}>
            {t().discard}
          </Button>
          <Button tone="go" disabled={blocked} data-testid="publish-now" onClick={() => void go()}>
            {busy.value ? t().publishing : t().publish(next)}
          </Button>
        </>
      }
    >
      <p class="hint">{t().lead}</p>
      <AnswerBanner answer={answer.value} />
      {found.length > 0 && (
        <Banner tone="bad">
          {t().wrong}
          {found.slice(0, 20).map((problem, index) => (
            <span class="told" key={index}>
              {problem.names === null ? '' : `${pick(problem.names)}: `}
              {problemSentence(problem)}
            </span>
          ))}
        </Banner>
      )}
      {clashes.value.length > 0 && <Banner tone="warn">{t().settle}</Banner>}
      {edits.length === 0 ? <p class="empty">{t().empty}</p> : <ChangeList store={store} />}
    </Dialog>
  );
}

function AnswerBanner({ answer }: { answer: Published | null }) {
  if (answer === null || answer.type === 'ok') return null;
  if (answer.type === 'changed') return <Banner tone="warn">{t().changed(published.value.version)}</Banner>;
  return (
    <Banner tone="bad">
      {answer.sentence}
      {answer.problems.map((problem) => (
        <span class="told" key={problem}>
          {problem}
        </span>
      ))}
    </Banner>
  );
}

function ChangeList({ store }: { store: StoreCard }) {
  const { edits } = draft.value;
  const clashing = new Map(clashes.value.map((clash) => [clash.key, clash]));
  const first = [...edits].sort(
    (a, b) => Number(clashing.has(keyOf(b.change))) - Number(clashing.has(keyOf(a.change))),
  );
  return (
    <ul class="changes" data-testid="changes">
      {first.slice(0, LINES_MAX).map((edit) => {
        const key = keyOf(edit.change);
        const line = lineOf(edit, store);
        const clash = clashing.get(key);
        return (
          <li key={key}>
            <span class={line.sort === 'removed' ? 'mark bad' : line.sort === 'added' ? 'mark ok' : 'mark'}>
              {line.word}
            </span>
            <span class="what">
              <b>{line.name}</b> <small>{line.kind}</small>
              {line.detail !== '' && <span class="detail">{line.detail}</span>}
              {clash !== undefined && (
                <span class="clash">
                  {t().clash} <b>{t().theirWords(theirWords(clash.theirs, store))}</b>
                  <span class="row-foot">
                    <Button class="small" onClick={() => leaveOut(key)}>
                      {t().theirs}
                    </Button>
                    <Button class="small" onClick={() => keepMine(key)}>
                      {t().mine}
                    </Button>
                  </span>
                </span>
              )}
            </span>
            {clash === undefined && (
              <Button class="small" tone="quiet" onClick={() => leaveOut(key)}>
                {t().leaveOut}
              </Button>
            )}
          </li>
        );
      })}
      {edits.length > LINES_MAX && <li>{t().more(edits.length - LINES_MAX)}</li>}
    </ul>
  );
}
