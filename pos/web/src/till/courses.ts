/** The highest course; the store refuses more. */
export const COURSE_MAX = 9;
/** Courses that can always be chosen, even when none is used yet. */
const COURSES_SHOWN_MIN = 3;

/** Lines that are served together. */
export type CourseGroup<T> = Readonly<{ course: number | null; lines: readonly T[] }>;

/** Lines by course, those of none first, then the courses in order; within one, in the order given. */
export function byCourse<T>(
  lines: readonly T[],
  courseOf: (line: T) => number | null,
): readonly CourseGroup<T>[] {
  const groups = new Map<number | null, T[]>();
  for (const line of lines) {
    const course = courseOf(line);
    const known = groups.get(course);
    if (known === undefined) groups.set(course, [line]);
    else known.push(line);
  }
  return [...groups]
    .map(([course, of]) => ({ course, lines: of }))
    .sort((a, b) => (a.course ?? 0) - (b.course ?? 0));
}

/** The courses to offer: one more than are in use. */
export function coursesToOffer(used: readonly (number | null)[]): number[] {
  const highest = used.reduce<number>((most, course) => Math.max(most, course ?? 0), 0);
  const count = Math.min(COURSE_MAX, Math.max(COURSES_SHOWN_MIN, highest + 1));
  return Array.from({ length: count }, (_, index) => index + 1);
}
