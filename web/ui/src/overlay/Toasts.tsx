import { X } from 'lucide-react';
import { createContext, use, useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../button/Button.tsx';
import { classes } from '../style/classes.ts';
import './overlay.css';

export interface ToastSpec {
  readonly text: string;
  readonly kind?: 'told' | 'fault';
  /** Seconds it stays; 6 unless told. Hover and focus hold it. */
  readonly seconds?: number;
  /** Shows the seconds left, for things that will happen when it goes. */
  readonly counts?: boolean;
  readonly action?: { readonly label: string; readonly perform: () => void };
  /** Called when it goes without its action having been used. */
  readonly onGone?: () => void;
}
interface Shown extends ToastSpec { readonly id: number; readonly left: number }

export interface Toasts {
  readonly show: (spec: ToastSpec) => number;
  readonly hide: (id: number) => void;
  /** Performs the action of the newest toast that has one (the undo key). False when there is none. */
  readonly actOnNewest: () => boolean;
}
const Context = createContext<Toasts | null>(null);

/** Short messages at the edge of the window; read aloud politely; with undo. */
export function useToasts(): Toasts {
  const toasts = use(Context);
  if (!toasts) throw new Error('useToasts needs a ToastProvider above it');
  return toasts;
}

export function ToastProvider({ children }: { readonly children: ReactNode }) {
  const { t } = useTranslation('ui');
  const [shown, setShown] = useState<readonly Shown[]>([]);
  const next = useRef(1);
  const held = useRef(false);
  const list = useRef<HTMLDivElement>(null);
  const latest = useRef(shown);
  latest.current = shown;

  const hide = useCallback((id: number) => setShown((all) => all.filter((toast) => toast.id !== id)), []);
  const show = useCallback((spec: ToastSpec) => {
    const id = next.current++;
    // Three at once are enough; the oldest goes as if its time were up.
    for (const old of latest.current.slice(0, -2)) old.onGone?.();
    setShown((all) => [...all.slice(-2), { ...spec, id, left: spec.seconds ?? 6 }]);
    return id;
  }, []);
  const act = useCallback((toast: Shown) => { hide(toast.id); toast.action?.perform(); }, [hide]);
  const actOnNewest = useCallback(() => {
    const toast = latest.current.findLast((one) => one.action);
    if (toast) act(toast);
    return toast !== undefined;
  }, [act]);

  const any = shown.length > 0;
  useEffect(() => {
    if (!any) return;
    const timer = setInterval(() => {
      if (held.current) return;
      for (const toast of latest.current) if (toast.left <= 1) toast.onGone?.();
      setShown((all) => all.map((toast) => ({ ...toast, left: toast.left - 1 })).filter((toast) => toast.left > 0));
    }, 1000);
    return () => clearInterval(timer);
  }, [any]);
  useEffect(() => {
    const box = list.current;
    // In the top layer, and after every new one on top of dialogs opened since.
    if (!box?.showPopover) return;
    if (box.matches(':popover-open')) box.hidePopover();
    if (any) box.showPopover();
  }, [any, shown.length]);

  const value = useMemo(() => ({ show, hide, actOnNewest }), [show, hide, actOnNewest]);
  return (
    <Context value={value}>
      {children}
      <div
        ref={list} popover="manual" className="ac-toasts" role="region" aria-label={t('messages')}
        onPointerEnter={() => { held.current = true; }} onPointerLeave={() => { held.current = false; }}
        onFocus={() => { held.current = true; }} onBlur={() => { held.current = false; }}
      >
        {shown.map((toast) => (
          <div key={toast.id} className={classes('ac-toast', toast.kind === 'fault' && 'ac-toast--fault')} role={toast.kind === 'fault' ? 'alert' : 'status'}>
            <span className="ac-toast__text">{toast.text}</span>
            {toast.counts ? <span className="ac-toast__left" aria-hidden="true">{toast.left}</span> : null}
            {toast.action ? <Button kind="quiet" size="small" className="ac-toast__act" onClick={() => act(toast)}>{toast.action.label}</Button> : null}
            <Button kind="quiet" size="small" className="ac-button--icon" aria-label={t('close')} onClick={() => { hide(toast.id); toast.onGone?.(); }}><X size={16} /></Button>
          </div>
        ))}
      </div>
    </Context>
  );
}
