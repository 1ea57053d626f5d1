import { useSignal } from '@preact/signals';
import { useRef } from 'preact/hooks';
import { dictionary, pick, type Area, type FloorPlan, type Table } from '@comanda/web';
import { GRID, moved, overlapping, resized, type Corner } from './plan';
import { draw, plan, redoStep, undoStep } from './state';

const CORNERS: readonly Corner[] = [
  { x: -1, y: -1 },
  { x: 1, y: -1 },
  { x: -1, y: 1 },
  { x: 1, y: 1 },
];
/** Steps per arrow key with Shift. */
const STRIDE = 5;

const t = dictionary({
  en: {
    drawing: (area: string) => `Drawing of ${area}`,
    table: (name: string, seats: number, x: number, y: number) =>
      `Table ${name}, ${seats} seats, ${x} from the left, ${y} from the top`,
    overlaps: 'OVERLAPS',
    seats: (count: number) => `${count}`,
  },
  zh: {
    drawing: (area) => `${area}的桌位图`,
    table: (name, seats, x, y) => `${name} 号桌，${seats} 座，左起 ${x}，上起 ${y}`,
    overlaps: '重叠',
    seats: (count) => `${count}`,
  },
});

type Props = { area: Area; chosen: string | null; onChoose: (code: string | null) => void };
type Pull = { pointer: number; code: string; corner: Corner | null; fromX: number; fromY: number };

/** An area from above: tables are moved and pulled by pointer or by keyboard, in whole steps. */
export function Drawing({ area, chosen, onChoose }: Props) {
  const box = useRef<HTMLDivElement>(null);
  const pull = useRef<Pull | null>(null);
  /** What a drag has made so far; one step to undo once it is let go. */
  const dragged = useSignal<FloorPlan | null>(null);
  const shown = dragged.value ?? plan.value;
  const here = shown.tables.filter((table) => table.area === area.code);
  const overlaps = overlapping(here);
  const grab = (event: PointerEvent, code: string, corner: Corner | null) => {
    if (event.button !== 0) return;
    event.stopPropagation();
    onChoose(code);
    box.current?.setPointerCapture(event.pointerId);
    pull.current = { pointer: event.pointerId, code, corner, fromX: event.clientX, fromY: event.clientY };
  };
  const drag = (event: PointerEvent) => {
    const now = pull.current;
    const width = box.current?.clientWidth ?? 0;
    if (now?.pointer !== event.pointerId || width === 0) return;
    const steps = (pixels: number) => Math.round((pixels * GRID) / width);
    const [dx, dy] = [steps(event.clientX - now.fromX), steps(event.clientY - now.fromY)];
    dragged.value =
      now.corner === null
        ? moved(plan.peek(), now.code, dx, dy)
        : resized(plan.peek(), now.code, now.corner, dx, dy);
  };
  const letGo = (keep: boolean) => {
    if (keep && dragged.value !== null) draw(dragged.value);
    dragged.value = null;
    pull.current = null;
  };
  return (
    <div class="drawing-scroll">
      <div
        class="drawing"
        ref={box}
        role="group"
        aria-label={t().drawing(pick(area.names))}
        data-testid="drawing"
        onPointerDown={() => onChoose(null)}
        onPointerMove={drag}
        onPointerUp={() => letGo(true)}
        onPointerCancel={() => letGo(false)}
      >
        {here.map((table) => (
          <TableBox
            key={table.code}
            table={table}
            isChosen={table.code === chosen}
            overlaps={overlaps.has(table.code)}
            onChoose={() => onChoose(table.code)}
            onGrab={(event, corner) => grab(event, table.code, corner)}
          />
        ))}
      </div>
    </div>
  );
}

type BoxProps = {
  table: Table;
  isChosen: boolean;
  overlaps: boolean;
  onChoose: () => void;
  onGrab: (event: PointerEvent, corner: Corner | null) => void;
};

function TableBox({ table, isChosen, overlaps, onChoose, onGrab }: BoxProps) {
  const { name, seats, x, y, width, height, shape } = table;
  const percent = (steps: number) => `${(steps * 100) / GRID}%`;
  const style = {
    insetInlineStart: percent(x),
    insetBlockStart: percent(y),
    inlineSize: percent(width),
    blockSize: percent(height),
  };
  const classes = ['spot', shape, isChosen ? 'chosen' : '', overlaps ? 'overlaps' : '']
    .filter(Boolean)
    .join(' ');
  return (
    <div class={classes} style={style}>
      <button
        type="button"
        aria-pressed={isChosen}
        aria-label={`${t().table(name, seats, x, y)}${overlaps ? `, ${t().overlaps}` : ''}`}
        data-testid="table"
        onFocus={onChoose}
        onPointerDown={(event) => onGrab(event, null)}
        onKeyDown={(event) => onKey(event, table.code)}
      >
        <b>{name}</b>
        {overlaps ? <em>{t().overlaps}</em> : shape !== 'stool' && <small>{t().seats(seats)}</small>}
      </button>
      {isChosen &&
        CORNERS.map((corner) => (
          <i
            key={`${corner.x} ${corner.y}`}
            class={`corner ${corner.x < 0 ? 'left' : 'right'} ${corner.y < 0 ? 'upper' : 'lower'}`}
            onPointerDown={(event) => onGrab(event, corner)}
          />
        ))}
    </div>
  );
}

const ARROWS: Readonly<Record<string, readonly [number, number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

function onKey(event: KeyboardEvent, code: string): void {
  const arrow = ARROWS[event.key];
  const now = plan.peek();
  if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'z') {
    event.preventDefault();
    if (event.shiftKey) redoStep();
    else undoStep();
  } else if (arrow !== undefined) {
    event.preventDefault(); // the page would scroll
    const by = event.shiftKey ? STRIDE : 1;
    const [dx, dy] = [arrow[0] * by, arrow[1] * by];
    draw(event.altKey ? resized(now, code, { x: 1, y: 1 }, dx, dy) : moved(now, code, dx, dy));
  } else if (event.key === 'Delete') {
    draw({ ...now, tables: now.tables.filter((table) => table.code !== code) });
  }
}
