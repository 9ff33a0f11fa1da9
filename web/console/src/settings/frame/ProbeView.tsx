import { Button, ErrorState, Notice } from '@aftercare/ui';
import { useMutation } from '@tanstack/react-query';
import { CircleCheck, CircleX, Loader, Play } from 'lucide-react';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { Group } from './FormPage.tsx';

/** What came of a trial. A step is named by whoever tried it, or by a key whose words stand under `probe`. */
export interface Trial { readonly ok: boolean; readonly steps: readonly ({ readonly ok: boolean; readonly detail: string } & ({ readonly name: string } | { readonly key: string }))[] }

/** Tries a connection and shows each step with what came of it. */
export function ProbeView({ hint, dirty, ask, after, atOnce = false }: { readonly hint: string; readonly dirty: boolean; readonly ask: () => Promise<Trial>; readonly after?: () => unknown; /** Has just been made: tried without being asked. */ readonly atOnce?: boolean }) {
  const { t } = useTranslation('settings');
  const probe = useMutation({ mutationFn: ask, onSettled: () => after?.() });
  useEffect(() => { if (atOnce) probe.mutate(); }, [atOnce]);
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
              {probe.data.steps.map((step) => {
                const name = 'name' in step ? step.name : t(`probe.${step.key}.${step.ok ? 'ok' : 'bad'}`);
                return (
                  <li key={name} className="st-probe" data-ok={step.ok}>
                    {step.ok ? <CircleCheck size={18} aria-label={t('try.ok')} /> : <CircleX size={18} aria-label={t('try.bad')} />}
                    <span><strong>{name}</strong><span className="ac-soft st-probe__detail">{step.detail}</span></span>
                  </li>
                );
              })}
            </ol>
            <Notice tone={probe.data.ok ? 'done' : 'late'} role="status">{probe.data.ok ? t('try.allOk') : t('try.someBad')}</Notice>
          </div>
        ) : null}
      </div>
    </Group>
  );
}
