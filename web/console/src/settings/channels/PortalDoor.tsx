import { Field, Select, buttonClass } from '@aftercare/ui';
import { Download, ExternalLink } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { encode } from 'uqr';
import { CopyBox } from '../frame/CopyBox.tsx';
import { Group } from '../frame/FormPage.tsx';
import type { DoorProps } from './account.ts';

/** The customers' portal: its address to give away, as link and as QR code for boxes and manuals. */
export function PortalDoor({ value, setting, house }: DoorProps) {
  const { t } = useTranslation('settings');
  const link = `${location.origin}/portal/`;
  const { calendarId } = value.settings as { calendarId?: number | null };
  return (
    <>
      <Group title={t('portal.address')} hint={t('portal.addressHint')}>
        <div className="st-portal">
          <QrCode text={`${link}report`} label={t('portal.qr')} />
          <div className="ac-stack ac-grow">
            <CopyBox label={t('portal.link')} text={link} />
            <CopyBox label={t('portal.report')} text={`${link}report`} />
            <div className="ac-row">
              <a className={buttonClass()} href={link} target="_blank" rel="noreferrer">{t('portal.open')}<ExternalLink size={14} aria-hidden="true" /></a>
              <a className={buttonClass()} href={`data:image/svg+xml,${encodeURIComponent(qrSvg(`${link}report`))}`} download="portal-qr.svg"><Download size={14} aria-hidden="true" />{t('portal.download')}</a>
            </div>
          </div>
        </div>
      </Group>
      <Group title={t('chat.hours')}>
        <Field label={t('chat.hours')} hint={t('portal.hoursHint')}>{(control) => <Select {...control} className="st-narrow" value={String(calendarId ?? '')} choices={[{ value: '', label: t('chat.firstCalendar', { name: house.calendars[0]?.name ?? '' }) }, ...house.calendars.map((one) => ({ value: String(one.id), label: one.name }))]} onChange={(id) => setting({ calendarId: id ? Number(id) : null })} />}</Field>
      </Group>
    </>
  );
}

/** Dark cells as one SVG path, in cells, with the quiet border a reader needs. */
function qrPath(text: string): { readonly size: number; readonly path: string } {
  const { data, size } = encode(text, { ecc: 'M', border: 4 });
  return { size, path: data.flatMap((row, y) => row.flatMap((dark, x) => (dark ? [`M${x} ${y}h1v1h-1z`] : []))).join('') };
}

/** Always dark on white: cameras read it in the dark theme too. */
function QrCode({ text, label }: { readonly text: string; readonly label: string }) {
  const { size, path } = qrPath(text);
  return <svg className="st-qr" viewBox={`0 0 ${size} ${size}`} role="img" aria-label={label} shapeRendering="crispEdges"><path d={path} /></svg>;
}

function qrSvg(text: string): string {
  const { size, path } = qrPath(text);
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${size} ${size}" width="${size * 16}" height="${size * 16}" shape-rendering="crispEdges"><path fill="white" d="M0 0h${size}v${size}H0z"/><path d="${path}"/></svg>`;
}
