import { Avatar, ChannelMark, Checkbox, ClockChip, Moment, PriorityMark, StatusMark, TierMark, classes, named } from '@aftercare/ui';
import { AlarmClock } from 'lucide-react';
import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import type { TicketRow } from '../data/types.ts';
import { PathLink } from '../shell/PathLink.tsx';
import type { RowLayout } from './useRowLayout.ts';

interface Props {
  readonly row: TicketRow;
  readonly layout: RowLayout;
  readonly view: string;
  readonly open: boolean;
  readonly current: boolean;
  readonly selected: boolean;
  readonly selecting: boolean;
  readonly onSelect: (id: number, range: boolean) => void;
  readonly peek: { readonly soon: (id: number) => void; readonly never: () => void };
}

/** One ticket in a list: how long there is and who asks come first, then what about. */
export const TicketItem = memo(function TicketItem({ row, layout, view, open, current, selected, selecting, onSelect, peek }: Props) {
  const { t } = useTranslation();
  const Body = { table: TableRow, pair: PairRow, card: CardRow }[layout];
  return (
    <div className={classes('cs-item', `cs-item--${layout}`, open && 'cs-item--open', current && 'cs-item--current', selected && 'cs-item--selected', selecting && 'cs-item--selecting', row.unread && 'cs-item--unread')}>
      <span className="cs-item__check" onClickCapture={(event) => { if (event.shiftKey) { event.preventDefault(); onSelect(row.id, true); } }}>
        <Checkbox alone label={t('list.select', { subject: row.subject })} checked={selected} tabIndex={-1} onChange={() => onSelect(row.id, false)} />
      </span>
      <PathLink
        path={`/inbox/${encodeURIComponent(view)}/${row.id}`} className="cs-item__link" tabIndex={current ? 0 : -1} aria-current={open ? 'true' : undefined}
        onPointerEnter={() => peek.soon(row.id)} onPointerLeave={peek.never} onFocus={() => peek.soon(row.id)}
        onClick={(event) => { if (event.shiftKey) { event.preventDefault(); onSelect(row.id, true); } }}
      >
        <Body row={row} />
      </PathLink>
    </div>
  );
});

type Part = { readonly row: TicketRow };

function TableRow({ row }: Part) {
  const { t } = useTranslation();
  return (
    <>
      <span className="cs-item__due"><Due row={row} /></span>
      <span className="cs-item__who ac-clip"><Unread row={row} /><span className="ac-clip">{row.customerName}</span><TierMark tier={row.tier} /></span>
      <span className="cs-item__marks"><ChannelMark channel={row.channel} size={14} /><StatusMark status={row.status} words={false} size={14} /></span>
      <span className="cs-item__line ac-clip"><Urgent row={row} /><Snoozed row={row} /><StepOf row={row} /><span className="cs-item__subject">{row.subject}</span><span className="cs-item__preview"> {row.preview}</span></span>
      <span className="cs-item__owner ac-clip">{row.ownerName ? <><Avatar name={row.ownerName} size="small" ours /><span className="ac-clip">{row.ownerName}</span></> : <span className="ac-faint">{t('list.nobody')}</span>}</span>
      <Moment at={row.updatedAt} as="compact" className="cs-item__at" />
    </>
  );
}

function PairRow({ row }: Part) {
  return (
    <>
      <span className="cs-item__top"><Unread row={row} /><span className="cs-item__who ac-clip">{row.customerName}</span><TierMark tier={row.tier} /><span className="cs-item__end">{row.dueAt ? <Due row={row} /> : <Moment at={row.updatedAt} as="compact" className="cs-item__at" />}</span></span>
      <span className="cs-item__top"><ChannelMark channel={row.channel} size={14} /><StatusMark status={row.status} words={false} size={14} /><Urgent row={row} /><Snoozed row={row} /><span className="cs-item__subject ac-clip">{row.subject}</span><span className="cs-item__end"><StepOf row={row} />{row.ownerName ? <span title={row.ownerName}><Avatar name={row.ownerName} size="small" ours /><span className="ac-unseen">{row.ownerName}</span></span> : null}</span></span>
    </>
  );
}

function CardRow({ row }: Part) {
  const { t } = useTranslation();
  return (
    <>
      <span className="cs-item__top"><Unread row={row} /><span className="cs-item__who ac-clip">{row.customerName}</span><TierMark tier={row.tier} /><span className="cs-item__end">{row.dueAt ? <Due row={row} /> : <Moment at={row.updatedAt} as="compact" className="cs-item__at" />}</span></span>
      <span className="cs-item__subject ac-clip">{row.subject}</span>
      <span className="cs-item__top cs-item__top--foot"><ChannelMark channel={row.channel} size={14} /><StatusMark status={row.status} words={false} size={14} /><Urgent row={row} /><Snoozed row={row} /><StepOf row={row} /><span className="cs-item__preview ac-clip ac-grow">{row.preview}</span><span className="cs-item__owner">{row.ownerName ?? t('list.nobody')}</span></span>
    </>
  );
}

function Due({ row }: Part) {
  return row.dueAt ? <ClockChip clock={{ state: row.breached ? 'breached' : 'running', dueAt: row.dueAt, startedAt: row.openedAt }} /> : null;
}

function Unread({ row }: Part) {
  const { t } = useTranslation();
  return row.unread ? <span className="cs-item__dot"><span className="ac-unseen">{t('list.unread')}</span></span> : null;
}

function Urgent({ row }: Part) {
  return row.priority === 'high' || row.priority === 'urgent' ? <PriorityMark priority={row.priority} size={14} /> : null;
}

function Snoozed({ row }: Part) {
  const { t } = useTranslation();
  return row.snoozedUntil ? <span className="ac-mark ac-mark--faint" title={t('list.snoozed')}><AlarmClock size={14} aria-hidden="true" /><span className="ac-unseen">{t('list.snoozed')}</span></span> : null;
}

/** Where it stands in its process. */
function StepOf({ row }: Part) {
  const { i18n } = useTranslation();
  return row.step ? <span className="cs-item__step">{named(row.step.title, i18n.language)}</span> : null;
}
