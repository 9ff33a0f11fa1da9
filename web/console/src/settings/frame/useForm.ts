import { useState } from 'react';

export interface Form<Value> {
  readonly value: Value;
  /** As it was when the form opened or was last saved. */
  readonly base: Value;
  readonly dirty: boolean;
  readonly set: (change: Partial<Value>) => void;
  readonly reset: () => void;
  /** Takes a value as the saved one. */
  readonly rebase: (value: Value) => void;
}

/** What somebody is writing, beside what is saved. Values are plain JSON. */
export function useForm<Value extends object>(initial: Value): Form<Value> {
  const [base, setBase] = useState(initial);
  const [value, setValue] = useState(initial);
  return {
    value, base,
    dirty: JSON.stringify(value) !== JSON.stringify(base),
    set: (change) => setValue((now) => ({ ...now, ...change })),
    reset: () => setValue(base),
    rebase: (saved) => { setBase(saved); setValue(saved); },
  };
}
