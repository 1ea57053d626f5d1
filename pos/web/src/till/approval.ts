import { signal } from '@preact/signals';
import {
  dictionary,
  explain,
  explainCode,
  mintId,
  type Command,
  type Outcome,
  type StaffCard,
} from '@comanda/web';
import { ask, connection, give, staff, view } from './store';

const t = dictionary({
  en: { wrongPin: 'The PIN is wrong. Nothing was done yet. Try again slowly.' },
  zh: { wrongPin: '密码不对，还什么都没做。请慢慢再输一次。' },
});

/** A command that somebody else must allow, and whoever waits for what comes of it. */
export type Approving = Readonly<{
  /** `null` when it is not about an order. */
  orderId: string | null;
  command: Command;
  /** The refusal that the asker gets when nobody allows it. */
  refusal: Outcome;
  done: (outcome: Outcome) => void;
}>;

/** What waits for somebody's PIN, over whatever sheet is open. */
export const approving = signal<Approving | null>(null);

function put(orderId: string | null, command: Command, commandId?: string): Promise<Outcome> {
  return orderId === null ? give(command, commandId) : ask(orderId, command, [], commandId);
}

/**
 * Gives a command to the store; when somebody must allow it, asks for them and gives it again. Resolves with what came
 * of it in the end; with the store's refusal when nobody allowed it. The one way for everything a role may not do alone.
 */
export async function askWithApproval(orderId: string | null, command: Command): Promise<Outcome> {
  const outcome = await put(orderId, command);
  if (outcome.type === 'accepted' || outcome.rejection.code !== 'approval_needed') return outcome;
  giveUp(); // one question at a time: a newer one takes the place of one that nobody answered
  return new Promise((done) => (approving.value = { orderId, command, refusal: outcome, done }));
}

/** Nobody allows it: the asker gets the refusal. */
export function giveUp(): void {
  const open = approving.peek();
  approving.value = null;
  open?.done(open.refusal);
}

/** Who may allow what the person at the till may not. */
export function approvers(): StaffCard[] {
  return view.value.staffList.filter((one) => one.role === 'manager' && one.id !== staff.value?.id);
}

/**
 * Has somebody allow what waits, by their PIN, and gives it to the store. A sentence when that did not work and may be
 * tried again; `null` when it is settled, one way or the other.
 *
 * The command goes out under a fresh id: the store keeps what it refused refused for ever.
 */
export async function approve(staffId: string, pin: string): Promise<string | null> {
  const open = approving.peek();
  const line = connection.peek();
  if (open === null || line === null) return null;
  const commandId = mintId();
  const allowed = await line.approve(staffId, pin, commandId, open.command);
  if (allowed.type === 'refused')
    return allowed.code === 'wrong_pin' ? t().wrongPin : explainCode(allowed.code, allowed.message);
  const outcome = await put(open.orderId, open.command, commandId);
  if (outcome.type === 'refused' && outcome.rejection.code === 'approval_needed') return explain(outcome);
  if (approving.peek() === open) approving.value = null;
  open.done(outcome);
  return null;
}
