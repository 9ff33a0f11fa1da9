import { useEffect, useState } from 'react';

/** What somebody types, once the hands have rested: asked about then, not with each letter. */
export function useRested<Value>(value: Value, ms = 300): Value {
  const [rested, setRested] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setRested(value), ms);
    return () => clearTimeout(timer);
  }, [value, ms]);
  return rested;
}
