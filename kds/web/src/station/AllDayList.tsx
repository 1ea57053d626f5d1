import { dictionary, pick, type Ticket } from '@comanda/web';
import { allDay } from '../cards/allDay';

const t = dictionary({
  en: { title: 'All day', nothing: 'Nothing to make', more: (count: number) => `and ${count} more items` },
  zh: { title: '合计', nothing: '没有要做的', more: (count) => `另有 ${count} 种` },
});
/** Items named; the rest are counted. */
const SHOWN_MAX = 14;

/** How many of each item are still to be made, over all pages. */
export function AllDayList({ tickets }: { tickets: readonly Ticket[] }) {
  const counts = allDay(tickets);
  return (
    <section class="all-day" aria-labelledby="all-day" tabIndex={0}>
      <h2 id="all-day">{t().title}</h2>
      <ul data-testid="all-day">
        {counts.slice(0, SHOWN_MAX).map(({ key, names, count }) => (
          <li key={key}>
            <span>{pick(names)}</span>
            <b>{count}</b>
          </li>
        ))}
      </ul>
      {counts.length === 0 && <p>{t().nothing}</p>}
      {counts.length > SHOWN_MAX && <p>{t().more(counts.length - SHOWN_MAX)}</p>}
    </section>
  );
}
