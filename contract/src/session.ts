import { z } from 'zod';
import { Done, Id, Language } from './basics.ts';
import { route } from './route.ts';

export const Me = z.object({
  id: z.int(),
  name: z.string(),
  email: z.string(),
  language: Language,
  timeZone: z.string(),
  theme: z.enum(['system', 'light', 'dark']),
  rights: z.array(z.string()),
  teams: z.array(z.object({ id: z.int(), name: z.string() })),
  presence: z.enum(['online', 'away', 'offline']),
  signature: z.string(),
  company: z.string(),
});
export type Me = z.infer<typeof Me>;

const Password = z.string().min(10).max(200);

/** Signing in and one's own account. The session is an HttpOnly cookie; state-changing requests must come from our own origin. */
export const session = {
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
      theme: z.enum(['system', 'light', 'dark']), signature: z.string().max(4000),
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
