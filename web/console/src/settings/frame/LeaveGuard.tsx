import { Button, Dialog } from '@aftercare/ui';
import { useBlocker } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';

/** Asks before unsaved changes would be lost by going elsewhere, in the app or in the browser. */
export function LeaveGuard({ dirty }: { readonly dirty: boolean }) {
  const { t } = useTranslation('settings');
  const blocker = useBlocker({ shouldBlockFn: () => dirty, enableBeforeUnload: () => dirty, withResolver: true });
  const stay = () => blocker.reset?.();
  return (
    <Dialog
      open={blocker.status === 'blocked'} onClose={stay} size="small" title={t('leave.title')}
      foot={<><Button kind="danger" onClick={() => blocker.proceed?.()}>{t('leave.go')}</Button><Button kind="primary" onClick={stay} data-autofocus autoFocus>{t('leave.stay')}</Button></>}
    >
      <p className="ac-soft">{t('leave.text')}</p>
    </Dialog>
  );
}
