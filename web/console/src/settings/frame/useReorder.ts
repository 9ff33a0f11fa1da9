import { faultSentence, useToasts } from '@aftercare/ui';
import { useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { changedPlaces, moved } from './order.ts';

interface Placed { readonly id: number; readonly position: number }

/** Moves one thing among its like: shown at once, written one by one, taken back if the server refuses, with undo. */
export function useReorder<Item extends Placed>(key: string, items: readonly Item[], put: (item: Item) => Promise<unknown>): (id: number, to: number) => void {
  const client = useQueryClient();
  const toasts = useToasts();
  const { t } = useTranslation(['settings', 'app']);
  const show = (list: readonly Item[]) => client.setQueryData<{ items: readonly Item[] }>([key], { items: list });
  const write = async (before: readonly Item[], after: readonly Item[]) => {
    await client.cancelQueries({ queryKey: [key] });
    show(after);
    try {
      for (const item of changedPlaces(before, after)) await put(item);
    } catch (error) {
      toasts.show({ kind: 'fault', text: faultSentence(error), seconds: 10 });
    }
    await client.invalidateQueries({ queryKey: [key] });
  };
  return (id, to) => {
    const after = moved(items, id, to);
    void write(items, after).then(() => toasts.show({ text: t('order.saved'), seconds: 8, action: { label: t('app:undo'), perform: () => void write(after, items) } }));
  };
}
