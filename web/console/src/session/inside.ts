/** Who was signed in on this device and did not sign out themselves is told so when they come to the door. */
const key = 'aftercare-inside';
const on = (storage: () => Storage, act: (storage: Storage) => string | null | void): string | null => {
  try { return act(storage()) ?? null; } catch { return null; /* private windows may refuse storage: then nothing is told */ }
};
export const rememberInside = (): void => {
  on(() => localStorage, (kept) => { if (kept.getItem(key) === null) kept.setItem(key, '1'); });
  on(() => sessionStorage, (kept) => kept.removeItem(key));
};
/** Signed out by their own hand. */
export const leaveInside = (): void => { for (const storage of [() => localStorage, () => sessionStorage]) on(storage, (kept) => kept.removeItem(key)); };
/** Put out while this window was open: also where another window was signed out by hand. */
export const putOut = (): void => { on(() => sessionStorage, (kept) => kept.setItem(key, '1')); };
export const endedElsewhere = (): boolean => [() => localStorage, () => sessionStorage].some((storage) => on(storage, (kept) => kept.getItem(key)) !== null);
