import { Button, Dialog } from '@aftercare/ui';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';

interface Props { readonly title: string; readonly act: string; readonly busy: boolean; readonly ready?: boolean; readonly wide?: boolean; readonly onClose: () => void; readonly onDo: () => void; readonly children: ReactNode }

/** One act: what it needs to know, and the button that does it. */
export function ActDialog({ title, act, busy, ready = true, wide, onClose, onDo, children }: Props) {
  const { t } = useTranslation('repairs');
  return (
    <Dialog
      open onClose={onClose} title={title} size={wide ? 'wide' : 'normal'} onSubmit={() => { if (ready && !busy) onDo(); }}
      foot={<><Button kind="quiet" onClick={onClose}>{t('close')}</Button><Button kind="primary" type="submit" disabled={!ready} busy={busy}>{act}</Button></>}
    >
      <div className="rp-form">{children}</div>
    </Dialog>
  );
}
