import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { api, type createClient } from '@aftercare/contract';
import type { ChannelKind } from '@aftercare/contract/basics';
import { SimulatedCentre } from '../../../server/src/channels/sms/smpp/simulator.ts';
import { simulateTwilio } from '../../../server/src/channels/sms/simulator.ts';
import { simulatedDoors } from '../../../server/src/channels/simulators.ts';
import { hookPath } from '../../../server/src/channels/social/intake.ts';
import type { Answered, Shown, SimulatedPlatform } from '../../../server/src/channels/social/simulator.ts';
import { type Acknowledged, newMark, patiently } from './doors.ts';

/** Why nothing may reach somebody: their window is shut, or it is their night. */
export type Shut = 'window' | 'quiet' | null;
export interface Person { readonly door: ChaosDoor; readonly name: string; readonly id: string; readonly shut: Shut; /** Words acknowledged, in their order. */ readonly said: string[]; /** Answers the API took, in their order. */ readonly answers: string[]; ticketId: number | null; busy: boolean; answering: boolean; /** Answers since their last word. */ unheard: number }
export interface ChaosDoor { readonly name: string; readonly kind: ChannelKind; readonly accountId: number; readonly address: string; readonly shown: readonly Shown[]; readonly people: Person[]; say(person: Person, id: string, text: string): Promise<boolean>; misbehave(random: () => number): void; behave(): void; stop(): Promise<void> }
type Call = ReturnType<typeof createClient>;

const longAgo = 8 * 86_400_000;
/** Several platforms take only so many answers to one word. */
const mostAnswers = 4;
export const mayBeAnswered = (person: Person): boolean => person.unheard < mostAnswers;
/** Windows that a template would open again stay shut here. */
const noTemplate = { template: '', templateId: '' };
const windowed = new Set<ChannelKind>(['wechat', 'whatsapp', 'messenger', 'weibo']);

