import { LiveClientFrame } from '@aftercare/contract/live';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { WebSocket } from 'ws';
import type { Principal } from '../auth/index.ts';
import { assertOwnPage } from '../http/own-page.ts';
import { Refusal } from '../http/refusal.ts';
import type { Log } from '../log/index.ts';
import type { Line, LiveHub } from './hub.ts';
import { registerLiveEvents } from './server-sent.ts';

export interface LiveRoutes {
  readonly hub: LiveHub;
  readonly authenticate: (request: FastifyRequest) => Promise<Principal | null>;
  readonly publicUrl: string;
  readonly log: Log;
  /** Times for tests; milliseconds. */
  readonly heartbeatMs?: number;
}

/** A receiver that is this far behind is dropped: it comes back and resumes. */
export const maxBacklog = 2 * 1024 * 1024;
const maxFrame = 16 * 1024;
/** Frames a screen may send: at once, and then per second. */
const burst = 60;
const perSecond = 20;

/** `/api/v1/live` for agents' screens, as WebSocket and as server-sent events. */
export function registerLive(app: FastifyInstance, routes: LiveRoutes): void {
  const { hub, authenticate, publicUrl, log, heartbeatMs = 30_000 } = routes;
  const sockets = new Map<WebSocket, { alive: boolean; recheck: () => Promise<void> }>();
  const signedIn = async (request: FastifyRequest) => {
    assertOwnPage(request, publicUrl);
    request.principal = await authenticate(request);
    if (!request.principal) throw new Refusal('not-signed-in');
  };

  app.get('/api/v1/live', { websocket: true, preValidation: signedIn }, (socket, request) => {
    const { principal } = request;
    if (!principal) return socket.close(1008);
    const line = hub.open(principal, {
      send(text) {
        if (socket.readyState !== socket.OPEN) return;
        if (socket.bufferedAmount > maxBacklog) socket.terminate();
        else socket.send(text);
      },
    });
    const state = {
      alive: true,
      // Rights end while a screen stays open: ask again with the same cookie.
      recheck: async () => {
        const still = await authenticate(request).catch(() => null);
        if (!still) return socket.close(4401, 'signed out');
        line.principal = still;
        await line.recheck();
      },
    };
    sockets.set(socket, state);
    const allowance = { left: burst };
    const refill = setInterval(() => { allowance.left = Math.min(burst, allowance.left + perSecond); }, 1000);
    let turn = Promise.resolve();
    socket.on('pong', () => { state.alive = true; });
    socket.on('message', (data: Buffer) => {
      state.alive = true;
      if (data.length > maxFrame) return socket.close(1009);
      if (--allowance.left < 0) return socket.close(1008, 'too many frames');
      const frame = parse(data);
      if (!frame) return socket.close(1007, 'not a frame of ours');
      // One after the other: an unsubscribe must not overtake its subscribe.
      turn = turn.then(() => answer(frame, line, socket)).catch((error: unknown) => log.error({ err: error }, 'a live frame failed'));
    });
    socket.on('error', () => socket.terminate());
    socket.on('close', () => {
      clearInterval(refill);
      sockets.delete(socket);
      line.close();
    });
  });
  registerLiveEvents(app, hub, signedIn, heartbeatMs);

  let beats = 0;
  const heartbeat = setInterval(() => {
    beats += 1;
    for (const [socket, state] of sockets) {
      if (!state.alive) { socket.terminate(); continue; }
      state.alive = false;
      socket.ping();
      if (beats % 2 === 0) void state.recheck().catch((error: unknown) => log.warn({ err: error }, 'rights of a live line could not be looked up'));
    }
  }, heartbeatMs);
  heartbeat.unref();
  app.addHook('onClose', (_app, done) => { clearInterval(heartbeat); done(); });
}

async function answer(frame: LiveClientFrame, line: Line, socket: WebSocket): Promise<void> {
  if (frame.kind === 'subscribe') await line.subscribe(frame.topics, frame.since);
  else if (frame.kind === 'unsubscribe') line.unsubscribe(frame.topics);
  else if (frame.kind === 'presence') line.presence(frame.ticketId, frame.state);
  else socket.send('{"kind":"pong"}');
}

function parse(data: Buffer): LiveClientFrame | null {
  try {
    return LiveClientFrame.safeParse(JSON.parse(data.toString('utf8'))).data ?? null;
  } catch {
    return null;
  }
}
