import type { Probe } from '@aftercare/contract/orders';
import { Button, ErrorState, Notice } from '@aftercare/ui';
import { useMutation } from '@tanstack/react-query';
import { CircleCheck, CircleX, Loader, Play } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Group } from './FormPage.tsx';

/** Tries a connection and shows each step with what came of it. */
export function ProbeView({ hint, dirty, ask }: { readonly hint: string; readonly dirty: boolean; readonly ask: () => Promise<Probe> }) {
  const { t } = useTranslation('settings');
  const probe = useMutation({ mutationFn: ask });
  return (
    <Group title={t('try.title')} hint={hint}>
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
                <li key={step.key} className="st-probe" data-ok={step.ok}>
                  {step.ok ? <CircleCheck size={18} aria-label={t('try.ok')} /> : <CircleX size={18} aria-label={t('try.bad')} />}
                  <span><strong>{t(`probe.${step.key}.${step.ok ? 'ok' : 'bad'}`)}</strong><span className="ac-soft st-probe__detail">{step.detail}</span></span>
                </li>
              ))}
            </ol>
            <Notice tone={probe.data.ok ? 'done' : 'late'} role="status">{probe.data.ok ? t('probe.allOk') : t('probe.someBad')}</Notice>
          </div>
        ) : null}
      </div>
    </Group>
  );
}
