import { endSession, endSessionsOf, hashToken, makeLink, peekLink, startSession, takeLink } from '../../platform/auth/index.ts';
import { type Actor, systemActor } from '../../platform/bus/index.ts';
import { hashPassword, needsRehash, verifyPassword } from '../../platform/crypto/password.ts';
import type { Tx } from '../../platform/db/index.ts';
import { Refusal } from '../../platform/http/index.ts';
import type { Platform } from '../../platform/module/index.ts';
import type { Audit } from '../audit/index.ts';
import type { Org } from './org.ts';
import { createSecondFactor } from './second-factor.ts';
import { createSignInGuard } from './sign-in-guard.ts';
import { endSession as endSessionNumber, sessionsOf } from './store-factors.ts';
import * as store from './store.ts';

/** Where the product may send mail of its own (invitations, resets). Set by the mail channel when it is there. */
export interface Postman {
  /** In `tx`, where there is one: then it is sent if and only if that holds. */
  send(mail: { to: string; language: 'zh-CN' | 'en'; template: 'invitation' | 'reset' | 'code' | 'notice' | 'digest'; params: Record<string, unknown> }, tx?: Tx): Promise<void>;
}

export interface Origin { readonly ip: string; readonly userAgent: string; /** The signed cookie of a device that was let in before. */ readonly device?: string | undefined }
export interface Entered { readonly id: number; readonly token: string; readonly device: string }

/** A hash as strong as everybody’s that no password belongs to. */
export const nobodys = `$scrypt$ln=16,r=8,p=1$${'A'.repeat(22)}$${'A'.repeat(43)}`;

