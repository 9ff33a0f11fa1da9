import type { ChannelKind } from '@aftercare/contract/basics';
import { simulateInstagram } from './instagram/simulator.ts';
import { simulateLine } from './line/simulator.ts';
import { simulateMessenger } from './messenger/simulator.ts';
import { simulateShop } from './review/simulator.ts';
import { simulateTwilio } from './sms/simulator.ts';
import type { SimulatedPlatform } from './social/simulator.ts';
import { numberOf, simulateTelegram } from './telegram/simulator.ts';
import { simulateWeChat } from './wechat/simulator.ts';
import { simulateWecom } from './wecom/simulator.ts';
import { simulateWeibo } from './weibo/simulator.ts';
import { simulateWhatsApp } from './whatsapp/simulator.ts';

export interface SimulatedDoor {
  readonly kind: ChannelKind;
  open(o: { now: () => number; /** Our address as it stands in the settings there. */ publicHook?: (hook: string) => string }): Promise<SimulatedPlatform>;
  /** How the platform calls a person we call `name`. */
  readonly person: (name: string) => string;
  /** Takes a key of ours, can be asked, or tells of what it has: a break leaves nothing unsure for long. (LINE's replies take no key, its pushes do.) */
  readonly sure: boolean;
}
const same = (name: string) => name;

/** Every platform with a webhook that we can be on this machine. */
export const simulatedDoors: readonly SimulatedDoor[] = [
  { kind: 'wechat', open: (o) => simulateWeChat(o), person: same, sure: false },
  { kind: 'whatsapp', open: (o) => simulateWhatsApp(o), person: (name) => `49${numberOf(name)}`.slice(0, 14), sure: true },
  { kind: 'messenger', open: (o) => simulateMessenger(o), person: same, sure: true },
  { kind: 'instagram', open: (o) => simulateInstagram(o), person: same, sure: false },
  { kind: 'telegram', open: () => simulateTelegram(), person: (name) => String(numberOf(name)), sure: false },
  { kind: 'line', open: (o) => simulateLine(o), person: same, sure: false },
  { kind: 'wecom', open: (o) => simulateWecom({ ...o, pageSize: 7 }), person: same, sure: true },
  { kind: 'sms', open: (o) => simulateTwilio(o), person: (name) => `+49${numberOf(name)}`.slice(0, 15), sure: true },
  { kind: 'review', open: (o) => simulateShop(o), person: same, sure: true },
  { kind: 'weibo', open: (o) => simulateWeibo(o), person: same, sure: false },
];
