import { api } from '@aftercare/contract';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { systemActor } from '../../platform/bus/index.ts';
import { hashPassword, needsRehash } from '../../platform/crypto/password.ts';
import { type TestApp, testApp } from '../../platform/testing/app.ts';
import { nobodys } from './sign-in.ts';

let t: TestApp;
beforeAll(async () => { t = await testApp(); });
afterAll(() => t.close());
const enter = async (email: string, password: string) => (await t.app.http()).inject({ method: 'POST', url: '/api/v1/session', payload: { email, password }, headers: { origin: t.app.platform.config.publicUrl } });
const hashOf = async (id: number) => (await t.app.platform.db.one<{ hash: string }>({ text: 'select password_hash as hash from agent where id = $1', values: [id] }))?.hash ?? '';

it('a weak hash of old is made strong when its owner signs in, and only then', async () => {
  const weak = await hashPassword('a quiet house', { logN: 10, r: 8, p: 1 });
  const { id } = await t.app.platform.db.tx((tx) => t.app.org.addAgent(tx, { email: 'old@example.com', name: 'Old', roles: ['agent'], passwordHash: weak }, systemActor));
  expect((await enter('old@example.com', 'wrong')).statusCode).toBe(401);
  expect(await hashOf(id)).toBe(weak);
  expect((await enter('old@example.com', 'a quiet house')).statusCode).toBe(200);
  const strong = await hashOf(id);
  expect(needsRehash(strong)).toBe(false);
  expect((await enter('old@example.com', 'a quiet house')).statusCode).toBe(200);
  expect(await hashOf(id)).toBe(strong);
});
it('an address that nobody has takes as long as one that somebody has: its hash is as strong as theirs', () => {
  // A hash that cannot be read would be refused at once, and the time would tell.
  expect(needsRehash(nobodys)).toBe(false);
});

it('who is made to wait after wrong passwords is let in again by whoever looks after people', async () => {
  const admin = await t.key();
  const { id } = await t.app.platform.db.tx(async (tx) => t.app.org.addAgent(tx, { email: 'locked@example.com', name: 'Locked', roles: ['agent'], passwordHash: await hashPassword('a quiet house', { logN: 10, r: 8, p: 1 }) }, systemActor));
  for (let n = 0; n < 5; n++) expect((await enter('locked@example.com', 'wrong')).statusCode).toBe(401);
  expect((await enter('locked@example.com', 'a quiet house')).statusCode).toBe(429);
  expect(await t.call(api.org.waits, { params: { id } }, { as: admin })).toMatchObject({ attempts: 5, until: expect.any(String) as string });
  await t.call(api.org.letIn, { params: { id } }, { as: admin });
  expect(await t.call(api.org.waits, { params: { id } }, { as: admin })).toEqual({ attempts: 0, until: null });
  expect((await enter('locked@example.com', 'a quiet house')).statusCode).toBe(200);
});
