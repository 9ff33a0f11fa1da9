import { type RemoteInfo, createSocket } from 'node:dgram';
import { type Server, type Socket, connect, createServer } from 'node:net';
import { connect as connectTls, createServer as createTlsServer } from 'node:tls';
import { Framer } from './framer.ts';
import { type SipMessage, SipFault, parseMessage, serialiseMessage } from './message.ts';

export type Protocol = 'UDP' | 'TCP' | 'TLS';
/** The other end of one message's way. */
export interface Peer { readonly protocol: Protocol; readonly host: string; readonly port: number; /** Whose certificate is expected (TLS); the host's own unless told. */ readonly name?: string }

/** Brings messages there and back; knows nothing of what they say. */
export interface Transport {
  readonly host: string;
  readonly port: number;
  /** Of encrypted calls; null where none are taken. */
  readonly tlsPort: number | null;
  send(message: SipMessage, to: Peer): void;
  onMessage(listener: (message: SipMessage, from: Peer) => void): void;
  close(): Promise<void>;
}
export interface TransportOptions {
  readonly host: string;
  /** 0: a free one. UDP and TCP share the number. */
  readonly port: number;
  /** Takes encrypted calls as well, on a port of its own. */
  readonly tls?: { readonly port: number; readonly cert: string; readonly key: string } | null;
  /** Whom to believe beside the system's authorities; for tests and private ones. */
  readonly ca?: string;
  /** Could not be read: whom to answer, where an answer is possible. */
  readonly onFault?: (fault: SipFault, from: Peer, bytes: Buffer) => void;
  /** A message did not leave, or a connection broke. */
  readonly onTrouble?: (error: Error, peer: Peer) => void;
}
const mostConnections = 500;
const idleMs = 600_000;
const key = (peer: Peer) => `${peer.protocol === 'TLS' ? 'tls:' : ''}${peer.host}:${peer.port}`;

export async function openTransport(options: TransportOptions): Promise<Transport> {
  const listeners: ((message: SipMessage, from: Peer) => void)[] = [];
  const tell = (message: SipMessage, from: Peer) => { for (const listener of listeners) listener(message, from); };
  const connections = new Map<string, Socket>();

  const udp = createSocket('udp4');
  udp.on('message', (bytes: Buffer, info: RemoteInfo) => {
    const from: Peer = { protocol: 'UDP', host: info.address, port: info.port };
    // Keep-alives of two or four bytes, and zeros some devices send.
    if (bytes.length <= 4) return;
    try { tell(parseMessage(bytes), from); } catch (error) { if (error instanceof SipFault) options.onFault?.(error, from, bytes); else throw error; }
  });
  udp.on('error', (error) => options.onTrouble?.(error, { protocol: 'UDP', host: options.host, port: options.port }));

  function adopt(socket: Socket, peer: Peer): void {
    const framer = new Framer();
    connections.set(key(peer), socket);
    socket.setNoDelay(true);
    socket.setTimeout(idleMs, () => socket.destroy());
    socket.on('data', (chunk: Buffer) => {
      try {
        const { messages, pings } = framer.push(chunk);
        for (let i = 0; i < pings; i++) socket.write('\r\n');
        for (const message of messages) tell(message, peer);
      } catch (error) {
        if (!(error instanceof SipFault)) throw error;
        options.onFault?.(error, peer, chunk);
        socket.destroy();
      }
    });
    socket.on('error', (error) => options.onTrouble?.(error, peer));
    socket.on('close', () => { if (connections.get(key(peer)) === socket) connections.delete(key(peer)); });
  }

  const server: Server = createServer((socket) => {
    if (connections.size >= mostConnections || !socket.remoteAddress || !socket.remotePort) { socket.destroy(); return; }
    adopt(socket, { protocol: 'TCP', host: socket.remoteAddress, port: socket.remotePort });
  });
  const port = await listen(udp, server, options);
  const tls = options.tls ? createTlsServer({ cert: options.tls.cert, key: options.tls.key, minVersion: 'TLSv1.2' }, (socket) => {
    if (connections.size >= mostConnections || !socket.remoteAddress || !socket.remotePort) { socket.destroy(); return; }
    adopt(socket, { protocol: 'TLS', host: socket.remoteAddress, port: socket.remotePort });
  }) : null;
  if (tls && options.tls) await new Promise<void>((resolve, reject) => { tls.once('error', reject); tls.listen(options.tls?.port, options.host, () => { tls.off('error', reject); resolve(); }); });

  return {
    host: options.host, port, tlsPort: tls ? (tls.address() as { port: number }).port : null,
    onMessage: (listener) => void listeners.push(listener),
    send(message, to) {
      const bytes = serialiseMessage(message);
      if (to.protocol === 'UDP') { udp.send(bytes, to.port, to.host, (error) => { if (error) options.onTrouble?.(error, to); }); return; }
      let socket = connections.get(key(to));
      if (!socket) { socket = to.protocol === 'TLS' ? connectTls({ host: to.host, port: to.port, ...(to.name && !/^[\d.]+$/.test(to.name) ? { servername: to.name } : {}), ...(options.ca ? { ca: options.ca } : {}), minVersion: 'TLSv1.2' }) : connect({ host: to.host, port: to.port }); adopt(socket, to); }
      socket.write(bytes);
    },
    async close() {
      for (const socket of connections.values()) socket.destroy();
      if (tls) await new Promise<void>((resolve) => tls.close(() => resolve()));
      await Promise.all([new Promise<void>((resolve) => udp.close(() => resolve())), new Promise<void>((resolve) => server.close(() => resolve()))]);
    },
  };
}

/** One number for both: a port free for UDP may be taken for TCP. */
async function listen(udp: ReturnType<typeof createSocket>, server: Server, options: TransportOptions): Promise<number> {
  for (let attempt = 0; ; attempt++) {
    const port = await new Promise<number>((resolve, reject) => {
      server.once('error', reject);
      server.listen(options.port, options.host, () => { server.off('error', reject); resolve((server.address() as { port: number }).port); });
    });
    try {
      await new Promise<void>((resolve, reject) => {
        udp.once('error', reject);
        udp.bind(port, options.host, () => { udp.off('error', reject); resolve(); });
      });
      return port;
    } catch (error) {
      await new Promise<void>((resolve) => server.close(() => resolve()));
      if (options.port !== 0 || attempt >= 5) throw error;
    }
  }
}
