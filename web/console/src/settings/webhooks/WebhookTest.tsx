import { api } from '@aftercare/contract';
import { Button, ErrorState, Notice, useApi } from '@aftercare/ui';
import { useMutation } from '@tanstack/react-query';
import { Play } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Group } from '../frame/FormPage.tsx';

/** Sends one example now and shows what the receiver says. */
export function WebhookTest({ id, dirty }: { readonly id: number; readonly dirty: boolean }) {
  const { t } = useTranslation('settings');
  const { call } = useApi();
  const test = useMutation({ mutationFn: () => call(api.webhooks.test, { params: { id } }) });
  return (
    <Group title={t('try.title')} hint={t('webhooks.tryHint')}>
      <div className="ac-row">
        <Button icon={<Play size={16} aria-hidden="true" />} disabled={dirty} busy={test.isPending} onClick={() => test.mutate()}>{test.data ? t('try.again') : t('try.do')}</Button>
        {dirty ? <span className="ac-soft">{t('try.saveFirst')}</span> : null}
      </div>
      <div aria-live="polite">
        {test.isError ? <ErrorState error={test.error} retry={() => test.mutate()} /> : null}
        {test.data ? (
          <Notice tone={test.data.ok ? 'done' : 'late'} role="status">
            {test.data.status === null ? t('webhooks.noAnswer') : t('webhooks.answered', { status: test.data.status, ms: test.data.ms })}
            {test.data.answer ? <pre className="st-copy__text">{test.data.answer}</pre> : null}
          </Notice>
        ) : null}
      </div>
    </Group>
  );
}
