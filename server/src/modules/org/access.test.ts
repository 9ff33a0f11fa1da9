import type { FastifyRequest } from 'fastify';
import { describe, expect, it } from 'vitest';
import type { Database } from '../../platform/db/index.ts';
import { FakeClock } from '../../platform/time/index.ts';
import { createAccess } from './access.ts';

const role = { rights: ['tickets.view'], scope: 'all', limits: { regions: [], brands: [], sites: [], vendors: [] }, masked: [], secondFactor: false };
const request = { headers: { authorization: 'Bearer ac_secret' }, cookies: {} } as unknown as FastifyRequest;

/** A house whose look-ups are answered by hand. */
function house() {
  const waiting: PromiseWithResolvers<unknown>[] = [];
  const db = { one: () => { const answer = Promise.withResolvers<unknown>(); waiting.push(answer); return answer.promise; } } as unknown as Database;
  return { access: createAccess(db, new FakeClock(new Date('2026-03-02T02:00:00Z')), 'http://localhost:3000'), waiting };
}

describe('who asks', () => {
  it('is looked up once, however much they ask at the same moment', async () => {
    const { access, waiting } = house();
    const all = Promise.all(Array.from({ length: 16 }, () => access.authenticate(request)));
    expect(waiting).toHaveLength(1);
    waiting[0]?.resolve({ id: 7, name: 'Shop', role });
    expect((await all).map((p) => p?.id)).toEqual(Array.from({ length: 16 }, () => 7));
    await access.authenticate(request);
    expect(waiting).toHaveLength(1);
  });

  it('is asked for anew when the look-up failed, or rights changed while it was under way', async () => {
    const { access, waiting } = house();
    const first = access.authenticate(request);
    waiting[0]?.reject(new Error('the database is away'));
    await expect(first).rejects.toThrow('away');
    const second = access.authenticate(request);
    expect(waiting).toHaveLength(2);
    access.forget();
    waiting[1]?.resolve({ id: 7, name: 'Shop', role });
    await second;
    const third = access.authenticate(request);
    expect(waiting).toHaveLength(3);
    waiting[2]?.resolve(undefined);
    await expect(third).rejects.toThrow('not-signed-in');
  });
});
