import type { LoggedEvent, Subscription } from '../../platform/bus/index.ts';
import { SIGNATURE_HEADER, signWebhook } from '../../platform/crypto/webhook-signature.ts';
import type { Job } from '../../platform/jobs/index.ts';
import type { Platform } from '../../platform/module/index.ts';
import { OutgoingError, createGuardedFetch } from '../../platform/net/index.ts';
import { ClaimDecided, JobAccepted, JobCancelled, JobChecked, JobOffered, OfferWithdrawn, SettlementMoved } from './events.ts';
import { doorOf } from './store.ts';

const job = 'vendors.tell';
interface Told { readonly vendorId: number; readonly id: number; readonly type: string; readonly at: string; readonly data: Record<string, unknown> }
/** What concerns a vendor's programs; what they did themselves they know. */
const told = [JobOffered, OfferWithdrawn, JobAccepted, JobChecked, JobCancelled, ClaimDecided, SettlementMoved];
/** The receiver will say the same again, whatever we do. */
const final = new Set([400, 401, 403, 404, 405, 410, 413, 415, 422]);

/**
 * Tells vendors of their work, each fact once per number and in tries that grow over a day: `{id, type, at, data}`, signed as
 * every webhook of ours with the secret of their key.
 */
export function createVendorHooks(platform: Platform): { subscription: Subscription; job: Job<Told> } {
  const { clock, secrets, jobs, db, log, config } = platform;
  const post = createGuardedFetch({ allowPrivate: config.ALLOW_PRIVATE_HOSTS });
  return {
    subscription: {
      name: 'vendors.hooks', events: told, start: 'now',
      async handle(events, tx) {
        for (const event of events as readonly LoggedEvent<Record<string, unknown>>[]) {
          const vendorId = event.payload['vendorId'];
          if (typeof vendorId !== 'number') continue;
          if (event.type === SettlementMoved.name && event.payload['state'] === 'draft') continue;
          const door = await doorOf(tx, vendorId);
          if (!door?.webhookUrl || !door.secret) continue;
          const { ticketId: _, ...data } = event.payload;
          await jobs.enqueue(tx, job, { vendorId, id: event.id, type: event.type, at: event.at.toISOString(), data } satisfies Told);
        }
      },
    },
    job: {
      name: job,
      async handle({ vendorId, ...told }) {
        const door = await doorOf(db, vendorId);
        if (!door?.webhookUrl || !door.secret) return;
        const body = JSON.stringify(told);
        try {
          const { status } = await post(door.webhookUrl, { method: 'POST', body, maxRedirects: 0, maxBytes: 64 * 1024, headers: { 'content-type': 'application/json', [SIGNATURE_HEADER]: signWebhook(secrets.decrypt(door.secret), body, clock.now()) } });
          if (status >= 200 && status < 300) return;
          if (final.has(status)) return log.warn({ vendorId, status, type: told.type }, 'a vendor does not take our webhook');
          throw new Error(`the vendor's webhook answered ${status}`);
        } catch (error) {
          if (error instanceof OutgoingError && (error.fault === 'refused-address' || error.fault === 'refused-url')) return log.warn({ vendorId, reason: error.message }, "a vendor's webhook has an address we do not call");
          throw error;
        }
      },
    },
  };
}
