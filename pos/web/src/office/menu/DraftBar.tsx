import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { Banner, Button, dictionary, type StoreCard } from '@comanda/web';
import { PublishDialog } from './PublishDialog';
import {
  canRedo,
  canUndo,
  clashes,
  draft,
  draftKept,
  problems,
  published,
  redoStep,
  undoStep,
} from './state';

const t = dictionary({
  en: {
    none: (version: number) => `Version ${version} is sold from. No changes waiting.`,
    some: (count: number) => `${count} ${count === 1 ? 'change' : 'changes'} in the draft, not published`,
    undo: 'Undo',
    redo: 'Redo',
    publish: (version: number) => `Publish version ${version}…`,
    problems: (count: number) => `${count} to correct`,
    clashes: (count: number) => `${count} changed by somebody else too`,
    notKept: 'This browser cannot keep a draft of this size: publish before you close or reload the page.',
  },
  zh: {
    none: (version) => `正在用第 ${version} 版，没有待发布的修改。`,
    some: (count) => `草稿里有 ${count} 处修改，尚未发布`,
    undo: '撤销',
    redo: '重做',
    publish: (version) => `发布第 ${version} 版…`,
    problems: (count) => `${count} 处要改正`,
    clashes: (count) => `${count} 处别人也改了`,
    notKept: '这个浏览器存不下这么大的草稿：请先发布，再关闭或刷新本页。',
  },
});

/** What waits to be published, one step back and forth, and the way to publish. Stays in sight. */
export function DraftBar({ store }: { store: StoreCard }) {
  const open = useSignal(false);
  const count = draft.value.edits.length;
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const inField = event.target instanceof HTMLInputElement || event.target instanceof HTMLSelectElement;
      if (inField || !(event.ctrlKey || event.metaKey) || event.key.toLowerCase() !== 'z') return;
      event.preventDefault();
      if (event.shiftKey) redoStep();
      else undoStep();
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, []);
  return (
    <div class="draft-bar" role="status" data-testid="draft-bar">
      {!draftKept.value && <Banner tone="warn">{t().notKept}</Banner>}
      <p>
        {count === 0 ? t().none(published.value.version) : <b>{t().some(count)}</b>}{' '}
        {problems.value.length > 0 && <span class="mark bad">{t().problems(problems.value.length)}</span>}{' '}
        {clashes.value.length > 0 && <span class="mark warn">{t().clashes(clashes.value.length)}</span>}
      </p>
      <Button disabled={!canUndo.value} onClick={undoStep} data-testid="undo">
        {t().undo}
      </Button>
      <Button disabled={!canRedo.value} onClick={redoStep} data-testid="redo">
        {t().redo}
      </Button>
      <Button tone="go" disabled={count === 0} data-testid="publish" onClick={() => (open.value = true)}>
        {t().publish(published.value.version + 1)}
      </Button>
      <PublishDialog open={open.value} store={store} onClose={() => (open.value = false)} />
    </div>
  );
}
