import { type MyStep, casework } from '@aftercare/contract/casework';
import type { FieldJob } from '@aftercare/contract/field';
import { named, useApi } from '@aftercare/ui';
import { ChevronRight } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useField } from '../store/FieldProvider.tsx';

/** What the repair asks of who stands before the product: its findings, its test, the hand-over. Done on its own page, which needs a line. */
export function CaseSteps({ job }: { readonly job: FieldJob }) {
  const { t, i18n } = useTranslation();
  const { call } = useApi();
  const { online, waiting } = useField();
  const [steps, setSteps] = useState<readonly MyStep[]>([]);
  const { ticketId, state } = job;
  // Asked when all that was done here has arrived there: «arrived» opens the first of them.
  const known = online && waiting === 0 && (state === 'arrived' || state === 'done');
  useEffect(() => {
    if (!known) return undefined;
    const stop = new AbortController();
    const ask = () => Promise.all((['mine', 'roles'] as const).map((whose) => call(casework.mine, { query: { whose, ticketId } }, { signal: stop.signal }))).then((pages) => setSteps(pages.flatMap((page) => page.items)), () => undefined);
    void ask();
    // What follows a step opens a moment after it.
    const again = state === 'arrived' ? setInterval(() => void ask(), 4000) : undefined;
    return () => { stop.abort(); clearInterval(again); };
  }, [call, known, ticketId, state]);
  if (steps.length === 0) return null;
  return (
    <section className="f-block">
      <h2 className="f-block__title">{t('job.caseSteps')}</h2>
      <ul className="f-cases">
        {steps.map((step) => <li key={step.taskId}><a className="f-cases__step" href={`/steps/${step.taskId}?lang=${i18n.language}`}><span>{named(step.title, i18n.language)}</span><ChevronRight size={18} aria-hidden="true" /></a></li>)}
      </ul>
      {online ? null : <p className="f-soft">{t('job.caseStepsOffline')}</p>}
    </section>
  );
}
