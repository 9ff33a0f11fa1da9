import { may } from '../../platform/auth/index.ts';
import { type LoggedEvent, isEvent, systemActor } from '../../platform/bus/index.ts';
import type { Tx } from '../../platform/db/index.ts';
import type { Job } from '../../platform/jobs/index.ts';
import { type Platform, type Service, defineModule } from '../../platform/module/index.ts';
import { CustomerWrote, TicketChanged, type Tickets } from '../tickets/index.ts';
import { CallMoved, CallRecorded, CallbackWanted } from './events.ts';
import type { Hotline } from './hotline.ts';
import { transcribeJob } from './recordings.ts';
import { hotlineRoutes } from './routes.ts';
import { nextFor, openCallOfConversations } from './store.ts';

type Fact = { ticketId: number | null; customerId?: number | null; agents?: number[]; callId: number };

export function hotlineModule(platform: Platform, hotline: Hotline, tickets: Tickets, outside: { services: readonly Service[]; jobs: readonly Job<never>[] }) {
  const { calls, recordings } = hotline;
  /** A waiting call rings where its ticket went; of several the first in line. */
  async function offerWaiting(tx: Tx, owners: ReadonlyMap<number, number>): Promise<void> {
    for (const ownerId of new Set(owners.values())) {
      const next = await nextFor(tx, ownerId);
      if (next) await calls.offer(tx, next.id, ownerId);
    }
  }
  return defineModule({
    name: 'hotline',
    events: [CallMoved, CallbackWanted, CallRecorded],
    belongings: [{ table: 'hotline_call', key: 'id' }],
    routes: hotlineRoutes(platform, hotline, tickets),
    rights: {
      'hotline.answer': { zh: '接听热线，听录音', en: 'Answer the hotline, hear recordings' },
      'hotline.supervise': { zh: '监听通话并向同事耳语', en: 'Listen to calls, whisper to colleagues' },
      'hotline.manage': { zh: '设置热线号码与语音菜单', en: 'Set up hotline numbers and menus' },
    },
    subscriptions: [{
      name: 'hotline.on-tickets', events: [CustomerWrote, TicketChanged], lingerMs: 0, start: 'now',
      // Facts from before `via` was told may be a call's too.
      concerns: (event) => (isEvent(event, CustomerWrote) ? (event.payload.via ?? 'phone') === 'phone' : isEvent(event, TicketChanged) && event.payload.fields.includes('ownerId')),
      async handle(events, tx) {
        const words = events.filter((e) => isEvent(e, CustomerWrote)).map((e) => e.payload as { conversationId: number; ticketId: number; ownerId: number | null });
        const owners = new Map<number, number>();
        const fresh = words.length > 0 ? await openCallOfConversations(tx, words.map((w) => w.conversationId)) : [];
        for (const { id, conversationId } of fresh) {
          const word = words.find((w) => w.conversationId === conversationId);
          if (!word) continue;
          const call = await calls.move(tx, await calls.lockedIn(tx, id), { ticketId: word.ticketId }, 'ticket', { ticketId: word.ticketId }, systemActor);
          // Picked up before its ticket was there.
          if (call.answeredAt && call.agentId) await tickets.reached(tx, word.ticketId, call.agentId, systemActor);
          // What no queue takes is the number's team's.
          if (call.teamId && !word.ownerId && (await tickets.get(word.ticketId, tx))?.teamId === null) await tickets.change(tx, word.ticketId, { teamId: call.teamId }, { actor: systemActor, reason: null });
          if (word.ownerId) owners.set(word.ticketId, word.ownerId);
        }
        for (const event of events) {
          if (!isEvent(event, TicketChanged)) continue;
          const { ticketId, ownerId, fields } = event.payload;
          if (fields.includes('ownerId') && ownerId) owners.set(ticketId, ownerId);
        }
        await offerWaiting(tx, owners);
      },
    }],
    jobs: [{ name: 'hotline.sweep', cron: '41 2 * * *', handle: async () => { await recordings.sweep(); } } satisfies Job<unknown> as Job<never>, { name: 'hotline.watch', cron: '* * * * *', handle: async () => { await hotline.leftBehind.watch(); await hotline.telephones.sweep(); } } satisfies Job<unknown> as Job<never>, { name: transcribeJob, handle: ({ recordingId }: { recordingId: number }) => recordings.transcribe(recordingId) } satisfies Job<{ recordingId: number }> as Job<never>, ...outside.jobs],
    services: [...outside.services, hotline.telephones.service],
    live: [CallMoved, CallbackWanted, CallRecorded].map((event) => ({
      event, data: (e: LoggedEvent) => ({ callId: (e.payload as Fact).callId }),
      topics: (e: LoggedEvent) => { const { ticketId, agents } = e.payload as Fact; return ['hotline', ...(agents ?? []).map((id) => `telephone:${id}`), ...(ticketId ? [`ticket:${ticketId}`] : [])]; },
    })),
    topics: {
      hotline: (principal) => may(principal, 'hotline.answer'),
      telephone: (principal, topic) => principal.kind === 'agent' && topic === `telephone:${principal.id}` && may(principal, 'hotline.answer'),
    },
  });
}
