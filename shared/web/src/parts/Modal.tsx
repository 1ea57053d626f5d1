import type { ComponentChildren } from 'preact';
import { useEffect, useId, useRef } from 'preact/hooks';
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
};

const t = dictionary({ en: { close: 'Close' }, zh: { close: '关闭' } });

function Modal({ open, title, onClose, actions, children, class: kind = '' }: Props) {
  const box = useRef<HTMLDialogElement>(null);
  const titleId = useId();
  useEffect(() => {
    // `showModal` and not the attribute: it traps the focus and makes the rest of the page inert.
    if (open) box.current?.showModal();
    else box.current?.close();
  }, [open]);
  return (
    <dialog
      ref={box}
      class={kind}
      aria-labelledby={titleId}
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
          <div class="body">{children}</div>
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
