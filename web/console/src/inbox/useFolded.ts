import { useState } from 'react';

const key = 'aftercare-views-folded';

/** Whether the views are folded away; remembered on this device, folded at first where there is little room. */
export function useFolded(): [boolean, (folded: boolean) => void] {
  const [folded, setFolded] = useState(() => {
    try {
      const kept = localStorage.getItem(key);
      if (kept !== null) return kept === '1';
    } catch { /* private windows may refuse storage */ }
    return matchMedia('(max-width: 80rem)').matches;
  });
  return [folded, (next) => {
    setFolded(next);
    try { localStorage.setItem(key, next ? '1' : '0'); } catch { /* as above */ }
  }];
}
