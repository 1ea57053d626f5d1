import { dictionary, listed, pick } from '@comanda/web';
import type { HeldCourse } from './orders';

const t = dictionary({
  en: {
    course: (course: number, dishes: string) => `Held: course ${course} · ${dishes}`,
    held: (dishes: string) => `Held: ${dishes}`,
  },
  zh: {
    course: (course, dishes) => `压着：第 ${course} 道 · ${dishes}`,
    held: (dishes) => `压着：${dishes}`,
  },
});

/** What waits for its course, in words. */
export function heldWords({ course, lines }: HeldCourse): string {
  const dishes = listed(lines.map((line) => `${line.quantity} ${pick(line.names)}`));
  return course === null ? t().held(dishes) : t().course(course, dishes);
}
