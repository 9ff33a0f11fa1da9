import { DesignedField, named, useApi } from '@aftercare/ui';
import type { DesignedValue } from '@aftercare/ui';
import { api } from '@aftercare/contract';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { TicketPage } from '../../data/types.ts';
import { onWish, takeWish } from '../../designed/missing.ts';
import { OwnKind } from '../../designed/OwnKind.tsx';
import { useStepQueries } from '../../steps/data.ts';
import type { TicketActions } from '../useTicketActions.ts';

/** The fields the house designed for this type; each is saved where it stands, and shows or hides others. */
export function DesignedProps({ page, actions }: { readonly page: TicketPage; readonly actions: TicketActions }) {
  const { t, i18n } = useTranslation();
  const { call } = useApi();
  const { ticket, can } = page;
  const form = useQuery({ queryKey: ['ticket-fields', ticket.id, ticket.version], queryFn: ({ signal }) => call(api.ticketFields.ofTicket, { params: { id: ticket.id } }, { signal }), staleTime: 60_000, placeholderData: (before) => before });
  const items = form.data?.items ?? [];
  const steps = useQuery({ ...useStepQueries().ofTicket(ticket.id), enabled: items.some((field) => field.neededAt.some((point) => point.startsWith('step:'))) });
  const stepName = (element: string) => { const step = [...(steps.data?.tasks ?? []), ...(steps.data?.past ?? [])].find((one) => one.elementId === element); return step?.title ? named(step.title, i18n.language) : undefined; };
  const box = useRef<HTMLFieldSetElement>(null);
  const there = items.length > 0;
  useEffect(() => {
    if (!there) return;
    const go = () => {
      const key = takeWish(ticket.id);
      if (key !== null) box.current?.querySelector<HTMLElement>(`[data-field="${key}"] :is(input:not([hidden]), select, button)`)?.focus();
    };
    go();
    return onWish(go);
  }, [there, ticket.id]);
  if (!there) return null;
  return (
    <fieldset ref={box} className="cs-designed" disabled={!can.write}>
      <legend className="ac-unseen">{t('field.fields')}</legend>
      {items.map((field) => <One key={field.key} field={field} stepName={stepName} customerId={ticket.customer.id} onSave={(value) => actions.change({ changes: { fields: { [field.key]: value } }, said: t('ticket.changed', { id: ticket.id }) })} />)}
    </fieldset>
  );
}

type Item = Parameters<typeof DesignedField>[0]['field'] & { readonly value: DesignedValue; readonly shown: string | null; readonly url: string | null };
const typed = new Set(['text', 'number', 'money', 'date']);

/** What is typed is saved when one leaves the field; what is chosen, at once. */
function One({ field, stepName, customerId, onSave }: { readonly field: Item; readonly stepName: (element: string) => string | undefined; readonly customerId: number; readonly onSave: (value: DesignedValue) => void }) {
  const [value, setValue] = useState(field.value);
  useEffect(() => setValue(field.value), [field.value]);
  const waits = typed.has(field.kind);
  return (
    <div data-field={field.key} onBlur={() => { if (waits && value !== field.value) onSave(value); }} onKeyDown={(event) => { if (waits && event.key === 'Enter' && event.target instanceof HTMLInputElement) event.target.blur(); }}>
      <DesignedField
        field={{ ...field, required: false }} value={value} alone stepName={stepName}
        onChange={(next) => {
          setValue(next);
          // Half a cascade is no answer yet.
          if (!waits && (field.kind !== 'cascade' || next === null || ends(field.options, String(next)))) onSave(next);
        }}
        own={(control) => <OwnKind kind={field.kind} control={control} customerId={customerId} value={value} shown={field.shown} url={field.url} onPick={(next) => { setValue(next); onSave(next); }} />}
      />
    </div>
  );
}

interface Level { readonly key: string; readonly below?: readonly Level[] }
function ends(options: readonly Level[], path: string): boolean {
  let level = options;
  for (const key of path.split('/')) level = level.find((one) => one.key === key)?.below ?? [];
  return level.length === 0;
}
