import type { Socket } from 'node:net';
import { type Given, MalformedPdu, type Pdu, command, decodePdu, encodePdu, genericNack, isResponse, responseTo, status } from './pdu.ts';

/** message_payload may have 64 KiB; nothing longer is SMPP. */
const longestPdu = 72 * 1024;

export class LinkBroken extends Error {}

export interface ConnectionOptions {
  /** What the other side asks, beside enquire_link and unbind; answered in the order things are done. */
  readonly asked: (pdu: Pdu) => Promise<Given>;
  readonly closed: (reason: Error) => void;
  /** How long the other side may take to answer. */
  readonly answerMs: number;
}

/** One SMPP connection, either end of it: frames, numbers, answers. Knows neither accounts nor messages. */
export class SmppConnection {
  readonly #socket: Socket;
  readonly #options: ConnectionOptions;
  readonly #waiting = new Map<number, { done: (pdu: Pdu) => void; failed: (error: Error) => void; timer: NodeJS.Timeout }>();
  #bytes: Buffer = Buffer.alloc(0);
  #sequence = 0;
  #ended: Error | null = null;
  /** Moment of the last bytes from the other side. */
  heardAt = performance.now();

  constructor(socket: Socket, options: ConnectionOptions) {
    this.#socket = socket;
    this.#options = options;
    socket.setNoDelay(true);
    socket.on('data', (chunk: Buffer) => this.#take(chunk));
    socket.on('error', (error) => this.end(error));
    socket.on('close', () => this.end(new LinkBroken('the message centre closed the connection')));
  }

  get open(): boolean { return this.#ended === null; }

  /** @throws LinkBroken where the connection ends, or no answer comes in time */
  ask(id: number, given: Given = {}): Promise<Pdu> {
    if (this.#ended) return Promise.reject(this.#ended);
    // 1 … 0x7fffffff, and again.
    this.#sequence = (this.#sequence % 0x7fff_ffff) + 1;
    const sequence = this.#sequence;
    const bytes = encodePdu(id, sequence, given);
    return new Promise((done, failed) => {
      const timer = setTimeout(() => this.end(new LinkBroken('the message centre did not answer in time')), this.#options.answerMs);
      this.#waiting.set(sequence, { done, failed, timer });
      this.#socket.write(bytes);
    });
  }

  end(reason: Error): void {
    if (this.#ended) return;
    this.#ended = reason instanceof LinkBroken ? reason : new LinkBroken(reason.message, { cause: reason });
    for (const { failed, timer } of this.#waiting.values()) { clearTimeout(timer); failed(this.#ended); }
    this.#waiting.clear();
    // What was written, an unbind's answer say, still leaves.
    this.#socket.end();
    setTimeout(() => this.#socket.destroy(), 500).unref();
    this.#options.closed(this.#ended);
  }

  #take(chunk: Buffer): void {
    this.heardAt = performance.now();
    this.#bytes = this.#bytes.length === 0 ? chunk : Buffer.concat([this.#bytes, chunk]);
    while (this.#bytes.length >= 16) {
      const length = this.#bytes.readUInt32BE(0);
      if (length < 16 || length > longestPdu) {
        this.#socket.write(encodePdu(genericNack, this.#bytes.readUInt32BE(12), { status: status.invalidCommandLength }));
        return this.end(new LinkBroken('the message centre sent what is not SMPP'));
      }
      if (this.#bytes.length < length) return;
      const one = this.#bytes.subarray(0, length);
      this.#bytes = this.#bytes.subarray(length);
      try { this.#handle(decodePdu(one)); } catch (error) {
        if (!(error instanceof MalformedPdu)) throw error;
        const id = one.readUInt32BE(4);
        if (!isResponse(id)) this.#answer(responseTo(id), error.sequence, { status: status.invalidLength });
      }
    }
  }

  #handle(pdu: Pdu): void {
    if (isResponse(pdu.command)) {
      const waiting = this.#waiting.get(pdu.sequence);
      if (!waiting) return;
      clearTimeout(waiting.timer);
      this.#waiting.delete(pdu.sequence);
      return waiting.done(pdu);
    }
    if (pdu.command === command.enquireLink) return this.#answer(responseTo(pdu.command), pdu.sequence, {});
    if (pdu.command === command.unbind) {
      this.#answer(responseTo(pdu.command), pdu.sequence, {});
      return this.end(new LinkBroken('the message centre ended the session (unbind)'));
    }
    if (pdu.command === command.alertNotification || pdu.command === command.outbind) return;
    void this.#options.asked(pdu).then((given) => this.#answer(given.status === status.invalidCommand ? genericNack : responseTo(pdu.command), pdu.sequence, given), () => this.#answer(responseTo(pdu.command), pdu.sequence, { status: status.systemError }));
  }

  #answer(id: number, sequence: number, given: Given): void {
    if (!this.#socket.writable) return;
    this.#socket.write(encodePdu(id, sequence, given));
  }
}
