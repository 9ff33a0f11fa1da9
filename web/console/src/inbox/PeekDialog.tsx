import { Button, ChannelMark, ClockChip, Dialog, ErrorState, Loading, Moment, Skeleton, StatusMark } from '@aftercare/ui';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Keys } from '../command/Keys.tsx';
import type { ChannelKind, TicketPage, TicketRow } from '../data/types.ts';
import { usePeek } from '../ticket/usePeek.ts';

interface Props { readonly row: TicketRow; readonly onStep: (by: 1 | -1) => void; readonly onOpen: () => void; readonly onClose: () => void }
const shown = 3;

/** The last words of a ticket, looked at from the list: it stays unread, and nobody is told that one is there. */
export function PeekDialog({ row, onStep, onOpen, onClose }: Props) {
  const { t } = useTranslation();
  const page = useQuery(usePeek().query(row.id));
  return (
    <Dialog open onClose={onClose} title={row.subject} foot={<><span className="cs-peek__hints"><Keys keys="j" /><Keys keys="k" /> {t('ticket.hintMove')}</span><Button kind="primary" onClick={onOpen}>{t('command.open')}</Button></>}>
      <div
        data-autofocus tabIndex={-1} className="cs-peek" role="group" aria-label={t('peek.label')}
        onKeyDown={(event) => {
          const by = ({ j: 1, ArrowDown: 1, k: -1, ArrowUp: -1 } as const)[event.key];
          if (by) { event.preventDefault(); onStep(by); }
          if (event.key === 'Enter' && event.target === event.currentTarget) { event.preventDefault(); onOpen(); }
          if (event.key === ' ') { event.preventDefault(); onClose(); }
        }}
      >
        <p className="ac-row ac-small"><span className="ac-faint">#{row.id}</span><StatusMark status={row.status} /><span translate="no">{row.customerName}</span>{row.dueAt ? <ClockChip clock={{ state: row.breached ? 'breached' : 'running', dueAt: row.dueAt, startedAt: row.openedAt }} /> : null}<span className="ac-faint">{row.ownerName ?? t('list.nobody')}</span></p>
        {page.isPending ? <Loading className="ac-stack-tight">{[40, 90, 75].map((width) => <Skeleton key={width} width={`${width}%`} />)}</Loading> : null}
        {page.isError ? <ErrorState error={page.error} retry={() => void page.refetch()} /> : null}
        {page.data ? <LastWords page={page.data} /> : null}
      </div>
    </Dialog>
  );
}

interface Said { readonly key: string; readonly at: string; readonly who: string; /** Null: a note of ours. */ readonly channel: ChannelKind | null; readonly text: string }
function wordsIn(item: TicketPage['timeline'][number]): Said[] {
  if (item.kind === 'message') return [{ key: `m${item.message.id}`, at: item.at, who: item.message.author.name, channel: item.message.channel, text: item.message.text }];
  if (item.kind === 'note') return [{ key: `n${item.note.id}`, at: item.at, who: item.note.author.name, channel: null, text: item.note.text }];
  return [];
}

/** What was said last, by whom and how; the newest at the foot, as on the ticket. */
function LastWords({ page }: { readonly page: TicketPage }) {
  const { t } = useTranslation();
  const said = page.timeline.flatMap(wordsIn).slice(-shown);
  if (said.length === 0) return <p className="ac-soft">{t('peek.nothing')}</p>;
  return (
    <ol className="cs-peek__said">
      {said.map((one) => (
        <li key={one.key} data-note={one.channel === null || undefined}>
          <p className="ac-row ac-small"><strong translate="no">{one.who}</strong>{one.channel ? <ChannelMark channel={one.channel} size={14} /> : <span className="ac-faint">{t('composer.note')}</span>}<Moment at={one.at} as="compact" className="ac-faint" /></p>
          <p className="cs-peek__text" translate="no">{one.text}</p>
        </li>
      ))}
    </ol>
  );
}
