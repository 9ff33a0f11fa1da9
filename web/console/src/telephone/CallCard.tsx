import { Button, Chip, IconButton, TierMark, useNow } from '@aftercare/ui';
import { Link } from '@tanstack/react-router';
import { Grid3x3, Mic, MicOff, Pause, Phone, PhoneForwarded, PhoneOff, Play } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { TransferForm } from './TransferForm.tsx';
import type { PhoneCall, Telephone } from './useTelephone.ts';

const keys = ['1', '2', '3', '4', '5', '6', '7', '8', '9', '*', '0', '#'];
const clock = (seconds: number) => `${Math.floor(seconds / 60)}:${String(Math.floor(seconds % 60)).padStart(2, '0')}`;

/** One call: who it is before it is answered, and everything one does in it. */
export function CallCard({ call, telephone }: { readonly call: PhoneCall; readonly telephone: Telephone }) {
  const { t } = useTranslation('telephone');
  const [open, setOpen] = useState<'keys' | 'transfer' | null>(null);
  const now = useNow('second');
  const { me, busy, muted, speaking } = telephone;
  const rings = call.state === 'ringing' && call.offeredTo === me.id;
  const here = speaking === call.id;
  const held = call.state === 'held';
  const name = call.customer?.name ?? (call.caller || t('unknown'));
  return (
    <article className="tp-card" data-rings={rings || undefined} aria-label={rings ? t('ringing', { name }) : name}>
      <header className="tp-head">
        <Phone size={18} aria-hidden="true" className="tp-head__icon" />
        <div className="ac-grow">
          <div className="tp-name">{call.customer ? <Link to="/customers/$customerId" params={{ customerId: String(call.customer.id) }}>{name}</Link> : name} {call.customer ? <TierMark tier={call.customer.tier} /> : null}</div>
          <div className="ac-small ac-faint">{rings ? t('incoming', { number: call.numberName }) : `${call.caller} · ${call.numberName}`}</div>
        </div>
        {call.answeredAt && !rings ? <span className="tp-time" role="timer">{clock(Math.max(0, (now - new Date(call.answeredAt).getTime()) / 1000))}</span> : null}
      </header>
      <div className="tp-facts">
        {call.ticketId ? <Link to="/tickets/$ticketId" params={{ ticketId: String(call.ticketId) }}>{t('ticket', { id: call.ticketId })}</Link> : <span className="ac-faint">{t('noTicket')}</span>}
        {held ? <Chip tone="wait">{t('onHold')}</Chip> : null}
        {here && muted ? <Chip tone="due">{t('muted')}</Chip> : null}
      </div>
      {rings ? (
        <div className="tp-acts">
          <Button kind="primary" wide busy={busy} icon={<Phone size={16} aria-hidden="true" />} onClick={() => void telephone.answer(call.id)}>{t('answer')}</Button>
          <Button wide busy={busy} icon={<PhoneForwarded size={16} aria-hidden="true" />} onClick={() => void telephone.act(call.id, 'decline')}>{t('decline')}</Button>
        </div>
      ) : here ? (
        <div className="tp-acts">
          <IconButton label={t(muted ? 'unmute' : 'mute')} keys="⌘⇧M" aria-pressed={muted} icon={muted ? <MicOff size={18} /> : <Mic size={18} />} onClick={() => telephone.mute(!muted)} />
          <IconButton label={t(held ? 'resume' : 'hold')} keys="⌘⇧H" aria-pressed={held} icon={held ? <Play size={18} /> : <Pause size={18} />} onClick={() => void telephone.act(call.id, held ? 'resume' : 'hold')} />
          <IconButton label={t('keypad')} aria-expanded={open === 'keys'} icon={<Grid3x3 size={18} />} onClick={() => setOpen(open === 'keys' ? null : 'keys')} />
          <IconButton label={t('transfer')} aria-expanded={open === 'transfer'} icon={<PhoneForwarded size={18} />} onClick={() => setOpen(open === 'transfer' ? null : 'transfer')} />
          <span className="ac-grow" />
          <Button kind="danger" busy={busy} icon={<PhoneOff size={16} aria-hidden="true" />} onClick={() => void telephone.act(call.id, 'hangup')}>{t('hangup')}</Button>
        </div>
      ) : (
        <div className="tp-acts">
          <span className="ac-small ac-faint ac-grow">{busy ? t('waitingForLine') : t('comeBackText')}</span>
          <Button kind="primary" busy={busy} onClick={() => void telephone.answer(call.id)}>{t('comeBack')}</Button>
        </div>
      )}
      {here && open === 'keys' ? <div className="tp-keys">{keys.map((key) => <Button key={key} aria-label={t('key', { key })} onClick={() => void telephone.keys(call.id, key)}>{key}</Button>)}</div> : null}
      {here && open === 'transfer' ? <TransferForm call={call} telephone={telephone} /> : null}
    </article>
  );
}
