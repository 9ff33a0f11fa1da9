import { useId, useState } from 'preact/hooks';
import { Icon } from './icons.tsx';
import { useSpeech } from './words.tsx';

const marks = [1, 2, 3, 4, 5] as const;

/** Five stars and a few words at the end, once. Real radio buttons: arrow keys and screen readers know them. */
export function RatingCard({ sending, onRate, onLater }: { sending: boolean; onRate: (overall: number, comment: string) => void; onLater: () => void }) {
  const { t } = useSpeech();
  const id = useId();
  const [overall, setOverall] = useState(0);
  const [comment, setComment] = useState('');
  return (
    <form class="card" onSubmit={(event) => { event.preventDefault(); if (overall > 0) onRate(overall, comment.trim()); }}>
      <fieldset>
        <legend>{t('rating.title')}</legend>
        <div class="stars">
          {marks.map((mark) => (
            <label key={mark} class={mark <= overall ? 'on' : ''} title={t(`rating.${mark}`)}>
              <input type="radio" name={id} value={mark} checked={mark === overall} onChange={() => setOverall(mark)} aria-label={t('rating.stars', { count: mark, word: t(`rating.${mark}`) })} />
              <Icon name="star" />
            </label>
          ))}
          <span class="word" aria-hidden="true">{overall > 0 ? t(`rating.${overall as 1}`) : ''}</span>
        </div>
      </fieldset>
      {overall > 0 && (
        <div class="field">
          <label for={`${id}c`}>{t('rating.comment')}</label>
          <textarea id={`${id}c`} rows={2} maxLength={4000} value={comment} onInput={(event) => setComment(event.currentTarget.value)} />
        </div>
      )}
      <div class="buttons">
        {overall > 0 && <button type="submit" class="primary" disabled={sending}>{t(sending ? 'rating.sending' : 'rating.send')}</button>}
        <button type="button" class="plain" onClick={onLater}>{t('rating.later')}</button>
      </div>
    </form>
  );
}
