import { useSignal } from '@preact/signals';
import {
  Banner,
  Button,
  dateTime,
  dictionary,
  entryMoves,
  entryReason,
  formatMoney,
  pick,
  Qr,
  type Consent,
  type MemberPage,
  type PageBought,
  type PageOrder,
  type PageStore,
  keepOnThisComputer,
} from '@comanda/web';
import { useEffect } from 'preact/hooks';
import { Coupons, type OpenCoupon } from './Coupons';
import { askForOwnData, closeMembership, codeOf, minuteNow, type Phone } from './phone';

/** The latest orders stand open, those before them folded. */
const ORDERS_AT_ONCE = 5;

const t = dictionary({
  en: {
    hello: (name: string) => `Hello, ${name}`,
    helloNobody: 'Hello',
    show: 'Show this code at the till. It changes every minute.',
    ownCode: 'Show my own code',
    points: 'Points',
    value: 'Stored value',
    gift: (sum: string) => `${sum} of it a gift`,
    orders: 'Your orders',
    earlier: 'Earlier orders',
    number: (number: number) => `No. ${number}`,
    refunded: (sum: string) => `${sum} given back`,
    gone: 'something not sold any more',
    and: ', ',
    ledger: 'Everything that came and went',
    nothing: 'Nothing yet.',
    own: 'Your own data',
    phone: 'Phone',
    since: 'Member since',
    agreed: 'You agreed to',
    membership: 'being recognised and earning points',
    marketing: 'being written to',
    allergies: 'what makes you ill being kept',
    save: 'Save all of it as a file',
    close: 'Close the membership…',
    sure: 'Your name, phone and allergies are forgotten in every shop, and points, gifts and coupons are gone. This cannot be undone.',
    closeNow: 'Close it for ever',
    keep: 'Keep it',
    value_left:
      'There is stored value left that you paid in. Spend it, or have it paid out at a till; then close.',
    failed: 'That did not work. Try again in a moment.',
    cash: 'Cash',
    card: 'Card',
  },
  zh: {
    hello: (name) => `您好，${name}`,
    helloNobody: '您好',
    show: '在收银台出示此码，每分钟更换。',
    ownCode: '显示我的会员码',
    points: '积分',
    value: '储值',
    gift: (sum) => `其中赠送 ${sum}`,
    orders: '我的订单',
    earlier: '更早的订单',
    number: (number) => `${number} 号`,
    refunded: (sum) => `已退 ${sum}`,
    gone: '已下架的商品',
    and: '、',
    ledger: '所有进出明细',
    nothing: '还没有。',
    own: '我的资料',
    phone: '手机',
    since: '入会时间',
    agreed: '您同意了',
    membership: '识别身份并累积积分',
    marketing: '接收消息',
    allergies: '保存过敏信息',
    save: '全部存为文件',
    close: '注销会员…',
    sure: '您的姓名、手机和过敏信息将在所有门店删除，积分、赠送和券一并作废，不能恢复。',
    closeNow: '永久注销',
    keep: '保留',
    value_left: '还有您充值的余额。请先用完，或在收银台退还，再注销。',
    failed: '没有成功，请稍后再试。',
    cash: '现金',
    card: '刷卡',
  },
});

type Props = { phone: Phone; onClosed: () => void };

/** What belongs to whoever holds this phone: the code first. */
export function Page({ phone, onClosed }: Props) {
  const { seen } = phone;
  const at = seen?.stores[0] ?? null;
  const coupon = useSignal<string | null>(null);
  return (
    <>
      <section class="code">
        <h2>{seen === null || seen.name === '' ? t().helloNobody : t().hello(seen.name)}</h2>
        {coupon.value === null ? (
          <>
            <Code phone={phone} />
            <p class="calm">{t().show}</p>
          </>
        ) : (
          <Button data-testid="own-code" onClick={() => (coupon.value = null)}>
            {t().ownCode}
          </Button>
        )}
      </section>
      {seen !== null && at !== null && <Owned phone={phone} page={seen} at={at} coupon={coupon} />}
      {seen !== null && at !== null && <Orders page={seen} at={at} />}
      {seen !== null && at !== null && <Ledger page={seen} at={at} />}
      {seen !== null && <OwnData phone={phone} page={seen} at={at} onClosed={onClosed} />}
    </>
  );
}

function Code({ phone }: { phone: Phone }) {
  const code = useSignal<string | null>(null);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    let gone = false;
    const draw = async () => {
      const { minute, leftMs } = minuteNow(phone);
      const text = await codeOf(phone, minute);
      if (gone) return;
      code.value = text;
      timer = setTimeout(() => void draw(), leftMs);
    };
    void draw();
    return () => {
      gone = true;
      clearTimeout(timer);
    };
  }, [phone.memberId, phone.clockOffMs]);
  if (code.value === null) return null;
  return (
    <div data-testid="member-code" data-code={code.value}>
      <Qr key={code.value} text={code.value} label={t().show} />
    </div>
  );
}

type OwnedProps = { phone: Phone; page: MemberPage; at: PageStore; coupon: OpenCoupon };

