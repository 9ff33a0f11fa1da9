import type { FastifyInstance, FastifyRequest } from 'fastify';
import { maxFileBytes } from '@aftercare/contract/files';
import { Refusal } from '../../platform/http/index.ts';
import { registerUpload, signFileUrl, signUpload } from '../../platform/files/index.ts';
import type { Door } from './door.ts';
import { originAllowed, type ChatSettings } from './settings.ts';
import { hashOf, isVisitor, ownerOf } from './visitor.ts';

type Params = { Params: { site: string }; Querystring: { visitor?: unknown } };

/** `POST /api/v1/chat/:site/files?visitor=SECRET&name=…`: a picture or paper from a page of whatever site the chat stands on. */
export function registerChatFiles(app: FastifyInstance, { context, limits }: Door): void {
  const { files, secrets, clock } = context.platform;
  const path = '/api/v1/chat/:site/files';
  const siteOf = async (request: FastifyRequest) => {
    const account = await context.accountByAddress((request as FastifyRequest<Params>).params.site);
    if (!account) throw new Refusal('not-found');
    return account.settings as ChatSettings;
  };
  const visitorOf = (request: FastifyRequest) => {
    const { visitor } = request.query as { visitor?: unknown };
    if (typeof visitor !== 'string' || !isVisitor(visitor)) throw new Refusal('not-signed-in');
    return hashOf(visitor);
  };

  void app.register(async (scope) => {
    // Before anything can fail: a page may read a refusal only with these.
    scope.addHook('onRequest', async (request, reply) => {
      const { origin } = request.headers;
      const settings = await siteOf(request);
      if (!originAllowed(settings, origin) && origin !== undefined) throw new Refusal('not-allowed', { key: 'origin.foreign' });
      if (origin !== undefined) void reply.headers({ 'access-control-allow-origin': origin, vary: 'Origin', 'access-control-expose-headers': 'retry-after' });
    });
    scope.options(path, async (_request, reply) => reply.code(204).headers({ 'access-control-allow-methods': 'POST', 'access-control-allow-headers': 'content-type, accept-language, accept', 'access-control-max-age': '86400' }).send());
    registerUpload(scope, {
      path, store: files, maxBytes: maxFileBytes,
      uploadAllowed(request) {
        const hash = visitorOf(request);
        limits.files.take(hash);
        limits.fromAddress.take(request.ip, 5);
        return { owner: ownerOf(hash) };
      },
      answer(file, request) {
        const now = clock.now();
        return { fileToken: signUpload(secrets, ownerOf(visitorOf(request)), file.id, now), name: file.name, type: file.type, size: file.size, url: signFileUrl(secrets.key('file-url'), file.key, new Date(now.getTime() + 86_400_000)) };
      },
    });
  });
}
