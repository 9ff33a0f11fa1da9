import { randomBytes, randomInt } from 'node:crypto';
import type { AuthenticationResponseJSON, RegistrationResponseJSON } from '@simplewebauthn/server';
import { renderSVG } from 'uqr';
import { hashToken } from '../../platform/auth/index.ts';
import { verifyTotp } from '../../platform/crypto/platform-signatures/otp.ts';
import type { Tx } from '../../platform/db/index.ts';
import { Refusal } from '../../platform/http/index.ts';
import type { Platform } from '../../platform/module/index.ts';
import { base32 } from './base32.ts';
import * as store from './store-factors.ts';

/** Read when somebody uses a passkey: a start is spared it. */
const webAuthn = () => import('@simplewebauthn/server');

const minutes = 10;
const codes = 10;
const letters = 'ABCDEFGHJKLMNPQRSTUVWXYZ23456789';
const hashOf = (code: string) => hashToken(`recovery ${code.toUpperCase().replaceAll(/[^A-Z0-9]/g, '')}`);
const wrong = (key: string) => new Refusal('invalid-input', { key, fields: [{ path: 'code', key }] });

/** Authenticator apps (TOTP), passkeys (WebAuthn) and recovery codes. */
export function createSecondFactor(platform: Pick<Platform, 'db' | 'clock' | 'secrets' | 'config'>, house: () => Promise<{ name: string }>) {
  const { db, clock, secrets, config } = platform;
  const origin = new URL(config.publicUrl).origin;
  const rpID = new URL(config.publicUrl).hostname;
  const soon = () => new Date(clock.now().getTime() + minutes * 60_000);
  /** What was asked travels with the caller, signed: nothing is kept for who never answers. */
  const seal = (purpose: string, what: object) => secrets.sign(purpose, JSON.stringify(what), soon());
  const open = <T>(purpose: string, token: string): T => {
    const read = secrets.verify(purpose, token, clock.now());
    if (!('payload' in read)) throw new Refusal('link-expired', { key: 'sign-in.challenge-over' });
    return JSON.parse(read.payload) as T;
  };
  const freshCodes = async (tx: Tx, agentId: number) => {
    const made = Array.from({ length: codes }, () => Array.from({ length: 10 }, (_, i) => (i === 5 ? '-' : '') + (letters[randomInt(letters.length)] ?? '')).join(''));
    await store.putRecoveryCodes(tx, agentId, made.map(hashOf));
    return made;
  };
  /** Codes come with the first factor; a second one leaves them as they are. */
  const codesForFirst = async (tx: Tx, agentId: number) => ((await store.countRecoveryCodes(tx, agentId)) > 0 ? [] : freshCodes(tx, agentId));
  const allowed = (rows: readonly store.FactorRow[]) => rows.flatMap((r) => (r.credentialId ? [{ id: r.credentialId, transports: r.transports as 'usb'[] }] : []));

  return {
    factors: (agentId: number) => store.factorsOf(db, agentId),
    async overview(agentId: number) {
      const [items, recoveryCodes, required] = await Promise.all([store.factorsOf(db, agentId), store.countRecoveryCodes(db, agentId), store.isRequired(db, agentId)]);
      return { items: items.map(({ id, kind, name, createdAt, lastUsedAt }) => ({ id, kind, name, createdAt, lastUsedAt })), recoveryCodes, required };
    },
    async beginTotp(agentId: number, email: string) {
      if ((await store.factorsOf(db, agentId)).some((f) => f.kind === 'totp')) throw new Refusal('conflict', { key: 'sign-in.totp-there' });
      const secret = base32(randomBytes(20));
      const { name } = await house();
      await db.tx((tx) => store.putTotp(tx, { agentId, name: 'app', secret: secrets.encrypt(secret), at: clock.now() }));
      const uri = `otpauth://totp/${encodeURIComponent(`${name}:${email}`)}?secret=${secret}&issuer=${encodeURIComponent(name)}&algorithm=SHA1&digits=6&period=30`;
      return { secret, uri, qr: renderSVG(uri, { border: 2, pixelSize: 5 }) };
    },
    confirmTotp: (agentId: number, code: string) => db.tx(async (tx) => {
      const factor = await store.pendingTotp(tx, agentId);
      if (!factor) throw new Refusal('not-found');
      const step = verifyTotp(base32.bytes(secrets.decrypt(factor.secret)), code.replaceAll(/\s/g, ''), clock.now());
      if (step === null) throw wrong('sign-in.code-wrong');
      await store.confirm(tx, factor.id, step, clock.now());
      return codesForFirst(tx, agentId);
    }),
    async beginPasskey(agent: { id: number; email: string; name: string }) {
      const { name } = await house();
      const options = await (await webAuthn()).generateRegistrationOptions({
        rpName: name, rpID, userName: agent.email, userDisplayName: agent.name, userID: new TextEncoder().encode(`agent:${agent.id}`), attestationType: 'none',
        excludeCredentials: allowed(await store.factorsOf(db, agent.id)), authenticatorSelection: { residentKey: 'preferred', userVerification: 'preferred' },
      });
      return { options: options as unknown as Record<string, unknown>, challenge: seal('passkey-new', { agentId: agent.id, asked: options.challenge }) };
    },
    async confirmPasskey(agentId: number, input: { challenge: string; name: string; passkey: Record<string, unknown> }) {
      const asked = open<{ agentId: number; asked: string }>('passkey-new', input.challenge);
      if (asked.agentId !== agentId) throw new Refusal('not-allowed');
      const { verified, registrationInfo } = await (await webAuthn()).verifyRegistrationResponse({ response: input.passkey as unknown as RegistrationResponseJSON, expectedChallenge: asked.asked, expectedOrigin: origin, expectedRPID: rpID, requireUserVerification: false }).catch(() => ({ verified: false, registrationInfo: undefined }));
      if (!verified || !registrationInfo) throw wrong('sign-in.passkey-wrong');
      const { credential } = registrationInfo;
      return db.tx(async (tx) => {
        const kept = await store.insertPasskey(tx, { agentId, name: input.name, publicKey: credential.publicKey, credentialId: credential.id, counter: credential.counter, transports: credential.transports ?? [], at: clock.now() });
        if (kept === 0) throw new Refusal('conflict');
        return codesForFirst(tx, agentId);
      });
    },
    remove: (agentId: number, id: number) => db.tx(async (tx) => {
      const left = (await store.factorsOf(tx, agentId)).filter((f) => f.id !== id);
      if (left.length === 0 && (await store.isRequired(tx, agentId))) throw new Refusal('conflict', { key: 'sign-in.factor-required' });
      if ((await store.deleteFactor(tx, agentId, id)) === 0) throw new Refusal('not-found');
      if (left.length === 0) await store.putRecoveryCodes(tx, agentId, []);
    }),
    newCodes: (agentId: number) => db.tx((tx) => freshCodes(tx, agentId)),
    reset: (tx: Tx, agentId: number) => store.deleteFactors(tx, agentId),

    /** What somebody whose password was right is asked for; null where that is enough. */
    async challenge(agentId: number) {
      const rows = await store.factorsOf(db, agentId);
      if (rows.length === 0) return null;
      const kinds = new Set(rows.map((r) => r.kind));
      return { token: seal('second-factor', { agentId }), methods: [...(kinds.has('totp') ? ['totp' as const] : []), ...(kinds.has('passkey') ? ['passkey' as const] : []), 'recovery' as const] };
    },
    subject: (token: string) => open<{ agentId: number }>('second-factor', token).agentId,
    async askPasskey(token: string) {
      const { agentId } = open<{ agentId: number }>('second-factor', token);
      const options = await (await webAuthn()).generateAuthenticationOptions({ rpID, allowCredentials: allowed(await store.factorsOf(db, agentId)), userVerification: 'preferred' });
      return { options: options as unknown as Record<string, unknown>, challenge: seal('second-factor', { agentId, asked: options.challenge }) };
    },
    /** Whose sign-in this completes. Refusal `invalid-input` for a wrong or used code. */
    async pass(token: string, proof: { code?: string | undefined; passkey?: Record<string, unknown> | undefined }): Promise<{ agentId: number; by: 'totp' | 'passkey' | 'recovery' }> {
      const { agentId, asked } = open<{ agentId: number; asked?: string }>('second-factor', token);
      const rows = await store.factorsOf(db, agentId);
      const now = clock.now();
      if (proof.passkey) {
        const row = rows.find((r) => r.credentialId === proof.passkey?.['id']);
        if (!row?.credentialId || !asked) throw wrong('sign-in.passkey-wrong');
        const answer = await (await webAuthn()).verifyAuthenticationResponse({
          response: proof.passkey as unknown as AuthenticationResponseJSON, expectedChallenge: asked, expectedOrigin: origin, expectedRPID: rpID, requireUserVerification: false,
          credential: { id: row.credentialId, publicKey: new Uint8Array(row.secret), counter: row.counter, transports: row.transports as 'usb'[] },
        }).catch(() => null);
        if (!answer?.verified) throw wrong('sign-in.passkey-wrong');
        if ((await db.tx((tx) => store.used(tx, row.id, row.counter, answer.authenticationInfo.newCounter, now))) === 0) throw wrong('sign-in.passkey-wrong');
        return { agentId, by: 'passkey' };
      }
      const code = (proof.code ?? '').trim();
      if (/^[\d\s]{6,8}$/.test(code)) {
        const row = rows.find((r) => r.kind === 'totp');
        const step = row ? verifyTotp(base32.bytes(secrets.decrypt(row.secret)), code.replaceAll(/\s/g, ''), now, row.counter) : null;
        if (!row || step === null || (await db.tx((tx) => store.used(tx, row.id, row.counter, step, now))) === 0) throw wrong('sign-in.code-wrong');
        return { agentId, by: 'totp' };
      }
      if ((await db.tx((tx) => store.takeRecoveryCode(tx, agentId, hashOf(code), now))) === 0) throw wrong('sign-in.code-wrong');
      return { agentId, by: 'recovery' };
    },
  };
}
export type SecondFactor = ReturnType<typeof createSecondFactor>;
