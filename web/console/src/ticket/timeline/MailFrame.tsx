import { Button } from '@aftercare/ui';
import { ImageOff } from 'lucide-react';
import { useCallback, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { frameDocument, hasRemote } from './mail.ts';

/** A mail's HTML in a frame that can run nothing; remote pictures stay out until somebody wants them. */
export function MailFrame({ html, title }: { readonly html: string; readonly title: string }) {
  const { t } = useTranslation();
  const [remote, setRemote] = useState(false);
  const frame = useRef<HTMLIFrameElement>(null);
  const document = useMemo(() => frameDocument(html, remote, location.origin), [html, remote]);
  const fitHeight = useCallback(() => {
    const inner = frame.current?.contentDocument?.body;
    if (!frame.current || !inner) return;
    const fit = () => { if (frame.current) frame.current.style.blockSize = `${Math.min(inner.scrollHeight, 1600)}px`; };
    fit();
    const observer = new ResizeObserver(fit);
    observer.observe(inner);
  }, []);
  return (
    <div className="cs-mail-wrap">
      {/* Same origin so that its height can be read; without allow-scripts nothing in it can run. */}
      <iframe ref={frame} className="cs-mail" title={title} sandbox="allow-same-origin allow-popups allow-popups-to-escape-sandbox" srcDoc={document} onLoad={fitHeight} />
      {!remote && hasRemote(html) ? <div className="cs-said__more"><Button kind="quiet" size="small" icon={<ImageOff size={14} />} onClick={() => setRemote(true)}>{t('message.loadImages')}</Button></div> : null}
    </div>
  );
}
