import { type Subscription, isEvent } from '../../../platform/bus/index.ts';
import type { Job } from '../../../platform/jobs/index.ts';
import type { Platform } from '../../../platform/module/index.ts';
import { MessageWritten } from '../../conversations/index.ts';

const jobName = 'portal.mail';
/** Whoever has the page open sees the answer within seconds; everybody else is written to. */
const waitSeconds = 60;

/** Answers by the portal go to the customer's mail as well, unless they see them on their page first. */
export function portalMail({ jobs }: Pick<Platform, 'jobs'>, answerByMail: (conversationId: number) => Promise<boolean>): { subscription: Subscription; job: Job<never> } {
  const job: Job<{ conversationId: number }> = { name: jobName, handle: async ({ conversationId }) => void (await answerByMail(conversationId)) };
  return {
    job: job as Job<never>,
    subscription: {
      name: 'portal.mail', events: [MessageWritten], start: 'now',
      async handle(events, tx) {
        const waiting = new Set(events.flatMap((event) => (isEvent(event, MessageWritten) && event.payload.channel === 'portal' ? [event.payload.conversationId] : [])));
        for (const conversationId of waiting) await jobs.enqueue(tx, jobName, { conversationId }, { delaySeconds: waitSeconds, key: `${jobName}:${conversationId}` });
      },
    },
  };
}
