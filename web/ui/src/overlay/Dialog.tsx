import { X } from 'lucide-react';
import { useEffect, useId, useLayoutEffect, useRef } from 'react';
import type { FormEvent, ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { IconButton } from '../button/IconButton.tsx';
import { classes } from '../style/classes.ts';
import './overlay.css';

interface Props {
  readonly open: boolean;
  readonly onClose: () => void;
  readonly title: string;
  readonly children: ReactNode;
  /** Buttons at the foot, the main one last. */
  readonly foot?: ReactNode;
  readonly size?: 'small' | 'normal' | 'wide';
  /** A drawer comes from the side and keeps the page's place in view. */
  readonly as?: 'dialog' | 'drawer';
  /** Makes it a form: Enter and a `type="submit"` button call this. */
  readonly onSubmit?: () => void;
}

/** A modal on the browser's own `<dialog>`: focus stays inside, Escape closes, focus goes back where it was. */
export function Dialog({ open, onClose, title, children, foot, size = 'normal', as = 'dialog', onSubmit }: Props) {
  const { t } = useTranslation('ui');
  const ref = useRef<HTMLDialogElement>(null);
  const id = useId();
  useEffect(() => {
    const dialog = ref.current;
    if (!dialog) return;
    if (open && !dialog.open) {
      dialog.showModal();
      // The browser would take the first button, which closes, and cover the head with its tip: go to where one begins to write, or to read.
      (dialog.querySelector<HTMLElement>('.ac-dialog__body :is([data-autofocus], input, textarea, select):not(:disabled)') ?? dialog.querySelector<HTMLElement>('.ac-dialog__title'))?.focus();
    }
    if (!open && dialog.open) dialog.close();
  }, [open]);
  // Taken out of the page while it is open, it would take the focus with it: closed first, it gives it back.
  useLayoutEffect(() => {
    const dialog = ref.current;
    return () => { if (dialog?.open) dialog.close(); };
  }, []);
  const inside = (
    <>
      <header className="ac-dialog__head">
        <h2 id={id} className="ac-dialog__title" tabIndex={-1}>{title}</h2>
        <IconButton label={t('close')} icon={<X size={18} />} size="small" onClick={onClose} />
      </header>
      <div className="ac-dialog__body">{children}</div>
      {foot ? <footer className="ac-dialog__foot">{foot}</footer> : null}
    </>
  );
  const submit = (event: FormEvent) => { event.preventDefault(); onSubmit?.(); };
  return (
    <dialog
      ref={ref} aria-labelledby={id}
      className={classes('ac-dialog', size !== 'normal' && `ac-dialog--${size}`, as === 'drawer' && 'ac-dialog--drawer')}
      onCancel={(event) => { if (event.target === ref.current) { event.preventDefault(); onClose(); } }}
      onPointerDown={(event) => { if (event.target === ref.current) onClose(); }}
    >
      {open ? (onSubmit ? <form onSubmit={submit} style={{ display: 'contents' }}>{inside}</form> : inside) : null}
    </dialog>
  );
}
