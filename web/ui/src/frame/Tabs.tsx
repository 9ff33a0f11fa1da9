import { useId } from 'react';
import type { ReactNode } from 'react';
import { useOpenInView } from './useOpenInView.ts';
import './frame.css';

export interface TabSpec { readonly key: string; readonly label: ReactNode; readonly content: () => ReactNode }

/** A few views of one thing. Arrow keys move; only the open one is drawn. */
export function Tabs({ label, tabs, open, onOpen }: { readonly label: string; readonly tabs: readonly TabSpec[]; readonly open: string; readonly onOpen: (key: string) => void }) {
  const id = useId();
  const current = tabs.find((tab) => tab.key === open) ?? tabs[0];
  const row = useOpenInView<HTMLDivElement>(current?.key ?? '');
  return (
    <div>
      <div
        ref={row} className="ac-tabs" role="tablist" aria-label={label}
        onKeyDown={(event) => {
          const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
          if (!step) return;
          const at = tabs.findIndex((tab) => tab.key === current?.key);
          const to = tabs[(at + step + tabs.length) % tabs.length];
          if (!to) return;
          onOpen(to.key);
          document.getElementById(`${id}-${to.key}`)?.focus();
        }}
      >
        {tabs.map((tab) => (
          <button key={tab.key} id={`${id}-${tab.key}`} type="button" role="tab" className="ac-tab" aria-selected={tab === current} aria-controls={`${id}-panel`} tabIndex={tab === current ? 0 : -1} onClick={() => onOpen(tab.key)}>{tab.label}</button>
        ))}
      </div>
      <div id={`${id}-panel`} role="tabpanel" aria-labelledby={`${id}-${current?.key}`}>{current?.content()}</div>
    </div>
  );
}
