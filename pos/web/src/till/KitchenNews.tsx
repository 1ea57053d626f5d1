import { Banner, Button, dictionary } from '@comanda/web';
import { useEffect } from 'preact/hooks';
import { warnOfAllergies } from './allergy';
import { callText, calls, ringForCalls, unshown, unshownText } from './calls';
import { panel, picked } from './panel';
import { pickUp } from './store';

const t = dictionary({
  en: {
    answer: 'Answer',
    answerAll: (count: number) => `Answer (${count})`,
    open: 'Open the order',
    more: (count: number) => `and ${count} more`,
  },
  zh: {
    answer: '回应',
    answerAll: (count) => `回应（${count}）`,
    open: '打开这张单',
    more: (count) => `另有 ${count} 张`,
  },
});

/** What the kitchen needs from the till: calls that wait, and orders that none of its screens shows. */
export function KitchenNews() {
  useEffect(ringForCalls, []);
  useEffect(warnOfAllergies, []);
  const [call] = calls.value;
  const [late] = unshown.value;
  const more = unshown.value.length - 1;
  return (
    <>
      {call !== undefined && (
        <div data-testid="kitchen-call">
          <Banner
            tone="warn"
            action={
              <Button data-testid="calls" onClick={() => (panel.value = { type: 'calls' })}>
                {calls.value.length === 1 ? t().answer : t().answerAll(calls.value.length)}
              </Button>
            }
          >
            {callText(call)}
          </Banner>
        </div>
      )}
      {late !== undefined && (
        <div data-testid="unshown">
          <Banner
            tone="bad"
            action={
              <Button
                data-testid="unshown-open"
                onClick={() => {
                  pickUp(late.id);
                  picked.value = null;
                }}
              >
                {t().open}
              </Button>
            }
          >
            {unshownText(late)}
            {more > 0 && ` (${t().more(more)})`}
          </Banner>
        </div>
      )}
    </>
  );
}
