import { Button, Field, IconButton, Textarea, faultSentence, sendBytes } from '@aftercare/ui';
import type { Announcement } from '@aftercare/contract/hotline';
import { Upload, X } from 'lucide-react';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';

interface Props { readonly say: Announcement; readonly faults: Readonly<Record<string, string | undefined>>; readonly at: string; readonly set: (say: Announcement) => void }

/** What is said in both languages: words for the voice, or a recording that is played instead. */
export function SayFields({ say, faults, at, set }: Props) {
  const { t } = useTranslation('settings');
  return (
    <div className="st-two">
      {(['zh', 'en'] as const).map((language) => (
        <div key={language} className="hl-say">
          <Field label={t(language === 'zh' ? 'hotline.sayZh' : 'hotline.sayEn')} fault={language === 'zh' ? faults[at] : undefined}>{(control) => <Textarea {...control} lang={language === 'zh' ? 'zh-CN' : 'en'} rows={2} maxLength={600} value={say[language]} onChange={(event) => set({ ...say, [language]: event.target.value })} />}</Field>
          <SoundField name={t(language === 'zh' ? 'hotline.soundZh' : 'hotline.soundEn')} upload={t('hotline.uploadSound')} other={t('hotline.otherSound')} fileId={say[`${language}FileId`]} fault={faults[`${at}.${language}FileId`]} set={(fileId) => set({ ...say, [`${language}FileId`]: fileId })} />
        </div>
      ))}
    </div>
  );
}

/** A WAV of the house's own, heard before it is saved. */
export function SoundField({ name, upload, other, fileId, fault, set }: { readonly name: string; readonly upload: string; readonly other: string; readonly fileId: number | null; readonly fault: string | undefined; readonly set: (fileId: number | null) => void }) {
  const { t, i18n } = useTranslation('settings');
  const input = useRef<HTMLInputElement>(null);
  const [sending, setSending] = useState(false);
  const [failed, setFailed] = useState<string | null>(null);
  const send = async (file: File) => {
    setSending(true);
    setFailed(null);
    try {
      set((await sendBytes<{ id: number }>({ url: `/api/v1/files?name=${encodeURIComponent(file.name)}`, file, language: i18n.language })).id);
    } catch (error) { setFailed(faultSentence(error)); }
    setSending(false);
  };
  const wrong = fault ?? failed;
  return (
    <div className="hl-sound">
      {fileId === null ? null : <><audio controls preload="none" aria-label={name} src={`/api/v1/hotline/announcements/${fileId}`} /><IconButton label={t('removeWhat', { what: name })} icon={<X size={16} />} onClick={() => set(null)} /></>}
      <Button size="small" busy={sending} icon={<Upload size={14} aria-hidden="true" />} aria-label={`${fileId === null ? upload : other}: ${name}`} onClick={() => input.current?.click()}>{fileId === null ? upload : other}</Button>
      <input ref={input} type="file" accept=".wav,audio/wav" hidden aria-label={name} onChange={(event) => { const [file] = event.target.files ?? []; event.target.value = ''; if (file) void send(file); }} />
      {wrong ? <span className="ac-field__fault" role="alert">{wrong}</span> : null}
    </div>
  );
}
