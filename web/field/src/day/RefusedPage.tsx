import { Button, EmptyState } from '@aftercare/ui';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useField, useFieldStore } from '../store/FieldProvider.tsx';

/** What the server could not take, and why; kept until it was read. */
export function RefusedPage() {
  const { t } = useTranslation();
  const { refused } = useField();
  const store = useFieldStore();
  return (
    <div className="f-page">
      <Link to="/" className="f-back">{t('job.back')}</Link>
      <h1 className="f-title">{t('refused.title')}</h1>
      {refused.length === 0 ? <EmptyState title={t('line.sent')} /> : null}
      <ul className="f-refused">{refused.map((one) => (
        <li key={one.id} className="f-block">
          <strong>{one.title} · {t(`refused.kinds.${one.operation.kind}`)}</strong><p>{one.outcome.detail}</p>
          {one.operation.kind === 'note' ? <blockquote>{one.operation.text}</blockquote> : null}
          <Button onClick={() => void store.forget(one.id)}>{t('refused.understood')}</Button>
        </li>
      ))}</ul>
    </div>
  );
}
