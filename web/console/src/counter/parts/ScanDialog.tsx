import { Dialog, Notice } from '@aftercare/ui';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { makeDetector } from '@aftercare/ui/scan/detector.ts';

/** Reads a bar code or QR code with the camera and closes. */
export function ScanDialog({ open, onClose, onScan }: { readonly open: boolean; readonly onClose: () => void; readonly onScan: (text: string) => void }) {
  const { t } = useTranslation('counter');
  return <Dialog open={open} onClose={onClose} title={t('scan.title')}>{open ? <Camera onScan={(text) => { onScan(text); onClose(); }} /> : null}</Dialog>;
}

function Camera({ onScan }: { readonly onScan: (text: string) => void }) {
  const { t } = useTranslation('counter');
  const video = useRef<HTMLVideoElement>(null);
  const [fault, setFault] = useState(false);
  const latest = useRef(onScan);
  latest.current = onScan;
  useEffect(() => {
    let stream: MediaStream | null = null;
    let over = false;
    const run = async () => {
      const [camera, detector] = await Promise.all([navigator.mediaDevices.getUserMedia({ video: { facingMode: 'environment' } }), makeDetector()]);
      stream = camera;
      if (over || !video.current) return camera.getTracks().forEach((track) => track.stop());
      video.current.srcObject = camera;
      await video.current.play();
      while (!over && video.current) {
        const [found] = await detector.detect(video.current).catch(() => []);
        if (found?.rawValue) return latest.current(found.rawValue);
        await new Promise((resolve) => setTimeout(resolve, 120));
      }
    };
    run().catch(() => { if (!over) setFault(true); });
    return () => { over = true; stream?.getTracks().forEach((track) => track.stop()); };
  }, []);
  return (
    <div className="ac-stack">
      {fault ? <Notice tone="due" role="alert">{t('scan.fault')}</Notice> : <video ref={video} className="ct-camera" muted playsInline aria-label={t('scan.title')} />}
      <p className="ac-faint">{t('scan.hint')}</p>
    </div>
  );
}
