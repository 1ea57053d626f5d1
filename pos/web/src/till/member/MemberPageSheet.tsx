import { useSignal } from '@preact/signals';
import { Banner, dictionary, explainCode, Qr, Sheet } from '@comanda/web';
import { useEffect } from 'preact/hooks';
import { panel } from '../panel';
import { connection, member } from '../store';

const t = dictionary({
  en: {
    title: 'Page on their phone',
    lead: 'The guest scans this with their phone. It is good once, for a day. From then on their page shows a code that this till scans instead of a phone number.',
    code: 'Code of the member page',
    loading: 'Asking HQ…',
  },
  zh: {
    title: '手机会员页',
    lead: '请客人用手机扫码，一天内有效，只能用一次。之后会员页会显示会员码，收银台扫码即可，不用报手机号。',
    code: '会员页二维码',
    loading: '正在询问总部…',
  },
});

/** Invites the member on the desk to their page. */
export function MemberPageSheet() {
  const id = member.value?.id ?? null;
  const url = useSignal<string | null>(null);
  const trouble = useSignal<string | null>(null);
  useEffect(() => {
    if (id === null) return;
    void connection
      .peek()
      ?.inviteMember(id)
      .then((reply) => {
        if (reply.type === 'ok') url.value = reply.value;
        else trouble.value = explainCode(reply.code, reply.message);
      });
  }, [id]);
  return (
    <Sheet open class="member-page" title={t().title} onClose={() => (panel.value = { type: 'member_card' })}>
      {trouble.value !== null && <Banner tone="bad">{trouble.value}</Banner>}
      {trouble.value === null && <p class="hint">{url.value === null ? t().loading : t().lead}</p>}
      {url.value !== null && (
        <div class="invitation" data-testid="invitation" data-url={url.value}>
          <Qr text={url.value} label={t().code} />
          <p class="hint">{url.value.replace(/#.*/, '')}</p>
        </div>
      )}
    </Sheet>
  );
}
