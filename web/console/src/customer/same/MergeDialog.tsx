import { Avatar, Button, Dialog, ErrorState, IconButton, Loading, Notice, Skeleton, TierMark, useApi } from '@aftercare/ui';
import { api } from '@aftercare/contract';
import { useQuery } from '@tanstack/react-query';
import { ArrowDown, ArrowDownUp } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { phoneWords } from '../phone.ts';
import type { Customer } from '../../data/types.ts';
import { movedWords, reasonWords } from './words.ts';
import { useMerging } from './useMerging.ts';

/** Who goes into whom, what moves, what they are called then. Nothing happens before the button. */
export function MergeDialog({ ids, onClose, onDone }: { readonly ids: readonly [number, number] | null; readonly onClose: () => void; readonly onDone: (id: number) => void }) {
  return ids ? <Body key={ids.join(' ')} first={ids[0]} second={ids[1]} onClose={onClose} onDone={onDone} /> : null;
}

function Body({ first, second, onClose, onDone }: { readonly first: number; readonly second: number; readonly onClose: () => void; readonly onDone: (id: number) => void }) {
  const { t, i18n } = useTranslation();
  const { call } = useApi();
  const { merge } = useMerging();
  const [[fromId, intoId], setPair] = useState<readonly [number, number]>([first, second]);
  const preview = useQuery({ queryKey: ['merge-preview', fromId, intoId], queryFn: ({ signal }) => call(api.customers.mergePreview, { query: { fromId, intoId } }, { signal }), gcTime: 0 });
  const shown = preview.data;
  // The news of the merging may be quicker than its answer and take what this dialog hangs on off the page: who merged is led on all the same.
  const go = () => void merge.mutateAsync({ fromId, intoId }).then(() => { onClose(); onDone(intoId); }, () => {});
  return (
    <Dialog
      open onClose={onClose} title={t('same.title')} onSubmit={go}
      foot={<><Button onClick={onClose}>{t('cancel')}</Button><Button kind="primary" type="submit" disabled={!shown} busy={merge.isPending}>{t('same.merge')}</Button></>}
    >
      {preview.isPending ? <Loading className="ac-stack"><Skeleton height="3rem" /><Skeleton height="3rem" /></Loading> : null}
      {preview.isError ? <ErrorState error={preview.error} retry={() => void preview.refetch()} /> : null}
      {shown ? (
        <div className="ac-stack">
          <Who customer={shown.from} label={t('same.goes')} />
          <div className="ac-row cs-same__turn"><ArrowDown size={18} aria-hidden="true" /><IconButton kind="secondary" label={t('same.swap')} icon={<ArrowDownUp size={16} />} onClick={() => setPair([intoId, fromId])} /></div>
          <Who customer={shown.into} label={t('same.stays')} />
          <dl className="cs-same__facts">
            <div><dt>{t('same.moves')}</dt><dd>{movedWords(t, shown.moves, i18n.language)}</dd></div>
            <div><dt>{t('same.becomes')}</dt><dd><span className="ac-row">{shown.becomes.name}<TierMark tier={shown.becomes.tier} /></span></dd></div>
            {shown.reasons.length > 0 ? <div><dt>{t('same.why')}</dt><dd>{shown.reasons.map((r) => reasonWords(t, r)).join(' · ')}</dd></div> : null}
          </dl>
          <Notice>{t('same.reversible')}</Notice>
        </div>
      ) : null}
    </Dialog>
  );
}

function Who({ customer, label }: { readonly customer: Customer; readonly label: string }) {
  return (
    <div className="cs-same__who">
      <Avatar name={customer.name} />
      <span className="ac-grow ac-stack-tight">
        <span className="ac-faint ac-small">{label}</span>
        <span className="ac-row"><strong className="ac-clip">{customer.name}</strong><TierMark tier={customer.tier} /></span>
        <span className="ac-soft ac-small ac-clip">{customer.identities.filter((i) => i.kind !== 'chat').map((i) => (i.kind === 'phone' ? phoneWords(i.value) : i.value)).join(' · ')}</span>
      </span>
    </div>
  );
}
