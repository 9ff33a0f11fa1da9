import { randomBytes } from 'node:crypto';
import { type AddressInfo, type Server, type Socket, createServer } from 'node:net';
import { createServer as createTlsServer } from 'node:tls';
import type { Shown } from '../../social/simulator.ts';
import { LinkBroken, SmppConnection } from './connection.ts';
import { addressKind, partGiven, partOf, type LongStyle } from './parts.ts';
import { type Given, type Pdu, command, numberOf, status, tlv, uint, wordOf } from './pdu.ts';
import { decodeText, encodeText } from './text.ts';

export interface CentreOptions {
  readonly now: () => number;
  /** Submits a second; more are throttled. */
  readonly rate?: number;
  /** Submits held at once; more find the queue full. */
  readonly queue?: number;
  /** Milliseconds from submit to receipt; drawn for each, so they come out of order. */
  readonly receiptMs?: () => number;
  /** Text form of appendix B, parameters, or both. */
  readonly receipts?: 'text' | 'parameters' | 'both';
  readonly random?: () => number;
  readonly tls?: { readonly key: string; readonly cert: string };
}
interface Bound { readonly connection: SmppConnection; readonly sends: boolean; readonly receives: boolean }
interface Waiting { readonly given: Given; readonly tell: () => void; sentOn: SmppConnection | null }
const password = 'pass3434';

/** A message centre on this machine, as SMPP 3.4 describes one: it checks binds, throttles, joins pieces, tells of deliveries, and brings again what was not acknowledged. */
export class SimulatedCentre {
  readonly shown: Shown[] = [];
  readonly submits: { id: string; pdu: Pdu; at: number }[] = [];
  readonly settings = { gateway: 'smpp', host: '127.0.0.1', port: 0, user: 'norvane', secret: password, window: 10, enquireSeconds: 5, quietFrom: '00:00', quietTo: '00:00', price: 0.05 };
  readonly address = '+15005550009';
  throttled = 0;
  /** Lines over which something was told or taken that they were not bound for. */
  strayed = 0;
  binds = 0;
  /** What the next submits get instead of their answer; `silent`: taken, and the line breaks before the answer. */
  readonly instead: (number | 'silent')[] = [];
  /** Numbers nobody has. */
  readonly dead = new Set<string>();
  #bound: Bound[] = [];
  #toDeliver: Waiting[] = [];
  #pieces = new Map<string, Map<number, Buffer>>();
  #window = { second: 0, count: 0 };
  #held = 0;
  #server: Server;
  #timers = new Set<NodeJS.Timeout>();
  #reference = 0;
  readonly #options: CentreOptions;

