import type { ChannelKind } from '@aftercare/contract/basics';
import { Archive, ArchiveRestore, ArrowDown, ArrowUp, AtSign, Camera, ChevronsUp, CircleCheck, CircleDashed, CircleDot, CirclePause, Clock3, Globe, Headset, LifeBuoy, Mail, MessageCircle, MessageCircleHeart, MessageCircleMore, MessageSquareReply, MessageSquareText, MessagesSquare, Minus, Phone, PhoneCall, Send, Star, Store, Webhook } from 'lucide-react';
import type { LucideIcon } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { classes } from '../style/classes.ts';
import './mark.css';

export type StatusName = 'new' | 'open' | 'pending' | 'hold' | 'solved' | 'closed';
export type PriorityName = 'low' | 'normal' | 'high' | 'urgent';
export type TierName = 'standard' | 'silver' | 'gold' | 'vip';

interface Look { readonly icon: LucideIcon; readonly tone: string }
/** A shape for each door; brands' own marks are not ours to show. */
export const channelIcons: Readonly<Record<ChannelKind, LucideIcon>> = {
  mail: Mail, chat: MessageCircle, portal: Globe, webhook: Webhook, phone: Phone, counter: Store, sms: MessageSquareText, wechat: MessagesSquare, wecom: Headset,
  weibo: AtSign, whatsapp: PhoneCall, messenger: MessageCircleMore, instagram: Camera, telegram: Send, line: MessageCircleHeart, review: Star, zendesk: LifeBuoy, chatwoot: MessageSquareReply, import: ArchiveRestore,
};
const statuses: Record<StatusName, Look> = {
  new: { icon: CircleDashed, tone: 'accent' }, open: { icon: CircleDot, tone: 'accent' }, pending: { icon: Clock3, tone: 'wait' },
  hold: { icon: CirclePause, tone: 'soft' }, solved: { icon: CircleCheck, tone: 'done' }, closed: { icon: Archive, tone: 'faint' },
};
const priorities: Record<PriorityName, Look> = {
  low: { icon: ArrowDown, tone: 'faint' }, normal: { icon: Minus, tone: 'faint' }, high: { icon: ArrowUp, tone: 'soft' }, urgent: { icon: ChevronsUp, tone: 'strong' },
};

interface Props { readonly words?: boolean; readonly size?: number }

function Mark({ icon: Icon, tone, word, words, size = 16 }: Props & { readonly icon: LucideIcon; readonly tone: string; readonly word: string }) {
  return (
    <span className={classes('ac-mark', `ac-mark--${tone}`)} title={words ? undefined : word}>
      <Icon size={size} aria-hidden="true" />
      <span className={words ? undefined : 'ac-unseen'}>{word}</span>
    </span>
  );
}

/** By which door. */
export function ChannelMark({ channel, ...rest }: Props & { readonly channel: ChannelKind }) {
  const { t } = useTranslation('ui');
  return <Mark {...rest} icon={channelIcons[channel]} tone="soft" word={t(`channel.${channel}`)} />;
}

/** Where a ticket stands, by shape and word. */
export function StatusMark({ status, words = true, ...rest }: Props & { readonly status: StatusName }) {
  const { t } = useTranslation('ui');
  return <Mark {...rest} {...statuses[status]} words={words} word={t(`status.${status}`)} />;
}

/** How urgent. */
export function PriorityMark({ priority, ...rest }: Props & { readonly priority: PriorityName }) {
  const { t } = useTranslation('ui');
  return <Mark {...rest} {...priorities[priority]} word={t(`priority.${priority}`)} />;
}

/** The customer's tier; nothing for standard. */
export function TierMark({ tier }: { readonly tier: TierName }) {
  const { t } = useTranslation('ui');
  if (tier === 'standard') return null;
  return <span className={classes('ac-tier', tier === 'vip' && 'ac-tier--vip')}>{t(`tier.${tier}`)}</span>;
}
