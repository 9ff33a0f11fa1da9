import type { GoOn } from '@aftercare/contract/go-on';
import { useId, useState } from 'preact/hooks';
import { useSpeech } from './words.tsx';

/** Going on elsewhere with this: scan for the phone, open a door, or write the code to us anywhere. */
export function GoOnCard({ ways, onClose }: { ways: GoOn | 'asked'; onClose: () => void }) {
  const { t } = useSpeech();
  const id = useId();
  const [copied, setCopied] = useState(false);
  if (ways === 'asked') return <p class="system" role="status">{t('goOn.asking')}</p>;
  return (
    <section class="card goon" aria-labelledby={id}>
      <h2 id={id}>{t('goOn.title')}</h2>
      <div class="scan"><img src={`data:image/svg+xml,${encodeURIComponent(ways.page.qr)}`} alt={t('goOn.qr')} width="112" height="112" /><p>{t('goOn.page')}</p></div>
      <p>{t('goOn.code')}</p>
      <p class="code"><strong>{ways.code}</strong> <button type="button" class="link" onClick={() => void navigator.clipboard?.writeText(ways.code).then(() => setCopied(true), () => undefined)}>{t(copied ? 'goOn.copied' : 'goOn.copy')}</button></p>
      <ul>
        {ways.ways.map((way) => <li key={way.kind}>{way.url ? <a href={way.url} target="_blank" rel="noreferrer">{way.name}</a> : <span>{way.name}</span>} <small>{way.address}</small></li>)}
      </ul>
      <div class="buttons"><button type="button" class="plain" onClick={onClose}>{t('goOn.close')}</button></div>
    </section>
  );
}
