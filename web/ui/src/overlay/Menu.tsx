import { Check } from 'lucide-react';
import type { KeyboardEvent, ReactNode } from 'react';
import { classes } from '../style/classes.ts';
import { Popover } from './Popover.tsx';
import type { Trigger } from './Popover.tsx';
import type { Side } from './place.ts';

export interface MenuItem {
  readonly key: string;
  readonly label: string;
  readonly hint?: string | undefined;
  readonly icon?: ReactNode;
  readonly keys?: string | undefined;
  readonly danger?: boolean;
  readonly disabled?: boolean;
  /** Given for choices: whether this one is taken now. */
  readonly checked?: boolean | undefined;
  /** A line above it. */
  readonly parted?: boolean;
  readonly perform: () => void;
}

interface Props {
  readonly label: string;
  /** As a function they are made when somebody opens it. */
  readonly items: readonly MenuItem[] | (() => readonly MenuItem[]);
  readonly trigger: (props: Trigger) => ReactNode;
  readonly side?: Side;
}

/** Moves focus among siblings with arrow keys, Home, End and first letters; shared by menus and lists. */
export function moveFocus(event: KeyboardEvent<HTMLElement>, selector: string): void {
  const items = [...event.currentTarget.querySelectorAll<HTMLElement>(selector)].filter((item) => !item.hasAttribute('disabled'));
  const at = items.indexOf(document.activeElement as HTMLElement);
  const steps: Record<string, number> = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: items.length - 1 };
  let to = steps[event.key];
  if (to === undefined && event.key.length === 1 && !event.metaKey && !event.ctrlKey && /\S/.test(event.key)) {
    const ahead = [...items.slice(at + 1), ...items.slice(0, at + 1)];
    const found = ahead.find((item) => item.textContent?.trim().toLowerCase().startsWith(event.key.toLowerCase()));
    if (found) to = items.indexOf(found);
  }
  if (to === undefined || items.length === 0) return;
  event.preventDefault();
  items[(to + items.length) % items.length]?.focus();
}

/** A list of actions or of one choice, behind a button. */
export function Menu({ label, items, trigger, side = 'below-start' }: Props) {
  return (
    <Popover trigger={trigger} side={side} popup="menu" className="ac-menu">
      {(close) => (
        <div role="menu" aria-label={label} onKeyDown={(event) => moveFocus(event, '[role^="menuitem"]')}>
          {(typeof items === 'function' ? items() : items).map((item) => (
            <div key={item.key} role="none">
              {item.parted ? <hr className="ac-menu__line" /> : null}
              <button
                type="button" disabled={item.disabled} tabIndex={-1}
                role={item.checked === undefined ? 'menuitem' : 'menuitemradio'} aria-checked={item.checked}
                className={classes('ac-menu__item', item.danger && 'ac-menu__item--danger')}
                onClick={() => { close(); item.perform(); }}
              >
                {item.icon}
                <span className="ac-menu__words">{item.label}{item.hint ? <span className="ac-menu__hint">{item.hint}</span> : null}</span>
                {item.keys ? <kbd className="ac-kbd">{item.keys}</kbd> : null}
                {item.checked === undefined ? null : <span className="ac-menu__tick" aria-hidden="true">{item.checked ? <Check size={16} /> : null}</span>}
              </button>
            </div>
          ))}
        </div>
      )}
    </Popover>
  );
}
