import type { ChannelKind } from '@aftercare/contract/basics';
import { Globe, Mail, MessageCircle, Phone, Store, Webhook } from 'lucide-react';
import type { LucideIcon } from 'lucide-react';

export const doorIcons: Readonly<Record<ChannelKind, LucideIcon>> = { mail: Mail, chat: MessageCircle, portal: Globe, webhook: Webhook, phone: Phone, counter: Store };
/** Kinds somebody can add here, most wanted first. The phone needs no account: calls are written down by hand. */
export const doorKinds = ['mail', 'chat', 'portal', 'webhook'] as const;
export type DoorKind = (typeof doorKinds)[number];
/** Random lowercase letters and digits. */
export function randomWord(length: number): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(length)), (byte) => 'abcdefghijkmnpqrstuvwxyz23456789'[byte % 32]).join('');
}
