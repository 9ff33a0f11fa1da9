import { Button, Notice } from '@aftercare/ui';
import { useScan } from '@aftercare/ui/scan/useScan.ts';
import { Camera } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { isOwnNumber, scanSerial, serialAmong } from '../report/scan.ts';
import './register.css';

/** Shop numbers alone are taken after this long: there is no other code on some plates. */
const patienceMs = 4000;

/** Reads the number with the camera; from a photo where no camera may be watched. */
export function Scanner({ onRead, onLeave }: { readonly onRead: (serial: string) => void; readonly onLeave: () => void }) {
  const { t } = useTranslation();
  const { video, blind } = useScan((codes, ms) => (isOwnNumber(codes) || ms > patienceMs ? serialAmong(codes) : null), onRead);
  const [photo, setPhoto] = useState<'reading' | 'none' | null>(null);
  const read = async (file: File | undefined) => {
    if (!file) return;
    setPhoto('reading');
    const serial = await scanSerial(file).catch(() => null);
    if (serial) onRead(serial);
    else setPhoto('none');
  };
  return (
    <div className="p-scanner">
      {blind ? <Notice tone="due" role="alert">{t('register.noCamera')}</Notice> : <div className="p-scanner__frame"><video ref={video} muted playsInline aria-label={t('register.scan')} /></div>}
      <p className="ac-soft" role="status">{photo === 'none' ? t('report.product.scanNone') : t('register.aim')}</p>
      <div className="p-acts">
        <label className="ac-button ac-button--secondary p-scan"><Camera size={18} aria-hidden="true" />{t(photo === 'reading' ? 'report.product.scanning' : 'report.product.scan')}<input type="file" accept="image/*" capture="environment" className="ac-unseen" onChange={(event) => { void read(event.target.files?.[0]); event.target.value = ''; }} /></label>
        <Button kind="quiet" onClick={onLeave}>{t('register.typeInstead')}</Button>
      </div>
    </div>
  );
}
