import { api } from '@aftercare/contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { systemActor } from '../../platform/bus/index.ts';
import { hashPassword } from '../../platform/crypto/password.ts';
import { totp } from '../../platform/crypto/platform-signatures/otp.ts';
import { type TestApp, testApp } from '../../platform/testing/app.ts';
import { base32 } from './base32.ts';

let t: TestApp;
const origin = 'http://localhost:3000';
const password = 'a quiet house by the sea';
let people = 0;
beforeAll(async () => { t = await testApp(); });
afterAll(() => t.close());

const http = async (method: string, url: string, body: unknown, o: { cookie?: string; ip?: string } = {}) =>
  (await t.app.http()).inject({ method: method as 'GET', url: `/api/v1${url}`, headers: { origin, ...(o.cookie ? { cookie: o.cookie } : {}) }, remoteAddress: o.ip ?? '10.0.0.1', ...(body === undefined ? {} : { payload: body as object }) });
const person = async (roles = ['agent']) => {
  people += 1;
  const email = `second${people}@example.com`;
  const { id } = await t.app.platform.db.tx(async (tx) => t.app.org.addAgent(tx, { email, name: `Second ${people}`, roles, passwordHash: await hashPassword(password, { logN: 10, r: 8, p: 1 }) }, systemActor));
  return { id, email };
};
const enter = (email: string, given = password, o: { cookie?: string; ip?: string } = {}) => http('POST', '/session', { email, password: given }, o);
const cookies = (answer: Awaited<ReturnType<typeof http>>) => answer.cookies.map((c) => `${c.name}=${c.value}`).join('; ');
const later = (ms: number) => t.clock.set(new Date(t.clock.now().getTime() + ms));
/** Enrols an app; @returns its secret and the recovery codes. */
async function enrol(cookie: string) {
  const { secret, uri, qr } = (await http('POST', '/session/factors/totp', undefined, { cookie })).json<{ secret: string; uri: string; qr: string }>();
  expect(uri).toContain(`secret=${secret}`);
  expect(qr).toContain('<svg');
  expect((await http('PUT', '/session/factors/totp', { code: '000000' }, { cookie })).statusCode).toBe(422);
  const confirmed = await http('PUT', '/session/factors/totp', { code: totp(base32.bytes(secret), t.clock.now()) }, { cookie });
  return { secret, codes: confirmed.json<{ recoveryCodes: string[] }>().recoveryCodes };
}

describe('a second factor', () => {
  it('is asked for once it is there; a code is good once, a recovery code as well', async () => {
    const { email } = await person();
    const cookie = cookies(await enter(email));
    const { secret, codes } = await enrol(cookie);
    expect(codes).toHaveLength(10);
    const asked = await enter(email);
    expect(asked.statusCode).toBe(401);
    const { code, challenge } = asked.json<{ code: string; challenge: { token: string; methods: string[] } }>();
    expect([code, challenge.methods]).toEqual(['second-factor-needed', ['totp', 'recovery']]);
    expect(asked.cookies).toEqual([]);
    const second = (proof: object) => http('POST', '/session/second-factor', { challenge: challenge.token, ...proof });
    later(60_000);
    const good = totp(base32.bytes(secret), t.clock.now());
    expect((await second({ code: '123456' })).statusCode).toBe(422);
    const inside = await second({ code: good });
    expect(inside.statusCode).toBe(200);
    expect((await second({ code: good })).statusCode).toBe(422);
    expect((await second({ code: codes[0]?.toLowerCase() })).statusCode).toBe(200);
    expect((await second({ code: codes[0] })).statusCode).toBe(422);
    expect((await http('GET', '/session/factors', undefined, { cookie: cookies(inside) })).json()).toMatchObject({ items: [{ kind: 'totp' }], recoveryCodes: 9, required: false });
    // A token of the challenge opens nothing by itself, nor does it last.
    expect((await http('GET', '/session', undefined, { cookie: `aftercare_session=${challenge.token}` })).statusCode).toBe(401);
    later(11 * 60_000);
    expect((await second({ code: codes[1] })).statusCode).toBe(410);
  });
  it('is demanded by a role: without one nothing is open but the way to get one, and the last stays', async () => {
    await t.app.platform.db.tx((tx) => t.app.org.saveRole(tx, { key: 'careful', name: { zh: '谨慎', en: 'Careful' }, rights: ['tickets.read', 'org.read'], scope: 'all', secondFactor: true }));
    const { email } = await person(['careful']);
    const entered = await enter(email);
    expect(entered.json()).toMatchObject({ mustEnrol: true, rights: [] });
    const cookie = cookies(entered);
    expect((await http('GET', '/agents', undefined, { cookie })).statusCode).toBe(403);
    await enrol(cookie);
    expect((await http('GET', '/agents', undefined, { cookie })).statusCode).toBe(200);
    const [factor] = (await http('GET', '/session/factors', undefined, { cookie })).json<{ items: { id: number }[] }>().items;
    expect((await http('POST', `/session/factors/${factor?.id}/removal`, { password: 'wrong password' }, { cookie })).statusCode).toBe(401);
    expect((await http('POST', `/session/factors/${factor?.id}/removal`, { password }, { cookie })).statusCode).toBe(409);
  });
  it('is taken away by an administrator when device and codes are lost, and sessions end with it', async () => {
    const { id, email } = await person();
    const cookie = cookies(await enter(email));
    await enrol(cookie);
    await t.call(api.org.resetFactors, { params: { id } }, { as: await t.key() });
    expect((await http('GET', '/session', undefined, { cookie })).statusCode).toBe(401);
    expect((await enter(email)).statusCode).toBe(200);
  });
});

