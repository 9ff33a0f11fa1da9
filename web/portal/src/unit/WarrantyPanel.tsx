import type { MyUnitPage } from '@aftercare/contract/portal-home';
import { Button, Notice, named } from '@aftercare/ui';
import { Check, FileClock, FileText, ShieldAlert, X } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { WarrantyLine } from '../my/WarrantyLine.tsx';
import { dayText } from '../my/words.ts';
import { ProofForm } from '../register/ProofForm.tsx';
import './unit.css';

const remedies = ['return', 'exchange', 'repair'] as const;

/** What is owed, until when, on what clause, or why not; and the paper that would settle what is open. */
export function WarrantyPanel({ unit }: { readonly unit: MyUnitPage }) {
  const { t, i18n } = useTranslation();
  const [adding, setAdding] = useState(false);
  const say = (names: { zh: string; en: string }) => named(names, i18n.language);
  const { warranty } = unit;
  const refused = unit.proofs.find((proof) => proof.state === 'refused');
  const wanted = unit.proof !== 'accepted' && unit.proof !== 'waiting';
  return (
    <section className="p-owes" aria-labelledby="warranty">
      <h2 id="warranty" className="p-owes__title"><WarrantyLine warranty={warranty} /></h2>
      {warranty.clause && warranty.covered ? <p>{say(warranty.clause)}</p> : null}
      {warranty.reason && !warranty.covered ? <p>{say(warranty.reason)}</p> : null}
      <ul className="p-owes__list">
        {remedies.map((kind) => {
          const owed = unit.remedies[kind];
          if (!owed.owed && owed.until === null) return null;
          return (
            <li key={kind} data-owed={owed.owed}>
              {owed.owed ? <Check size={18} aria-hidden="true" /> : <X size={18} aria-hidden="true" />}
              <span>{t(`unit.remedy.${kind}`)}</span>
              <span className="p-owes__until">{owed.until ? t(owed.owed ? 'owed.until' : 'owed.ended', { day: dayText(owed.until, i18n.language) }) : say(owed.reason)}</span>
            </li>
          );
        })}
      </ul>
      {unit.plans.map((plan) => <p key={plan.name.en} className="ac-soft">{say(plan.name)}: {say(plan.clause)}</p>)}
      {unit.exclusions.map((text) => <Notice key={text.en} tone="due" icon={<ShieldAlert size={18} aria-hidden="true" />}>{say(text)}</Notice>)}
      {unit.notes.map((note) => <p key={note.en} className="ac-faint ac-small">{say(note)}</p>)}
      {unit.proof === 'waiting' ? <Notice tone="wait" icon={<FileClock size={18} aria-hidden="true" />}>{t('unit.proofWaiting')}</Notice> : null}
      {refused && wanted ? <Notice tone="due">{t('unit.proofRefused', { reason: refused.reason })}</Notice> : null}
      {adding ? <ProofForm unitId={unit.id} onDone={() => setAdding(false)} onLeave={() => setAdding(false)} /> : wanted ? <div><Button size="large" icon={<FileText size={20} aria-hidden="true" />} onClick={() => setAdding(true)}>{t('unit.addProof')}</Button></div> : null}
    </section>
  );
}
