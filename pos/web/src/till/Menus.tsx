import { Button, channelName, dictionary, LanguageSwitch, Sheet, ThemeSwitch } from '@comanda/web';
import { MoneyOfOrder, MoneyOfTill } from './MoneyMenus';
import { closePanel, panel, picked } from './panel';
import { actHere, connection, order, slip, startSlip } from './store';
import { CHANNELS } from './words';

const t = dictionary({
  en: {
    slip: 'This order',
    channel: 'How does the guest eat?',
    fixed: 'The order is placed, so this stays as it is.',
    park: 'Set aside and start a new order',
    void: 'Void the whole order…',
    clear: 'Clear the check',
    orders: 'Open orders',
    till: 'Till menu',
    lock: 'Lock / sign out',
    printers: 'Printers',
    home: 'All screens',
    reload: 'Reload this page',
  },
  zh: {
    slip: '这张单',
    channel: '客人怎么吃？',
    fixed: '已经下单，不能再改。',
    park: '先挂着，开新单',
    void: '作废整张单…',
    clear: '清空单子',
    orders: '未结单',
    till: '收银菜单',
    lock: '锁屏 / 退出登录',
    printers: '打印机',
    home: '全部屏幕',
    reload: '刷新本页',
  },
});

function aside(): void {
  startSlip();
  picked.value = null;
  closePanel();
}

function clear(): void {
  for (const line of slip.peek().lines) actHere({ type: 'remove', line_id: line.id });
  actHere({ type: 'set_member', member_id: null });
  picked.value = null;
  closePanel();
}

/** Everything about the order on the desk that is not a line, a member or money. */
export function SlipMenu() {
  const here = slip.value;
  const row = order.value;
  const open = row?.state.type === 'open';
  const channel = row?.channel ?? here.channel;
  return (
    <Sheet open class="slip-menu" title={t().slip} onClose={closePanel}>
      <section>
        <h3>
          {t().channel} {here.placed && <small>{t().fixed}</small>}
        </h3>
        <div class="options">
          {CHANNELS.map((one) => (
            <Button
              key={one}
              class={one === channel ? 'option on' : 'option'}
              aria-pressed={one === channel}
              disabled={here.placed}
              data-testid={`channel-${one}`}
              onClick={() => {
                actHere({ type: 'set_channel', channel: one });
                closePanel();
              }}
            >
              {channelName(one)}
            </Button>
          ))}
        </div>
      </section>
      <section class="column">
        <Button data-testid="park" disabled={here.lines.length === 0 && row === null} onClick={aside}>
          {t().park}
        </Button>
        <MoneyOfOrder />
        {!here.placed && (
          <Button tone="danger" data-testid="clear-slip" disabled={here.lines.length === 0} onClick={clear}>
            {t().clear}
          </Button>
        )}
        {open && (
          <Button
            tone="danger"
            data-testid="void-order"
            onClick={() => (panel.value = { type: 'void', line_id: null })}
          >
            {t().void}
          </Button>
        )}
      </section>
    </Sheet>
  );
}

/** What belongs to the till and not to an order. */
export function TillMenu() {
  return (
    <Sheet open class="till-menu" title={t().till} onClose={closePanel}>
      <section class="column">
        <Button
          data-testid="sign-out"
          onClick={() => {
            closePanel();
            connection.peek()?.signOut();
          }}
        >
          {t().lock}
        </Button>
        <MoneyOfTill />
        <LanguageSwitch />
        <ThemeSwitch />
        <a class="btn" href="/printers">
          {t().printers}
        </a>
        <a class="btn" href="/">
          {t().home}
        </a>
        <Button onClick={() => location.reload()}>{t().reload}</Button>
      </section>
    </Sheet>
  );
}
