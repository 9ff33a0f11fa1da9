import { Button, ErrorState, Notice } from '@aftercare/ui';
import { useMutation } from '@tanstack/react-query';
import { CircleCheck, CircleX, Hourglass, Loader, Play } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { CopyBox } from './CopyBox.tsx';
import { Group } from './FormPage.tsx';

/** Looks again by itself while it is only a person's turn: so often, with such pauses. */
const [mostLooks, pauseMs] = [60, 5000];

/** What came of a trial. A step is named by whoever tried it, or by a key whose words stand under `probe`; `waiting`: it is a person's turn, with these words. */
export interface Trial { readonly ok: boolean; readonly steps: readonly ({ readonly ok: boolean; readonly detail: string; readonly waiting?: boolean | undefined; readonly words?: string | undefined } & ({ readonly name: string } | { readonly key: string }))[] }

/** Tries a connection and shows each step with what came of it. */
export function ProbeView({ hint, dirty, ask, after, atOnce = false }: { readonly hint: string; readonly dirty: boolean; readonly ask: () => Promise<Trial>; readonly after?: () => unknown; /** Has just been made: tried without being asked. */ readonly atOnce?: boolean }) {
  const { t } = useTranslation('settings');
  const [shown, setShown] = useState<Trial | null>(null);
  const [looks, setLooks] = useState(0);
  const probe = useMutation({ mutationFn: ask, onSuccess: setShown, onSettled: () => after?.() });
  const { mutate } = probe;
  const open = shown?.steps.filter((step) => !step.ok) ?? [];
  const waits = open.length > 0 && open.every((step) => step.waiting);
  useEffect(() => {
    if (!waits || dirty || looks >= mostLooks) return;
    const timer = setTimeout(() => { setLooks(looks + 1); if (document.visibilityState === 'visible') mutate(); }, pauseMs);
    return () => clearTimeout(timer);
  }, [waits, dirty, looks, mutate]);
  useEffect(() => { if (atOnce) mutate(); }, [atOnce, mutate]);
  const begin = () => { setShown(null); setLooks(0); mutate(); };
  return (
    <Group title={t('try.title')} hint={hint}>
      <div className="ac-row">
        <Button icon={<Play size={16} aria-hidden="true" />} disabled={dirty} busy={probe.isPending && !shown} onClick={begin}>{shown ? t('try.again') : t('try.do')}</Button>
        {dirty ? <span className="ac-soft">{t('try.saveFirst')}</span> : null}
      </div>
      <div aria-live="polite">
        {probe.isPending && !shown ? <p className="st-probe ac-soft"><Loader size={16} aria-hidden="true" />{t('try.running')}</p> : null}
        {probe.isError && !shown ? <ErrorState error={probe.error} retry={begin} /> : null}
        {shown ? (
          <div className="ac-stack-tight">
            <ol className="st-probes">
              {shown.steps.map((step) => {
                const name = 'name' in step ? step.name : t(`probe.${step.key}.${step.ok ? 'ok' : 'bad'}`);
                return (
                  <li key={name} className="st-probe" data-ok={step.waiting ? undefined : step.ok}>
                    {step.ok ? <CircleCheck size={18} aria-label={t('try.ok')} /> : step.waiting ? <Hourglass size={18} aria-label={t('try.waits')} /> : <CircleX size={18} aria-label={t('try.bad')} />}
                    <span className="ac-grow"><strong>{name}</strong><span className="ac-soft st-probe__detail">{step.detail}</span>{step.waiting && step.words ? <CopyBox label={t('try.words')} text={step.words} /> : null}</span>
                  </li>
                );
              })}
            </ol>
            <Notice tone={shown.ok ? 'done' : waits ? 'wait' : 'late'} role="status">{shown.ok ? t('try.allOk') : waits ? t('try.yourTurn') : t('try.someBad')}</Notice>
          </div>
        ) : null}
      </div>
    </Group>
  );
}
