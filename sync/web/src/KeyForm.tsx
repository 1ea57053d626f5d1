import { useSignal } from '@preact/signals';
import { Banner, Button, dictionary, LanguageSwitch } from '@comanda/web';

const t = dictionary({
  en: {
    title: 'HQ key',
    lead: 'This HQ shows its figures only to whoever has its key. Ask whoever runs it. This browser keeps it until the tab is closed.',
    refused: 'HQ did not accept this key, so nothing can be shown. Check it and enter it again.',
    show: 'Show today',
  },
  zh: {
    title: '总部密钥',
    lead: '这个总部只把数字给持有密钥的人看。请向管理总部的人索取；本浏览器保存到关闭标签页为止。',
    refused: '总部没有接受这个密钥，暂时无法显示。请核对后重新输入。',
    show: '查看今日',
  },
});

/** Asks for HQ's key. */
export function KeyForm({ refused, onKey }: { refused: boolean; onKey: (key: string) => void }) {
  const key = useSignal('');
  const submit = (event: Event) => {
    event.preventDefault();
    const given = key.value.trim();
    if (given !== '') onKey(given);
  };
  return (
    <main class="pairing">
      <form onSubmit={submit}>
        <h1>{t().title}</h1>
        <p>{t().lead}</p>
        {refused && <Banner tone="bad">{t().refused}</Banner>}
        <label class="field">
          <span>{t().title}</span>
          <input
            type="password"
            required
            autocomplete="off"
            data-testid="hq-key"
            value={key.value}
            onInput={(event) => (key.value = event.currentTarget.value)}
          />
        </label>
        <Button tone="go" type="submit">
          {t().show}
        </Button>
        <LanguageSwitch />
      </form>
    </main>
  );
}
