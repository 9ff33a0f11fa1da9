import { z } from 'zod';
import { Done, Id, IdParam, Instant, Language } from './basics.ts';
import { route } from './route.ts';

export const Density = z.enum(['comfortable', 'compact']);
export type Density = z.infer<typeof Density>;
export const Me = z.object({
  id: z.int(),
  name: z.string(),
  email: z.string(),
  language: Language,
  timeZone: z.string(),
  theme: z.enum(['system', 'light', 'dark']),
  /** How close rows of lists stand. */
  density: Density,
  rights: z.array(z.string()),
  teams: z.array(z.object({ id: z.int(), name: z.string() })),
  presence: z.enum(['online', 'away', 'offline']),
  signature: z.string(),
  company: z.string(),
  /** Their role asks for a second factor and they have none yet: until then nothing else is open to them. */
  mustEnrol: z.boolean().optional(),
  /** Kinds of values shown to them with stars. */
  masked: z.array(z.enum(['phone', 'identity'])).optional(),
});
export type Me = z.infer<typeof Me>;

export const FactorKind = z.enum(['totp', 'passkey']);
export const Factor = z.object({ id: z.int(), kind: FactorKind, name: z.string(), createdAt: Instant, lastUsedAt: Instant.nullable() });
export type Factor = z.infer<typeof Factor>;
export const Factors = z.object({ items: z.array(Factor), /** Recovery codes not used yet. */ recoveryCodes: z.int(), /** A role of theirs asks for one: the last cannot be taken away. */ required: z.boolean() });
export type Factors = z.infer<typeof Factors>;
/** One place somebody is signed in at. */
export const SignedIn = z.object({ id: z.int(), current: z.boolean(), since: Instant, seenAt: Instant, ip: z.string(), userAgent: z.string() });
export type SignedIn = z.infer<typeof SignedIn>;
/** What browsers exchange with an authenticator, as WebAuthn says it in JSON. */
const Ceremony = z.record(z.string(), z.unknown());

const Password = z.string().min(10).max(200);

/** Signing in and one's own account. The session is an HttpOnly cookie; state-changing requests must come from our own origin. */
export const session = {
  /** After a password that was right and an answer `second-factor-needed`, whose `challenge` is passed back here. */
  secondFactor: route({
    method: 'POST', path: '/session/second-factor', summary: 'Sign in with a second factor', public: 'the challenge proves that the password was right',
    body: z.object({ challenge: z.string().max(2000), code: z.string().max(40).optional(), passkey: Ceremony.optional() }), response: Me,
  }),
  passkeyQuestion: route({
    method: 'POST', path: '/session/second-factor/passkey', summary: 'What the browser asks a passkey', public: 'the challenge proves that the password was right',
    body: z.object({ challenge: z.string().max(2000) }), response: z.object({ options: Ceremony, challenge: z.string() }),
  }),
  factors: route({ method: 'GET', path: '/session/factors', summary: 'My second factors', right: 'self', response: Factors }),
  beginTotp: route({ method: 'POST', path: '/session/factors/totp', summary: 'Begin with an authenticator app', right: 'self', response: z.object({ secret: z.string(), uri: z.string(), /** SVG. */ qr: z.string() }) }),
  /** The first factor brings recovery codes with it; they are shown once. */
  confirmTotp: route({ method: 'PUT', path: '/session/factors/totp', summary: 'Show that the app works', right: 'self', body: z.object({ code: z.string().max(12) }), response: z.object({ recoveryCodes: z.array(z.string()) }) }),
  beginPasskey: route({ method: 'POST', path: '/session/factors/passkeys', summary: 'Begin with a passkey', right: 'self', response: z.object({ options: Ceremony, challenge: z.string() }) }),
  confirmPasskey: route({ method: 'PUT', path: '/session/factors/passkeys', summary: 'Keep a passkey', right: 'self', body: z.object({ challenge: z.string().max(2000), name: z.string().min(1).max(80), passkey: Ceremony }), response: z.object({ recoveryCodes: z.array(z.string()) }) }),
  /** Taking away asks for the password again: an open screen is not enough. */
  removeFactor: route({ method: 'POST', path: '/session/factors/:id/removal', summary: 'Take a second factor away', right: 'self', params: IdParam, body: z.object({ password: z.string().max(200) }), response: Done }),
  newRecoveryCodes: route({ method: 'POST', path: '/session/recovery-codes', summary: 'New recovery codes; the old ones end', right: 'self', body: z.object({ password: z.string().max(200) }), response: z.object({ recoveryCodes: z.array(z.string()) }) }),
  sessions: route({ method: 'GET', path: '/session/list', summary: 'Where I am signed in', right: 'self', response: z.object({ items: z.array(SignedIn) }) }),
  endOne: route({ method: 'DELETE', path: '/session/list/:id', summary: 'Sign out there', right: 'self', params: IdParam, response: Done }),
  endOthers: route({ method: 'DELETE', path: '/session/list', summary: 'Sign out everywhere but here', right: 'self', response: Done }),
  signIn: route({
    method: 'POST', path: '/session', summary: 'Sign in with e-mail and password', public: 'the way in',
    body: z.object({ email: z.string().min(3).max(320), password: z.string().max(200) }), response: Me,
  }),
  signOut: route({ method: 'DELETE', path: '/session', summary: 'Sign out', right: 'self', response: Done }),
  me: route({ method: 'GET', path: '/session', summary: 'Who am I', right: 'self', response: Me }),
  updateMe: route({
    method: 'PATCH', path: '/session/me', summary: 'Change my own settings', right: 'self',
    body: z.object({
      name: z.string().min(1).max(120), language: Language, timeZone: z.string().max(64),
      theme: z.enum(['system', 'light', 'dark']), density: Density, signature: z.string().max(4000),
    }).partial(),
    response: Me,
  }),
  setPresence: route({
    method: 'PUT', path: '/session/presence', summary: 'Say whether I take work', right: 'self',
    body: z.object({ state: z.enum(['online', 'away', 'offline']) }), response: Me,
  }),
  changePassword: route({
    method: 'POST', path: '/session/password', summary: 'Change my password', right: 'self',
    body: z.object({ current: z.string().max(200), next: Password }), response: Done,
  }),
  requestReset: route({
    method: 'POST', path: '/session/reset-requests', summary: 'Ask for a password reset by mail', public: 'for those who cannot sign in',
    body: z.object({ email: z.string().min(3).max(320) }), response: Done,
  }),
  /** Invitations, password resets and the first administrator's set-up link all end here. */
  redeemLink: route({
    method: 'POST', path: '/session/links', summary: 'Set a password with a one-time link', public: 'the token is the proof',
    body: z.object({ token: z.string().max(400), name: z.string().min(1).max(120).optional(), email: z.email().optional(), password: Password }),
    response: Me,
  }),
  inspectLink: route({
    method: 'GET', path: '/session/links', summary: 'What a one-time link is for', public: 'the token is the proof',
    query: z.object({ token: z.string().max(400) }),
    response: z.object({ purpose: z.enum(['invitation', 'reset', 'setup']), email: z.string().nullable(), name: z.string().nullable() }),
  }),
};
export const AgentRef = z.object({ id: Id, name: z.string() });
