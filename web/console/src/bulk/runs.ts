import { faultSentence, useApi, useToasts } from '@aftercare/ui';
import { api } from '@aftercare/contract';
import { ApiError } from '@aftercare/contract/client';
import type { BulkWork } from '@aftercare/contract/automation';
import { useMutation } from '@tanstack/react-query';
import { useSyncExternalStore } from 'react';
import { useTranslation } from 'react-i18next';

/** Runs shown at the foot of the window, newest last; one stays until its reader puts it away, also when the page is loaded anew. */
const place = 'aftercare-runs';
let shown: readonly number[] = kept();
const listeners = new Set<() => void>();
const set = (next: readonly number[]) => {
  shown = next;
  try { sessionStorage.setItem(place, JSON.stringify(next)); } catch { /* refused storage: this window knows them */ }
  for (const listener of listeners) listener();
};
function kept(): readonly number[] {
  try {
    const ids: unknown = JSON.parse(sessionStorage.getItem(place) ?? '[]');
    return Array.isArray(ids) ? ids.filter((id): id is number => Number.isSafeInteger(id)).slice(-3) : [];
  } catch { return []; }
}
const subscribe = (listener: () => void) => { listeners.add(listener); return () => { listeners.delete(listener); }; };
export const useShownRuns = () => useSyncExternalStore(subscribe, () => shown);
export const showRun = (id: number) => set([...shown.filter((one) => one !== id), id].slice(-3));
export const hideRun = (id: number) => set(shown.filter((one) => one !== id));

export interface Started { readonly work: BulkWork; readonly ids?: readonly number[]; readonly view?: string; readonly childrenOf?: number }
/** The same work begun again is begun once, also where only its answer was lost. */
const keys = new WeakMap<Started, string>();
const keyOf = (started: Started): string => { const key = keys.get(started) ?? crypto.randomUUID(); keys.set(started, key); return key; };

/** Begins one thing for many tickets; how far it is shows at the foot of the window. */
export function useBulkStart(onStarted?: () => void) {
  const { call } = useApi();
  const toasts = useToasts();
  const { t } = useTranslation();
  const start = useMutation({
    // Told at once that there is no line: nothing is held back in a window that may be closed. The selection stays as it is.
    networkMode: 'always',
    mutationFn: (started: Started) => { const { ids, ...rest } = started; return call(api.automation.startBulk, { body: { ...rest, ...(ids ? { ids: [...ids] } : {}) } }, { idempotencyKey: keyOf(started) }); },
    onSuccess: (run) => { showRun(run.id); onStarted?.(); },
    onError: (error, started) => {
      if (error instanceof ApiError) toasts.show({ kind: 'fault', text: faultSentence(error), seconds: 8 });
      else toasts.show({ kind: 'fault', text: t('bulk.noLine'), seconds: 60, action: { label: t('bulk.again'), perform: () => start.mutate(started) } });
    },
  });
  return start;
}
