import { Button, Chip, Notice, Skeleton, Loading, faultSentence, named, useApi } from '@aftercare/ui';
import { api } from '@aftercare/contract';
import type { Agent } from '@aftercare/contract/org';
import { useQuery } from '@tanstack/react-query';
import { LogOut, ShieldOff } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Group } from '../frame/FormPage.tsx';
import { useWork } from '../frame/useWork.ts';

const cap = 10_000;

/** In plain words: which tickets and customers a person sees, in how far they see numbers, how they sign in. */
export function Sees({ person, changed }: { readonly person: Agent; readonly changed: boolean }) {
  const { t, i18n } = useTranslation('settings');
  const { call } = useApi();
  const sees = useQuery({ queryKey: ['agents', person.id, 'sees'], queryFn: ({ signal }) => call(api.desk.sees, { params: { id: person.id } }, { signal }) });
  const reset = useWork({ work: () => call(api.org.resetFactors, { params: { id: person.id } }), keys: ['agents'], said: () => t('sees.resetDone', { name: person.name }), loud: true });
  const end = useWork({ work: () => call(api.org.endSessions, { params: { id: person.id } }), keys: ['agents'], said: () => t('sees.endDone', { name: person.name }), loud: true });
  const waits = useQuery({ queryKey: ['agents', person.id, 'waits'], queryFn: ({ signal }) => call(api.org.waits, { params: { id: person.id } }, { signal }), refetchInterval: 30_000 });
  const letIn = useWork({ work: () => call(api.org.letIn, { params: { id: person.id } }), keys: ['agents'], said: () => t('sees.letInDone', { name: person.name }), loud: true });
  const number = (n: number) => (n >= cap ? t('sees.more', { count: cap }) : new Intl.NumberFormat(i18n.language).format(n));
  const { data } = sees;
  return (
    <Group title={t('sees.title')} hint={changed ? t('sees.asSaved') : t('sees.text')}>
      {sees.isError ? <Notice tone="late">{faultSentence(sees.error)}</Notice> : data ? (
        <>
          <dl className="st-sees">
            <dt>{t('sees.tickets')}</dt><dd>{data.mayRead ? <>{t('sees.count', { formatted: number(data.tickets) })}{data.all ? ` · ${t('sees.all')}` : ''}</> : t('sees.noTickets')}</dd>
            {data.all || !data.mayRead ? null : <><dt>{t('sees.because')}</dt><dd><ul className="st-sees__list">{data.reach.map((one) => <li key={one.role.en}>{named(one.role, i18n.language)}{t('sees.colon')}{sentenceOf(one, data.teams)}</li>)}<li>{t('sees.own')}</li></ul></dd></>}
            <dt>{t('sees.customers')}</dt><dd>{data.mayCustomers ? t('sees.countCustomers', { formatted: number(data.customers) }) : t('sees.noCustomers')}</dd>
            <dt>{t('sees.numbers')}</dt><dd>{data.masked.length === 0 ? t('sees.clear') : data.masked.map((one) => t(`roles.mask.${one}`)).join(t('sees.comma'))}</dd>
            <dt>{t('sees.signIn')}</dt><dd>{person.secondFactor ? t('sees.factor') : t('sees.noFactor')} {data.mustEnrol ? <Chip tone="due">{t('sees.mustEnrol')}</Chip> : null}</dd>
          </dl>
          {waits.data?.until ? <Notice tone="due"><span className="ac-row"><span>{t('sees.waits', { count: waits.data.attempts, at: new Intl.DateTimeFormat(i18n.language, { timeStyle: 'short' }).format(new Date(waits.data.until)) })}</span><Button size="small" busy={letIn.isPending} onClick={() => letIn.mutate(undefined)}>{t('sees.letIn')}</Button></span></Notice> : null}
          <div className="ac-row">
            {person.secondFactor ? <Button size="small" icon={<ShieldOff size={14} aria-hidden="true" />} busy={reset.isPending} onClick={() => reset.mutate(undefined)}>{t('sees.reset')}</Button> : null}
            <Button size="small" icon={<LogOut size={14} aria-hidden="true" />} busy={end.isPending} onClick={() => end.mutate(undefined)}>{t('sees.end')}</Button>
          </div>
        </>
      ) : <Loading className="ac-stack">{[60, 45, 50].map((width) => <Skeleton key={width} width={`${width}%`} />)}</Loading>}
    </Group>
  );

  function sentenceOf(one: { of: 'all' | 'team' | 'own'; regions: readonly string[]; brands: readonly { zh: string; en: string }[]; sites: readonly { zh: string; en: string }[]; vendors: readonly string[] }, teams: readonly string[]): string {
    const list = (names: readonly string[]) => names.join(t('sees.comma'));
    const parts = [
      one.of === 'all' ? t('sees.of.all') : one.of === 'own' ? t('sees.of.own') : t('sees.of.team', { list: teams.length > 0 ? list(teams) : t('sees.noTeam') }),
      ...(one.regions.length > 0 ? [t('sees.in.regions', { list: list(one.regions) })] : []),
      ...(one.brands.length > 0 ? [t('sees.in.brands', { list: list(one.brands.map((name) => named(name, i18n.language))) })] : []),
      ...(one.sites.length > 0 ? [t('sees.in.sites', { list: list(one.sites.map((name) => named(name, i18n.language))) })] : []),
      ...(one.vendors.length > 0 ? [t('sees.in.vendors', { list: list(one.vendors) })] : []),
    ];
    return parts.join(t('sees.comma'));
  }
}
