import type { ChatMessage } from '@aftercare/contract/chat';
import { useContext, useState } from 'preact/hooks';
import type { Outgoing } from '../chat/outbox.ts';
import { localUrl } from '../chat/state.ts';
import { Icon } from './icons.tsx';
import { LocalPicture, PictureContext } from './LocalPicture.tsx';
import { Linked, clockTime, fileSize, useSpeech } from './words.tsx';

interface ShownFile { readonly name: string; readonly type: string; readonly size: number; readonly url: string }

/** A picture shows itself; when it cannot, or for other files, its name and size stand there. */
function FileView({ file }: { file: ShownFile }) {
  const { language, t } = useSpeech();
  const pictureOf = useContext(PictureContext);
  const [broken, setBroken] = useState(false);
  const size = fileSize(language, file.size);
  const local = file.url.startsWith('local:') ? pictureOf(file.url.slice('local:'.length)) : undefined;
  if (local) return <span class="picture"><LocalPicture picture={local} label={t('message.picture', { name: file.name })} longest={440} /></span>;
  if (/^image\/(png|jpeg|gif|webp|avif)$/.test(file.type) && /^https?:/.test(file.url) && !broken)
    return (
      <a class="picture" href={file.url} target="_blank" rel="noopener">
        <img src={file.url} alt={t('message.picture', { name: file.name })} loading="lazy" onError={() => setBroken(true)} />
      </a>
    );
  const inside = (
    <>
      <Icon name="file" />
      <span class="name">{file.name}</span>
      <span class="size">{size}</span>
    </>
  );
  return file.url && !file.url.startsWith('local:') ? (
    <a class="file" href={file.url} target="_blank" rel="noopener" aria-label={t('message.openFile', { name: file.name, size })}>{inside}</a>
  ) : (
    <span class="file">{inside}</span>
  );
}

function Files({ files }: { files: readonly ShownFile[] }) {
  return files.length === 0 ? null : <div class="files">{files.map((file, at) => <FileView key={file.url + at} file={file} />)}</div>;
}

/** One message that the server has. `first`: it opens a run of the same person. */
export function Bubble({ message, first, status, base }: { message: ChatMessage; first: boolean; status: 'sent' | 'read' | null; base: string }) {
  const { language, t } = useSpeech();
  const files = message.files.map((file) => ({ ...file, url: file.url.startsWith('/') ? base + file.url : file.url }));
  if (message.from === 'system')
    return (
      <div class="system" role="note">
        <Linked text={message.text} />
      </div>
    );
  const mine = message.from === 'me';
  return (
    <div class={`message ${mine ? 'mine' : 'theirs'}${first ? ' first' : ''}`}>
      {first && !mine && <div class="author">{message.name}</div>}
      {mine && <span class="unseen">{t('message.you')}:</span>}
      {message.text && <div class="bubble"><Linked text={message.text} /></div>}
      <Files files={files} />
      <div class="meta">
        <time dateTime={message.at}>{clockTime(language, message.at)}</time>
        {status && <span class="status"><Icon name={status === 'read' ? 'read' : 'check'} />{t(status === 'read' ? 'message.read' : 'message.sent')}</span>}
      </div>
    </div>
  );
}

/** One message on its way, or one the server did not take. */
export function OutgoingBubble({ message, first, online, onAgain, onDiscard }: { message: Outgoing; first: boolean; online: boolean; onAgain: () => void; onDiscard: () => void }) {
  const { t } = useSpeech();
  const files = message.files.map((file) => ({ ...file, url: localUrl(file.token) }));
  return (
    <div class={`message mine outgoing${first ? ' first' : ''}${message.refused === null ? '' : ' refused'}`}>
      {message.text && <div class="bubble"><Linked text={message.text} /></div>}
      <Files files={files} />
      {message.refused === null ? (
        <div class="meta"><span class="status"><Icon name="clock" />{t(online ? 'message.sending' : 'message.waiting')}</span></div>
      ) : (
        <div class="meta" role="alert">
          <span class="status"><Icon name="warn" />{t('message.failed', { reason: message.refused })}</span>
          <button type="button" class="link" onClick={onAgain}>{t('message.retry')}</button>
          <button type="button" class="link" onClick={onDiscard}>{t('message.discard')}</button>
        </div>
      )}
    </div>
  );
}
