import type { CustomerItem } from '@aftercare/contract/customer-page';
import { ChannelMark, Moment, StatusMark } from '@aftercare/ui';
import { Link } from '@tanstack/react-router';
import { Boxes, CalendarClock, FileText, Inbox, MessageCircle, Phone, ReceiptText, ShoppingCart, Star, StickyNote } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { TicketStatus } from '../data/types.ts';
import { money } from '../products/money.ts';
import { markedParts } from './marked.ts';

const icons = { message: MessageCircle, ticket: Inbox, note: StickyNote, call: Phone, visit: CalendarClock, survey: Star, invoice: ReceiptText, order: ShoppingCart, unit: Boxes } as const;

/** One thing that happened, leading to where it is. */
export function Item({ item, words }: { readonly item: CustomerItem; readonly words: readonly string[] }) {
  const { t, i18n } = useTranslation(['profile', 'ui']);
  const Icon = icons[item.kind] ?? FileText;
  const marked = (text: string) => markedParts(text, words).map((part, i) => (part.hit ? <mark key={i}>{part.text}</mark> : <span key={i}>{part.text}</span>));
  const to = (children: ReactNode) => item.kind === 'order' && item.otherId ? <Link to="/products/orders/$orderId" params={{ orderId: String(item.otherId) }}>{children}</Link>
    : item.kind === 'unit' && item.otherId ? <Link to="/products/units/$unitId" params={{ unitId: String(item.otherId) }}>{children}</Link>
    : item.ticketId ? <Link to="/tickets/$ticketId" params={{ ticketId: String(item.ticketId) }}>{children}</Link> : children;
  const what = item.kind === 'message' ? t(item.state === 'in' ? 'timeline.wrote' : 'timeline.answered', { who: item.by || t('timeline.customer') }) : item.kind === 'survey' ? t('timeline.rated', { mark: item.state }) : item.kind === 'note' || (item.kind === 'call' && item.by) ? `${t(`timeline.kinds.${item.kind}`)} · ${item.by ?? ''}` : t(`timeline.kinds.${item.kind}`);
  const state = item.kind === 'order' ? t(`timeline.orderState.${item.state ?? ''}`, { defaultValue: '' }) : item.kind === 'invoice' ? t(item.state === 'paid' ? 'timeline.paid' : 'timeline.unpaid') : item.kind === 'visit' ? t(`timeline.visitState.${item.state ?? ''}`, { defaultValue: '' }) : '';
  return (
    <li className="pf-item" data-kind={item.kind}>
      <Icon size={16} aria-hidden="true" className="pf-item__icon" />
      <div className="pf-item__words">
        <span className="pf-item__head"><span className="ac-soft ac-small">{what}</span>{item.kind === 'ticket' ? <StatusMark status={item.state as TicketStatus} size={14} /> : null}{state ? <span className="ac-small ac-soft">{state}</span> : null}{item.channel && item.kind !== 'call' ? <ChannelMark channel={item.channel} words size={14} /> : null}{item.minor !== null && item.currency ? <span className="ac-small">{money(item.minor, item.currency, i18n.language)}</span> : null}</span>
        <span translate="no" className="pf-item__title">{to(marked(item.title || item.text || `#${item.id}`))}</span>
        {item.text && item.title && item.text !== item.title ? <span translate="no" className="pf-item__text">{marked(item.text)}</span> : null}
      </div>
      <Moment at={item.at} as="compact" className="ac-faint ac-small" />
    </li>
  );
}
