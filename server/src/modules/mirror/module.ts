import { type Platform, defineModule } from '../../platform/module/index.ts';
import type { Conversations } from '../conversations/index.ts';
import type { Tickets } from '../tickets/index.ts';
import { MirrorConflict, MirrorLevel } from './events.ts';
import type { Forwarding } from './forward.ts';
import type { Mirror } from './mirror.ts';
import { mirrorRoutes } from './routes.ts';
import { forwardSubscription, ticketSubscription } from './subscribers.ts';
import { createMirrorView } from './view.ts';

export function mirrorModule(platform: Platform, mirror: Mirror, forwarding: Forwarding, { tickets, conversations }: { tickets: Tickets; conversations: Conversations }) {
  return defineModule({
    name: 'mirror',
    events: [MirrorConflict, MirrorLevel],
    routes: mirrorRoutes(platform, mirror, createMirrorView(platform, mirror, conversations), forwarding, tickets, conversations),
    subscriptions: [ticketSubscription(platform, mirror), forwardSubscription(platform, forwarding)],
    jobs: [...mirror.jobs, forwarding.job],
    live: [MirrorConflict, MirrorLevel].map((event) => ({ event, topics: (e: { payload: unknown }) => [`ticket:${(e.payload as { ticketId: number }).ticketId}`] })),
  });
}
