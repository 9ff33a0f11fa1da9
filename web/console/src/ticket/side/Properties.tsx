import { ChannelMark, Input, Menu, Moment, Popover, PriorityMark, StatusMark, Tag, TagInput, classes, named } from '@aftercare/ui';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { TicketPage } from '../../data/types.ts';
import { useQueries } from '../../data/useQueries.ts';
import { AssignPicker } from '../AssignPicker.tsx';
import type { TicketActions } from '../useTicketActions.ts';

interface Props { readonly page: TicketPage; readonly actions: TicketActions }

/** The ticket's own fields; each is changed where it stands. */
export function Properties({ page, actions }: Props) {
  const { t, i18n } = useTranslation(['app', 'ui']);
  const { ticket, can, nextStates } = page;
  const from = useQueries();
  const types = useQuery(from.types());
  const teams = useQuery(from.teams());
  const type = types.data?.items.find((one) => one.key === ticket.type);
  const said = t('ticket.changed', { id: ticket.id });
  const write = can.write;
  const choose = (label: string, value: ReactNode, items: Parameters<typeof Menu>[0]['items'], act?: string, none = false) =>
    write && items.length > 0 ? <Menu label={label} items={items} trigger={(props) => <button type="button" {...props} data-act={act} className={classes('cs-prop', none && 'cs-prop--none')}><span className="ac-unseen">{label}</span>{value}</button>} /> : <span className="cs-prop cs-prop--fixed">{value}</span>;
  return (
    <dl className="cs-props">
      <dt>{t('field.status')}</dt>
      <dd>{choose(t('field.status'), <StatusMark status={ticket.status} />, nextStates.map((status) => ({ key: status, label: t(`ui:status.${status}`), icon: <StatusMark status={status} words={false} />, perform: () => actions.change({ changes: { status }, said: t('ticket.statusSet', { id: ticket.id, status: t(`ui:status.${status}`) }) }) })))}</dd>
      <dt>{t('field.ownerId')}</dt>
      <dd>{can.assign ? <AssignPicker ticket={ticket} actions={actions} plain /> : <span className="cs-prop cs-prop--fixed">{ticket.owner?.name ?? t('list.nobody')}</span>}</dd>
      <dt>{t('field.teamId')}</dt>
      <dd>{choose(t('field.teamId'), ticket.team?.name ?? t('none'), (teams.data?.items ?? []).map((team) => ({ key: String(team.id), label: team.name, checked: team.id === ticket.team?.id, perform: () => actions.change({ changes: { teamId: team.id }, names: { team: team.name }, said: t('ticket.moved', { id: ticket.id, team: team.name }) }) })), undefined, !ticket.team)}</dd>
      <dt>{t('field.priority')}</dt>
      <dd>{choose(t('field.priority'), <PriorityMark priority={ticket.priority} words />, (['urgent', 'high', 'normal', 'low'] as const).map((priority) => ({ key: priority, label: t(`ui:priority.${priority}`), icon: <PriorityMark priority={priority} />, checked: priority === ticket.priority, perform: () => actions.change({ changes: { priority }, said }) })), 'priority')}</dd>
      <dt>{t('field.type')}</dt>
      <dd>{choose(t('field.type'), type ? named(type.name, i18n.language) : ticket.type, (types.data?.items ?? []).filter((one) => one.active).map((one) => ({ key: one.key, label: named(one.name, i18n.language), checked: one.key === ticket.type, perform: () => actions.change({ changes: { type: one.key }, said }) })))}</dd>
      <dt>{t('field.product')}</dt>
      <dd><TextProp label={t('field.product')} value={ticket.product} max={200} fixed={!write} onSave={(product) => actions.change({ changes: { product }, said })} /></dd>
      <dt>{t('field.serial')}</dt>
      <dd><TextProp label={t('field.serial')} value={ticket.serial} max={100} fixed={!write} onSave={(serial) => actions.change({ changes: { serial }, said })} /></dd>
      <dt>{t('field.tags')}</dt>
      <dd><Tags tags={ticket.tags} fixed={!write} onSave={(tags) => actions.change({ changes: { tags }, said })} /></dd>
      <dt>{t('field.channel')}</dt>
      <dd><span className="cs-prop cs-prop--fixed"><ChannelMark channel={ticket.channel} words size={14} /></span></dd>
      <dt>{t('field.openedAt')}</dt>
      <dd><span className="cs-prop cs-prop--fixed"><Moment at={ticket.openedAt} /></span></dd>
      {ticket.reopened > 0 ? <><dt>{t('field.reopened')}</dt><dd><span className="cs-prop cs-prop--fixed">{t('times', { count: ticket.reopened })}</span></dd></> : null}
    </dl>
  );
}

/** A text that is saved when one leaves it or presses Enter; Escape puts it back. */
function TextProp({ label, value, max, fixed, onSave }: { readonly label: string; readonly value: string; readonly max: number; readonly fixed: boolean; readonly onSave: (value: string) => void }) {
  const { t } = useTranslation();
  const [text, setText] = useState<string | null>(null);
  const done = () => { if (text !== null && text.trim() !== value) onSave(text.trim()); setText(null); };
  if (fixed) return <span className={classes('cs-prop cs-prop--fixed', !value && 'cs-prop--none')}>{value || t('none')}</span>;
  return (
    <Input
      className="cs-prop-input" aria-label={label} maxLength={max} placeholder={t('none')} value={text ?? value}
      onChange={(event) => setText(event.target.value)} onBlur={done}
      onKeyDown={(event) => {
        if (event.nativeEvent.isComposing) return;
        if (event.key === 'Enter') event.currentTarget.blur();
        if (event.key === 'Escape') { event.preventDefault(); event.stopPropagation(); setText(null); }
      }}
    />
  );
}

function Tags({ tags, fixed, onSave }: { readonly tags: readonly string[]; readonly fixed: boolean; readonly onSave: (tags: string[]) => void }) {
  const { t } = useTranslation();
  const [open, setOpen] = useState<string[] | null>(null);
  const shown = tags.length > 0 ? <span className="ac-row">{tags.map((tag) => <Tag key={tag}>{tag}</Tag>)}</span> : t('none');
  if (fixed) return <span className="cs-prop cs-prop--fixed">{shown}</span>;
  return (
    <Popover
      label={t('field.tags')} trigger={(props) => <button type="button" {...props} data-act="tags" className={classes('cs-prop', tags.length === 0 && 'cs-prop--none')}><span className="ac-unseen">{t('field.tags')}</span>{shown}</button>}
      onOpenChange={(now) => { if (now) setOpen([...tags]); else { if (open && open.join('\n') !== tags.join('\n')) onSave(open); setOpen(null); } }}
    >
      <TagInput label={t('field.tags')} tags={open ?? tags} onChange={setOpen} placeholder={t('tagsHint')} autoFocus />
    </Popover>
  );
}
