import {
  Button,
  channelName,
  dictionary,
  LanguageSwitch,
  Sheet,
  ThemeSwitch,
  type Channel,
} from '@comanda/web';
import { checkLines } from './check';
import { coursesToOffer } from './courses';
import { retail, setMode } from './desk';
import { fire, heldAtStore } from './hold';
import { Pick } from './LineSheet';
import { menuIndex } from './menuIndex';
import { MoneyOfOrder, MoneyOfTill } from './MoneyMenus';
import { closePanel, counting, desk, half, moving, panel, picked } from './panel';
import { calm, isCooking, isRushed, rush } from './rush';
import {
  actHere,
  catalogue,
  connection,
  details,
  order,
  setTraining,
  slip,
  staff,
  startSlip,
  training,
} from './store';
import { CHANNELS } from './words';

/** Seats offered where nobody said how many guests there are. */
const SEATS_SHOWN = 6;

const t = dictionary({
  en: {
    slip: 'This order',
    channel: 'How does the guest eat?',
    fixed: 'The order is placed, so this stays as it is.',
    minutes: (count: string) => `about ${count} min`,
    pickup: 'Pickup time…',
    guests: 'Guests…',
    move: 'Move to another table…',
    seats: 'The next lines are for seat',
    courses: 'The next lines come with course',
    none: 'None',
    note: 'Note on the order…',
    label: 'Name this order…',
    moveLines: 'Move lines to another table or order…',
    fireAll: 'Send everything that is held',
    rush: 'Rush it in the kitchen',
    calm: 'Rush it no longer',
    park: 'Set aside and start a new order',
    void: 'Void the whole order…',
    clear: 'Clear the check',
    till: 'Till menu',
    lock: 'Lock / sign out',
    stock: '86 and counts…',
    trainOn: 'Start training mode',
    trainOff: 'End training mode',
    retail: 'Sell as a shop: barcode first, no kitchen',
    restaurant: 'Sell as a restaurant: menu and kitchen',
    printers: 'Printers',
    home: 'All screens',
    reload: 'Reload this page',
  },
  zh: {
    slip: '这张单',
    channel: '客人怎么吃？',
    fixed: '已经下单，不能再改。',
    minutes: (count) => `约 ${count} 分钟`,
    pickup: '取餐时间…',
    guests: '人数…',
    move: '移到别的桌…',
    seats: '接下来点的是几号位',
    courses: '接下来点的是第几道',
    none: '不分',
    note: '整单备注…',
    label: '给这张单起名…',
    moveLines: '把几行移到别的桌或单…',
    fireAll: '等叫的全部起菜',
    rush: '请后厨加急',
    calm: '不再加急',
    park: '先挂着，开新单',
    void: '作废整张单…',
    clear: '清空单子',
    till: '收银菜单',
    lock: '锁屏 / 退出登录',
    stock: '售罄和剩余数量…',
    trainOn: '开始练习模式',
    trainOff: '结束练习模式',
    retail: '零售模式：先扫码，不下厨',
    restaurant: '餐厅模式：菜单和后厨',
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
  actHere({ type: 'set_details', details: training.peek() ? { training: true } : {} });
  picked.value = null;
  closePanel();
}

/** Another way to eat: only what is eaten here has a table, only what is fetched has a time. */
function setChannel(channel: Channel): void {
  actHere({ type: 'set_channel', channel });
  const { table, guests, pickup_at, ...others } = slip.peek().details;
  const kept = {
    ...(channel === 'dine_in' && table !== undefined && { table }),
    ...(channel === 'dine_in' && guests !== undefined && { guests }),
    ...((channel === 'pickup' || channel === 'phone') && pickup_at !== undefined && { pickup_at }),
  };
  actHere({ type: 'set_details', details: { ...others, ...kept } });
  if (channel === 'pickup') panel.value = { type: 'pickup' };
  else closePanel();
}

/** Everything about the order on the desk that is not a line, a member or money. */
export function SlipMenu() {
  const here = slip.value;
  const row = order.value;
  const open = row?.state.type === 'open';
  const alive = row === null || open;
  const { table } = details.value;
  const channel = row?.channel ?? here.channel;
  const storeLines = checkLines.value.some((line) => line.where === 'store' && line.row.voided !== true);
  return (
    <Sheet open class="slip-menu" title={t().slip} onClose={closePanel}>
      {!here.placed && <Channels channel={channel} />}
      {alive && channel === 'dine_in' && <Next />}
      <section class="column">
        {alive && (
          <div class="pair">
            <Button data-testid="order-note" onClick={() => (panel.value = { type: 'order_note' })}>
              {t().note}
            </Button>
            <Button data-testid="order-label" onClick={() => (panel.value = { type: 'label' })}>
              {t().label}
            </Button>
            {channel === 'dine_in' && (
              <Button
                data-testid="order-guests"
                onClick={() => (panel.value = { type: 'guests', table: null })}
              >
                {t().guests}
              </Button>
            )}
            {(channel === 'pickup' || channel === 'phone') && (
              <Button data-testid="order-pickup" onClick={() => (panel.value = { type: 'pickup' })}>
                {t().pickup}
              </Button>
            )}
          </div>
        )}
        {open && heldAtStore().length > 0 && (
          <Button
            data-testid="fire-all"
            onClick={() => {
              fire([]);
              closePanel();
            }}
          >
            {t().fireAll}
          </Button>
        )}
        {open && isCooking(row) && (
          <Button
            data-testid="rush"
            onClick={() => {
              void (isRushed(row.id) ? calm(row) : rush(row));
              closePanel();
            }}
          >
            {isRushed(row.id) ? t().calm : t().rush}
          </Button>
        )}
        {open && table !== undefined && (
          <Button
            data-testid="move-order"
            onClick={() => {
              moving.value = { order_id: row.id, line_ids: [] };
              desk.value = 'floor';
              half.value = 'menu';
              closePanel();
            }}
          >
            {t().move}
          </Button>
        )}
        {open && storeLines && (
          <Button data-testid="move-lines" onClick={() => (panel.value = { type: 'move', line_ids: [] })}>
            {t().moveLines}
          </Button>
        )}
        <Button data-testid="park" disabled={here.lines.length === 0 && row === null} onClick={aside}>
          {t().park}
        </Button>
        <MoneyOfOrder />
        {!here.placed && (
          <Button
            tone="danger"
            data-testid="clear-slip"
            disabled={here.lines.length === 0 && table === undefined && here.member_id === null}
            onClick={clear}
          >
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

function Channels({ channel }: { channel: Channel }) {
  const menu = catalogue.value;
  const minutes = (of: Channel) => (menu === null ? 0 : (menuIndex(menu).terms.get(of)?.quote_minutes ?? 0));
  return (
    <section>
      <h3>{t().channel}</h3>
      <div class="options">
        {CHANNELS.map((one) => (
          <Button
            key={one}
            class={one === channel ? 'option on' : 'option'}
            aria-pressed={one === channel}
            data-testid={`channel-${one}`}
            onClick={() => setChannel(one)}
          >
            <span>
              {channelName(one)}
              {minutes(one) > 0 && <small>{t().minutes(String(minutes(one)))}</small>}
            </span>
          </Button>
        ))}
      </div>
    </section>
  );
}

/** For whom and with what the next lines are: said once, not for every line. */
function Next() {
  const { seat, course, lines } = slip.value;
  const guests = details.value.guests ?? SEATS_SHOWN;
  const used = [
    ...checkLines.value.map((line) => line.serving.course),
    ...lines.map((line) => line.course),
    course,
  ];
  const put = (edit: { seat?: number | null; course?: number | null }) =>
    actHere({ type: 'set_current', seat, course, ...edit });
  return (
    <section class="column">
      <h3>{t().seats}</h3>
      <div class="tight">
        {[null, ...Array.from({ length: guests }, (_, index) => index + 1)].map((one) => (
          <Pick
            key={one}
            on={seat === one}
            testid={`next-seat-${one ?? 'none'}`}
            name={one === null ? t().none : String(one)}
            onPick={() => put({ seat: one })}
          />
        ))}
      </div>
      <h3>{t().courses}</h3>
      <div class="tight">
        {[null, ...coursesToOffer(used)].map((one) => (
          <Pick
            key={one}
            on={course === one}
            testid={`next-course-${one ?? 'none'}`}
            name={one === null ? t().none : String(one)}
            onPick={() => put({ course: one })}
          />
        ))}
      </div>
    </section>
  );
}

/** What belongs to the till and not to an order. */
export function TillMenu() {
  const mayTrain = staff.value !== null && staff.value.role !== 'cook';
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
        <TillModes mayTrain={mayTrain} />
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

function TillModes({ mayTrain }: { mayTrain: boolean }) {
  return (
    <>
      <Button
        data-testid="stock-mode"
        onClick={() => {
          counting.value = true;
          desk.value = 'menu';
          half.value = 'menu';
          closePanel();
        }}
      >
        {t().stock}
      </Button>
      {mayTrain && (
        <Button
          data-testid="training"
          onClick={() => {
            setTraining(!training.peek());
            picked.value = null;
            closePanel();
          }}
        >
          {training.value ? t().trainOff : t().trainOn}
        </Button>
      )}
      <Button
        data-testid="trade-mode"
        onClick={() => {
          setMode(retail.peek() ? 'restaurant' : 'retail');
          closePanel();
        }}
      >
        {retail.value ? t().restaurant : t().retail}
      </Button>
    </>
  );
}
