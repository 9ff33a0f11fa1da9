import { api } from '@aftercare/contract';
import { Button, Input, Moment, buttonClass, named } from '@aftercare/ui';
import { Download, PackageCheck, Truck } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type Shipment, useAct } from './data.ts';

/** Parcels of a ticket: where each is, its label, and the number where nobody else tells it. */
export function Parcels({ items }: { readonly items: readonly Shipment[] }) {
  if (items.length === 0) return null;
  return <ul className="rp-parcels">{items.map((parcel) => <Parcel key={parcel.id} parcel={parcel} />)}</ul>;
}

function Parcel({ parcel }: { readonly parcel: Shipment }) {
  const { t, i18n } = useTranslation('repairs');
  const [number, setNumber] = useState('');
  const tell = useAct(api.shipments.handOver, parcel.ticketId);
  const last = parcel.scans[0];
  const Icon = parcel.state === 'delivered' ? PackageCheck : Truck;
  return (
    <li className="rp-parcel" data-state={parcel.state}>
      <Icon size={16} aria-hidden="true" />
      <span className="rp-parcel__words">
        <span className="ac-spread"><strong>{t(`direction.${parcel.direction}`)}</strong><span>{t(`parcel.${parcel.state}`)}</span></span>
        <span className="ac-faint">{[parcel.carrier ? named(parcel.carrier.name, i18n.language) : '', parcel.trackingNumber ?? ''].filter(Boolean).join(' · ')}</span>
        {parcel.fault ? <span className="rp-fault" role="alert">{parcel.fault}</span> : null}
        {last ? <span className="ac-faint"><Moment at={last.at} as="compact" /> {[last.place, last.words].filter(Boolean).join(' ')}</span> : null}
        <span className="ac-row">
          {parcel.label ? <a className={buttonClass('quiet', 'small')} href={parcel.label.url} target="_blank" rel="noreferrer"><Download size={14} aria-hidden="true" />{t('label')}</a> : null}
          {parcel.trackingUrl ? <a className={buttonClass('quiet', 'small')} href={parcel.trackingUrl} target="_blank" rel="noreferrer">{t('track')}</a> : null}
        </span>
        {parcel.carrier?.manual && parcel.state === 'labelled' ? (
          <form className="ac-row" onSubmit={(event) => { event.preventDefault(); if (number.trim().length >= 4) tell.mutate({ params: { id: parcel.id }, body: { trackingNumber: number } }); }}>
            <Input aria-label={t('trackingNumber')} placeholder={t('trackingNumber')} value={number} maxLength={60} onChange={(event) => setNumber(event.target.value)} />
            <Button type="submit" size="small" busy={tell.isPending}>{t('save')}</Button>
          </form>
        ) : null}
      </span>
    </li>
  );
}