/** Every platform we can be, connected to the installation as an administrator would. */
export async function openDoors(base: string, call: Call, peoplePerDoor: number): Promise<ChaosDoor[]> {
  const doors: ChaosDoor[] = [];
  const create = async (kind: ChannelKind, name: string, address: string, settings: Record<string, unknown>) =>
    (await call(api.channels.create, { body: { kind, name, address, language: 'en', teamId: null, enabled: true, settings } })).id;
  const populate = (door: ChaosDoor, person: (name: string) => string, shut: Shut, count: number) => {
    for (let n = 0; n < count; n++) { const name = `${door.name}-${shut ?? 'open'}-${n}`; door.people.push({ door, name, id: person(name), shut, said: [], answers: [], ticketId: null, busy: false, answering: false, unheard: 0 }); }
  };
  const platformDoor = async (name: string, kind: ChannelKind, platform: SimulatedPlatform, sure: boolean, change: Record<string, unknown> = {}): Promise<ChaosDoor> => {
    const accountId = await create(kind, name, platform.address, { ...platform.settings, ...noTemplate, ...change });
    const hook = base + hookPath(kind, platform.address);
    // Statuses come in any order, after seconds, and a delivery that fails is not repeated here.
    if ('tellTo' in platform) platform.tellTo = hook;
    const door: ChaosDoor = {
      name, kind, accountId, address: platform.address, shown: platform.shown, people: [],
      async say(person, id, text) {
        const { status } = await platform.deliver(hook, { id, person: person.id, text, at: Date.now() - (person.shut === 'window' ? longAgo : 0) });
        return status === 200;
      },
      misbehave(random) {
        platform.api.mood = (): Answered | undefined => {
          const r = random();
          if (r < 0.04) return { status: 429, json: {} };
          if (r < 0.08) return { status: 503, json: {} };
          // The line breaks after the work is done; rarely where the platform lets nobody find that out, so that most answers there still go all the way.
          if (r < (sure ? 0.11 : 0.085)) return { silent: true };
          if (r < 0.2) return { afterMs: 200 + random() * 2500 };
          return undefined;
        };
      },
      behave() { platform.api.mood = null; },
      stop: () => platform.api.stop(),
    };
    doors.push(door);
    return door;
  };
  for (const { kind, open, person, sure } of simulatedDoors) {
    const door = await platformDoor(kind, kind, await open({ now: Date.now }), sure);
    populate(door, person, null, peoplePerDoor);
    if (windowed.has(kind)) populate(door, person, 'window', 2);
  }
  const phone = (name: string) => `+4915${String(10_000_000 + (Buffer.from(name).reduce((sum, b) => (sum * 31 + b) % 89_000_000, 7)))}`;
  // A number whose night is now, whatever the hour.
  const hour = (shift: number) => new Date(Date.now() + shift * 3_600_000).toISOString().slice(11, 16);
  const night = await platformDoor('night', 'sms', await simulateTwilio({ now: Date.now, address: '+15005550007' }), true, { quietFrom: hour(-2), quietTo: hour(4), timeZone: 'UTC' });
  populate(night, phone, 'quiet', 2);
  const centre = await new SimulatedCentre({ now: Date.now, rate: 20, receiptMs: () => Math.random() * 4000 }).start();
  const smpp: ChaosDoor = {
    name: 'smpp', kind: 'sms', accountId: await create('sms', 'smpp', centre.address, { ...centre.settings, doubtSeconds: 15 }), address: centre.address, shown: centre.shown, people: [],
    say: async (person, _id, text) => { await centre.say(person.id, text, { order: text.length > 153 ? [1, 0] : [0] }); return true; },
    misbehave(random) {
      const timer = setInterval(() => { const r = random(); if (r < 0.2) centre.drop(); else if (r < 0.5) centre.instead.push('silent'); else centre.instead.push(0x14); }, 4000);
      smpp.behave = () => clearInterval(timer);
    },
    behave() {}, stop: () => centre.stop(),
  };
  doors.push(smpp);
  populate(smpp, phone, null, peoplePerDoor);
  return doors;
}

/**
 * Somebody says one thing, is patient until it is acknowledged, and the platform now and then brings it again, or an old one.
 * @returns messages that came of it
 */
export async function speak(person: Person, acknowledged: Acknowledged[], random: () => number): Promise<number> {
  const { door } = person;
  const mark = newMark(door.name);
  // Some are longer than one text message.
  const text = `${'Something broke. '.repeat(random() < 0.15 ? 12 : 1)}${mark}`;
  if (!(await patiently(() => door.say(person, mark, text)))) return 0;
  person.said.push(mark);
  person.unheard = 0;
  acknowledged.push({ door: door.name, mark });
  // A message centre brings again by itself; the others by their ids.
  if (door.name !== 'smpp' && random() < 0.2) void sleep(random() * 3000).then(() => door.say(person, mark, text)).catch(() => {});
  return 1;
}

/** What the API said instead of yes, and how often: away while it is killed, anything else is to be looked at. */
export const refusals = new Map<string, number>();

/** An agent answers once or twice; what the API took must arrive. */
export async function answer(call: Call, person: Person, random: () => number): Promise<number> {
  let written = 0;
  for (let times = random() < 0.3 ? 2 : 1; times > 0 && mayBeAnswered(person); times--) {
    person.unheard += 1;
    const mark = `ans-${randomUUID()}`;
    const done = await patiently(async () => {
      await (call(api.conversations.reply, { params: { id: person.ticketId ?? 0 }, body: { text: `We look into it. ${mark}`, channel: person.door.kind, undoSeconds: 0, then: 'keep', files: [] } }, { idempotencyKey: mark }).catch((error: Error) => { refusals.set(error.message, (refusals.get(error.message) ?? 0) + 1); throw error; }));
      return true;
    });
    if (!done) return written;
    person.answers.push(mark);
    written += 1;
  }
  return written;
}
