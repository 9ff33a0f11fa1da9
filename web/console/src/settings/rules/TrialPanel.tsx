import { Button, ErrorState, Moment, Notice, absolute, named, useApi } from '@aftercare/ui';
import { api } from '@aftercare/contract';
import type { RuleWrite } from '@aftercare/contract/automation';
import type { ActionEntry } from '@aftercare/contract/processes';
import { useMutation } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Play } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Group } from '../frame/FormPage.tsx';

/** What the rule as it stands here would have done; nothing is changed by it. */
export function TrialPanel({ rule, actions }: { readonly rule: RuleWrite; readonly actions: readonly ActionEntry[] }) {
  const { t, i18n } = useTranslation(['settings', 'ui']);
  const { call } = useApi();
  const trial = useMutation({ mutationFn: () => call(api.automation.tryRule, { body: { ...rule, name: { zh: rule.name.zh || '?', en: rule.name.en || '?' }, days: 7 } }) });
  const number = new Intl.NumberFormat(i18n.language);
  const shown = trial.data;
  const title = (name: string) => { const known = actions.find((one) => one.name === name); return known ? named(known.title, i18n.language) : name; };
  const words = (input: unknown, of = ''): string => (Array.isArray(input) ? input.map((one) => words(one, of)).join(', ') : typeof input === 'object' && input !== null ? Object.entries(input).map(([k, v]) => `${i18n.exists(`settings:rules.input.${k}`) ? t(`rules.input.${k}`) : k}: ${words(v, k)}`).join(' · ') : i18n.exists(`ui:${of}.${String(input)}`) ? t(`ui:${of}.${String(input)}`) : String(input));
  return (
    <Group title={t('rules.try')} hint={t(rule.kind === 'trigger' ? 'rules.tryHint' : 'rules.tryHintTime')}>
      <p><Button icon={<Play size={16} aria-hidden="true" />} busy={trial.isPending} onClick={() => trial.mutate()}>{t('rules.tryDo')}</Button></p>
      {trial.isError ? <ErrorState error={trial.error} retry={() => trial.mutate()} /> : null}
      {shown ? (
        <div className="ac-stack-tight" aria-live="polite">
          <Notice tone={shown.matched === 0 ? 'due' : 'done'} role="status">
            {shown.looked === 0 ? t(rule.kind === 'trigger' ? 'rules.nothingHappened' : 'rules.nothingThere') : t(rule.kind === 'trigger' ? 'rules.tried' : 'rules.triedTime', { looked: number.format(shown.looked), matched: number.format(shown.matched), tickets: number.format(shown.tickets) })}{shown.truncated ? ` ${t('rules.truncated')}` : ''}{shown.held > 0 ? ` ${t('rules.wouldHold', { count: shown.held })}` : ''}
          </Notice>
          {shown.next.length > 0 ? <p className="ac-soft ac-small">{t('rules.next')}: {shown.next.map((at) => absolute(at, i18n.language)).join(' · ')}</p> : null}
          {shown.samples.length > 0 ? <ul className="rl-samples ac-panel">
            {shown.samples.map((one, at) => (
              <li key={at}>
                <span className="rl-samples__what"><Link to="/tickets/$ticketId" params={{ ticketId: String(one.ticket.id) }} target="_blank">#{one.ticket.id} {one.ticket.subject}</Link><span className="ac-faint ac-small">{t(`rules.event.${one.event}`)} · <Moment at={one.at} /></span></span>
                <ul className="ac-soft ac-small">{one.would.map((act, i) => <li key={i}>{title(act.name)}{Object.keys(act.input).length > 0 ? ` – ${words(act.input)}` : ''}</li>)}</ul>
              </li>
            ))}
          </ul> : null}
        </div>
      ) : null}
    </Group>
  );
}
