import { DetailPage, EmptyState } from '@aftercare/ui';
import { Settings } from 'lucide-react';
import { useTranslation } from 'react-i18next';

/** Settings of the whole desk. */
export function SettingsPage() {
  const { t } = useTranslation();
  return <DetailPage title={t('command.settings')}><EmptyState icon={<Settings size={22} />} title={t('command.settings')} /></DetailPage>;
}
