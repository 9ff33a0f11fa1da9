import { Button, Chip, ErrorState, FileList, Loading, Moment, Notice, Skeleton, faultSentence, named, useApi, useToasts } from '@aftercare/ui';
import { api } from '@aftercare/contract';
import type { CounterSite, Item } from '@aftercare/contract/counter';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { ArrowLeft, Check, PackageCheck, Printer, RotateCcw, Truck, X } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { HandBackForm } from './HandBackForm.tsx';
import { SendForm } from './SendForm.tsx';
import { receiptUrl, useCounter } from './data.ts';

interface Props { readonly id: number; readonly site: CounterSite; readonly numberId: number | null; readonly onClose: () => void }

/** One product: who has it, how it came, and what can be done with it now. */
export function ItemPanel({ id, site, numberId, onClose }: Props) {
  const { t } = useTranslation('counter');
  const item = useQuery(useCounter().item(id));
  return (
    <div className="ct-desk">
      <div><Button kind="quiet" icon={<ArrowLeft size={16} />} onClick={onClose}>{t('item.back')}</Button></div>
      {item.isError ? <ErrorState error={item.error} retry={() => void item.refetch()} /> : null}
      {item.data ? <Loaded item={item.data} site={site} numberId={numberId} /> : item.isPending ? <Loading className="ac-stack">{[60, 80, 70].map((w) => <Skeleton key={w} width={`${w}%`} height="1.5rem" />)}</Loading> : null}
    </div>
  );
}

function Loaded({ item, site, numberId }: { readonly item: Item; readonly site: CounterSite; readonly numberId: number | null }) {
  const { t, i18n } = useTranslation('counter');
  const [doing, setDoing] = useState<'send' | 'hand-back' | 'arrive' | null>(null);
  const { call } = useApi();
  const toasts = useToasts();
  const client = useQueryClient();
  const renew = async (next: Item) => { client.setQueryData(['counter-item', item.id], next); setDoing(null); await client.invalidateQueries({ queryKey: ['counter', site.id] }); };
  const back = useMutation({ mutationFn: () => call(api.counter.callBack, { params: { id: item.id }, body: {} }), onSuccess: renew, onError: (error) => toasts.show({ kind: 'fault', text: faultSentence(error) }) });
  const where = item.holder.kind === 'site' && item.holder.site ? named(item.holder.site.name, i18n.language) : item.holder.name;
  const marks = item.condition.filter((c) => c.state !== 'fine');
  return (
    <>
      <header className="ct-item-head">
        <div className="ac-grow"><h2 className="ct-item-head__name">{item.product || item.fault}</h2><p className="ac-soft">{item.code} · {item.customer} · {item.contact}</p><p className="ac-soft">{item.serial ? `${item.serial} · ` : ''}#{item.ticketId}</p></div>
        <Chip tone={item.holder.kind === 'customer' ? 'done' : item.boundFor ? 'wait' : 'accent'}>{t(`holder.${item.holder.kind}`, { name: where })}</Chip>
      </header>
      <div className="ct-acts">
        {item.can.handBack ? <Button kind="primary" size="large" icon={<PackageCheck size={20} />} onClick={() => setDoing('hand-back')}>{t('item.handBack')}</Button> : null}
        {item.can.arrive ? <Button kind="primary" size="large" icon={<Check size={20} />} onClick={() => setDoing('arrive')}>{t('item.arrive')}</Button> : null}
        {item.can.send ? <Button size="large" icon={<Truck size={20} />} onClick={() => setDoing('send')}>{t('item.send')}</Button> : null}
        {item.can.callBack ? <Button size="large" busy={back.isPending} icon={<RotateCcw size={20} />} onClick={() => back.mutate()}>{t('item.callBack')}</Button> : null}
        <a className="ac-button ac-button--secondary ac-button--large" href={receiptUrl(item.id, '80mm')} target="_blank" rel="noreferrer"><Printer size={20} aria-hidden="true" />{t('item.till')}</a>
        <a className="ac-button ac-button--secondary ac-button--large" href={receiptUrl(item.id, 'a5')} target="_blank" rel="noreferrer"><Printer size={20} aria-hidden="true" />A5</a>
      </div>
      {doing === 'hand-back' ? <HandBackForm item={item} numberId={numberId} onDone={renew} onCancel={() => setDoing(null)} /> : null}
      {doing === 'send' || doing === 'arrive' ? <SendForm item={item} arriving={doing === 'arrive'} onDone={renew} onCancel={() => setDoing(null)} /> : null}
      <div className="ct-columns">
        <section className="ac-stack-tight">
          <h3 className="ac-section__title">{t('item.state')}</h3>
          <p>{item.fault}</p>
          {marks.length > 0 ? <ul className="ct-marks">{marks.map((m) => <li key={m.area}>{m.area} · {t(`look.${m.state}`)}{m.note ? ` · ${m.note}` : ''}</li>)}</ul> : <p className="ac-soft">{t('item.unmarked')}</p>}
          <p className="ac-row">{item.accessories.map((a) => <span key={a.name} className="ac-row ac-small">{a.there ? <Check size={14} aria-label={t('item.there')} /> : <X size={14} aria-label={t('item.notThere')} />}{a.name}</span>)}</p>
          <FileList files={item.signature ? [...item.photos, item.signature] : item.photos} />
        </section>
        <section className="ac-stack-tight">
          <h3 className="ac-section__title">{t('item.chain')}</h3>
          <ol className="ct-chain">
            {item.chain.map((link) => (
              <li key={link.link}>
                <span className="ct-chain__who"><b>{t(`act.${link.act}`)}</b> {link.from} → {link.to}</span>
                <span className="ac-faint ac-small"><Moment at={link.at} as="compact" /> · {link.by}{link.seal ? ` · ${t('item.sealIs', { seal: link.seal })}` : ''}{link.note ? ` · ${link.note}` : ''}</span>
                {link.sealHeld === false ? <Notice tone="late">{t('item.sealBroken')}</Notice> : null}
                <FileList files={link.act === 'received' ? [] : link.files} />
              </li>
            ))}
          </ol>
        </section>
      </div>
    </>
  );
}
