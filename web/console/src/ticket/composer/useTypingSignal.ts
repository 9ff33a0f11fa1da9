import { useCallback, useEffect, useRef } from 'react';

/** Tells others "is typing" once while keys are pressed, and that it ended three seconds after the last. */
export function useTypingSignal(tell: (on: boolean) => void): { readonly press: () => void; readonly rest: () => void } {
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const on = useRef(false);
  const rest = useCallback(() => {
    clearTimeout(timer.current);
    if (on.current) tell(false);
    on.current = false;
  }, [tell]);
  const press = useCallback(() => {
    clearTimeout(timer.current);
    if (!on.current) tell(true);
    on.current = true;
    timer.current = setTimeout(rest, 3000);
  }, [rest, tell]);
  useEffect(() => () => clearTimeout(timer.current), []);
  return { press, rest };
}
