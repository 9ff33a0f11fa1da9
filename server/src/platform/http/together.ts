import { togetherMost, togetherPath } from '@aftercare/contract/together';
import type { FastifyInstance } from 'fastify';
import { Refusal } from './refusal.ts';

const prefix = '/api/v1';
/** Paths of the API alone; not the live line, which never ends, not files, which are no JSON, not this very question. */
function fit(path: string): boolean {
  if (path.length > 1000 || !/^\/[\w-]+(\/[^/?#]+)*(\?[^#]*)?$/.test(path) || /^\/(live|files|together)(\/|\?|$)/.test(path)) return false;
  // What stands there must be what is asked: «..», backslashes and line breaks would lead elsewhere once read as an address.
  return URL.parse(prefix + path, 'http://here')?.pathname === prefix + path.split('?')[0];
}
/** What a route may look at to know who asks and how. */
const passed = ['cookie', 'authorization', 'accept-language', 'user-agent'] as const;

/** A screen's questions in one: each goes through its own route as the same caller, so nothing is answered here that would not be answered there. */
export function mountTogether(app: FastifyInstance): void {
  app.get(prefix + togetherPath, async (request, reply) => {
    const { ask } = request.query as { ask?: string | string[] };
    const paths = typeof ask === 'string' ? [ask] : (ask ?? []);
    if (paths.length === 0 || paths.length > togetherMost || !paths.every(fit)) throw new Refusal('invalid-input', { fields: [{ path: 'ask', key: 'field.format' }] });
    const headers: Record<string, string> = { 'x-request-id': request.id };
    for (const name of passed) if (typeof request.headers[name] === 'string') headers[name] = request.headers[name];
    const answers = await Promise.all(paths.map(async (path) => {
      const answer = await app.inject({ method: 'GET', url: prefix + path, headers, remoteAddress: request.ip });
      const isJson = /json/.test(String(answer.headers['content-type'] ?? ''));
      return `{"status":${isJson ? answer.statusCode : 415},"body":${isJson ? answer.body : 'null'}}`;
    }));
    return reply.type('application/json; charset=utf-8').header('cache-control', 'no-store').send(`{"answers":[${answers.join(',')}]}`);
  });
}
