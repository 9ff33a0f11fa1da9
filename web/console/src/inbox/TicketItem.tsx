import { ChannelMark, Checkbox, ClockChip, Moment, PriorityMark, StatusMark, TierMark, classes } from '@aftercare/ui';
import { Link } from '@tanstack/react-router';
import { AlarmClock } from 'lucide-react';
import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import type { TicketRow } from '../data/types.ts';

interface Props {
  readonly row: TicketRow;
  readonly view: string;
  readonly open: boolean;
  readonly current: boolean;
  readonly selected: boolean;
  readonly selecting: boolean;
  readonly onSelect: (id: number, range: boolean) => void;
}

/** One ticket in a list: who and how long first, then what, then the newest words. */
export const TicketItem = memo(function TicketItem({ row, view, open, current, selected, selecting, onSelect }: Props) {
  const { t } = useTranslation();
  return (
    <div className={classes('cs-item', open && 'cs-item--open', current && 'cs-item--current', selected && 'cs-item--selected', selecting && 'cs-item--selecting', row.unread && 'cs-item--unread')}>
      <span className="cs-item__check" onClickCapture={(event) => { if (event.shiftKey) { event.preventDefault(); onSelect(row.id, true); } }}>
        <Checkbox alone label={t('list.select', { subject: row.subject })} checked={selected} tabIndex={-1} onChange={() => onSelect(row.id, false)} />
      </span>
      <Link
        to="/inbox/$view/$ticketId" params={{ view, ticketId: String(row.id) }} preload={false} className="cs-item__link" tabIndex={current ? 0 : -1} aria-current={open ? 'true' : undefined}
        onClick={(event) => { if (event.shiftKey) { event.preventDefault(); onSelect(row.id, true); } }}
      >
        <span className="cs-item__top">
          {row.unread ? <span className="cs-item__dot" title={t('list.unread')}><span className="ac-unseen">{t('list.unread')}</span></span> : null}
          <span className="cs-item__who ac-clip">{row.customerName}</span>
          <TierMark tier={row.tier} />
          <span className="cs-item__time">{row.dueAt ? <ClockChip clock={{ state: row.breached ? 'breached' : 'running', dueAt: row.dueAt, startedAt: row.openedAt }} /> : <Moment at={row.updatedAt} as="compact" className="ac-faint ac-small" />}</span>
        </span>
        <span className="cs-item__subject ac-clip">{row.subject}</span>
        <span className="cs-item__foot">
          <ChannelMark channel={row.channel} size={14} />
          <StatusMark status={row.status} words={false} size={14} />
          {row.priority === 'normal' || row.priority === 'low' ? null : <PriorityMark priority={row.priority} size={14} />}
          {row.snoozedUntil ? <span className="ac-mark ac-mark--faint" title={t('list.snoozed')}><AlarmClock size={14} aria-hidden="true" /><span className="ac-unseen">{t('list.snoozed')}</span></span> : null}
          <span className="cs-item__preview ac-clip">{row.preview}</span>
          <span className="cs-item__owner ac-clip">{row.ownerName ?? t('list.nobody')}</span>
        </span>
      </Link>
    </div>
  );
});
