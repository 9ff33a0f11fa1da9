import type { ChannelKind } from '@aftercare/contract/basics';
import type { z } from 'zod';
import { Refusal } from '../../platform/http/index.ts';
import { RateLimiter } from '../../platform/http/rate.ts';
import { type Account, type ChannelAdapter, NotBefore, PermanentFailure, type Probe } from '../channel.ts';

/** An outside desk as this door needs it; who keeps both sides level stands behind. */
export interface OutsideDesk {
  readonly kind: ChannelKind;
  readonly settings: z.ZodType<Record<string, unknown>>;
  readonly secretSettings: readonly string[];
  check(account: Account, language: string): Promise<Probe[]>;
  /** A webhook; false when it is not the desk's. On disk when it resolves. */
  hear(accountId: number, message: { body: Buffer; headers: Readonly<Record<string, string | string[] | undefined>> }): Promise<boolean>;
  /** Brings a message to the customer by way of the desk: its id there, seconds to wait, or a final no. */
  deliver(accountId: number, messageId: number): Promise<{ id: string } | { wait: number } | { refused: string }>;
}

/** A desk elsewhere as one of our doors: its customers' words come in by it, answers to them leave by it. */
export function outsideDoor(desk: OutsideDesk): ChannelAdapter {
  return {
    kind: desk.kind, settings: desk.settings, secretSettings: desk.secretSettings,
    probe: (account, _context, { language }) => desk.check(account, language),
    async send(message, account, { platform }) {
      const done = await desk.deliver(account.id, message.messageId);
      if ('refused' in done) throw new PermanentFailure(done.refused);
      if ('wait' in done) throw new NotBefore(new Date(platform.clock.now().getTime() + done.wait * 1000));
      return { externalId: `${desk.kind}:${done.id}`, state: 'sent' };
    },
    mount(app, context) {
      const faults = new RateLimiter({ clock: context.platform.clock, capacity: 60, refillPerSecond: 1 });
      void app.register(async (scope) => {
        // Signatures are over the very bytes.
        scope.removeAllContentTypeParsers();
        scope.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body));
        scope.post<{ Params: { name: string } }>(`/api/v1/intake/${desk.kind}/:name`, { bodyLimit: 512 * 1024 }, async (request, reply) => {
          const account = await context.accountByAddress(request.params.name);
          if (!account) throw new Refusal('not-found');
          if (await desk.hear(account.id, { body: Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0), headers: request.headers })) return reply.send({ done: true });
          faults.take(request.ip);
          throw new Refusal('signature-wrong', { key: 'social.forged' });
        });
      });
    },
  };
}
