import { Button, ErrorState, Notice, useApi } from '@aftercare/ui';
import { api } from '@aftercare/contract';
import type { ChannelAccount } from '@aftercare/contract/channels';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { CircleCheck, CircleX, Loader, Play } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Group } from '../frame/FormPage.tsx';

/** Tries a door and shows each step with what came of it. */
export function TryIt({ account, dirty }: { readonly account: ChannelAccount; readonly dirty: boolean }) {
  const { t } = useTranslation('settings');
  const { call } = useApi();
  const client = useQueryClient();
  const probe = useMutation({ mutationFn: () => call(api.channels.test, { params: { id: account.id } }), onSettled: () => client.invalidateQueries({ queryKey: ['channels'] }) });
  return (
    <Group title={t('try.title')} hint={t(`try.hint.${account.kind}`)}>
      <div className="ac-row">
        <Button icon={<Play size={16} aria-hidden="true" />} disabled={dirty} busy={probe.isPending} onClick={() => probe.mutate()}>{probe.data ? t('try.again') : t('try.do')}</Button>
        {dirty ? <span className="ac-soft">{t('try.saveFirst')}</span> : null}
      </div>
      <div aria-live="polite">
        {probe.isPending ? <p className="st-probe ac-soft"><Loader size={16} aria-hidden="true" />{t('try.running')}</p> : null}
        {probe.isError ? <ErrorState error={probe.error} retry={() => probe.mutate()} /> : null}
        {probe.data && !probe.isPending ? (
          <div className="ac-stack-tight">
            <ol className="st-probes">
              {probe.data.steps.map((step) => (
                <li key={step.name} className="st-probe" data-ok={step.ok}>
                  {step.ok ? <CircleCheck size={18} aria-label={t('try.ok')} /> : <CircleX size={18} aria-label={t('try.bad')} />}
                  <span><strong>{step.name}</strong><span className="ac-soft st-probe__detail">{step.detail}</span></span>
                </li>
              ))}
            </ol>
            <Notice tone={probe.data.ok ? 'done' : 'late'} role="status">{probe.data.ok ? t('try.allOk') : t('try.someBad')}</Notice>
          </div>
        ) : null}
      </div>
    </Group>
  );
}
