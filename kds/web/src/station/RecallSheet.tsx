import { age, Button, dictionary, orderNumber, pick, Sheet, type Ticket } from '@comanda/web';
import type { Kitchen } from './kitchen';

const t = dictionary({
  en: {
    title: 'Done: bring back',
    none: 'Nothing has been bumped yet.',
    ago: (time: string) => `${time} ago`,
    recall: 'Bring back',
  },
  zh: { title: '已完成：找回', none: '还没有完成的单。', ago: (time) => `${time} 前`, recall: '找回' },
});

type Props = { kitchen: Kitchen; open: boolean; onClose: () => void };

/** The tickets bumped last, each with a button that brings it back. */
export function RecallSheet({ kitchen, open, onClose }: Props) {
  return (
    <Sheet open={open} title={t().title} onClose={onClose} class="recall">
      {kitchen.bumped.value.length === 0 && <p>{t().none}</p>}
      <ul class="list">
        {kitchen.bumped.value.map((ticket) => (
          <Row key={ticket.id} kitchen={kitchen} ticket={ticket} onRecalled={onClose} />
        ))}
      </ul>
    </Sheet>
  );
}

function Row({ kitchen, ticket, onRecalled }: { kitchen: Kitchen; ticket: Ticket; onRecalled: () => void }) {
  const bumpedAt = ticket.status.type === 'bumped' ? ticket.status.bumped_at : ticket.fired_at;
  const recall = async () => {
    await kitchen.recall(ticket);
    onRecalled();
  };
  return (
    <li data-testid="bumped">
      <div>
        <b class="no">{orderNumber(ticket.channel, ticket.order_number)}</b>{' '}
        <span class="when">{t().ago(age(bumpedAt, kitchen.now.value))}</span>
        <p>{ticket.lines.map((line) => `${line.quantity} ${pick(line.names)}`).join(' · ')}</p>
      </div>
      <Button
        data-testid="recall"
        disabled={kitchen.pending.value.has(ticket.id)}
        onClick={() => void recall()}
      >
        {t().recall}
      </Button>
    </li>
  );
}
