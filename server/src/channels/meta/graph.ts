import { z } from 'zod';
import { verifyHub } from '../../platform/crypto/platform-signatures/meta.ts';
import { equalInConstantTime } from '../../platform/crypto/encoding.ts';
import { ask, fetchBytes, type Question, statusFault } from '../social/api.ts';
import { PlatformFault } from '../social/fault.ts';
import type { Delivery, Desk, SocialSettings } from '../social/platform.ts';

/** What WhatsApp, Messenger and Instagram have in common: one signature, one way to check an address, one API. */
export const graphSettings = {
  apiBase: z.url({ protocol: /^https?$/ }).default('https://graph.facebook.com/v23.0'),
  /** Signs every delivery. */
  appSecret: z.string().min(1).max(200),
  /** A system user's or a page's token: it does not run out. */
  accessToken: z.string().min(1).max(1000),
  /** Chosen by the administrator, asked for when the address is saved there. */
  verifyToken: z.string().min(8).max(200),
};
export interface GraphSettings extends SocialSettings { readonly appSecret: string; readonly accessToken: string; readonly verifyToken: string }
export const graphSecrets = ['appSecret', 'accessToken', 'verifyToken'] as const;

export const challenge = ({ query }: Delivery, { settings }: { readonly settings: GraphSettings }): string | null =>
  (query['hub.mode'] === 'subscribe' && equalInConstantTime(query['hub.verify_token'] ?? '', settings.verifyToken) ? (query['hub.challenge'] ?? '') : null);
export const genuine = ({ headers, body }: Delivery, { settings }: { readonly settings: GraphSettings }): boolean => verifyHub(settings.appSecret, body, headers['x-hub-signature-256'] ?? '');
export const sameApp = (one: GraphSettings, other: GraphSettings): boolean => one.appSecret === other.appSecret;

const Fault = z.object({ error: z.object({ message: z.string().default(''), code: z.number().default(0), error_subcode: z.number().optional() }) });
const token = new Set([190, 102]);
const window = new Set([131047]);
const busy = new Set([1, 2, 4, 17, 32, 341, 613, 80007, 130429, 131048, 131056, 131016, 131000, 133016]);

export function judge(status: number, body: unknown): PlatformFault | null {
  const read = Fault.safeParse(body);
  if (!read.success) return status >= 400 ? statusFault(status, '') : null;
  const { code, error_subcode: sub, message } = read.data.error;
  const words = `${message} (${code}${sub ? `/${sub}` : ''})`;
  // 2018278: outside the 24 hours of Messenger; 2534022 the same at Instagram.
  const shut = window.has(code) || sub === 2018278 || sub === 2534022;
  return new PlatformFault(shut ? 'window' : token.has(code) ? 'token' : busy.has(code) || status >= 500 || status === 429 ? 'busy' : 'refused', words, { answered: status < 500 || status === 503 });
}

type Here = Desk<GraphSettings>;
const bearer = ({ settings }: Here) => ({ authorization: `Bearer ${settings.accessToken}` });

export const graph = <T>(desk: Here, path: string, question: Question, answer: z.ZodType<T>): Promise<T> =>
  ask(desk.fetch, `${desk.settings.apiBase}/${path}`, { ...question, headers: { ...bearer(desk), ...question.headers } }, answer, judge);

/** Files of WhatsApp want the token; those of Messenger are links that hold for a while. */
export const download = (desk: Here, url: string, signed: boolean): Promise<{ bytes: Uint8Array; headers: Headers }> => fetchBytes(desk.fetch, url, signed ? { headers: bearer(desk) } : {}, judge);
