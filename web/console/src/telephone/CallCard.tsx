import { Button, Chip, IconButton } from '@aftercare/ui';
import { Grid3x3, Mic, MicOff, Pause, Phone, PhoneForwarded, PhoneOff, Play } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { CallHead } from './CallHead.tsx';
import { CallerFacts } from './CallerFacts.tsx';
import { GuestPart } from './GuestPart.tsx';
import { Keypad } from './Keypad.tsx';
import { TransferForm } from './TransferForm.tsx';
import { type PhoneCall, type Telephone, standOf } from './useTelephone.ts';

/** One call: who it is before it is answered, and everything one does in it. */
export function CallCard({ call, telephone }: { readonly call: PhoneCall; readonly telephone: Telephone }) {
  const { t } = useTranslation('telephone');
  const [open, setOpen] = useState<'keys' | 'transfer' | null>(null);
  const { me, busy, muted, speaking } = telephone;
  const stand = standOf(call, me.id);
  const rings = stand === 'rings' || stand === 'asked';
  const here = speaking === call.id;
  const held = call.state === 'held';
  const guest = call.parties.find((one) => one.kind === 'guest');
  const name = call.customer?.name ?? (call.caller || t('unknown'));
  const sub = stand === 'asked' ? t('askedBy', { name: call.agent?.name ?? '' }) : stand === 'guest' ? t('guestOf', { name: call.agent?.name ?? '' }) : call.state === 'dialling' ? t('dialling') : rings ? t('incoming', { number: call.numberName }) : `${call.caller} · ${call.numberName}`;
  const mute = <IconButton label={t(muted ? 'unmute' : 'mute')} keys="⌘⇧M" aria-pressed={muted} icon={muted ? <MicOff size={18} /> : <Mic size={18} />} onClick={() => telephone.mute(!muted)} />;
  return (
    <article className="tp-card" data-rings={rings || undefined} aria-label={rings ? t(stand === 'asked' ? 'asks' : 'ringing', { name: stand === 'asked' ? (call.agent?.name ?? '') : name }) : name}>
      <CallHead
        call={call} sub={sub}
        marks={<>{held && !guest && stand === 'mine' ? <Chip tone="wait">{t('onHold')}</Chip> : null}{here && muted ? <Chip tone="due">{t('muted')}</Chip> : null}</>}
      />
      {rings && call.customer ? <CallerFacts customerId={call.customer.id} except={call.ticketId} /> : null}
      {rings ? (
        <div className="tp-acts">
          <Button kind="primary" wide busy={busy} icon={<Phone size={16} aria-hidden="true" />} onClick={() => void telephone.answer(call.id)}>{t('answer')}</Button>
          <Button wide busy={busy} icon={stand === 'asked' ? <PhoneOff size={16} aria-hidden="true" /> : <PhoneForwarded size={16} aria-hidden="true" />} onClick={() => void telephone.act(call.id, 'decline')}>{t(stand === 'asked' ? 'notNow' : 'decline')}</Button>
        </div>
      ) : !here ? (
        <div className="tp-acts">
          <span className="ac-small ac-faint ac-grow">{busy ? t('waitingForLine') : t('comeBackText')}</span>
          {call.state === 'dialling' ? null : <Button kind="primary" busy={busy} onClick={() => void telephone.answer(call.id)}>{t('comeBack')}</Button>}
        </div>
      ) : stand === 'guest' ? (
        <div className="tp-acts">{mute}<span className="ac-small ac-faint ac-grow">{held ? t('customerWaits') : t('allTogether')}</span><Button busy={busy} icon={<PhoneOff size={16} aria-hidden="true" />} onClick={() => void telephone.act(call.id, 'leave')}>{t('leave')}</Button></div>
      ) : (
        <div className="tp-acts">
          {mute}
          {guest ? null : <IconButton label={t(held ? 'resume' : 'hold')} keys="⌘⇧H" aria-pressed={held} disabled={call.state === 'dialling'} icon={held ? <Play size={18} /> : <Pause size={18} />} onClick={() => void telephone.act(call.id, held ? 'resume' : 'hold')} />}
          <IconButton label={t('keypad')} aria-expanded={open === 'keys'} icon={<Grid3x3 size={18} />} onClick={() => setOpen(open === 'keys' ? null : 'keys')} />
          {guest ? null : <IconButton label={t('transfer')} aria-expanded={open === 'transfer'} disabled={call.state === 'dialling'} icon={<PhoneForwarded size={18} />} onClick={() => setOpen(open === 'transfer' ? null : 'transfer')} />}
          <span className="ac-grow" />
          <Button kind="danger" busy={busy} icon={<PhoneOff size={16} aria-hidden="true" />} onClick={() => void telephone.act(call.id, 'hangup')}>{t('hangup')}</Button>
        </div>
      )}
      {here && stand === 'mine' && guest ? <GuestPart call={call} guest={guest} telephone={telephone} /> : null}
      {here && open === 'keys' ? <Keypad onKey={(key) => void telephone.keys(call.id, key)} /> : null}
      {here && stand === 'mine' && open === 'transfer' && !guest ? <TransferForm call={call} telephone={telephone} onDone={() => setOpen(null)} /> : null}
    </article>
  );
}
