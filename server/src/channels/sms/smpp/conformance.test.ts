import { X509Certificate, createHash } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { systemActor } from '../../../platform/bus/index.ts';
import { testCertificate } from '../../../platform/testing/certificate.ts';
import { systemClock } from '../../../platform/time/index.ts';
import { type ConformanceRig, doorsConformance } from '../../conformance.ts';
import { house, threads } from '../../testing-house.ts';
import { smsAdapter } from '../adapter.ts';
import { SimulatedCentre } from './simulator.ts';

/* What every door promises, by one line for both ways and by a pair of lines under TLS. What SMPP has no ids for is proved in `smpp.test.ts`. */
const now = () => systemClock.now().getTime();
const pin = new X509Certificate(testCertificate.cert).fingerprint256;
const phoneOf = (thread: string) => `+4915${String(createHash('sha256').update(thread).digest().readUInt32BE() % 90_000_000 + 10_000_000)}`;
const adapter = smsAdapter({ allowPrivate: ['127.0.0.1'] });
const waitFor = async (right: () => boolean | Promise<boolean>, ms = 8000) => { for (const end = performance.now() + ms; !(await right());) { if (performance.now() > end) throw new Error('it did not come to that'); await sleep(25); } };

describe('doors by SMPP', () => {
  let shared: Awaited<ReturnType<typeof house>>;
  let lines: { stop(): Promise<void> } | undefined;
  const centres: SimulatedCentre[] = [];
  const accounts = new Map<SimulatedCentre, number>();
  const open = async () => { lines = await adapter.start?.(shared.app().conversations.contextOf('sms')); };
  const shut = async () => { await lines?.stop(); lines = undefined; };
  beforeAll(async () => { shared = await house(); });
  afterAll(async () => { await shut(); for (const centre of centres) await centre.stop(); await shared.close(); });

  const rig = (settings: Record<string, unknown>, tls?: typeof testCertificate) => async (): Promise<ConformanceRig> => {
    const centre = await new SimulatedCentre({ now, ...(tls ? { tls } : {}) }).start();
    centres.push(centre);
    const address = `+1500555000${centres.length}`;
    const { id } = await shared.account('sms', address, { ...centre.settings, ...settings });
    accounts.set(centre, id);
    await shut();
    await open();
    return {
      tooLong: 0, restart: shared.restart, stopping: shut, close: async () => {},
      started: async () => { if (!lines) await open(); },
      deliver: async ({ thread, text }) => { await Promise.race([centre.say(phoneOf(thread), text, { to: address }), sleep(8000).then(() => { throw new Error('not acknowledged'); })]); return true; },
      // Nobody is bound as anybody else: what the message centre has for others does not come here at all.
      deliverAstray: async () => false,
      kept: async (thread) => { await shared.app().drain(); return shared.kept(await threads(shared.app(), id, phoneOf(thread))); },
    };
  };
  doorsConformance({ smpp: rig({}), 'smpp by a pair of lines under TLS': rig({ bind: 'pair', tls: true, tlsPin: pin, window: 4 }, testCertificate) }, { ids: true, files: true, limit: true });

  test('a pair: what we send goes by the one line, what comes and is told of by the other; both come back after a break', async () => {
    const centre = centres[1] as SimulatedCentre;
    const account = accounts.get(centre) ?? 0;
    const phone = '+4915112345678';
    await waitFor(() => centre.lines === 2);
    const { app } = shared;
    const said = async (text: string) => { await centre.say(phone, text, { to: '+15005550002' }); await app().drain(); };
    await said('Hello');
    const conversationId = (await threads(app(), account, phone))[0] ?? 0;
    const write = (text: string) => app().platform.db.tx((tx) => app().conversations.write(tx, { conversationId, ticketId: null, author: { kind: 'agent', id: null, name: 'Lin' }, text }, systemActor));
    const state = async (id: number) => { await app().drain(); return (await app().conversations.message(id))?.delivery; };
    const first = await write('洗衣机修好了，'.repeat(20));
    await waitFor(async () => (await state(first)) === 'sent');
    for (const one of centre.submits.slice(-3)) await centre.tell(one.id, phone, 'DELIVRD');
    expect([await state(first), centre.shown.at(-1)?.text, centre.strayed]).toEqual(['delivered', '洗衣机修好了，'.repeat(20), 0]);
    centre.drop();
    await waitFor(() => centre.lines === 2);
    await said('still there?');
    const second = await write('yes');
    await waitFor(async () => (await state(second)) === 'sent');
    expect(centre.strayed).toBe(0);
  });

  test('a certificate that is not the one agreed on, or that nobody vouches for: no password is said', async () => {
    const centre = await new SimulatedCentre({ now, tls: testCertificate }).start();
    centres.push(centre);
    const { id } = await shared.account('sms', '+15005550008', { ...centre.settings, bind: 'pair', tls: true, tlsPin: 'ab'.repeat(32) });
    await shut();
    await open();
    const fault = async () => (await shared.app().conversations.accounts.list()).find((a) => a.id === id)?.health.error ?? '';
    await waitFor(async () => (await fault()).includes('another certificate'));
    await shared.app().platform.db.tx((tx) => shared.app().conversations.accounts.update(tx, id, { settings: { tlsPin: '' } }, systemActor));
    await waitFor(async () => /self.signed|certificate/i.test(await fault()) && !(await fault()).includes('another'));
    expect(centre.binds).toBe(0);
  });
});
