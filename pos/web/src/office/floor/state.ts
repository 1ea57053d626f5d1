import { computed, effect, signal } from '@preact/signals';
import { explain, readStored, writeStored, type FloorPlan } from '@comanda/web';
import { begun, redo, same, step, undo, type Steps } from '../history';
import { floorPlan, give, store } from '../store';
import { floorProblems } from './plan';

const EMPTY: FloorPlan = { version: 0, areas: [], tables: [] };
const draftKey = () => `comanda.office.floor.${store.peek()?.id ?? ''}`;

const steps = signal<Steps<FloorPlan> | null>(null);

/** The plan in use. */
export const published = computed(() => floorPlan.value ?? EMPTY);
/** The plan being drawn; `version` is the one it was begun from. */
export const plan = computed(() => steps.value?.now ?? published.value);
/** Whether something is drawn that is not published. */
export const isChanged = computed(
  () => !same({ ...plan.value, version: 0 }, { ...published.value, version: 0 }),
);
/** Whether somebody else published since this drawing was begun. */
export const isOvertaken = computed(() => plan.value.version !== published.value.version);
export const problems = computed(() => floorProblems(plan.value));
export const canUndo = computed(() => (steps.value?.past.length ?? 0) > 0);
export const canRedo = computed(() => (steps.value?.future.length ?? 0) > 0);

/** Takes up a drawing that an earlier page load left; moves on with what is published while nothing is drawn. */
export function followFloor(): () => void {
  return effect(() => {
    const now = published.value;
    const known = steps.peek()?.now ?? storedPlan();
    if (known === null || same({ ...known, version: 0 }, { ...now, version: 0 })) set(begun(now));
    else if (steps.peek() === null) set(begun(known));
  });
}

function storedPlan(): FloorPlan | null {
  try {
    return JSON.parse(readStored(draftKey()) ?? 'null') as FloorPlan | null;
  } catch {
    return null; // written by another version
  }
}

function set(next: Steps<FloorPlan>): void {
  steps.value = next;
  writeStored(draftKey(), JSON.stringify(next.now));
}

/** The plan changed: one step to undo. */
export function draw(next: FloorPlan): void {
  set(step(steps.peek() ?? begun(published.peek()), next));
}

export function undoStep(): void {
  set(undo(steps.peek() ?? begun(published.peek())));
}

export function redoStep(): void {
  set(redo(steps.peek() ?? begun(published.peek())));
}

/** Throws the drawing away and begins from what is published. */
export function takeTheirs(): void {
  set(begun(published.peek()));
}

/** Keeps the drawing, to be published over what somebody else published. */
export function keepMine(): void {
  draw({ ...plan.peek(), version: published.peek().version });
}

/** What came of publishing. */
export type Answer =
  { type: 'ok' } | { type: 'changed' } | { type: 'refused'; sentence: string; problems: readonly string[] };

/** Publishes the drawing. */
export async function publish(): Promise<Answer> {
  const outcome = await give({ type: 'publish_floor_plan', plan: plan.peek() });
  if (outcome.type === 'accepted') return { type: 'ok' };
  const { rejection } = outcome;
  if (rejection.code === 'floor_plan_changed') return { type: 'changed' };
  const told = rejection.code === 'floor_plan_invalid' ? rejection.problems : [];
  return { type: 'refused', sentence: explain(outcome), problems: told };
}
