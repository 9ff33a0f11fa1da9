import type { FastifyInstance, FastifyRequest } from 'fastify';
import { storable } from '../../platform/db/index.ts';
import { Refusal } from '../../platform/http/index.ts';
import { RateLimiter } from '../../platform/http/rate.ts';
import type { Account, ChannelContext } from '../channel.ts';
import type { Delivery, Desk, Piece, SocialPlatform, SocialSettings } from './platform.ts';

/** The address a platform is told for an account. */
export const hookPath = (kind: string, address: string): string => `/api/v1/intake/${kind}/${encodeURIComponent(address)}`;

/** `GET` and `POST /api/v1/intake/<kind>/:name`: believed by its signature, acknowledged once it is on disk. */
export function registerHook<S extends SocialSettings>(app: FastifyInstance, platform: SocialPlatform<S>, context: ChannelContext, deskOf: (account: Account) => Desk<S>): void {
  const { clock, config, log } = context.platform;
  const faults = new RateLimiter({ clock, capacity: 60, refillPerSecond: 1 });
  const known = async (request: FastifyRequest<{ Params: { name: string } }>): Promise<{ desk: Desk<S>; delivery: Delivery }> => {
    const account = await context.accountByAddress(request.params.name);
    if (!account) throw new Refusal('not-found');
    return { desk: deskOf(account), delivery: deliveryOf(request, config.publicUrl) };
  };
  const forged = (request: FastifyRequest): Refusal => { faults.take(request.ip); return new Refusal('signature-wrong', { key: 'social.forged' }); };
  void app.register(async (scope) => {
    // Signatures are over the very bytes: nobody may have read JSON or forms out of them before.
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body));
    const url = `/api/v1/intake/${platform.kind}/:name`;
    scope.get<{ Params: { name: string } }>(url, async (request, reply) => {
      const { desk, delivery } = await known(request);
      const answer = platform.challenge?.(delivery, desk) ?? null;
      if (answer === null) throw forged(request);
      return reply.type('text/plain; charset=utf-8').send(answer);
    });
    scope.post<{ Params: { name: string } }>(url, { bodyLimit: platform.bodyLimit ?? 256 * 1024 }, async (request, reply) => {
      const { desk, delivery } = await known(request);
      if (!platform.genuine(delivery, desk)) throw forged(request);
      const raws: { accountId: number; externalId: string; content: Uint8Array }[] = [];
      for (const piece of platform.pieces(delivery, desk)) {
        const account = await meant(piece, desk);
        if (account) raws.push({ accountId: account.id, externalId: storable(piece.externalId).slice(0, 300), content: Buffer.from(piece.content) });
        else log.info({ kind: platform.kind, account: desk.account.id, to: piece.to }, 'a delivery names an account that is not ours');
      }
      // Handed over together; they keep their order.
      await Promise.all(raws.map((raw) => context.accept(raw)));
      await platform.delivered?.(delivery, desk);
      const { acknowledgement } = platform;
      const { type, text } = typeof acknowledgement === 'function' ? acknowledgement(desk.settings) : acknowledgement;
      return reply.type(type).send(text);
    });
  });

  async function meant({ to }: Piece, desk: Desk<S>): Promise<Account | null> {
    if (to === undefined || to === desk.account.address) return desk.account;
    const other = await context.accountByAddress(to);
    return other && platform.sameApp?.(desk.settings, deskOf(other).settings) ? other : null;
  }
}

function deliveryOf(request: FastifyRequest, publicUrl: string): Delivery {
  const single = (all: Readonly<Record<string, unknown>>) => Object.fromEntries(Object.entries(all).flatMap(([name, value]) => (typeof value === 'string' ? [[name, value]] : [])));
  return { query: single(request.query as Record<string, unknown>), headers: single(request.headers), body: Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0), url: new URL(request.url, publicUrl).href };
}
