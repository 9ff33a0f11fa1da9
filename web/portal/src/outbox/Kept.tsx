import { EmptyState, buttonClass } from '@aftercare/ui';
import { Link } from '@tanstack/react-router';
import { CloudUpload } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useTitle } from '../shell/title.ts';

/** A report was written without a line: it is safe here and goes out by itself. */
export function Kept() {
  const { t } = useTranslation();
  useTitle(t('kept.title'));
  return (
    <EmptyState heading="h1" icon={<CloudUpload size={22} />} title={t('kept.title')} text={t('kept.text')}>
      <Link to="/waiting" className={buttonClass('secondary', 'large')}>{t('line.see')}</Link>
      <Link to="/" className={buttonClass('primary', 'large')}>{t('notFound.home')}</Link>
    </EmptyState>
  );
}
