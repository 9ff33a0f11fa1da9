import { Button, Field, Input, Notice, Select, Switch, faultSentence, useApi } from '@aftercare/ui';
import { api } from '@aftercare/contract';
import { type Queue, type ReplayChange, usualQueueSettings } from '@aftercare/contract/routing';
import type { Team } from '@aftercare/contract/org';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Play } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Group } from '../frame/FormPage.tsx';
import { ListPage } from '../frame/ListPage.tsx';
import { Loaded } from '../frame/Loaded.tsx';
import { useSettingsQueries } from '../data.ts';
import { ReplayResults } from './ReplayResults.tsx';
import './queues.css';

type RulesChoice = 'live' | 'draft' | 'none';

/** What another set of rules would have done last month: queues, rules, people and demand changed, and nothing live touched. */
export function ReplayPage() {
  const { t } = useTranslation('settings');
  const { call } = useApi();
  const from = useSettingsQueries();
  const rules = useQuery({ queryKey: ['queues', 'rules'], queryFn: ({ signal }) => call(api.routing.rules, {}, { signal }) });
  return (
    <ListPage title={t('queues.replay.title')} intro={t('queues.replay.intro')}>
      <Loaded of={[useQuery(from.queues()), useQuery(from.teams()), rules]}>{({ items }, { items: teams }, state) => <Replaying queues={items} teams={teams} hasDraft={state.hasDraft} live={state.live} />}</Loaded>
    </ListPage>
  );
}

