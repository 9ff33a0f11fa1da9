import { randomUUID } from 'node:crypto';
import { SIGNATURE_HEADER, signWebhook } from '../../platform/crypto/webhook-signature.ts';
import { type Shown, SimulatedApi, type SimulatedPlatform, post } from '../social/simulator.ts';

export interface ReviewSimulator extends SimulatedPlatform {
  /** What stands in the feed now. */
  readonly feed: { id: string; title: string; text: string; link: string }[];
  bring(hook: string, body: string, type: string, forged?: boolean): Promise<{ status: number; text: string }>;
}

/** A shop with reviews: signed calls, an Atom feed, and a place that takes public answers. */
export async function simulateShop({ now }: { now: () => number }): Promise<ReviewSimulator> {
  const secret = 'secret-of-the-simulated-shop';
  const shown: Shown[] = [];
  const answered = new Set<string>();
  const feed: ReviewSimulator['feed'] = [];
  const files = new Map<string, { bytes: Uint8Array; type: string }>();
  const api = new SimulatedApi();
  const escape = (text: string) => text.replace(/[&<>]/g, (c) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;' })[c] ?? c);
  api.on('GET', /^\/feed$/, () => ({ type: 'application/atom+xml', bytes: Buffer.from(`<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"><title>Reviews</title>${feed.map((e) => `<entry><id>${escape(e.id)}</id><title>${escape(e.title)}</title><link href="${escape(e.link)}"/><updated>${new Date(now()).toISOString()}</updated><summary>${escape(e.text)}</summary></entry>`).join('')}</feed>`) }));
  api.on('GET', /^\/photos\/([\w-]+)$/, (_called, match) => { const file = files.get(match[1] ?? ''); return file ? { bytes: file.bytes, type: file.type } : { status: 404 }; });
  api.on('POST', /^\/answers$/, ({ json }) => {
    // The same id again is the same answer.
    const id = String(json['id']);
    if (!answered.has(id)) { answered.add(id); shown.push({ to: String(json['review']), text: String(json['text']) }); }
    return { json: {} };
  });
  await api.start();
  const bring = (hook: string, body: string, type: string, forged = false) => post(hook, body, { 'content-type': type, [SIGNATURE_HEADER]: signWebhook(forged ? 'another-secret-altogether' : secret, body, new Date(now())) });
  return {
    api, address: 'shop', settings: { apiBase: `${api.base}/feed`, secret, answerUrl: `${api.base}/answers`, stars: 3, words: '' }, shown, feed, bring,
    deliver(hook, { id, person, text, file, at, forged, name }) {
      const key = randomUUID();
      if (file) files.set(key, file);
      return bring(hook, JSON.stringify({ reviews: [{ id, thread: person, author: name ?? `Buyer ${person.slice(-4)}`, stars: 1, text, at: new Date(at).toISOString(), ...(file ? { photos: [{ url: `${api.base}/photos/${key}`, name: file.name, type: file.type }] } : {}) }] }), 'application/json', forged);
    },
  };
}
