import { dispatch } from '@aftercare/contract/dispatch';
import { Button, Dialog, Facts, Field, Input, clockTime, faultSentence, listed, named, useApi, useToasts } from '@aftercare/ui';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type Board, useBoardCache } from './data.ts';

/** A technician's day in facts, and the way to say that they are ill. */
export function TechnicianDialog({ board, id, mayPlan, onClose }: { readonly board: Board; readonly id: number; readonly mayPlan: boolean; readonly onClose: () => void }) {
  const { t, i18n } = useTranslation('dispatch');
  const { call } = useApi();
  const toasts = useToasts();
  const cache = useBoardCache(board.day);
  const [reason, setReason] = useState('');
  const technician = board.technicians.find((n) => n.id === id);
  const away = useMutation({
    mutationFn: () => call(dispatch.addAbsence, { params: { id }, body: { from: board.day, until: board.day, reason } }),
    onSuccess: ({ freed }) => { toasts.show({ text: t('absence.done', { count: freed }) }); onClose(); }, onError: (error) => void toasts.show({ kind: 'fault', text: faultSentence(error) }), onSettled: () => void cache.renew(),
  });
  if (!technician) return null;
  const clock = (at: string) => clockTime(at, i18n.language, board.timeZone);
  const skill = (skillId: number) => { const found = board.skills.find((s) => s.id === skillId); return found ? named(found.name, i18n.language) : ''; };
  const form = mayPlan && technician.shift !== null;
  return (
    <Dialog open onClose={onClose} title={technician.name} size="small" {...(form ? { onSubmit: () => away.mutate(), foot: <Button type="submit" kind="danger" busy={away.isPending}>{t('absence.confirm')}</Button> } : {})}>
      <Facts items={[
        [`${t('manage.from')}–${t('manage.until')}`, technician.shift ? `${clock(technician.shift.from)}–${clock(technician.shift.until)}` : technician.absent ? t('absent', { reason: technician.absent }) : t('off')],
        [t('home'), technician.homeName], [t('manage.phone'), technician.phone], [t('visit.skills'), listed(technician.skills.map((s) => `${skill(s.skillId)} ${s.level}`), i18n.language)],
        [t('manage.territories'), listed(board.territories.filter((a) => technician.territoryIds.includes(a.id)).map((a) => named(a.name, i18n.language)), i18n.language)],
      ]} />
      {form ? <Field label={`${t('absence.report')} · ${t('absence.reason')}`}>{(control) => <Input {...control} value={reason} onChange={(event) => setReason(event.target.value)} maxLength={200} />}</Field> : null}
    </Dialog>
  );
}
