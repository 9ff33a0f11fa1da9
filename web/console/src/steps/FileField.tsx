import { Button, FileDrop, UploadList, faultSentence, useToasts } from '@aftercare/ui';
import { Camera, Check, Eraser } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { SignaturePad } from '../counter/parts/SignaturePad.tsx';
import { usePhotos, useSendFile } from '../counter/parts/usePhotos.ts';
import { loadCounterWords } from '../counter/words.ts';
import '../counter/counter.css';

await loadCounterWords();

interface Props { readonly kind: 'photo' | 'signature'; readonly label: string; readonly ids: readonly number[]; readonly fault: string | null; readonly disabled: boolean; readonly onWrite: (ids: number[]) => void }

/** Photos or a signature that a step asks for: sent as they are taken, kept by their numbers. */
export function FileField({ kind, label, ids, fault, disabled, onWrite }: Props) {
  const { t } = useTranslation('steps');
  return (
    <fieldset className="cw-choice" aria-invalid={fault ? true : undefined} disabled={disabled}>
      <legend className="ac-field__label">{label}</legend>
      {kind === 'photo' ? <Photos label={label} ids={ids} onWrite={onWrite} /> : <Signed label={label} ids={ids} onWrite={onWrite} />}
      {ids.length > 0 ? <span className="ac-faint ac-small cw-kept"><Check size={14} aria-hidden="true" />{t(kind === 'photo' ? 'photosKept' : 'signed', { count: ids.length })}</span> : null}
      {fault ? <span className="ac-field__fault" role="alert">{fault}</span> : null}
    </fieldset>
  );
}

type Part = Pick<Props, 'label' | 'ids' | 'onWrite'>;
function Photos({ label, ids, onWrite }: Part) {
  const { t } = useTranslation('steps');
  const photos = usePhotos();
  // Those of an earlier visit to this step are not in this browser's list of uploads, but stay.
  const [earlier] = useState(ids);
  const told = useRef('');
  useEffect(() => {
    const all = [...new Set([...earlier, ...photos.ids])];
    if (photos.ids.length > 0 && told.current !== all.join()) onWrite(all);
    told.current = all.join();
  });
  return <><FileDrop label={t('takePhoto', { what: label })} accept="image/*" camera icon={<Camera size={20} aria-hidden="true" />} onFiles={photos.add} /><UploadList uploads={photos.uploads} onRemove={photos.remove} onRetry={photos.retry} /></>;
}

function Signed({ label, ids, onWrite }: Part) {
  const { t } = useTranslation('steps');
  const toasts = useToasts();
  const sendFile = useSendFile();
  const [drawn, setDrawn] = useState<File | null>(null);
  const [busy, setBusy] = useState(false);
  if (ids.length > 0) return <Button size="small" icon={<Eraser size={14} />} onClick={() => { setDrawn(null); onWrite([]); }}>{t('signAgain')}</Button>;
  const keep = () => {
    setBusy(true);
    sendFile(drawn).then((id) => { if (id !== null) onWrite([id]); }, (error: unknown) => toasts.show({ kind: 'fault', text: faultSentence(error) })).finally(() => setBusy(false));
  };
  return <><SignaturePad label={label} onChange={setDrawn} /><Button size="small" disabled={!drawn} busy={busy} onClick={keep}>{t('keepSignature')}</Button></>;
}
