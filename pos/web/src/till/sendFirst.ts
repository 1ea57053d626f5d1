import { panel, type Panel } from './panel';
import { drafts } from './slip';
import { sendDrafts, slip } from './store';

/** Opens a sheet about what the store has: what is only here goes to the store and the kitchen before. */
export async function openWhenSent(next: Panel): Promise<void> {
  const { order_id } = slip.peek();
  if (drafts(slip.peek()).length > 0) {
    const outcome = await sendDrafts();
    if (outcome?.type !== 'accepted' || slip.peek().order_id !== order_id) return;
  }
  panel.value = next;
}

/** Opens the sheet that splits the order in front of the cashier. */
export function openSplit(): Promise<void> {
  return openWhenSent({ type: 'split' });
}
