import { Button, Chip } from '@aftercare/ui';
import { Ear, MessageCircle, PhoneOff } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { CallHead } from './CallHead.tsx';
import type { PhoneCall, Telephone } from './useTelephone.ts';

/** A call one listens to; a whisper reaches the colleague alone. */
export function SupervisedCard({ call, telephone }: { readonly call: PhoneCall; readonly telephone: Telephone }) {
  const { t } = useTranslation('telephone');
  const { me, busy, speaking } = telephone;
  const mode = call.parties.find((one) => one.agentId === me.id)?.mode ?? 'listen';
  return (
    <article className="tp-card" aria-label={t('supervising', { name: call.agent?.name ?? '' })}>
      <CallHead call={{ ...call, parties: call.parties.filter((one) => one.agentId !== me.id) }} sub={t('supervising', { name: call.agent?.name ?? '' })} marks={<Chip tone={mode === 'whisper' ? 'due' : 'wait'}>{t(mode === 'whisper' ? 'youWhisper' : 'youListen', { name: call.agent?.name ?? '' })}</Chip>} />
      <div className="tp-acts">
        {speaking === call.id
          ? <Button wide busy={busy} icon={mode === 'whisper' ? <Ear size={16} aria-hidden="true" /> : <MessageCircle size={16} aria-hidden="true" />} onClick={() => void telephone.superviseAs(call.id, mode === 'whisper' ? 'listen' : 'whisper')}>{t(mode === 'whisper' ? 'onlyListen' : 'whisper')}</Button>
          : <Button wide kind="primary" busy={busy} onClick={() => void telephone.supervise(call.id, mode)}>{t('listenHere')}</Button>}
        <Button wide busy={busy} icon={<PhoneOff size={16} aria-hidden="true" />} onClick={() => void telephone.act(call.id, 'leave')}>{t('leave')}</Button>
      </div>
    </article>
  );
}
