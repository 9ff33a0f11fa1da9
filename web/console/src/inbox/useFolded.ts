import { useState } from 'react';

function useKept(key: string, first: () => boolean): [boolean, (on: boolean) => void] {
  const [on, setOn] = useState(() => {
    try {
      const kept = localStorage.getItem(key);
      if (kept !== null) return kept === '1';
    } catch { /* private windows may refuse storage */ }
    return first();
  });
  return [on, (next) => {
    setOn(next);
    try { localStorage.setItem(key, next ? '1' : '0'); } catch { /* as above */ }
  }];
}

/** Whether the views are folded away; remembered on this device, folded at first where there is little room. */
export const useFolded = () => useKept('aftercare-views-folded', () => matchMedia('(max-width: 80rem)').matches);

/** Whether an open ticket has the room to itself instead of standing beside the list; remembered on this device. */
export const useAlone = () => useKept('aftercare-ticket-alone', () => false);

/** Whether the next ticket opens once an answer has left, instead of staying; remembered on this device. Solving goes on anyway. */
export const useGoesOn = () => useKept('aftercare-goes-on', () => false);
