import { Button } from '@aftercare/ui';
import { Check, Copy } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';

/** Text to be taken elsewhere: a link, a key, a snippet. `lines` keeps line breaks; `wraps` shows all of it, to be typed in elsewhere. */
export function CopyBox({ label, text, lines, wraps }: { readonly label: string; readonly text: string; readonly lines?: boolean; readonly wraps?: boolean }) {
  const { t } = useTranslation('settings');
  const [done, setDone] = useState(false);
  useEffect(() => {
    if (!done) return;
    const timer = setTimeout(() => setDone(false), 2000);
    return () => clearTimeout(timer);
  }, [done]);
  return (
    <div className="ac-field">
      <span className="ac-field__label">{label}</span>
      <div className="st-copy" data-lines={lines || undefined}>
        {lines ? <pre className="st-copy__text" tabIndex={0} aria-label={label}>{text}</pre> : <code className="st-copy__text" data-wraps={wraps || undefined} tabIndex={0} aria-label={label}>{text}</code>}
        <Button size="small" icon={done ? <Check size={14} aria-hidden="true" /> : <Copy size={14} aria-hidden="true" />} aria-label={t('copyWhat', { what: label })} onClick={() => { void navigator.clipboard.writeText(text).then(() => setDone(true)); }}>{done ? t('copied') : t('copy')}</Button>
      </div>
    </div>
  );
}
