import { api } from '@aftercare/contract';
import { Button, Chip, Dialog, Moment, Notice, faultSentence, useApi, useToasts } from '@aftercare/ui';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Diff, RotateCcw } from 'lucide-react';
import { Suspense, lazy, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type Definition, type DefinitionVersion, useProcessQueries } from '../data.ts';
import { MoveDialog } from './MoveDialog.tsx';

const CompareDialog = lazy(() => import('../compare/CompareDialog.tsx').then((module) => ({ default: module.CompareDialog })));
interface Props { readonly definition: Definition & { readonly versions: readonly DefinitionVersion[] }; readonly manage: boolean }

/** Every version that was ever live: who made it when, how many cases still run on it; back to one, or against another. */
export function Versions({ definition, manage }: Props) {
  const { t } = useTranslation(['processes', 'app']);
  const { call } = useApi();
  const client = useQueryClient();
  const toasts = useToasts();
  const [back, setBack] = useState<number | null>(null);
  const [moving, setMoving] = useState<number | null>(null);
  const [pair, setPair] = useState<readonly [number, number] | null>(null);
  const { key, kind, live } = definition;
  const roll = useMutation({
    mutationFn: (version: number) => call(api.processes.rollBack, { params: { key }, body: { version } }),
    onSuccess: async (made) => {
      setBack(null);
      await Promise.all([client.invalidateQueries({ queryKey: ['processes'] }), client.invalidateQueries({ queryKey: ['process-version', key] })]);
      toasts.show({ text: t('versions.rolledBack', { version: made.version }) });
    },
  });
  const versions = [...definition.versions].sort((a, b) => b.version - a.version);
  return (
    <>
      <ol className="ac-panel pr-rows" aria-label={t('page.versions')}>
        {versions.map((one) => (
          <li key={one.version} className="pr-row pr-row--plain">
            <span className="pr-row__words">
              <span className="pr-row__title"><Link to="/processes/$key" params={{ key }} search={{ version: one.version }}>{t('page.version', { version: one.version })}</Link></span>
              <span className="ac-soft ac-small">{one.note || t('versions.noNote')}</span>
              <span className="ac-faint ac-small">{one.by} · <Moment at={one.at} /></span>
            </span>
            <span className="pr-row__chips">
              {one.state === 'live' ? <Chip tone="done">{t('versions.live')}</Chip> : null}
              {kind === 'bpmn' && one.running > 0 ? <span className="ac-soft ac-small">{t('list.running', { count: one.running })}</span> : null}
              {manage && kind === 'bpmn' && one.running > 0 && live !== null && one.version !== live ? <Button size="small" onClick={() => setMoving(one.version)}>{t('versions.move')}</Button> : null}
              {kind === 'bpmn' && live !== null && one.version !== live ? <Button size="small" kind="quiet" icon={<Diff size={14} aria-hidden="true" />} onClick={() => setPair([one.version, live])}>{t('versions.compare')}</Button> : null}
              {manage && one.version !== live ? <Button size="small" icon={<RotateCcw size={14} aria-hidden="true" />} aria-label={t('versions.backTo', { version: one.version })} onClick={() => setBack(one.version)}>{t('versions.back')}</Button> : null}
            </span>
          </li>
        ))}
      </ol>
      <Dialog
        open={back !== null} onClose={() => setBack(null)} size="small" title={t('versions.backTo', { version: back })}
        foot={<><Button onClick={() => setBack(null)}>{t('app:cancel')}</Button><Button kind="primary" busy={roll.isPending} onClick={() => { if (back !== null) roll.mutate(back); }}>{t('versions.back')}</Button></>}
      >
        <p className="ac-soft">{t('versions.backText', { version: back, live })}</p>
        {roll.isError ? <Notice tone="late" role="alert">{faultSentence(roll.error)}</Notice> : null}
      </Dialog>
      {pair ? <Suspense fallback={null}><ComparePair definition={definition} pair={pair} onClose={() => setPair(null)} /></Suspense> : null}
      {moving !== null && live !== null ? <MoveDialog definition={definition} from={moving} to={live} onClose={() => setMoving(null)} /> : null}
    </>
  );
}

function ComparePair({ definition, pair: [older, newer], onClose }: { readonly definition: Definition; readonly pair: readonly [number, number]; readonly onClose: () => void }) {
  const { t } = useTranslation('processes');
  const ask = useProcessQueries();
  const a = useQuery(ask.version(definition.key, older));
  const b = useQuery(ask.version(definition.key, newer));
  if (!a.data || !b.data) return null;
  return <CompareDialog open onClose={onClose} older={{ xml: a.data.xml, label: t('page.version', { version: older }) }} newer={{ xml: b.data.xml, label: t('compare.liveVersion', { version: newer }) }} />;
}
