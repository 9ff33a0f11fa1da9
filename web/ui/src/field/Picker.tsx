import { useMemo, useState } from 'react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Popover } from '../overlay/Popover.tsx';
import type { Trigger } from '../overlay/Popover.tsx';
import type { Side } from '../overlay/place.ts';
import { filterOptions } from './filter.ts';
import type { Option } from './filter.ts';
import { Input } from './Input.tsx';
import { OptionList, useOptionKeys } from './OptionList.tsx';

interface Props<Value> {
  readonly label: string;
  /** As a function they are made when somebody opens it. */
  readonly options: readonly Option<Value>[] | (() => readonly Option<Value>[]);
  readonly selected: (value: Value) => boolean;
  readonly onPick: (value: Value) => void;
  readonly trigger: (props: Trigger) => ReactNode;
  readonly draw?: (option: Option<Value>) => ReactNode;
  readonly side?: Side;
  /** Stays open after a pick, for choosing several. */
  readonly many?: boolean;
}

/** Choose from a list that can be searched, behind any button. */
export function Picker<Value>({ trigger, side = 'below-start', ...rest }: Props<Value>) {
  return (
    <Popover trigger={trigger} side={side} popup="listbox" className="ac-menu">
      {(close) => <Panel {...rest} close={close} />}
    </Popover>
  );
}

function Panel<Value>({ label, options, selected, onPick, draw, many, close }: Omit<Props<Value>, 'trigger' | 'side'> & { readonly close: () => void }) {
  const { t } = useTranslation('ui');
  const [query, setQuery] = useState('');
  const found = useMemo(() => filterOptions(typeof options === 'function' ? options() : options, query), [options, query]);
  const pick = (value: Value) => { onPick(value); if (!many) close(); };
  const keys = useOptionKeys(found, pick);
  return (
    <>
      <div className="ac-menu__search">
        <Input
          role="combobox" aria-expanded="true" aria-controls={keys.listId} aria-activedescendant={found.length > 0 ? keys.optionId(keys.active) : undefined} aria-label={label}
          placeholder={t('search')} value={query} autoComplete="off" onChange={(event) => { setQuery(event.target.value); keys.setActive(0); }} onKeyDown={keys.onKeyDown}
        />
      </div>
      <OptionList keys={keys} label={label} selected={selected} onPick={pick} draw={draw} none={t('noneFound')} />
    </>
  );
}
