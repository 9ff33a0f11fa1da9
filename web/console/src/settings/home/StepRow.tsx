import { Button, Chip, buttonClass, useToasts } from '@aftercare/ui';
import { Link } from '@tanstack/react-router';
import { Check, ChevronRight, Copy, ExternalLink, Mail, MessageCircle } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { Step } from './steps.ts';

interface Props { readonly step: Step; readonly number: number; /** The one to do now: only it has the strong button. */ readonly next: boolean; readonly tryOut: { readonly mail: string | null; readonly chat: string | null } }

/** One step: how it stands, in a sentence, and the way to do it. */
export function StepRow({ step, number, next, tryOut }: Props) {
  const { t } = useTranslation('settings');
  const kind = next ? 'primary' : step.state === 'done' ? 'quiet' : 'secondary';
  // An answer that is under way needs nothing more from anybody.
  const leaving = step.key === 'answered' && step.word === 'leaving';
  const words = t(step.state === 'done' || leaving ? `steps.look.${step.key}` : `steps.do.${step.key}`);
  const label = `${t(`steps.${step.key}.title`)}: ${words}`;
  const way = <>{words}<ChevronRight size={14} aria-hidden="true" /></>;
  return (
    <li className="st-step" data-state={step.state}>
      <span className="st-step__mark" aria-hidden="true">{step.state === 'done' ? <Check size={16} /> : number}</span>
      <span className="st-step__words">
        <span className="st-step__title">{t(`steps.${step.key}.title`)}<span className="ac-unseen"> – {t(`steps.state.${step.state}`)}</span></span>
        <span className="ac-soft">{t(`steps.${step.key}.${step.word}`, step.values ?? {})}</span>
        {step.key === 'arrived' && step.state === 'open' ? <WriteToUs {...tryOut} /> : null}
      </span>
      {step.state === 'begun' && step.key !== 'answered' ? <Chip>{t('steps.state.begun')}</Chip> : null}
      {step.key === 'door' && step.state === 'open' ? <Link className={buttonClass('secondary', 'small')} to="/settings/$" params={{ _splat: 'channels/new-chat' }}>{t('steps.door.chat')}</Link> : null}
      {step.to === null ? null : step.to.startsWith('ticket:')
        ? <Link className={buttonClass(kind, 'small')} to="/tickets/$ticketId" params={{ ticketId: step.to.slice('ticket:'.length) }} aria-label={label}>{way}</Link>
        : <Link className={buttonClass(kind, 'small')} to="/settings/$" params={{ _splat: step.to }} aria-label={label}>{way}</Link>}
    </li>
  );
}

/** The test message is a real one: from one's own mailbox, or from the page a customer would see. */
function WriteToUs({ mail, chat }: Props['tryOut']) {
  const { t } = useTranslation('settings');
  const toasts = useToasts();
  if (!mail && !chat) return null;
  const copy = (text: string) => void navigator.clipboard.writeText(text).then(() => toasts.show({ text: t('copied'), seconds: 3 }), () => undefined);
  return (
    <span className="st-step__try">
      {mail ? (
        <>
          <a className={buttonClass('secondary', 'small')} href={`mailto:${mail}?subject=${encodeURIComponent(t('steps.arrived.subject'))}&body=${encodeURIComponent(t('steps.arrived.body'))}`}><Mail size={14} aria-hidden="true" />{t('steps.arrived.write')}</a>
          <Button size="small" kind="quiet" icon={<Copy size={14} aria-hidden="true" />} onClick={() => copy(mail)}><span translate="no">{mail}</span><span className="ac-unseen"> {t('copy')}</span></Button>
        </>
      ) : null}
      {chat ? <a className={buttonClass('secondary', 'small')} href={`/widget/demo.html?site=${encodeURIComponent(chat)}`} target="_blank" rel="noreferrer"><MessageCircle size={14} aria-hidden="true" />{t('steps.arrived.chat')}<ExternalLink size={14} aria-hidden="true" /></a> : null}
      <span className="ac-faint ac-small" role="status">{t('steps.arrived.waiting')}</span>
    </span>
  );
}
