import { api } from '@aftercare/contract';
import { Chip, Moment, named, useApi } from '@aftercare/ui';
import { queryOptions, useQuery } from '@tanstack/react-query';
import { FileUp } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { ListPage, Row } from '../frame/ListPage.tsx';
import { Loaded } from '../frame/Loaded.tsx';
import type { PartProps } from '../parts.ts';
import { ImportBegin } from './ImportBegin.tsx';
import { ImportRunPage } from './ImportRunPage.tsx';
import { isUnderWay } from './state.ts';
import './imports.css';

/** What came from files, and the way to bring in more. */
export function ImportsPart({ id }: PartProps) {
  const { t, i18n } = useTranslation('settings');
  const { call } = useApi();
  const kinds = useQuery({ queryKey: ['import-kinds'], queryFn: ({ signal }) => call(api.imports.kinds, {}, { signal }), staleTime: Infinity });
  const runs = useQuery(queryOptions({ queryKey: ['imports'], queryFn: ({ signal }) => call(api.imports.list, { query: { limit: 50 } }, { signal }), staleTime: 5000, refetchInterval: ({ state }) => (state.data?.items.some((r) => isUnderWay(r.state)) ? 2000 : false) }));
  if (id === 'new') return <Loaded of={[kinds]}>{(known) => <ImportBegin kinds={known.items} />}</Loaded>;
  if (id !== null) return <Loaded of={[kinds]}>{(known) => <ImportRunPage key={id} id={Number(id)} kinds={known.items} />}</Loaded>;
  return (
    <Loaded of={[kinds, runs]}>
      {(known, { items }) => (
        <ListPage title={t('part.imports')} intro={t('imports.intro')} add={{ label: t('imports.add'), to: 'imports/new' }} empty={items.length > 0 ? undefined : { icon: <FileUp size={22} />, title: t('imports.empty'), text: t('imports.emptyText') }}>
          <ul className="st-rows ac-panel">
            {items.map((run) => {
              const kind = known.items.find((k) => k.kind === run.kind);
              return (
                <Row
                  key={run.id} to={`imports/${run.id}`} lead={<span className="st-lead" aria-hidden="true"><FileUp size={18} /></span>} title={<span translate="no">{run.file.name}</span>}
                  sub={<>{kind ? named(kind.name, i18n.language) : run.kind} · <span translate="no">{run.by}</span> · <Moment at={run.at} />{run.dry ? null : <> · {t('imports.short', { created: run.created, changed: run.changed })}</>}</>}
                  end={<>{run.failed > 0 ? <Chip tone="due">{t('imports.notTaken', { count: run.failed })}</Chip> : null}<Chip tone={run.state === 'failed' ? 'late' : isUnderWay(run.state) ? 'wait' : run.state === 'done' && !run.dry ? 'done' : 'plain'}>{run.dry && run.state === 'done' ? t('imports.state.tried') : t(`imports.state.${run.state}`)}</Chip></>}
                />
              );
            })}
          </ul>
        </ListPage>
      )}
    </Loaded>
  );
}
