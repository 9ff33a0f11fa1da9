import { Button, Combobox, Dialog, ErrorState, Field, IconButton, Loading, Moment, Notice, Skeleton, StatusMark, useApi } from '@aftercare/ui';
import { api } from '@aftercare/contract';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { ArrowDown, ArrowDownUp } from 'lucide-react';
import { useDeferredValue, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useQueries } from '../data/useQueries.ts';
import type { TicketStatus } from '../data/types.ts';
import { reasonWords, useRelating } from './useRelations.ts';
import { loadRelatedWords } from './words.ts';
import './related.css';

await loadRelatedWords();
interface Props { readonly first: number; /** Asked for when it is not known yet. */ readonly second: number | null; readonly onClose: () => void; readonly onDone: (intoId: number) => void }

/** Two tickets become one: which, what moves, what the one that stays takes on, and that it can be undone. */
export function MergeDialog({ first, second, onClose, onDone }: Props) {
  const [other, setOther] = useState(second);
  return other === null ? <Ask first={first} onClose={onClose} onPick={setOther} /> : <Body first={first} second={other} onClose={onClose} onDone={onDone} />;
}

function Ask({ first, onClose, onPick }: { readonly first: number; readonly onClose: () => void; readonly onPick: (id: number) => void }) {
  const { t } = useTranslation('related');
  const [words, setWords] = useState('');
  const asked = useDeferredValue(words.replace(/^#/, '').trim());
  const found = useInfiniteQuery({ ...useQueries().search(asked), enabled: asked !== '' });
  const options = (found.data?.pages[0]?.items ?? []).filter((hit) => hit.kind === 'ticket' && hit.id !== first).slice(0, 8).map((hit) => ({ value: hit.id, label: hit.title, hint: `#${hit.id}${hit.customerName ? ` · ${hit.customerName}` : ''}` }));
  const number = Number(/^#?(\d+)$/.exec(words.trim())?.[1] ?? 0);
  return (
    <Dialog open onClose={onClose} title={t('mergeTitle')} size="small" onSubmit={() => { if (number && number !== first) onPick(number); }} foot={<><Button onClick={onClose}>{t('cancel')}</Button><Button kind="primary" type="submit" disabled={!number || number === first}>{t('find')}</Button></>}>
      <Field label={t('which')}>{(control) => <Combobox control={control} label={t('which')} autoFocus text={words} onText={setWords} options={options} onPick={onPick} placeholder={t('placeholder')} />}</Field>
    </Dialog>
  );
}

function Body({ first, second, onClose, onDone }: { readonly first: number; readonly second: number; readonly onClose: () => void; readonly onDone: (intoId: number) => void }) {
  const { t, i18n } = useTranslation(['related', 'ui']);
  const { call } = useApi();
  const { merge } = useRelating();
  // The older one stays: its clocks began with the customer's first word.
  const [[fromId, intoId], setPair] = useState<readonly [number, number]>(first < second ? [second, first] : [first, second]);
  const preview = useQuery({ queryKey: ['ticket-merge', fromId, intoId], queryFn: ({ signal }) => call(api.relations.preview, { query: { fromId, intoId } }, { signal }), gcTime: 0 });
  const shown = preview.data;
  // The news of the merging may be quicker than its answer and take what this dialog hangs on off the page: who merged is led on all the same.
  const go = () => void merge.mutateAsync({ fromId, intoId }).then(() => { onClose(); onDone(intoId); }, () => {});
  const list = (words: readonly string[], none: string) => (words.length === 0 ? none : new Intl.ListFormat(i18n.language, { type: 'conjunction' }).format(words));
  const becomes: NonNullable<typeof shown>['becomes'] = shown?.becomes ?? {};
  return (
    <Dialog
      open onClose={onClose} title={t('mergeTitle')} onSubmit={go}
      foot={<><Button onClick={onClose}>{t('cancel')}</Button><Button kind="primary" type="submit" disabled={!shown || shown.hindrance !== null} busy={merge.isPending}>{t('merge')}</Button></>}
    >
      {preview.isPending ? <Loading className="ac-stack"><Skeleton height="3rem" /><Skeleton height="3rem" /></Loading> : null}
      {preview.isError ? <ErrorState error={preview.error} retry={() => void preview.refetch()} /> : null}
      {shown ? (
        <div className="ac-stack">
          <One label={t('goes')} one={shown.from} />
          <div className="ac-row rl-turn"><ArrowDown size={18} aria-hidden="true" /><IconButton kind="secondary" label={t('swap')} icon={<ArrowDownUp size={16} />} onClick={() => setPair([intoId, fromId])} /></div>
          <One label={t('stays')} one={shown.into} />
          {shown.hindrance ? <Notice tone="late" role="alert">{t(`hindrance.${shown.hindrance}`)}</Notice> : (
            <>
              <dl className="rl-facts">
                <div><dt>{t('moves')}</dt><dd>{list([...(shown.conversations ? [t('conversations', { count: shown.conversations })] : []), ...(shown.notes ? [t('notes', { count: shown.notes })] : []), ...(shown.children ? [t('children', { count: shown.children })] : [])], t('nothing'))}</dd></div>
                <div><dt>{t('becomes')}</dt><dd>{list([...(becomes.priority ? [t('becomesPriority', { value: t(`ui:priority.${becomes.priority}`) })] : []), ...(becomes.tags ? [t('becomesTags', { value: becomes.tags.join(', ') })] : []), ...(becomes.product ? [t('becomesProduct', { value: becomes.product })] : []), ...(becomes.serial ? [t('becomesSerial', { value: becomes.serial })] : [])], t('becomesNothing'))}</dd></div>
                {shown.reasons.length > 0 ? <div><dt>{t('why')}</dt><dd>{shown.reasons.map((r) => reasonWords(t, r)).join(' · ')}</dd></div> : null}
              </dl>
              <Notice>{t('clocks')} {t('reversible')}</Notice>
            </>
          )}
        </div>
      ) : null}
    </Dialog>
  );
}

function One({ label, one }: { readonly label: string; readonly one: { readonly id: number; readonly subject: string; readonly status: TicketStatus; readonly openedAt: string; readonly customerName: string } }) {
  return (
    <div className="rl-one">
      <span className="ac-faint ac-small">{label}</span>
      <strong>{one.subject}</strong>
      <span className="ac-soft ac-small rl-one__line"><StatusMark status={one.status} size={14} /> #{one.id} · {one.customerName} · <Moment at={one.openedAt} /></span>
    </div>
  );
}
