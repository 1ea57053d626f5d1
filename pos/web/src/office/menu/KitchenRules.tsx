import { Button, channelName, dictionary, pick, type KitchenLayout, type Route } from '@comanda/web';
import { ParsedField, SelectField, Tick, Ticks } from '../fields';
import { clockText, parseClock } from '../amount';
import { CodedList, without, withOne } from './CodedList';
import { ItemPicker } from './ItemPicker';
import { CHANNELS } from './PriceFields';
import { put, working } from './state';

const t = dictionary({
  en: {
    ingredient: 'Ingredients',
    ingredientLead:
      'What the kitchen counts besides dishes. How much goes into one of an item is set at the item.',
    layout: 'Layouts',
    layoutLead: 'How the kitchen is staffed in a part of the day: which stations are worked somewhere else.',
    byItself: 'Begins by itself at a time',
    begins: 'Begins at',
    notClock: 'A time, such as 17:30',
    from: 'Instead of',
    to: 'it is made at',
    addMove: 'Move a station',
    remove: 'Remove',
    routes: 'Where lines are made, if not where their item says',
    routesLead:
      'What is left empty fits any line. Of rules that take the place of others the first that fits counts.',
    route: (number: number) => `Rule ${number}`,
    items: 'These items',
    addItem: 'Find an item to add',
    categories: 'Items of these categories',
    channels: 'On these channels',
    choices: 'With one of these choices',
    hours: 'Only in some hours',
    until: 'Until',
    stations: 'Made at',
    also: 'Also there: the usual stations stay',
    addRoute: 'Add a rule',
  },
  zh: {
    ingredient: '配料',
    ingredientLead: '除了菜，后厨还要数的东西。一份用多少在商品里设定。',
    layout: '布局',
    layoutLead: '某个时段后厨怎么排：哪些档口由别处代做。',
    byItself: '到时间自动开始',
    begins: '开始时间',
    notClock: '请填时间，如 17:30',
    from: '原来在',
    to: '改由这里做',
    addMove: '移一个档口',
    remove: '删去',
    routes: '不按商品档口出单的规则',
    routesLead: '空着的条件对所有行都成立。替换类规则以第一条符合的为准。',
    route: (number) => `规则 ${number}`,
    items: '这些商品',
    addItem: '查找要加的商品',
    categories: '这些分类的商品',
    channels: '这些渠道',
    choices: '带其中一个选项',
    hours: '只在某段时间',
    until: '到',
    stations: '在这里做',
    also: '另外也做：原来的档口保留',
    addRoute: '添加规则',
  },
});

/** What the kitchen counts, how it is staffed by daypart, and lines that are made elsewhere. */
export function KitchenRules() {
  const { ingredients = [], layouts = [], items } = working.value;
  const uses = (code: string) =>
    items.filter((item) => (item.recipe ?? []).some((part) => part.ingredient === code)).length;
  return (
    <>
      <CodedList
        kind="ingredient"
        title={t().ingredient}
        lead={t().ingredientLead}
        list={ingredients}
        uses={uses}
        onPut={(one) => put({ type: 'set_ingredients', ingredients: withOne(ingredients, one) })}
        onRemove={(code) => put({ type: 'set_ingredients', ingredients: without(ingredients, code) })}
        blank={(code) => ({ code, names: { zh: '', en: '' } })}
      >
        {() => null}
      </CodedList>
      <CodedList
        kind="layout"
        title={t().layout}
        lead={t().layoutLead}
        list={layouts}
        uses={() => 0}
        onPut={(one) => put({ type: 'set_layouts', layouts: withOne(layouts, one) })}
        onRemove={(code) => put({ type: 'set_layouts', layouts: without(layouts, code) })}
        blank={(code): KitchenLayout => ({ code, names: { zh: '', en: '' }, moves: [] })}
      >
        {(layout) => (
          <LayoutFields
            layout={layout}
            onLayout={(one) => put({ type: 'set_layouts', layouts: withOne(layouts, one) })}
          />
        )}
      </CodedList>
      <Routes />
    </>
  );
}

type LayoutProps = { layout: KitchenLayout; onLayout: (layout: KitchenLayout) => void };

