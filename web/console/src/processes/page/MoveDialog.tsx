import { api } from '@aftercare/contract';
import { Button, Dialog, ErrorState, Field, Input, Loading, Notice, Skeleton, faultSentence, named, useApi, useToasts } from '@aftercare/ui';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type Definition, useProcessQueries } from '../data.ts';

/** Moves running cases to the live version; steps that are called otherwise there are mapped first, and the server checks before anything moves. */
export function MoveDialog({ definition, from, to, onClose }: { readonly definition: Definition; readonly from: number; readonly to: number; readonly onClose: () => void }) {
  const { t, i18n } = useTranslation(['processes', 'app']);
  const { call } = useApi();
  const client = useQueryClient();
  const toasts = useToasts();
  const { key } = definition;
  const [mapping, setMapping] = useState<Readonly<Record<string, string>>>({});
  const given = Object.fromEntries(Object.entries(mapping).filter(([, target]) => target.trim() !== ''));
  const check = useQuery({ queryKey: ['process-move', key, from, to, given], queryFn: ({ signal }) => call(api.processes.checkMigration, { params: { key }, body: { from, to, mapping: given } }, { signal }), staleTime: 0, placeholderData: (before) => before });
  const target = useQuery(useProcessQueries().version(key, to));
  const move = useMutation({
    mutationFn: () => call(api.processes.migrate, { params: { key }, body: { from, to, mapping: given } }),
    onSuccess: async ({ moved, refused }) => {
      await client.invalidateQueries({ queryKey: ['processes'] });
      toasts.show({ kind: refused.length > 0 ? 'fault' : 'told', text: t(refused.length > 0 ? 'move.some' : 'move.done', { count: moved, refused: refused.length }) });
      onClose();
    },
  });
  const ids = [...(target.data?.xml ?? '').matchAll(/<bpmn:(?:userTask|manualTask|receiveTask|intermediateCatchEvent|callActivity|subProcess|serviceTask|task)\b[^>]*?\bid="([^"]+)"/g)].map((match) => match[1] ?? '');
  return (
    <Dialog
      open onClose={onClose} title={t('move.title', { from, to })}
      foot={<><Button onClick={onClose}>{t('app:cancel')}</Button><Button kind="primary" busy={move.isPending} disabled={!check.data?.ok} onClick={() => move.mutate()}>{t('move.go', { count: check.data?.running ?? 0 })}</Button></>}
    >
      {check.isError ? <ErrorState error={check.error} retry={() => void check.refetch()} /> : null}
      {check.data ? (
        <div className="ac-stack">
          <p className="ac-soft">{t('move.text', { count: check.data.running })}</p>
          {check.data.waiting.map((one) => (
            <Field key={one.elementId} label={`${named(one.title, i18n.language)} · ${t('list.running', { count: one.count })}`} hint={t('move.hint')}>
              {(control) => <Input {...control} list="pr-move-ids" spellCheck={false} placeholder={one.to ?? one.elementId} value={mapping[one.elementId] ?? ''} onChange={(event) => setMapping({ ...mapping, [one.elementId]: event.target.value })} />}
            </Field>
          ))}
          <datalist id="pr-move-ids">{ids.map((id) => <option key={id} value={id} />)}</datalist>
          {check.data.problems.map((one, at) => <Notice key={at} tone={one.severity === 'error' ? 'late' : 'due'}>{named(one.message, i18n.language)}</Notice>)}
          {move.isError ? <Notice tone="late" role="alert">{faultSentence(move.error)}</Notice> : null}
        </div>
      ) : check.isPending ? <Loading><Skeleton height="6rem" /></Loading> : null}
    </Dialog>
  );
}
