import { type ClientOptions, api, createClient } from '@aftercare/contract';
import { SIGNATURE_HEADER, signWebhook, verifyWebhook } from '../../platform/crypto/webhook-signature.ts';
import { KEY_HEADER, signedText } from './caller.ts';

/** A grey pixel: the smallest proof there is. */
const pixel = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';
type Send = NonNullable<ClientOptions['fetch']>;
export interface SimulatedVendor { readonly apiKey: string; readonly secret: string; readonly now: () => Date; readonly fetch: Send; readonly base?: string }

/** A vendor's program, as theirs would be written: every request signed, answers typed by the contract. For tests and trying out. */
export function simulateVendor({ apiKey, secret, now, fetch: send, base = '' }: SimulatedVendor) {
  const signed: Send = (input, init) => {
    const url = String(input).slice(base.length);
    const body = typeof init?.body === 'string' ? init.body : '';
    return send(input, { ...init, headers: { ...(init?.headers as Record<string, string>), [KEY_HEADER]: apiKey, [SIGNATURE_HEADER]: signWebhook(secret, signedText(init?.method ?? 'GET', url, body), now()) } });
  };
  const call = createClient({ base, language: () => 'en', fetch: signed });
  const photo = (name: string) => ({ name, type: 'image/png', base64: pixel });
  return {
    call,
    accept: (id: number) => call(api.vendorDesk.accept, { params: { id }, body: {} }),
    decline: (id: number, reason: string) => call(api.vendorDesk.decline, { params: { id }, body: { reason } }),
    report: (id: number, kind: 'contacted' | 'on-the-way' | 'started' | 'waiting-for-part' | 'note', text = '') => call(api.vendorDesk.progress, { params: { id }, body: { kind, text } }),
    prove: (id: number, serial: string) => call(api.vendorDesk.proof, { params: { id }, body: { serial, signedBy: 'W. Fang', note: 'Board replaced, ran for an hour.', attach: [photo('before.png'), photo('after.png')] } }),
    /** Whether a webhook of ours is genuine. */
    believes: (body: string, header: string | undefined) => verifyWebhook(secret, body, header, now()).ok,
    /** Takes everything offered and does it at once. @returns ids of what was done */
    async workThrough(): Promise<number[]> {
      const { items } = await call(api.vendorDesk.jobs, { query: { part: 'offers', limit: 100 } });
      for (const { id } of items) {
        await this.accept(id);
        await this.report(id, 'contacted');
        const { serial } = await this.report(id, 'started');
        await this.prove(id, serial);
      }
      return items.map((j) => j.id);
    },
  };
}
