import { api } from '@aftercare/contract';
import { Badge, Button, ErrorState, Notice, Tabs, useApi, useToasts } from '@aftercare/ui';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { Diff, Download, Trash2, Upload } from 'lucide-react';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Command } from '../../command/command.ts';
import { useCommands } from '../../command/CommandProvider.tsx';
import { CompareDialog } from '../compare/CompareDialog.tsx';
import { difference } from '../compare/difference.ts';
import { summary } from '../compare/words.ts';
import { TryPanel } from '../try/TryPanel.tsx';
import { MarkLayer } from '../view/MarkLayer.tsx';
import type { Marks } from '../view/marks.ts';
import { saveFile } from './file.ts';
import { DeployDialog } from './DeployDialog.tsx';
import { DesignerHead } from './DesignerHead.tsx';
import type { DesignerProps } from './designer.ts';
import { Problems, problemMarks } from './Problems.tsx';
import { Properties } from './Properties.tsx';
import { useDraft } from './useDraft.ts';
import { useDrawing } from './useDrawing.ts';

type Tab = 'properties' | 'problems' | 'try';
const none: Marks = {};

/** Draws a process: canvas, what can be said of each element, faults as they arise, a dry run, comparison, going live. */
export function DiagramEditor({ definition, xml, isDraft, problems: first, live }: DesignerProps) {
  const { t } = useTranslation('processes');
  const { call } = useApi();
  const client = useQueryClient();
  const navigate = useNavigate();
  const toasts = useToasts();
  const { key } = definition;
  const [tab, setTab] = useState<Tab>('properties');
  const [tried, setTried] = useState<Marks>(none);
  const [compared, setCompared] = useState<string | null>(null);
  const [deploying, setDeploying] = useState<{ changes: string | null } | null>(null);
  const picker = useRef<HTMLInputElement>(null);
  const read = useCallback((): Promise<string> => reader.current(), []);
  const reader = useRef<() => Promise<string>>(async () => xml);
  const draft = useDraft(key, 'bpmn', first ?? [], read);
  const { host, drawing, fault, turn, selected } = useDrawing(xml, draft.touch);
  useEffect(() => { reader.current = drawing ? drawing.xml : async () => xml; }, [drawing, xml]);
  const look = useQuery({ queryKey: ['process-lint', key, xml], enabled: first === null, queryFn: ({ signal }) => call(api.processes.lint, { body: { xml, kind: 'bpmn' } }, { signal }), staleTime: Infinity, gcTime: 0 });
  useEffect(() => { if (look.data) draft.setProblems(look.data.problems); }, [look.data, draft.setProblems]);
  const errors = draft.problems.filter((one) => one.severity === 'error').length;
  const marks = useMemo(() => (tab === 'try' ? tried : problemMarks(draft.problems)), [tab, tried, draft.problems]);
  const shape = selected.length === 1 ? selected[0] : selected.length === 0 ? drawing?.root() : undefined;
  const nameOf = (id: string) => drawing?.shape(id)?.businessObject.name ?? id;
  const go = (id: string) => { drawing?.select(id); setTab((now) => (now === 'problems' ? 'properties' : now)); };
  const compare = async () => { if (live) setCompared(await read()); };
  const deploy = async () => {
    const changes = live ? summary(t, (await difference(live.xml, await read())).changes) : null;
    setDeploying({ changes });
  };
  const discard = async () => {
    draft.forget();
    await call(api.processes.discardDraft, { params: { key } });
    await client.invalidateQueries({ queryKey: ['processes'] });
    client.removeQueries({ queryKey: ['process-draft', key] });
    toasts.show({ text: t('designer.discarded') });
    await navigate({ to: '/processes/$key', params: { key } });
  };
  useCommands(useMemo((): Command[] => [{ id: 'save', group: 'create', label: t('designer.save'), keys: 'mod+s', allowed: true, whileTyping: true, perform: () => void draft.save() }], [t, draft.save]));
  const more = [
    ...(live ? [{ key: 'compare', label: t('designer.compare'), icon: <Diff size={16} />, perform: () => void compare() }] : []),
    { key: 'download', label: t('designer.download'), icon: <Download size={16} />, perform: () => void read().then((text) => saveFile(`${key}.bpmn`, text)) },
    { key: 'upload', label: t('designer.upload'), icon: <Upload size={16} />, perform: () => picker.current?.click() },
    ...(isDraft || draft.state !== 'untouched' ? [{ key: 'discard', label: t('designer.discard'), icon: <Trash2 size={16} />, danger: true, parted: true, perform: () => void discard() }] : []),
  ];
  return (
    <div className="pr-designer">
      <DesignerHead
        definition={definition} state={draft.state} isDraft={isDraft} errors={errors} more={more} onRetry={() => void draft.save()} onDeploy={() => void deploy()}
        onUndo={drawing ? drawing.undo : undefined} onRedo={drawing ? drawing.redo : undefined}
      >
        {live ? <Button className="pr-wide-only" icon={<Diff size={16} aria-hidden="true" />} onClick={() => void compare()}>{t('designer.compare')}</Button> : null}
      </DesignerHead>
      <div className="pr-narrow-only"><Notice tone="due">{t('designer.narrow')}</Notice></div>
      <div className="pr-designer__body">
        <section className="pr-diagram pr-diagram--page pr-diagram--edits" aria-label={t('designer.canvas')}>
          <div ref={host} className="pr-diagram__canvas" />
          {fault ? <div className="pr-diagram__fault"><ErrorState error={fault} safe={t('view.faultSafe')} /></div> : null}
          {drawing ? <MarkLayer viewer={drawing} marks={marks} /> : null}
        </section>
        <aside className="pr-designer__side" aria-label={t('designer.side')}>
          <Tabs
            label={t('designer.side')} open={tab} onOpen={(next) => setTab(next as Tab)}
            tabs={[
              { key: 'properties', label: t('designer.properties'), content: () => (drawing && shape ? <Properties drawing={drawing} shape={shape} turn={turn} /> : <p className="pr-panel ac-faint">{selected.length > 1 ? t('designer.several', { count: selected.length }) : null}</p>) },
              { key: 'problems', label: <>{t('designer.problems')} <Badge count={draft.problems.length} kind={errors > 0 ? 'late' : 'quiet'} /></>, content: () => <Problems problems={draft.problems} nameOf={nameOf} onGo={go} /> },
              { key: 'try', label: t('designer.try'), content: () => <TryPanel read={read} nameOf={nameOf} onMarks={setTried} onGo={(id) => drawing?.select(id)} turn={turn} /> },
            ]}
          />
        </aside>
      </div>
      <input ref={picker} type="file" accept=".bpmn,.xml" hidden aria-label={t('designer.upload')} onChange={(event) => { const file = event.target.files?.[0]; event.target.value = ''; if (file) void file.text().then((text) => drawing?.load(text)).then(draft.touch, () => toasts.show({ kind: 'fault', text: t('designer.unreadable') })); }} />
      {compared !== null && live ? <CompareDialog open onClose={() => setCompared(null)} older={{ xml: live.xml, label: t('compare.liveVersion', { version: live.version }) }} newer={{ xml: compared, label: t('compare.draft') }} /> : null}
      <DeployDialog open={deploying !== null} onClose={() => setDeploying(null)} definition={definition} changes={deploying?.changes ?? null} read={read} onDone={draft.forget} />
    </div>
  );
}
