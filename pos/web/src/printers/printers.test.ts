import type { PrinterCard, PrintJob, PrintJobState } from '@comanda/web';
import { expect, test } from 'vitest';
import { columnsOf, runs } from './columns';
import { newestFirst, paperMarks } from './jobs';

const job = (id: string, state: PrintJobState, changed_at: number, seq = 1, copy = 1): PrintJob => ({
  id,
  seq,
  printer: 'counter',
  document: 'receipt',
  order_id: 'o',
  order_number: 'A 042',
  copy,
  possible_duplicate: false,
  state,
  attempts: 1,
  changed_at,
});

const printer = (code: string, is_virtual: boolean): PrinterCard => ({
  code,
  names: { zh: '打印机', en: 'Printer' },
  address: '127.0.0.1:9100',
  width_mm: 80,
  is_virtual,
  alarm: null,
  waiting: 0,
});

test('paper is asked for again when something came out, and not before', () => {
  const printers = [printer('counter', true), printer('grill', false)];
  const mark = (jobs: PrintJob[]) => paperMarks(printers, jobs).get('counter');
  const first = mark([job('a', 'confirmed', 10)]);
  expect(mark([job('a', 'confirmed', 10), job('b', 'sending', 20)])).toBe(first);
  expect(mark([job('a', 'confirmed', 10), job('b', 'confirmed', 20)])).not.toBe(first);
  expect(mark([job('a', 'confirmed', 10), job('b', 'sent_unconfirmed', 10)])).not.toBe(first);
  expect(paperMarks(printers, []).has('grill')).toBe(false);
});

test('jobs come newest first, the later copy before the first', () => {
  const jobs = [job('a', 'confirmed', 1, 1), job('b', 'confirmed', 1, 2, 1), job('c', 'queued', 1, 2, 2)];
  expect(newestFirst(jobs).map((one) => one.id)).toEqual(['c', 'b', 'a']);
});

test('columns are counted as the printer counts them', () => {
  expect(columnsOf('2 牛肉面 ¥')).toBe(2 + 6 + 1 + 2);
  expect(runs('宽面 · no')).toEqual([
    { text: '宽面', double: true },
    { text: ' ', double: false },
    { text: '·', double: true },
    { text: ' no', double: false },
  ]);
});
