import { Component } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import {
  Button,
  channelName,
  clockTime,
  dictionary,
  orderNumber,
  Seal,
  SlipLineRow,
  type Note,
  type SlipLine,
} from '@comanda/web';
import { Actions } from './Actions';
import { checkLines, moment, type CheckLine } from './check';
import { minute } from './clock';
import { byCourse } from './courses';
import { fire } from './hold';
import { LineTools } from './LineTools';
import { MemberStrip } from './MemberStrip';
import { menuIndex } from './menuIndex';
import { desk, half, moving, panel, picked } from './panel';
import { catalogue, details, order, slip, store, view } from './store';
import { Totals } from './Totals';
import { guestsText, tableName } from './words';

const MINUTE_MS = 60_000;

const t = dictionary({
  en: {
    check: 'Check',
    fresh: 'New',
    placing: 'Sending…',
    empty: 'Nothing on the check yet. Tap an item, or type a phone number at any moment.',
    training: 'TRAINING',
    move: 'Move',
    moveLabel: 'Move to another table',
    ready: (clock: string) => `ready about ${clock}`,
    pickup: (clock: string) => `comes at ${clock}`,
    next: (what: string) => `Next: ${what}`,
    seat: (seat: string) => `seat ${seat}`,
    course: (course: string) => `Course ${course}`,
    held: 'held',
    fireIt: (course: string) => `Fire course ${course}`,
    note: 'Note: ',
    staff: 'Staff only: ',
  },
  zh: {
    check: '单子',
    fresh: '新单',
    placing: '发送中…',
    empty: '还没有点菜。点一样，或随时输入手机号。',
    training: '练习单',
    move: '换桌',
    moveLabel: '移到别的桌',
    ready: (clock) => `约 ${clock} 好`,
    pickup: (clock) => `${clock} 来取`,
    next: (what) => `接下来：${what}`,
    seat: (seat) => `${seat} 号位`,
    course: (course) => `第 ${course} 道`,
    held: '等叫',
    fireIt: (course) => `第 ${course} 道起菜`,
    note: '备注：',
    staff: '仅前台：',
  },
});

/** The check of the guest at the till, drawn as the slip that will come out of the printer. */
export function Check() {
  return (
    <section class="slip check" aria-label={t().check}>
      <Head />
      <Known />
      <MemberStrip />
      <Lines />
      <LineTools />
      <Totals />
      <Actions />
    </section>
  );
}

function Head() {
  const row = order.value;
  const here = slip.value;
  const at = store.value;
  const channel = row?.channel ?? here.channel;
  const number = row?.number ?? here.number;
  const text = number !== null ? orderNumber(channel, number) : here.placed ? t().placing : t().fresh;
  const { table, guests } = details.value;
  const movable = row?.state.type === 'open' && table !== undefined;
  return (
    <header>
      <span class="no" data-testid="order-number">
        {text}
      </span>
      <Button class="channel" data-testid="slip-menu" onClick={() => (panel.value = { type: 'slip_menu' })}>
        {table === undefined ? (
          channelName(channel)
        ) : (
          <span>
            {tableName(view.value.floorPlan, table)}
            {guests !== undefined && <small>{guestsText(guests)}</small>}
          </span>
        )}
      </Button>
      {movable && (
        <Button class="move" data-testid="move-table" aria-label={t().moveLabel} onClick={startMove}>
          {t().move}
        </Button>
      )}
      <span class="where">{row !== null && at !== null && clockTime(row.opened_at, at)}</span>
    </header>
  );
}

function startMove(): void {
  moving.value = { order_id: slip.peek().order_id, line_ids: [] };
  desk.value = 'floor';
  half.value = 'menu';
}

/** What is known of the order besides its lines, in one strip; nothing where nothing is. */
function Known() {
  const at = store.value;
  const { label, note, pickup_at, training } = details.value;
  const { seat, course } = slip.value;
  if (at === null) return null;
  const facts = [
    label ?? '',
    pickup_at === undefined ? quote() : t().pickup(clockTime(pickup_at, at)),
    note === undefined ? '' : noteText(note),
    seat === null && course === null ? '' : t().next(nextText(seat, course)),
  ].filter((fact) => fact !== '');
  if (facts.length === 0 && training !== true) return null;
  return (
    <div class="known" data-testid="known">
      {training === true && <Seal>{t().training}</Seal>}
      {facts.map((fact) => (
        <span key={fact}>{fact}</span>
      ))}
    </div>
  );
}

function noteText({ text, for_kitchen }: Note): string {
  return `${for_kitchen ? t().note : t().staff}${text}`;
}

function nextText(seat: number | null, course: number | null): string {
  const words = [
    seat === null ? '' : t().seat(String(seat)),
    course === null ? '' : t().course(String(course)),
  ];
  return words.filter((word) => word !== '').join(' · ');
}

/** What guests on this channel are told before their order is placed. */
function quote(): string {
  const [menu, at] = [catalogue.value, store.value];
  if (menu === null || at === null || order.value !== null) return '';
  const minutes = menuIndex(menu).terms.get(moment.value.channel)?.quote_minutes ?? 0;
  return minutes === 0 ? '' : t().ready(clockTime(minute.value + minutes * MINUTE_MS, at));
}

type RowProps = { line: SlipLine; selected: boolean };

/** Draws a line again only when it changed: a tap costs the same on a check of thirty lines as on an empty one. */
class Row extends Component<RowProps> {
  override shouldComponentUpdate(next: RowProps) {
    return next.line !== this.props.line || next.selected !== this.props.selected;
  }
  override render() {
    return <SlipLineRow line={this.props.line} selected={this.props.selected} onPick={pickLine} />;
  }
}

function pickLine(id: string): void {
  picked.value = picked.peek() === id ? null : id;
}

function Lines() {
  const box = useRef<HTMLDivElement>(null);
  const lines = checkLines.value;
  const last = lines.at(-1)?.row.id;
  useEffect(() => {
    box.current?.querySelector('.line.on')?.scrollIntoView({ block: 'nearest' });
  }, [picked.value, last, half.value]);
  return (
    <div class="scroll" ref={box} tabIndex={lines.length > 6 ? 0 : -1} data-testid="lines">
      {lines.length === 0 ? (
        <p class="empty">{t().empty}</p>
      ) : (
        byCourse(lines, (line) => line.serving.course).map(({ course, lines: of }) => (
          <div key={course}>
            {course !== null && <Course course={course} lines={of} />}
            <ul class="lines">
              {of.map(({ row }) => (
                <Row key={row.id} line={row} selected={row.id === picked.value} />
              ))}
            </ul>
          </div>
        ))
      )}
    </div>
  );
}

/** The heading of a course; while the store holds it back, with the button that fires it. */
function Course({ course, lines }: { course: number; lines: readonly CheckLine[] }) {
  const held = lines.filter((line) => line.where === 'store' && line.line.state.type === 'held');
  return (
    <h2 class="course">
      <span>
        {t().course(String(course))} {held.length > 0 && <small>{t().held}</small>}
      </span>
      {held.length > 0 && (
        <Button data-testid={`fire-course-${course}`} onClick={() => fire(held.map((line) => line.row.id))}>
          {t().fireIt(String(course))}
        </Button>
      )}
    </h2>
  );
}
