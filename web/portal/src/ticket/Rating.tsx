import type { PortalTicket } from '@aftercare/contract/portal';
import { Button, Field, Stars, StarsInput, Textarea } from '@aftercare/ui';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { TicketActions } from './useActions.ts';

const dimensions = ['speed', 'result', 'professionalism'] as const;
type Marks = Partial<Record<(typeof dimensions)[number] | 'overall', number>>;

/** The rating: all in all first, the single marks once that is given; once. `preset` comes from the stars in a mail. */
export function RatingForm({ actions, preset }: { readonly actions: TicketActions; readonly preset: number | undefined }) {
  const { t } = useTranslation();
  const [marks, setMarks] = useState<Marks>(preset ? { overall: preset } : {});
  const [comment, setComment] = useState('');
  const box = useRef<HTMLFormElement>(null);
  const { overall, ...others } = marks;
  useEffect(() => { if (preset) box.current?.scrollIntoView({ block: 'center' }); }, [preset]);
  return (
    <form ref={box} className="p-panel p-form" aria-labelledby="rate" onSubmit={(event) => { event.preventDefault(); if (overall) actions.rate.mutate({ ...others, overall, comment: comment.trim() }); }}>
      <div>
        <h2 id="rate">{t('rate.title')}</h2>
        <p className="ac-soft ac-small">{t('rate.once')}</p>
      </div>
      <StarsInput large label={t('rate.overall')} value={overall ?? null} onChange={(mark) => setMarks({ ...marks, overall: mark })} />
      {overall ? (
        <>
          <div className="p-marks">{dimensions.map((one) => <StarsInput key={one} label={t(`rate.${one}`)} value={marks[one] ?? null} onChange={(mark) => setMarks({ ...marks, [one]: mark })} />)}</div>
          <Field label={t('rate.comment')} optional>{(control) => <Textarea {...control} rows={3} grows maxLength={4000} value={comment} onChange={(event) => setComment(event.target.value)} />}</Field>
          <div className="p-acts"><Button kind="primary" type="submit" busy={actions.rate.isPending}>{t('rate.send')}</Button></div>
        </>
      ) : null}
    </form>
  );
}

/** What was given. */
export function RatingGiven({ rated }: { readonly rated: NonNullable<PortalTicket['rated']> }) {
  const { t } = useTranslation();
  const given = (['overall', ...dimensions] as const).filter((one) => rated[one] !== undefined);
  return (
    <section className="p-panel" aria-labelledby="rated">
      <h2 id="rated">{t('rate.given')}</h2>
      <dl className="p-given">{given.map((one) => <div key={one}><dt>{t(`rate.${one}`)}</dt><dd><Stars value={rated[one] ?? 0} /></dd></div>)}</dl>
      {rated.comment ? <p className="p-words">{rated.comment}</p> : null}
    </section>
  );
}
