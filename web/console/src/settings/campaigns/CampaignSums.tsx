import type { Campaign } from '@aftercare/contract/campaigns';
import { useTranslation } from 'react-i18next';
import { byWord, countOf } from './counts.ts';

/** How many get it by which door, how many do not and why; once it runs, what became of them. */
export function CampaignSums({ campaign }: { readonly campaign: Campaign }) {
  const { t, i18n } = useTranslation(['settings', 'ui']);
  const number = new Intl.NumberFormat(i18n.language);
  const begun = campaign.startedAt !== null;
  const shown = begun ? (['ready', 'queued', 'sent', 'delivered', 'failed', 'recalled', 'excluded'] as const).filter((s) => countOf(campaign, s) > 0 || s === 'sent') : (['ready', 'excluded'] as const);
  const quiet = byWord(campaign, [begun ? 'queued' : 'ready'], 'reason').find((r) => r.word === 'quiet-hours')?.n ?? 0;
  const doors = byWord(campaign, begun ? ['queued', 'sent', 'delivered'] : ['ready'], 'channel').filter((d) => d.word !== '');
  const why = byWord(campaign, ['excluded', 'failed'], 'reason').filter((r) => r.word !== '');
  return (
    <div className="ac-stack">
      <dl className="im-figures">
        {shown.map((state) => <div key={state} data-kind={state}><dt>{t(`campaigns.is.${state}`)}</dt><dd>{number.format(countOf(campaign, state))}</dd></div>)}
        {begun ? <div><dt>{t('campaigns.answered')}</dt><dd>{number.format(campaign.answered)}</dd></div> : null}
      </dl>
      {doors.length > 0 ? <p className="ac-soft">{t('campaigns.by')} {doors.map((d) => `${t(`ui:channel.${d.word}`)} ${number.format(d.n)}`).join(' · ')}{quiet > 0 ? ` · ${t('campaigns.quiet', { count: quiet, number: number.format(quiet) })}` : ''}</p> : null}
      {why.length > 0 ? <ul className="ac-stack-tight">{why.map((r) => <li key={r.word} className="ac-soft">{t(`campaigns.why.${r.word}`, { defaultValue: r.word })}: {number.format(r.n)}</li>)}</ul> : null}
    </div>
  );
}
