import { Button, Notice, useApi } from '@aftercare/ui';
import { api } from '@aftercare/contract';
import { useQuery } from '@tanstack/react-query';
import { Clock3 } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useTypeName } from '../data/useTypeName.ts';
import { wishWords } from '../ticket/timeline/changeWords.ts';
import { fieldByField } from '../ticket/timeline/designedWords.ts';
import { useOutbox } from './Outbox.tsx';
import { keyOf } from './waiting.ts';
import type { WaitingChange } from './waiting.ts';

/** Above the place to write: what was sent or changed on this ticket and has not left yet. */
export function WaitingHere({ ticketId }: { readonly ticketId: number }) {
  const { t } = useTranslation();
  const { waiting, takeBack } = useOutbox();
  return waiting.filter((one) => one.ticketId === ticketId).map((one) => (
    <Notice key={keyOf(one)} tone="due" role="status" icon={<Clock3 size={16} aria-hidden="true" />}>
      {'sent' in one ? <>{t(`outbox.${one.sent.kind}`)} <span className="ac-soft">“{one.sent.text.length > 80 ? `${one.sent.text.slice(0, 80)}…` : one.sent.text}”</span></> : <>{t('outbox.change')} <ChangeWords change={one.change} /></>} <Button kind="link" onClick={() => takeBack(one)}>{t('outbox.takeBack')}</Button>
    </Notice>
  ));
}

function ChangeWords({ change }: { readonly change: WaitingChange['change'] }) {
  const { t, i18n } = useTranslation(['app', 'ui']);
  const { call } = useApi();
  const designs = useQuery({ queryKey: ['ticket-fields'], queryFn: ({ signal }) => call(api.ticketFields.list, {}, { signal }), enabled: change.changes.fields !== undefined, staleTime: 60_000 });
  const typeName = useTypeName();
  const { changes, before, names } = change;
  const name = (field: string) => (field === 'ownerId' ? names?.owner : field === 'teamId' ? names?.team : null) ?? null;
  const fields = Object.entries(changes).map(([field, to]) => ({ field, from: (before as Record<string, unknown>)[field] ?? null, to, toName: name(field) }));
  return <span className="ac-soft">{fieldByField(fields, designs.data?.items ?? [], i18n.language, (on) => t(on ? 'ui:designed.yes' : 'ui:designed.no')).map((field) => wishWords(field, t, i18n.language, typeName)).join(t('change.join'))}</span>;
}
