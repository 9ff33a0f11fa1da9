import type { ChatServerFrame } from '@aftercare/contract/chat';
import type { Account, SenderAddress } from '../channel.ts';
import type { ChatAgent } from './desk.ts';
import type { ChatSettings } from './settings.ts';

/** One open page of a visitor. Until its welcome is sent, what arrives waits in `held`. */
export interface Screen {
  readonly id: string;
  readonly language: 'zh-CN' | 'en';
  held: string[] | null;
  send(text: string): void;
  close(code: number): void;
}

/** A visitor who has at least one page open on this process, and what their pages show. */
export interface Room {
  readonly account: Account<ChatSettings>;
  /** Hash of the visitor's secret. */
  readonly hash: string;
  readonly screens: Set<Screen>;
  conversationId: number | null;
  customerId: number | null;
  name: string;
  /** What they told of themselves before their first message. */
  addresses: readonly SenderAddress[];
  reachable: boolean;
  ticketId: number | null;
  ownerId: number | null;
  agent: ChatAgent | null;
  contactAsked: boolean;
  /** Messages confirmed to the page by this process: its own page need not hear of them again. */
  readonly confirmed: Set<number>;
  /** Screens of agents on which somebody is typing now, with the name. */
  readonly typing: Map<string, string>;
}

/** All visitors with open pages here, found by what events name. */
export class Rooms {
  readonly #byKey = new Map<string, Room>();
  readonly #byConversation = new Map<number, Room>();
  readonly #byTicket = new Map<number, Room>();

  get size(): number {
    return this.#byKey.size;
  }
  all(): Iterable<Room> {
    return this.#byKey.values();
  }
  find(accountId: number, hash: string): Room | undefined {
    return this.#byKey.get(`${accountId}:${hash}`);
  }
  ofConversation(id: number): Room | undefined {
    return this.#byConversation.get(id);
  }
  ofTicket(id: number): Room | undefined {
    return this.#byTicket.get(id);
  }

  enter(account: Account<ChatSettings>, hash: string, screen: Screen): Room {
    const key = `${account.id}:${hash}`;
    const room = this.#byKey.get(key) ?? {
      account, hash, screens: new Set<Screen>(), conversationId: null, customerId: null, name: '', addresses: [], reachable: false, ticketId: null, ownerId: null, agent: null, contactAsked: false,
      confirmed: new Set<number>(), typing: new Map<string, string>(),
    };
    this.#byKey.set(key, room);
    room.screens.add(screen);
    return room;
  }

  /** True when the visitor's last page here is gone. */
  leave(room: Room, screen: Screen): boolean {
    room.screens.delete(screen);
    if (room.screens.size > 0) return false;
    this.#byKey.delete(`${room.account.id}:${room.hash}`);
    if (room.conversationId !== null) this.#byConversation.delete(room.conversationId);
    if (room.ticketId !== null) this.#byTicket.delete(room.ticketId);
    return true;
  }

  /** The room's present conversation. */
  setConversation(room: Room, id: number): void {
    if (room.conversationId === id) return;
    if (room.conversationId !== null) this.#byConversation.delete(room.conversationId);
    room.conversationId = id;
    this.#byConversation.set(id, room);
  }
  setTicket(room: Room, id: number): void {
    if (room.ticketId === id) return;
    if (room.ticketId !== null) this.#byTicket.delete(room.ticketId);
    room.ticketId = id;
    this.#byTicket.set(id, room);
  }
}

/** Writes a frame once and gives it to every page of the visitor. */
export function tell(room: Room, frame: ChatServerFrame, except?: Screen): void {
  const text = JSON.stringify(frame);
  for (const screen of room.screens) {
    if (screen === except) continue;
    if (screen.held) screen.held.push(text);
    else screen.send(text);
  }
}
