import { DetailPage, EmptyState } from '@aftercare/ui';
import { Gauge } from 'lucide-react';
import { useTranslation } from 'react-i18next';

/** Today's numbers, live. */
export function WallboardPage() {
  const { t } = useTranslation();
  return <DetailPage title={t('command.wallboard')} width="wide"><EmptyState icon={<Gauge size={22} />} title={t('command.wallboard')} /></DetailPage>;
}
