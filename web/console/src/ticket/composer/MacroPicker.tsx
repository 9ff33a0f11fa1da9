import { IconButton, Picker, faultSentence, named, useApi, useToasts } from '@aftercare/ui';
import { api } from '@aftercare/contract';
import type { Macro } from '@aftercare/contract/automation';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Zap } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useQueries } from '../../data/useQueries.ts';

/** Applies a macro to a ticket; one undo for everything it did. `onText`: what it lays into the composer. */
export function useMacro(ticketId: number, onText: (text: string) => void) {
  const { t, i18n } = useTranslation();
  const { call } = useApi();
  const client = useQueryClient();
  const toasts = useToasts();
  const renew = () => Promise.all(['ticket', 'list', 'views', 'clocks'].map((key) => client.invalidateQueries({ queryKey: [key] })));
  const fault = (error: unknown) => toasts.show({ kind: 'fault', text: faultSentence(error), seconds: 8 });
  const undo = useMutation({
    mutationFn: (id: number) => call(api.automation.undoMacro, { params: { id } }),
    onSuccess: ({ stays }) => toasts.show({ text: stays.includes('message') ? t('macro.stays') : stays.length > 0 ? t('macro.staysFields') : t('macro.undone'), seconds: 5 }), onError: fault, onSettled: renew,
  });
  return useMutation({
    mutationFn: async (macro: Macro) => ({ macro, done: await call(api.automation.apply, { params: { id: ticketId, macroId: macro.id } }, { idempotencyKey: crypto.randomUUID() }) }),
    onSuccess: ({ macro, done }) => {
      if (done.text) onText(done.text);
      const name = named(macro.name, i18n.language);
      toasts.show({ text: done.messageId ? t('macro.appliedSent', { name, seconds: done.undoSeconds }) : t('macro.applied', { name }), seconds: done.undoSeconds || 10, counts: done.undoSeconds > 0, action: { label: t('undo'), perform: () => undo.mutate(done.id) } });
    },
    onError: fault, onSettled: renew,
  });
}

/** Macros behind a button. */
export function MacroPicker({ ticketId, onText }: { readonly ticketId: number; readonly onText: (text: string) => void }) {
  const { t, i18n } = useTranslation();
  const macros = useQuery(useQueries().macros());
  const apply = useMacro(ticketId, onText);
  const items = (macros.data?.items ?? []).filter((one) => one.active);
  if (items.length === 0) return null;
  return (
    <Picker
      label={t('macro.label')} side="above-start" options={() => items.map((one) => ({ value: one, label: named(one.name, i18n.language), hint: one.text ? (one.text.zh || one.text.en).replace(/\s+/g, ' ').slice(0, 60) : '' }))} selected={() => false} onPick={(macro) => apply.mutate(macro)}
      trigger={(props) => <IconButton {...props} size="small" label={t('macro.label')} icon={<Zap size={16} />} aria-busy={apply.isPending} />}
    />
  );
}
