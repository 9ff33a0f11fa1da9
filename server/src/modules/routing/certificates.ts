import { type NewEvent, systemActor } from '../../platform/bus/index.ts';
import { dayIn } from '../../platform/feel/index.ts';
import type { Job } from '../../platform/jobs/index.ts';
import type { Platform } from '../../platform/module/index.ts';
import type { Org } from '../org/index.ts';
import { CertificateEnding } from './events.ts';
import { endingCertificates, forgetPresence } from './store-load.ts';

/** Fairness is shown for a month; presence older than that is nobody's business. */
const keptDays = 92;

/** Every hour, so that it is told on the day in any time zone: whose certificate runs out soon, or did. */
export function certificateWatch(platform: Pick<Platform, 'work' | 'bus' | 'clock'>, org: Pick<Org, 'company'>): Job<unknown> {
  const { work, bus, clock } = platform;
  return {
    name: 'routing.certificates', cron: '10 * * * *',
    async handle() {
      await work.tx(async (tx) => {
        const found = await endingCertificates(tx, dayIn(clock.now(), (await org.company(tx)).timeZone));
        if (found.length > 0) await bus.publishAll(tx, found.map((payload): NewEvent => ({ type: CertificateEnding, stream: `agent:${payload.agentId}`, payload, actor: systemActor })));
      });
      await forgetPresence(work, new Date(clock.now().getTime() - keptDays * 86_400_000));
    },
  };
}
