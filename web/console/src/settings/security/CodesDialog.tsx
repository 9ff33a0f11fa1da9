import { Button, Dialog, Notice } from '@aftercare/ui';
import { KeySquare } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { CopyBox } from '../frame/CopyBox.tsx';

/** Recovery codes, shown once. */
export function CodesDialog({ codes, onClose }: { readonly codes: readonly string[]; readonly onClose: () => void }) {
  const { t } = useTranslation(['settings', 'app']);
  return (
    <Dialog open={codes.length > 0} onClose={onClose} size="small" title={t('security.codes')} foot={<Button kind="primary" onClick={onClose}>{t('security.codesKept')}</Button>}>
      <div className="ac-stack">
        <Notice tone="due" icon={<KeySquare size={16} aria-hidden="true" />}>{t('security.codesOnce')}</Notice>
        <CopyBox label={t('security.codes')} text={codes.join('\n')} lines />
      </div>
    </Dialog>
  );
}