/** Signing in and out, and one-time links that set a password. */
export function createSignIn(platform: Pick<Platform, 'db' | 'clock' | 'config' | 'secrets'>, org: Org, audit: Audit, postman: () => Postman | null) {
  const { db, clock } = platform;
  const guard = createSignInGuard(platform);
  const factors = createSecondFactor(platform, () => org.company());
  const start = (subjectId: number, origin: Origin) => startSession(db, { subject: 'agent', subjectId, now: clock.now(), ...origin });
  const note = (action: string, agent: { id: number | null; name: string }, origin: Origin, more: object = {}) =>
    audit.record(db, { actor: { kind: 'agent', ...agent }, action: `session.${action}`, subject: `agent:${agent.id ?? 0}`, after: { ip: origin.ip, device: origin.userAgent.slice(0, 200), ...more } });
  const nameOf = async (id: number) => (await store.findAgent(db, id))?.name ?? '';
  const enter = async (id: number, email: string, origin: Origin, by: string): Promise<Entered> => {
    await guard.succeeded({ email, ...origin, device: origin.device });
    await note('signed-in', { id, name: await nameOf(id) }, origin, { by });
    return { id, token: await start(id, origin), device: guard.deviceToken(email) };
  };
  return {
    factors,
    guard,
    /** Refusal `second-factor-needed` with a challenge where the password is not enough. */
    async signIn(email: string, password: string, origin: Origin): Promise<Entered> {
      const attempt = { email, ...origin, device: origin.device };
      await guard.assertFree(attempt);
      const row = await store.findCredentials(db, email.trim());
      // Same work whether the address is known or not: the time taken tells nothing.
      const right = await verifyPassword(password, row?.passwordHash ?? nobodys);
      if (!row || !right || row.status !== 'active') {
        const paused = await guard.failed(attempt);
        if (row) await note(paused ? 'locked' : 'failed', { id: row.id, name: await nameOf(row.id) }, origin);
        throw new Refusal('wrong-credentials');
      }
      // Only now is the password in hand from which a weak hash of old can be made strong.
      if (row.passwordHash && needsRehash(row.passwordHash)) await store.renewHash(db, row.id, row.passwordHash, await hashPassword(password));
      const challenge = await factors.challenge(row.id);
      if (challenge) throw new Refusal('second-factor-needed', { challenge });
      return enter(row.id, email, origin, 'password');
    },
    /** The second step; a wrong code counts like a wrong password. */
    async signInSecond(token: string, proof: { code?: string | undefined; passkey?: Record<string, unknown> | undefined }, origin: Origin): Promise<Entered> {
      const agent = await store.findAgent(db, factors.subject(token));
      if (agent?.status !== 'active') throw new Refusal('wrong-credentials');
      const attempt = { email: agent.email, ...origin, device: origin.device };
      await guard.assertFree(attempt);
      const passed = await factors.pass(token, proof).catch(async (error: unknown) => {
        if (error instanceof Refusal && error.code === 'invalid-input' && (await guard.failed(attempt))) await note('locked', agent, origin, { step: 'second-factor' });
        throw error;
      });
      return enter(agent.id, agent.email, origin, passed.by);
    },
    /** Refusal `wrong-credentials`: asked again before something that must not hang on an open screen. */
    async assertPassword(id: number, password: string): Promise<void> {
      const row = await store.passwordHashOf(db, id);
      if (!row?.hash || !(await verifyPassword(password, row.hash))) throw new Refusal('wrong-credentials');
    },
    async sessions(id: number, token: string) {
      const current = hashToken(token);
      return (await sessionsOf(db, id, clock.now())).map((s) => ({ id: s.id, current: s.tokenHash === current, since: s.since, seenAt: s.seenAt, ip: s.ip ?? '', userAgent: s.userAgent ?? '' }));
    },
    async endOne(id: number, sessionId: number, by: Actor): Promise<void> {
      if ((await endSessionNumber(db, id, sessionId)) === 0) throw new Refusal('not-found');
      await audit.record(db, { actor: by, action: 'session.ended', subject: `agent:${id}`, after: { sessions: 1 } });
    },
    async endAll(id: number, by: Actor, except?: string): Promise<void> {
      await endSessionsOf(db, 'agent', id, except);
      await audit.record(db, { actor: by, action: 'session.ended', subject: `agent:${id}`, after: { sessions: except ? 'others' : 'all' } });
    },
    async waits(id: number) {
      const agent = await store.findAgent(db, id);
      if (!agent) throw new Refusal('not-found');
      return guard.waits(agent.email);
    },
    async letIn(id: number, by: Actor): Promise<void> {
      const agent = await store.findAgent(db, id);
      if (!agent) throw new Refusal('not-found');
      await db.tx(async (tx) => { await guard.letIn(tx, agent.email); await audit.record(tx, { actor: by, action: 'session.let-in', subject: `agent:${id}`, after: { name: agent.name } }); });
    },
    async resetFactors(id: number): Promise<void> {
      await db.tx(async (tx) => { await factors.reset(tx, id); await endSessionsOf(tx, 'agent', id); });
    },
    /** A session without a password: after a one-time proof elsewhere, and in tests. */
    sessionFor: (id: number) => start(id, { ip: '', userAgent: '' }),
    signOut: (token: string) => endSession(db, token),
    async changePassword(id: number, current: string, next: string, token: string): Promise<void> {
      await this.assertPassword(id, current);
      const hash = await hashPassword(next);
      await db.tx(async (tx) => { await store.setPassword(tx, id, hash); await endSessionsOf(tx, 'agent', id, token); });
    },
    /** Answers alike for known and unknown addresses. */
    async requestReset(email: string): Promise<void> {
      const row = await store.findCredentials(db, email.trim());
      if (!row || row.status === 'disabled') return;
      const agent = await store.findAgent(db, row.id);
      const token = await makeLink(db, { purpose: 'reset', subjectId: row.id, email, expiresAt: new Date(clock.now().getTime() + 3_600_000) });
      await postman()?.send({ to: email, language: agent?.language ?? 'en', template: 'reset', params: { name: agent?.name, url: `${platform.config.publicUrl}/link?token=${token}` } });
    },
    /** Mails an invitation where a mailbox can send; the administrator has the link either way. */
    async invite(agent: store.AgentRow, url: string, inviter: string): Promise<void> {
      const { name: company } = await org.company();
      await postman()?.send({ to: agent.email, language: agent.language, template: 'invitation', params: { company, name: agent.name, url, inviter } });
    },
    async inspectLink(token: string) {
      const link = await peekLink(db, token, clock.now());
      if (!link || !['invitation', 'reset', 'setup'].includes(link.purpose)) throw new Refusal('link-expired');
      const agent = link.subjectId ? await store.findAgent(db, link.subjectId) : undefined;
      return { purpose: link.purpose as 'invitation' | 'reset' | 'setup', email: link.email, name: agent?.name ?? null };
    },
    /** The first administrator goes on in the language in which they read the set-up page. */
    async redeemLink(input: { token: string; password: string; name?: string | undefined; email?: string | undefined; language?: 'zh-CN' | 'en' }, origin: Origin): Promise<Entered> {
      const hash = await hashPassword(input.password);
      const id = await db.tx(async (tx: Tx) => {
        const link = await takeLink(tx, input.token, clock.now());
        if (!link || !['invitation', 'reset', 'setup'].includes(link.purpose)) throw new Refusal('link-expired');
        if (link.purpose === 'setup') {
          if (!input.email || !input.name) throw new Refusal('invalid-input', { fields: [{ path: input.email ? 'name' : 'email', key: 'field.required' }] });
          return (await org.addAgent(tx, { email: input.email, name: input.name, roles: ['administrator'], passwordHash: hash, ...(input.language ? { language: input.language } : {}) }, systemActor)).id;
        }
        const subject = link.subjectId ?? 0;
        await store.setPassword(tx, subject, hash);
        if (input.name) await store.patchAgent(tx, subject, { name: input.name });
        await endSessionsOf(tx, 'agent', subject);
        return subject;
      });
      // A link proves the mailbox, not the device.
      const challenge = await factors.challenge(id);
      if (challenge) throw new Refusal('second-factor-needed', { challenge });
      return enter(id, (await store.findAgent(db, id))?.email ?? '', origin, 'link');
    },
    /** Link for the very first administrator; printed on the console, never mailed. */
    setupLink: async () => `${platform.config.publicUrl}/link?token=${await makeLink(db, { purpose: 'setup', expiresAt: new Date(clock.now().getTime() + 86_400_000) })}`,
  };
}
export type SignIn = ReturnType<typeof createSignIn>;
