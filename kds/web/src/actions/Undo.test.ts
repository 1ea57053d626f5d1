import { expect, test } from 'vitest';
import { Undo } from './Undo';

function shop() {
  const undo = new Undo();
  const backs: string[] = [];
  return {
    undo,
    backs,
    does: (name: string, done: Promise<boolean>) => {
      undo.doing(done, () => {
        backs.push(name);
        return Promise.resolve();
      });
    },
  };
}

test('what the screen shows as done is taken back although the answer of the store is still on its way', async () => {
  const { undo, backs, does } = shop();
  let answer: (taken: boolean) => void = () => undefined;
  does('order 6', new Promise((resolve) => (answer = resolve)));
  const taken = undo.take();
  expect(backs).toEqual([]);
  answer(true);
  expect(await taken).toBe(true);
  expect(backs).toEqual(['order 6']);
});

test('a thing is taken back once', async () => {
  const { undo, backs, does } = shop();
  does('order 6', Promise.resolve(true));
  expect(await undo.take()).toBe(true);
  expect(await undo.take()).toBe(false);
  expect(backs).toEqual(['order 6']);
});

test('what the store refused leaves what was done before it to be taken back', async () => {
  const { undo, backs, does } = shop();
  does('order 6', Promise.resolve(true));
  const refused = Promise.resolve(false);
  does('order 7', refused);
  await refused;
  expect(await undo.take()).toBe(true);
  expect(backs).toEqual(['order 6']);
});
