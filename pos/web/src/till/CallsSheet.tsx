import { age, Button, dictionary, explain, Sheet, toast, type KitchenCall } from '@comanda/web';
import { useEffect } from 'preact/hooks';
import { callText, calls } from './calls';
import { now } from './clock';
import { closePanel, desk, half, picked } from './panel';
import { give, orders, pickUp } from './store';

const t = dictionary({
  en: {
    title: 'The kitchen calls',
    coming: 'Somebody is coming',
    asked: 'The guest has been asked',
    open: 'Open the order',
    ago: (time: string) => `${time} ago`,
  },
  zh: {
    title: '后厨在叫',
    coming: '有人过去了',
    asked: '已问过客人',
    open: '打开这张单',
    ago: (time) => `${time} 前`,
  },
});

/** Everything that the kitchen calls out, each with its answer. */
export function CallsSheet() {
  const count = calls.value.length;
  // Answered here or at another till: there is nothing left to look at.
  useEffect(() => {
    if (count === 0) closePanel();
  }, [count]);
  return (
    <Sheet open class="calls" title={t().title} onClose={closePanel}>
      <ul class="list">
        {calls.value.map((call) => (
          <Row key={call.id} call={call} />
        ))}
      </ul>
    </Sheet>
  );
}

function Row({ call }: { call: KitchenCall }) {
  const { order_id } = call;
  const answer = async () => {
    const outcome = await give({ type: 'answer_call', call_id: call.id });
    // Answered at another till in the same moment is answered.
    if (outcome.type === 'refused' && outcome.rejection.code !== 'unknown_call')
      toast({ text: explain(outcome), bad: true });
  };
  const open = () => {
    if (order_id === null) return;
    pickUp(order_id);
    picked.value = call.line_id;
    half.value = 'slip';
    desk.value = 'menu';
    closePanel();
  };
  return (
    <li data-testid="call">
      <div>
        <p>{callText(call)}</p>
        <small>{t().ago(age(call.at, now.value))}</small>
      </div>
      <div class="pair">
        {order_id !== null && orders.value.has(order_id) && (
          <Button data-testid="call-open" onClick={open}>
            {t().open}
          </Button>
        )}
        <Button tone="go" data-testid="call-answer" onClick={() => void answer()}>
          {call.kind.type === 'runner' ? t().coming : t().asked}
        </Button>
      </div>
    </li>
  );
}
