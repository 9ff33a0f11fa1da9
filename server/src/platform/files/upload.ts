import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Readable } from 'node:stream';
import { Refusal } from '../http/refusal.ts';
import { tooLarge } from './bytes.ts';
import type { FileStore, StoredFile } from './file-store.ts';

/** What a caller may bring. */
export interface UploadGrant {
  /** Written to the file: who may claim it later. */
  readonly owner: string;
  readonly acceptedTypes?: readonly string[];
  /** Smaller than the route's limit, if at all. */
  readonly maxBytes?: number;
}

export interface UploadRoute {
  /** Full path, e.g. `/api/v1/portal/files`; the query's `name` names the file. */
  readonly path: string;
  readonly store: FileStore;
  readonly maxBytes: number;
  /** Throws a Refusal where the caller may not; runs before a byte of the body is taken. */
  readonly uploadAllowed: (request: FastifyRequest) => Promise<UploadGrant> | UploadGrant;
  /** Makes the answer (201). */
  readonly answer: (file: StoredFile, request: FastifyRequest, reply: FastifyReply) => unknown;
}

/**
 * A route that takes a file as the raw body of a POST, streamed to the store. Its wish for raw bodies stays its own: the rest of
 * the app keeps its parsers.
 */
export function registerUpload(app: FastifyInstance, { path, store, maxBytes, uploadAllowed, answer }: UploadRoute): void {
  const grants = new WeakMap<FastifyRequest, UploadGrant>();
  void app.register(async (scope) => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser('*', (_request, payload, done) => done(null, payload));
    scope.route({
      method: 'POST',
      url: path,
      // Counted by the store while the bytes stream; fastify's own limit would refuse in its own words.
      bodyLimit: Number.MAX_SAFE_INTEGER,
      preParsing: async (request, _reply, payload) => {
        const grant = await uploadAllowed(request);
        const limit = Math.min(maxBytes, grant.maxBytes ?? maxBytes);
        // A form would be kept with its borders and headers, as a file nobody can open.
        if (/^\s*multipart\//i.test(request.headers['content-type'] ?? '')) throw new Refusal('bad-request', { key: 'request.form' });
        if (Number(request.headers['content-length'] ?? 0) > limit) throw tooLarge(limit);
        grants.set(request, { ...grant, maxBytes: limit });
        return payload;
      },
      handler: async (request, reply) => {
        const grant = grants.get(request);
        if (!grant) throw new Error('an upload came past its check');
        const { name } = request.query as { name?: unknown };
        const file = await store.put((request.body as Readable | undefined) ?? new Uint8Array(), {
          ...grant,
          maxBytes: grant.maxBytes ?? maxBytes,
          name: typeof name === 'string' ? name : 'file',
          declaredType: request.headers['content-type'] ?? '',
        });
        return reply.code(201).send(await answer(file, request, reply));
      },
    });
  });
}
