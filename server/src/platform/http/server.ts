import { createHash, randomUUID } from 'node:crypto';
import { Readable } from 'node:stream';
import cookie from '@fastify/cookie';
import websocket from '@fastify/websocket';
import { problemStatus, zodOf } from '@aftercare/contract';
import Fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import helmet from 'helmet';
import { type Principal, actorOf, may } from '../auth/principal.ts';
import { type Database, type Tx, actingAs, isPassing, storableIn } from '../db/index.ts';
import { negotiate } from '../i18n/index.ts';
import { type Log, withCorrelation } from '../log/index.ts';
import { runIdempotent } from './idempotency.ts';
import { Download, type Implementation, Json } from './implement.ts';
import { contentDisposition } from '../files/names.ts';
import { hasStars, maskJson, maskText } from '../masking/index.ts';
import { problemFor, problemOf } from './problems.ts';
import { Refusal } from './refusal.ts';

declare module 'fastify' {
  interface FastifyRequest {
    principal: Principal | null;
    language: 'zh-CN' | 'en';
    /** The body as it came, on routes that may be signed. */
    rawBody: Buffer | null;
  }
}

export interface HttpOptions {
  readonly log: Log;
  readonly db: Database;
  /** Who is asking; null when nobody is signed in. Throws a Refusal for a key that is wrong. */
  readonly authenticate: (request: FastifyRequest) => Promise<Principal | null>;
  readonly publicUrl: string;
  readonly trustProxy: boolean;
  /** Check every answer against the contract (tests); too slow for serving. */
  readonly checkAnswers: boolean;
}

const apiPrefix = '/api/v1';

/** The HTTP server with our manners: correlation ids, problem documents in the caller's language, rights, same-origin writes. */
export async function createHttp(options: HttpOptions): Promise<FastifyInstance> {
  const app = Fastify({
    logger: false, trustProxy: options.trustProxy, bodyLimit: 1024 * 1024, routerOptions: { maxParamLength: 400 }, forceCloseConnections: true,
    genReqId: (req) => { const given = req.headers['x-request-id']; return typeof given === 'string' && /^[\w-]{8,64}$/.test(given) ? given : randomUUID(); },
  });
  app.decorateRequest('principal', null);
  app.decorateRequest('language', 'en');
  app.decorateRequest('rawBody', null);
  await app.register(cookie);
  // Made once: its plugin for this server would read all of this anew for each request.
  const protect = helmet({
    // Pages set what they need; the API answers JSON only.
    contentSecurityPolicy: { useDefaults: false, directives: { 'default-src': ["'self'"], 'img-src': ["'self'", 'data:', 'blob:', 'https:'], 'style-src': ["'self'", "'unsafe-inline'"], /* WebAssembly: the barcode reader of browsers that have none of their own. */ 'script-src': ["'self'", "'wasm-unsafe-eval'"], 'connect-src': ["'self'", 'ws:', 'wss:'], 'font-src': ["'self'", 'data:'], 'media-src': ["'self'", 'blob:'], 'frame-src': ["'self'", 'blob:', 'data:'], 'worker-src': ["'self'", 'blob:'], 'object-src': ["'none'"], 'base-uri': ["'self'"], 'form-action': ["'self'"], 'frame-ancestors': ["'self'"] } },
    hsts: options.publicUrl.startsWith('https:'), crossOriginResourcePolicy: { policy: 'cross-origin' }, crossOriginEmbedderPolicy: false, crossOriginOpenerPolicy: { policy: 'same-origin-allow-popups' },
  });
  app.addHook('onRequest', (request, reply, done) => protect(request.raw, reply.raw, () => done()));
  await app.register(websocket, { options: { maxPayload: 256 * 1024 } });

  app.addHook('onRequest', (request, reply, done) => {
    request.language = negotiate(request.headers['accept-language']);
    reply.header('x-request-id', request.id);
    withCorrelation(request.id, done);
  });
  app.setErrorHandler((error, request, reply) => sendProblem(error, request, reply, options.log));
  app.setNotFoundHandler((request, reply) => void reply.code(404).type('application/problem+json').send(problemOf('not-found', request.language, { detailKey: 'request.route', params: { method: request.method }, requestId: request.id })));
  return app;
}

function sendProblem(error: unknown, request: FastifyRequest, reply: FastifyReply, log: Log): void {
  let problem = problemFor(error, request.language, request.id);
  if (!problem) {
    const away = isPassing(error);
    problem = problemOf(away ? 'not-ready' : 'internal', request.language, { requestId: request.id });
    log.error({ err: error, method: request.method, url: request.url }, away ? 'the database is away or too busy' : 'a request failed');
    if (away) reply.header('retry-after', '2');
  }
  if (problem.status === 429) reply.header('retry-after', String((error as Refusal).detail?.params?.['seconds'] ?? 60));
  reply.code(problem.status).type('application/problem+json').send(problem);
}

