import { Archive, ArrowDown, ArrowUp, ChevronsUp, CircleCheck, CircleDashed, CircleDot, CirclePause, Clock3, Globe, Mail, MessageCircle, Minus, Phone, Store, Webhook } from 'lucide-react';
import type { LucideIcon } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { classes } from '../style/classes.ts';
import './mark.css';

export type ChannelName = 'mail' | 'chat' | 'portal' | 'webhook' | 'phone' | 'counter';
export type StatusName = 'new' | 'open' | 'pending' | 'hold' | 'solved' | 'closed';
export type PriorityName = 'low' | 'normal' | 'high' | 'urgent';
export type TierName = 'standard' | 'silver' | 'gold' | 'vip';

interface Look { readonly icon: LucideIcon; readonly tone: string }
const channels: Record<ChannelName, LucideIcon> = { mail: Mail, chat: MessageCircle, portal: Globe, webhook: Webhook, phone: Phone, counter: Store };
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

/** By which door: mail, chat, portal, webhook, phone. */
export function ChannelMark({ channel, ...rest }: Props & { readonly channel: ChannelName }) {
  const { t } = useTranslation('ui');
  return <Mark {...rest} icon={channels[channel]} tone="soft" word={t(`channel.${channel}`)} />;
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
