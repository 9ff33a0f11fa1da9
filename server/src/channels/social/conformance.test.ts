import { afterAll, beforeAll, describe } from 'vitest';
import { systemClock } from '../../platform/time/index.ts';
import { type ConformanceRig, type Delivery, doorsConformance } from '../conformance.ts';
import { simulatedDoors } from '../simulators.ts';
import { house, threads } from '../testing-house.ts';
import { hookPath } from './intake.ts';

const now = () => systemClock.now().getTime();
const publicHook = (hook: string) => hook.replace(/^http:\/\/127\.0\.0\.1:\d+/, 'http://localhost:3000');

describe('social doors', () => {
  // One house for all: each door has its own account, and a stop and a start concerns them all.
  let shared: Awaited<ReturnType<typeof house>>;
  beforeAll(async () => { shared = await house(); });
  afterAll(() => shared.close());

  doorsConformance(Object.fromEntries(simulatedDoors.map(({ kind, open, person }) => [
    kind, async (): Promise<ConformanceRig> => {
      const tooLong = kind === 'review' ? 5 * 1024 * 1024 : 300_000;
      const platform = await open({ now, publicHook });
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
