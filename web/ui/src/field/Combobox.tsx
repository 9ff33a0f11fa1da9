import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { usePlacement } from '../overlay/usePlacement.ts';
import type { FieldControl } from './Field.tsx';
import type { Option } from './filter.ts';
import { Input } from './Input.tsx';
import { OptionList, useOptionKeys } from './OptionList.tsx';

interface Props<Value> {
  readonly label: string;
  readonly control?: FieldControl;
  readonly text: string;
  readonly onText: (text: string) => void;
  /** Suggestions for the text as it stands; the caller filters or fetches. */
  readonly options: readonly Option<Value>[];
  readonly onPick: (value: Value) => void;
  readonly placeholder?: string;
  /** Said when there are no suggestions; without it the list just stays closed. */
  readonly none?: string;
  readonly autoFocus?: boolean;
}

/** A text field with suggestions beneath; free text stays possible. */
export function Combobox<Value>({ label, control, text, onText, options, onPick, placeholder, none, autoFocus }: Props<Value>) {
  const { t } = useTranslation('ui');
  const [open, setOpen] = useState(false);
  const anchor = useRef<HTMLInputElement>(null);
  const float = useRef<HTMLDivElement>(null);
  const shows = open && (options.length > 0 || (none !== undefined && text.trim() !== ''));
  const pick = (value: Value) => { onPick(value); setOpen(false); float.current?.hidePopover(); };
  const keys = useOptionKeys(shows ? options : [], pick);
  usePlacement(shows, anchor, float, 'below-start');
  const panel = float.current;
  if (panel && shows !== panel.matches(':popover-open')) queueMicrotask(() => (shows ? panel.showPopover() : panel.hidePopover()));
  return (
    <div className="ac-combo" onBlur={() => setOpen(false)}>
      <Input
        {...control} ref={anchor} role="combobox" aria-autocomplete="list" aria-expanded={shows} aria-controls={shows ? keys.listId : undefined} aria-label={control ? undefined : label}
        aria-activedescendant={shows && options.length > 0 ? keys.optionId(keys.active) : undefined}
        autoComplete="off" autoFocus={autoFocus} placeholder={placeholder} value={text}
        onFocus={() => setOpen(true)}
        onChange={(event) => { onText(event.target.value); setOpen(true); keys.setActive(0); }}
        onKeyDown={(event) => { if (event.key === 'Escape' && shows) { event.preventDefault(); event.stopPropagation(); setOpen(false); } else keys.onKeyDown(event); }}
      />
      <div ref={float} popover="manual" className="ac-float ac-combo__list" style={{ minInlineSize: anchor.current?.offsetWidth }}>
        {shows ? <OptionList keys={keys} label={label} onPick={pick} none={none ?? t('noneFound')} /> : null}
      </div>
    </div>
  );
}
