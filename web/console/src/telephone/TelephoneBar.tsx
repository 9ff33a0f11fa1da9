import { useHeld } from '@aftercare/ui';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { Command } from '../command/command.ts';
import { useCommands } from '../command/CommandProvider.tsx';
import { CallCard } from './CallCard.tsx';
import { SupervisedCard } from './SupervisedCard.tsx';
import { WrapUps } from './WrapUps.tsx';
import { useHeadset } from './headset.ts';
import { standOf, useTelephone } from './useTelephone.ts';
import { loadTelephoneWords } from './words.ts';
import './telephone.css';

await loadTelephoneWords();

/** Calls that ring for me, that I am in, and that wait for a word about them; nothing while there are none. */
export function TelephoneBar() {
  const { t } = useTranslation('telephone');
  const telephone = useTelephone();
  const { mine, speaking, muted, me } = telephone;
  useHeld(mine.length > 0);
  const ringing = mine.find((one) => ['rings', 'asked'].includes(standOf(one, me.id)));
  const current = mine.find((one) => one.id === speaking);
  const stand = current ? standOf(current, me.id) : null;
  const held = current?.state === 'held';
  const leave = () => { if (current) void telephone.act(current.id, stand === 'mine' ? 'hangup' : 'leave'); };
  useHeadset({ active: ringing !== undefined || current !== undefined, muted, onMute: () => { if (current) telephone.mute(!muted); }, onHook: () => { if (current) leave(); else if (ringing) void telephone.answer(ringing.id); } });
  useCommands(useMemo((): Command[] => [
    { id: 'telephone-answer', group: 'ticket', label: t('answer'), keys: 'mod+shift+a', allowed: ringing !== undefined, whileTyping: true, perform: () => { if (ringing) void telephone.answer(ringing.id); } },
    { id: 'telephone-mute', group: 'ticket', label: t(muted ? 'unmute' : 'mute'), keys: 'mod+shift+m', allowed: current !== undefined, whileTyping: true, perform: () => telephone.mute(!muted) },
    { id: 'telephone-hold', group: 'ticket', label: t(held ? 'resume' : 'hold'), keys: 'mod+shift+h', allowed: stand === 'mine', whileTyping: true, perform: () => { if (current) void telephone.act(current.id, held ? 'resume' : 'hold'); } },
  // The telephone is made anew with each render; its state is what matters.
  ], [t, ringing?.id, current?.id, stand, held, muted]));
  if (mine.length === 0) return null;
  return (
    <section className="tp" aria-label={t('label')} aria-live="assertive">
      <WrapUps calls={mine.filter((one) => standOf(one, me.id) === 'over')} telephone={telephone} aside={mine.some((one) => standOf(one, me.id) !== 'over')} />
      {mine.filter((one) => standOf(one, me.id) !== 'over').map((one) => (standOf(one, me.id) === 'supervisor' ? <SupervisedCard key={one.id} call={one} telephone={telephone} /> : <CallCard key={one.id} call={one} telephone={telephone} />))}
    </section>
  );
}
