import { createHash } from 'node:crypto';
import { z } from 'zod';
import { verifyLine } from '../../platform/crypto/platform-signatures/line.ts';
import { socialAdapter } from '../social/adapter.ts';
import { PlatformFault } from '../social/fault.ts';
import type { Desk, Part, Recipient, SocialPlatform } from '../social/platform.ts';
import { step } from '../social/probe.ts';
import { call } from './api.ts';
import { read, toPieces } from './map.ts';
import { LineSettings } from './settings.ts';

type Here = Desk<LineSettings>;
const Sent = z.looseObject({ sentMessages: z.array(z.looseObject({ id: z.string() })).optional() });
/** A reply token holds for a minute; we leave some of it to the way. */
const replyMs = 45_000;

export const line: SocialPlatform<LineSettings> = {
  kind: 'line', settings: LineSettings, secretSettings: ['channelSecret', 'accessToken'],
  textLimit: 5000, acknowledgement: { type: 'application/json', text: '{}' },
  genuine: ({ headers, body }, { settings }) => verifyLine(settings.channelSecret, body, headers['x-line-signature'] ?? ''),
  pieces: ({ body }) => toPieces(body.toString('utf8')),
  read, deliver,
  // Pushes take a key for a day, replies none.
  keyed: (to, begun) => !byReply(to, begun),
  probe: async (desk, language) => [
    await step(language, 'token', async () => { const bot = await call(desk, '/v2/bot/info', {}, z.looseObject({ displayName: z.string(), basicId: z.string().default('') })); return `${bot.displayName} ${bot.basicId}`.trim(); }),
    await step(language, 'hook', async () => {
      await call(desk, '/v2/bot/channel/webhook/endpoint', { method: 'PUT', json: { endpoint: desk.hook } }, z.unknown());
      return desk.hook;
    }),
  ],
  invite: async ({ settings }, code) => `https://line.me/R/oaMessage/${encodeURIComponent(settings.basicId)}/?${encodeURIComponent(code)}`,
};

export const lineAdapter = (options: { allowPrivate: readonly string[] }) => socialAdapter(line, options);

/** Answers within the minute cost nothing; later ones are pushed. */
function byReply({ first, message: { lastMeta: { replyToken, at } } }: Recipient, now: Date): boolean {
  return first && typeof replyToken === 'string' && replyToken !== '' && now.getTime() - Date.parse(String(at)) < replyMs;
}

async function deliver(part: Part, to: Recipient, desk: Here): Promise<string> {
  const messages = [await messageOf(part, desk)];
  if (byReply(to, desk.now())) {
    try {
      return idOf(await call(desk, '/v2/bot/message/reply', { json: { replyToken: to.message.lastMeta['replyToken'], messages } }, Sent), to);
    } catch (error) {
      if (!(error instanceof PlatformFault && error.sort === 'refused')) throw error;
    }
  }
  return idOf(await call(desk, '/v2/bot/message/push', { headers: { 'x-line-retry-key': uuidOf(to.key) }, json: { to: to.id, messages } }, Sent), to);
}

const idOf = (answer: z.infer<typeof Sent>, to: Recipient): string => answer.sentMessages?.[0]?.id ?? to.key;

/** The same key again is the same UUID: the platform takes it once. */
function uuidOf(key: string): string {
  const hex = createHash('sha256').update(key).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

/** Pictures are fetched by the platform; other files go as a link. */
async function messageOf(part: Part, desk: Here): Promise<Record<string, unknown>> {
  if (part.kind !== 'file') return { type: 'text', text: part.text };
  const url = await desk.fileUrl(part.file.fileId);
  if (['image/jpeg', 'image/png'].includes(part.file.type) && url.startsWith('https:')) return { type: 'image', originalContentUrl: url, previewImageUrl: url };
  return { type: 'text', text: `${part.file.name}\n${url}` };
}
