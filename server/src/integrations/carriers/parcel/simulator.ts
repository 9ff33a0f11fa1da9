import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { ParcelEvent } from '@aftercare/contract/shipments';
import { SIGNATURE_HEADER, signWebhook } from '../../../platform/crypto/webhook-signature.ts';
import { createGuardedFetch } from '../../../platform/net/index.ts';

type Scan = ParcelEvent['scans'][number];
interface Parcel { readonly trackingNumber: string; readonly reference: string; readonly scans: Scan[] }
export interface SimulatorOptions {
  readonly apiKey: string; readonly webhookSecret: string;
  /** Where messages go; may be told later. */
  events?: string;
  readonly now: () => Date;
}
const send = createGuardedFetch({ allowPrivate: ['*'] });
const words: Readonly<Record<Scan['status'], string>> = { accepted: '已揽收', in_transit: '运输途中', out_for_delivery: '正在派送', delivered: '已签收', failed: '派送失败，收件人不在', returned: '已退回寄件人' };

/** A carrier as carriers are: keys, idempotent orders, refusals, signed messages that come twice, late and in any order. */
export async function startParcelCarrier(options: SimulatorOptions) {
  const parcels = new Map<string, Parcel>();
  const answers = new Map<string, string>();
  let down = false;

  const server = createServer((request, response) => {
    void bodyOf(request).then((body) => {
      const [status, answer] = answerTo(request, body);
      response.writeHead(status, { 'content-type': 'application/json' }).end(answer);
    }).catch(() => response.writeHead(400, { 'content-type': 'application/json' }).end('{"error":"not readable"}'));
  });
  function answerTo(request: IncomingMessage, body: string): [number, string] {
    if (down) return [503, '{"error":"maintenance"}'];
    if (request.headers.authorization !== `Bearer ${options.apiKey}`) return [401, '{"error":"unknown key"}'];
    const found = /^\/v1\/parcels\/([^/]+)$/.exec(request.url ?? '');
    if (request.method === 'GET' && found) {
      const parcel = parcels.get(decodeURIComponent(found[1] ?? ''));
      return parcel ? [200, JSON.stringify(parcel)] : [404, '{"error":"no such parcel"}'];
    }
    if (request.method !== 'POST' || request.url !== '/v1/labels') return [404, '{"error":"no such path"}'];
    const key = String(request.headers['idempotency-key'] ?? '');
    const before = answers.get(key);
    if (before) return [200, before];
    const order = JSON.parse(body) as { reference: string; to: { address: string; name: string } };
    if (!order.to.address.trim()) return [422, '{"error":"receiver address missing"}'];
    const trackingNumber = `PX${String(70_000_000 + parcels.size + 1)}CN`;
    parcels.set(trackingNumber, { trackingNumber, reference: order.reference, scans: [] });
    const answer = JSON.stringify({ trackingNumber, label: null, expectedAt: new Date(options.now().getTime() + 3 * 86_400_000).toISOString() });
    if (key) answers.set(key, answer);
    return [200, answer];
  }
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));

  const post = (event: ParcelEvent, signature?: string) => {
    const body = JSON.stringify(event);
    return { status: 0, body, signature: signature ?? signWebhook(options.webhookSecret, body, options.now()) };
  };
  return {
    baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    parcels,
    setDown: (now: boolean) => { down = now; },
    /** Something happens to a parcel; the message about it, not yet sent. */
    scan(trackingNumber: string, status: Scan['status'], at: Date, place = ''): ParcelEvent {
      const parcel = parcels.get(trackingNumber) ?? { trackingNumber, reference: '', scans: [] };
      parcels.set(trackingNumber, parcel);
      const scan: Scan = { id: randomUUID(), at: at.toISOString(), status, place, text: words[status] };
      parcel.scans.push(scan);
      return { id: randomUUID(), trackingNumber, scans: [scan] };
    },
    /** Body and header of a message, for whoever brings it. */
    message: (event: ParcelEvent) => ({ body: post(event).body, headers: { 'content-type': 'application/json', [SIGNATURE_HEADER.toLowerCase()]: post(event).signature } }),
    /** Sends messages over the wire, each up to `times`, until it is acknowledged. */
    async deliver(events: readonly ParcelEvent[], times = 3): Promise<number[]> {
      const statuses: number[] = [];
      for (const event of events) {
        for (let n = 0; n < times; n++) {
          const { body, signature } = post(event);
          const { status } = await send(options.events ?? '', { method: 'POST', body, maxRedirects: 0, headers: { 'content-type': 'application/json', [SIGNATURE_HEADER]: signature } });
          statuses.push(status);
          if (status === 202) break;
        }
      }
      return statuses;
    },
    close: () => new Promise<void>((done) => { server.close(() => done()); server.closeAllConnections(); }),
  };
}
export type ParcelSimulator = Awaited<ReturnType<typeof startParcelCarrier>>;

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}
