import type { LiveClientFrame, LiveServerFrame } from '@aftercare/contract/live';
import { backoff } from './backoff.ts';

export type LiveFact = Extract<LiveServerFrame, { kind: 'fact' }>;
export type LivePeople = Extract<LiveServerFrame, { kind: 'presence' }>['people'];
export type LiveStatus = 'connecting' | 'online' | 'offline';

/** The part of a WebSocket that is used; tests give their own. */
export interface Socket {
  onopen: (() => void) | null;
  onclose: (() => void) | null;
  onmessage: ((event: { data: string }) => void) | null;
  send(data: string): void;
  close(): void;
}
export interface LiveOptions {
  readonly open: () => Socket;
  readonly random?: () => number;
  /** Missed more than can be told: load everything anew. */
  readonly onReset?: () => void;
}
export interface LiveConnection {
  readonly start: () => void;
  readonly stop: () => void;
  readonly status: () => LiveStatus;
  readonly onStatus: (listener: () => void) => () => void;
  /** Calls back for each fact of a topic until the returned function is called. */
  readonly subscribe: (topic: string, listener: (fact: LiveFact) => void) => () => void;
  readonly onPeople: (ticketId: number, listener: (people: LivePeople) => void) => () => void;
  readonly say: (ticketId: number, state: 'viewing' | 'typing' | 'gone') => void;
  /** The device says it has no network: told at once, though a socket may look alive for minutes. */
  readonly cut: () => void;
  /** Tries at once, as after waking or coming online. */
  readonly nudge: () => void;
}

const pingEvery = 25_000;
const silentFor = 60_000;
/** How many facts before the first `ready` are asked for: what a page loads beside the handshake may be older than the line. */
const overlap = 300;

/**
 * The live line: one socket for the page, topics counted by use, resumed from the last cursor after every break. Facts may
 * come twice (a resumed topic overlaps), so listeners must be idempotent: they fetch anew or compare ids.
 */
export function createLive(options: LiveOptions): LiveConnection {
  const topics = new Map<string, Set<(fact: LiveFact) => void>>();
  const people = new Map<number, Set<(people: LivePeople) => void>>();
  const present = new Map<number, 'viewing' | 'typing'>();
  const statusListeners = new Set<() => void>();
  let socket: Socket | null = null;
  let status: LiveStatus = 'connecting';
  let running = false;
  let ready = false;
  let attempt = 0;
  let cursor: number | null = null;
  let heard = 0;
  let retry: ReturnType<typeof setTimeout> | undefined;
  let beat: ReturnType<typeof setInterval> | undefined;

  const become = (next: LiveStatus) => {
    if (status === next) return;
    status = next;
    for (const listener of statusListeners) listener();
  };
  const send = (frame: LiveClientFrame) => { if (ready) socket?.send(JSON.stringify(frame)); };

  const take = (frame: LiveServerFrame) => {
    heard = Date.now();
    if (frame.kind === 'ready') {
      ready = true;
      attempt = 0;
      become('online');
      const names = [...topics.keys()];
      if (names.length > 0) send({ kind: 'subscribe', topics: names, since: cursor ?? Math.max(0, frame.cursor - overlap) });
      cursor ??= frame.cursor;
      for (const [ticketId, state] of present) send({ kind: 'presence', ticketId, state });
    } else if (frame.kind === 'fact') {
      cursor = Math.max(cursor ?? 0, frame.cursor);
      for (const listener of topics.get(frame.topic) ?? []) listener(frame);
    } else if (frame.kind === 'presence') {
      for (const listener of people.get(frame.ticketId) ?? []) listener(frame.people);
    } else if (frame.kind === 'reset') {
      cursor = null;
      options.onReset?.();
    }
  };

  const connect = () => {
    clearTimeout(retry);
    if (!running || socket) return;
    const mine = options.open();
    socket = mine;
    heard = Date.now();
    mine.onmessage = (event) => {
      if (socket === mine) take(JSON.parse(event.data) as LiveServerFrame);
    };
    mine.onclose = () => { if (socket === mine) lost(); };
  };
  const lost = () => {
    const old = socket;
    socket = null;
    ready = false;
    if (old) { old.onclose = null; old.onmessage = null; old.close(); }
    if (!running) return;
    // One quick retry is silent; from the second on people are told.
    if (attempt > 0) become('offline');
    retry = setTimeout(connect, backoff(attempt, options.random));
    attempt += 1;
  };

  return {
    start() {
      if (running) return;
      running = true;
      connect();
      beat = setInterval(() => {
        if (!socket) return;
        if (Date.now() - heard > silentFor) return lost();
        send({ kind: 'ping' });
        for (const [ticketId, state] of present) send({ kind: 'presence', ticketId, state });
      }, pingEvery);
    },
    stop() {
      running = false;
      clearInterval(beat);
      clearTimeout(retry);
      lost();
    },
    status: () => status,
    onStatus(listener) {
      statusListeners.add(listener);
      return () => { statusListeners.delete(listener); };
    },
    subscribe(topic, listener) {
      const listeners = topics.get(topic) ?? new Set();
      if (listeners.size === 0) {
        topics.set(topic, listeners);
        send({ kind: 'subscribe', topics: [topic], since: cursor });
      }
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
        if (listeners.size > 0 || topics.get(topic) !== listeners) return;
        topics.delete(topic);
        send({ kind: 'unsubscribe', topics: [topic] });
      };
    },
    onPeople(ticketId, listener) {
      const listeners = people.get(ticketId) ?? new Set();
      people.set(ticketId, listeners);
      listeners.add(listener);
      return () => { listeners.delete(listener); if (listeners.size === 0) people.delete(ticketId); };
    },
    say(ticketId, state) {
      if (state === 'gone') present.delete(ticketId);
      else present.set(ticketId, state);
      send({ kind: 'presence', ticketId, state });
    },
    cut() {
      if (!running) return;
      attempt = Math.max(attempt, 1);
      clearTimeout(retry);
      lost();
    },
    nudge() {
      if (!running) return;
      if (socket) return send({ kind: 'ping' });
      attempt = 0;
      connect();
    },
  };
}
