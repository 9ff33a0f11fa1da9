import { named, useApi, useToasts } from '@aftercare/ui';
import { api } from '@aftercare/contract';
import { ApiError } from '@aftercare/contract/client';
import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { lastView } from '../inbox/place.ts';

let wish: { readonly ticketId: number; readonly key: string } | null = null;
const event = 'aftercare-field';

/** The field somebody wants to fill in: asked once, by the form that has it. */
export function takeWish(ticketId: number): string | null {
  if (wish?.ticketId !== ticketId) return null;
  const { key } = wish;
  wish = null;
  return key;
}
export function onWish(heard: () => void): () => void {
  window.addEventListener(event, heard);
  return () => window.removeEventListener(event, heard);
}

/** Goes to a field of a ticket, ready to be filled in. */
export function useLead() {
  const navigate = useNavigate();
  return (ticketId: number, key: string) => {
    wish = { ticketId, key };
    void navigate({ to: '/inbox/$view/$ticketId', params: { view: lastView(), ticketId: String(ticketId) }, hash: 'side' }).then(() => window.dispatchEvent(new Event(event)));
  };
}

/** A change refused for what a designed field lacks says which, of which ticket, and leads there. False: it was refused for something else. */
export function useMissing() {
  const { t, i18n } = useTranslation();
  const { call } = useApi();
  const client = useQueryClient();
  const toasts = useToasts();
  const lead = useLead();
  return (error: unknown, ticketId: number, more = ''): boolean => {
    const lacking = error instanceof ApiError ? (error.problem.fields ?? []).flatMap(({ path, message }) => { const key = /(?:^|\.)fields\.(.+)$/.exec(path)?.[1]; return key ? [{ key, message }] : []; }) : [];
    const first = lacking[0];
    if (!first) return false;
    const say = (fields: string) => toasts.show({ kind: 'fault', text: t('designed.missing', { id: ticketId, fields }) + (more && ` ${more}`), seconds: 12, action: { label: t('designed.fillIn'), perform: () => lead(ticketId, first.key) } });
    // What is needed, and at which step, the server has said in a sentence; what does not fit is said field by field.
    if (error instanceof ApiError && error.problem.detail) { say(error.problem.detail); return true; }
    const tell = (nameOf: (key: string) => string) => say(lacking.map((one) => `${nameOf(one.key)}: ${one.message}`).join(' '));
    void client.fetchQuery({ queryKey: ['ticket-fields'], queryFn: () => call(api.ticketFields.list, {}), staleTime: 60_000 }).then(
      ({ items }) => tell((key) => { const field = items.find((one) => one.key === key); return field ? named(field.name, i18n.language) : key; }),
      () => tell((key) => key),
    );
    return true;
  };
}
