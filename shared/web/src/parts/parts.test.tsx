import { cleanup, fireEvent, render, screen } from '@testing-library/preact';
import { afterEach, expect, test, vi } from 'vitest';
import { setLanguage } from '../i18n';
import { Numpad } from './Numpad';
import { Slip, SlipLines, type SlipLine } from './Slip';
import { LanguageSwitch } from './Switches';

afterEach(() => {
  cleanup();
  setLanguage('en');
});

const lines: SlipLine[] = [
  {
    id: 'a',
    quantity: 2,
    name: 'Braised beef noodles',
    amount: '76.00',
    modifiers: [{ text: 'wide' }, { text: 'no coriander', strong: true }],
  },
  { id: 'b', quantity: 1, name: 'Plum drink', amount: '12.00', voided: true },
];

test('a slip reads the same as on paper: number, where, lines, and void in words', () => {
  setLanguage('en');
  const { container } = render(
    <Slip number="A 042" where="12:38">
      <SlipLines lines={lines} />
    </Slip>,
  );
  expect(container.querySelector('.slip')?.textContent).toBe(
    'A 04212:382Braised beef noodles76.00wide · no coriander1Plum drink12.00VOID',
  );
  expect(container.querySelector('b')?.textContent).toBe('no coriander');
});

test('a line that was not struck keeps the words about it', () => {
  setLanguage('en');
  const held: SlipLine = { id: 'h', quantity: 1, name: 'Plum drink', voided: false, note: 'held' };
  const bare: SlipLine = { ...held, id: 'n', note: null };
  const { container } = render(<SlipLines lines={[held, bare]} />);
  const marks = [...container.querySelectorAll('.line')].map(
    (line) => line.querySelector('.marks')?.textContent,
  );
  expect(marks).toEqual(['held', undefined]);
});

test('a line that can be picked is a button and says which one is picked', () => {
  const onPick = vi.fn();
  render(<SlipLines lines={lines} selected="b" onPick={onPick} />);
  const [first, second] = screen.getAllByRole('button');
  expect(second?.getAttribute('aria-pressed')).toBe('true');
  if (first) fireEvent.click(first);
  expect(onPick).toHaveBeenCalledWith('a');
});

test('the number keys work by finger and by keyboard, stop at the limit, and lose no key that comes before the screen is drawn', () => {
  setLanguage('en');
  const onValue = vi.fn();
  const onEnter = vi.fn();
  render(<Numpad value="5" onValue={onValue} maxLength={3} onEnter={onEnter} />);
  fireEvent.click(screen.getByText('00'));
  fireEvent.keyDown(window, { key: '7' });
  fireEvent.keyDown(window, { key: 'Backspace' });
  fireEvent.keyDown(window, { key: '7' });
  fireEvent.keyDown(window, { key: 'Enter' });
  expect(onValue.mock.calls).toEqual([['500'], ['500'], ['50'], ['507']]);
  expect(onEnter).toHaveBeenCalledOnce();
});

test('the language switch names the other language in itself', async () => {
  setLanguage('en');
  render(<LanguageSwitch />);
  fireEvent.click(screen.getByText('中文'));
  expect(await screen.findByText('English')).toBeTruthy();
});
