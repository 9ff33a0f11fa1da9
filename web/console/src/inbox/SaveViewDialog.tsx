import { Button, Checkbox, Dialog, Field, Input, Notice, Select, faultSentence, fieldFaults, named, useApi } from '@aftercare/ui';
import { api } from '@aftercare/contract';
import type { ViewFilter } from '@aftercare/contract/desk';
import type { TicketField } from '@aftercare/contract/ticket-fields';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useChannelKinds } from '../data/useChannelKinds.ts';
import type { View, ViewSort } from '../data/types.ts';
import { ConditionField } from '../settings/frame/ConditionField.tsx';
import { useMay, useMe, useQueries } from '../data/useQueries.ts';

const statuses = ['new', 'open', 'pending', 'hold', 'solved', 'closed'] as const;
const priorities = ['urgent', 'high', 'normal', 'low'] as const;
const sorts = ['updated', 'opened', 'due', 'priority'] as const;

/** Fields with a few answers, by which a list can be narrowed. */
const narrows = (field: TicketField) => field.active && ['choice', 'cascade', 'yes-no'].includes(field.kind);
interface Level { readonly key: string; readonly name: { readonly zh: string; readonly en: string }; readonly below?: readonly Level[] }
/** Every answer at the end of a branch, by its whole path. */
function leaves(options: readonly Level[], language: string, path: readonly Level[] = []): { value: string; label: string }[] {
  return options.flatMap((one) => { const way = [...path, one]; return one.below && one.below.length > 0 ? leaves(one.below, language, way) : [{ value: way.map((w) => w.key).join('/'), label: way.map((w) => named(w.name, language)).join(' / ') }]; });
}

interface Props { readonly open: boolean; readonly onClose: () => void; /** The one that is changed; none: a new one. */ readonly view?: View | undefined }

/** Makes or changes a view out of a few choices; what is left empty does not narrow. */
export function SaveViewDialog(props: Props) {
  return <Maker key={`${props.open} ${props.view?.key}`} {...props} />;
}

