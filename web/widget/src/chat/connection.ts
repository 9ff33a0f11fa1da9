import type { ChatClientFrame, ChatServerFrame } from '@aftercare/contract/chat';
import { pauseBefore } from './backoff.ts';

/** As much of a WebSocket as is used here. */
export interface Socket {
  readyState: number;
  send(text: string): void;
  close(): void;
  onopen: (() => void) | null;
  onmessage: ((event: { data: unknown }) => void) | null;
  onclose: (() => void) | null;
  onerror: (() => void) | null;
}
export interface ConnectionOptions {
  readonly dial: () => Socket;
  readonly onOpen: () => void;
  readonly onFrame: (frame: ChatServerFrame) => void;
  readonly onDown: () => void;
  readonly random?: () => number;
}
export interface Connection {
  start(): void;
  stop(): void;
  /** False when there is no open line; nothing is queued here, the outbox does that. */
  send(frame: ChatClientFrame): boolean;
  /** Something suggests the line may have changed (page woke, network came back): look now instead of later. */
  nudge(): void;
}

export const timing = { pingEvery: 25_000, answerWithin: 10_000, answerAfterWaking: 3_000, welcomeWithin: 12_000 } as const;
const openState = 1;

/**
 * Keeps one line to the server: dials again with growing pauses, and finds out by ping when a line is dead although
 * nobody said so (sleep, lost Wi-Fi). Any frame counts as a sign of life.
 */
export function createConnection(options: ConnectionOptions): Connection {
  let socket: Socket | null = null;
  let running = false;
  let attempt = 0;
  let redial: ReturnType<typeof setTimeout> | undefined;
  let nextPing: ReturnType<typeof setTimeout> | undefined;
  let deadline: ReturnType<typeof setTimeout> | undefined;

  function dial(): void {
    clearTimeout(redial);
    const mine = options.dial();
    socket = mine;
    expectLife(timing.welcomeWithin);
    mine.onopen = () => {
      if (mine === socket) options.onOpen();
    };
    mine.onmessage = (event) => {
      if (mine !== socket) return;
      const frame = parse(event.data);
      if (!frame) return;
      if (frame.kind === 'welcome') attempt = 0;
      clearTimeout(deadline);
      deadline = undefined;
      schedulePing();
      options.onFrame(frame);
    };
    mine.onerror = null;
    mine.onclose = () => {
      if (mine === socket) drop();
    };
  }

  function schedulePing(): void {
    clearTimeout(nextPing);
    nextPing = setTimeout(() => ping(timing.answerWithin), timing.pingEvery);
  }

  function ping(within: number): void {
    if (socket?.readyState !== openState) return;
    socket.send('{"kind":"ping"}');
    expectLife(within);
  }

  function expectLife(within: number): void {
    clearTimeout(deadline);
    deadline = setTimeout(drop, within);
  }

  /** Lets go of the line at once – closing a dead one can take minutes – and plans the next attempt. */
  function drop(): void {
    hangUp();
    if (!running) return;
    options.onDown();
    redial = setTimeout(dial, pauseBefore(attempt, (options.random ?? Math.random)()));
    attempt += 1;
  }

  function hangUp(): void {
    clearTimeout(redial);
    clearTimeout(nextPing);
    clearTimeout(deadline);
    deadline = undefined;
    const old = socket;
    socket = null;
    if (!old) return;
    old.onopen = old.onmessage = old.onclose = null;
    old.close();
  }

  return {
    start: () => {
      if (running) return;
      running = true;
      dial();
    },
    stop: () => {
      running = false;
      hangUp();
    },
    send: (frame) => {
      if (socket?.readyState !== openState) return false;
      socket.send(JSON.stringify(frame));
      return true;
    },
    nudge: () => {
      if (!running) return;
      if (!socket) {
        attempt = 0;
        dial();
      } else if (deadline === undefined) ping(timing.answerAfterWaking);
    },
  };
}

function parse(data: unknown): ChatServerFrame | null {
  try {
    const frame = JSON.parse(String(data)) as ChatServerFrame;
    return typeof frame?.kind === 'string' ? frame : null;
  } catch {
    return null;
  }
}
