import { Check } from 'lucide-react';
import { useEffect, useId, useRef, useState } from 'react';
import type { KeyboardEvent, ReactNode } from 'react';
import type { Option } from './filter.ts';
import '../overlay/overlay.css';

interface Keys<Value> {
  readonly active: number;
  readonly setActive: (at: number) => void;
  readonly onKeyDown: (event: KeyboardEvent) => void;
  readonly listId: string;
  readonly optionId: (at: number) => string;
  readonly options: readonly Option<Value>[];
}

/** Arrow keys over a list while focus stays in a text field (the combobox pattern). */
export function useOptionKeys<Value>(options: readonly Option<Value>[], pick: (value: Value) => void): Keys<Value> {
  const listId = useId();
  const [at, setActive] = useState(0);
  const active = Math.min(at, Math.max(0, options.length - 1));
  return {
    active, setActive, listId, options,
    optionId: (index) => `${listId}-${index}`,
    onKeyDown: (event) => {
      if (event.nativeEvent.isComposing) return;
      const move = { ArrowDown: active + 1, ArrowUp: active - 1 }[event.key];
      if (move !== undefined && options.length > 0) {
        event.preventDefault();
        setActive((move + options.length) % options.length);
      }
      const chosen = options[active];
      if (event.key === 'Enter' && chosen && !chosen.disabled) {
        event.preventDefault();
        pick(chosen.value);
      }
    },
  };
}

interface Props<Value> {
  readonly keys: Keys<Value>;
  readonly label: string;
  readonly selected?: (value: Value) => boolean;
  readonly onPick: (value: Value) => void;
  readonly draw?: (option: Option<Value>) => ReactNode;
  readonly none: string;
}

/** The list itself; `keys` says which one is active. */
export function OptionList<Value>({ keys, label, selected, onPick, draw, none }: Props<Value>) {
  const list = useRef<HTMLDivElement>(null);
  useEffect(() => { list.current?.querySelector('[data-active="true"]')?.scrollIntoView({ block: 'nearest' }); }, [keys.active]);
  if (keys.options.length === 0) return <p className="ac-menu__none" role="status">{none}</p>;
  return (
    <div ref={list} id={keys.listId} role="listbox" aria-label={label}>
      {keys.options.map((option, at) => (
        <div
          key={at} id={keys.optionId(at)} role="option" aria-selected={selected?.(option.value) ?? false} aria-disabled={option.disabled || undefined}
          data-active={at === keys.active} className="ac-menu__item"
          onPointerMove={() => keys.setActive(at)}
          onPointerDown={(event) => event.preventDefault()}
          onClick={() => { if (!option.disabled) onPick(option.value); }}
        >
          {draw?.(option)}
          <span className="ac-menu__words">{option.label}{option.hint ? <span className="ac-menu__hint">{option.hint}</span> : null}</span>
          {selected?.(option.value) ? <Check size={16} aria-hidden="true" className="ac-menu__tick" /> : null}
        </div>
      ))}
    </div>
  );
}
