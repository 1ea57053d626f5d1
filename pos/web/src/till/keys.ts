import { tapItem } from './ring';
import { panel, typed } from './panel';
import { found, members } from './recognise';
import { attach } from './store';

const TYPED_MAX = 40;

/**
 * Understands digits, letters and scans at any moment, with nothing in focus: what is typed goes to the search field.
 * Enter takes the first member found, or the first item. Returns what stops listening.
 */
export function listenToKeys(): () => void {
  const onKey = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || panel.peek().type !== 'none')
      return;
    const inField = event.target instanceof HTMLInputElement;
    if (event.key === 'Escape') typed.value = '';
    else if (event.key === 'Enter' && typed.peek() !== '') takeFirst(event);
    else if (inField) return;
    else if (event.key === 'Backspace') typed.value = typed.peek().slice(0, -1);
    else if (event.key.length === 1 && (event.key !== ' ' || typed.peek() !== '')) {
      typed.value = (typed.peek() + event.key).slice(0, TYPED_MAX);
      event.preventDefault(); // a space would press the button in focus
    }
  };
  window.addEventListener('keydown', onKey);
  return () => window.removeEventListener('keydown', onKey);
}

function takeFirst(event: KeyboardEvent): void {
  event.preventDefault();
  const answer = members.peek();
  const [first] = answer.type === 'found' ? answer.members : [];
  const [item] = found.peek();
  if (first !== undefined) {
    attach(first);
    typed.value = '';
  } else if (item !== undefined) {
    tapItem(item);
  }
}
