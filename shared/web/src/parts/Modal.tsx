import type { ComponentChildren } from 'preact';
import { useId, useLayoutEffect, useRef } from 'preact/hooks';
import { dictionary } from '../i18n';
import { Button } from './Button';

type Props = {
  open: boolean;
  title: ComponentChildren;
  /** Called for the close button and Esc. */
  onClose: () => void;
  /** The buttons at the foot; the next sensible thing last. */
  actions?: ComponentChildren;
  children?: ComponentChildren;
  class?: string;
  /** Only to be read, with nothing to press in it: the keys scroll it. */
  reading?: boolean;
};

const t = dictionary({ en: { close: 'Close' }, zh: { close: '关闭' } });

/** When the taps that follow each other at one place began; the browser counts them in `detail`. */
let tappingSince = 0;
if (typeof window !== 'undefined')
  window.addEventListener(
    'click',
    (event) => {
      if (event.detail <= 1) tappingSince = event.timeStamp;
    },
    { capture: true },
  );

function Modal({ open, title, onClose, actions, children, class: kind = '', reading = false }: Props) {
  const box = useRef<HTMLDialogElement>(null);
  const titleId = useId();
  const openedAt = useRef(0);
  // Before the next paint: a second tap must not fall through to what lies under a sheet that is about to be there.
  useLayoutEffect(() => {
    // `showModal` and not the attribute: it traps the focus and makes the rest of the page inert.
    if (open) box.current?.showModal();
    else box.current?.close();
    openedAt.current = performance.now();
  }, [open]);
  return (
    <dialog
      ref={box}
      class={kind}
      aria-labelledby={titleId}
      onClickCapture={(event) => {
        // One tap too many on the sheet before says nothing about the buttons of this one.
        if (event.detail <= 1 || tappingSince >= openedAt.current) return;
        event.stopPropagation();
        event.preventDefault();
      }}
      onCancel={(event) => {
        event.preventDefault(); // the owner's `open` decides, or the two would disagree
        onClose();
      }}
    >
      {open && (
        <>
          <header>
            <h2 id={titleId}>{title}</h2>
            <Button tone="quiet" onClick={onClose}>
              {t().close}
            </Button>
          </header>
          <div class="body" {...(reading && { tabIndex: 0, role: 'group', 'aria-labelledby': titleId })}>
            {children}
          </div>
          {actions && <footer>{actions}</footer>}
        </>
      )}
    </dialog>
  );
}

/** A question in the middle of the screen that must be answered first. */
export function Dialog(props: Omit<Props, 'class'> & { class?: string }) {
  return <Modal {...props} class={`dialog ${props.class ?? ''}`.trim()} />;
}

/** A panel from the inline end (from below on a handheld) for choosing and paying; the slip stays in sight. */
export function Sheet(props: Omit<Props, 'class'> & { class?: string }) {
  return <Modal {...props} class={`sheet ${props.class ?? ''}`.trim()} />;
}
