import { signal } from '@preact/signals';
import { dayAfter, dayAt, dictionary } from '@comanda/web';
import { connection, store } from '../store';
import { rangeOf, SPANS, type Range, type Span } from './range';

const t = dictionary({
  en: {
    days: 'Days',
    today: 'Today',
    yesterday: 'Yesterday',
    this_week: 'This week',
    last_week: 'Last week',
    month: 'This month',
    custom: 'From … to',
    from: 'From',
    to: 'To',
  },
  zh: {
    days: '日期',
    today: '今天',
    yesterday: '昨天',
    this_week: '本周',
    last_week: '上周',
    month: '本月',
    custom: '自选日期',
    from: '从',
    to: '到',
  },
});

const span = signal<Span>('today');
const custom = signal<Range | null>(null);

/** The business day that runs at the store. */
export function storeToday(): string {
  const { time_zone = 'UTC', day_cut_off_minutes } = store.value ?? {};
  return dayAt(connection.value?.serverNow() ?? Date.now(), time_zone, day_cut_off_minutes);
}

/** The days that the reports are asked for; the same on each of them. */
export function chosenRange(): Range {
  const today = storeToday();
  return rangeOf(span.value, today, custom.value ?? { from: dayAfter(today, -6), to: today });
}

/** Chooses the days. */
export function RangeBar() {
  const now = chosenRange();
  const change = (part: Partial<Range>) => {
    custom.value = { ...now, ...part };
  };
  return (
    <div class="range">
      <div class="segments" role="group" aria-label={t().days}>
        {SPANS.map((one) => (
          <button
            type="button"
            key={one}
            aria-pressed={span.value === one}
            data-testid={`span-${one}`}
            onClick={() => {
              if (one === 'custom') custom.value = now;
              span.value = one;
            }}
          >
            {t()[one]}
          </button>
        ))}
      </div>
      {span.value === 'custom' && (
        <div class="from-to">
          {(['from', 'to'] as const).map((end) => (
            <label class="field" key={end}>
              <span>{t()[end]}</span>
              <input
                type="date"
                value={now[end]}
                max={storeToday()}
                onChange={(event) => {
                  if (event.currentTarget.value !== '') change({ [end]: event.currentTarget.value });
                }}
              />
            </label>
          ))}
        </div>
      )}
    </div>
  );
}
