import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

/** A message as the outside brings it: the same `id` again is the same message, the same `thread` the same conversation. */
export interface Delivery {
  readonly id: string;
  readonly thread: string;
  readonly text: string;
  readonly file?: { readonly name: string; readonly type: string; readonly bytes: Uint8Array };
}
export interface Kept { readonly text: string; readonly conversationId: number; readonly ticketId: number | undefined; readonly files: readonly { readonly name: string; readonly bytes: Uint8Array }[] }

/** An adapter behind its simulator, over a whole application. */
export interface ConformanceRig {
  /** Brings one message; true once it is acknowledged, false when it is refused for good. Anything else is thrown. */
  deliver(message: Delivery): Promise<boolean>;
  /** The same to an account (site, name, ticket) that does not exist. */
  deliverAstray(message: Delivery): Promise<boolean>;
  /** What was kept of a thread, oldest first, after all work is done. */
  kept(thread: string): Promise<readonly Kept[]>;
  /** More characters than this door takes. */
  readonly tooLong: number;
  /** Stops the application and starts it again on the same data; the same function for all doors of one house, which stops and starts once. */
  readonly restart: () => Promise<void>;
  /** What this door does itself before a stop and after a start. */
  stopping?(): Promise<void>;
  started?(): Promise<void>;
  close(): Promise<void>;
}

const fresh = () => randomUUID();
const hostile = ['../../etc/passwd', '..\\..\\windows\\system32\\a.dll', '\u202egpj.exe', 'a\0b.txt', ' .. ', 'CON', `${'长'.repeat(190)}.png`, '<img src=x onerror=alert(1)>.svg', 'a\r\nSet-Cookie: x=y.txt'];

/** What every door must keep, whatever comes through it. Call inside a test file. */
export const channelConformance = (kind: string, open: () => Promise<ConformanceRig>): void => doorsConformance({ [kind]: open });

/** What a kind of door cannot do at all; what of a promise rests on it, the door proves itself. `ids`: messages carry none; `limit`: there is nothing too long. */
export interface Lacks { readonly ids?: true; readonly files?: true; readonly limit?: true }

/** The same for several doors, which may share a house. */
export function doorsConformance(doors: Readonly<Record<string, () => Promise<ConformanceRig>>>, lacks: Lacks = {}): void {
  const rigs = new Map<string, Promise<ConformanceRig>>();
  const rigOf = (kind: string, open: () => Promise<ConformanceRig>) => {
    const rig = rigs.get(kind) ?? open();
    rigs.set(kind, rig);
    return rig;
  };
  for (const [kind, open] of Object.entries(doors)) promises(kind, () => rigOf(kind, open), lacks);
  survival(doors, rigOf, lacks);
  afterAll(async () => { for (const rig of rigs.values()) await (await rig).close(); });
}

