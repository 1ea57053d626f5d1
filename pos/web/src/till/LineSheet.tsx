import { Button, clockTime, dictionary, pick, Sheet } from '@comanda/web';
import { checkLines, moment, type CheckLine } from './check';
import { now } from './clock';
import { coursesToOffer } from './courses';
import { arrange, fire, sameAgain, setHold } from './hold';
import { closePanel, panel } from './panel';
import { details, items, slip, store } from './store';

/** Minutes after which a held line can be told to fire by itself. */
const FIRE_IN_MIN = [5, 10, 15, 20] as const;
const MINUTE_MS = 60_000;
/** Seats offered where nobody said how many guests there are. */
const SEATS_SHOWN = 6;

const t = dictionary({
  en: {
    reduce: 'Discount or free…',
    again: 'Same again',
    note: 'Note…',
    editNote: 'Change the note…',
    move: 'Move to another table or order…',
    stock: '86 / n left…',
    seat: 'Seat',
    course: 'Course',
    none: 'None',
    kitchen: 'When does the kitchen get it?',
    withRest: 'With the rest',
    hold: 'Hold',
    fireNow: 'Fire now',
    fireIn: (minutes: string) => `In ${minutes} min`,
    fires: (clock: string) => `It fires by itself at ${clock}.`,
    fired: 'The kitchen has this line: its course, note and choices stay as they are.',
  },
  zh: {
    reduce: '折扣或免单…',
    again: '再来一份',
    note: '备注…',
    editNote: '修改备注…',
    move: '移到别的桌或单…',
    stock: '售罄 / 剩余数量…',
    seat: '座位',
    course: '第几道',
    none: '不分',
    kitchen: '什么时候下厨？',
    withRest: '和其他一起',
    hold: '等叫',
    fireNow: '现在起菜',
    fireIn: (minutes) => `${minutes} 分钟后`,
    fires: (clock) => `${clock} 自动起菜。`,
    fired: '后厨已收到这一行：道次、备注和选项不能再改。',
  },
});

/** Everything about one line beside what and how many it is: for whom, with what, when, in what words. */
export function LineSheet({ lineId }: { lineId: string }) {
  const line = checkLines.value.find((one) => one.row.id === lineId);
  if (line === undefined) return null;
  const fired = line.where === 'store' && line.line.state.type === 'fired';
  const { seat, course } = line.serving;
  const seated = moment.value.channel === 'dine_in' || seat !== null || course !== null;
  return (
    <Sheet open class="line-sheet" title={line.row.name} onClose={closePanel}>
      <div class="pair">
        <Button
          data-testid="same-again"
          onClick={() => {
            sameAgain(line);
            closePanel();
          }}
        >
          {t().again}
        </Button>
        <Button
          data-testid="line-note"
          disabled={fired}
          onClick={() => (panel.value = { type: 'line_note', line_id: lineId })}
        >
          {line.serving.note === null ? t().note : t().editNote}
        </Button>
      </div>
      {fired && <p class="hint">{t().fired}</p>}
      {!fired && <Kitchen line={line} />}
      {seated && <Seats line={line} />}
      {!fired && seated && <Courses line={line} />}
      <section class="column">
        {line.where === 'store' && (
          <Button
            data-testid="reduce-line"
            onClick={() => (panel.value = { type: 'reduce', line_id: lineId })}
          >
            {t().reduce}
          </Button>
        )}
        {line.where === 'store' && (
          <Button
            data-testid="move-line"
            onClick={() => (panel.value = { type: 'move', line_ids: [lineId] })}
          >
            {t().move}
          </Button>
        )}
        {items.value.has(line.item_id) && (
          <Button
            data-testid="line-stock"
            onClick={() => (panel.value = { type: 'availability', item_id: line.item_id })}
          >
            {t().stock}
          </Button>
        )}
      </section>
    </Sheet>
  );
}

function Kitchen({ line }: { line: CheckLine }) {
  const at = store.value;
  const { hold, fire_at } = line.serving;
  if (at === null) return null;
  const here = line.where === 'here';
  return (
    <section>
      <h3>{t().kitchen}</h3>
      <div class="tight">
        <Pick
          on={!hold}
          testid="fire-now"
          name={here ? t().withRest : t().fireNow}
          onPick={() => {
            if (here) setHold(line, false);
            else fire([line.row.id]);
            closePanel();
          }}
        />
        <Pick
          on={hold && fire_at === null}
          testid="hold"
          name={t().hold}
          onPick={() => {
            setHold(line, true);
            closePanel();
          }}
        />
        {FIRE_IN_MIN.map((minutes) => (
          <Pick
            key={minutes}
            on={false}
            testid={`fire-in-${minutes}`}
            name={t().fireIn(String(minutes))}
            onPick={() => {
              setHold(line, true, now.peek() + minutes * MINUTE_MS);
              closePanel();
            }}
          />
        ))}
      </div>
      {hold && fire_at !== null && <p class="hint">{t().fires(clockTime(fire_at, at))}</p>}
    </section>
  );
}

function Seats({ line }: { line: CheckLine }) {
  const count = Math.max(details.value.guests ?? SEATS_SHOWN, line.serving.seat ?? 0);
  const seats = Array.from({ length: count }, (_, index) => index + 1);
  return (
    <section>
      <h3>{t().seat}</h3>
      <div class="tight">
        {[null, ...seats].map((seat) => (
          <Pick
            key={seat}
            on={line.serving.seat === seat}
            testid={`seat-${seat ?? 'none'}`}
            name={seat === null ? t().none : String(seat)}
            onPick={() => arrange(line, { seat })}
          />
        ))}
      </div>
    </section>
  );
}

function Courses({ line }: { line: CheckLine }) {
  const used = checkLines.value.map((one) => one.serving.course);
  return (
    <section>
      <h3>{t().course}</h3>
      <div class="tight">
        {[null, ...coursesToOffer([...used, slip.value.course])].map((course) => (
          <Pick
            key={course}
            on={line.serving.course === course}
            testid={`course-${course ?? 'none'}`}
            name={course === null ? t().none : String(course)}
            onPick={() => arrange(line, { course })}
          />
        ))}
      </div>
    </section>
  );
}

type PickProps = { on: boolean; name: string; testid: string; onPick: () => void };

/** One of a few short answers. */
export function Pick({ on, name, testid, onPick }: PickProps) {
  return (
    <Button class={on ? 'option on' : 'option'} aria-pressed={on} data-testid={testid} onClick={onPick}>
      {name}
    </Button>
  );
}

/** Names of the items that a sheet speaks about. */
export function itemName(itemId: string): string {
  const item = items.value.get(itemId);
  return item === undefined ? '' : pick(item.names);
}
