import type { EventType, Subscription } from '../../platform/bus/index.ts';
import type { Job } from '../../platform/jobs/index.ts';
import { defineModule, type Module, type Platform } from '../../platform/module/index.ts';
import type { ChannelContext } from '../channel.ts';
import type { ChatDesk } from './desk.ts';
import { OnlineVisitors } from './online.ts';
import type { ChatSettings } from './settings.ts';

const jobName = 'chat.follow-up';
interface Written { conversationId: number; accountId: number; channel: string; author: { kind: string } }

/**
 * Offline, the chat goes on by mail: when nobody saw an answer for some minutes and no page of the visitor is open, it is mailed.
 * @param written the event of a message to a customer
 */
export function chatModule(platform: Platform, context: () => ChannelContext, desk: Pick<ChatDesk, 'answerByMail'>, written: EventType): Module {
  const { clock, jobs, db, signals } = platform;
  const online = new OnlineVisitors(signals, clock);
  const minutesOf = async (accountId: number) => ((await context().account(accountId))?.settings as ChatSettings | undefined)?.followUpMinutes ?? 0;

  const onWritten: Subscription = {
    name: 'chat.on-written', events: [written], start: 'now',
    async handle(events, tx) {
      for (const { payload } of events) {
        const { conversationId, accountId, channel, author } = payload as Written;
        if (channel !== 'chat' || (author.kind !== 'agent' && author.kind !== 'bot')) continue;
        const minutes = await minutesOf(accountId);
        // The next answer moves the mail on: one mail for a burst.
        if (minutes > 0) await jobs.enqueue(tx, jobName, { conversationId, minutes }, { delaySeconds: minutes * 60, key: `${jobName}:${conversationId}` });
      }
    },
  };
  const followUp: Job<{ conversationId: number; minutes: number }> = {
    name: jobName,
    async handle({ conversationId, minutes }) {
      const there = online.has(conversationId);
      if (there === false) return void (await desk.answerByMail(conversationId));
      await db.tx((tx) => jobs.enqueue(tx, jobName, { conversationId, minutes }, { delaySeconds: there ? minutes * 60 : 60, key: `${jobName}:${conversationId}` }));
    },
  };
  return defineModule({
    name: 'chat', subscriptions: [onWritten], jobs: [followUp as Job<never>],
    services: [{ name: 'chat.online', role: 'worker', start: async () => {}, stop: async () => online.stop() }],
  });
}