  constructor(options: CentreOptions) {
    this.#options = options;
    const { tls } = options;
    this.#server = (tls ? (taken: (socket: Socket) => void) => createTlsServer(tls, taken) : createServer)((socket: Socket) => {
      let bound: Bound | null = null;
      const connection: SmppConnection = new SmppConnection(socket, {
        answerMs: 10_000,
        closed: () => { this.#bound = this.#bound.filter((b) => b.connection !== connection); for (const w of this.#toDeliver) if (w.sentOn === connection) w.sentOn = null; this.#deliver(); },
        asked: async (pdu) => {
          if (pdu.command === command.bindTransceiver || pdu.command === command.bindTransmitter || pdu.command === command.bindReceiver) {
            if (bound) return { status: status.alreadyBound };
            if (wordOf(pdu, 'system_id') !== this.settings.user) return { status: status.invalidSystemId };
            if (wordOf(pdu, 'password') !== password) return { status: status.invalidPassword };
            bound = { connection, sends: pdu.command !== command.bindReceiver, receives: pdu.command !== command.bindTransmitter };
            this.binds += 1;
            this.#bound.push(bound);
            // The answer to the bind comes before anything else.
            setImmediate(() => this.#deliver());
            return { fields: { system_id: 'SIMULATED' }, tlvs: [[tlv.scInterfaceVersion, Buffer.of(0x34)]] };
          }
          if (pdu.command === command.submitSm) { if (bound?.sends) return this.#submit(pdu, connection); this.strayed += 1; return { status: status.bindStatus }; }
          return { status: status.invalidCommand };
        },
      });
    });
  }

  async start(): Promise<this> {
    await new Promise<void>((resolve) => { this.#server.listen(this.settings.port, '127.0.0.1', resolve); });
    this.settings.port = (this.#server.address() as AddressInfo).port;
    return this;
  }
  async stop(): Promise<void> {
    for (const timer of this.#timers) clearTimeout(timer);
    this.drop();
    await new Promise<void>((resolve) => { this.#server.close(() => resolve()); });
  }
  /** All lines break at once. */
  drop(): void { for (const { connection } of this.#bound) connection.end(new LinkBroken('dropped')); }
  get lines(): number { return this.#bound.length; }

  /** A person writes. Resolves once every piece is acknowledged; pieces go in the order told, those left out never come. */
  async say(person: string, text: string, o: { order?: readonly number[]; style?: LongStyle; to?: string } = {}): Promise<void> {
    const { coding, pieces } = encodeText(text, 'gsm7');
    const contents = o.style === 'payload' ? [Buffer.concat(pieces)] : pieces;
    this.#reference += 1;
    const order = o.order ?? contents.map((_, n) => n);
    await Promise.all(order.map((n) => {
      const { esmClass, ...given } = partGiven({ content: contents[n] ?? Buffer.alloc(0), number: n + 1, total: contents.length, reference: this.#reference, style: o.style ?? 'udh' });
      return this.#queue({ ...given, fields: this.#fields(person, o.to ?? this.address, esmClass, coding) });
    }));
  }
  /** A receipt for a submit, whenever the test wants it. */
  tell(id: string, phone: string, word: 'DELIVRD' | 'UNDELIV' | 'EXPIRED' | 'ACCEPTD', reference?: Buffer): Promise<void> {
    const states = { DELIVRD: 2, UNDELIV: 5, EXPIRED: 3, ACCEPTD: 6 };
    const form = this.#options.receipts ?? 'both';
    const stamp = new Date(this.#options.now()).toISOString().replaceAll(/[-:T]/g, '').slice(2, 12);
    const text = `id:${id} sub:001 dlvrd:${word === 'DELIVRD' ? '001' : '000'} submit date:${stamp} done date:${stamp} stat:${word} err:${word === 'DELIVRD' ? '000' : '027'} text:`;
    return this.#queue({
      fields: this.#fields(phone, this.address, 0x04, 0), message: form === 'parameters' ? Buffer.alloc(0) : Buffer.from(text, 'latin1'),
      tlvs: [...(form === 'text' ? [] : [[tlv.receiptedMessageId, Buffer.from(`${id}\0`, 'latin1')], [tlv.messageState, Buffer.of(states[word])]] as const), ...(reference ? [[tlv.userMessageReference, reference] as const] : [])],
    });
  }

  #fields(from: string, to: string, esm: number, coding: number) {
    const [source, target] = [addressKind(from), addressKind(to)];
    return { source_addr_ton: source.ton, source_addr_npi: source.npi, source_addr: source.address, dest_addr_ton: target.ton, dest_addr_npi: target.npi, destination_addr: target.address, esm_class: esm, data_coding: coding };
  }
  #queue(given: Given): Promise<void> {
    return new Promise((tell) => {
      this.#toDeliver.push({ given, tell, sentOn: null });
      this.#deliver();
    });
  }
  #deliver(): void {
    const line = this.#bound.find((b) => b.receives && b.connection.open);
    if (!line) return;
    for (const waiting of this.#toDeliver.filter((w) => w.sentOn === null)) {
      waiting.sentOn = line.connection;
      void line.connection.ask(command.deliverSm, waiting.given).then((answer) => {
        if (answer.status === status.ok) { this.#toDeliver = this.#toDeliver.filter((w) => w !== waiting); return waiting.tell(); }
        // Not now: again in a moment.
        this.#later(200, () => { waiting.sentOn = null; this.#deliver(); });
      }, () => { waiting.sentOn = null; });
    }
  }

  async #submit(pdu: Pdu, connection: SmppConnection): Promise<Given> {
    const { now, rate = 0, queue = 0, receiptMs } = this.#options;
    const instead = this.instead.shift();
    if (typeof instead === 'number') { this.throttled += 1; return { status: instead }; }
    const second = Math.floor(performance.now() / 1000);
    if (this.#window.second !== second) this.#window = { second, count: 0 };
    this.#window.count += 1;
    if (rate > 0 && this.#window.count > rate) { this.throttled += 1; return { status: status.throttled }; }
    if (queue > 0 && this.#held >= queue) { this.throttled += 1; return { status: status.queueFull }; }
    const to = numberOf(pdu, 'dest_addr_ton') === 1 ? `+${wordOf(pdu, 'destination_addr')}` : wordOf(pdu, 'destination_addr');
    if (!/^\+\d{8,15}$/.test(to)) return { status: status.invalidDestination };
    const id = randomBytes(8).toString('hex');
    this.submits.push({ id, pdu, at: now() });
    this.#held += 1;
    this.#show(pdu, to);
    const reference = pdu.tlvs.get(tlv.userMessageReference);
    if (receiptMs && numberOf(pdu, 'registered_delivery') === 1) this.#later(receiptMs(), () => { this.#held -= 1; void this.tell(id, to, this.dead.has(to) ? 'UNDELIV' : 'DELIVRD', reference); });
    else this.#held -= 1;
    if (instead === 'silent') { connection.end(new LinkBroken('dropped')); return new Promise(() => {}); }
    return { fields: { message_id: id } };
  }
  #show(pdu: Pdu, to: string): void {
    const part = partOf(pdu);
    const text = (bytes: Buffer) => decodeText(bytes, part.coding, 'gsm7') ?? '';
    if (!part.long) { this.shown.push({ to, text: text(part.content) }); return; }
    const key = `${part.from}\n${part.to}\n${part.long.reference}\n${part.long.total}`;
    const pieces = this.#pieces.get(key) ?? new Map<number, Buffer>();
    pieces.set(part.long.number, part.content);
    this.#pieces.set(key, pieces);
    if (pieces.size < part.long.total) return;
    this.#pieces.delete(key);
    this.shown.push({ to, text: text(Buffer.concat(Array.from({ length: part.long.total }, (_, n) => pieces.get(n + 1) ?? Buffer.alloc(0)))) });
  }
  #later(ms: number, work: () => void): void {
    const timer = setTimeout(() => { this.#timers.delete(timer); work(); }, ms);
    this.#timers.add(timer);
  }
}
/** `reference` as a submit carries it, for receipts made by hand. */
export const referenceOf = (pdu: Pdu): number | null => pdu.tlvs.get(tlv.userMessageReference)?.readUInt16BE(0) ?? null;
export const asReference = (value: number): Buffer => uint(value, 2);
