import type { ChatClientFrame, ChatServerFrame } from '@aftercare/contract/chat';
import type { Socket } from './connection.ts';

/** The other end of a line in tests: what was dialled, what was sent, and hands to answer or to cut. */
export function fakeExchange() {
  const lines: FakeLine[] = [];
  return { lines, dial: (): Socket => { const line = createLine(); lines.push(line); return line.socket; }, last: () => lines.at(-1)! };
}
export interface FakeLine {
  readonly socket: Socket;
  readonly sent: ChatClientFrame[];
  open(): void;
  say(frame: ChatServerFrame): void;
  cut(): void;
}

function createLine(): FakeLine {
  const sent: ChatClientFrame[] = [];
  const socket: Socket = {
    readyState: 0, onopen: null, onmessage: null, onclose: null, onerror: null,
    send: (text) => void sent.push(JSON.parse(text) as ChatClientFrame),
    close: () => { socket.readyState = 3; },
  };
  return {
    socket, sent,
    open: () => { socket.readyState = 1; socket.onopen?.(); },
    say: (frame) => socket.onmessage?.({ data: JSON.stringify(frame) }),
    cut: () => { socket.readyState = 3; socket.onclose?.(); },
  };
}
