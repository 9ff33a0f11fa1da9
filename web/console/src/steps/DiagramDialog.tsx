import { Dialog, EmptyState, ErrorState, Loading, Skeleton, Tabs, duration, named } from '@aftercare/ui';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { BpmnView } from '../processes/view/BpmnView.tsx';
import { useStepQueries } from './data.ts';
import { type Story, marksOf } from './standing.ts';

/** The ticket's own diagram: where it stands, how long each step took, and who has it. */
export function DiagramDialog({ ticketId, onClose }: { readonly ticketId: number; readonly onClose: () => void }) {
  const { t, i18n } = useTranslation('steps');
  const stories = useQuery(useStepQueries().instances(ticketId));
  const [open, setOpen] = useState<string | null>(null);
  const items = (stories.data?.items ?? []).toReversed();
  const current = items.find((one) => String(one.id) === open) ?? items.find((one) => one.state === 'running' || one.state === 'stuck') ?? items[0];
  return (
    <Dialog open onClose={onClose} title={t('diagram')} size="wide">
      {stories.isPending ? <Loading><Skeleton height="24rem" /></Loading> : null}
      {stories.isError ? <ErrorState error={stories.error} retry={() => void stories.refetch()} /> : null}
      {stories.isSuccess && !current ? <EmptyState title={t('none')} /> : null}
      {current && items.length > 1 ? <Tabs label={t('diagram')} open={String(current.id)} onOpen={setOpen} tabs={items.map((one) => ({ key: String(one.id), label: named(one.title, i18n.language), content: () => <Drawn key={one.id} story={one} /> }))} /> : current ? <Drawn story={current} /> : null}
    </Dialog>
  );
}

function Drawn({ story }: { readonly story: Story }) {
  const { t, i18n } = useTranslation('steps');
  const diagram = useQuery(useStepQueries().diagram(story.process, story.version));
  if (diagram.isPending) return <Loading><Skeleton height="24rem" /></Loading>;
  if (diagram.isError) return <ErrorState error={diagram.error} retry={() => void diagram.refetch()} />;
  return (
    <div className="cw-diagram">
      <BpmnView xml={diagram.data.xml} marks={marksOf(story, (seconds) => duration(seconds, i18n.language))} label={t('diagramOf', { process: named(story.title, i18n.language), version: story.version })} size="page" />
    </div>
  );
}
