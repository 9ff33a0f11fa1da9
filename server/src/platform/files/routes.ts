import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Readable } from 'node:stream';
import { Refusal } from '../http/refusal.ts';
import type { Clock } from '../time/index.ts';
import type { FileStore, StoredFile } from './file-store.ts';
import { contentDisposition } from './names.ts';
import { parseRange } from './range.ts';
import { filePath, type SignedQuery, verifyFileUrl } from './signing.ts';
import { servingOf } from './types.ts';
import { registerUpload, type UploadGrant } from './upload.ts';

export interface FileRoutes {
  readonly store: FileStore;
  /** Of the signed URLs. */
  readonly secret: string | Uint8Array;
  readonly clock: Clock;
  readonly maxBytes: number;
  /** May this caller read this file without a signed URL? `false` answers as if there were none. */
  readonly mayRead: (request: FastifyRequest, file: StoredFile) => Promise<boolean> | boolean;
  /** Throws a Refusal where the caller may not bring files. */
  readonly uploadAllowed: (request: FastifyRequest) => Promise<UploadGrant> | UploadGrant;
}

/** `POST /api/v1/files?name=` (raw body, answers a `FileInfo`) and `GET|HEAD /api/v1/files/:key`. */
export function registerFileRoutes(app: FastifyInstance, routes: FileRoutes): void {
  registerUpload(app, { ...routes, path: '/api/v1/files', answer: (file) => fileInfo(file, filePath(file.key)) });
  app.route<{ Params: { key: string }; Querystring: SignedQuery }>({
    method: ['GET', 'HEAD'],
    url: '/api/v1/files/:key',
    handler: async (request, reply) => {
      const { file, signed } = await readable(request, routes);
      setHeaders(reply, file, signed, routes.clock);
      return serve(request, reply, file, routes.store);
    },
  });
}

/** The file as the contract's `FileInfo` tells it. */
export function fileInfo(file: StoredFile, url: string): { id: number; name: string; type: string; size: number; url: string } {
  return { id: file.id, name: file.name, type: file.type, size: file.size, url };
}

/** `signed`: end of the signed URL's time in seconds since 1970, undefined when read by right. */
async function readable(request: FastifyRequest<{ Params: { key: string }; Querystring: SignedQuery }>, { store, secret, clock, mayRead }: FileRoutes): Promise<{ file: StoredFile; signed?: number }> {
  const { key } = request.params;
  const verdict = verifyFileUrl(secret, key, request.query, clock.now());
  const file = await store.find(key);
  if (file && verdict === 'ok') return { file, signed: Number(request.query.e) };
  if (file && (await mayRead(request, file))) return { file };
  // Only the holder of a true link learns that it was one.
  throw new Refusal(file && verdict === 'expired' ? 'link-expired' : 'not-found');
}

function setHeaders(reply: FastifyReply, file: StoredFile, signed: number | undefined, clock: Clock): void {
  const serving = servingOf(file.type);
  // The bytes of a key never change; the time is short because a right to read may end.
  const seconds = signed === undefined ? 3600 : Math.max(0, Math.min(86_400, signed - Math.floor(clock.now().getTime() / 1000)));
  void reply.headers({
    etag: `"${file.sha256}"`,
    'last-modified': file.createdAt.toUTCString(),
    'cache-control': `private, max-age=${seconds}`,
    'accept-ranges': 'bytes',
    'content-disposition': contentDisposition(serving.disposition, file.name),
    'x-content-type-options': 'nosniff',
    // The browser's own PDF reader does not start inside a sandbox; it runs no script of the page's origin.
    'content-security-policy': `default-src 'none'; style-src 'unsafe-inline'; img-src 'self'; media-src 'self'; object-src 'none'${file.type === 'application/pdf' ? '' : '; sandbox'}`,
    // Pictures in the chat are shown on foreign pages, and only by signed URL.
    'cross-origin-resource-policy': signed === undefined ? 'same-origin' : 'cross-origin',
    'referrer-policy': 'no-referrer',
  });
}

async function serve(request: FastifyRequest, reply: FastifyReply, file: StoredFile, store: FileStore): Promise<Readable | undefined> {
  const { 'if-none-match': known, 'if-range': condition, range: asked } = request.headers;
  const etag = `"${file.sha256}"`;
  if (known !== undefined && known.split(',').some((tag) => tag.trim().replace(/^W\//, '') === etag || tag.trim() === '*')) return reply.code(304).send();
  const range = condition === undefined || condition === etag ? parseRange(asked, file.size) : undefined;
  if (range === 'unsatisfiable') return reply.code(416).header('content-range', `bytes */${file.size}`).send();
  void reply.type(servingOf(file.type).contentType).header('content-length', range ? range.end - range.start + 1 : file.size);
  if (range) void reply.code(206).header('content-range', `bytes ${range.start}-${range.end}/${file.size}`);
  if (request.method === 'HEAD') return reply.send();
  return reply.send((await store.open(file.id, range)).stream);
}
