import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { WebSocket } from 'ws';
import { perOperation } from '../cpu.ts';
import type { Bench } from '../harness.ts';
import { quantile } from '../load.ts';
import type { Line } from '../report.ts';

interface Visitor { socket: WebSocket; visitor: string | null; ready: Promise<void> }

/** 1,000 visitors' sockets, 100 messages a second in all; time from a visitor's send to an agent's screen, after eight seconds to warm up. One message in twenty loses its socket. */
export async function chat(bench: Bench, o = { sockets: 1000, perSecond: 100, seconds: 20, warm: 8 }): Promise<Line[]> {
  await fetch(`${bench.base}/api/v1/channels`, { method: 'POST', headers: { authorization: `Bearer ${bench.key}`, 'content-type': 'application/json' }, body: JSON.stringify({ kind: 'chat', name: 'Bench', address: 'bench', language: 'en', teamId: null, enabled: true, settings: {} }) });
  await sleep(500);
  const sentAt = new Map<string, number>();
  const ids = new Map<string, number>();
  const arrived = new Map<number, number>();
  const agent = new WebSocket(`ws://127.0.0.1:${bench.port}/api/v1/live`, { headers: { authorization: `Bearer ${bench.key}` } });
  agent.on('message', (data) => {
    const frame = JSON.parse(String(data)) as { kind: string; type?: string; data?: { messageId?: number } };
    if (frame.kind === 'fact' && frame.type === 'tickets.customer-wrote' && frame.data?.messageId && !arrived.has(frame.data.messageId)) arrived.set(frame.data.messageId, performance.now());
  });
  await new Promise((resolve) => agent.once('open', resolve));
  agent.send(JSON.stringify({ kind: 'subscribe', topics: ['inbox'], since: null }));

  let before = bench.cpu();
  /** Those whose socket broke as they were sent. */
  const torn = new Set<string>();
  const unacknowledged = new Map<string, string>();
  const open = (known: string | null): Visitor => {
    const socket = new WebSocket(`ws://127.0.0.1:${bench.port}/api/v1/chat/bench`);
    const v: Visitor = { socket, visitor: known, ready: Promise.resolve() };
    v.ready = new Promise((resolve) => {
      socket.on('open', () => socket.send(JSON.stringify({ kind: 'hello', visitor: known, since: null, language: 'en', page: '' })));
      socket.on('message', (data) => {
        const frame = JSON.parse(String(data)) as { kind: string; visitor?: string; clientId?: string; id?: number };
        if (frame.kind === 'welcome') { v.visitor = frame.visitor ?? null; resolve(); }
        if (frame.kind === 'ack' && frame.clientId && frame.id) { ids.set(frame.clientId, frame.id); unacknowledged.delete(frame.clientId); }
      });
      socket.on('error', () => resolve());
    });
    return v;
  };
  const visitors: Visitor[] = [];
  for (let i = 0; i < o.sockets; i += 50) {
    const some = Array.from({ length: 50 }, () => open(null));
    visitors.push(...some);
    await Promise.all(some.map((v) => v.ready));
  }
  const say = (v: Visitor, clientId: string) => v.socket.send(JSON.stringify({ kind: 'send', clientId, text: 'Is anybody there? It beeps.', files: [] }));
  for (let n = -o.perSecond * o.warm; n < o.perSecond * o.seconds; n++) {
    if (n === 0) { await sleep(500); sentAt.clear(); torn.clear(); before = bench.cpu(); }
    const v = visitors[(Math.abs(n) * 7) % visitors.length] as Visitor;
    const clientId = randomUUID();
    sentAt.set(clientId, performance.now());
    unacknowledged.set(clientId, String((Math.abs(n) * 7) % visitors.length));
    if (v.socket.readyState === v.socket.OPEN) say(v, clientId);
    if (n % 20 === 10) { v.socket.terminate(); torn.add(clientId); }
    if (v.socket.readyState !== v.socket.OPEN) {
      const index = (Math.abs(n) * 7) % visitors.length;
      const again = open(v.visitor);
      visitors[index] = again;
      // As the widget does: what was not acknowledged goes again with its own id.
      void again.ready.then(() => { for (const [id, owner] of unacknowledged) if (owner === String(index)) say(again, id); });
    }
    await sleep(1000 / o.perSecond - 1);
  }
  const cpu = perOperation(before, bench.cpu(), o.perSecond * o.seconds);
  await sleep(3000);
  const silent = [...sentAt.keys()].filter((id) => !ids.has(id)).length;
  const lost = [...sentAt.keys()].filter((id) => !ids.has(id) || !arrived.has(ids.get(id) as number)).length;
  const times = [...sentAt].flatMap(([id, at]) => { const there = arrived.get(ids.get(id) ?? -1); return there ? [there - at] : []; });
  const again = [...torn].flatMap((id) => { const [at, there] = [sentAt.get(id), arrived.get(ids.get(id) ?? -1)]; return at && there ? [there - at] : []; });
  for (const v of visitors) v.socket.terminate();
  agent.terminate();
  return [
    { workload: 'chat, 1,000 sockets', figure: 'customer → agent p95', value: quantile(times, 0.95), unit: 'ms', target: '< 60 ms', ok: quantile(times, 0.95) < 60, note: `p50 ${quantile(times, 0.5).toFixed(0)} ms, ${sentAt.size} messages; ${torn.size} sent over a socket that broke: p95 ${quantile(again, 0.95).toFixed(0)} ms`, cpu },
    { workload: 'chat, 1,000 sockets', figure: 'lost over reconnects', value: lost, unit: '', target: '0', ok: lost === 0, note: `${silent} not acknowledged` },
  ];
}
