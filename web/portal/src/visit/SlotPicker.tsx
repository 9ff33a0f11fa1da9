import { dispatch, type CustomerVisit, type Slot } from '@aftercare/contract/dispatch';
import { Button, Loading, Notice, Skeleton, clockTime, useApi } from '@aftercare/ui';
import { useQuery } from '@tanstack/react-query';
import { MapPin } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { dayWords } from './windows.ts';

const daysAtFirst = 4;

/** Free times by day; the choice is sent only after it was looked at once more. */
export function SlotPicker({ visit, query, busy, onChoose }: { readonly visit: CustomerVisit; readonly query: { token?: string }; readonly busy: boolean; readonly onChoose: (slot: Slot) => void }) {
  const { t, i18n } = useTranslation();
  const { call } = useApi();
  const [chosen, setChosen] = useState<string | null>(null);
  const [all, setAll] = useState(false);
  const slots = useQuery({ queryKey: ['slots', visit.id], queryFn: ({ signal }) => call(dispatch.customerSlots, { params: { id: visit.id }, query }, { signal }), staleTime: 30_000 });
  if (slots.isPending) return <Loading className="p-form"><Skeleton height="3rem" /><Skeleton height="3rem" /><Skeleton height="3rem" /></Loading>;
  const items = slots.data?.items ?? [];
  if (items.length === 0) return <Notice>{t('visit.noSlots')}</Notice>;
  const days = [...Map.groupBy(items, (slot) => dayWords(slot.from, i18n.language, visit.timeZone))];
  const clock = (at: string) => clockTime(at, i18n.language, visit.timeZone);
  const picked = items.find((slot) => slot.from === chosen);
  return (
    <div className="p-form">
      <p className="p-intro">{t('visit.chooseHint')}</p>
      {days.slice(0, all ? undefined : daysAtFirst).map(([day, own]) => (
        <fieldset key={day} className="p-slots">
          <legend className="p-slots__day">{day}</legend>
          {own.map((slot) => (
            <label key={slot.from} className="p-slot" data-on={slot.from === chosen || undefined}>
              <input type="radio" name="slot" className="ac-unseen" checked={slot.from === chosen} onChange={() => setChosen(slot.from)} />
              <span>{clock(slot.from)}–{clock(slot.until)}</span>
              {slot.good ? <span className="p-slot__near" title={t('visit.near')}><MapPin size={14} aria-hidden="true" /><span className="ac-unseen">{t('visit.near')}</span></span> : null}
            </label>
          ))}
        </fieldset>
      ))}
      {!all && days.length > daysAtFirst ? <Button kind="link" onClick={() => setAll(true)}>{t('visit.more')}</Button> : null}
      <div className="p-slots__foot"><Button kind="primary" size="large" wide busy={busy} disabled={!picked} onClick={() => picked && onChoose(picked)}>{t('visit.book')}{picked ? ` · ${dayWords(picked.from, i18n.language, visit.timeZone)} ${clock(picked.from)}` : ''}</Button></div>
    </div>
  );
}
