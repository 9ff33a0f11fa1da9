import { type Call, hotline as contract } from '@aftercare/contract/hotline';
import { type Principal, actorOf, may } from '../../platform/auth/index.ts';
import { Download, type Loose, Refusal, implement, readCursor, toPage } from '../../platform/http/index.ts';
import type { Platform } from '../../platform/module/index.ts';
import type { Tickets } from '../tickets/index.ts';
import type { CallRow } from './call-rows.ts';
import type { Hotline } from './hotline.ts';

/** @param seesSupervisors whether this reader learns who listens */
export function callView(row: CallRow, seesSupervisors = true): Loose<Call> {
  return {
    id: row.id, numberId: row.numberId, numberName: row.numberName, caller: row.caller, customer: row.customerId === null ? null : { id: row.customerId, name: row.customerName ?? '', tier: row.customerTier ?? 'standard' }, ticketId: row.ticketId, state: row.state, direction: row.direction, language: row.language,
    startedAt: row.startedAt, queuedAt: row.queuedAt, answeredAt: row.answeredAt, releasedAt: row.releasedAt, endedAt: row.endedAt, outcome: row.outcome, agent: row.agentId === null ? null : { id: row.agentId, name: row.agentName ?? '' }, offeredTo: row.offeredTo, callback: row.callback, disposition: row.disposition, note: row.note, consent: row.consent, recordings: row.recordings,
    parties: row.parties.filter((p) => p.kind === 'guest' || seesSupervisors),
  };
}

function answerOf(sdp: string | undefined): string {
  if (!sdp) throw new Refusal('conflict', { key: 'hotline.failed' });
  return sdp;
}

