import { Button, Combobox, Dialog, Field, Notice, Select, faultSentence, useApi } from '@aftercare/ui';
import { api } from '@aftercare/contract';
import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query';
import { useDeferredValue, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useQueries } from '../../data/useQueries.ts';

const kinds = ['related', 'parent', 'child', 'duplicate'] as const;

/** Binds this ticket to another, found by number or words. */
export function LinkDialog({ open, ticketId, onClose }: { readonly open: boolean; readonly ticketId: number; readonly onClose: () => void }) {
  return open ? <Inside ticketId={ticketId} onClose={onClose} /> : null;
}

function Inside({ ticketId, onClose }: { readonly ticketId: number; readonly onClose: () => void }) {
  const { t } = useTranslation();
  const { call } = useApi();
  const client = useQueryClient();
  const [words, setWords] = useState('');
  const [target, setTarget] = useState<number | null>(null);
  const [kind, setKind] = useState<(typeof kinds)[number]>('related');
  const asked = useDeferredValue(words.replace(/^#/, '').trim());
  const found = useInfiniteQuery({ ...useQueries().search(asked), enabled: asked !== '' && target === null });
  const options = (found.data?.pages[0]?.items ?? []).filter((hit) => hit.kind === 'ticket' && hit.id !== ticketId).slice(0, 8).map((hit) => ({ value: hit.id, label: hit.title, hint: `#${hit.id}${hit.customerName ? ` · ${hit.customerName}` : ''}` }));
  const number = /^#?(\d+)$/.exec(words.trim())?.[1];
  const chosen = target ?? (number && Number(number) !== ticketId ? Number(number) : null);
  const link = useMutation({
    mutationFn: (id: number) => call(api.tickets.link, { params: { id: ticketId }, body: { ticketId: id, kind } }),
    onSuccess: async () => { await client.invalidateQueries({ queryKey: ['ticket', ticketId] }); onClose(); },
  });
  return (
    <Dialog
      open onClose={onClose} title={t('command.link')} size="small" onSubmit={() => { if (chosen !== null) link.mutate(chosen); }}
      foot={<><Button onClick={onClose}>{t('cancel')}</Button><Button kind="primary" type="submit" disabled={chosen === null} busy={link.isPending}>{t('links.add')}</Button></>}
    >
      <div className="ac-stack">
        {link.error ? <Notice tone="late" role="alert">{faultSentence(link.error)}</Notice> : null}
        <Field label={t('links.which')}>{(control) => <Combobox control={control} label={t('links.which')} autoFocus text={words} onText={(text) => { setWords(text); setTarget(null); }} options={options} onPick={(id) => { setTarget(id); setWords(options.find((one) => one.value === id)?.label ?? `#${id}`); }} placeholder={t('links.placeholder')} />}</Field>
        <Field label={t('links.how')}>{(control) => <Select {...control} value={kind} choices={kinds.map((one) => ({ value: one, label: t(`links.${one}`) }))} onChange={setKind} />}</Field>
      </div>
    </Dialog>
  );
}
