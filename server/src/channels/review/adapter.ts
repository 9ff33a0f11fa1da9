import { SIGNATURE_HEADER, signWebhook, verifyWebhook } from '../../platform/crypto/webhook-signature.ts';
import { say } from '../../platform/i18n/index.ts';
import { socialAdapter } from '../social/adapter.ts';
import { ask, fetchBytes, statusFault } from '../social/api.ts';
import { PlatformFault } from '../social/fault.ts';
import type { Desk, Part, Recipient, SocialPlatform } from '../social/platform.ts';
import { createLooks } from '../social/poll.ts';
import { step } from '../social/probe.ts';
import { z } from 'zod';
import { fromBody, fromFeed, read } from './map.ts';
import { ReviewSettings } from './settings.ts';

type Here = Desk<ReviewSettings>;
const look = createLooks();
const judge = (status: number) => (status >= 400 ? statusFault(status, '') : 'fine');

/** Public reviews and mentions: brought by a signed call as JSON or CSV, or read from a feed. */
export const review: SocialPlatform<ReviewSettings> = {
  kind: 'review', settings: ReviewSettings, secretSettings: ['secret'],
  textLimit: 5000, keyed: true, bodyLimit: 4 * 1024 * 1024, acknowledgement: { type: 'application/json', text: '{"accepted":true}' },
  genuine: ({ headers, body }, { settings, now }) => verifyWebhook(settings.secret, body, headers[SIGNATURE_HEADER.toLowerCase()], now()).ok,
  pieces: ({ body, headers }) => fromBody(body.toString('utf8'), headers['content-type'] ?? '') ?? [],
  read, deliver,
  poll: { everySeconds: 300, work: (desk) => (desk.settings.apiBase === '' ? Promise.resolve() : look(desk, readFeed)) },
  probe: async (desk, language) => (desk.settings.apiBase === '' ? [] : [await step(language, 'sync', async () => { await look(desk, readFeed); return desk.settings.apiBase; })]),
};

export const reviewAdapter = (options: { allowPrivate: readonly string[] }) => socialAdapter(review, options);

/** What is new in the feed; entries known already are passed over by their ids. */
async function readFeed(desk: Here): Promise<void> {
  const { bytes } = await fetchBytes(desk.fetch, desk.settings.apiBase, { maxBytes: 4 * 1024 * 1024, headers: { accept: 'application/atom+xml, application/rss+xml, application/xml, text/xml' } }, () => null);
  const pieces = fromFeed(Buffer.from(bytes).toString('utf8'));
  if (!pieces) throw new PlatformFault('busy', say(desk.account.language, 'social.review-no-feed'));
  await desk.context.acceptMany(pieces.map((piece) => ({ accountId: desk.account.id, externalId: piece.externalId, content: Buffer.from(piece.content) })));
}

/** The public answer: posted where the shop takes it, else a draft for whoever posts it there. */
async function deliver(part: Part, to: Recipient, desk: Here): Promise<string> {
  const { answerUrl, secret } = desk.settings;
  if (answerUrl === '') throw new PlatformFault('refused', say(desk.account.language, 'social.review-by-hand', { url: String(to.message.lastMeta['url'] ?? '') }));
  const text = part.kind === 'file' ? `${part.file.name}\n${await desk.fileUrl(part.file.fileId)}` : part.text;
  const body = JSON.stringify({ event: 'answer', id: to.key, review: to.id, text, author: to.message.author.name });
  await ask(desk.fetch, answerUrl, { json: JSON.parse(body) as unknown, headers: { [SIGNATURE_HEADER]: signWebhook(secret, body, desk.now()) } }, z.unknown(), judge);
  return to.key;
}