export function hotlineRoutes(platform: Platform, hotline: Hotline, tickets: Tickets) {
  const { db, clock } = platform;
  const { numbers, calls, recordings, commands, rules } = hotline;
  const ownerOf = (principal: Principal) => `${principal.kind}:${principal.id}`;
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
    if (call.agentId !== agent(principal).id && call.offeredTo !== principal.id && !call.parties.some((p) => p.agentId === principal.id)) throw new Refusal('not-found');
    return call;
  };

  /** Views for this reader: by the rule of the house colleagues may not see who listens to them. */
  const viewFor = async (principal: Principal) => {
    const sees = may(principal, 'hotline.supervise') || (await rules.get()).showSupervision;
    return (row: CallRow) => callView(row, sees);
  };

  return [
    implement(contract.rules, async () => rules.get()),
    implement(contract.saveRules, async ({ body }) => db.tx((tx) => rules.save(tx, body))),
    implement(contract.numbers, async () => ({ items: await numbers.list() })),
    implement(contract.createNumber, async ({ body, principal }) => db.tx((tx) => numbers.create(tx, body, ownerOf(principal)))),
    implement(contract.saveNumber, async ({ params, body, principal }) => db.tx((tx) => numbers.save(tx, params.id, body, ownerOf(principal)))),
    implement(contract.announcement, async ({ params, principal }) => new Download(await numbers.announcement(params.id, ownerOf(principal)), { type: 'audio/wav', name: `announcement-${params.id}.wav`, inline: true })),
    implement(contract.board, async ({ principal }) => {
      const view = await viewFor(principal);
      const my = (c: CallRow) => principal.kind === 'agent' && (c.agentId === principal.id || c.offeredTo === principal.id || c.parties.some((p) => p.agentId === principal.id));
      const open = (await calls.open()).filter((c) => principal.scope === 'all' || c.teamId === null || principal.teams.includes(c.teamId) || my(c));
      const waiting = open.filter((c) => c.state === 'queued' || c.state === 'ringing');
      const longest = Math.max(0, ...waiting.map((c) => clock.now().getTime() - (c.queuedAt ?? clock.now()).getTime()));
      const own = principal.kind === 'agent' ? [...open.filter((c) => my(c) && c.state !== 'outside'), ...(await calls.toWrapUp(principal.id))] : [];
      return { waiting: waiting.length, talking: open.filter((c) => c.state === 'talking' || c.state === 'held').length, longestWaitSeconds: longest / 1000, calls: open.map(view), mine: own.map(view), ready: await hotline.telephones.ready() };
    }),
    implement(contract.calls, async ({ query, principal }) => {
      if (query.ticketId) await tickets.load(db, principal, query.ticketId);
      else if (principal.scope !== 'all' && !may(principal, 'hotline.manage')) throw new Refusal('not-allowed', { params: { right: 'hotline.manage' } });
      const [before] = readCursor(query.after, 1);
      const rows = await calls.list({ ticketId: query.ticketId ?? null, callback: query.callback ?? null, before: before ? Number(before) : null, limit: query.limit + 1 });
      return toPage(rows.map(await viewFor(principal)), query.limit, (c) => [c.id]);
    }),
    implement(contract.call, async ({ params, principal }) => {
      const row = await mine(principal, params.id);
      const sees = may(principal, 'hotline.supervise') || (await rules.get()).showSupervision;
      return { ...callView(row, sees), events: (await calls.events(params.id)).filter((e) => sees || e.kind !== 'supervised') };
    }),
    implement(contract.answer, async ({ params, body, principal }) => {
      await inHand(principal, params.id);
      const { sdp } = await commands.ask(params.id, { do: 'answer', agentId: principal.id, agentName: principal.name, sdp: body.sdp });
      return { sdp: answerOf(sdp) };
    }),
    implement(contract.act, async ({ params, body, principal }) => {
      const call = await inHand(principal, params.id);
      // Guests and supervisors go as they came; the rest is for who has the call.
      if (body.act !== 'leave' && body.act !== 'decline' && call.agentId !== principal.id) throw new Refusal('not-found');
      await commands.ask(params.id, body.act === 'keys' ? { do: 'keys', agentId: principal.id, keys: body.keys } : { do: body.act, agentId: principal.id, agentName: principal.name });
      return { done: true as const };
    }),
    implement(contract.transfer, async ({ params, body, principal }) => {
      await inHand(principal, params.id);
      const actor = actorOf(principal);
      if (!body.number && !body.agentId) throw new Refusal('invalid-input', { fields: [{ path: 'agentId', key: 'field.required', params: {} }] });
      if (body.warm) {
        const partyId = await calls.parties.ask(params.id, body.number ? { number: body.number } : { agentId: body.agentId ?? 0 }, actor);
        await commands.ask(params.id, { do: 'consult', agentId: principal.id, partyId, number: body.number ?? null });
      } else if (body.number) await commands.ask(params.id, { do: 'transfer', agentId: principal.id, agentName: principal.name, to: body.number });
      else if (body.agentId) {
        await calls.handOver(params.id, body.agentId, actor);
        await commands.ask(params.id, { do: 'part', agentId: principal.id });
      }
      return { done: true as const };
    }),
    implement(contract.dial, async ({ body, principal }) => {
      const me = agent(principal);
      if (body.ticketId) await tickets.load(db, principal, body.ticketId);
      const before = body.callId ? await mine(principal, body.callId) : null;
      const number = body.number ?? before?.caller ?? '';
      if (!/\d{3}/.test(number)) throw new Refusal('invalid-input', { fields: [{ path: 'number', key: 'field.required', params: {} }] });
      const call = await calls.dial({ number, ticketId: body.ticketId ?? null, callId: before?.id ?? null }, me.id, actorOf(principal));
      const { sdp } = await commands.ask(null, { do: 'dial', agentId: me.id, callId: call.id, to: number, sdp: body.sdp }).catch(async (error: unknown) => { await calls.ended(call.id, 'fault'); throw error; });
      return { callId: call.id, sdp: answerOf(sdp) };
    }),
    implement(contract.echo, async ({ body, principal }) => ({ sdp: answerOf((await commands.ask(null, { do: 'echo', agentId: agent(principal).id, sdp: body.sdp })).sdp) })),
    implement(contract.supervise, async ({ params, body, principal }) => {
      const me = agent(principal);
      await mine(principal, params.id);
      await calls.parties.supervise(params.id, { id: me.id, name: principal.name }, body.mode);
      const { sdp } = await commands.ask(params.id, { do: 'supervise', agentId: me.id, agentName: principal.name, mode: body.mode, sdp: body.sdp }).catch(async (error: unknown) => {
        const party = (await calls.get(params.id)).parties.find((p) => p.agentId === me.id);
        if (party) await calls.parties.left(params.id, party.id, 'failed');
        throw error;
      });
      return { sdp: answerOf(sdp) };
    }),
    implement(contract.superviseAs, async ({ params, body, principal }) => {
      const me = agent(principal);
      if (!(await inHand(principal, params.id)).parties.some((p) => p.agentId === me.id && p.kind === 'supervisor')) throw new Refusal('not-found');
      await calls.parties.supervise(params.id, { id: me.id, name: principal.name }, body.mode);
      await commands.ask(params.id, { do: 'supervise-as', agentId: me.id, mode: body.mode });
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
