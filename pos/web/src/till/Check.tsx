import { Component } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import {
  Button,
  channelName,
  clockTime,
  dictionary,
  orderNumber,
  SlipLineRow,
  type SlipLine,
} from '@comanda/web';
import { Actions } from './Actions';
import { checkLines } from './check';
import { LineTools } from './LineTools';
import { MemberStrip } from './MemberStrip';
import { half, panel, picked } from './panel';
import { order, slip, store } from './store';
import { Totals } from './Totals';

const t = dictionary({
  en: {
    check: 'Check',
    fresh: 'New',
    placing: 'Sending…',
    empty: 'Nothing on the check yet. Tap an item, or type a phone number at any moment.',
  },
  zh: {
    check: '单子',
    fresh: '新单',
    placing: '发送中…',
    empty: '还没有点菜。点一样，或随时输入手机号。',
  },
});

/** The check of the guest at the till, drawn as the slip that will come out of the printer. */
export function Check() {
  return (
    <section class="slip check" aria-label={t().check}>
      <Head />
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
  return (
    <header>
      <span class="no" data-testid="order-number">
        {text}
      </span>
      <Button class="channel" data-testid="slip-menu" onClick={() => (panel.value = { type: 'slip_menu' })}>
        {channelName(channel)}
      </Button>
      <span class="where">{row !== null && at !== null && clockTime(row.opened_at, at)}</span>
    </header>
  );
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
        <ul class="lines">
          {lines.map(({ row }) => (
            <Row key={row.id} line={row} selected={row.id === picked.value} />
          ))}
        </ul>
      )}
    </div>
  );
}
