import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import {
  Banner,
  Button,
  dateTime,
  Dialog,
  dictionary,
  locale,
  pick,
  toast,
  type CatalogueVersions,
  type StoreCard,
} from '@comanda/web';
import { ask } from '../api';
import { view } from '../store';
import { published, revert } from './state';

const t = dictionary({
  en: {
    title: 'Versions of the menu',
    lead: 'Going back publishes the old menu as a new version; nothing is ever lost. A draft stays and builds on it.',
    version: 'Version',
    when: 'Published',
    items: 'Items',
    now: 'SOLD FROM NOW',
    back: 'Go back to this one…',
    loading: 'Asking the store server…',
    notThere:
      'The store did not answer with its versions. The menu itself is not touched. Try again in a moment.',
    nobody: 'Store server',
    sure: (version: number) => `Go back to version ${version}?`,
    sureText: (version: number, next: number) =>
      `The menu of version ${version} is published at once, as version ${next}. Every till and kitchen screen takes it. Open orders keep their prices.`,
    go: (version: number) => `Go back to version ${version}`,
    done: (from: number, version: number) =>
      `The menu of version ${from} is sold from now, as version ${version}.`,
    changed: 'Somebody else published meanwhile. Nothing was changed. Look at the versions and choose again.',
  },
  zh: {
    title: '菜单的版本',
    lead: '回到旧版会把旧菜单作为新版本发布，什么都不会丢。草稿保留，接在它之上。',
    version: '版本',
    when: '发布时间',
    items: '商品数',
    now: '正在使用',
    back: '回到这一版…',
    loading: '正在问门店服务器…',
    notThere: '门店没有给出版本列表。菜单没有变化，请稍后再试。',
    nobody: '门店服务器',
    sure: (version) => `回到第 ${version} 版？`,
    sureText: (version, next) =>
      `第 ${version} 版的菜单马上作为第 ${next} 版发布，所有收银台和后厨屏都会使用。未结的单保持原价。`,
    go: (version) => `回到第 ${version} 版`,
    done: (from, version) => `第 ${from} 版的菜单现在作为第 ${version} 版使用。`,
    changed: '别人刚发布了新版，没有改动。请看过版本后再选。',
  },
});

type Known = { type: 'loading' } | { type: 'failed' } | { type: 'ok'; value: CatalogueVersions };

/** Every version there was, and the way back to one. */
export function Versions({ store }: { store: StoreCard }) {
  const known = useSignal<Known>({ type: 'loading' });
  const asked = useSignal<number | null>(null);
  const now = published.value.version;
  useEffect(() => {
    void ask<CatalogueVersions>('/api/v1/catalogue/versions').then((answer) => {
      known.value = answer.type === 'ok' ? { type: 'ok', value: answer.value } : { type: 'failed' };
    });
  }, [now]);
  const staff = new Map(view.value.staffList.map((person) => [person.id, person]));
  const said = known.value;
  return (
    <section class="settings wide">
      <h2>{t().title}</h2>
      <p class="hint">{t().lead}</p>
      {said.type === 'loading' && <p role="status">{t().loading}</p>}
      {said.type === 'failed' && <Banner tone="warn">{t().notThere}</Banner>}
      {said.type === 'ok' && (
        <div class="table-box">
          <table data-testid="versions">
            <thead>
              <tr>
                <th scope="col" class="word">
                  {t().version}
                </th>
                <th scope="col" class="text">
                  {t().when}
                </th>
                <th scope="col">{t().items}</th>
                <th scope="col">
                  <span class="unseen">{t().back}</span>
                </th>
              </tr>
            </thead>
            <tbody>
              {said.value.versions.map(({ version, at, staff_id, items }) => {
                const person = staff.get(staff_id ?? '');
                return (
                  <tr key={version}>
                    <th scope="row" class="word">
                      {version}
                    </th>
                    <td class="text">
                      {dateTime(at, store)}
                      <small>{person === undefined ? t().nobody : pick(person.names)}</small>
                    </td>
                    <td>{items.toLocaleString(locale())}</td>
                    <td>
                      {version === now ? (
                        <span class="mark ok">{t().now}</span>
                      ) : (
                        <Button class="small" onClick={() => (asked.value = version)}>
                          {t().back}
                        </Button>
                      )}
                    </td>
                  </tr>
                );
              })}
            </tbody>
          </table>
        </div>
      )}
      <BackDialog version={asked.value} onClose={() => (asked.value = null)} />
    </section>
  );
}

function BackDialog({ version, onClose }: { version: number | null; onClose: () => void }) {
  const refusal = useSignal<string | null>(null);
  const busy = useSignal(false);
  const from = version ?? 0;
  const close = () => {
    refusal.value = null;
    onClose();
  };
  const go = async () => {
    busy.value = true;
    const said = await revert(from);
    busy.value = false;
    if (said.type === 'ok') {
      toast({ text: t().done(from, said.version) });
      close();
    } else refusal.value = said.type === 'changed' ? t().changed : said.sentence;
  };
  return (
    <Dialog
      open={version !== null}
      title={t().sure(from)}
      onClose={close}
      actions={
        <Button tone="go" disabled={busy.value} onClick={() => void go()} data-testid="revert-now">
          {t().go(from)}
        </Button>
      }
    >
      <p>{t().sureText(from, published.value.version + 1)}</p>
      {refusal.value !== null && <Banner tone="bad">{refusal.value}</Banner>}
    </Dialog>
  );
}
