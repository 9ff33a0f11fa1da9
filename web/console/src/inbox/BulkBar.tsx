import { Button, IconButton, Menu, Picker, PriorityMark, StatusMark, compact, named } from '@aftercare/ui';
import { bulkMost } from '@aftercare/contract/automation';
import type { BulkWork } from '@aftercare/contract/automation';
import { useQuery } from '@tanstack/react-query';
import { AlarmClock, CircleCheck, Flag, UserPlus, Users, X, Zap } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useBulkStart } from '../bulk/runs.ts';
import { useMay, useMe, useQueries } from '../data/useQueries.ts';
import { snoozeChoices } from '../ticket/snooze.ts';

type Changes = Extract<BulkWork, { kind: 'change' }>['changes'];
interface Props { readonly ids: readonly number[]; readonly view: string; /** Rows of the view that are loaded, and whether there are more. */ readonly loaded: number; readonly goesOn: boolean; readonly total: number | null; readonly onDone: () => void }

/** What can be done with everything marked, or with a whole view: in the background, with a report and one undo for all. */
export function BulkBar({ ids, view, loaded, goesOn, total, onDone }: Props) {
  const { t, i18n } = useTranslation(['app', 'ui']);
  const me = useMe();
  const may = useMay();
  const from = useQueries();
  const agents = useQuery(from.agents());
  const teams = useQuery(from.teams());
  const macros = useQuery(from.macros());
  const [all, setAll] = useState(false);
  const start = useBulkStart(onDone);
  const begin = (work: BulkWork) => start.mutate({ work, ...(all ? { view } : { ids }) });
  const change = (changes: Changes) => begin({ kind: 'change', changes });
  const people = [{ value: null, label: t('list.nobody') }, ...(agents.data?.items ?? []).filter((agent) => agent.status === 'active').map((agent) => ({ value: agent.id as number | null, label: agent.id === me.id ? t('meNamed', { name: agent.name }) : agent.name, hint: t(`ui:presence.${agent.presence}`) }))];
  const count = all ? Math.min(total ?? bulkMost, bulkMost) : ids.length;
  const offersAll = !all && ids.length === loaded && goesOn;
  return (
    <div className="cs-bulk" role="toolbar" aria-label={t('bulk.label')}>
      <span className="cs-bulk__count" aria-live="polite">{all && total === null ? t('bulk.allOfView') : t('bulk.count', { count, number: new Intl.NumberFormat(i18n.language).format(count) })}</span>
      {offersAll ? <Button kind="link" onClick={() => setAll(true)}>{t('bulk.takeAll')}</Button> : null}
      {may('tickets.write') ? (
        <>
          <Picker label={t('action.assign')} options={people} selected={() => false} onPick={(ownerId) => change({ ownerId })} trigger={(props) => <Button {...props} data-act="bulk-assign" kind="quiet" size="small" icon={<UserPlus size={16} />} busy={start.isPending}>{t('action.assign')}</Button>} />
          <Menu label={t('field.teamId')} items={(teams.data?.items ?? []).map((team) => ({ key: String(team.id), label: team.name, perform: () => change({ teamId: team.id }) }))} trigger={(props) => <IconButton {...props} size="small" label={t('field.teamId')} icon={<Users size={16} />} />} />
          <Menu label={t('field.priority')} items={(['urgent', 'high', 'normal', 'low'] as const).map((priority) => ({ key: priority, label: t(`ui:priority.${priority}`), icon: <PriorityMark priority={priority} />, perform: () => change({ priority }) }))} trigger={(props) => <IconButton {...props} data-act="bulk-priority" size="small" label={t('field.priority')} icon={<Flag size={16} />} />} />
          <Menu label={t('field.status')} items={(['open', 'pending', 'hold', 'solved', 'closed'] as const).map((status) => ({ key: status, label: t(`ui:status.${status}`), icon: <StatusMark status={status} words={false} />, perform: () => change({ status }) }))} trigger={(props) => <IconButton {...props} size="small" label={t('field.status')} icon={<CircleCheck size={16} />} />} />
          <Menu label={t('action.snooze')} items={snoozeChoices(new Date()).map((choice) => ({ key: choice.key, label: t(`snooze.${choice.key}`), hint: compact(choice.at, Date.now(), i18n.language), icon: <AlarmClock size={16} />, perform: () => change({ snoozedUntil: choice.at.toISOString() }) }))} trigger={(props) => <IconButton {...props} data-act="bulk-snooze" size="small" label={t('action.snooze')} icon={<AlarmClock size={16} />} />} />
          {(macros.data?.items ?? []).some((one) => one.active) ? <Picker label={t('macro.label')} options={(macros.data?.items ?? []).filter((one) => one.active).map((one) => ({ value: one.id, label: named(one.name, i18n.language) }))} selected={() => false} onPick={(macroId) => begin({ kind: 'macro', macroId })} trigger={(props) => <IconButton {...props} size="small" label={t('macro.label')} icon={<Zap size={16} />} />} /> : null}
        </>
      ) : null}
      <IconButton size="small" label={t('command.clear')} icon={<X size={16} />} onClick={onDone} />
    </div>
  );
}
