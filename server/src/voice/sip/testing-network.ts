import { parseMessage, type SipMessage, serialiseMessage } from './message.ts';
import type { Timers } from './timers.ts';
import type { Peer, Protocol, Transport } from './transport.ts';

/** A network in memory: each message becomes bytes and comes back from them; `lose` decides what is lost. */
export function createNetwork(timers: Timers, protocol: Protocol = 'UDP') {
  const ends = new Map<number, (message: SipMessage, from: Peer) => void>();
  const wire: { from: number; to: number; message: SipMessage }[] = [];
  const network = {
    wire,
    lose: (_message: SipMessage, _nth: number): boolean => false,
    peer: (port: number): Peer => ({ protocol, host: '127.0.0.1', port }),
    transport(port: number): Transport {
      const listeners: ((message: SipMessage, from: Peer) => void)[] = [];
      ends.set(port, (message, from) => { for (const l of listeners) l(message, from); });
      return {
        host: '127.0.0.1', port, tlsPort: null,
        onMessage: (listener) => void listeners.push(listener),
        send(message, to) {
          wire.push({ from: port, to: to.port, message });
          if (network.lose(message, wire.length)) return;
          const bytes = serialiseMessage(message);
          timers.after(1, () => ends.get(to.port)?.(parseMessage(bytes), network.peer(port)));
        },
        close: async () => void ends.delete(port),
      };
    },
    /** First lines of what went over the wire since the last look. */
    lines: () => wire.splice(0).map(({ from, message: m }) => `${from} ${m.kind === 'request' ? m.method : m.status}`),
  };
  return network;
}
