import {
  allergenName,
  dictionary,
  listed,
  orderNumber,
  pick,
  Sheet,
  type CannotMakeReason,
  type RemakeReason,
  type Ticket,
  type TicketLine,
} from '@comanda/web';
import { useSignal } from '@preact/signals';
import { lockedLines } from '../cards/tickets';
import { Choices, type Choice } from './Choices';
import { StockOfItem } from './StockSheet';
import type { Work } from './Work';

const CANNOT: readonly CannotMakeReason[] = ['out_of_stock', 'equipment', 'too_long', 'as_asked'];
const REMAKE: readonly RemakeReason[] = ['spoiled', 'made_wrong', 'wrong_guest', 'sent_back', 'cold'];
/** Characters of a message to the till at most, as the store takes them. */
const WORDS_MAX = 80;

const t = dictionary({
  en: {
    confirm: (what: string) => `Confirm: this guest is allergic to ${what}`,
    confirmDetail: 'Nothing is marked done before somebody has read this.',
    bump: 'Done: the whole ticket',
    clear: 'Clear: the ticket was struck',
    course: (course: number) => `Done: course ${course}`,
    line: 'Done or not: one line',
    rush: 'Rush this order',
    calm: 'Rush no longer',
    remake: 'Make something again',
    cannot: 'Cannot make something',
    runner: 'Call a runner',
    stock: 'Sold out, or only some left',
    reprint: 'Print the chit again',
    recall: 'Bring back',
    which: 'Which?',
    done: '✓ done',
    toDo: 'to make',
    howMany: 'How many?',
    why: 'Why?',
    words: 'A message for the till (if you like)',
  },
  zh: {
    confirm: (what) => `确认：这位客人对${what}过敏`,
    confirmDetail: '有人看过之前，什么都不能划掉。',
    bump: '完成：整张单',
    clear: '清除：这张单已作废',
    course: (course) => `完成：第 ${course} 道`,
    line: '单独一行：完成或未完成',
    rush: '加急这一单',
    calm: '不再加急',
    remake: '重做一道',
    cannot: '有一道做不了',
    runner: '叫人来取',
    stock: '沽清，或只剩几份',
    reprint: '补打后厨单',
    recall: '找回',
    which: '哪一道？',
    done: '✓ 已做',
    toDo: '要做',
    howMany: '几份？',
    why: '为什么？',
    words: '给收银的话（可不填）',
  },
});

const reasonWords = dictionary({
  en: {
    spoiled: 'It fell, burned or was spilled',
    made_wrong: 'It was made wrong',
    wrong_guest: 'It went to another guest',
    sent_back: 'The guest sent it back',
    cold: 'It went cold',
    out_of_stock: 'Something for it is out',
    equipment: 'A machine does not work',
    too_long: 'It would take too long',
    as_asked: 'Not as it was asked for',
  },
  zh: {
    spoiled: '掉了、烧了或洒了',
    made_wrong: '做错了',
    wrong_guest: '上给了别的客人',
    sent_back: '客人退回',
    cold: '凉了',
    out_of_stock: '缺料',
    equipment: '设备坏了',
    too_long: '时间太长',
    as_asked: '没法照要求做',
  },
});

/** What a screen itself does with a ticket; expo and station have different ones. */
export type TicketHands = {
  bump?: (ticket: Ticket) => void;
  bumpLines?: (ticket: Ticket, lines: readonly TicketLine[]) => void;
  linesBack?: (ticket: Ticket, lines: readonly TicketLine[]) => void;
  confirm?: (ticket: Ticket, lines: readonly TicketLine[]) => void;
  recall?: (ticket: Ticket) => void;
};

type Step =
  | { type: 'actions' }
  | { type: 'lines'; for: 'done' | 'remake' | 'cannot' | 'stock' }
  | { type: 'quantity'; line: TicketLine }
  | { type: 'reason'; line: TicketLine; quantity: number }
  | { type: 'cannot'; line: TicketLine }
  | { type: 'item'; line: TicketLine; itemId: string };

type Props = { work: Work; ticket: Ticket; hands: TicketHands; onClose: () => void };

/** Everything that can be done with one ticket, each with a number. */
export function TicketSheet({ work, ticket, hands, onClose }: Props) {
  const step = useSignal<Step>({ type: 'actions' });
  const words = useSignal('');
  const number = orderNumber(ticket.channel, ticket.order_number);
  const go = (run: () => unknown) => () => {
    onClose();
    void run();
  };
  const at = step.value;
  const title = at.type === 'actions' ? number : `${number} · ${heading(at)}`;
  return (
    <Sheet open title={title} onClose={onClose} class="actions">
      {at.type === 'cannot' && (
        <label class="field">
          <span>{t().words}</span>
          <input
            data-testid="call-words"
            maxLength={WORDS_MAX}
            value={words.value}
            onInput={(event) => (words.value = event.currentTarget.value)}
          />
        </label>
      )}
      {at.type === 'item' ? (
        <StockOfItem work={work} itemId={at.itemId} onDone={onClose} />
      ) : (
        <Choices key={at.type} choices={choices()} />
      )}
    </Sheet>
  );

  function choices(): Choice[] {
    switch (at.type) {
      case 'actions':
        return actions({ work, ticket, hands, go, to: (next) => (step.value = next) });
      case 'lines':
        return lineChoices(ticket, at.for, (line) => picked(at.for, line));
      case 'quantity':
        return Array.from({ length: at.line.quantity }, (_, index) => ({
          key: String(index),
          text: String(index + 1),
          run: () => (step.value = { type: 'reason', line: at.line, quantity: index + 1 }),
        }));
      case 'reason':
        return REMAKE.map((reason) => ({
          key: reason,
          text: reasonWords()[reason],
          testid: `reason-${reason}`,
          run: go(() => work.remake(ticket, at.line, at.quantity, reason)),
        }));
      case 'cannot':
        return CANNOT.map((reason) => ({
          key: reason,
          text: reasonWords()[reason],
          testid: `reason-${reason}`,
          run: go(() =>
            work.call({ type: 'cannot_make', reason }, { ticket, line: at.line, words: words.peek() }),
          ),
        }));
      case 'item':
        return [];
    }
  }

  function picked(what: 'done' | 'remake' | 'cannot' | 'stock', line: TicketLine): void {
    if (what === 'done') {
      if (line.done_at === undefined) hands.bumpLines?.(ticket, [line]);
      else hands.linesBack?.(ticket, [line]);
      onClose();
    } else if (what === 'remake') {
      step.value = line.quantity > 1 ? { type: 'quantity', line } : { type: 'reason', line, quantity: 1 };
    } else if (what === 'cannot') step.value = { type: 'cannot', line };
    else step.value = { type: 'item', line, itemId: line.makes?.[0] ?? '' };
  }
}

