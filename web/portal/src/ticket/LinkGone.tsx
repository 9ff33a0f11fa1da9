import type { ApiError } from '@aftercare/contract/client';
import { EmptyState, buttonClass } from '@aftercare/ui';
import { Link } from '@tanstack/react-router';
import { Link2Off } from 'lucide-react';
import { useTranslation } from 'react-i18next';

/** An expired or forged link, or somebody not signed in: the same calm way in for all, and no word about what exists. */
export function LinkGone({ id, error }: { readonly id: number; readonly error: ApiError }) {
  const { t } = useTranslation();
  return (
    <>
      <h1 className="ac-unseen">{t('ticket.number', { id })}</h1>
      <EmptyState icon={<Link2Off size={22} />} title={t('gone.title')} text={<>{t(error.problem.code === 'link-expired' ? 'gone.expired' : 'gone.text')}<br />{t('gone.how')}</>}>
        <Link to="/sign-in" search={{ next: `/t/${id}` }} className={buttonClass('primary', 'large')}>{t('nav.signIn')}</Link>
      </EmptyState>
    </>
  );
}