function Maker({ open, onClose, view }: Props) {
  const { t, i18n } = useTranslation(['app', 'ui']);
  const { call } = useApi();
  const client = useQueryClient();
  const navigate = useNavigate();
  const from = useQueries();
  const teams = useQuery({ ...from.teams(), enabled: open });
  const types = useQuery({ ...from.types(), enabled: open });
  const fields = useQuery({ queryKey: ['ticket-fields'], queryFn: ({ signal }) => call(api.ticketFields.list, {}, { signal }), enabled: open, staleTime: 60_000 });
  const me = useMe();
  const may = useMay();
  const [name, setName] = useState(view ? named(view.name, i18n.language) : '');
  const [filter, setFilter] = useState<ViewFilter>(view?.filter ?? { status: ['new', 'open'] });
  const kinds = useChannelKinds(filter.channel);
  const [sort, setSort] = useState<ViewSort>(view?.sort ?? 'updated');
  // `me`, `all`, or the number of a team.
  const [reader, setReader] = useState(view?.sharing?.with === 'all' ? 'all' : view?.sharing?.teamId ? String(view.sharing.teamId) : 'me');
  const mine = !view || view.sharing?.by === me.name;
  const ofTeams = (teams.data?.items ?? []).filter((team) => me.teams.some((one) => one.id === team.id) || view?.sharing?.teamId === team.id);
  const readers = [...(mine ? [{ value: 'me', label: t('views.forMe') }] : []), ...ofTeams.map((team) => ({ value: String(team.id), label: t('views.forTeam', { team: team.name }) })), ...(may('views.share') || reader === 'all' ? [{ value: 'all', label: t('views.forAll') }] : [])];
  const save = useMutation({
    mutationFn: () => {
      const body = { name: name.trim(), filter, sort, shared: reader === 'all', teamId: /^\d+$/.test(reader) ? Number(reader) : null };
      return view ? call(api.desk.changeView, { params: { id: Number(view.key.slice('saved:'.length)) }, body }) : call(api.desk.saveView, { body });
    },
    onSuccess: async (saved) => {
      await client.invalidateQueries({ queryKey: ['views'] });
      if (view) void client.invalidateQueries({ queryKey: ['list', saved.key] });
      onClose();
      void navigate({ to: '/inbox/$view', params: { view: saved.key } });
    },
  });
  const many = <Key extends 'status' | 'channel' | 'priority'>(key: Key, value: NonNullable<ViewFilter[Key]>[number]) => {
    const now = (filter[key] ?? []) as string[];
    const next = now.includes(value) ? now.filter((one) => one !== value) : [...now, value];
    setFilter({ ...filter, [key]: next.length > 0 ? next : undefined });
  };
  const owner = filter.ownerId === undefined ? '' : String(filter.ownerId);
  return (
    <Dialog
      open={open} onClose={onClose} title={t(view ? 'views.edit' : 'views.add')} onSubmit={() => { if (name.trim()) save.mutate(); }}
      foot={<><Button onClick={onClose}>{t('cancel')}</Button><Button kind="primary" type="submit" busy={save.isPending} disabled={!name.trim()}>{t('views.save')}</Button></>}
    >
      <div className="ac-stack">
        {save.error ? <Notice tone="late" role="alert">{faultSentence(save.error)}</Notice> : null}
        <Field label={t('views.name')} required>{(control) => <Input {...control} autoFocus maxLength={80} value={name} onChange={(event) => setName(event.target.value)} placeholder={t('views.namePlaceholder')} />}</Field>
        <fieldset className="ac-stack-tight"><legend className="ac-field__label">{t('field.status')}</legend><div className="ac-row">{statuses.map((one) => <Checkbox key={one} label={t(`ui:status.${one}`)} checked={filter.status?.includes(one) ?? false} onChange={() => many('status', one)} />)}</div></fieldset>
        <fieldset className="ac-stack-tight"><legend className="ac-field__label">{t('field.priority')}</legend><div className="ac-row">{priorities.map((one) => <Checkbox key={one} label={t(`ui:priority.${one}`)} checked={filter.priority?.includes(one) ?? false} onChange={() => many('priority', one)} />)}</div></fieldset>
        <fieldset className="ac-stack-tight"><legend className="ac-field__label">{t('field.channel')}</legend><div className="ac-row">{kinds.map((one) => <Checkbox key={one} label={t(`ui:channel.${one}`)} checked={filter.channel?.includes(one) ?? false} onChange={() => many('channel', one)} />)}</div></fieldset>
        <div className="cs-two">
          <Field label={t('field.ownerId')}>{(control) => <Select {...control} value={owner} choices={[{ value: '', label: t('anyone') }, { value: 'me', label: t('me') }, { value: 'none', label: t('list.nobody') }]} onChange={(value) => setFilter({ ...filter, ownerId: value === 'me' || value === 'none' ? value : undefined })} />}</Field>
          <Field label={t('field.teamId')}>{(control) => <Select {...control} value={String(filter.teamId ?? '')} choices={[{ value: '', label: t('any') }, ...(teams.data?.items ?? []).map((team) => ({ value: String(team.id), label: team.name }))]} onChange={(value) => setFilter({ ...filter, teamId: value ? Number(value) : undefined })} />}</Field>
          <Field label={t('field.type')}>{(control) => <Select {...control} value={filter.type?.[0] ?? ''} choices={[{ value: '', label: t('any') }, ...(types.data?.items ?? []).map((type) => ({ value: type.key, label: named(type.name, i18n.language) }))]} onChange={(value) => setFilter({ ...filter, type: value ? [value] : undefined })} />}</Field>
          <Field label={t('field.tag')}>{(control) => <Input {...control} maxLength={40} value={filter.tag ?? ''} onChange={(event) => setFilter({ ...filter, tag: event.target.value.trim() || undefined })} />}</Field>
          <Field label={t('list.sort')}>{(control) => <Select {...control} value={sort} choices={sorts.map((one) => ({ value: one, label: t(`sort.${one}`) }))} onChange={setSort} />}</Field>
        </div>
        {(fields.data?.items ?? []).some(narrows) ? (
          <div className="cs-two">
            {(fields.data?.items ?? []).filter(narrows).map((field) => (
              <Field key={field.key} label={named(field.name, i18n.language)}>{(control) => <Select {...control} value={String(filter.fields?.[field.key]?.[0] ?? '')} choices={[{ value: '', label: t('any') }, ...(field.kind === 'yes-no' ? [{ value: 'true', label: t('ui:designed.yes') }, { value: 'false', label: t('ui:designed.no') }] : leaves(field.options, i18n.language))]} onChange={(value) => { const { [field.key]: _, ...rest } = filter.fields ?? {}; const next = value === '' ? rest : { ...rest, [field.key]: [field.kind === 'yes-no' ? value === 'true' : value] }; setFilter({ ...filter, fields: Object.keys(next).length > 0 ? next : undefined }); }} />}</Field>
            ))}
          </div>
        ) : null}
        <ConditionField value={filter.condition ?? ''} fault={fieldFaults(save.error)['filter.condition']} onChange={(condition) => setFilter({ ...filter, condition: condition.trim() || undefined })} />
        <Field label={t('views.readers')} hint={t('views.readersHint')}>{(control) => <Select {...control} value={reader} choices={readers} onChange={setReader} />}</Field>
      </div>
    </Dialog>
  );
}
