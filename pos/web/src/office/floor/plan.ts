import type { Area, FloorPlan, Names, Table, TableShape } from '@comanda/web';
import { NAME_CHARS_MAX, soundCode, soundNames } from '../menu/validate';

/** Limits of a floor plan, as in the domain. */
export const GRID = 100;
export const AREAS_MAX = 20;
export const TABLES_MAX = 300;
export const SEATS_MAX = 50;
const TABLE_NAME_MAX = 12;
/** A table smaller than this cannot be touched. */
const SIDE_MIN = 3;

const USUAL: Record<TableShape, { width: number; height: number; seats: number }> = {
  square: { width: 12, height: 12, seats: 4 },
  round: { width: 12, height: 12, seats: 4 },
  stool: { width: 8, height: 8, seats: 1 },
};

/** Which side of a table is pulled: `-1` the left or upper one, `1` the right or lower one. */
export type Corner = { x: -1 | 1; y: -1 | 1 };

function within(value: number, least: number, most: number): number {
  return Math.max(least, Math.min(most, value));
}

/** The plan with one table changed. */
export function patched(plan: FloorPlan, code: string, change: Partial<Table>): FloorPlan {
  return {
    ...plan,
    tables: plan.tables.map((table) => (table.code === code ? { ...table, ...change } : table)),
  };
}

/** The plan with a table moved by whole steps; it stays on the drawing. */
export function moved(plan: FloorPlan, code: string, dx: number, dy: number): FloorPlan {
  const table = plan.tables.find((one) => one.code === code);
  if (table === undefined) return plan;
  const x = within(table.x + dx, 0, GRID - table.width);
  const y = within(table.y + dy, 0, GRID - table.height);
  return patched(plan, code, { x, y });
}

/** The plan with a table pulled at a corner; the opposite corner stays where it is. */
export function resized(plan: FloorPlan, code: string, corner: Corner, dx: number, dy: number): FloorPlan {
  const table = plan.tables.find((one) => one.code === code);
  if (table === undefined) return plan;
  const [x, width] = side(table.x, table.width, corner.x, dx);
  const [y, height] = side(table.y, table.height, corner.y, dy);
  return patched(plan, code, { x, y, width, height });
}

function side(from: number, length: number, end: -1 | 1, by: number): [number, number] {
  if (end === 1) return [from, within(length + by, SIDE_MIN, GRID - from)];
  const start = within(from + by, 0, from + length - SIDE_MIN);
  return [start, from + length - start];
}

/** Tables of one area that stand on each other, by code. Side by side is not on each other. */
export function overlapping(tables: readonly Table[]): ReadonlySet<string> {
  const found = new Set<string>();
  tables.forEach((a, index) => {
    for (const b of tables.slice(index + 1)) {
      if (a.area !== b.area) continue;
      const apart =
        a.x + a.width <= b.x || b.x + b.width <= a.x || a.y + a.height <= b.y || b.y + b.height <= a.y;
      if (!apart) found.add(a.code).add(b.code);
    }
  });
  return found;
}

/** The plan with one more table in an area, where there is room, and that table's code; `null` when it is full. */
export function withTable(
  plan: FloorPlan,
  area: string,
  shape: TableShape,
): { plan: FloorPlan; code: string } | null {
  if (plan.tables.length >= TABLES_MAX) return null;
  const { width, height, seats } = USUAL[shape];
  const spot = freeSpot(plan, area, width, height);
  if (spot === null) return null;
  const name = freeName(plan);
  const code = freeCode(
    `t${name}`,
    plan.tables.map((table) => table.code),
  );
  const table: Table = { code, name, area, shape, seats, ...spot, width, height };
  return { plan: { ...plan, tables: [...plan.tables, table] }, code };
}

function freeSpot(
  plan: FloorPlan,
  area: string,
  width: number,
  height: number,
): { x: number; y: number } | null {
  const here = plan.tables.filter((table) => table.area === area);
  const gap = 4;
  for (let y = gap; y + height <= GRID; y += gap)
    for (let x = gap; x + width <= GRID; x += gap) {
      const clear = here.every(
        (one) =>
          one.x + one.width + gap <= x ||
          x + width + gap <= one.x ||
          one.y + one.height + gap <= y ||
          y + height + gap <= one.y,
      );
      if (clear) return { x, y };
    }
  return null;
}

function freeName(plan: FloorPlan): string {
  const taken = new Set(plan.tables.map((table) => table.name));
  let number = 1;
  while (taken.has(String(number))) number += 1;
  return String(number);
}

/** A code that nothing has yet: `wanted`, or with the first free number after it. */
export function freeCode(wanted: string, taken: readonly string[]): string {
  const plain = wanted
    .toLowerCase()
    .replace(/[^a-z0-9-]/g, '')
    .slice(0, 28);
  const stem = plain === '' ? 'x' : plain;
  if (!taken.includes(stem)) return stem;
  let number = 2;
  while (taken.includes(`${stem}-${number}`)) number += 1;
  return `${stem}-${number}`;
}

/** The plan with one more area, and its code. */
export function withArea(plan: FloorPlan, names: Names): { plan: FloorPlan; code: string } | null {
  if (plan.areas.length >= AREAS_MAX) return null;
  const code = freeCode(
    names.en.replaceAll(' ', '-'),
    plan.areas.map((area) => area.code),
  );
  const area: Area = { code, names };
  return { plan: { ...plan, areas: [...plan.areas, area] }, code };
}

/** The plan without an area and the tables in it. */
export function withoutArea(plan: FloorPlan, code: string): FloorPlan {
  return {
    ...plan,
    areas: plan.areas.filter((area) => area.code !== code),
    tables: plan.tables.filter((table) => table.area !== code),
  };
}

/** What keeps a plan from being published. */
export type FloorProblem = {
  code: 'overlap' | 'name' | 'name_twice' | 'seats' | 'area_names' | 'outside';
  about: string;
};

/** Everything that keeps this plan from being published. */
export function floorProblems(plan: FloorPlan): FloorProblem[] {
  const problems: FloorProblem[] = [];
  const overlaps = overlapping(plan.tables);
  const names = new Map<string, number>();
  for (const { name } of plan.tables) names.set(name, (names.get(name) ?? 0) + 1);
  for (const area of plan.areas) {
    if (!soundNames(area.names) || !soundCode(area.code) || area.names.en.length > NAME_CHARS_MAX)
      problems.push({ code: 'area_names', about: area.code });
  }
  for (const table of plan.tables) {
    const about = table.name;
    const length = Array.from(table.name.trim()).length;
    if (length < 1 || length > TABLE_NAME_MAX) problems.push({ code: 'name', about });
    else if ((names.get(table.name) ?? 0) > 1) problems.push({ code: 'name_twice', about });
    if (table.seats < 1 || table.seats > SEATS_MAX) problems.push({ code: 'seats', about });
    if (table.x + table.width > GRID || table.y + table.height > GRID)
      problems.push({ code: 'outside', about });
    if (overlaps.has(table.code)) problems.push({ code: 'overlap', about });
  }
  return problems;
}
