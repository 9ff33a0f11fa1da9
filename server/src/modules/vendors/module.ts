import { type EventType, type LoggedEvent, isEvent } from '../../platform/bus/index.ts';
import { may } from '../../platform/auth/index.ts';
import type { Job } from '../../platform/jobs/index.ts';
import { type LiveRule, defineModule } from '../../platform/module/index.ts';
import { vendorActions } from './actions.ts';
import { vendorDeskRoutes } from './desk-routes.ts';
import { NobodyAccepted, SettlementMoved, vendorEvents } from './events.ts';
import { type VendorParts, vendorRoutes } from './routes.ts';
import { createVendorHooks } from './webhooks.ts';
import { expireJob } from './work.ts';

/** Facts of those above that tell how good the work was. */
export interface Aftermath {
  readonly ticketChanged: EventType<{ ticketId: number; fields: string[]; status: string; before: { status?: string | undefined } }>;
  readonly surveyAnswered: EventType<{ ticketId: number; overall: number }>;
}
const finished = new Set(['solved', 'closed']);
type Fact = { ticketId?: number; vendorId?: number | null };

/** What a vendor's own screen hears: that something is new. Words of ours stay with us. */
const rules: LiveRule[] = vendorEvents.map((event) => ({
  event,
  topics: (e: LoggedEvent) => {
    const { ticketId, vendorId } = e.payload as Fact;
    return [...(event === SettlementMoved && (e.payload as { state: string }).state === 'draft' ? [] : vendorId ? [`vendor:${vendorId}`] : []), ...(ticketId ? [`ticket:${ticketId}`] : []), 'vendors'];
  },
  data: (e: LoggedEvent) => {
    const { jobId, vendorId } = e.payload as { jobId?: number; vendorId?: number | null };
    return { ...(jobId ? { jobId } : {}), ...(event === NobodyAccepted ? {} : { vendorId: vendorId ?? null }) };
  },
}));

export function vendorsModule(parts: VendorParts, aftermath: Aftermath) {
  const { platform, vendors } = parts;
  const hooks = createVendorHooks(platform);
  const expire: Job<{ offerId: number }> = { name: expireJob, handle: ({ offerId }) => platform.work.tx((tx) => vendors.work.expire(tx, offerId)) };
  return defineModule({
    name: 'vendors',
    events: vendorEvents,
    routes: [...vendorRoutes(parts), ...vendorDeskRoutes(parts)],
    actions: vendorActions(vendors),
    jobs: [expire as Job<never>, hooks.job as Job<never>],
    subscriptions: [hooks.subscription, {
      name: 'vendors.aftermath', events: [aftermath.ticketChanged, aftermath.surveyAnswered],
      async handle(events, tx) {
        for (const event of events) {
          if (isEvent(event, aftermath.surveyAnswered)) await vendors.rated(tx, event.payload.ticketId, event.payload.overall);
          else if (isEvent(event, aftermath.ticketChanged) && event.payload.fields.includes('status') && finished.has(event.payload.before.status ?? '') && !finished.has(event.payload.status)) await vendors.reopened(tx, event.payload.ticketId);
        }
      },
    }],
    rights: {
      'vendors.read': { zh: '查看服务商与委外单', en: 'See vendors and their jobs' },
      'vendors.offer': { zh: '派单、撤单与验收', en: 'Give jobs out, take them back, check them' },
      'vendors.manage': { zh: '管理服务商、合同、争议与结算', en: 'Manage vendors, contracts, disputes and settlements' },
      'vendors.work': { zh: '作为服务商接单（只见自己的）', en: 'Work as a vendor (sees only its own)' },
    },
    live: rules,
    topics: {
      vendors: (principal) => may(principal, 'vendors.read'),
      async vendor(principal, topic) {
        const id = Number(/^vendor:(\d{1,15})$/.exec(topic)?.[1] ?? 0);
        if (may(principal, 'vendors.read')) return id > 0 && (principal.scope === 'all' || (await vendors.loadFor(platform.db, principal, id).then(() => true, () => false)));
        return principal.kind === 'agent' && may(principal, 'vendors.work') && (await vendors.ofAgent(principal.id))?.id === id;
      },
    },
    async files(principal, file) {
      const vendor = principal.kind === 'agent' && may(principal, 'vendors.work') ? await vendors.ofAgent(principal.id) : undefined;
      return vendor !== undefined && vendors.seesFile(vendor.id, file.id);
    },
  });
}
