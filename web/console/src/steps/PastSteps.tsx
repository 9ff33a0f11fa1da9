import { Button, Moment, duration, named } from '@aftercare/ui';
import { Check, ChevronDown, ChevronUp, StickyNote, X } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { PastStep } from './data.ts';

const shownAtFirst = 3;

/** The way so far, newest first: what was done, by whom, how long it took. */
export function PastSteps({ past }: { readonly past: readonly PastStep[] }) {
  const { t, i18n } = useTranslation('steps');
  const [all, setAll] = useState(false);
  const newest = past.toReversed();
  const shown = all ? newest : newest.slice(0, shownAtFirst);
  return (
    <div className="cw-past">
      <ol className="cw-past__list">
        {shown.map((step) => {
          const cancelled = step.outcome === 'cancelled' || step.outcome === 'error';
          const Icon = step.kind === 'note' ? StickyNote : cancelled ? X : Check;
          const seconds = step.until ? (Date.parse(step.until) - Date.parse(step.at)) / 1000 : 0;
          return (
            <li key={`${step.instanceId} ${step.elementId} ${step.at}`} className="cw-past__one" data-cancelled={cancelled || undefined}>
              <Icon size={14} aria-hidden="true" />
              <span className="ac-grow">{named(step.title, i18n.language)}<span className="ac-faint ac-small"> {[step.by, seconds >= 60 ? duration(seconds, i18n.language) : '', cancelled ? t('cancelled') : '', step.late ? t('late') : ''].filter(Boolean).join(' · ')}</span></span>
              <Moment at={step.until ?? step.at} as="compact" className="ac-faint ac-small" />
            </li>
          );
        })}
      </ol>
      {past.length > shownAtFirst ? <Button kind="quiet" size="small" aria-expanded={all} icon={all ? <ChevronUp size={14} /> : <ChevronDown size={14} />} onClick={() => setAll(!all)}>{all ? t('less') : t('allPast', { count: past.length })}</Button> : null}
    </div>
  );
}
