import type { FieldJob } from '@aftercare/contract/field';
import { Button, Dialog, Field, Input } from '@aftercare/ui';
import { PenLine } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFieldStore } from '../store/FieldProvider.tsx';

/** The customer writes with a finger. */
export function Signature({ job }: { readonly job: FieldJob }) {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  return (
    <section className="f-block">
      <h2 className="f-block__title">{t('job.signature')}</h2>
      {job.signedBy ? <p>{t('job.signed', { name: job.signedBy })}</p> : null}
      <Button size="large" icon={<PenLine size={18} aria-hidden="true" />} onClick={() => setOpen(true)}>{t('job.sign')}</Button>
      {open ? <Pad job={job} onClose={() => setOpen(false)} /> : null}
    </section>
  );
}

function Pad({ job, onClose }: { readonly job: FieldJob; readonly onClose: () => void }) {
  const { t } = useTranslation();
  const store = useFieldStore();
  const canvas = useRef<HTMLCanvasElement>(null);
  const last = useRef<{ x: number; y: number } | null>(null);
  const [written, setWritten] = useState(false);
  const [name, setName] = useState(job.contactName);
  const clear = () => {
    const place = canvas.current;
    const pen = place?.getContext('2d');
    if (!place || !pen) return;
    // A signature is ink on paper in every theme: it is kept as a picture.
    pen.fillStyle = 'white';
    pen.fillRect(0, 0, place.width, place.height);
    setWritten(false);
  };
  useEffect(() => {
    const place = canvas.current;
    if (!place) return;
    const box = place.getBoundingClientRect();
    [place.width, place.height] = [Math.round(box.width * devicePixelRatio), Math.round(box.height * devicePixelRatio)];
    clear();
  }, []);
  const at = (event: React.PointerEvent<HTMLCanvasElement>) => {
    const box = event.currentTarget.getBoundingClientRect();
    return { x: ((event.clientX - box.left) / box.width) * event.currentTarget.width, y: ((event.clientY - box.top) / box.height) * event.currentTarget.height };
  };
  const draw = (event: React.PointerEvent<HTMLCanvasElement>) => {
    const pen = event.currentTarget.getContext('2d');
    if (!last.current || !pen) return;
    const to = at(event);
    pen.strokeStyle = 'black';
    pen.lineWidth = 2.5 * devicePixelRatio;
    pen.lineCap = 'round';
    pen.beginPath();
    pen.moveTo(last.current.x, last.current.y);
    pen.lineTo(to.x, to.y);
    pen.stroke();
    last.current = to;
    setWritten(true);
  };
  const keep = () => canvas.current?.toBlob((blob) => { if (blob) void store.record(job.id, { kind: 'signature', name }, blob).then(onClose); }, 'image/png');
  return (
    <Dialog open onClose={onClose} title={t('job.sign')} foot={<><Button kind="quiet" onClick={clear}>{t('job.clear')}</Button><Button kind="primary" disabled={!written} onClick={keep}>{t('job.keep')}</Button></>}>
      <canvas ref={canvas} className="f-pad" aria-label={t('job.signHere')} onPointerDown={(event) => { event.currentTarget.setPointerCapture(event.pointerId); last.current = at(event); }} onPointerMove={draw} onPointerUp={() => { last.current = null; }} />
      <Field label={t('job.name')}>{(control) => <Input {...control} value={name} onChange={(event) => setName(event.target.value)} maxLength={200} />}</Field>
    </Dialog>
  );
}
