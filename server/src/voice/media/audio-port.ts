import { type Socket, createSocket } from 'node:dgram';
import { randomInt } from 'node:crypto';
import { DigitReader, digitPayloads } from './digits.ts';
import { type Law, decode, encode, frameSamples } from './g711.ts';
import { JitterBuffer } from './jitter.ts';
import { parseRtp, serialiseRtp } from './rtp.ts';
import type { AudioTerms } from './sdp.ts';

/** Even numbers of a range, each lent once at a time. */
export function createPorts(range: { from: number; to: number }) {
  const lent = new Set<number>();
  const all = Math.max(1, Math.floor((range.to - range.from) / 2) + 1);
  let turn = 0;
  return {
    /** Undefined when all are in use. */
    take(): number | undefined {
      for (let i = 0; i < all; i++) {
        const port = range.from + ((turn + i) % all) * 2;
        if (!lent.has(port)) { lent.add(port); turn = (turn + i + 1) % all; return port; }
      }
      return undefined;
    },
    give: (port: number) => void lent.delete(port),
    size: () => lent.size,
  };
}
export type Ports = ReturnType<typeof createPorts>;

/** One RTP socket: frames of 160 samples out, frames in through a jitter buffer, keys both ways. */
export class AudioPort {
  readonly port: number;
  readonly #socket: Socket;
  readonly #jitter = new JitterBuffer<Int16Array>();
  readonly #digits = new DigitReader();
  readonly #keys: { payload: Buffer; first: boolean }[] = [];
  readonly #ssrc = randomInt(1, 0xffff_ffff);
  #sequence = randomInt(0, 0xffff);
  #timestamp = randomInt(0, 0xffff_ffff);
  #keyTimestamp = 0;
  #started = false;
  #terms: AudioTerms | null = null;
  #to: { host: string; port: number } | null = null;
  #source: { ssrc: number; at: number } | null = null;
  #last: Int16Array | null = null;
  #missing = 0;
  onDigit: (key: string) => void = () => {};
  /** Milliseconds since the packet before; for measuring. */
  onArrival: ((gapMs: number) => void) | null = null;
  received = 0;
  sent = 0;

  private constructor(socket: Socket, port: number) {
    this.#socket = socket;
    this.port = port;
    socket.on('message', (bytes, from) => this.#receive(bytes, from));
    // A telephone that went away answers with ICMP; its silence is noticed elsewhere.
    socket.on('error', () => {});
  }
  /** Takes the first number of the range that nobody else on the machine has. */
  static async open(host: string, ports: Ports): Promise<AudioPort | undefined> {
    for (let tries = 0; tries < 20; tries++) {
      const port = ports.take();
      if (port === undefined) return undefined;
      const socket = createSocket('udp4');
      const bound = await new Promise<boolean>((resolve) => { socket.once('error', () => resolve(false)); socket.bind(port, host, () => resolve(true)); });
      if (bound) return new AudioPort(socket, port);
      socket.close();
    }
    return undefined;
  }

  use(terms: AudioTerms): void {
    this.#terms = terms;
    if (terms.host !== '0.0.0.0') this.#to = { host: terms.host, port: terms.port };
  }
  get sends(): boolean { return this.#terms?.direction === 'sendrecv' || this.#terms?.direction === 'sendonly'; }

  #receive(bytes: Buffer, from: { address: string; port: number }): void {
    const packet = parseRtp(bytes);
    const terms = this.#terms;
    if (!packet || !terms) return;
    const now = performance.now();
    // One sender at a time; another may take over only after the first fell silent, so that a stranger cannot speak into a call.
    if (this.#source && this.#source.ssrc !== packet.ssrc && now - this.#source.at < 500) return;
    if (this.#source?.ssrc !== packet.ssrc) {
      this.#jitter.reset();
      // Behind NAT the true address is the one they speak from.
      this.#to = { host: from.address, port: from.port };
    }
    if (this.onArrival && this.#source?.ssrc === packet.ssrc) this.onArrival(now - this.#source.at);
    this.#source = { ssrc: packet.ssrc, at: now };
    if (packet.payloadType === terms.events) {
      const key = this.#digits.read(packet.payload, packet.timestamp);
      if (key) this.onDigit(key);
      return;
    }
    const law: Law | undefined = packet.payloadType === terms.payloadType ? terms.law : packet.payloadType === 8 ? 'PCMA' : packet.payloadType === 0 ? 'PCMU' : undefined;
    if (!law || packet.payload.length === 0 || packet.payload.length > 640) return;
    this.received += 1;
    this.#jitter.push(packet.sequence, decode(law, packet.payload));
  }

  /** What they say in this 20 ms; null in silence. One lost frame is filled with a fading echo of the one before. */
  pull(): Int16Array | null {
    const frame = this.#jitter.pull();
    if (frame) { this.#last = frame; this.#missing = 0; return frame; }
    this.#missing += 1;
    return this.#last && this.#missing <= 2 ? this.#last.map((s) => s >> this.#missing) : null;
  }
  /** How long nothing came; ms since the start of listening at most. */
  silentFor(now = performance.now()): number { return this.#source ? now - this.#source.at : Infinity; }
  get quality() { return { lost: this.#jitter.lost, late: this.#jitter.late, depth: this.#jitter.depth }; }

  /** Sends one frame; null says nothing but keeps the time. A key in hand goes before it. */
  push(frame: Int16Array | null): void {
    const terms = this.#terms;
    const to = this.#to;
    this.#timestamp = (this.#timestamp + frameSamples) >>> 0;
    if (!terms || !to || !this.sends) return;
    const key = terms.events === null ? undefined : this.#keys.shift();
    if (key) {
      if (key.first) this.#keyTimestamp = this.#timestamp;
      this.#send(to, terms.events ?? 101, this.#keyTimestamp, key.payload, key.first);
      return;
    }
    if (!frame) { this.#started = false; return; }
    this.#send(to, terms.payloadType, this.#timestamp, encode(terms.law, frame), !this.#started);
    this.#started = true;
  }
  #send(to: { host: string; port: number }, payloadType: number, timestamp: number, payload: Buffer, marker: boolean): void {
    this.#sequence = (this.#sequence + 1) & 0xffff;
    this.sent += 1;
    this.#socket.send(serialiseRtp({ payloadType, marker, sequence: this.#sequence, timestamp, ssrc: this.#ssrc, payload }), to.port, to.host);
  }
  press(keys: string): void { for (const key of keys) this.#keys.push(...digitPayloads(key)); }
  close(): void { this.#socket.close(); }
}
