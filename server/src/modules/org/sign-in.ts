import { endSession, endSessionsOf, makeLink, peekLink, startSession, takeLink } from '../../platform/auth/index.ts';
import { systemActor } from '../../platform/bus/index.ts';
import { hashPassword, needsRehash, verifyPassword } from '../../platform/crypto/password.ts';
import type { Tx } from '../../platform/db/index.ts';
import { Refusal } from '../../platform/http/index.ts';
import type { Platform } from '../../platform/module/index.ts';
import type { Org } from './org.ts';
import * as store from './store.ts';

/** Where the product may send mail of its own (invitations, resets). Set by the mail channel when it is there. */
export interface Postman {
  send(mail: { to: string; language: 'zh-CN' | 'en'; template: 'invitation' | 'reset' | 'code'; params: Record<string, unknown> }): Promise<void>;
}

export interface Origin { readonly ip: string; readonly userAgent: string }

/** A hash as strong as everybody’s that no password belongs to. */
export const nobodys = `$scrypt$ln=16,r=8,p=1$${'A'.repeat(22)}$${'A'.repeat(43)}`;

/** Signing in and out, and one-time links that set a password. */
export function createSignIn(platform: Pick<Platform, 'db' | 'clock' | 'config'>, org: Org, postman: () => Postman | null) {
  const { db, clock } = platform;
  const start = (subjectId: number, origin: Origin) => startSession(db, { subject: 'agent', subjectId, now: clock.now(), ...origin });
  return {
    async signIn(email: string, password: string, origin: Origin): Promise<{ id: number; token: string }> {
      const row = await store.findCredentials(db, email.trim());
      // Same work whether the address is known or not: the time taken tells nothing.
      const right = await verifyPassword(password, row?.passwordHash ?? nobodys);
      if (!row || !right || row.status !== 'active') throw new Refusal('wrong-credentials');
      // Only now is the password in hand from which a weak hash of old can be made strong.
      if (row.passwordHash && needsRehash(row.passwordHash)) await store.renewHash(db, row.id, row.passwordHash, await hashPassword(password));
      return { id: row.id, token: await start(row.id, origin) };
    },
    /** A session without a password: after a one-time proof elsewhere, and in tests. */
    sessionFor: (id: number) => start(id, { ip: '', userAgent: '' }),
    signOut: (token: string) => endSession(db, token),
    async changePassword(id: number, current: string, next: string, token: string): Promise<void> {
      const row = await store.passwordHashOf(db, id);
      if (!row?.hash || !(await verifyPassword(current, row.hash))) throw new Refusal('wrong-credentials');
      await store.setPassword(db, id, await hashPassword(next));
      await endSessionsOf(db, 'agent', id, token);
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
    async redeemLink(input: { token: string; password: string; name?: string | undefined; email?: string | undefined; language?: 'zh-CN' | 'en' }, origin: Origin): Promise<{ id: number; token: string }> {
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
      return { id, token: await start(id, origin) };
    },
    /** Link for the very first administrator; printed on the console, never mailed. */
    setupLink: async () => `${platform.config.publicUrl}/link?token=${await makeLink(db, { purpose: 'setup', expiresAt: new Date(clock.now().getTime() + 86_400_000) })}`,
  };
}
export type SignIn = ReturnType<typeof createSignIn>;
