import type { ChatMessage } from '@aftercare/contract/chat';
import { Icon } from './icons.tsx';
import { useSpeech } from './words.tsx';

/** The newest unread answer beside the closed launcher: enough to know whether to open. */
export function Peek({ message, onOpen, onDismiss }: { message: ChatMessage; onOpen: () => void; onDismiss: () => void }) {
  const { t } = useSpeech();
  return (
    <div class="peek" role="status">
      <button type="button" class="preview" onClick={onOpen}><strong>{message.name}</strong><span>{message.text || message.files[0]?.name}</span></button>
      <button type="button" class="round" aria-label={t('dismiss')} onClick={onDismiss}><Icon name="shut" /></button>
    </div>
  );
}