function LayoutFields({ layout, onLayout }: LayoutProps) {
  const { from_minute, ...byHand } = layout;
  const stations = working.value.stations.map(({ code, names }) => ({ value: code, label: pick(names) }));
  const setMoves = (moves: KitchenLayout['moves']) => onLayout({ ...layout, moves });
  const [first, second] = stations;
  return (
    <>
      <Tick
        checked={from_minute !== undefined}
        onChange={(on) => onLayout(on ? { ...layout, from_minute: 0 } : byHand)}
      >
        {t().byItself}
      </Tick>
      {from_minute !== undefined && (
        <ParsedField
          label={t().begins}
          value={from_minute}
          text={clockText}
          parse={parseClock}
          wrong={t().notClock}
          onValue={(minute) => onLayout({ ...layout, from_minute: minute })}
        />
      )}
      <ul class="rows">
        {layout.moves.map((move, index) => (
          <li key={index}>
            <div class="grid-2">
              <SelectField
                label={t().from}
                value={move.from}
                options={stations}
                onValue={(from) =>
                  setMoves(layout.moves.map((one, at) => (at === index ? { ...one, from } : one)))
                }
              />
              <SelectField
                label={t().to}
                value={move.to}
                options={stations}
                onValue={(to) =>
                  setMoves(layout.moves.map((one, at) => (at === index ? { ...one, to } : one)))
                }
              />
            </div>
            <div class="row-foot end">
              <Button
                class="small"
                tone="danger"
                onClick={() => setMoves(layout.moves.filter((_, at) => at !== index))}
              >
                {t().remove}
              </Button>
            </div>
          </li>
        ))}
        {first !== undefined && second !== undefined && (
          <li class="bare">
            <Button
              class="small"
              data-testid={`add-move-${layout.code}`}
              onClick={() => setMoves([...layout.moves, { from: first.value, to: second.value }])}
            >
              {t().addMove}
            </Button>
          </li>
        )}
      </ul>
    </>
  );
}

function Routes() {
  const { routes = [] } = working.value;
  const set = (next: Route[]) => put({ type: 'set_routes', routes: next });
  return (
    <section class="settings">
      <h2>{t().routes}</h2>
      <p class="hint">{t().routesLead}</p>
      <ul class="rows">
        {routes.map((route, index) => (
          <li key={index} class="panel">
            <b>{t().route(index + 1)}</b>
            <RouteFields
              route={route}
              onRoute={(next) => set(routes.map((one, at) => (at === index ? next : one)))}
            />
            <div class="row-foot end">
              <Button class="small" tone="danger" onClick={() => set(routes.filter((_, at) => at !== index))}>
                {t().remove}
              </Button>
            </div>
          </li>
        ))}
      </ul>
      <div class="bar add-row">
        <Button data-testid="add-route" onClick={() => set([...routes, { stations: [] }])}>
          {t().addRoute}
        </Button>
      </div>
    </section>
  );
}

type RouteProps = { route: Route; onRoute: (route: Route) => void };

function RouteFields({ route, onRoute }: RouteProps) {
  const { stations, categories, modifier_groups, items } = working.value;
  const chosen = route.items ?? [];
  const named = chosen.map((id) => ({
    value: id,
    label: pick(items.find((item) => item.id === id)?.names ?? { zh: id, en: id }),
  }));
  const { hours, ...always } = route;
  const clock = { text: clockText, parse: parseClock, wrong: t().notClock };
  const choices = modifier_groups.flatMap((group) =>
    group.modifiers.map((one) => ({ value: one.id, label: `${pick(group.names)}: ${pick(one.names)}` })),
  );
  return (
    <>
      {named.length > 0 && (
        <Ticks
          legend={t().items}
          options={named}
          chosen={chosen}
          onChosen={(next) => onRoute({ ...route, items: next })}
        />
      )}
      <ItemPicker
        label={t().addItem}
        fits={(item) => !chosen.includes(item.id)}
        onPick={(item) => onRoute({ ...route, items: [...chosen, item.id] })}
      />
      <Ticks
        legend={t().categories}
        options={categories.map(({ code, names }) => ({ value: code, label: pick(names) }))}
        chosen={route.categories ?? []}
        onChosen={(next) => onRoute({ ...route, categories: next })}
      />
      <details>
        <summary>{t().choices}</summary>
        <Ticks
          legend={t().choices}
          options={choices}
          chosen={route.modifiers ?? []}
          onChosen={(next) => onRoute({ ...route, modifiers: next })}
        />
      </details>
      <Ticks
        legend={t().channels}
        options={CHANNELS.map((value) => ({ value, label: channelName(value) }))}
        chosen={route.channels ?? []}
        onChosen={(next) => onRoute({ ...route, channels: next })}
      />
      <Tick
        checked={hours !== undefined}
        onChange={(on) => onRoute(on ? { ...route, hours: { from_minute: 0, until_minute: 1_440 } } : always)}
      >
        {t().hours}
      </Tick>
      {hours !== undefined && (
        <div class="grid-2">
          <ParsedField
            label={t().begins}
            value={hours.from_minute}
            {...clock}
            onValue={(from_minute) => onRoute({ ...route, hours: { ...hours, from_minute } })}
          />
          <ParsedField
            label={t().until}
            value={hours.until_minute}
            {...clock}
            onValue={(until_minute) => onRoute({ ...route, hours: { ...hours, until_minute } })}
          />
        </div>
      )}
      <Ticks
        legend={t().stations}
        options={stations.map(({ code, names }) => ({ value: code, label: pick(names) }))}
        chosen={route.stations}
        onChosen={(next) => onRoute({ ...route, stations: next })}
      />
      <Tick checked={route.also === true} onChange={(also) => onRoute({ ...route, also })}>
        {t().also}
      </Tick>
    </>
  );
}
