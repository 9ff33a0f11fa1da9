import { faultSentence, useApi, useToasts } from '@aftercare/ui';
import { api } from '@aftercare/contract';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';

/** Joins, undoes, declines; whoever was shown as two or one is read again. */
export function useMerging() {
  const { t } = useTranslation();
  const { call } = useApi();
  const toasts = useToasts();
  const client = useQueryClient();
  const renew = () => Promise.all(['customer', 'customers', 'likely', 'merges', 'ticket'].map((key) => client.invalidateQueries({ queryKey: [key] })));
  const onError = (error: Error) => { toasts.show({ kind: 'fault', text: faultSentence(error) }); };
  const undo = useMutation({ mutationFn: (id: number) => call(api.customers.undoMerge, { params: { id } }), onSuccess: async () => { toasts.show({ text: t('same.undone'), seconds: 4 }); await renew(); }, onError });
  const merge = useMutation({
    mutationFn: (pair: { fromId: number; intoId: number }) => call(api.customers.merge, { body: pair }),
    onSuccess: async (done) => {
      toasts.show({ text: t('same.done', { from: done.from.name, into: done.into.name }), seconds: 10, action: { label: t('undo'), perform: () => undo.mutate(done.id) } });
      await renew();
    },
    onError,
  });
  const dismiss = useMutation({ mutationFn: (id: number) => call(api.customers.dismissLikely, { params: { id } }), onSuccess: renew, onError });
  return { merge, undo, dismiss };
}
