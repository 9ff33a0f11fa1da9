import { Button, Chip } from '@aftercare/ui';
import { PhoneForwarded, Undo2, Users } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { PhoneCall, Telephone } from './useTelephone.ts';

/** Somebody was asked in: speak with them, then all together, or the customer is theirs, or it was nothing. */
export function GuestPart({ call, guest, telephone }: { readonly call: PhoneCall; readonly guest: PhoneCall['parties'][number]; readonly telephone: Telephone }) {
  const { t } = useTranslation('telephone');
  const { busy } = telephone;
  const inside = guest.state === 'in';
  const together = inside && call.state === 'talking';
  return (
    <div className="tp-guest" role="group" aria-label={t('guest', { name: guest.name })}>
      <div className="tp-facts"><span className="ac-strong ac-grow">{guest.name}</span><Chip tone={together ? 'done' : 'wait'}>{t(together ? 'allTogether' : inside ? 'customerWaits' : 'guestRings')}</Chip></div>
      {inside ? (
        <div className="tp-acts">
          {together ? null : <Button wide busy={busy} icon={<Users size={16} aria-hidden="true" />} onClick={() => void telephone.act(call.id, 'join')}>{t('join')}</Button>}
          <Button wide kind="primary" busy={busy} icon={<PhoneForwarded size={16} aria-hidden="true" />} onClick={() => void telephone.act(call.id, 'pass')}>{t('pass')}</Button>
        </div>
      ) : null}
      <Button wide busy={busy} icon={<Undo2 size={16} aria-hidden="true" />} onClick={() => void telephone.act(call.id, 'take-back')}>{t(together ? 'withoutGuest' : 'takeBack')}</Button>
    </div>
  );
}
