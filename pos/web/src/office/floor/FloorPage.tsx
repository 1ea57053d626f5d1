import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import {
  Banner,
  Button,
  Dialog,
  dictionary,
  pick,
  toast,
  type Area,
  type Table,
  type TableShape,
} from '@comanda/web';
import { CountField, NamesField, SelectField, TextField } from '../fields';
import { Drawing } from './Drawing';
import { patched, SEATS_MAX, withArea, withoutArea, withTable, type FloorProblem } from './plan';
import {
  canRedo,
  canUndo,
  draw,
  followFloor,
  isChanged,
  isOvertaken,
  keepMine,
  plan,
  problems,
  publish,
  published,
  redoStep,
  takeTheirs,
  undoStep,
  type Answer,
} from './state';
import './floor.css';

const SHAPES: readonly TableShape[] = ['square', 'round', 'stool'];

const t = dictionary({
  en: {
    areas: 'Areas',
    addArea: 'New area',
    newArea: 'New area',
    area: 'This area',
    areaName: 'Name of the area',
    removeArea: 'Remove this area…',
    sureArea: (name: string, count: number) => `Remove ${name} with its ${count} tables?`,
    sureText:
      'The drawing changes, not the floor: nothing happens at the tills before you publish, and undo brings it back.',
    remove: 'Remove',
    add: 'Add a table',
    square: 'Square',
    round: 'Round',
    stool: 'Stool',
    table: (name: string) => `Table ${name}`,
    name: 'Name',
    seats: 'Seats',
    shape: 'Shape',
    inArea: 'Area',
    removeTable: 'Remove this table',
    choose:
      'Choose a table to change it. Drag it, pull its corners, or use the arrow keys: Shift moves by five, Alt changes its size, Delete takes it away.',
    empty: 'No area is drawn yet. Add one, then its tables.',
    full: 'There is no room left for another table here.',
    none: (version: number) =>
      version === 0 ? 'No floor plan is published yet.' : `Version ${version} is in use. No changes waiting.`,
    some: 'Drawn, not published',
    undo: 'Undo',
    redo: 'Redo',
    publish: (version: number) => `Publish version ${version}`,
    done: 'Every till shows this floor plan now.',
    overtaken: (version: number) =>
      `Somebody else published version ${version} of the floor plan meanwhile. Your drawing is still here. Choose whose counts.`,
    theirs: 'Take theirs',
    mine: 'Keep mine over theirs',
    overlap: (name: string) => `Table ${name} stands on another: move one.`,
    name_bad: (name: string) => `Table ${name}: a name has 1 to 12 characters.`,
    name_twice: (name: string) => `Two tables are called ${name}: rename one.`,
    seats_bad: (name: string) => `Table ${name}: 1 to 50 seats.`,
    outside: (name: string) => `Table ${name} stands outside the drawing: move it.`,
    area_names: (name: string) => `Area ${name}: give it a name in both languages.`,
  },
  zh: {
    areas: '区域',
    addArea: '新区域',
    newArea: '新区域',
    area: '本区域',
    areaName: '区域名称',
    removeArea: '删去本区域…',
    sureArea: (name, count) => `删去${name}和里面的 ${count} 张桌？`,
    sureText: '只改图，不影响营业：发布之前收银台不变，也可以撤销。',
    remove: '删去',
    add: '添加桌位',
    square: '方桌',
    round: '圆桌',
    stool: '吧台位',
    table: (name) => `${name} 号桌`,
    name: '名称',
    seats: '座位数',
    shape: '形状',
    inArea: '区域',
    removeTable: '删去这张桌',
    choose: '选一张桌来修改。可拖动、拉角，或用方向键：Shift 一次五格，Alt 改大小，Delete 删去。',
    empty: '还没有区域。请先添加区域，再添加桌位。',
    full: '这里放不下更多桌子了。',
    none: (version) =>
      version === 0 ? '还没有发布过桌位图。' : `正在用第 ${version} 版，没有待发布的修改。`,
    some: '已修改，尚未发布',
    undo: '撤销',
    redo: '重做',
    publish: (version) => `发布第 ${version} 版`,
    done: '所有收银台现在使用这张桌位图。',
    overtaken: (version) => `别人刚发布了桌位图第 ${version} 版。您画的还在，请选以谁的为准。`,
    theirs: '用别人的',
    mine: '用我的覆盖',
    overlap: (name) => `${name} 号桌与别的重叠，请移开。`,
    name_bad: (name) => `${name} 号桌：名称为 1 到 12 个字符。`,
    name_twice: (name) => `有两张桌都叫 ${name}，请改名。`,
    seats_bad: (name) => `${name} 号桌：座位 1 到 50。`,
    outside: (name) => `${name} 号桌在图外，请移回。`,
    area_names: (name) => `区域 ${name}：请填写中文和英文名称。`,
  },
});

