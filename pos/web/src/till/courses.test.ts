import { expect, test } from 'vitest';
import { byCourse, COURSE_MAX, coursesToOffer } from './courses';

test('lines stand by course, those of none first, in the order they were rung', () => {
  const lines = [
    { id: 'a', course: 2 },
    { id: 'b', course: null },
    { id: 'c', course: 1 },
    { id: 'd', course: 2 },
  ];
  const groups = byCourse(lines, (line) => line.course);
  expect(groups.map(({ course, lines: of }) => [course, of.map((line) => line.id).join()])).toEqual([
    [null, 'b'],
    [1, 'c'],
    [2, 'a,d'],
  ]);
});

test('one more course than is used can be chosen, never more than the store takes', () => {
  expect([[], [null], [3], [COURSE_MAX]].map((used) => coursesToOffer(used).length)).toEqual([
    3,
    3,
    4,
    COURSE_MAX,
  ]);
});
