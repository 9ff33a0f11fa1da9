import { Skeleton } from '@aftercare/ui';
import { Suspense, lazy } from 'react';
import { useTranslation } from 'react-i18next';
import { loadProcessWords } from '../../processes/words.ts';
import { loadSettingsWords } from '../words.ts';
import '../../processes/processes.css';

const known = ['type', 'status', 'priority', 'channel', 'language', 'tier', 'contract', 'region', 'tags', 'ownerId', 'teamId', 'customerId', 'ticketId', 'openedAt'].map((name) => ({ name }));


/** The editor of the designer, with its completion and its words; it comes when a form with a condition opens. */
const Editor = lazy(async () => {
  const [{ FeelField }] = await Promise.all([import('../../processes/editor/FeelField.tsx'), loadProcessWords(), loadSettingsWords()]);
  return {
    default: function Editor({ value, onChange, more = [], hint, only }: Omit<Props, 'fault'>) {
      const { t } = useTranslation('settings');
      return <FeelField always label={t('match.condition')} hint={hint ?? t('match.conditionHint')} value={value} known={[...(only ? only.map((name) => ({ name })) : known), ...more.map((name) => ({ name }))]} onChange={onChange} />;
    },
  };
});

interface Props { readonly value: string; readonly fault: string | undefined; readonly onChange: (value: string) => void; /** Names beside those of every ticket. */ readonly more?: readonly string[]; /** Instead of the usual hint. */ readonly hint?: string; /** Instead of the names of a ticket. */ readonly only?: readonly string[] }
/** A condition in FEEL over the ticket, for what lists cannot say. */
export function ConditionField({ value, fault, onChange, more, hint, only }: Props) {
  return (
    <Suspense fallback={<Skeleton width="100%" height="2.5rem" />}>
      <Editor value={value} onChange={onChange} {...(more ? { more } : {})} {...(hint ? { hint } : {})} {...(only ? { only } : {})} />
      {fault ? <span className="ac-field__fault" role="alert">{fault}</span> : null}
    </Suspense>
  );
}
