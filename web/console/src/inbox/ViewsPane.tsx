import { Badge, Button, ErrorState, IconButton, Loading, Menu, Skeleton, classes, faultSentence, useApi, useToasts } from '@aftercare/ui';
import { api } from '@aftercare/contract';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Ellipsis, PanelLeftClose, Pencil, Plus, Trash2, Users } from 'lucide-react';
import { memo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { View } from '../data/types.ts';
import { useMe, useQueries } from '../data/useQueries.ts';
import { PathLink } from '../shell/PathLink.tsx';
import { useMySettings } from '../shell/useMySettings.ts';
import { SaveViewDialog } from './SaveViewDialog.tsx';
import { useBeginning } from './useBeginning.ts';
import { viewIcon, viewName } from './viewWords.tsx';

/** All views with their counts: ours, each team's, saved ones. */
export const ViewsPane = memo(function ViewsPane({ current, onFold }: { readonly current: string; readonly onFold: () => void }) {
  const { t } = useTranslation();
  const me = useMe();
  const views = useQuery(useQueries().views());
  const [saving, setSaving] = useState(false);
  const of = (kind: View['kind']) => (views.data?.items ?? []).filter((view) => view.kind === kind);
  const saved = of('saved');
  return (
    <nav className="cs-views" aria-label={t('views.label')}>
      <div className="cs-views__head">
        <span className="cs-views__company ac-clip">{me.company}</span>
        <IconButton size="small" label={t('views.fold')} icon={<PanelLeftClose size={16} />} onClick={onFold} />
      </div>
      {views.isPending ? <Loading className="ac-stack">{[80, 60, 70, 50, 65].map((width, at) => <Skeleton key={at} width={`${width}%`} />)}</Loading> : null}
      {views.isError ? <ErrorState error={views.error} retry={() => void views.refetch()} /> : null}
      {of('shipped').map((view) => <ViewLine key={view.key} view={view} here={view.key === current} />)}
      {of('team').length > 0 ? <h2 className="cs-views__group">{t('views.teams')}</h2> : null}
      {of('team').map((view) => <ViewLine key={view.key} view={view} here={view.key === current} />)}
      {views.isSuccess ? (
        <div className="cs-views__group">
          <h2>{t('views.saved')}</h2>
          <IconButton size="small" label={t('views.add')} icon={<Plus size={16} />} onClick={() => setSaving(true)} />
        </div>
      ) : null}
      {saved.map((view) => <ViewLine key={view.key} view={view} here={view.key === current} />)}
      <BeginningNote />
      <NotOnline />
      <SaveViewDialog open={saving} onClose={() => setSaving(false)} />
    </nav>
  );
});

/** To whoever sets the desk up, until the first answer has left. */
function BeginningNote() {
  const { t } = useTranslation();
  const beginning = useBeginning();
  if (!beginning) return null;
  return <div className="cs-views__foot"><span className="ac-soft">{t(beginning.arrived ? 'beginning.unanswered' : 'beginning.nobody')}</span><Link to="/settings" className="ac-link">{t('beginning.steps')}</Link></div>;
}

/** Somebody who is not online gets nothing new: say so where they look, with the way back. */
function NotOnline() {
  const { t } = useTranslation();
  const { presence } = useMe();
  const { setPresence } = useMySettings();
  if (presence === 'online') return null;
  return <div className="cs-views__foot"><span className="ac-soft">{t(`notOnline.${presence}`)}</span><Button kind="link" onClick={() => setPresence('online')}>{t('command.online')}</Button></div>;
}

const ViewLine = memo(function ViewLine({ view, here }: { readonly view: View; readonly here: boolean }) {
  const { t, i18n } = useTranslation();
  const Icon = viewIcon(view);
  const name = viewName(view, i18n.language);
  return (
    <span className="cs-view-wrap">
      <PathLink path={`/inbox/${encodeURIComponent(view.key)}`} className={classes('cs-view', here && 'cs-view--here')} aria-current={here ? 'page' : undefined}>
        <Icon size={16} aria-hidden="true" />
        <span className="ac-clip ac-grow">{name}</span>
        {view.sharing && view.sharing.with !== 'me' ? <span className="cs-view__shared" title={t('views.sharedBy', { name: view.sharing.by })}><Users size={12} aria-hidden="true" /><span className="ac-unseen">{t('views.sharedBy', { name: view.sharing.by })}</span></span> : null}
        <Badge count={view.count} label={view.count === null ? undefined : t('views.count', { count: view.count })} />
      </PathLink>
      {view.kind === 'saved' && view.sharing?.mayChange ? <ViewMenu view={view} name={name} /> : null}
    </span>
  );
});

/** Changing or removing a view; offered to those who may. */
function ViewMenu({ view, name }: { readonly view: View; readonly name: string }) {
  const { t } = useTranslation();
  const { call } = useApi();
  const client = useQueryClient();
  const toasts = useToasts();
  const [changing, setChanging] = useState(false);
  const drop = useMutation({
    mutationFn: () => call(api.desk.deleteView, { params: { id: Number(view.key.slice('saved:'.length)) } }),
    onSuccess: () => {
      void client.invalidateQueries({ queryKey: ['views'] });
      toasts.show({
        text: t('views.removed', { name }), seconds: 8,
        action: { label: t('undo'), perform: () => void call(api.desk.saveView, { body: { name, filter: view.filter, sort: view.sort, shared: view.sharing?.with === 'all', teamId: view.sharing?.teamId ?? null } }).then(() => client.invalidateQueries({ queryKey: ['views'] }), (error) => toasts.show({ kind: 'fault', text: faultSentence(error) })) },
      });
    },
    onError: (error) => toasts.show({ kind: 'fault', text: faultSentence(error) }),
  });
  const items = [
    { key: 'change', label: t('views.edit'), icon: <Pencil size={16} />, perform: () => setChanging(true) },
    { key: 'drop', label: t('views.drop'), icon: <Trash2 size={16} />, perform: () => drop.mutate() },
  ];
  return (
    <>
      <Menu label={t('views.menu', { name })} items={items} side="below-end" trigger={(props) => <IconButton {...props} size="small" className="cs-view__drop" label={t('views.menu', { name })} icon={<Ellipsis size={14} />} busy={drop.isPending} />} />
      <SaveViewDialog open={changing} onClose={() => setChanging(false)} view={view} />
    </>
  );
}