describe('sessions', () => {
  it('are listed with their device and ended one by one or all at once; never those of others', async () => {
    const { email } = await person();
    const [here, there, other] = [cookies(await enter(email)), cookies(await enter(email, password, { ip: '10.0.0.2' })), await t.agent()];
    const list = async () => (await http('GET', '/session/list', undefined, { cookie: here })).json<{ items: { id: number; current: boolean; ip: string }[] }>().items;
    expect((await list()).map((s) => [s.current, s.ip]).toSorted()).toEqual([[false, '10.0.0.2'], [true, '10.0.0.1']].toSorted());
    const foreign = (await list())[0]?.id ?? 0;
    expect((await http('DELETE', `/session/list/${foreign}`, undefined, { cookie: other.cookie })).statusCode).toBe(404);
    const second = (await list()).find((s) => !s.current)?.id ?? 0;
    expect((await http('DELETE', `/session/list/${second}`, undefined, { cookie: here })).statusCode).toBe(200);
    expect((await http('GET', '/session', undefined, { cookie: there })).statusCode).toBe(401);
    const third = cookies(await enter(email));
    expect((await http('DELETE', '/session/list', undefined, { cookie: here })).statusCode).toBe(200);
    expect((await http('GET', '/session', undefined, { cookie: third })).statusCode).toBe(401);
    expect((await http('GET', '/session', undefined, { cookie: here })).statusCode).toBe(200);
  });
});

describe('guessing', () => {
  it('is slowed down by pauses that double, and never keeps out who was here before', async () => {
    const { id, email } = await person();
    const mine = cookies(await enter(email));
    // Each entering makes the hash as dear as it should be: thirty guesses would be ten seconds of arithmetic.
    const cheapen = async () => t.app.platform.db.rows({ text: 'update agent set password_hash = $2 where id = $1', values: [id, await hashPassword(password, { logN: 10, r: 8, p: 1 })] });
    await cheapen();
    for (let i = 0; i < 5; i++) expect((await enter(email, 'wrong wrong', { ip: '10.9.9.9' })).statusCode).toBe(401);
    const locked = await enter(email, password, { ip: '10.9.9.9' });
    expect(locked.statusCode).toBe(429);
    expect(Number(locked.headers['retry-after'])).toBeLessThanOrEqual(60);
    // From another place it goes on, until there were too many for the account.
    expect((await enter(email, password, { ip: '10.9.9.8' })).statusCode).toBe(200);
    await cheapen();
    for (let i = 0; i < 25; i++) await enter(email, 'wrong wrong', { ip: `10.8.0.${i}` });
    expect((await enter(email, password, { ip: '10.7.0.1' })).statusCode).toBe(429);
    // The device that was let in before does not care.
    expect((await enter(email, password, { ip: '10.9.9.9', cookie: mine })).statusCode).toBe(200);
    later(2 * 3_600_000);
    expect((await enter(email, password, { ip: '10.7.0.1' })).statusCode).toBe(200);
  }, 120_000);
  it('is written down, with where from', async () => {
    const { id, email } = await person();
    await enter(email, 'wrong wrong', { ip: '10.6.0.1' });
    await enter(email, password, { ip: '10.6.0.2' });
    const { items } = await t.call(api.audit.list, { query: { subject: `agent:${id}`, what: 'session' } }, { as: await t.key() });
    expect(items.map((e) => [e.action, e.after?.['ip']])).toEqual([['session.signed-in', '10.6.0.2'], ['session.failed', '10.6.0.1']]);
  });
});
