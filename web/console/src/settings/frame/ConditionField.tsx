import { Skeleton } from '@aftercare/ui';
import { Suspense, lazy } from 'react';
import { useTranslation } from 'react-i18next';
import { loadProcessWords } from '../../processes/words.ts';
import '../../processes/processes.css';

/** The editor of the designer, with its completion; it comes when a form with a condition opens. */
const FeelField = lazy(async () => {
  const [{ FeelField: field }] = await Promise.all([import('../../processes/editor/FeelField.tsx'), loadProcessWords()]);
  return { default: field };
});
const known = ['type', 'status', 'priority', 'channel', 'language', 'tier', 'tags', 'ownerId', 'teamId', 'customerId', 'ticketId', 'openedAt'].map((name) => ({ name }));

interface Props { readonly value: string; readonly fault: string | undefined; readonly onChange: (value: string) => void }
/** A condition in FEEL over the ticket, for what lists cannot say. */
export function ConditionField({ value, fault, onChange }: Props) {
  const { t } = useTranslation('settings');
  return (
    <Suspense fallback={<Skeleton width="100%" height="2.5rem" />}>
      <FeelField always label={t('match.condition')} hint={t('match.conditionHint')} value={value} known={known} onChange={onChange} />
      {fault ? <span className="ac-field__fault" role="alert">{fault}</span> : null}
    </Suspense>
  );
}