function sentence({ code, about }: FloorProblem): string {
  if (code === 'name') return t().name_bad(about);
  return code === 'seats' ? t().seats_bad(about) : t()[code](about);
}

/** The floor plan, drawn as a draft until it is published. */
export function FloorPage() {
  useEffect(followFloor, []);
  const chosenArea = useSignal<string | null>(null);
  const chosenTable = useSignal<string | null>(null);
  const { areas, tables } = plan.value;
  const area = areas.find((one) => one.code === chosenArea.value) ?? areas[0] ?? null;
  const table = tables.find((one) => one.code === chosenTable.value && one.area === area?.code) ?? null;
  const openArea = (code: string) => {
    chosenArea.value = code;
    chosenTable.value = null;
  };
  const addArea = () => {
    const added = withArea(plan.peek(), { zh: '新区域', en: t().newArea });
    if (added === null) return;
    draw(added.plan);
    openArea(added.code);
  };
  const addTable = (shape: TableShape) => {
    const added = area === null ? null : withTable(plan.peek(), area.code, shape);
    if (added === null) {
      toast({ text: t().full, bad: true });
      return;
    }
    draw(added.plan);
    chosenTable.value = added.code;
  };
  return (
    <>
      <Overtaken />
      <div class="bar">
        <div class="segments" role="group" aria-label={t().areas}>
          {areas.map(({ code, names }) => (
            <button
              type="button"
              key={code}
              aria-pressed={code === area?.code}
              data-testid="area"
              onClick={() => openArea(code)}
            >
              {pick(names) === '' ? code : pick(names)}
            </button>
          ))}
        </div>
        <Button data-testid="add-area" onClick={addArea}>
          {t().addArea}
        </Button>
      </div>
      {area === null ? (
        <p class="panel empty">{t().empty}</p>
      ) : (
        <div class="floor-desk">
          <Drawing area={area} chosen={table?.code ?? null} onChoose={(code) => (chosenTable.value = code)} />
          <div class="side">
            <section class="panel">
              <h2>{t().add}</h2>
              <div class="shapes">
                {SHAPES.map((shape) => (
                  <Button key={shape} data-testid={`add-${shape}`} onClick={() => addTable(shape)}>
                    <i class={`shape ${shape}`} aria-hidden="true" />
                    {t()[shape]}
                  </Button>
                ))}
              </div>
            </section>
            {table === null ? <p class="hint">{t().choose}</p> : <TableFields table={table} areas={areas} />}
            <AreaFields area={area} />
          </div>
        </div>
      )}
      <FloorBar />
    </>
  );
}