function promises(kind: string, open: () => Promise<ConformanceRig>, lacks: Lacks): void {
  describe(`${kind} keeps what doors promise`, () => {
    let rig: ConformanceRig;
    beforeAll(async () => { rig = await open(); });
    const texts = async (thread: string) => (await rig.kept(thread)).map((m) => m.text);

    test('one delivery is one message on one ticket, its words untouched', async () => {
      const thread = fresh();
      const text = 'Grüße 增值税发票 𠮷野家 😀👨‍👩‍👧 مرحبا\n\n  zweite Zeile\t– «Ende»';
      expect(await rig.deliver({ id: fresh(), thread, text })).toBe(true);
      const [message, ...more] = await rig.kept(thread);
      expect([message?.text, more]).toEqual([text, []]);
      expect(message?.ticketId).toEqual(expect.any(Number));
    });

    if (!lacks.ids) test('delivered again later, it is still one', async () => {
      const [id, thread] = [fresh(), fresh()];
      for (let round = 0; round < 3; round++) {
        expect(await rig.deliver({ id, thread, text: 'again' })).toBe(true);
        expect(await texts(thread)).toEqual(['again']);
      }
    });

    if (!lacks.ids) test('ten deliveries of one message at the same moment are one', async () => {
      const [id, thread] = [fresh(), fresh()];
      const answers = await Promise.all(Array.from({ length: 10 }, () => rig.deliver({ id, thread, text: 'at once' })));
      expect(answers).toEqual(answers.map(() => true));
      expect(await texts(thread)).toEqual(['at once']);
    });

    test('ten messages of one thread at the same moment stand in one conversation of one ticket', async () => {
      const thread = fresh();
      const words = Array.from({ length: 10 }, (_, i) => `part ${i}`);
      await Promise.all(words.map((text) => rig.deliver({ id: fresh(), thread, text })));
      const kept = await rig.kept(thread);
      expect(kept.map((m) => m.text).toSorted()).toEqual(words);
      expect(new Set(kept.map((m) => m.conversationId)).size).toBe(1);
      expect(new Set(kept.map((m) => m.ticketId)).size).toBe(1);
    });

    if (!lacks.ids) test('out of order and with old ones again, each is there once', async () => {
      const thread = fresh();
      const [a, b, c] = ['a', 'b', 'c'].map((text) => ({ id: fresh(), thread, text })) as [Delivery, Delivery, Delivery];
      for (const message of [c, a, c, b, a, b]) expect(await rig.deliver(message)).toBe(true);
      expect((await texts(thread)).toSorted()).toEqual(['a', 'b', 'c']);
    });

    if (!lacks.limit) test('what is too long is refused and leaves nothing; the next one goes through', async () => {
      const thread = fresh();
      expect(await rig.deliver({ id: fresh(), thread, text: 'x'.repeat(rig.tooLong) })).toBe(false);
      expect(await rig.deliver({ id: fresh(), thread, text: 'short again' })).toBe(true);
      expect(await texts(thread)).toEqual(['short again']);
    });

    if (!lacks.files) test('files with hostile names are kept byte for byte under harmless ones', async () => {
      const thread = fresh();
      for (const [i, name] of hostile.entries()) expect(await rig.deliver({ id: fresh(), thread, text: `file ${i}`, file: { name, type: 'application/octet-stream', bytes: Uint8Array.of(i, 0, 255, 13, 10) } })).toBe(true);
      const kept = await rig.kept(thread);
      expect(kept.map((m) => m.files.map((f) => [...f.bytes]))).toEqual(hostile.map((_, i) => [[i, 0, 255, 13, 10]]));
      for (const { name } of kept.flatMap((m) => m.files)) {
        expect(name).not.toMatch(/[/\\\p{Cc}\u202a-\u202e<>]|^\.*$|^con$/iu);
        expect(name.length).toBeLessThan(200);
      }
    });

    test('what goes to nobody is refused', async () => {
      expect(await rig.deliverAstray({ id: fresh(), thread: fresh(), text: 'hello?' })).toBe(false);
    });
  });
}

function survival(doors: Readonly<Record<string, () => Promise<ConformanceRig>>>, rigOf: (kind: string, open: () => Promise<ConformanceRig>) => Promise<ConformanceRig>, lacks: Lacks): void {
  describe('acknowledged is on disk: after a stop and a start it is there, and the same again is still the same', () => {
    const before = new Map(Object.keys(doors).map((kind) => [kind, { id: fresh(), thread: fresh(), text: 'before' }]));
    const restarts = new Set<() => Promise<void>>();
    beforeAll(async () => {
      const rigs: ConformanceRig[] = [];
      for (const [kind, open] of Object.entries(doors)) {
        const rig = await rigOf(kind, open);
        rigs.push(rig);
        restarts.add(rig.restart);
        expect(await rig.deliver(before.get(kind) as Delivery)).toBe(true);
      }
      for (const rig of rigs) await rig.stopping?.();
      for (const restart of restarts) await restart();
      for (const rig of rigs) await rig.started?.();
    });
    for (const [kind, open] of Object.entries(doors)) {
      test(kind, async () => {
        const rig = await rigOf(kind, open);
        const first = before.get(kind) as Delivery;
        if (!lacks.ids) expect(await rig.deliver(first)).toBe(true);
        expect(await rig.deliver({ id: fresh(), thread: first.thread, text: 'after' })).toBe(true);
        expect((await rig.kept(first.thread)).map((m) => m.text)).toEqual(['before', 'after']);
      });
    }
  });
}
