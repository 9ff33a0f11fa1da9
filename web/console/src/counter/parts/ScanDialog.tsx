import { Dialog, Notice } from '@aftercare/ui';
import { useTranslation } from 'react-i18next';
import { useScan } from '@aftercare/ui/scan/useScan.ts';

/** Reads a bar code or QR code with the camera and closes. */
export function ScanDialog({ open, onClose, onScan }: { readonly open: boolean; readonly onClose: () => void; readonly onScan: (text: string) => void }) {
  const { t } = useTranslation('counter');
  return <Dialog open={open} onClose={onClose} title={t('scan.title')}>{open ? <Camera onScan={(text) => { onScan(text); onClose(); }} /> : null}</Dialog>;
}

function Camera({ onScan }: { readonly onScan: (text: string) => void }) {
  const { t } = useTranslation('counter');
  const { video, blind } = useScan(([found]) => found?.rawValue || null, onScan);
  return (
    <div className="ac-stack">
      {blind ? <Notice tone="due" role="alert">{t('scan.fault')}</Notice> : <video ref={video} className="ct-camera" muted playsInline aria-label={t('scan.title')} />}
      <p className="ac-faint">{t('scan.hint')}</p>
    </div>
  );
}
