import { createHmac, randomInt } from 'node:crypto';
import { type Principal, actorOf, may } from '../../platform/auth/index.ts';
import { systemActor } from '../../platform/bus/index.ts';
import { equalInConstantTime } from '../../platform/crypto/encoding.ts';
import type { Tx } from '../../platform/db/index.ts';
import { Refusal } from '../../platform/http/index.ts';
import { say } from '../../platform/i18n/index.ts';
import type { Platform } from '../../platform/module/index.ts';
import type { Org } from '../org/index.ts';
import type { Tickets } from '../tickets/index.ts';
import { ItemHandedBack } from './events.ts';
import type { Items } from './items.ts';
import type { Queue } from './queue.ts';
import * as store from './store-items.ts';

export const codeTries = 5;
const codeDays = 7;
/** After so many wrong tries a new code is sent no sooner than this. */
const lockMinutes = 15;

/** Giving a product back: to whoever names the code that went to the customer, or – by a manager – to a paper looked at. */
export function createHandBack(platform: Platform, o: { org: Org; tickets: Tickets; items: Items; queue: Queue }) {
  const { db, bus, clock, secrets } = platform;
  const { org, tickets, items, queue } = o;
  const macOf = (itemId: number, code: string) => createHmac('sha256', secrets.key('counter-code')).update(`${itemId} ${code}`).digest('base64url');

  /** Sends a code by the best door there is. @throws Refusal `conflict` without a door, or while it is locked */
  async function sendCode(tx: Tx, id: number, principal: Principal) {
    const item = await items.locked(tx, principal, id);
    await items.ownSite(tx, principal, item);
    const now = clock.now();
    const old = await store.findCode(tx, id);
    if (old && old.tries >= codeTries && now.getTime() - old.sentAt.getTime() < lockMinutes * 60_000) throw new Refusal('too-many-requests', { params: { seconds: Math.ceil(lockMinutes * 60 - (now.getTime() - old.sentAt.getTime()) / 1000) } });
    const ticket = await tickets.get(item.ticketId, tx);
    if (!ticket) throw new Refusal('not-found');
    const { name: company } = await org.company(tx);
    const code = String(randomInt(0, 1_000_000)).padStart(6, '0');
    const expiresAt = new Date(now.getTime() + codeDays * 86_400_000);
    for (const door of await tickets.doors(ticket, tx)) {
      try {
        const text = say(ticket.language, 'counter.code', { name: item.customer, product: item.product || item.fault, item: item.code, code, site: ticket.language === 'zh-CN' ? item.site.name.zh : item.site.name.en, days: codeDays, company });
        await tickets.writeTo(tx, ticket, { text, files: [], sendAt: null, channel: door.kind, author: { kind: 'system', id: null, name: company } }, systemActor);
        await store.saveCode(tx, id, { mac: macOf(id, code), at: now, expiresAt, door: door.kind });
        return { door: door.kind as string, to: veiled(door.address), expiresAt };
      } catch (error) {
        if (!(error instanceof Refusal) || error.code !== 'conflict') throw error;
      }
    }
    throw new Refusal('conflict', { key: 'counter.no-door' });
  }

  /** Whether the code fits. Every call is a try and stays one, whatever becomes of the hand-back: it has a transaction of its own. */
  async function fits(id: number, code: string): Promise<void> {
    const row = await db.tx((tx) => store.tryCode(tx, id, codeTries, clock.now()));
    if (!row) {
      const known = await store.findCode(db, id);
      throw new Refusal('conflict', { key: !known ? 'counter.code-none' : known.tries >= codeTries ? 'counter.code-locked' : 'counter.code-old' });
    }
    if (!equalInConstantTime(row.mac, macOf(id, code))) throw new Refusal('conflict', { key: row.tries >= codeTries ? 'counter.code-locked' : 'counter.code-wrong', params: { left: codeTries - row.tries } });
  }

  return {
    sendCode,
    async handBack(id: number, body: { code?: string | undefined; paper?: string | undefined; signature: number | null; note: string; numberId: number | null }, principal: Principal): Promise<void> {
      const before = await items.load(db, principal, id);
      if (before.holder !== 'site') throw new Refusal('conflict', { key: 'counter.not-here', params: { holder: before.holderName } });
      if (body.code === undefined) {
        if (!body.paper) throw new Refusal('invalid-input', { fields: [{ path: 'code', key: 'field.required' }] });
        if (!may(principal, 'counter.manage')) throw new Refusal('not-allowed', { params: { right: 'counter.manage' } });
      } else await fits(id, body.code);
      await db.tx(async (tx) => {
        const item = await items.locked(tx, principal, id);
        const site = await items.ownSite(tx, principal, item);
        const signed = await items.claim(tx, principal, body.signature ? [body.signature] : []);
        await items.pass(tx, item, 'handed-back', { kind: 'customer', siteId: null, name: item.customer }, { seal: item.seal, note: [body.paper ?? '', body.note].filter(Boolean).join(' · '), files: signed }, principal);
        await store.dropCode(tx, id);
        if (body.numberId) await queue.serve(tx, body.numberId, site.id, item.ticketId, actorOf(principal));
        await bus.publish(tx, ItemHandedBack, { stream: `ticket:${item.ticketId}`, actor: actorOf(principal), payload: { ...items.fact(item, site.id), by: body.code === undefined ? 'paper' : 'code' } });
      });
    },
  };
}
export type HandBack = ReturnType<typeof createHandBack>;

/** Enough of an address for the clerk to say where to look. */
function veiled(address: string): string {
  const at = address.indexOf('@');
  return at > 0 ? `${address.slice(0, 1)}…${address.slice(at)}` : address.length > 4 ? `…${address.slice(-4)}` : address;
}
