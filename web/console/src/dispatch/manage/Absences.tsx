import { dispatch } from '@aftercare/contract/dispatch';
import type { Technician } from '@aftercare/contract/dispatch';
import { Button, Field, IconButton, Input, Notice, faultSentence, useApi, useNow } from '@aftercare/ui';
import { Trash2 } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMay, useMe } from '../../data/useQueries.ts';
import { useRemoval } from '../../settings/frame/useRemoval.ts';
import { useWork } from '../../settings/frame/useWork.ts';
import { todayIn } from '../words-of-time.ts';

/** Days somebody is ill or away: their visits are free again and planned anew. */
export function Absences({ technician }: { readonly technician: Technician }) {
  const { t } = useTranslation('dispatch');
  const { call } = useApi();
  const may = useMay();
  const today = todayIn(useMe().timeZone, useNow());
  const [from, setFrom] = useState(today);
  const [until, setUntil] = useState(today);
  const [reason, setReason] = useState('');
  const { stays, remove } = useRemoval();
  const keys = ['dispatch', 'dispatch-people'];
  const add = useWork({ work: (_: undefined) => call(dispatch.addAbsence, { params: { id: technician.id }, body: { from, until, reason } }), keys, said: ({ freed }) => t('absence.done', { count: freed }), after: () => setReason('') });
  const shown = technician.absences.filter((a) => stays('absence', a.id));
  const plan = may('dispatch.plan');
  if (!plan && shown.length === 0) return null;
  return (
    <section className="dp-away" aria-label={t('absence.title')}>
      <h3 className="dp-panel__sub">{t('absence.title')}</h3>
      {shown.length > 0 ? <ul className="dp-away__list">{shown.map((a) => <li key={a.id}><span>{a.from === a.until ? a.from : `${a.from} – ${a.until}`}{a.reason ? <span className="ac-soft"> · {a.reason}</span> : null}</span>{plan ? <IconButton size="small" label={t('absence.remove', { from: a.from })} icon={<Trash2 size={14} />} onClick={() => remove({ kind: 'absence', id: a.id, text: t('absence.removed', { name: technician.name }), work: () => call(dispatch.removeAbsence, { params: { id: technician.id, absenceId: a.id } }), keys })} /> : null}</li>)}</ul> : null}
      {plan ? (
        <div className="dp-away__add">
          <Field label={t('absence.from')}>{(control) => <Input {...control} type="date" value={from} onChange={(event) => { setFrom(event.target.value); if (event.target.value > until) setUntil(event.target.value); }} />}</Field>
          <Field label={t('absence.until')}>{(control) => <Input {...control} type="date" min={from} value={until} onChange={(event) => setUntil(event.target.value)} />}</Field>
          <Field label={t('absence.reason')} optional>{(control) => <Input {...control} maxLength={200} value={reason} onChange={(event) => setReason(event.target.value)} />}</Field>
          <Button busy={add.isPending} disabled={!from || !until || until < from} onClick={() => add.mutate(undefined)}>{t('absence.note')}</Button>
        </div>
      ) : null}
      {add.isError ? <Notice tone="late" role="alert">{faultSentence(add.error)}</Notice> : null}
    </section>
  );
}
