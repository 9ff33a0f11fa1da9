import { faultSentence, useApi, useToasts } from '@aftercare/ui';
import { api } from '@aftercare/contract';
import type { LikeReason } from '@aftercare/contract/relations';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';

/** A reason as a person reads it. */
export function reasonWords(t: TFunction<'related'>, { code, value }: LikeReason): string {
  if (code === 'near-in-time') return value === '0' ? t('reason.at-once') : t('reason.near-in-time', { count: Number(value) });
  return t(`reason.${code}`, { value }).trim();
}

export function useRelations(id: number) {
  const { call } = useApi();
  return useQuery({ queryKey: ['relations', id], queryFn: ({ signal }) => call(api.relations.of, { params: { id } }, { signal }), staleTime: 20_000 });
}

/** Merges, undoes, splits, declines; whatever shows the tickets is read again. */
export function useRelating() {
  const { t } = useTranslation('related');
  const { call } = useApi();
  const toasts = useToasts();
  const client = useQueryClient();
  const renew = () => Promise.all(['ticket', 'relations', 'list', 'views', 'clocks', 'customer'].map((key) => client.invalidateQueries({ queryKey: [key] })));
  const onError = (error: Error) => { toasts.show({ kind: 'fault', text: faultSentence(error), seconds: 8 }); };
  const undo = useMutation({ mutationFn: (id: number) => call(api.relations.undo, { params: { id } }), onSuccess: async (m) => { toasts.show({ text: t('undone', { from: m.from.id }), seconds: 4 }); await renew(); }, onError });
  const merge = useMutation({
    mutationFn: (body: { fromId: number; intoId: number }) => call(api.relations.merge, { body }),
    onSuccess: async (m) => { toasts.show({ text: t('done', { from: m.from.id, into: m.into.id }), seconds: 10, action: { label: t('undo'), perform: () => undo.mutate(m.id) } }); await renew(); },
    onError,
  });
  const distinct = useMutation({ mutationFn: (pair: readonly [number, number]) => call(api.relations.distinct, { params: { id: pair[0] }, body: { ticketId: pair[1] } }), onSuccess: renew, onError });
  const link = useMutation({ mutationFn: (pair: readonly [number, number]) => call(api.tickets.link, { params: { id: pair[0] }, body: { ticketId: pair[1], kind: 'duplicate' } }), onSuccess: async () => { toasts.show({ text: t('linked'), seconds: 4 }); await renew(); }, onError });
  const split = useMutation({ mutationFn: (s: { id: number; messageIds: number[]; subject: string; type: string }) => call(api.relations.split, { params: { id: s.id }, body: { messageIds: s.messageIds, subject: s.subject, type: s.type } }), onSuccess: renew });
  const unsplit = useMutation({ mutationFn: (id: number) => call(api.relations.unsplit, { params: { id } }), onSuccess: async ({ id }) => { toasts.show({ text: t('unsplitDone', { id }), seconds: 5 }); await renew(); }, onError });
  return { merge, undo, distinct, link, split, unsplit };
}
