import { dictionary, listed, pick, Sheet, type Catalogue, type Ticket } from '@comanda/web';
import { Choices, type Choice } from '../actions/Choices';
import { stationWord } from '../cards/words';
import type { Expo } from './expo';
import type { ExpoOrder, HeldCourse } from './orders';

const t = dictionary({
  en: {
    handOver: 'Hand over',
    fire: (course: string) => `Fire ${course}`,
    course: (course: number) => `course ${course}`,
    held: 'what is held',
    rush: 'Rush this order',
    calm: 'Rush no longer',
    station: (name: string) => `${name}: again, cannot make, sold out, chit…`,
  },
  zh: {
    handOver: '交给客人',
    fire: (course) => `起菜：${course}`,
    course: (course) => `第 ${course} 道`,
    held: '压着的菜',
    rush: '加急这一单',
    calm: '不再加急',
    station: (name) => `${name}：重做、做不了、沽清、补打…`,
  },
});

type Props = {
  expo: Expo;
  order: ExpoOrder;
  catalogue: Catalogue | null;
  /** Opens everything that can be done with one station's share. */
  onOpen: (ticket: Ticket) => void;
  onClose: () => void;
};

/** Everything the expo can do with one order, each with a number. */
export function OrderSheet({ expo, order, catalogue, onOpen, onClose }: Props) {
  const number = expo.numberOf(order);
  const go = (run: () => unknown) => () => {
    onClose();
    void run();
  };
  const choices: Choice[] = [
    ...(order.ready
      ? [
          {
            ...{ key: 'hand-over', testid: 'sheet-hand-over', text: t().handOver, tone: 'go' as const },
            run: go(() => expo.handOver({ id: order.id, number })),
          },
        ]
      : []),
    ...order.held.map((course) => ({
      ...{ key: `course ${course.course}`, testid: 'fire', text: t().fire(courseWord(course)) },
      detail: listed(course.lines.map((line) => `${line.quantity} ${pick(line.names)}`)),
      run: go(() => expo.fire(order, course)),
    })),
    order.rushed
      ? { key: 'calm', testid: 'calm', text: t().calm, run: go(() => expo.work.calm(order.id, number)) }
      : { key: 'rush', testid: 'rush', text: t().rush, run: go(() => expo.work.rush(order.id, number)) },
    ...order.parts.flatMap((part) =>
      part.tickets.map((ticket) => ({
        ...{ key: ticket.id, testid: 'sheet-ticket' },
        text: t().station(stationWord(catalogue, part.station)),
        detail: listed(ticket.lines.map((line) => `${line.quantity} ${pick(line.names)}`)),
        run: () => onOpen(ticket),
      })),
    ),
  ];
  return (
    <Sheet open title={number} onClose={onClose} class="actions">
      <Choices choices={choices} />
    </Sheet>
  );
}

/** A course as it is called out. */
export function courseWord({ course }: HeldCourse): string {
  return course === null ? t().held : t().course(course);
}
