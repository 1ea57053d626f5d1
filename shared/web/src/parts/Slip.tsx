import type { ComponentChildren } from 'preact';
import { dictionary } from '../i18n';
import { Seal } from './Seal';

/** A choice under a line. `strong` for allergens and every *no …*: it must not be overlooked. */
export type SlipModifier = { text: string; strong?: boolean };

/** One line as it reads on the slip, on the screen and on paper. */
export type SlipLine = {
  id: string;
  quantity: number;
  name: string;
  /** The second name in small, or nothing. */
  second?: string | null;
  modifiers?: readonly SlipModifier[];
  /** The amount already written out; a kitchen slip has none. */
  amount?: string;
  /** Struck through, with the word. */
  voided?: boolean;
  /** Added after the first firing; the text may carry the time. */
  added?: string | true;
  /** Any other word on the line: *held*, *sending…*. */
  note?: string | null;
  /** What is in it that may make somebody ill, with the marks of the law. */
  contains?: string;
  /** What in it makes this guest ill: the first thing to be read. */
  alarm?: string;
  /** It is made: ticked, and quieter than what is not. */
  done?: boolean;
};

/** Urgency of a kitchen slip; also told by the words in `head`. */
export type SlipTone = 'plain' | 'fresh' | 'warn' | 'late';

type SlipProps = {
  /** The called number, top left: `A 042`. */
  number: string;
  /** Channel or table, beside the number or under it. */
  title?: ComponentChildren;
  /** Where and when, top right. */
  where?: ComponentChildren;
  tone?: SlipTone;
  /** The strip under the header: age in the kitchen. */
  head?: ComponentChildren;
  /** This paper or screen repeats one that was there before. */
  reprint?: number | null;
  label?: string;
  class?: string;
  children?: ComponentChildren;
};

const t = dictionary({
  en: { void: 'VOID', added: 'ADDED', reprint: (copy: number) => `REPRINT ${copy}` },
  zh: { void: '作废', added: '加', reprint: (copy) => `补打 ${copy}` },
});

/** The slip: the check at the till, the ticket in the kitchen. Number top left, where and when top right, then lines. */
export function Slip({
  number,
  title,
  where,
  tone = 'plain',
  head,
  reprint,
  label,
  class: extra = '',
  children,
}: SlipProps) {
  return (
    <section class={`slip ${tone} ${extra}`.trim()} aria-label={label ?? number}>
      <header>
        <h2 class="no">{number}</h2>
        {title !== undefined && <span class="title">{title}</span>}
        {typeof reprint === 'number' && <Seal>{t().reprint(reprint)}</Seal>}
        <span class="where">{where}</span>
      </header>
      {head !== undefined && <div class="head">{head}</div>}
      {children}
    </section>
  );
}

type LineProps = {
  line: SlipLine;
  selected?: boolean;
  /** Makes the line something to tap. */
  onPick?: (id: string) => void;
};

/** One line of a slip. */
export function SlipLineRow({ line, selected = false, onPick }: LineProps) {
  const classes = ['line', line.voided ? 'void' : '', line.done ? 'done' : '', selected ? 'on' : '']
    .filter(Boolean)
    .join(' ');
  const content = <LineContent line={line} />;
  if (!onPick) return <li class={classes}>{content}</li>;
  return (
    <li class="pick">
      <button type="button" class={classes} aria-pressed={selected} onClick={() => onPick(line.id)}>
        {content}
      </button>
    </li>
  );
}

/** The lines of a slip in order. */
export function SlipLines({
  lines,
  selected,
  onPick,
}: {
  lines: readonly SlipLine[];
  selected?: string | null;
  onPick?: (id: string) => void;
}) {
  return (
    <ul class="lines">
      {lines.map((line) => (
        <SlipLineRow key={line.id} line={line} selected={line.id === selected} {...(onPick && { onPick })} />
      ))}
    </ul>
  );
}

function LineContent({ line }: { line: SlipLine }) {
  const { quantity, name, second, modifiers = [], amount, voided, added, note, contains, alarm } = line;
  return (
    <>
      <span class="q">{quantity}</span>
      <span class="name">
        {line.done && <span class="tick">✓ </span>}
        {name}
        {second && <span class="alt">{second}</span>}
      </span>
      {amount !== undefined && <span class="amount">{amount}</span>}
      {modifiers.length > 0 && (
        <span class="mods">
          {modifiers.map((modifier, index) => (
            <span key={index}>
              {index > 0 && ' · '}
              {modifier.strong ? <b>{modifier.text}</b> : modifier.text}
            </span>
          ))}
        </span>
      )}
      {alarm !== undefined && <strong class="alarm">{alarm}</strong>}
      {contains !== undefined && <span class="contains">{contains}</span>}
      {(voided === true || added !== undefined || (note ?? '') !== '') && (
        <span class="marks">
          {voided && <Seal>{t().void}</Seal>}
          {added && <Seal>{added === true ? t().added : `${t().added} ${added}`}</Seal>}
          {note && <span class="note">{note}</span>}
        </span>
      )}
    </>
  );
}
