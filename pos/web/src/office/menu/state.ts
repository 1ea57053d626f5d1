import { computed, effect, signal } from '@preact/signals';
import { explain, readStored, type Catalogue, type CatalogueChange, type Outcome } from '@comanda/web';
import { catalogue, give, store } from '../store';
import { redo, step, undo, type Steps } from '../history';
import {
  batches,
  blankDraft,
  dropped,
  edited,
  keyOf,
  rebased,
  withEdits,
  type Clash,
  type Draft,
} from './draft';
import { catalogueProblems, lookupOf } from './validate';

const NO_CATALOGUE: Catalogue = {
  version: 0,
  tax_mode: 'inclusive',
  stations: [],
  categories: [],
  tax_rates: [],
  modifier_groups: [],
  items: [],
};
const draftKey = () => `comanda.office.draft.${store.peek()?.id ?? ''}`;

const steps = signal<Steps<Draft> | null>(null);
const kept = signal(true);
const clashList = signal<readonly Clash[]>([]);

/** The menu that is sold from now. */
export const published = computed(() => catalogue.value ?? NO_CATALOGUE);
/** What is changed and not published. */
export const draft = computed<Draft>(() => steps.value?.now ?? blankDraft(published.value.version));
/** The menu as it will be. */
export const working = computed(() => withEdits(published.value, draft.value));
/** The same, to look things up in. */
export const lookup = computed(() => lookupOf(working.value));
/** Everything that keeps the draft from being published. */
export const problems = computed(() =>
  draft.value.edits.length === 0 ? [] : catalogueProblems(working.value),
);
/** Names of the things that the draft changes, as `keyOf` gives them. */
export const touched = computed(() => new Set(draft.value.edits.map((edit) => keyOf(edit.change))));
/** Things that were changed here and by somebody else since. */
export const clashes = computed(() => clashList.value);
export const canUndo = computed(() => (steps.value?.past.length ?? 0) > 0);
export const canRedo = computed(() => (steps.value?.future.length ?? 0) > 0);
/** False when this browser could not keep the draft: it would not survive a reload. */
export const draftKept = computed(() => kept.value);

/** Takes up the draft that an earlier page load left, and follows what others publish. Returns what stops it. */
export function followMenu(): () => void {
  return effect(() => {
    const now = catalogue.value;
    if (now === null) return;
    const known = steps.peek()?.now ?? storedDraft();
    if (known === null || (known.base === now.version && steps.peek() !== null)) return;
    const moved = known.base === now.version ? { draft: known, clashes: [] } : rebased(known, now);
    // Steps before somebody else's version were taken from another menu: they are no way back.
    set({ now: moved.draft, past: [], future: [] });
    clashList.value = moved.clashes;
  });
}

function storedDraft(): Draft | null {
  try {
    return JSON.parse(readStored(draftKey()) ?? 'null') as Draft | null;
  } catch {
    return null; // written by another version
  }
}

function set(next: Steps<Draft>): void {
  steps.value = next;
  try {
    localStorage.setItem(draftKey(), JSON.stringify(next.now));
    kept.value = true;
  } catch {
    kept.value = false; // too large or switched off: the page says so
  }
}

function current(): Steps<Draft> {
  return steps.peek() ?? { now: draft.peek(), past: [], future: [] };
}

/** Adds changes to the draft: one step to undo. Returns what takes exactly this step back, as long as it is the last. */
export function put(...changes: CatalogueChange[]): () => void {
  const here = current();
  set(step(here, edited(here.now, changes, published.peek())));
  const made = steps.peek()?.now;
  return () => {
    if (steps.peek()?.now === made) undoStep();
  };
}

/** One step back. */
export function undoStep(): void {
  set(undo(current()));
}

/** One step forth. */
export function redoStep(): void {
  set(redo(current()));
}

/** Throws the draft away; undo brings it back. */
export function discard(): void {
  clashList.value = [];
  set(step(current(), blankDraft(published.peek().version)));
}

/** Leaves out the draft's change of one thing. */
export function leaveOut(key: string): void {
  clashList.value = clashList.peek().filter((clash) => clash.key !== key);
  set(step(current(), dropped(current().now, key)));
}

/** Keeps the draft's change although somebody else changed the same thing. */
export function keepMine(key: string): void {
  clashList.value = clashList.peek().filter((clash) => clash.key !== key);
}

/** What came of publishing. `changed`: somebody else published; the draft has moved onto theirs. */
export type Published =
  | { type: 'ok'; version: number }
  | { type: 'changed' }
  | { type: 'refused'; sentence: string; problems: readonly string[] };

/** Publishes the draft, in as many commands as its size needs. */
export async function publish(): Promise<Published> {
  const here = current().now;
  let base = here.base;
  for (const changes of batches(here)) {
    const outcome = await give({ type: 'edit_catalogue', base_version: base, changes });
    const answer = readOutcome(outcome, base);
    if (answer.type !== 'ok') return answer;
    base = answer.version;
  }
  if (draft.peek() === here) set({ now: blankDraft(base), past: [], future: [] });
  return { type: 'ok', version: base };
}

/** Goes back to an earlier version, as a new one. */
export async function revert(version: number): Promise<Published> {
  const base = published.peek().version;
  return readOutcome(await give({ type: 'revert_catalogue', base_version: base, version }), base);
}

function readOutcome(outcome: Outcome, base: number): Published {
  if (outcome.type === 'accepted')
    return { type: 'ok', version: outcome.result.type === 'catalogue' ? outcome.result.version : base + 1 };
  const { rejection } = outcome;
  if (rejection.code === 'catalogue_changed_meanwhile') return { type: 'changed' };
  const told = rejection.code === 'catalogue_invalid' ? rejection.problems : [];
  return { type: 'refused', sentence: explain(outcome), problems: told };
}
