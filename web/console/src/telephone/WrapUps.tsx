import { PencilLine } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { WrapUpCard } from './WrapUpCard.tsx';
import type { PhoneCall, Telephone } from './useTelephone.ts';

const endOf = (call: PhoneCall) => new Date(call.releasedAt ?? call.endedAt ?? 0).getTime();

/**
 * Calls that wait for a word about them: one is open, the latest unless another was taken up; the others are a line each.
 * @param aside a call rings or is on: then nothing opens by itself, and what somebody writes in stays
 */
export function WrapUps({ calls, telephone, aside }: { readonly calls: readonly PhoneCall[]; readonly telephone: Telephone; readonly aside: boolean }) {
  const { t } = useTranslation('telephone');
  /** Null: the latest, unless it was put off. */
  const [picked, setPicked] = useState<number | null>(null);
  const [putOff, setPutOff] = useState<number | null>(null);
  const latest = calls.toSorted((a, b) => endOf(b) - endOf(a));
  const open = latest.find((one) => one.id === picked) ?? (aside || latest[0]?.id === putOff ? undefined : latest[0]);
  const later = () => { setPicked(null); setPutOff(latest[0]?.id ?? null); };
  return (
    <>
      {latest.map((one) => (one === open ? null : (
        <button key={one.id} type="button" className="tp-card tp-later" onClick={() => setPicked(one.id)}>
          <PencilLine size={16} aria-hidden="true" /><span className="ac-grow ac-clip">{t('writeUp', { who: one.customer?.name ?? one.caller })}</span>
        </button>
      )))}
      {/* What was begun stays while another is open. */}
      {latest.map((one) => <div key={one.id} hidden={one !== open} onFocusCapture={() => setPicked(one.id)}><WrapUpCard call={one} telephone={telephone} onLater={later} /></div>)}
    </>
  );
}
