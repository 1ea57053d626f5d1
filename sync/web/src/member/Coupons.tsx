import { useSignal, type Signal } from '@preact/signals';
import {
  businessDay,
  Button,
  dictionary,
  formatMoney,
  Qr,
  type Coupon,
  type MemberPage,
  type PageStore,
} from '@comanda/web';
import { useEffect, useRef } from 'preact/hooks';
import { couponCodeOf, noteCoupon, sharedAddress, type Phone, type SharedCoupon } from './phone';

const t = dictionary({
  en: {
    coupons: 'Coupons',
    coupon: (sum: string, day: string) => `${sum} off until ${day}`,
    least: (sum: string) => `On orders from ${sum}`,
    any: 'On any order',
    use: 'works once, in any of our shops',
    past: 'its time is over',
    show: 'Show this code at the till before you pay.',
    give: 'Give it to a friend…',
    given: 'The address is copied: send it to one friend. Whoever shows it first uses the coupon.',
    notGiven: 'This browser does not let the address be copied. Show your friend this code instead.',
    gift: 'A coupon for you',
    giftUse:
      'Show this code at the till before you pay. Whoever shows it first uses it, and only members can: becoming one takes a minute there.',
  },
  zh: {
    coupons: '优惠券',
    coupon: (sum, day) => `抵 ${sum}，至 ${day}`,
    least: (sum) => `满 ${sum} 可用`,
    any: '任何订单可用',
    use: '各门店通用，限用一次',
    past: '已过期',
    show: '付款前在收银台出示此码。',
    give: '送给朋友…',
    given: '地址已复制，请发给一位朋友。谁先出示，券就归谁用。',
    notGiven: '这个浏览器不能复制地址，请直接让朋友看这个码。',
    gift: '送您一张券',
    giftUse: '付款前在收银台出示此码。谁先出示归谁用，会员才能用；当场入会只要一分钟。',
  },
});

/** Which coupon is open; one at a time, so that a till scans the code that is meant. */
export type OpenCoupon = Signal<string | null>;

type Props = { phone: Phone; page: MemberPage; at: PageStore; open: OpenCoupon };

/** The coupons of whoever holds this phone: each can be shown, and given to a friend. */
export function Coupons({ phone, page, at, open }: Props) {
  if (page.coupons.length === 0) return null;
  const today = new Date(page.server_utc_ms).toISOString().slice(0, 10);
  return (
    <section class="panel">
      <h2>{t().coupons}</h2>
      <ul data-testid="page-coupons">
        {page.coupons.map((coupon) => (
          <li key={coupon.id}>
            <One phone={phone} coupon={coupon} at={at} past={coupon.last_day < today} open={open} />
          </li>
        ))}
      </ul>
    </section>
  );
}

type OneProps = { phone: Phone; coupon: Coupon; at: PageStore; past: boolean; open: OpenCoupon };

function One({ phone, coupon, at, past, open }: OneProps) {
  const money = (sum: number) => formatMoney(sum, at);
  const isOpen = open.value === coupon.id;
  const toggled = (nowOpen: boolean) => {
    if (nowOpen === isOpen) return;
    open.value = nowOpen ? coupon.id : null;
    if (nowOpen) void noteCoupon(phone, 'coupon', coupon.id);
  };
  return (
    <details data-testid="page-coupon" open={isOpen} onToggle={(event) => toggled(event.currentTarget.open)}>
      <summary>
        <b>{t().coupon(money(coupon.worth), businessDay(coupon.last_day))}</b>
      </summary>
      <small>
        {coupon.least > 0 ? t().least(money(coupon.least)) : t().any}
        {` · ${past ? t().past : t().use}`}
      </small>
      {isOpen && !past && <Code phone={phone} coupon={coupon} at={at} />}
    </details>
  );
}

function Code({ phone, coupon, at }: { phone: Phone; coupon: Coupon; at: PageStore }) {
  const code = useSignal<string | null>(null);
  const said = useSignal<'given' | 'notGiven' | null>(null);
  useEffect(() => {
    void couponCodeOf(phone, coupon).then((text) => (code.value = text));
  }, [phone.memberId, coupon.id]);
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => box.current?.scrollIntoView({ block: 'center' }), [code.value]);
  if (code.value === null) return null;
  const give = async (text: string) => {
    void noteCoupon(phone, 'share', coupon.id);
    said.value = (await send(sharedAddress(text, at))) ? 'given' : 'notGiven';
  };
  return (
    <div class="code" ref={box} data-testid="coupon-code" data-code={code.value}>
      <Qr text={code.value} label={t().show} />
      <p class="calm">{t().show}</p>
      <Button data-testid="coupon-give" onClick={() => void give(code.value ?? '')}>
        {t().give}
      </Button>
      {said.value !== null && (
        <p class="calm" role="status">
          {t()[said.value]}
        </p>
      )}
    </div>
  );
}

/** Hands an address to the phone's own ways to send it, or copies it; `false` where neither works. */
async function send(url: string): Promise<boolean> {
  try {
    if ('share' in navigator) await navigator.share({ url });
    else await (navigator as Navigator).clipboard.writeText(url);
    return true;
  } catch {
    return false;
  }
}

/** What somebody sees who was sent a coupon: no membership, only the code. */
export function Shared({ coupon }: { coupon: SharedCoupon }) {
  const money = (sum: number) => formatMoney(sum, coupon.money);
  return (
    <section class="code" data-testid="shared-coupon" data-code={coupon.code}>
      <h2>{t().gift}</h2>
      <b>{t().coupon(money(coupon.worth), businessDay(coupon.lastDay))}</b>
      <small>{coupon.least > 0 ? t().least(money(coupon.least)) : t().any}</small>
      <Qr text={coupon.code} label={t().giftUse} />
      <p class="calm">{t().giftUse}</p>
    </section>
  );
}
