import { ParcelEvent } from '@aftercare/contract/shipments';
import { z } from 'zod';
import { SIGNATURE_HEADER, verifyWebhook } from '../../../platform/crypto/webhook-signature.ts';
import { createGuardedFetch } from '../../../platform/net/index.ts';
import { type CarrierAccount, type CarrierAdapter, NotTheCarrier, OrderRefused } from '../../carrier.ts';
import { labelOf, orderBody, scansOf } from './map.ts';
import { ParcelSettings } from './settings.ts';

/** The carrier will say the same again, whatever we do. */
const final = new Set([400, 404, 409, 410, 413, 415, 422]);
const Fault = z.object({ error: z.string().max(500) });

/** Carriers and gateways that speak the parcel API: JSON over HTTPS with a key out, signed messages in. */
export function parcelCarrier(options: { allowPrivate: readonly string[] }): CarrierAdapter {
  const send = createGuardedFetch(options);

  async function ask(account: CarrierAccount, method: 'GET' | 'POST', path: string, request: { body?: unknown; idempotencyKey?: string } = {}): Promise<unknown> {
    const settings = account.settings as ParcelSettings;
    const response = await send(settings.baseUrl.replace(/\/+$/, '') + path, {
      method, maxRedirects: 0, ...(request.body === undefined ? {} : { body: JSON.stringify(request.body) }),
      headers: { 'content-type': 'application/json', authorization: `Bearer ${settings.apiKey}`, ...(request.idempotencyKey ? { 'idempotency-key': request.idempotencyKey } : {}) },
    });
    const answer: unknown = await response.json().catch(() => null);
    if (response.ok) return answer;
    const said = Fault.safeParse(answer).data?.error ?? `HTTP ${response.status}`;
    throw final.has(response.status) ? new OrderRefused(said) : new Error(`the carrier answered ${response.status}: ${said}`);
  }

  return {
    kind: 'parcel', settings: ParcelSettings, secretSettings: ['apiKey', 'webhookSecret'], manual: false,
    async order(order, account) {
      return labelOf(await ask(account, 'POST', '/v1/labels', { body: orderBody(order), idempotencyKey: order.idempotencyKey }));
    },
    async track(trackingNumber, account) {
      const answer = await ask(account, 'GET', `/v1/parcels/${encodeURIComponent(trackingNumber)}`);
      const { scans } = z.object({ scans: z.array(ParcelEvent.shape.scans.element) }).parse(answer);
      return scansOf({ trackingNumber, scans });
    },
    async check(account) {
      // A parcel nobody sent: who knows the key says so in the words of the API.
      await ask(account, 'GET', '/v1/parcels/AFTERCARE-CHECK').catch((error: unknown) => { if (!(error instanceof OrderRefused) || error.message.startsWith('HTTP ')) throw error; });
    },
    read({ body, headers }, account, now) {
      const given = headers[SIGNATURE_HEADER.toLowerCase()];
      const verdict = verifyWebhook((account.settings as ParcelSettings).webhookSecret, body, typeof given === 'string' ? given : undefined, now);
      if (!verdict.ok) throw new NotTheCarrier(verdict.reason);
      return scansOf(ParcelEvent.parse(JSON.parse(body.toString('utf8'))));
    },
    trackingUrl(trackingNumber, account) {
      const { trackingPage } = account.settings as ParcelSettings;
      return trackingPage ? trackingPage.replace('{number}', encodeURIComponent(trackingNumber)) : null;
    },
  };
}
