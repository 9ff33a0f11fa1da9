import { File as FileIcon, FileImage, FileText, Music, RotateCw, Video, X } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Dialog } from '../overlay/Dialog.tsx';
import { buttonClass } from '../button/Button.tsx';
import { classes } from '../style/classes.ts';
import { fileSize } from '../time/format.ts';
import type { Upload } from './uploads.ts';
import './file.css';

export interface FileShown { readonly id?: number; readonly name: string; readonly type: string; readonly size: number; readonly url: string }

function iconOf(type: string) {
  if (type.startsWith('image/')) return FileImage;
  if (type.startsWith('video/')) return Video;
  if (type.startsWith('audio/')) return Music;
  return /pdf|text|word|sheet|csv/.test(type) ? FileText : FileIcon;
}
const shows = (type: string) => /^image\/(png|jpe?g|gif|webp|avif)$/.test(type);

/** Files that are there: pictures as pictures that open large, the rest as rows to download. */
export function FileList({ files }: { readonly files: readonly FileShown[] }) {
  const { t, i18n } = useTranslation('ui');
  const [zoomed, setZoomed] = useState<FileShown | null>(null);
  if (files.length === 0) return null;
  return (
    <div className="ac-files">
      {files.map((file) => {
        if (shows(file.type)) return <button key={file.url} type="button" className="ac-photo" aria-label={t('openPicture', { name: file.name })} onClick={() => setZoomed(file)}><img src={file.url} alt="" loading="lazy" /></button>;
        const Icon = iconOf(file.type);
        return (
          <a key={file.url} className="ac-file" href={file.url} download={file.name}>
            <Icon size={18} aria-hidden="true" />
            <span className="ac-file__words"><span className="ac-clip">{file.name}</span><span className="ac-file__size">{fileSize(file.size, i18n.language)}</span></span>
          </a>
        );
      })}
      <Dialog open={zoomed !== null} onClose={() => setZoomed(null)} title={zoomed?.name ?? ''} size="wide" foot={zoomed ? <a className={buttonClass()} href={zoomed.url} download={zoomed.name}>{t('download')}</a> : null}>
        {zoomed ? <div className="ac-zoom"><img src={zoomed.url} alt={zoomed.name} /></div> : null}
      </Dialog>
    </div>
  );
}

interface UploadProps { readonly uploads: readonly Upload<unknown>[]; readonly onRemove: (key: number) => void; readonly onRetry: (key: number) => void }

/** Files on their way, each to be removed or tried again. */
export function UploadList({ uploads, onRemove, onRetry }: UploadProps) {
  const { t, i18n } = useTranslation('ui');
  if (uploads.length === 0) return null;
  const words = (one: Upload<unknown>) => (one.state === 'sending' ? (one.progress === undefined ? t('upload.sending') : t('upload.percent', { percent: Math.round(one.progress * 100) })) : one.state === 'failed' ? t('upload.failed') : one.state === 'refused' ? t(`upload.${String(one.error)}`) : fileSize(one.size, i18n.language));
  return (
    <ul className="ac-files" aria-label={t('upload.list')}>
      {uploads.map((one) => {
        const Icon = iconOf(one.type);
        const bad = one.state === 'failed' || one.state === 'refused';
        const again = one.state === 'failed' ? <button type="button" className="ac-file-x" aria-label={t('upload.again', { name: one.name })} onClick={() => onRetry(one.key)}><RotateCw size={14} /></button> : null;
        const away = <button type="button" className="ac-file-x" aria-label={t('remove', { what: one.name })} onClick={() => onRemove(one.key)}><X size={14} /></button>;
        return (
          <li key={one.key} className="ac-file-wrap">
            {one.preview && !bad ? (
              <span className={classes('ac-photo', one.state === 'sending' && 'ac-photo--sending')}>
                <img src={one.preview} alt={one.name} />{one.state === 'sending' ? <span className="ac-photo__state">{words(one)}</span> : null}{away}
              </span>
            ) : (
              <span className={classes('ac-file', bad && 'ac-file--failed')}>
                <Icon size={18} aria-hidden="true" />
                <span className="ac-file__words"><span className="ac-clip">{one.name}</span><span className="ac-file__size" role={bad ? 'alert' : undefined}>{words(one)}</span></span>
                {again}{away}
              </span>
            )}
          </li>
        );
      })}
    </ul>
  );
}
