import { type SipMessage, SipFault, endOfHead, largestMessage, parseMessage } from './message.ts';

/** Cuts a TCP stream into messages by Content-Length (RFC 3261 §18.3). A fault ends the connection: nobody knows where the next message begins. */
export class Framer {
  #buffer: Buffer = Buffer.alloc(0);

  /** @returns messages that are whole by now, and how many keep-alives (RFC 5626 double CRLF) want an answer. @throws SipFault */
  push(chunk: Buffer): { messages: SipMessage[]; pings: number } {
    this.#buffer = this.#buffer.length > 0 ? Buffer.concat([this.#buffer, chunk]) : chunk;
    const messages: SipMessage[] = [];
    let pings = 0;
    for (;;) {
      while (this.#buffer.subarray(0, 4).equals(ping)) { pings += 1; this.#buffer = this.#buffer.subarray(4); }
      // Half a ping may become a whole one.
      if (this.#buffer.length < 4 && ping.subarray(0, this.#buffer.length).equals(this.#buffer)) break;
      while (this.#buffer[0] === 13 || this.#buffer[0] === 10) this.#buffer = this.#buffer.subarray(1);
      const head = endOfHead(this.#buffer);
      if (head < 0) {
        if (this.#buffer.length > largestMessage) throw new SipFault(513, 'the headers never end');
        break;
      }
      const length = /^(?:content-length|l)[ \t]*:[ \t]*(\d{1,6})[ \t]*\r?$/im.exec(this.#buffer.toString('latin1', 0, head))?.[1];
      if (length === undefined) throw new SipFault(400, 'Content-Length is missing');
      const end = head + Number(length);
      if (end > largestMessage) throw new SipFault(513, 'the message is too large');
      if (this.#buffer.length < end) break;
      messages.push(parseMessage(this.#buffer.subarray(0, end), { stream: true }));
      this.#buffer = Buffer.from(this.#buffer.subarray(end));
    }
    return { messages, pings };
  }
}
const ping = Buffer.from('\r\n\r\n');
