import type { FastifyRequest } from 'fastify';
import { type Principal, hashToken, readSession } from '../../platform/auth/index.ts';
import type { Database } from '../../platform/db/index.ts';
import { Refusal, assertSameOrigin } from '../../platform/http/index.ts';
import type { Clock } from '../../platform/time/index.ts';
import { accessOfAgent, accessOfKey } from './store.ts';
import { principalOf } from './principal.ts';

export const sessionCookie = 'aftercare_session';
/** Says that somebody was let in on this device before; opens nothing by itself. */
export const deviceCookie = 'aftercare_device';
/** How long a looked-up caller is trusted without asking the database again. Bounds how late a lost right takes effect. */
const trustMs = 3000;

export interface Access {
  authenticate(request: FastifyRequest): Promise<Principal | null>;
  /** Caller of a live line; same cookie, no same-origin rule for GET (checked by the upgrade itself). */
  forget(): void;
}

/** Finds out who asks: an API key in `Authorization: Bearer`, else the session cookie. */
export function createAccess(db: Database, clock: Clock, publicUrl: string): Access {
  const known = new Map<string, { principal: Promise<Principal | null>; until: number }>();
  /** Who asks sixteen things at once is looked up once. */
  const remember = (key: string, load: () => Promise<Principal | null>): Promise<Principal | null> => {
    const now = clock.now().getTime();
    const hit = known.get(key);
    if (hit && hit.until > now && hit.until - now <= trustMs) return hit.principal;
    const entry = { principal: load(), until: now + trustMs };
    if (known.size > 10_000) known.clear();
    known.set(key, entry);
    // What could not be looked up is asked anew.
    entry.principal.catch(() => { if (known.get(key) === entry) known.delete(key); });
    return entry.principal;
  };

  const byKey = async (hash: string): Promise<Principal | null> => {
    const row = await accessOfKey(db, hash);
    return row ? principalOf({ kind: 'key', id: row.id, name: row.name, teams: [], language: 'en' }, [row.role]) : null;
  };
  const bySession = async (token: string): Promise<Principal | null> => {
    const id = await readSession(db, 'agent', token, clock.now());
    if (id === undefined) return null;
    const row = await accessOfAgent(db, id);
    if (row?.mustEnrol) return { ...principalOf({ kind: 'agent', id, name: row.name, teams: [], language: row.language }, row.roles), rights: new Set(), scope: 'team', reach: [] };
    return row ? principalOf({ kind: 'agent', id, name: row.name, teams: row.teams, language: row.language }, row.roles) : null;
  };

  return {
    async authenticate(request) {
      const header = request.headers.authorization;
      if (header?.startsWith('Bearer ')) {
        const hash = hashToken(header.slice(7).trim());
        const principal = await remember(`k${hash}`, () => byKey(hash));
        if (!principal) throw new Refusal('not-signed-in');
        return principal;
      }
      const token = request.cookies[sessionCookie];
      if (!token) return null;
      assertSameOrigin(request, publicUrl);
      return remember(`s${hashToken(token)}`, () => bySession(token));
    },
    forget: () => known.clear(),
  };
}
