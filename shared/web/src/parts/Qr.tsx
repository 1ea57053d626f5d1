import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';

/** Modules of white that a scanner needs around the code. */
const QUIET = 4;

type Modules = { data: boolean[][]; size: number };

/** A code for the guest's phone, drawn here: nothing is loaded. Black on white in both themes, or no phone reads it. */
export function Qr({ text, label }: { text: string; label: string }) {
  const drawn = useSignal<Modules | null>(null);
  useEffect(() => {
    // Fetched when the first code is shown: no till waits for it in the morning.
    void import('uqr').then(({ encode }) => (drawn.value = encode(text, { ecc: 'M', border: 0 })));
  }, [text, drawn]);
  if (drawn.value === null) return <div class="qr" />;
  const { data, size } = drawn.value;
  const path = data
    .flatMap((row, y) => row.map((dark, x) => (dark ? `M${x + QUIET} ${y + QUIET}h1v1h-1z` : '')))
    .join('');
  const edge = size + 2 * QUIET;
  return (
    <svg
      class="qr"
      role="img"
      aria-label={label}
      viewBox={`0 0 ${edge} ${edge}`}
      shape-rendering="crispEdges"
    >
      <rect width={edge} height={edge} fill="#fff" />
      <path d={path} fill="#000" />
    </svg>
  );
}
