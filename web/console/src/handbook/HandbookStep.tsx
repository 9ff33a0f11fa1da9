import { listed, named } from '@aftercare/ui';
import { Eye, MessageSquareQuote, Square, Timer, UserRound } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { Handbook } from '../steps/data.ts';
import { spans } from './matching.ts';

/** One step as one reads it: who, by when, the standard, what to say, what to tick. */
export function HandbookStep({ step, number }: { readonly step: Handbook['chapters'][number]['steps'][number]; readonly number: number }) {
  const { t, i18n } = useTranslation('steps');
  const say = (words: { zh: string; en: string }) => named(words, i18n.language);
  return (
    <li className="hb-step">
      <span className="hb-step__number" aria-hidden="true">{number}</span>
      <div className="hb-step__body">
        <h3 className="hb-step__title">{say(step.title)}</h3>
        <p className="hb-step__facts">
          {step.role ? <span><UserRound size={14} aria-label={t('handbook.role')} />{t(`role.${step.role}`, { defaultValue: step.role })}</span> : null}
          {step.deadline ? <span><Timer size={14} aria-label={t('handbook.deadline')} />{spans(step.deadline).map(({ unit, count }) => t(`span.${unit}`, { count })).join(' ') || step.deadline}</span> : null}
        </p>
        {step.standard ? <p>{say(step.standard)}</p> : null}
        {step.script ? <figure className="hb-script"><figcaption><MessageSquareQuote size={14} aria-hidden="true" />{t('handbook.script')}</figcaption><blockquote>{say(step.script)}</blockquote></figure> : null}
        {step.checklist.length > 0 ? <ul className="hb-list" aria-label={t('handbook.checklist')}>{step.checklist.map((item) => <li key={item.en}><Square size={14} aria-hidden="true" />{say(item)}</li>)}</ul> : null}
        {step.form.length > 0 ? <p className="ac-faint ac-small">{t('handbook.record')}: {listed(step.form.map(say), i18n.language)}</p> : null}
        {step.customer ? <p className="hb-step__customer ac-small"><Eye size={14} aria-hidden="true" />{t('handbook.customer')}: {say(step.customer)}</p> : null}
      </div>
    </li>
  );
}
