import { ChatClientFrame } from '@aftercare/contract/chat';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { WebSocket } from 'ws';
import { Refusal } from '../../platform/http/index.ts';
import type { Account } from '../channel.ts';
import type { Door } from './door.ts';
import { createSession } from './session.ts';
import { type ChatSettings, originAllowed } from './settings.ts';

/** A page so far behind is let go: it comes back and asks for what it missed. */
const maxBacklog = 1024 * 1024;
const maxFrame = 128 * 1024;
/** Frames waiting for their turn. */
const maxWaiting = 100;
const heartbeatMs = 30_000;
/** Longest a page may be silent before its hello. */
const helloMs = 15_000;

declare module 'fastify' {
  interface FastifyRequest { chatAccount: Account<ChatSettings> | null }
}

/** WebSocket `/api/v1/chat/:site`. Returns how to end it. */
export function registerChatSocket(app: FastifyInstance, door: Door): () => void {
  const { context } = door;
  const { log } = context.platform;
  const sockets = new Map<WebSocket, { alive: boolean; accountId: number }>();
  app.decorateRequest('chatAccount', null);

  const findSite = async (request: FastifyRequest) => {
    const { site } = request.params as { site: string };
    const account = (await context.accountByAddress(site)) as Account<ChatSettings> | undefined;
    if (!account) throw new Refusal('not-found');
    if (!originAllowed(account.settings, request.headers.origin)) throw new Refusal('not-allowed', { key: 'origin.foreign' });
    request.chatAccount = account;
  };

  app.get('/api/v1/chat/:site', { websocket: true, preValidation: findSite }, (socket, request) => {
    const account = request.chatAccount;
    if (!account) return socket.close(1011);
    const state = { alive: true, accountId: account.id };
    sockets.set(socket, state);
    const session = createSession(door, account, request.ip, {
      send(text) {
        if (socket.readyState !== socket.OPEN) return;
        if (socket.bufferedAmount > maxBacklog) socket.terminate();
        else socket.send(text);
      },
      close: (code) => socket.close(code),
    });
    const patience = setTimeout(() => socket.close(1008, 'say hello first'), helloMs);
    let waiting = 0;
    let turn = Promise.resolve();
    socket.on('pong', () => { state.alive = true; });
    socket.on('message', (data: Buffer) => {
      state.alive = true;
      const frame = parse(data);
      if (!frame) return socket.close(data.length > maxFrame ? 1009 : 1007);
      if (++waiting > maxWaiting) return socket.close(1008, 'too many frames');
      clearTimeout(patience);
      // One after the other: the second message of a page must not overtake the first.
      turn = turn.then(() => (frame.kind === 'hello' ? session.hello(frame) : session.frame(frame))).catch((error: unknown) => {
        // Not on disk, so not confirmed: the page comes back and sends it again.
        if (error instanceof Refusal) return socket.close(1013, error.code);
        log.error({ err: error, site: account.address }, 'a chat frame failed');
        socket.close(1011);
      }).finally(() => { waiting -= 1; });
    });
    socket.on('error', () => socket.terminate());
    socket.on('close', () => {
      clearTimeout(patience);
      sockets.delete(socket);
      // After what it said last.
      void turn.then(() => session.leave());
    });
  });

  const beat = setInterval(() => {
    for (const [socket, state] of sockets) {
      if (!state.alive) { socket.terminate(); continue; }
      state.alive = false;
      socket.ping();
    }
  }, heartbeatMs);
  beat.unref();
  // A chat that was switched off or changed: its pages come back and find out.
  const off = context.onAccountsChanged(() => void closeStale().catch((error: unknown) => log.warn({ err: error }, 'chat accounts could not be read')));
  const closeStale = async () => {
    const open = new Set((await context.accounts()).map((account) => account.id));
    for (const [socket, { accountId }] of sockets) if (!open.has(accountId)) socket.close(4404, 'this chat was switched off');
  };
  return () => { clearInterval(beat); off(); for (const socket of sockets.keys()) socket.close(1012); };
}

function parse(data: Buffer): ChatClientFrame | null {
  if (data.length > maxFrame) return null;
  try {
    return ChatClientFrame.safeParse(JSON.parse(data.toString('utf8'))).data ?? null;
  } catch {
    return null;
  }
}
