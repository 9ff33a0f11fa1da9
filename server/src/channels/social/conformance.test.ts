import type { ChannelKind } from '@aftercare/contract/basics';
import { afterAll, beforeAll, describe } from 'vitest';
import { systemClock } from '../../platform/time/index.ts';
import { type ConformanceRig, type Delivery, doorsConformance } from '../conformance.ts';
import { simulateInstagram } from '../instagram/simulator.ts';
import { simulateLine } from '../line/simulator.ts';
import { simulateMessenger } from '../messenger/simulator.ts';
import { simulateShop } from '../review/simulator.ts';
import { simulateTwilio } from '../sms/simulator.ts';
import { simulateTelegram, numberOf } from '../telegram/simulator.ts';
import { house, threads } from '../testing-house.ts';
import { simulateWeChat } from '../wechat/simulator.ts';
import { simulateWecom } from '../wecom/simulator.ts';
import { simulateWeibo } from '../weibo/simulator.ts';
import { simulateWhatsApp } from '../whatsapp/simulator.ts';
import { hookPath } from './intake.ts';
import type { SimulatedPlatform } from './simulator.ts';

const now = () => systemClock.now().getTime();
const doors: readonly { kind: ChannelKind; open: () => Promise<SimulatedPlatform>; person?: (thread: string) => string; tooLong?: number }[] = [
  { kind: 'wechat', open: () => simulateWeChat({ now }) },
  { kind: 'whatsapp', open: () => simulateWhatsApp({ now }), person: (thread) => `49${numberOf(thread)}`.slice(0, 14) },
  { kind: 'messenger', open: () => simulateMessenger({ now }) },
  { kind: 'instagram', open: () => simulateInstagram({ now }) },
  { kind: 'telegram', open: () => simulateTelegram(), person: (thread) => String(numberOf(thread)) },
  { kind: 'line', open: () => simulateLine({ now }) },
  { kind: 'wecom', open: () => simulateWecom({ now, pageSize: 7 }) },
  { kind: 'sms', open: () => simulateTwilio({ now, publicHook: (hook) => hook.replace(/^http:\/\/127\.0\.0\.1:\d+/, 'http://localhost:3000') }), person: (thread) => `+49${numberOf(thread)}`.slice(0, 15) },
  { kind: 'review', open: () => simulateShop({ now }), tooLong: 5 * 1024 * 1024 },
  { kind: 'weibo', open: () => simulateWeibo({ now }) },
];

describe('social doors', () => {
  // One house for all: each door has its own account, and a stop and a start concerns them all.
  let shared: Awaited<ReturnType<typeof house>>;
  beforeAll(async () => { shared = await house(); });
  afterAll(() => shared.close());

  doorsConformance(Object.fromEntries(doors.map(({ kind, open, person = (thread: string) => thread, tooLong = 300_000 }) => [
    kind, async (): Promise<ConformanceRig> => {
      const platform = await open();
      const { id } = await shared.account(kind, platform.address, platform.settings);
      const bring = async ({ id: message, thread, text, file }: Delivery, address: string) => {
        const { status } = await platform.deliver(shared.base() + hookPath(kind, address), { id: message, person: person(thread), text, at: now(), ...(file ? { file } : {}) });
        if (status >= 500 || status === 401) throw new Error(`the door answered ${status}`);
        return status === 200;
      };
      return {
        tooLong, deliver: (m) => bring(m, platform.address), deliverAstray: (m) => bring(m, 'nowhere'), restart: shared.restart, close: () => platform.api.stop(),
        kept: async (thread) => { await shared.app().drain(); return shared.kept(await threads(shared.app(), id, person(thread))); },
      };
    },
  ])));
});
