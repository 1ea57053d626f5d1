import { expect, test } from 'vitest';
import { EVENT_CHARS_MAX, EventSplitter } from './sse';

test('events_are_found_however_the_network_cuts_the_stream', () => {
  const stream = ': keep-alive\n\nevent: today\ndata: {"a":\ndata: 1}\n\nevent:today\r\ndata:2\r\n\r\n';
  const expected = [
    { name: 'today', data: '{"a":\n1}' },
    { name: 'today', data: '2' },
  ];
  for (const size of [1, 2, 3, 7, stream.length]) {
    const splitter = new EventSplitter();
    const pieces = stream.match(new RegExp(`[\\s\\S]{1,${size}}`, 'g')) ?? [];
    expect(
      pieces.flatMap((piece) => splitter.take(piece)),
      `${size} at a time`,
    ).toEqual(expected);
  }
});

test('an_unfinished_event_is_not_told', () => {
  expect(new EventSplitter().take('event: today\ndata: 1\n')).toEqual([]);
});

test('an_endless_event_is_given_up', () => {
  expect(() => new EventSplitter().take(`data: ${'x'.repeat(EVENT_CHARS_MAX)}`)).toThrow(RangeError);
});
