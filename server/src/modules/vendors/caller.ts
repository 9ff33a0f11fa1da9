import type { FastifyRequest } from 'fastify';
import { type Principal, actorOf, may } from '../../platform/auth/index.ts';
import type { Actor } from '../../platform/bus/index.ts';
import { SIGNATURE_HEADER, verifyWebhook } from '../../platform/crypto/webhook-signature.ts';
import { Refusal } from '../../platform/http/index.ts';
import { RateLimiter } from '../../platform/http/rate.ts';
import type { Platform } from '../../platform/module/index.ts';
import type { Vendors } from './vendors.ts';

/** Names the key a signed request was signed with. */
export const KEY_HEADER = 'Aftercare-Key';

/** A vendor at work: one of their people at a screen, or a program of theirs. */
export interface VendorCaller {
  readonly vendorId: number;
  readonly vendorName: string;
  readonly actor: Actor;
  /** Whose uploads they may claim. */
  readonly owner: string;
  /** A program: has no session to read files with, so it gets signed links. */
  readonly program: boolean;
}

/** What a request's signature is over: method and path with query, a line break, the body as sent. */
export const signedText = (method: string, url: string, body: Buffer | string): Buffer => Buffer.concat([Buffer.from(`${method} ${url}\n`), Buffer.from(body)]);

/** Finds out which vendor asks: by signature, else by who signed in. Refusals: `not-signed-in`, `signature-wrong`, `not-allowed`. */
export function createCallers({ clock }: Pick<Platform, 'clock'>, vendors: Vendors) {
  const faults = new RateLimiter({ clock, capacity: 60, refillPerSecond: 1 });

  async function bySignature(request: FastifyRequest, key: string): Promise<VendorCaller> {
    const vendor = await vendors.ofKey(key);
    const header = request.headers[SIGNATURE_HEADER.toLowerCase()];
    const verdict = verifyWebhook(vendor?.secret ?? 'nobody', signedText(request.method, request.url, request.rawBody ?? ''), typeof header === 'string' ? header : undefined, clock.now());
    if (!vendor || !verdict.ok) {
      faults.take(request.ip);
      // An unknown key and a wrong signature look the same from outside.
      throw new Refusal('signature-wrong', { key: `webhook.${verdict.ok ? 'forged' : verdict.reason}` });
    }
    return { vendorId: vendor.id, vendorName: vendor.name, actor: { kind: 'api', id: null, name: vendor.name }, owner: `vendor:${vendor.id}`, program: true };
  }

  return async function whoAsks(request: FastifyRequest, principal: Principal | null): Promise<VendorCaller> {
    const key = request.headers[KEY_HEADER.toLowerCase()];
    if (typeof key === 'string') return bySignature(request, key);
    if (!principal) throw new Refusal('not-signed-in');
    const vendor = principal.kind === 'agent' && may(principal, 'vendors.work') ? await vendors.ofAgent(principal.id) : undefined;
    if (!vendor) throw new Refusal('not-allowed', { params: { right: 'vendors.work' } });
    return { vendorId: vendor.id, vendorName: vendor.name, actor: actorOf(principal), owner: `${principal.kind}:${principal.id}`, program: false };
  };
}
