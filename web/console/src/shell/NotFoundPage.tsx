import { EmptyState, buttonClass } from '@aftercare/ui';
import { Link } from '@tanstack/react-router';
import { Compass } from 'lucide-react';
import { useTranslation } from 'react-i18next';

/** An address with nothing behind it. */
export function NotFoundPage() {
  const { t } = useTranslation();
  return <main className="cs-alone"><EmptyState heading="h1" icon={<Compass size={22} />} title={t('notFound.title')} text={t('notFound.text')}><Link to="/" className={buttonClass('primary')}>{t('notFound.home')}</Link></EmptyState></main>;
}
