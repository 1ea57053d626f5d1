import { signal } from '@preact/signals';
import { beforeEach, expect, test, vi } from 'vitest';
import type { Command, Outcome } from '@comanda/web';

const asked = vi.hoisted(() => ({
  sent: [] as { command: Command; id: string | undefined }[],
  approved: [] as string[],
  answers: [] as Outcome[],
  pin: '2580',
}));

vi.mock('./store', () => {
  const give = (command: Command, id?: string) => {
    asked.sent.push({ command, id });
    return Promise.resolve(asked.answers.shift());
  };
  const approve = (_staff: string, pin: string, id: string) => {
    if (pin !== asked.pin) return Promise.resolve({ type: 'refused', code: 'wrong_pin', message: '' });
    asked.approved.push(id);
    return Promise.resolve({ type: 'ok', value: {} });
  };
  return {
    give,
    ask: (_order: string, command: Command, _lines: string[], id?: string) => give(command, id),
    connection: signal({ approve }),
    staff: signal({ id: 'wei' }),
    view: signal({
      staffList: [
        { id: 'jing', role: 'manager' },
        { id: 'wei', role: 'cashier' },
      ],
    }),
  };
});

const { approve, approvers, approving, askWithApproval, giveUp } = await import('./approval');

const strike: Command = { type: 'void_line', order_id: 'o', line_id: 'l', reason: 'quality' };
const accepted: Outcome = { type: 'accepted', first_seq: 1, last_seq: 1, result: { type: 'done' } };
const needed: Outcome = { type: 'refused', rejection: { code: 'approval_needed' }, message: '' };
const gone: Outcome = { type: 'refused', rejection: { code: 'order_empty' }, message: '' };

beforeEach(() => {
  asked.sent = [];
  asked.approved = [];
  giveUp();
});

async function untilAsked(): Promise<void> {
  await vi.waitFor(() => expect(approving.peek()).not.toBeNull());
}

test('what the role may do alone needs nobody, and a refusal for another reason asks nobody', async () => {
  asked.answers = [accepted, gone];
  expect(await askWithApproval('o', strike)).toBe(accepted);
  expect(await askWithApproval('o', strike)).toBe(gone);
  expect(approving.peek()).toBeNull();
});

test('an approved command goes out again exactly as it was, under a fresh id that the approval names', async () => {
  asked.answers = [needed, accepted];
  const outcome = askWithApproval('o', strike);
  await untilAsked();
  expect(await approve('jing', '2580')).toBeNull();
  expect(await outcome).toBe(accepted);
  expect(asked.sent.map((one) => one.command)).toEqual([strike, strike]);
  expect(asked.sent[0]?.id).not.toBe(asked.sent[1]?.id);
  expect(asked.approved).toEqual([asked.sent[1]?.id]);
  expect(approving.peek()).toBeNull();
});

test('a wrong PIN says so and sends nothing; the next try counts', async () => {
  asked.answers = [needed, accepted];
  const outcome = askWithApproval(null, strike);
  await untilAsked();
  expect(await approve('jing', '0000')).toMatch(/PIN|密码/);
  expect(asked.sent).toHaveLength(1);
  expect(await approve('jing', '2580')).toBeNull();
  expect(await outcome).toBe(accepted);
});

test('when nobody allows it, the asker gets the refusal', async () => {
  asked.answers = [needed];
  const outcome = askWithApproval('o', strike);
  await untilAsked();
  giveUp();
  expect(await outcome).toBe(needed);
});

test('only other managers can allow it', () => {
  expect(approvers().map((one) => one.id)).toEqual(['jing']);
});