function Replaying({ queues, teams, hasDraft, live }: { readonly queues: readonly Queue[]; readonly teams: readonly Team[]; readonly hasDraft: boolean; readonly live: number | null }) {
  const { t } = useTranslation('settings');
  const { call } = useApi();
  const client = useQueryClient();
  const [rules, setRules] = useState<RulesChoice>(hasDraft ? 'draft' : 'live');
  const [days, setDays] = useState(30);
  const [demand, setDemand] = useState('100');
  const [people, setPeople] = useState<Readonly<Record<string, string>>>({});
  const [changed, setChanged] = useState<ReadonlyMap<number, Partial<Pick<Queue, 'enabled' | 'matchLanguage'>> & { overflow?: number; anySkill?: boolean }>>(new Map());
  const [started, setStarted] = useState<number | null>(null);
  const list = useQuery({ queryKey: ['queues', 'replays'], queryFn: ({ signal }) => call(api.routing.replays, {}, { signal }) });
  const shown = started ?? list.data?.items[0]?.id ?? null;
  const run = useQuery({ queryKey: ['queues', 'replay', shown], enabled: shown !== null, queryFn: ({ signal }) => call(api.routing.replayOf, { params: { id: shown ?? 0 } }, { signal }), refetchInterval: (query) => (query.state.data && ['waiting', 'running'].includes(query.state.data.state) ? 700 : false) });
  const begin = useMutation({
    mutationFn: () => {
      const body: ReplayChange & { days: number } = {
        rules, days, demand: Math.min(5, Math.max(0.1, Number(demand) / 100 || 1)),
        people: Object.fromEntries(Object.entries(people).flatMap(([id, n]) => (Number(n) !== 0 && Number.isFinite(Number(n)) ? [[id, Math.round(Math.min(50, Math.max(-50, Number(n))))]] : []))),
        queues: [...changed].map(([id, { overflow, anySkill, ...rest }]) => {
          const settings = queues.find((q) => q.id === id)?.settings ?? usualQueueSettings;
          return { id, ...rest, ...(anySkill ? { skills: [] } : {}), ...(overflow !== undefined && settings.overflow ? { settings: { ...settings, overflow: { ...settings.overflow, afterMinutes: overflow } } } : {}) };
        }),
      };
      return call(api.routing.replay, { body });
    },
    onSuccess: (made) => { setStarted(made.id); client.setQueryData(['queues', 'replay', made.id], made); void client.invalidateQueries({ queryKey: ['queues', 'replays'] }); },
  });
  const stop = useMutation({ mutationFn: (id: number) => call(api.routing.stopReplay, { params: { id } }), onSuccess: (made) => client.setQueryData(['queues', 'replay', made.id], made) });
  const working = run.data?.state === 'waiting' || run.data?.state === 'running';
  const set = (id: number, change: Partial<Pick<Queue, 'enabled' | 'matchLanguage'>> & { overflow?: number; anySkill?: boolean }) => setChanged(new Map(changed).set(id, { ...changed.get(id), ...change }));
  return (
    <>
      <form className="ac-stack" onSubmit={(event) => { event.preventDefault(); if (!working) begin.mutate(); }}>
        <Group title={t('queues.replay.change')} hint={t('queues.replay.changeHint')}>
          <div className="st-two">
            <Field label={t('queues.replay.rules')}>{(control) => <Select {...control} value={rules} choices={[{ value: 'live' as RulesChoice, label: live === null ? t('queues.replay.lists') : t('queues.replay.liveRules', { version: live }) }, ...(hasDraft ? [{ value: 'draft' as RulesChoice, label: t('queues.replay.draftRules') }] : []), ...(live === null ? [] : [{ value: 'none' as RulesChoice, label: t('queues.replay.noRules') }])]} onChange={setRules} />}</Field>
            <Field label={t('queues.replay.span')}>{(control) => <Select {...control} value={String(days)} choices={[7, 30, 90].map((n) => ({ value: String(n), label: t('queues.load.days', { count: n }) }))} onChange={(n) => setDays(Number(n))} />}</Field>
            <Field label={t('queues.replay.demand')} hint={t('queues.replay.demandHint')}>{(control) => <Input {...control} type="number" inputMode="numeric" min={10} max={500} step={5} value={demand} onChange={(event) => setDemand(event.target.value)} />}</Field>
          </div>
          <div className="qu-scroll" tabIndex={0} role="region" aria-label={t('queues.replay.queues')}>
            <table className="qu-figures qu-figures--form">
              <thead><tr><th scope="col">{t('queues.replay.queue')}</th><th scope="col">{t('queues.enabled')}</th><th scope="col">{t('queues.matchLanguage')}</th><th scope="col">{t('queues.replay.skills')}</th><th scope="col">{t('queues.replay.overflow')}</th></tr></thead>
              <tbody>
                {queues.map((q) => {
                  const c = changed.get(q.id) ?? {};
                  const over = q.settings?.overflow;
                  return (
                    <tr key={q.id}>
                      <th scope="row" translate="no">{q.name}</th>
                      <td><Switch alone label={`${q.name}: ${t('queues.enabled')}`} checked={c.enabled ?? q.enabled} onChange={(enabled) => set(q.id, { enabled })} /></td>
                      <td><Switch alone label={`${q.name}: ${t('queues.matchLanguage')}`} checked={c.matchLanguage ?? q.matchLanguage} onChange={(matchLanguage) => set(q.id, { matchLanguage })} /></td>
                      <td>{q.skills.length > 0 ? <Switch alone label={`${q.name}: ${t('queues.replay.skills')}`} checked={!c.anySkill} onChange={(on) => set(q.id, { anySkill: !on })} /> : <span className="ac-faint">–</span>}</td>
                      <td>{over ? <Input className="qu-short" type="number" min={1} aria-label={`${q.name}: ${t('queues.replay.overflow')}`} value={c.overflow ?? over.afterMinutes} onChange={(event) => set(q.id, { overflow: Math.max(1, Math.round(Number(event.target.value))) })} /> : <span className="ac-faint">–</span>}</td>
                    </tr>
                  );
                })}
              </tbody>
            </table>
          </div>
          <h3 className="qu-sub">{t('queues.replay.people')}</h3>
          <div className="st-two">{teams.filter((team) => team.members > 0).map((team) => <Field key={team.id} label={team.name} hint={t('queues.replay.moreHint', { count: team.members })}>{(control) => <Input {...control} type="number" inputMode="numeric" min={-50} max={50} placeholder="0" value={people[team.id] ?? ''} onChange={(event) => setPeople({ ...people, [team.id]: event.target.value })} />}</Field>)}</div>
        </Group>
        <div className="ac-row">
          <Button kind="primary" type="submit" icon={<Play size={16} aria-hidden="true" />} busy={begin.isPending} disabled={working}>{t('queues.replay.start')}</Button>
          {working && run.data ? (
            <>
              <progress className="qu-progress" max={1} value={run.data.progress} aria-label={t('queues.replay.running')} />
              <span className="ac-soft ac-small" role="status">{t('queues.percent', { percent: Math.round(run.data.progress * 100) })}</span>
              <Button kind="quiet" onClick={() => stop.mutate(run.data.id)}>{t('queues.replay.stop')}</Button>
            </>
          ) : null}
        </div>
        {begin.isError ? <Notice tone="late" role="alert">{faultSentence(begin.error)}</Notice> : null}
      </form>
      {run.data?.state === 'failed' ? <Notice tone="late" role="alert">{t('queues.replay.failed', { reason: run.data.reason })}</Notice> : null}
      {run.data?.result ? <ReplayResults replay={run.data} result={run.data.result} /> : null}
    </>
  );
}
