import { faultSentence, useToasts } from '@aftercare/ui';
import { useQueryClient } from '@tanstack/react-query';
import { useSyncExternalStore } from 'react';
import { useTranslation } from 'react-i18next';

let going: ReadonlySet<string> = new Set();
const listeners = new Set<() => void>();
function mark(key: string, on: boolean): void {
  going = new Set([...going].filter((one) => one !== key).concat(on ? [key] : []));
  for (const listener of listeners) listener();
}
const subscribe = (listener: () => void) => { listeners.add(listener); return () => { listeners.delete(listener); }; };

interface Removal { readonly kind: string; readonly id: number; readonly text: string; readonly work: () => Promise<unknown>; readonly keys: readonly string[] }

/**
 * Removing with second thoughts: the thing disappears from lists at once, and is truly removed when the message about it goes.
 * Undo costs nothing, for until then nothing has happened. Closing the window keeps the thing.
 */
export function useRemoval() {
  const client = useQueryClient();
  const toasts = useToasts();
  const { t } = useTranslation('app');
  const gone = useSyncExternalStore(subscribe, () => going);
  return {
    stays: (kind: string, id: number) => !gone.has(`${kind}:${id}`),
    remove: ({ kind, id, text, work, keys }: Removal) => {
      const key = `${kind}:${id}`;
      mark(key, true);
      toasts.show({
        text, seconds: 8, action: { label: t('app:undo'), perform: () => mark(key, false) },
        onGone: () => {
          void work()
            .then(() => Promise.all(keys.map((one) => client.invalidateQueries({ queryKey: [one] }))), (error: unknown) => { toasts.show({ kind: 'fault', text: faultSentence(error), seconds: 10 }); })
            .finally(() => mark(key, false));
        },
      });
    },
  };
}