function TableFields({ table, areas }: { table: Table; areas: readonly Area[] }) {
  const change = (part: Partial<Table>) => draw(patched(plan.peek(), table.code, part));
  return (
    <section class="panel stack" data-testid="table-fields">
      <h2>{t().table(table.name)}</h2>
      <div class="grid-2">
        <TextField
          label={t().name}
          value={table.name}
          maxLength={12}
          testId="table-name"
          onValue={(name) => change({ name })}
        />
        <CountField
          key={table.code}
          label={t().seats}
          value={table.seats}
          most={SEATS_MAX}
          onValue={(seats) => change({ seats })}
        />
        <SelectField
          label={t().shape}
          value={table.shape}
          options={SHAPES.map((shape) => ({ value: shape, label: t()[shape] }))}
          onValue={(value) => change({ shape: SHAPES.find((shape) => shape === value) ?? 'square' })}
        />
        <SelectField
          label={t().inArea}
          value={table.area}
          options={areas.map(({ code, names }) => ({ value: code, label: pick(names) }))}
          onValue={(area) => change({ area })}
        />
      </div>
      <Button
        class="small"
        tone="danger"
        onClick={() =>
          draw({ ...plan.peek(), tables: plan.peek().tables.filter((one) => one.code !== table.code) })
        }
      >
        {t().removeTable}
      </Button>
    </section>
  );
}

function AreaFields({ area }: { area: Area }) {
  const sure = useSignal(false);
  const count = plan.value.tables.filter((table) => table.area === area.code).length;
  const rename = (names: Area['names']) =>
    draw({
      ...plan.peek(),
      areas: plan.peek().areas.map((one) => (one.code === area.code ? { ...one, names } : one)),
    });
  return (
    <details class="panel">
      <summary>{t().area}</summary>
      <div class="stack">
        <NamesField label={t().areaName} names={area.names} onNames={rename} />
        <Button class="small" tone="danger" onClick={() => (sure.value = true)}>
          {t().removeArea}
        </Button>
      </div>
      <Dialog
        open={sure.value}
        title={t().sureArea(pick(area.names), count)}
        onClose={() => (sure.value = false)}
        actions={
          <Button
            tone="danger"
            onClick={() => {
              sure.value = false;
              draw(withoutArea(plan.peek(), area.code));
            }}
          >
            {t().remove}
          </Button>
        }
      >
        <p>{t().sureText}</p>
      </Dialog>
    </details>
  );
}

function Overtaken() {
  if (!isOvertaken.value || !isChanged.value) return null;
  return (
    <div class="overtaken">
      <Banner
        tone="warn"
        action={
          <>
            <Button onClick={takeTheirs}>{t().theirs}</Button>
            <Button onClick={keepMine}>{t().mine}</Button>
          </>
        }
      >
        {t().overtaken(published.value.version)}
      </Banner>
    </div>
  );
}

function FloorBar() {
  const busy = useSignal(false);
  const answer = useSignal<Answer | null>(null);
  const go = async () => {
    busy.value = true;
    const said = await publish();
    busy.value = false;
    answer.value = said.type === 'refused' ? said : null;
    if (said.type === 'ok') toast({ text: t().done });
  };
  const wrong = [...new Set(problems.value.map(sentence))];
  const refused = answer.value?.type === 'refused' ? answer.value : null;
  return (
    <div class="draft-bar" role="status" data-testid="floor-bar">
      {refused !== null && <Banner tone="bad">{[refused.sentence, ...refused.problems].join(' ')}</Banner>}
      <div class="told-here">
        {isChanged.value ? <b>{t().some}</b> : t().none(published.value.version)}
        <ul class="problems">
          {wrong.map((one) => (
            <li key={one}>{one}</li>
          ))}
        </ul>
      </div>
      <Button disabled={!canUndo.value} onClick={undoStep} data-testid="undo">
        {t().undo}
      </Button>
      <Button disabled={!canRedo.value} onClick={redoStep}>
        {t().redo}
      </Button>
      <Button
        tone="go"
        disabled={busy.value || !isChanged.value || isOvertaken.value || wrong.length > 0}
        data-testid="publish-floor"
        onClick={() => void go()}
      >
        {t().publish(published.value.version + 1)}
      </Button>
    </div>
  );
}
