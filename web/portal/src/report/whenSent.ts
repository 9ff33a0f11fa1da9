import { useEffect, useState } from 'react';

/** For a button that sends what files belong to: pressed while they still travel, it acts once they have arrived. */
export function useWhenSent(sending: boolean, act: () => void): { readonly press: () => void; readonly waits: boolean } {
  const [waits, setWaits] = useState(false);
  useEffect(() => {
    if (!waits || sending) return;
    setWaits(false);
    act();
  // What is sent is what stands there by then.
  }, [waits, sending]);
  return { press: () => { if (sending) setWaits(true); else act(); }, waits };
}
