import { useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { Qr, Seal } from '@comanda/web';
import { CHANNEL, GONE_AFTER_MS, type GuestMember, type GuestView, type Told } from './told';

/** Guests read one of two languages, and nobody asks them which before they read: both stand here. */
function Both({ zh, en }: { zh: string; en: string }) {
  return (
    <>
      {zh} <span lang="en">{en}</span>
    </>
  );
}

/** What the till shows its guest: the check as it grows, who was recognised, then the number and the change. */
export function GuestDisplay() {
  const view = useTill();
  if (view === null)
    return (
      <main class="guest rest">
        <Hello />
      </main>
    );
  return (
    <main class={`guest ${view.type}`}>
      <header>
        <b>{view.shop.zh}</b> <span lang="en">{view.shop.en}</span>
        {view.training && <Seal>练习 TRAINING</Seal>}
      </header>
      {view.member !== null && view.type !== 'rest' && <Greeting member={view.member} />}
      {view.type === 'rest' && <Hello />}
      {view.type === 'check' && <GuestCheck view={view} />}
      {view.type === 'paid' && <Thanks view={view} />}
    </main>
  );
}

/** The till's view; `null` while no till is there. */
function useTill(): GuestView | null {
  const view = useSignal<GuestView | null>(null);
  useEffect(() => {
    const channel = new BroadcastChannel(CHANNEL);
    let timer: ReturnType<typeof setTimeout> | null = null;
    const gone = () => {
      view.value = null;
    };
    channel.onmessage = (event: MessageEvent<Told>) => {
      if (timer !== null) clearTimeout(timer);
      timer = setTimeout(gone, GONE_AFTER_MS);
      if (event.data.type === 'view') view.value = event.data.view;
      else if (event.data.type === 'gone') gone();
      // A till that was taken for gone is there after all: what it shows may have changed.
      else if (event.data.type === 'here' && view.peek() === null) ask();
    };
    const ask = () => {
      const hello: Told = { type: 'hello' };
      channel.postMessage(hello);
    };
    ask();
    return () => {
      if (timer !== null) clearTimeout(timer);
      channel.close();
    };
  }, []);
  return view.value;
}

function Hello() {
  return (
    <p class="hello" data-testid="guest-rest">
      <Both zh="欢迎光临" en="Welcome" />
    </p>
  );
}

function Greeting({ member }: { member: GuestMember }) {
  const { name, points, value, tier, coupons, has_birthday } = member;
  return (
    <section class="greeting" data-testid="guest-member">
      <b>
        {has_birthday ? <Both zh="生日快乐" en="Happy birthday" /> : <Both zh="您好" en="Hello" />}
        {name !== '' && ` ${name}`}
      </b>
      <span>
        {tier !== null && <i>{tier}</i>}
        <i>
          {points} <Both zh="积分" en="points" />
        </i>
        {value !== null && (
          <i>
            {value} <Both zh="储值" en="stored" />
          </i>
        )}
        {coupons > 0 && (
          <i>
            {coupons} <Both zh="张券" en={coupons === 1 ? 'coupon' : 'coupons'} />
          </i>
        )}
      </span>
    </section>
  );
}

function GuestCheck({ view }: { view: Extract<GuestView, { type: 'check' }> }) {
  const list = useRef<HTMLUListElement>(null);
  const { lines, sums, paid, due, code } = view;
  // What was rung last is what the guest looks for.
  useEffect(() => {
    list.current?.scrollTo({ top: list.current.scrollHeight });
  }, [lines.length]);
  return (
    <>
      <ul class="guest-lines" ref={list}>
        {lines.map((line) => (
          <li key={line.id} data-testid="guest-line">
            <span class="count">{line.quantity} ×</span>
            <span class="what">
              <b>{line.name}</b>
              {line.second !== null && <small>{line.second}</small>}
              {line.chosen.length > 0 && <small>{line.chosen.join(' · ')}</small>}
            </span>
            <output>{line.amount}</output>
          </li>
        ))}
      </ul>
      <dl class="guest-sums">
        {sums.map(({ label, sum }) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>{sum}</dd>
          </div>
        ))}
        {paid !== null && (
          <div>
            <dt>
              <Both zh="已付" en="Paid" />
            </dt>
            <dd>−{paid}</dd>
          </div>
        )}
        <div class="due">
          <dt>
            <Both zh="应付" en="To pay" />
          </dt>
          <dd data-testid="guest-due">{due}</dd>
        </div>
      </dl>
      {code !== null && (
        <div class="guest-code" data-testid="guest-code">
          <p>
            <Both zh="请扫码付款" en="Scan to pay" /> <b data-testid="guest-code-amount">{code.amount}</b>
          </p>
          <Qr text={code.text} label="扫码付款 Scan to pay" />
        </div>
      )}
    </>
  );
}

function Thanks({ view }: { view: Extract<GuestView, { type: 'paid' }> }) {
  const { number, total, change, receipt } = view;
  return (
    <section class="thanks">
      <div>
        <p>
          <Both zh="谢谢" en="Thank you" />
        </p>
        {number !== null && (
          <p class="called">
            <small>
              <Both zh="您的号" en="Your number" />
            </small>
            <output data-testid="guest-number">{number}</output>
          </p>
        )}
        <dl class="guest-sums">
          <div>
            <dt>
              <Both zh="合计" en="Total" />
            </dt>
            <dd>{total}</dd>
          </div>
          {change !== null && (
            <div class="due">
              <dt>
                <Both zh="找零" en="Change" />
              </dt>
              <dd data-testid="guest-change">{change}</dd>
            </div>
          )}
        </dl>
      </div>
      {receipt !== null && (
        <div class="guest-receipt">
          <Qr text={receipt} label="扫码看小票 Your receipt" />
          <p>
            <Both zh="扫码看小票" en="Scan for your receipt" />
          </p>
        </div>
      )}
    </section>
  );
}
