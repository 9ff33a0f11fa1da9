import { faultSentence, useApi, useToasts } from '@aftercare/ui';
import { api } from '@aftercare/contract';
import { ApiError } from '@aftercare/contract/client';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { TicketChanges, TicketPage } from '../data/types.ts';
import { useQueries } from '../data/useQueries.ts';
import { useLead, useMissing } from '../designed/missing.ts';
import { useOutbox } from '../outbox/Outbox.tsx';
import { standing } from '../outbox/waiting.ts';
import { patchRows, patched } from './optimistic.ts';
import type { Names } from './optimistic.ts';

interface Told { readonly changes: TicketChanges; readonly names?: Names; readonly said?: string; /** Ignores what others changed meanwhile. */ readonly anyway?: boolean; readonly onUndone?: () => void }
export interface TicketActions {
  /** Changes fields at once on screen; taken back if refused. `said` is the toast, which carries the undo. */
  readonly change: (told: Told) => void;
  readonly undo: (changeId: number) => void;
  readonly busy: boolean;
}

/** The change made last that touched one of these fields and can be undone. */
export function lastChange(page: TicketPage | undefined, fields: readonly string[]): number | null {
  const found = page?.timeline.findLast((item) => item.kind === 'change' && item.undoable && item.fields.some((one) => fields.includes(one.field)));
  return found?.kind === 'change' ? found.id : null;
}

/** Changing one ticket: optimistic, one after the other, guarded against lost updates, with undo. */
export function useTicketActions(id: number): TicketActions {
  const { t } = useTranslation();
  const { call } = useApi();
  const client = useQueryClient();
  const toasts = useToasts();
  const from = useQueries();
  const missing = useMissing();
  const lead = useLead();
  const outbox = useOutbox();
  const key = from.ticket(id).queryKey;
  const renew = () => Promise.all([client.invalidateQueries({ queryKey: ['ticket', id] }), client.invalidateQueries({ queryKey: ['clocks', id] }), client.invalidateQueries({ queryKey: ['list'] }), client.invalidateQueries({ queryKey: ['views'] })]);
  const fault = (error: unknown) => toasts.show({ kind: 'fault', text: faultSentence(error), seconds: 8 });

  const undo = useMutation({
    networkMode: 'always',
    mutationFn: (changeId: number) => call(api.tickets.undo, { params: { id, changeId } }),
    onSuccess: () => toasts.show({ text: t('undone'), seconds: 3 }),
    onError: fault,
    onSettled: renew,
  });
  const undoLast = async (fields: readonly string[]) => {
    const page = await client.fetchQuery({ ...from.ticket(id), staleTime: 0 });
    const changeId = lastChange(page, fields);
    if (changeId !== null) undo.mutate(changeId);
  };
  const change = useMutation({
    scope: { id: `ticket-${id}` },
    // Without a line it fails at once and is kept where a reload finds it.
    networkMode: 'always',
    mutationFn: async ({ changes, anyway }: Told) => {
      // An answer that waited for the line goes first; it moved the ticket on, and that is no change of others.
      if (await outbox.before(id)) await call(api.tickets.get, { params: { id } }).then((fresh) => client.setQueryData(key, (page) => (page ? { ...page, ticket: { ...page.ticket, version: fresh.version } } : page)));
      const version = client.getQueryData(key)?.ticket.version;
      return call(api.tickets.update, { params: { id }, body: changes }, anyway || version === undefined ? {} : { version });
    },
    onMutate: async ({ changes, names }) => {
      await client.cancelQueries({ queryKey: key });
      const before = client.getQueryData(key);
      client.setQueryData(key, (page) => (page ? { ...page, ticket: patched(page.ticket, changes, names) } : page));
      patchRows(client, id, changes, names);
      return { before };
    },
    onSuccess: (ticket, { changes, said, onUndone }) => {
      client.setQueryData(key, (page) => (page ? { ...page, ticket } : page));
      const tell = () => { if (said) toasts.show({ text: said, seconds: 8, action: { label: t('undo'), perform: () => void undoLast(Object.keys(changes)).then(onUndone, fault) } }); };
      if (changes.status !== 'solved' || ticket.type !== 'complaint' || ticket.fields['complaintCause']) { tell(); return; }
      // Solved without its cause: said where the house asks for it.
      void client.fetchQuery({ queryKey: ['ticket-fields'], queryFn: () => call(api.ticketFields.list, {}), staleTime: 60_000 }).then(({ items }) => {
        if (items.some((field) => field.key === 'complaintCause' && field.active)) toasts.show({ text: t('ticket.noCause', { id }), seconds: 12, action: { label: t('ticket.noteCause'), perform: () => lead(id, 'complaintCause') } });
        else tell();
      }, tell);
    },
    onError: (error, told, context) => {
      const was = context?.before?.ticket;
      const { changes, names, anyway } = told;
      if (!(error instanceof ApiError) && was && outbox.keep({ ticketId: id, subject: was.subject, at: Date.now(), change: { key: crypto.randomUUID(), changes, before: standing(was, changes), ...(names ? { names } : {}), namesBefore: { owner: was.owner?.name ?? null, team: was.team?.name ?? null }, version: anyway ? null : was.version } })) {
        toasts.show({ text: t('outbox.changeWaits', { id }), seconds: 8 });
        return;
      }
      if (context?.before) client.setQueryData(key, context.before);
      if (error instanceof ApiError && error.problem.code === 'stale-version') toasts.show({ text: t('ticket.stale'), seconds: 12, action: { label: t('ticket.anyway'), perform: () => change.mutate({ ...told, anyway: true }) } });
      else if (!missing(error, id)) fault(error);
    },
    onSettled: renew,
  });
  return { change: change.mutate, undo: undo.mutate, busy: change.isPending || undo.isPending };
}
