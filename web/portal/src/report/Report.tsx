import { Button, ErrorState } from '@aftercare/ui';
import { Navigate, useNavigate, useParams } from '@tanstack/react-router';
import { ArrowLeft } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import type { SubmitEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { useCompany, useForm } from '../queries.ts';
import { useTitle } from '../shell/title.ts';
import { TypeChoices } from '../home/TypeChoices.tsx';
import { ContactStep } from './ContactStep.tsx';
import { ProblemStep } from './ProblemStep.tsx';
import { ProductStep } from './ProductStep.tsx';
import { firstOpenStep, needsOf, steps } from './draft.ts';
import { useReport } from './useReport.ts';
import { useWhenSent } from './whenSent.ts';
import './report.css';

/** Today's date where the customer is. */
const localToday = () => new Intl.DateTimeFormat('en-CA', { year: 'numeric', month: '2-digit', day: '2-digit' }).format(Date.now());

/** Reporting a problem, one question at a time. The step is in the address, so that the phone's back button goes one back. */
export function Report() {
  const { t } = useTranslation();
  const { step } = useParams({ from: '/report/$step' });
  const navigate = useNavigate();
  const report = useReport();
  const company = useCompany();
  const heading = useRef<HTMLHeadingElement>(null);
  const [checked, setChecked] = useState(false);
  const at = steps.indexOf(step);
  const { draft, change, mutation } = report;
  const needs = needsOf(draft, step, localToday());
  const form = useForm(draft.type, draft.fields);
  const lacking = step === 'problem' ? (form.data?.items ?? []).filter((field) => field.required && (draft.fields[field.key] ?? '') === '').map((field) => field.key) : [];
  useTitle(t(`report.${step}.title`));
  useEffect(() => {
    setChecked(false);
    window.scrollTo(0, 0);
    heading.current?.focus({ preventScroll: true });
  }, [step]);

  const travelling = report.photos.sending || report.proofs.sending;
  const sending = (step === 'problem' || step === 'contact') && travelling;
  const { press, waits } = useWhenSent(travelling, () => { if (step === 'contact') mutation.mutate(); });
  if (steps.indexOf(firstOpenStep(draft)) < at) return <Navigate to="/report/$step" params={{ step: firstOpenStep(draft) }} replace />;
  const go = (to: (typeof steps)[number]) => void navigate({ to: '/report/$step', params: { step: to } });
  const onwards = (event: SubmitEvent) => {
    event.preventDefault();
    setChecked(true);
    if (Object.keys(needs).length > 0 || lacking.length > 0) {
      requestAnimationFrame(() => document.querySelector<HTMLElement>('[aria-invalid=true]')?.focus());
      return;
    }
    const following = steps[at + 1];
    if (following) go(following);
    else press();
  };
  const shown = checked ? needs : {};
  return (
    <form className="p-page p-report" data-kept noValidate onSubmit={onwards}>
      <div>
        <div className="p-progress" role="progressbar" aria-valuemin={1} aria-valuemax={steps.length} aria-valuenow={at + 1} aria-label={t('report.step', { at: at + 1, of: steps.length })}>
          {steps.map((one, index) => <i key={one} data-on={index <= at} />)}
        </div>
        <p className="ac-faint ac-small" aria-hidden="true">{t('report.step', { at: at + 1, of: steps.length })}</p>
        <h1 className="p-title" ref={heading} tabIndex={-1}>{t(`report.${step}.title`)}</h1>
      </div>
      <div className="p-form">
        {step === 'what' ? <TypeChoices types={company.data?.types} chosen={draft.type} onChoose={(type) => { change({ type }); go('product'); }} /> : null}
        {step === 'product' ? <ProductStep report={report} products={company.data?.products ?? []} needs={shown} /> : null}
        {step === 'problem' ? <ProblemStep report={report} needs={shown} lacking={checked ? lacking : []} /> : null}
        {step === 'contact' ? <ContactStep report={report} types={company.data?.types ?? []} needs={shown} onChange={go} /> : null}
        {mutation.isError && step === 'contact' ? <ErrorState error={mutation.error} safe={t('report.safe')} /> : null}
      </div>
      {step === 'what' && !draft.type ? null : <div className="p-bar">
        {at > 0 ? <Button kind="quiet" size="large" icon={<ArrowLeft size={18} aria-hidden="true" />} onClick={() => go(steps[at - 1] ?? 'what')}>{t('report.back')}</Button> : null}
        <span className="ac-grow p-bar__note">{sending ? t('report.problem.wait') : at > 0 ? t('report.keptHere') : ''}</span>
        <Button kind="primary" size="large" type="submit" busy={mutation.isPending || waits}>{t(step === 'contact' ? 'report.contact.send' : 'report.next')}</Button>
      </div>}
    </form>
  );
}
