import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { RefObject } from 'preact';
import { maxFileBytes, maxFiles } from '../chat/attachments.ts';
import type { Attachment, Attachments } from '../chat/attachments.ts';
import type { ChatSession } from '../chat/session.ts';
import type { KeyValue } from '../storage.ts';
import { Icon } from './icons.tsx';
import { LocalPicture } from './LocalPicture.tsx';
import { fileSize, useSpeech } from './words.tsx';

function Chip({ item, onAgain, onRemove }: { item: Attachment; onAgain: () => void; onRemove: () => void }) {
  const { language, t } = useSpeech();
  const name = item.name;
  const fault = item.failure === 'too-large' ? t('file.tooLarge', { name, limit: fileSize(language, maxFileBytes) }) : item.failure === 'refused' ? t('refused', { reason: item.reason }) : item.failure ? t('file.failed', { name }) : null;
  return (
    <li class={fault ? 'chip failed' : 'chip'}>
      {item.picture ? <LocalPicture picture={item.picture} longest={72} /> : <Icon name="file" />}
      <span class="name">{name}<small>{fault ?? fileSize(language, item.size)}</small></span>
      {!item.token && !fault && <progress max={1} value={item.progress} aria-label={t('file.uploading', { name, percent: Math.round(item.progress * 100) })} />}
      {item.failure === 'network' && <button type="button" class="round" aria-label={t('file.again', { name })} onClick={onAgain}><Icon name="again" /></button>}
      <button type="button" class="round" aria-label={t('file.remove', { name })} onClick={onRemove}><Icon name="shut" /></button>
    </li>
  );
}

/** Writing: text that survives a reload, files by button, paste or drop; Enter sends, Shift+Enter breaks the line. */
export function Composer({ session, attachments, store, items, field }: { session: ChatSession; attachments: Attachments; store: KeyValue; items: readonly Attachment[]; field: RefObject<HTMLTextAreaElement> }) {
  const { t } = useSpeech();
  const [text, setText] = useState(() => store.get('draft') ?? '');
  const [tooMany, setTooMany] = useState(false);
  const files = useRef<HTMLInputElement>(null);
  const camera = useRef<HTMLInputElement>(null);
  const uploading = items.some((item) => !item.token && !item.failure);
  const ready = (text.trim() !== '' || items.some((item) => item.token)) && !uploading;

  useLayoutEffect(() => {
    const area = field.current;
    if (!area) return;
    area.style.height = 'auto';
    area.style.height = `${Math.min(area.scrollHeight, 132)}px`;
  }, [text]);
  const write = (value: string) => {
    setText(value);
    if (value) store.set('draft', value);
    else store.remove('draft');
    session.typing(value.trim() !== '');
  };
  const add = (list: FileList | null | undefined) => {
    if (list && list.length > 0) setTooMany(attachments.add(list) > 0);
  };
  const send = () => {
    if (!ready) return;
    session.send(text.trim(), attachments.take());
    setText('');
    store.remove('draft');
    setTooMany(false);
    field.current?.focus();
  };
  const picker = (ref: RefObject<HTMLInputElement>, extra: object) => (
    <input ref={ref} type="file" hidden multiple tabIndex={-1} aria-hidden="true" {...extra}
      onChange={(event) => { add(event.currentTarget.files); event.currentTarget.value = ''; }} />
  );
  return (
    <form class="composer" onSubmit={(event) => { event.preventDefault(); send(); }}>
      {items.length > 0 && (
        <ul class="chips">
          {items.map((item) => <Chip key={item.id} item={item} onAgain={() => attachments.again(item.id)} onRemove={() => attachments.remove(item.id)} />)}
        </ul>
      )}
      {tooMany && <p class="fault" role="alert">{t('file.tooMany', { count: maxFiles })}</p>}
      <div class="write">
        {picker(files, {})}
        {picker(camera, { accept: 'image/*', capture: 'environment', multiple: false })}
        <button type="button" class="round" title={t('composer.attach')} aria-label={t('composer.attach')} onClick={() => files.current?.click()}><Icon name="clip" /></button>
        <button type="button" class="round touch" title={t('composer.camera')} aria-label={t('composer.camera')} onClick={() => camera.current?.click()}><Icon name="camera" /></button>
        <textarea ref={field} rows={1} maxLength={20_000} value={text} placeholder={t('composer.placeholder')} aria-label={t('composer.label')} enterkeyhint="send"
          onInput={(event) => write(event.currentTarget.value)}
          onBlur={() => session.typing(false)}
          onPaste={(event) => { if (event.clipboardData?.files.length) { event.preventDefault(); add(event.clipboardData.files); } }}
          onKeyDown={(event) => {
            // While a Chinese or Japanese input method composes, Enter picks a word; 229 is what older browsers say then.
            if (event.key !== 'Enter' || event.shiftKey || event.isComposing || event.keyCode === 229) return;
            event.preventDefault();
            send();
          }} />
        <button type="submit" class="round send" title={t('composer.send')} aria-label={t('composer.send')} aria-disabled={!ready}><Icon name="send" /></button>
      </div>
    </form>
  );
}
