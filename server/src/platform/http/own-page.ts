import type { FastifyRequest } from 'fastify';
import { Refusal } from './refusal.ts';

/**
 * Refuses a lasting connection that another site's page opened with our cookie: browsers send `Origin` with every WebSocket,
 * and no rule of theirs keeps such a page from reading it. Programs send none, or bring a key.
 */
export function assertOwnPage(request: FastifyRequest, publicUrl: string): void {
  const { origin, host } = request.headers;
  const site = request.headers['sec-fetch-site'];
  if (request.headers.authorization?.startsWith('Bearer ')) return;
  if (origin === undefined) {
    if (site === undefined || site === 'same-origin' || site === 'none') return;
  } else if (origin === new URL(publicUrl).origin || URL.parse(origin)?.host === host) return;
  throw new Refusal('not-allowed', { key: 'origin.foreign' });
}