function Owned({ phone, page, at, coupon }: OwnedProps) {
  const money = (sum: number) => formatMoney(sum, at);
  return (
    <>
      <dl class="owned">
        <div>
          <dt>{t().points}</dt>
          <dd data-testid="page-points">{page.points}</dd>
        </div>
        <div>
          <dt>{t().value}</dt>
          <dd>
            <span data-testid="page-value">{money(page.principal + page.gift)}</span>
            {page.gift > 0 && <small>{t().gift(money(page.gift))}</small>}
          </dd>
        </div>
      </dl>
      <Coupons phone={phone} page={page} at={at} open={coupon} />
    </>
  );
}

function Orders({ page, at }: { page: MemberPage; at: PageStore }) {
  const byId = new Map(page.stores.map((store) => [store.id, store]));
  const list = (orders: readonly PageOrder[]) => (
    <ol>
      {orders.map((order) => {
        const store = byId.get(order.store_id) ?? at;
        return (
          <li key={`${order.store_id} ${order.paid_at} ${order.number}`} data-testid="page-order">
            <span>
              {order.bought.map(boughtText).join(t().and)}
              <small>
                {dateTime(order.paid_at, store)} · {pick(store.names)} · {t().number(order.number)}
              </small>
            </span>
            <b>
              {formatMoney(order.total - order.refunded, store)}
              {order.refunded > 0 && <small>{t().refunded(formatMoney(order.refunded, store))}</small>}
            </b>
          </li>
        );
      })}
    </ol>
  );
  const earlier = page.orders.slice(ORDERS_AT_ONCE);
  return (
    <section class="panel">
      <h2>{t().orders}</h2>
      {page.orders.length === 0 && <p class="calm">{t().nothing}</p>}
      {list(page.orders.slice(0, ORDERS_AT_ONCE))}
      {earlier.length > 0 && (
        <details>
          <summary>{t().earlier}</summary>
          {list(earlier)}
        </details>
      )}
    </section>
  );
}

function boughtText({ names, units }: PageBought): string {
  const name = names === null ? t().gone : pick(names);
  return units === 1 ? name : `${units} × ${name}`;
}

function Ledger({ page, at }: { page: MemberPage; at: PageStore }) {
  const byId = new Map(page.stores.map((store) => [store.id, store]));
  return (
    <section class="panel">
      <h2>{t().ledger}</h2>
      {page.ledger.length === 0 && <p class="calm">{t().nothing}</p>}
      <ol>
        {page.ledger.map((line) => {
          const store = byId.get(line.store_id) ?? at;
          return (
            <li key={`${line.store_id} ${line.at} ${JSON.stringify(line.entry)}`}>
              <span>
                {entryReason(line.entry, payName)}
                <small>
                  {dateTime(line.at, store)} · {pick(store.names)}
                </small>
              </span>
              <b>{entryMoves(line.entry, store).join(' · ')}</b>
            </li>
          );
        })}
      </ol>
    </section>
  );
}

type OwnProps = { phone: Phone; page: MemberPage; at: PageStore | null; onClosed: () => void };

function OwnData({ phone, page, at, onClosed }: OwnProps) {
  const sure = useSignal(false);
  const trouble = useSignal<'value_left' | 'failed' | null>(null);
  const close = async () => {
    const answer = await closeMembership(phone);
    if (answer.type === 'ok') onClosed();
    else trouble.value = answer.type === 'refused' && answer.code === 'value_left' ? 'value_left' : 'failed';
  };
  const save = async () => {
    const own = await askForOwnData(phone);
    trouble.value = own.type === 'ok' ? null : 'failed';
    if (own.type !== 'ok') return;
    const file = new Blob([JSON.stringify(own.value, null, 2)], { type: 'application/json' });
    keepOnThisComputer(file, 'membership.json');
  };
  return (
    <section class="panel own">
      <h2>{t().own}</h2>
      <dl>
        <dt>{t().phone}</dt>
        <dd>{page.phone}</dd>
        {at !== null && (
          <>
            <dt>{t().since}</dt>
            <dd>{dateTime(page.enrolled_at, at)}</dd>
          </>
        )}
        <dt>{t().agreed}</dt>
        <dd>{page.consents.map(consentName).join(' · ')}</dd>
      </dl>
      <Button data-testid="page-save" onClick={() => void save()}>
        {t().save}
      </Button>
      {trouble.value !== null && <Banner tone="bad">{t()[trouble.value]}</Banner>}
      {sure.value ? (
        <div class="sure">
          <p>{t().sure}</p>
          <Button tone="danger" data-testid="page-close-now" onClick={() => void close()}>
            {t().closeNow}
          </Button>
          <Button onClick={() => (sure.value = false)}>{t().keep}</Button>
        </div>
      ) : (
        <Button tone="quiet" data-testid="page-close" onClick={() => (sure.value = true)}>
          {t().close}
        </Button>
      )}
    </section>
  );
}

function consentName({ purpose }: Consent): string {
  return t()[purpose];
}

/** What paid for a top-up; a tender of a store's own is told by its code. */
function payName(name: string): string {
  if (name === 'cash') return t().cash;
  return name === 'card_elsewhere' ? t().card : name;
}
