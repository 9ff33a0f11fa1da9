import type { ChatClientFrame, ChatMessage, ChatServerFrame } from '@aftercare/contract/chat';
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { WebSocket } from 'ws';
import { createGuardedFetch } from '../../platform/net/index.ts';

/** To wherever the server under test stands. */
const send = createGuardedFetch({ allowPrivate: ['*'] });

export interface ChatPageOptions {
  /** Where the server is, e.g. `http://127.0.0.1:3000`. */
  readonly base: string;
  readonly site: string;
  readonly language?: 'zh-CN' | 'en';
  /** A visitor who was here before. */
  readonly visitor?: string;
  readonly origin?: string;
}

/**
 * A page of a visitor as the widget behaves: keeps what is not confirmed and sends it again after a break, asks for what it
 * missed, shows each message once.
 */
export class ChatPage {
  readonly frames: ChatServerFrame[] = [];
  readonly messages = new Map<number, ChatMessage>();
  readonly #unconfirmed = new Map<string, Extract<ChatClientFrame, { kind: 'send' }>>();
  readonly #options: ChatPageOptions;
  visitor: string | null;
  #socket: WebSocket | null = null;
  closed: number | null = null;

  constructor(options: ChatPageOptions) {
    this.#options = options;
    this.visitor = options.visitor ?? null;
  }

  /** Opens the line and waits for the welcome. Throws when the door stays shut. */
  async open(): Promise<Extract<ChatServerFrame, { kind: 'welcome' }>> {
    const { base, site, language = 'zh-CN', origin } = this.#options;
    const socket = new WebSocket(`${base.replace(/^http/, 'ws')}/api/v1/chat/${encodeURIComponent(site)}`, { headers: origin ? { origin } : {} });
    this.#socket = socket;
    this.closed = null;
    const seen = this.frames.length;
    socket.on('message', (data) => this.#take(JSON.parse(String(data)) as ChatServerFrame));
    socket.on('close', (code) => { if (socket === this.#socket) this.closed = code; });
    await new Promise<void>((resolve, reject) => { socket.once('open', () => resolve()); socket.once('error', reject); });
    this.say({ kind: 'hello', visitor: this.visitor, since: [...this.messages.keys()].toSorted((a, b) => a - b).at(-1) ?? null, language, page: `${base}/shop` });
    const welcome = await this.next('welcome', seen);
    for (const frame of this.#unconfirmed.values()) this.say(frame);
    return welcome;
  }

  say(frame: ChatClientFrame): void {
    if (this.#socket?.readyState === WebSocket.OPEN) this.#socket.send(JSON.stringify(frame));
  }
  /** Anything, for what a page would never send. */
  sayRaw(text: string): void {
    this.#socket?.send(text);
  }
  /** Sends words until they are confirmed, also over a break. Returns the id of the message. */
  async write(text: string, files: readonly string[] = [], clientId: string = randomUUID()): Promise<number> {
    const frame = { kind: 'send' as const, clientId, text, files: [...files] };
    this.#unconfirmed.set(clientId, frame);
    const seen = this.frames.length;
    this.say(frame);
    const answer = await this.until((f) => (f.kind === 'ack' || f.kind === 'refused') && f.clientId === clientId, `the answer to «${text.slice(0, 20)}»`, seen);
    this.#unconfirmed.delete(clientId);
    if (answer.kind !== 'ack') throw new Error(answer.kind === 'refused' ? `${answer.code}: ${answer.detail}` : 'refused');
    return answer.id;
  }
  /** Brings a file; its token goes with a message. */
  async upload(name: string, bytes: Uint8Array, type = 'application/octet-stream'): Promise<Response> {
    const { base, site, origin } = this.#options;
    return send(`${base}/api/v1/chat/${encodeURIComponent(site)}/files?${new URLSearchParams({ visitor: this.visitor ?? '', name })}`, { method: 'POST', body: bytes, headers: { 'content-type': type, ...(origin ? { origin } : {}) } });
  }
  next<K extends ChatServerFrame['kind']>(kind: K, from = 0): Promise<Extract<ChatServerFrame, { kind: K }>> {
    return this.until((f) => f.kind === kind, kind, from) as Promise<Extract<ChatServerFrame, { kind: K }>>;
  }
  async until(wanted: (frame: ChatServerFrame) => boolean, what: string, from = 0): Promise<ChatServerFrame> {
    for (let round = 0; round < 1000; round++) {
      const found = this.frames.slice(from).find(wanted);
      if (found) return found;
      await sleep(10);
    }
    throw new Error(`waited in vain for ${what}`);
  }
  /** As a lost network: no good-bye. */
  cut(): void {
    this.#socket?.terminate();
    this.#socket = null;
  }
  close(): void {
    this.#socket?.close();
    this.#socket = null;
  }

  #take(frame: ChatServerFrame): void {
    this.frames.push(frame);
    if (frame.kind === 'welcome') {
      this.visitor = frame.visitor;
      for (const message of frame.messages) this.messages.set(message.id, message);
    }
    if (frame.kind === 'message') this.messages.set(frame.message.id, frame.message);
  }
}

const questions = {
  'zh-CN': ['你好，我的耳机左边没有声音了', '买了三个月，一直很正常的', '订单号我找一下', '能换新的吗？', '好的，谢谢！'],
  en: ['Hi, the left side of my headphones went silent', 'Bought three months ago, it was fine until now', 'Let me find the order number', 'Can I get a replacement?', 'Great, thank you!'],
} as const;

/** A visitor who opens the chat, types, writes a few lines, and leaves. `pace` in milliseconds between lines. */
export async function simulateChat(options: ChatPageOptions & { pace?: number; name?: string; email?: string }): Promise<{ messages: number }> {
  const page = new ChatPage(options);
  await page.open();
  const lines = questions[options.language ?? 'zh-CN'];
  for (const line of lines) {
    page.say({ kind: 'typing', on: true });
    await sleep(options.pace ?? 800);
    await page.write(line);
    if (line === lines[0] && options.email) page.say({ kind: 'contact', name: options.name ?? '', email: options.email });
  }
  page.close();
  return { messages: lines.length };
}
