import { api } from '@aftercare/contract';
import { Badge, ErrorState, Notice, Tabs, useApi, useToasts } from '@aftercare/ui';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import Modeler from 'dmn-js/lib/Modeler';
import { Download, Trash2 } from 'lucide-react';
import { useCallback, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { DeployDialog } from '../editor/DeployDialog.tsx';
import { DesignerHead } from '../editor/DesignerHead.tsx';
import { Problems } from '../editor/Problems.tsx';
import type { DesignerProps } from '../editor/designer.ts';
import { saveFile } from '../editor/file.ts';
import { useDraft } from '../editor/useDraft.ts';
import { TableTabs } from './TableTabs.tsx';
import { TryTable } from './TryTable.tsx';
import { useTable } from './useTable.ts';

interface Stack { undo(): void; redo(): void; canUndo(): boolean; canRedo(): boolean }

/** Changes the decision tables of a file: rules as rows, faults as they arise, an example asked, going live. */
export function TableEditor({ definition, xml, isDraft, problems: first, live }: DesignerProps) {
  const { t } = useTranslation('processes');
  const { call } = useApi();
  const client = useQueryClient();
  const navigate = useNavigate();
  const toasts = useToasts();
  const { key } = definition;
  const [tab, setTab] = useState('try');
  const [deploying, setDeploying] = useState(false);
  const reader = useRef<() => Promise<string>>(async () => xml);
  const read = useCallback((): Promise<string> => reader.current(), []);
  const draft = useDraft(key, 'dmn', first ?? [], read);
  const { host, table, views, open, show, fault, turn } = useTable(Modeler, xml, draft.touch);
  useEffect(() => { reader.current = table ? async () => (await table.saveXML({ format: true })).xml : async () => xml; }, [table, xml]);
  const look = useQuery({ queryKey: ['process-lint', key, xml], enabled: first === null, queryFn: ({ signal }) => call(api.processes.lint, { body: { xml, kind: 'dmn' } }, { signal }), staleTime: Infinity, gcTime: 0 });
  useEffect(() => { if (look.data) draft.setProblems(look.data.problems); }, [look.data, draft.setProblems]);
  const errors = draft.problems.filter((one) => one.severity === 'error').length;
  const stack = () => table?.getActiveViewer()?.get('commandStack') as Stack | undefined;
  const discard = async () => {
    draft.forget();
    await call(api.processes.discardDraft, { params: { key } });
    await client.invalidateQueries({ queryKey: ['processes'] });
    client.removeQueries({ queryKey: ['process-draft', key] });
    toasts.show({ text: t('designer.discarded') });
    await navigate({ to: '/processes/$key', params: { key } });
  };
  const more = [
    { key: 'download', label: t('designer.download'), icon: <Download size={16} />, perform: () => void read().then((text) => saveFile(`${key}.dmn`, text)) },
    ...(isDraft || draft.state !== 'untouched' ? [{ key: 'discard', label: t('designer.discard'), icon: <Trash2 size={16} />, danger: true, parted: true, perform: () => void discard() }] : []),
  ];
  return (
    <div className="pr-designer">
      <DesignerHead
        definition={definition} state={draft.state} isDraft={isDraft} errors={errors} more={more} onRetry={() => void draft.save()} onDeploy={() => setDeploying(true)}
        onUndo={table ? () => { const s = stack(); if (s?.canUndo()) s.undo(); } : undefined} onRedo={table ? () => { const s = stack(); if (s?.canRedo()) s.redo(); } : undefined}
      />
      <div className="pr-narrow-only"><Notice tone="due">{t('designer.narrow')}</Notice></div>
      <div className="pr-designer__body">
        <section className="pr-tables pr-tables--edits" aria-label={t('tables.canvas')}>
          <TableTabs views={views} open={open} onOpen={show} />
          {fault ? <ErrorState error={fault} safe={t('view.faultSafe')} /> : null}
          <div ref={host} className="pr-table" />
        </section>
        <aside className="pr-designer__side" aria-label={t('designer.side')}>
          <Tabs
            label={t('designer.side')} open={tab} onOpen={setTab}
            tabs={[
              { key: 'try', label: t('tables.try'), content: () => <div className="pr-panel"><TryTable read={read} decision={open?.element.id} host={host} turn={turn} /></div> },
              { key: 'problems', label: <>{t('designer.problems')} <Badge count={draft.problems.length} kind={errors > 0 ? 'late' : 'quiet'} /></>, content: () => <Problems problems={draft.problems} nameOf={(id) => id} onGo={() => undefined} /> },
            ]}
          />
        </aside>
      </div>
      <DeployDialog open={deploying} onClose={() => setDeploying(false)} definition={definition} changes={live === null ? null : t('tables.against', { version: live.version })} read={read} onDone={draft.forget} />
    </div>
  );
}
