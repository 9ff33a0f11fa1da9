import { EmptyState, buttonClass } from '@aftercare/ui';
import { Link } from '@tanstack/react-router';
import { MapPinOff } from 'lucide-react';
import { useTranslation } from 'react-i18next';

export function NotFound() {
  const { t } = useTranslation();
  return (
    <>
      <h1 className="ac-unseen">{t('service')}</h1>
      <EmptyState icon={<MapPinOff size={22} />} title={t('notFound.title')} text={t('notFound.text')}>
        <Link to="/" className={buttonClass('primary')}>{t('notFound.home')}</Link>
      </EmptyState>
    </>
  );
}