function heading(step: Step): string {
  switch (step.type) {
    case 'actions':
      return '';
    case 'lines':
      return t().which;
    case 'quantity':
      return t().howMany;
    case 'reason':
    case 'cannot':
      return `${pick(step.line.names)} · ${t().why}`;
    case 'item':
      return pick(step.line.names);
  }
}

function lineChoices(
  ticket: Ticket,
  what: 'done' | 'remake' | 'cannot' | 'stock',
  onPick: (line: TicketLine) => void,
): Choice[] {
  const locked = lockedLines(ticket);
  const fits = (line: TicketLine) =>
    !line.voided &&
    (what !== 'stock' || (line.makes?.length ?? 0) > 0) &&
    !(what === 'done' && locked.includes(line));
  return ticket.lines.filter(fits).map((line) => ({
    key: line.line_id,
    text: `${line.quantity} ${pick(line.names)}`,
    detail: what === 'done' ? (line.done_at === undefined ? t().toDo : t().done) : undefined,
    testid: 'choose-line',
    run: () => onPick(line),
  }));
}

type Doing = {
  work: Work;
  ticket: Ticket;
  hands: TicketHands;
  go: (run: () => unknown) => () => void;
  to: (step: Step) => void;
};

function actions({ work, ticket, hands, go, to }: Doing): Choice[] {
  const number = orderNumber(ticket.channel, ticket.order_number);
  const isOpen = ticket.status.type !== 'bumped';
  const live = ticket.lines.filter((line) => !line.voided);
  const locked = lockedLines(ticket);
  const courses = [...new Set(live.flatMap(({ course }) => course ?? []))];
  const { bump, bumpLines, confirm, recall } = hands;
  const stocked = live.some((line) => (line.makes?.length ?? 0) > 0);
  return [
    ...(isOpen && confirm && locked.length > 0
      ? [
          {
            ...{ key: 'confirm', testid: 'confirm-allergy', tone: 'danger' as const },
            text: t().confirm(
              listed([...new Set(locked.flatMap(({ conflict = [] }) => conflict))].map(allergenName)),
            ),
            detail: t().confirmDetail,
            run: go(() => confirm(ticket, locked)),
          },
        ]
      : []),
    ...(isOpen && bump && locked.length === 0
      ? [
          {
            ...{ key: 'bump', testid: 'sheet-bump', tone: 'go' as const },
            text: live.length === 0 ? t().clear : t().bump,
            run: go(() => bump(ticket)),
          },
        ]
      : []),
    ...(isOpen && bumpLines && courses.length > 1
      ? courses.map((course) => ({
          ...{ key: `course ${course}`, testid: 'sheet-course', text: t().course(course) },
          run: go(() =>
            bumpLines(
              ticket,
              live.filter((line) => line.course === course && line.done_at === undefined),
            ),
          ),
        }))
      : []),
    ...(isOpen && bumpLines && live.length > 0
      ? [{ key: 'line', testid: 'sheet-line', text: t().line, run: () => to({ type: 'lines', for: 'done' }) }]
      : []),
    ...(recall && !isOpen
      ? [{ key: 'recall', testid: 'sheet-recall', text: t().recall, run: go(() => recall(ticket)) }]
      : []),
    ...(isOpen
      ? [
          ticket.rushed_at === undefined
            ? {
                key: 'rush',
                testid: 'rush',
                text: t().rush,
                run: go(() => work.rush(ticket.order_id, number)),
              }
            : {
                key: 'calm',
                testid: 'calm',
                text: t().calm,
                run: go(() => work.calm(ticket.order_id, number)),
              },
        ]
      : []),
    ...(live.length > 0
      ? [
          {
            ...{ key: 'remake', testid: 'remake', text: t().remake },
            run: () => to({ type: 'lines', for: 'remake' }),
          },
          {
            ...{ key: 'cannot', testid: 'cannot', text: t().cannot },
            run: () => to({ type: 'lines', for: 'cannot' }),
          },
        ]
      : []),
    {
      ...{ key: 'runner', testid: 'runner', text: t().runner },
      run: go(() => work.call({ type: 'runner' }, { ticket })),
    },
    ...(stocked
      ? [{ key: 'stock', testid: 'stock', text: t().stock, run: () => to({ type: 'lines', for: 'stock' }) }]
      : []),
    { key: 'reprint', testid: 'reprint', text: t().reprint, run: go(() => work.reprint(ticket)) },
  ];
}
