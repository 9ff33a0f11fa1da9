import { useEffect, useState } from 'react';

/** True once `busy` has lasted 300 ms: quick work shows no spinner at all. */
export function useLateBusy(busy: boolean): boolean {
  const [late, setLate] = useState(false);
  useEffect(() => {
    if (!busy) return undefined;
    const timer = setTimeout(() => setLate(true), 300);
    return () => { clearTimeout(timer); setLate(false); };
  }, [busy]);
  return late;
}
