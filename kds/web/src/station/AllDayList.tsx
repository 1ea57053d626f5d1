import { Button, dictionary, pick, type Catalogue, type Ticket } from '@comanda/web';
import { useSignal } from '@preact/signals';
import { allDay, ingredients } from '../cards/allDay';

const t = dictionary({
  en: {
    title: 'To make now',
    items: 'Items',
    ingredients: 'Ingredients',
    nothing: 'Nothing to make',
    more: (count: number) => `and ${count} more`,
  },
  zh: {
    title: '现在要做',
    items: '菜品',
    ingredients: '配料',
    nothing: '没有要做的',
    more: (count) => `另有 ${count} 种`,
  },
});
/** Rows named; the rest are counted. */
const SHOWN_MAX = 14;

type Props = { tickets: readonly Ticket[]; catalogue: Catalogue | null };

/** How many of each item, or of each ingredient, are still to be made, over all pages. */
export function AllDayList({ tickets, catalogue }: Props) {
  const byIngredient = useSignal(false);
  const hasRecipes = (catalogue?.ingredients?.length ?? 0) > 0;
  const shown = byIngredient.value && hasRecipes;
  const counts = shown ? ingredients(tickets, catalogue) : allDay(tickets);
  return (
    <section class="all-day" aria-labelledby="all-day" tabIndex={0}>
      <h2 id="all-day">{t().title}</h2>
      {hasRecipes && (
        <div class="by" role="group" aria-labelledby="all-day">
          <Button aria-pressed={!shown} onClick={() => (byIngredient.value = false)}>
            {t().items}
          </Button>
          <Button
            aria-pressed={shown}
            data-testid="by-ingredient"
            onClick={() => (byIngredient.value = true)}
          >
            {t().ingredients}
          </Button>
        </div>
      )}
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