/** Refuses cookie-borne writes that another site's page asked the browser to send. */
export function assertSameOrigin(request: FastifyRequest, publicUrl: string): void {
  if (request.method === 'GET' || request.method === 'HEAD' || request.method === 'OPTIONS') return;
  const origin = request.headers.origin;
  if (!origin) {
    const site = request.headers['sec-fetch-site'];
    if (site && site !== 'same-origin' && site !== 'none') throw new Refusal('not-allowed', { key: 'origin.foreign' });
    return;
  }
  if (origin !== new URL(publicUrl).origin && new URL(origin).host !== request.headers.host) throw new Refusal('not-allowed', { key: 'origin.foreign' });
}

/** The same answer with stars. A paper that cannot be read through is not given out. */
function sendMasked(reply: FastifyReply, answer: unknown, masked: NonNullable<Principal['masked']>): FastifyReply {
  if (answer instanceof Download) {
    if (!/^(text\/|application\/(json|xml))/.test(answer.type)) throw new Refusal('not-allowed', { key: 'masked.paper' });
    return reply.type(answer.type).headers({ 'content-disposition': contentDisposition(answer.disposition, answer.name), 'x-content-type-options': 'nosniff', 'cache-control': 'private, no-store' }).send(maskText(Buffer.from(answer.bytes).toString('utf8'), masked));
  }
  return reply.type('application/json; charset=utf-8').send(maskJson(answer instanceof Json ? answer.text : JSON.stringify(answer), masked));
}

/** A signature is over the very bytes: they are kept before anybody reads JSON out of them. */
function keepBytes(limit: number) {
  return async (request: FastifyRequest, _reply: FastifyReply, payload: AsyncIterable<Buffer>) => {
    const parts: Buffer[] = [];
    let size = 0;
    for await (const part of payload) {
      size += part.length;
      if (size > limit) throw new Refusal('too-large', { params: { limit: `${limit / 1024 / 1024} MB` } });
      parts.push(part);
    }
    const bytes = Buffer.concat(parts);
    request.rawBody = bytes;
    return Object.assign(Readable.from([bytes]), { receivedEncodedLength: bytes.length });
  };
}

/** Mounts operations of the contract. Refuses to start when one has neither a right nor a reason to be public. */
export function mount(app: FastifyInstance, implementations: readonly Implementation[], options: HttpOptions): void {
  for (const { spec, handle } of implementations) {
    if (!spec.right && !spec.public) throw new Error(`${spec.method} ${spec.path} names neither a right nor why it is public`);
    app.route({
      method: spec.method,
      url: apiPrefix + spec.path,
      ...(spec.bodyLimit ? { bodyLimit: spec.bodyLimit } : {}),
      ...(spec.signed ? { preParsing: keepBytes(spec.bodyLimit ?? 1024 * 1024) } : {}),
      handler: async (request, reply) => {
        const principal = await options.authenticate(request);
        request.principal = principal;
        if (spec.right) {
          if (!principal) throw new Refusal('not-signed-in', request.headers.authorization ? { key: 'request.key' } : {});
          if (!may(principal, spec.right)) throw new Refusal('not-allowed', { params: { right: spec.right } });
        }
        const masked = principal?.masked?.size ? principal.masked : null;
        // Saved as they are shown, the stars would stand where the number was.
        if (masked && spec.method !== 'GET' && hasStars(request.body)) throw new Refusal('invalid-input', { key: 'masked.not-saved' });
        const callIn = (tx: Tx | null) => ({
          params: spec.params && zodOf(spec.params).parse(storableIn(request.params)), query: spec.query && zodOf(spec.query).parse(storableIn(request.query)), body: spec.body && zodOf(spec.body).parse(storableIn(request.body ?? {})),
          principal, language: principal?.kind === 'agent' && !request.headers['accept-language'] ? principal.language : request.language, request, reply,
          transact: <T>(work: (own: Tx) => Promise<T>) => (tx ? work(tx) : options.db.tx(work)),
        });
        const work = (tx: Tx | null) => handle(callIn(tx) as never);
        const key = request.headers['idempotency-key'];
        const asked = async () => (spec.idempotent && typeof key === 'string'
          ? (await runIdempotent(options.db, { key, principal: principal ? `${principal.kind}:${principal.id}` : request.ip, route: `${spec.method} ${request.url}`, bodyHash: createHash('sha256').update(JSON.stringify(request.body ?? null)).digest('base64url') }, async (tx) => ({ status: spec.status ?? 200, body: await work(tx) }))).body
          : work(null));
        const answer = principal && spec.method !== 'GET' ? await actingAs(actorOf(principal), request.id, asked) : await asked();
        if (reply.sent) return reply;
        reply.code(spec.status ?? 200);
        if (masked && !spec.reveals) return sendMasked(reply, answer, masked);
        if (answer instanceof Download) return reply.type(answer.type).headers({ 'content-disposition': contentDisposition(answer.disposition, answer.name), 'x-content-type-options': 'nosniff', 'cache-control': 'private, no-store' }).send(Buffer.from(answer.bytes));
        if (answer instanceof Json) return reply.type('application/json; charset=utf-8').send(answer.text);
        if (options.checkAnswers) zodOf(spec.response).parse(JSON.parse(JSON.stringify(answer)));
        return reply.type('application/json; charset=utf-8').send(JSON.stringify(answer));
      },
    });
  }
}

export { problemStatus };
