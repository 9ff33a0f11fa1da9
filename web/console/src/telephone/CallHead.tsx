import { Chip, TierMark, useNow } from '@aftercare/ui';
import { Link } from '@tanstack/react-router';
import { Ear, Phone, PhoneOutgoing } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { PhoneCall } from './useTelephone.ts';

const clock = (seconds: number) => `${Math.floor(seconds / 60)}:${String(Math.floor(seconds % 60)).padStart(2, '0')}`;

/** Who it is, which ticket, how long. */
export function CallHead({ call, sub, marks }: { readonly call: PhoneCall; readonly sub: string; readonly marks?: ReactNode }) {
  const { t } = useTranslation('telephone');
  const now = useNow('second');
  const name = call.customer?.name ?? (call.caller || t('unknown'));
  const Icon = call.direction === 'out' ? PhoneOutgoing : Phone;
  const runs = call.answeredAt && ['talking', 'held'].includes(call.state);
  const listens = call.parties.filter((one) => one.kind === 'supervisor');
  return (
    <>
      <header className="tp-head">
        <Icon size={18} aria-hidden="true" className="tp-head__icon" />
        <div className="ac-grow">
          <div className="tp-name">{call.customer ? <Link to="/customers/$customerId" params={{ customerId: String(call.customer.id) }}>{name}</Link> : name} {call.customer ? <TierMark tier={call.customer.tier} /> : null}</div>
          <div className="ac-small ac-faint">{sub}</div>
        </div>
        {runs ? <span className="tp-time" role="timer">{clock(Math.max(0, (now - new Date(call.answeredAt ?? 0).getTime()) / 1000))}</span> : null}
      </header>
      <div className="tp-facts">
        {call.ticketId ? <Link to="/tickets/$ticketId" params={{ ticketId: String(call.ticketId) }}>{t('ticket', { id: call.ticketId })}</Link> : call.direction === 'in' ? <span className="ac-faint">{t('noTicket')}</span> : null}
        {marks}
        {listens.map((one) => <Chip key={one.id}><Ear size={12} aria-hidden="true" /> {t(one.mode === 'whisper' ? 'whispers' : 'listens', { name: one.name })}</Chip>)}
      </div>
    </>
  );
}
