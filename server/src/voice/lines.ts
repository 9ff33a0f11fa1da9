import { lookup } from 'node:dns/promises';
import type { Numbers } from '../modules/hotline/index.ts';
import type { Log } from '../platform/log/index.ts';
import { parseAddress, parseUri } from './sip/address.ts';
import { createDigestGuard } from './sip/digest.ts';
import { type SipRequest, header } from './sip/message.ts';
import { register } from './sip/registration.ts';
import type { Timers } from './sip/timers.ts';
import type { Peer } from './sip/transport.ts';
import type { UserAgent } from './sip/user-agent.ts';

type Row = Awaited<ReturnType<Numbers['rows']>>[number];
interface KnownLine { readonly row: Row; readonly addresses: ReadonlySet<string>; readonly peer: Peer | null }

/** Whether an address is one, or stands in `10.0.0.0/8`. */
export function within(address: string, entry: string): boolean {
  const [base = '', bits] = entry.split('/');
  if (bits === undefined) return base === address;
  const number = (text: string) => text.split('.').reduce((n, part) => n * 256 + Number(part), 0);
  const size = 2 ** (32 - Number(bits));
  return Number.isFinite(size) && Math.floor(number(address) / size) === Math.floor(number(base) / size);
}
export const userOf = (value: string): string => { try { return parseUri(parseAddress(value).uri).user; } catch { return ''; } };

/** The lines of all numbers: signs on where a provider wants it, and knows who may call in. */
export function createLines(o: { numbers: Numbers; timers: Timers; log: Log; key: Buffer }) {
  const guard = createDigestGuard({ realm: 'aftercare', key: o.key, now: () => o.timers.now() });
  let lines: KnownLine[] = [];
  let registrations: { stop(): Promise<void> }[] = [];
  const addressesOf = async (host: string) => new Set(host ? (await lookup(host, { all: true, family: 4 }).catch(() => [])).map((a) => a.address) : []);
  return {
    /** Reads the numbers anew; signs off where we were, on where we shall be. */
    async load(agent: UserAgent): Promise<void> {
      const before = registrations;
      registrations = [];
      await Promise.all(before.map((r) => r.stop()));
      const rows = (await o.numbers.rows()).filter((n) => n.enabled && n.line.mode !== 'cloud');
      lines = await Promise.all(rows.map(async (row): Promise<KnownLine> => {
        const addresses = await addressesOf(row.line.host);
        const [first] = addresses;
        return { row, addresses, peer: first ? { protocol: row.line.protocol, host: first, port: row.line.port, name: row.line.host } : null };
      }));
      for (const { row, peer } of lines) {
        if (row.line.mode !== 'register') continue;
        if (!peer) { await o.numbers.registered(row.id, false, `${row.line.host}: no address`); continue; }
        registrations.push(register({
          transactions: agent.transactions, timers: o.timers, registrar: `sip:${row.line.host}`, to: peer, address: `sip:${row.line.user}@${row.line.host}`, contact: agent.contactFor(peer.protocol), credentials: { user: row.line.user, password: o.numbers.passwordOf(row) ?? '' },
          onState: ({ registered, fault }) => { o.numbers.registered(row.id, registered, fault).catch((error: unknown) => o.log.warn({ err: error }, 'the state of a line was not written')); },
        }));
      }
    },
    /** Known by where it comes from, or by a password; nobody else rings here. */
    admit(request: SipRequest, from: Peer): 'yes' | { status: number; reason: string; challenges?: readonly string[] } {
      if (lines.some(({ row, addresses }) => addresses.has(from.host) || row.line.from.some((entry) => within(from.host, entry)))) return 'yes';
      const guarded = lines.filter(({ row }) => row.line.mode === 'trunk' && row.line.from.length === 0 && row.secrets);
      if (guarded.length === 0) return { status: 403, reason: 'Forbidden' };
      const results = guarded.map(({ row }) => guard.verify(request, { user: row.line.user, password: o.numbers.passwordOf(row) ?? '' }));
      return results.includes('right') ? 'yes' : { status: 401, reason: 'Unauthorized', challenges: guard.challenge(results.includes('stale')) };
    },
    /** What was dialled, as the request says it, then as its To does: registered lines put our user into the former. */
    dialled: (request: SipRequest): string[] => { const asked = (() => { try { return parseUri(request.uri).user; } catch { return ''; } })(); const byUser = lines.find((l) => l.row.line.mode === 'register' && l.row.line.user === asked); return [...(byUser ? [byUser.row.number] : []), asked, userOf(header(request, 'To'))].filter(Boolean); },
    /** Who rings: the network's word before the telephone's own. */
    caller: (request: SipRequest): string => userOf(header(request, 'P-Asserted-Identity').split(',')[0] ?? '') || userOf(header(request, 'From')) || 'anonymous',
    /** The way out for a number: by its own line. */
    wayOut(numberId: number, to: string): { target: string; peer: Peer; from: string; credentials: { user: string; password: string } | null } | null {
      const line = lines.find((l) => l.row.id === numberId && l.peer) ?? lines.find((l) => l.peer);
      if (!line?.peer) return null;
      const { row, peer } = line;
      const target = /^sips?:/i.test(to) ? to : `sip:${to.replace(/[^0-9+*#]/g, '')}@${row.line.host}`;
      const password = o.numbers.passwordOf(row);
      return { target, peer, from: `sip:${row.line.user || row.number}@${row.line.host}`, credentials: password ? { user: row.line.user, password } : null };
    },
    any: () => lines.length > 0,
    async stop(): Promise<void> { await Promise.all(registrations.map((r) => r.stop())); },
  };
}
