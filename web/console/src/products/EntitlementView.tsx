import { Chip, classes, named, calendarDay } from '@aftercare/ui';
import { Ban, CircleHelp, ShieldCheck, ShieldOff } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { Entitlement, Remedy } from './data.ts';

const remedies: readonly Remedy[] = ['repair', 'exchange', 'replace', 'return'];

/** One line: free until when, or why not. Never colour alone: shape and word beside it. */
export function EntitlementMark({ entitlement: e }: { readonly entitlement: Entitlement }) {
  const { t, i18n } = useTranslation('products');
  if (e.start.basis === 'unknown') return <Chip tone="due" icon={<CircleHelp size={14} aria-hidden="true" />}>{t('owed.unknown')}</Chip>;
  return e.covered ? <Chip tone="done" icon={<ShieldCheck size={14} aria-hidden="true" />}>{t('owed.until', { day: calendarDay(e.until, i18n.language) })}</Chip> : <Chip icon={<ShieldOff size={14} aria-hidden="true" />}>{e.reasons[0]?.code === 'expired' ? t('owed.since', { day: calendarDay(e.until, i18n.language) }) : t('owed.no')}</Chip>;
}

/** What is owed, until when, on what clause, and why not: in plain words, the decisive thing first. */
export function EntitlementView({ entitlement: e }: { readonly entitlement: Entitlement }) {
  const { t, i18n } = useTranslation('products');
  const language = i18n.language;
  return (
    <section className="pd-owed" aria-label={t('owed.title')}>
      <div className={classes('pd-owed__head', e.covered ? 'pd-owed__head--yes' : 'pd-owed__head--no')}>
        {e.covered ? <ShieldCheck size={28} aria-hidden="true" /> : e.start.basis === 'unknown' ? <CircleHelp size={28} aria-hidden="true" /> : <ShieldOff size={28} aria-hidden="true" />}
        <div className="ac-grow">
          <p className="pd-owed__answer">{e.covered ? t('owed.yesUntil', { day: calendarDay(e.until, language) }) : t('owed.not')}</p>
          {e.covered && e.clause ? <p className="pd-owed__why">{named(e.clause.text, language)}</p> : e.reasons.slice(0, 1).map((r) => <p key={r.code} className="pd-owed__why">{named(r.text, language)}</p>)}
          {e.clause ? <p className="ac-faint ac-small">{e.clause.version ? t('owed.clause', { name: named(e.clause.name, language), version: e.clause.version, rule: e.clause.rule }) : named(e.clause.name, language)}</p> : null}
        </div>
      </div>
      <ul className="pd-remedies">
        {remedies.map((key) => {
          const a = e.remedies[key];
          return (
            <li key={key} className={classes('pd-remedy', a.owed && 'pd-remedy--owed')}>
              <span className="pd-remedy__name">{t(`remedy.${key}`)}</span>
              <span className="pd-remedy__state">{a.owed ? t('owed.untilDay', { day: calendarDay(a.until, language) }) : t('owed.notOwed')}</span>
              <span className="pd-remedy__why" title={a.clause ? named(a.clause.text, language) : undefined}>{a.owed && a.clause ? named(a.clause.text, language) : named(a.reason.text, language)}</span>
            </li>
          );
        })}
      </ul>
      {e.exclusions.map((x) => (
        <p key={`${x.kind} ${x.id}`} className="pd-owed__note"><Ban size={14} aria-hidden="true" /><span><strong>{t(`exclusion.${x.kind}`)}</strong>{x.description ? ` · ${x.description}` : ''} <span className="ac-faint">{named(x.text, language)}</span></span></p>
      ))}
      <p className="ac-faint ac-small">{e.start.day ? t(`start.${e.start.basis}`, { day: calendarDay(e.start.day, language) }) : t('start.unknown')}{e.reasons.slice(1).map((r) => ` ${named(r.text, language)}`).join('')}</p>
    </section>
  );
}
