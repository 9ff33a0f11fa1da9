import { type Call, hotline as contract } from '@aftercare/contract/hotline';
import { type Principal, actorOf, may } from '../../platform/auth/index.ts';
import { Download, type Loose, Refusal, implement, readCursor, toPage } from '../../platform/http/index.ts';
import type { Platform } from '../../platform/module/index.ts';
import type { Tickets } from '../tickets/index.ts';
import type { CallRow } from './calls.ts';
import type { Hotline } from './hotline.ts';

export function callView(row: CallRow): Loose<Call> {
  return {
    id: row.id, numberId: row.numberId, numberName: row.numberName, caller: row.caller, customer: row.customerId === null ? null : { id: row.customerId, name: row.customerName ?? '', tier: row.customerTier ?? 'standard' }, ticketId: row.ticketId, state: row.state, language: row.language,
    startedAt: row.startedAt, queuedAt: row.queuedAt, answeredAt: row.answeredAt, endedAt: row.endedAt, outcome: row.outcome, agent: row.agentId === null ? null : { id: row.agentId, name: row.agentName ?? '' }, offeredTo: row.offeredTo, callback: row.callback, disposition: row.disposition, note: row.note, recordings: row.recordings,
  };
}

export function hotlineRoutes(platform: Platform, hotline: Hotline, tickets: Tickets) {
  const { db, clock } = platform;
  const { numbers, calls, recordings, commands } = hotline;
  /** A call whose ticket the caller may see; one without a ticket is everybody's who answers. */
  const mine = async (principal: Principal, id: number) => {
    const call = await calls.get(id);
    if (call.ticketId) await tickets.load(db, principal, call.ticketId);
    return call;
  };
  const agent = (principal: Principal) => {
    if (principal.kind !== 'agent') throw new Refusal('not-allowed', { params: { right: 'self' } });
    return principal;
  };
  /** The call in this agent's hand. */
  const inHand = async (principal: Principal, id: number) => {
    const call = await calls.get(id);
    if (call.agentId !== agent(principal).id && call.offeredTo !== principal.id) throw new Refusal('not-found');
    return call;
  };

  return [
    implement(contract.numbers, async () => ({ items: await numbers.list() })),
    implement(contract.createNumber, async ({ body }) => db.tx((tx) => numbers.create(tx, body))),
    implement(contract.saveNumber, async ({ params, body }) => db.tx((tx) => numbers.save(tx, params.id, body))),
    implement(contract.board, async ({ principal }) => {
      const open = (await calls.open()).filter((c) => principal.scope === 'all' || c.teamId === null || principal.teams.includes(c.teamId) || c.agentId === principal.id || c.offeredTo === principal.id);
      const waiting = open.filter((c) => c.state === 'queued' || c.state === 'ringing');
      const longest = Math.max(0, ...waiting.map((c) => clock.now().getTime() - (c.queuedAt ?? clock.now()).getTime()));
      const own = principal.kind === 'agent' ? [...open.filter((c) => c.agentId === principal.id || c.offeredTo === principal.id), ...(await calls.toWrapUp(principal.id))] : [];
      return { waiting: waiting.length, talking: open.filter((c) => c.state === 'talking' || c.state === 'held').length, longestWaitSeconds: longest / 1000, calls: open.map(callView), mine: own.map(callView) };
    }),
    implement(contract.calls, async ({ query, principal }) => {
      if (query.ticketId) await tickets.load(db, principal, query.ticketId);
      else if (principal.scope !== 'all' && !may(principal, 'hotline.manage')) throw new Refusal('not-allowed', { params: { right: 'hotline.manage' } });
      const [before] = readCursor(query.after, 1);
      const rows = await calls.list({ ticketId: query.ticketId ?? null, callback: query.callback ?? null, before: before ? Number(before) : null, limit: query.limit + 1 });
      return toPage(rows.map(callView), query.limit, (c) => [c.id]);
    }),
    implement(contract.call, async ({ params, principal }) => ({ ...callView(await mine(principal, params.id)), events: await calls.events(params.id) })),
    implement(contract.answer, async ({ params, body, principal }) => {
      await inHand(principal, params.id);
      const { sdp } = await commands.ask(params.id, { do: 'answer', agentId: principal.id, agentName: principal.name, sdp: body.sdp });
      if (!sdp) throw new Refusal('conflict', { key: 'hotline.failed' });
      return { sdp };
    }),
    implement(contract.act, async ({ params, body, principal }) => {
      await inHand(principal, params.id);
      await commands.ask(params.id, body.act === 'keys' ? { do: 'keys', agentId: principal.id, keys: body.keys } : { do: body.act, agentId: principal.id });
      return { done: true as const };
    }),
    implement(contract.transfer, async ({ params, body, principal }) => {
      await inHand(principal, params.id);
      if (body.number) await commands.ask(params.id, { do: 'transfer', agentId: principal.id, to: body.number });
      else if (body.agentId) {
        await calls.handOver(params.id, body.agentId, actorOf(principal));
        await commands.ask(params.id, { do: 'part', agentId: principal.id });
      } else throw new Refusal('invalid-input', { fields: [{ path: 'agentId', key: 'field.required', params: {} }] });
      return { done: true as const };
    }),
    implement(contract.wrapUp, async ({ params, body, principal }) => {
      await db.tx((tx) => calls.wrapUp(tx, params.id, body, actorOf(agent(principal))));
      return { done: true as const };
    }),
    implement(contract.recording, async ({ params, principal }) => {
      const row = await recordings.find(params.id);
      if (!row) throw new Refusal('not-found');
      await mine(principal, row.callId);
      return new Download(await recordings.sound(params.id), { type: 'audio/wav', name: `recording-${params.id}.wav`, inline: true });
    }),
  ];
}
