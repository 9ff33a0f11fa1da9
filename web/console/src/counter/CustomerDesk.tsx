import { Avatar, Button, Chip, IconButton, Input, Notice, faultSentence, named, calendarDay } from '@aftercare/ui';
import type { CounterSite, Found, QueueNumber } from '@aftercare/contract/counter';
import { useMutation } from '@tanstack/react-query';
import { PackagePlus, ScanBarcode, Search } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ItemLine, ItemList } from './ItemList.tsx';
import { ItemPanel } from './ItemPanel.tsx';
import { ReceiveForm } from './ReceiveForm.tsx';
import { useCounter } from './data.ts';
import { ScanDialog } from './parts/ScanDialog.tsx';
import { useWedge } from './useWedge.ts';

interface Props { readonly site: CounterSite; readonly current: QueueNumber | null; readonly itemId: number | null; readonly onItem: (id: number | null) => void }

/** On a phone the keyboard would cover what one came for. */
const ready = matchMedia('(pointer: fine)').matches;
/** Who stands here: found by scan, then receive something or hand something back. */
export function CustomerDesk({ site, current, itemId, onItem }: Props) {
  const { t } = useTranslation('counter');
  const counter = useCounter();
  const [text, setText] = useState('');
  const [camera, setCamera] = useState(false);
  const [receiving, setReceiving] = useState(false);
  const find = useMutation({ mutationFn: (what: string) => counter.lookup(site.id, what.trim()), onSuccess: (found) => { onItem(found.items.length === 1 && !found.customer ? (found.items[0]?.id ?? null) : null); setReceiving(false); } });
  const ask = (what: string) => { setText(what); if (what.trim().length > 2) find.mutate(what); };
  useWedge(ask);
  if (itemId) return <ItemPanel id={itemId} site={site} numberId={current?.id ?? null} onClose={() => onItem(null)} />;
  if (receiving) return <ReceiveForm site={site} number={current} found={find.data ?? null} typed={text} onDone={(id) => { setReceiving(false); onItem(id); }} onCancel={() => setReceiving(false)} />;
  return (
    <div className="ct-desk">
      <form className="ct-find" role="search" onSubmit={(event) => { event.preventDefault(); ask(text); }}>
        <Input type="search" autoFocus={ready} aria-label={t('find.label')} placeholder={t('find.placeholder')} icon={<Search size={18} aria-hidden="true" />} value={text} onChange={(event) => setText(event.target.value)} />
        <IconButton label={t('scan.open')} kind="secondary" icon={<ScanBarcode size={20} />} onClick={() => setCamera(true)} />
        <Button type="submit" busy={find.isPending}>{t('find.act')}</Button>
      </form>
      {find.isError ? <Notice tone="late" role="alert">{faultSentence(find.error)}</Notice> : null}
      {find.data ? <Result found={find.data} onItem={onItem} /> : <p className="ac-soft">{t('find.hint')}</p>}
      <div className="ct-acts">
        <Button kind="primary" size="large" icon={<PackagePlus size={20} />} onClick={() => setReceiving(true)}>{find.data?.customer ? t('receive.for', { name: find.data.customer.name }) : t('receive.act')}</Button>
      </div>
      {find.data ? null : <section className="ac-stack-tight"><h2 className="ac-section__title">{t('find.here')}</h2><ItemList siteId={site.id} part="here" onOpen={onItem} /></section>}
      <ScanDialog open={camera} onClose={() => setCamera(false)} onScan={ask} />
    </div>
  );
}

function Result({ found, onItem }: { readonly found: Found; readonly onItem: (id: number) => void }) {
  const { t, i18n } = useTranslation('counter');
  if (!found.customer && !found.unit && found.items.length === 0) return <Notice>{t('find.none')}</Notice>;
  return (
    <div className="ac-stack">
      {found.customer ? <div className="ct-card"><Avatar name={found.customer.name} size="large" /><div className="ac-grow"><div className="ct-card__name">{found.customer.name}</div><div className="ac-soft">{[found.customer.phone, found.customer.email].filter(Boolean).join(' · ')}</div></div></div> : null}
      {found.unit ? (
        <div className="ct-card">
          <div className="ac-grow"><div className="ct-card__name">{found.unit.product}</div><div className="ac-soft">{found.unit.serial}{found.unit.owed?.clause ? ` · ${named(found.unit.owed.clause, i18n.language)}` : ''}</div></div>
          {found.unit.owed ? <Chip tone={found.unit.owed.covered ? 'done' : 'due'}>{found.unit.owed.covered ? t('owed.yes', { until: calendarDay(found.unit.owed.until ?? '–', i18n.language) }) : t('owed.no')}</Chip> : null}
        </div>
      ) : null}
      {found.items.length > 0 ? <section className="ac-stack-tight"><h2 className="ac-section__title">{t('find.items')}</h2><ul className="ct-items">{found.items.map((item) => <li key={item.id}><ItemLine item={item} onOpen={() => onItem(item.id)} /></li>)}</ul></section> : null}
      {found.tickets.length > 0 ? <section className="ac-stack-tight"><h2 className="ac-section__title">{t('find.tickets')}</h2><ul className="ct-tickets">{found.tickets.map((one) => <li key={one.id}><b>#{one.id}</b><span className="ac-clip">{one.subject}</span></li>)}</ul></section> : null}
    </div>
  );
}
