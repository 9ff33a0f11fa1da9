import { Avatar, OptionList, useOptionKeys } from '@aftercare/ui';
import type { Option } from '@aftercare/ui';
import { useEffect, useRef } from 'react';
import type { KeyboardEvent } from 'react';

interface Props<Value> {
  readonly label: string;
  readonly options: readonly Option<Value>[];
  readonly onPick: (value: Value) => void;
  readonly none: string;
  /** Hands out the key handler, for the text field that keeps the focus. */
  readonly onKeys: (handler: ((event: KeyboardEvent) => void) | null) => void;
  readonly faces?: boolean;
}

/** A list above the text field: templates after `/`, people after `@`. Focus stays in the text. */
export function Suggestions<Value>({ label, options, onPick, none, onKeys, faces }: Props<Value>) {
  const keys = useOptionKeys(options, onPick);
  const handler = useRef(keys.onKeyDown);
  handler.current = keys.onKeyDown;
  useEffect(() => {
    onKeys((event) => handler.current(event));
    return () => onKeys(null);
  }, [onKeys]);
  return (
    <div className="cs-suggest">
      <OptionList keys={keys} label={label} onPick={onPick} none={none} {...(faces ? { draw: (option: Option<Value>) => <Avatar name={option.label} size="small" ours /> } : {})} />
    </div>
  );
}
